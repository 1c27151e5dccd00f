"""The options of questions, and the levels of decision tables."""

from collections.abc import Iterable

from advisor.files.checked import Checked
from advisor.files.faults import Faults
from advisor.files.folder import SNAKE, Entry
from advisor.files.shapes import Labels
from advisor.files.shapes_asked import LIST
from advisor.files.terms import read_term
from advisor.language.kinds import MOST_OPTIONS
from advisor.language.tokens import RESERVED
from advisor.model.question import Option
from advisor.model.term import ALWAYS


def read_options(value: object, table: Checked, key: str) -> tuple[Option, ...]:
    """A table id = label, or id = { label, help, from, until }, that stands under a key of `table`.

    Levels that are worked out have neither `from` nor `until`.
    """
    expected = table.expected(key, Labels)
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
            inner = Checked(content, own, table.faults, expected.shape)
            term = read_term(inner) if inner.can_have("from") else ALWAYS
            found.append(Option(id=name, label=inner.text("label"), help=inner.text("help"), term=term))
            inner.done()
        else:
            found.append(Option(id=name, label=table.inner_text(content, key, name)))
    if len(found) > MOST_OPTIONS:
        table.faults.add("R320", spot, most=str(MOST_OPTIONS))
    least = table.expected(key, Labels).least
    if len(found) < least:
        table.faults.add("R321", spot, least=str(least))
    return tuple(found[:MOST_OPTIONS])


def read_lists(entries: Iterable[Entry], faults: Faults) -> dict[str, tuple[Option, ...]]:
    """The option lists that several questions share."""
    lists = {}
    for entry in entries:
        table = Checked(entry.raw, entry.spot, faults, LIST)
        lists[entry.id] = read_options(table.take("options") or {}, table, "options")
        table.done()
    return lists
