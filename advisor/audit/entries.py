"""The entries of a rule base as texts by key, the way they stand in its files, so that two can be compared."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from advisor.frozen import fields, frozen
from advisor.language import tree
from advisor.language.kinds import Bounds, Kind, Number, OneOf, YesNo, chosen_in, is_known, plain
from advisor.language.prose import source
from advisor.model.question import Question
from advisor.model.rulebase import Figure, Quantity, RuleBase, Step
from advisor.model.term import Term
from advisor.model.values import plain_value

SORTS: Final = (
    "rulebase",
    "threshold",
    "section",
    "question",
    "quantity",
    "figure",
    "outcome",
    "rule",
    "path",
    "step",
    "warning",
    "check",
    "wanted",
    "source",
)
"""In the order in which differences are told."""
CANNOT_CHANGE_ADVICE: Final[Mapping[str, frozenset[str] | None]] = {
    "rulebase": frozenset(["name", "version", "released", "languages", "variants", "ecosystem"])
    | frozenset(["offers", "wishes", "small", "fallback"]),
    "threshold": frozenset(["near"]),
    "section": None,
    "question": frozenset(["label", "ask", "why", "help", "unit", "section", "anchors", "variants", "labels", "quick"])
    | frozenset(["holder", "confidential", "changeable", "stale_after", "default", "otherwise_because"]),
    "quantity": frozenset(["says", "unit", "labels", "shown", "source", "note"]),
    "figure": frozenset(["says", "unit", "source", "as_of", "note"]),
    "outcome": frozenset(["name", "summary", "not_started", "we", "partner", "excludes"]),
    "rule": frozenset(["says", "because", "source", "improves"]),
    "path": frozenset(["says", "source", "origin"]),
    "step": frozenset(["does", "effort", "cost", "owner", "small", "after_if_planned", "horizon", "theme"])
    | frozenset(["yields", "because", "settles", "source"]),
    "warning": frozenset(["says", "because", "source"]),
    "check": None,
    "wanted": None,
    "source": None,
}
"""Per sort the keys, or all of them, that change no lead, standing, form, readiness or step."""
NOT_SHOWN: Final = frozenset(["id", "layer", "rules", "examples", "kind", "deed"])
"""Fields that say where something stands, or whose parts are told by themselves."""


@frozen
class Entry:
    """One entry."""

    says: str
    """What it says, in a sentence or a few words."""
    parts: Mapping[str, str]
    """What stands under each key, as text; parts of a key stand behind a point."""


Entries = dict[tuple[str, str], Entry]


def counts(sort: str, key: str) -> bool:
    """Whether lead, standings, form, readiness or steps can change by what stands under a key."""
    quiet = CANNOT_CHANGE_ADVICE[sort]
    return quiet is not None and key.partition(".")[0] not in quiet


def entries(base: RuleBase) -> Entries:
    """Every entry by its sort and id."""
    found: Entries = {("rulebase", "rulebase"): Entry(base.name, dict(_head(base)))}
    for name in fields(base.thresholds):
        found["threshold", name] = Entry("", {name: str(getattr(base.thresholds, name))})
    found |= {("section", name): Entry(title, {"name": title}) for name, title in base.sections.items()}
    found |= {("question", each.id): Entry(each.label, dict(_question(each))) for each in base.questions.values()}
    found |= {("quantity", each.id): Entry(each.says, dict(_quantity(each, base))) for each in base.quantities.values()}
    found |= {("figure", each.id): Entry(each.says, dict(_figure(each, base))) for each in base.figures.values()}
    found |= {("step", each.id): Entry(each.deed.does, dict(_step(each))) for each in base.steps.values()}
    found |= {("outcome", each.id): Entry(each.name, dict(_fields(each))) for each in base.outcomes.values()}
    found |= {("wanted", each.id): Entry(each.because, dict(_fields(each))) for each in base.wanted}
    found |= {("source", each.id): Entry(each.title, dict(_fields(each))) for each in base.sources.values()}
    saying = (("rule", base.rules().values()), ("path", base.paths), ("warning", base.warnings), ("check", base.checks))
    found |= {(sort, each.id): Entry(each.says, dict(_fields(each))) for sort, some in saying for each in some}
    return found


Parts = Iterator[tuple[str, str]]


def _fields(entry: object, but: frozenset[str] = frozenset()) -> Parts:
    """Every field of a value, those of the future included: whoever adds one has it compared."""
    for name in fields(entry):
        if name not in NOT_SHOWN and name not in but:
            yield from _part(name, getattr(entry, name))


def _part(key: str, value: object) -> Parts:
    match value:
        case None | "" | () | 0:
            pass
        case bool():
            if value:
                yield key, "true"
        case int() | str() | date():
            yield key, str(value)
        case tuple() | list():
            yield key, ", ".join(str(each) for each in value)
        case Mapping():
            for name, inner in value.items():
                yield from _part(f"{key}.{name}", inner)
        case Term():
            # It stands in a file as two keys of what has it.
            above = key.rpartition(".")[0]
            yield from _part(f"{above}.from".lstrip("."), value.since)
            yield from _part(f"{above}.until".lstrip("."), value.until)
        case _ if isinstance(value, tree.Expr):
            yield key, source(value)
        case _:
            yield key, repr(value)


HEAD: Final = ("name", "version", "released", "languages", "shared", "variants", "ecosystem", "offers", "wishes")
HEAD_TOO: Final = ("weakest", "small", "fallback")


def _head(base: RuleBase) -> Parts:
    for name in (*HEAD, *HEAD_TOO):
        yield from _part(name, getattr(base, name))


def _question(question: Question) -> Parts:
    own = frozenset(["sort", "offered", "options", "otherwise", "default", "anchors"])
    yield "kind", question.sort
    yield from _fields(question, own)
    for place, anchor in enumerate(question.anchors, start=1):
        yield f"anchors.{place}", anchor
    for name in ("otherwise", "default"):
        bounds = getattr(question, name)
        if bounds is not None:
            yield name, value_text(question.kind, bounds)
    if isinstance(question.kind, Number):
        yield "from", plain(question.offered.low, question.decimals)
        yield "to", plain(question.offered.high, question.decimals)
        yield from _part("decimals", question.decimals or None)
    if not question.of:
        if isinstance(question.kind, OneOf) and question.kind.ordered:
            yield "levels", ", ".join(option.id for option in question.options)
        for option in question.options:
            yield f"options.{option.id}", option.id
            yield f"labels.{option.id}", option.label
            yield from _part(f"labels.{option.id}.help", option.help)
            yield from _part(f"options.{option.id}.term", option.term)


def _quantity(quantity: Quantity, base: RuleBase) -> Parts:
    yield from _fields(quantity, frozenset(["expr", "levels"]))
    for level in quantity.levels:
        yield f"labels.{level.id}", level.label
    if not isinstance(quantity.expr, tree.Pick):
        yield "is", source(quantity.expr)
        return
    yield "inputs", ", ".join(source(each) for each in quantity.expr.inputs)
    if isinstance(quantity.kind, OneOf):
        yield "levels", ", ".join(quantity.kind.options)
    kinds = [base.scope.kinds[each.name] for each in quantity.expr.inputs if isinstance(each, tree.Name)]
    for row in quantity.expr.rows:
        cells = (_cell(cell, kind) for cell, kind in zip(row.cells, kinds, strict=True))
        result = Bounds(row.result, row.result)
        yield f"rows.{', '.join(cells)}", value_text(quantity.kind, result)


def _cell(cell: tuple[int, int] | int | None, kind: Kind) -> str:
    match cell, kind:
        case None, _:
            return "any"
        case (int(low), int(high)), Number(least, most, decimals):
            first, last = plain(low, decimals), plain(high, decimals)
            if low == high:
                return first
            return f"<= {last}" if low == least else f">= {first}" if high == most else f"{first}..{last}"
        case int(mask), YesNo():
            return {1: "no", 2: "yes"}.get(mask, "any")
        case int(mask), OneOf(options):
            return " | ".join(chosen_in(mask, options))
        case _:
            return str(cell)


def _figure(figure: Figure, base: RuleBase) -> Parts:
    yield from _fields(figure, frozenset(["values"]))
    weights = base.scope.weights.get(figure.id)
    if weights is not None:
        yield "of", weights.of
    of_each = "value" if weights is None else "values"
    options = ("",) if weights is None else getattr(base.scope.kinds[weights.of], "options", ())
    values, decimals = base.values_of(figure)
    for each in values:
        day = each.term.since
        key = f"{of_each}.{day}" if day else of_each
        for option, value in zip(options, each.values, strict=True):
            yield f"{key}.{option}".rstrip("."), plain(value, decimals)
        for name in ("source", "as_of") if day else ():
            if getattr(each, name) != getattr(figure, name):
                yield from _part(f"{key}.{name}", getattr(each, name))


def _step(step: Step) -> Parts:
    yield from _fields(step.deed)
    if step.small != step.deed:
        yield from ((f"small.{key}", text) for key, text in _fields(step.small))
    yield from _fields(step, frozenset(["small"]))


def value_text(kind: Kind, bounds: Bounds) -> str:
    """Bounds as rule authors write them."""
    return _written(plain_value(kind, bounds)) if is_known(bounds) or not isinstance(kind, YesNo) else "yes | no"


def _written(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return "[" + ", ".join(str(each) for each in value) + "]"
        case dict():
            return ", ".join(f"{key} {_written(each)}" for key, each in value.items())
        case _:
            return str(value)
