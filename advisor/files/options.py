"""The options of questions, and the levels of decision tables."""

from collections.abc import Iterable

from advisor.files.checked import REQUIRED, Checked
from advisor.files.faults import Faults
from advisor.files.folder import SNAKE, Entry
from advisor.language.kinds import MOST_OPTIONS
from advisor.language.tokens import RESERVED
from advisor.model.question import Option


def read_options(value: object, table: Checked, key: str, least: int = 1) -> tuple[Option, ...]:
    """A table id = label, or id = { label, help }, that stands under a key of `table`."""
    spot = table.spot.within(key)
    if not isinstance(value, dict):
        table.faults.add("R305", spot, key=key)
        return ()
    found = []
    for name, content in value.items():
        own = spot.within(name)
        if name in RESERVED:
            table.faults.add("R310", own, id=name)
        elif not SNAKE.fullmatch(name):
            table.faults.add("R307", own, id=name)
        if isinstance(content, dict):
            inner = Checked(content, own, table.faults)
            found.append(Option(id=name, label=inner.text("label"), help=inner.text("help", "")))
            inner.done()
        else:
            found.append(Option(id=name, label=table.inner_text(content, key, name)))
    if len(found) > MOST_OPTIONS:
        table.faults.add("R320", spot, most=str(MOST_OPTIONS))
    if len(found) < least:
        table.faults.add("R321", spot, least=str(least))
    return tuple(found[:MOST_OPTIONS])


def read_lists(entries: Iterable[Entry], faults: Faults) -> dict[str, tuple[Option, ...]]:
    """The option lists that several questions share."""
    lists = {}
    for entry in entries:
        table = Checked(entry.raw, entry.spot, faults)
        lists[entry.id] = read_options(table.take("options", REQUIRED) or {}, table, "options")
        table.done()
    return lists
