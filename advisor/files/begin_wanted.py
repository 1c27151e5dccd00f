"""Whether something new can be begun as it was asked for, and what is filled in where nothing was said."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from advisor.files.folder import EFFECTS, GROUPS, KEBAB, KEBAB_SORTS, NAMES, SNAKE
from advisor.files.layers import Layered
from advisor.files.scaffolds import Beginning, question_entries
from advisor.files.shapes_asked import SORTS
from advisor.frozen import replace
from advisor.problems import AdvisorError, Problem
from advisor.words import closest

OURS: Final = "CHOICE"
"""The source of what is ours."""
POINTS: Final = 10
"""Of a new rule, unless they are given."""
OF_SORT: Final = {
    "rule": ("effect", "when", "source"),
    "question": ("section", "kind", "of"),
    "outcome": ("kind", "when", "source"),
    "quantity": ("when",),
    "check": ("when",),
}
"""What can be said of each; of others a condition and a source."""
OF_EFFECT: Final = {"plus": ("points", "group", "giver"), "minus": ("points",)}
OPTIONS: Final = {"giver": "--from"}
"""What options are called that are not called like what they say."""


def completed(new: Beginning, merged: Layered, top: int) -> Beginning:
    """The same with everything filled in that it needs; `top` is the number of the folder it goes into.

    Raises:
        AdvisorError: The id is taken or written wrongly, or something is missing or not known.
    """
    _check_options(new)
    if new.sort == "rule":
        _needed(new, "OUTCOME.ID", given=bool(new.outcome), offered=_ids(merged, "outcome"))
        _known("U503", new.outcome, _ids(merged, "outcome"))
        _needed(new, "--effect", given=bool(new.effect), offered=EFFECTS)
    _check_id(new, merged)
    if new.sort == "outcome":
        _needed(new, "--kind", given=new.kind in GROUPS.values(), offered=GROUPS.values())
    if new.sort == "question":
        new = _question(new, merged)
    elif not new.when:
        new = replace(new, when=next(_conditions(merged, top), ""))
        _needed(new, "--when", given=bool(new.when))
    if new.sort == "outcome":
        others = (each for each in _conditions(merged, top) if each != new.when)
        new = replace(new, second_when=next(others, f"not ({new.when})"))
    sources = _ids(merged, "source")
    for source in new.source:
        _known("R340", source, sources, what="source")
    ours = OURS if OURS in sources or not sources else sources[0]
    points = new.points or (POINTS if new.effect in OF_EFFECT else 0)
    return replace(new, source=new.source or (ours,), points=points)


def _check_options(new: Beginning) -> None:
    """Nothing was said that means nothing here."""
    allowed = (*OF_SORT.get(new.sort, ("when", "source")), *OF_EFFECT.get(new.effect, ()))
    for name in ("effect", "points", "group", "giver", "section", "kind", "of", "when", "source"):
        if getattr(new, name) and name not in allowed:
            values = {"key": OPTIONS.get(name, f"--{name}"), "what": new.effect or new.sort}
            raise AdvisorError(Problem(code="R317", values=values))


def _question(new: Beginning, merged: Layered) -> Beginning:
    head = merged.single("rulebase")
    sections = [str(each) for each in head.raw.get("sections", ())] if head else []
    _needed(new, "--section", given=bool(new.section), offered=sections)
    _known("R340", new.section, sections, what="section")
    new = replace(new, kind=new.kind or SORTS[0])
    _needed(new, "--kind", given=new.kind in SORTS, offered=SORTS)
    if new.kind == "number each":
        several = [each.id for each in merged.of_sort("question") if each.raw.get("kind") == "any of"]
        _needed(new, "--of", given=bool(new.of), offered=several)
        _known("R328", new.of, several)
    entries = question_entries(new)
    options = {key.removeprefix("options."): each for key, each in entries.items() if key.startswith("options.")}
    return replace(new, when=_condition(new.id, {**entries, "options": options}, merged))


def _check_id(new: Beginning, merged: Layered) -> None:
    """The id is written as those of its sort are, and nothing is called so."""
    kebab = new.sort in KEBAB_SORTS
    shape, code, joint = (KEBAB, "R308", "-") if kebab else (SNAKE, "R307", "_")
    if not shape.fullmatch(new.id):
        parts = [part for part in new.id.lower().replace("-", " ").replace("_", " ").split() if part.isalnum()]
        guess = joint.join(parts)
        raise AdvisorError(Problem(code=code, values={"id": new.id}, guess=guess if shape.fullmatch(guess) else ""))
    name = f"{new.outcome}.{new.id}" if new.sort == "rule" else new.id
    same = {"outcome": ("outcome", "name"), "check": ("check", "warning"), "warning": ("warning", "check")}
    among = ("name", "outcome") if new.sort in NAMES else same.get(new.sort, (new.sort,))
    for each in among:
        taken = merged.entries.get((each, name))
        if taken is not None:
            raise AdvisorError(Problem(code="R311", values={"id": name, "other": str(taken.spot.place())}))


def _needed(new: Beginning, option: str, *, given: bool, offered: Iterable[str] = ()) -> None:
    if not given:
        asked = f"{option}: {listed}" if (listed := ", ".join(offered)) else option
        raise AdvisorError(Problem(code="U558", values={"sort": new.sort, "option": asked}))


def _known(code: str, name: str, known: Iterable[str], **more: str) -> None:
    names = list(known)
    if name not in names:
        raise AdvisorError(Problem(code=code, values={"id": name, **more}, guess=closest(name, names) or ""))


def _ids(merged: Layered, sort: str) -> list[str]:
    return [each.id for each in merged.of_sort(sort)]


def _conditions(merged: Layered, top: int) -> Iterator[str]:
    """Conditions to begin with: about the questions of the folder, the newest first, then about all others."""
    questions = [each for each in merged.of_sort("question") if each.raw.get("kind") != "number each"]
    own = [each for each in questions if each.layer == top]
    others = [each for each in questions if each.layer != top]
    found = (_condition(each.id, each.raw, merged) for each in (*reversed(own), *others))
    yield from filter(None, found)


def _condition(name: str, raw: Mapping[str, Any], merged: Layered) -> str:  # noqa: PLR0911  (one case per kind)
    """A condition about a question; nothing where we know of none."""
    first, low = next(iter(_options(raw, merged)), ""), raw.get("from")
    match raw.get("kind"):
        case "yes/no":
            return name
        case "number" if isinstance(low, int):
            return f"{name} >= {low + 1}"
        case "number each" if isinstance(low, int):
            of = merged.entries["name", str(raw.get("of"))]
            return f"{name}.{next(iter(_options(of.raw, merged)))} >= {low + 1}"
        case "scale":
            return f"{name} >= 4"
        case "one of" if first:
            return f"{name} == {first}"
        case "any of" if first:
            return f"{first} in {name}"
        case _:
            return ""


def _options(raw: Mapping[str, Any], merged: Layered) -> Mapping[str, Any]:
    options = raw.get("options", raw.get("levels"))
    if isinstance(options, str):
        listed = merged.entries.get(("list", options.removeprefix("list:")))
        options = listed.raw.get("options") if listed else None
    return options if isinstance(options, Mapping) else {}
