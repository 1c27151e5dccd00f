"""What a new rule, question, step … looks like before its author has written anything: complete, and without a fault.

Every text that is still to be written begins with ``TODO``, which ``advisor rules check`` counts among its warnings.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from advisor.files.layout import laid_out
from advisor.files.writing_tables import item
from advisor.frozen import frozen, replace

FILES: Final = {"step": "steps.toml", "quantity": "quantities.toml", "warning": "warnings.toml", "check": "checks.toml"}
SCALED: Final = ("plus", "minus")
"""The effects with points."""
HALVES: Final = {"first-reason": 60, "second-reason": 40}
"""The rules of a new outcome, which add up to 100."""
COPIED: Final = (
    "# The examples of the rules underneath. Those of this file stand in their place, so here they are again: see\n"
    "# whether they still come out."
)


@frozen(kw_only=True)
class Beginning:
    """What is to be begun, as far as it was said."""

    sort: str
    id: str
    """Without its outcome."""
    outcome: str = ""
    """To which a rule belongs."""
    effect: str = ""
    points: int = 0
    """Nothing where they were not given."""
    group: str = ""
    """Of a rule: with which rules it shares points."""
    giver: str = ""
    """The rule that the points are taken from."""
    section: str = ""
    kind: str = ""
    """Of a question or an outcome."""
    of: str = ""
    when: str = ""
    """A condition; of a quantity, an expression; of a question, one that reads it."""
    second_when: str = ""
    """Of an outcome: the condition of the second of its `HALVES`."""
    source: tuple[str, ...] = ()


def block(new: Beginning) -> str:
    """The tables to be added, examples aside."""
    match new.sort:
        case "rule":
            return _rule(new, new.id, new.effect, new.points)
        case "outcome":
            head = table("outcome", {"name": "TODO: the name", "summary": "TODO: what it is, in one sentence"})
            halves = zip(HALVES.items(), (new.when, new.second_when), strict=True)
            return "\n".join(
                [head, *(_rule(replace(new, when=when), name, "plus", points) for (name, points), when in halves)]
            )
        case _:
            return table(f"{new.sort}.{new.id}", _entries(new))


def _entries(new: Beginning) -> dict[str, object]:
    match new.sort:
        case "question":
            return question_entries(new)
        case "step":
            return _step(new)
        case "quantity":
            return {"says": "TODO: what it is, as a noun phrase", "is": new.when}
        case "warning":
            because = {"because": "TODO: why that matters", "source": list(new.source)}
            return {"says": "TODO: the caution", "when": new.when, **because}
        case _:
            return {"says": "TODO: which answers cannot both be true", "when": new.when}


def table(head: str, entries: Mapping[str, object]) -> str:
    """A table with its entries in the canonical layout; keys may be dotted."""
    lines = [f"{key} = {item(value).as_string()}\n" for key, value in entries.items()]
    return laid_out("".join([f"[{head}]\n", *lines]))


def example(given: Mapping[str, object], then: Mapping[str, object]) -> str:
    """An example that comes out."""
    return table("[example]", {"says": "TODO: what kind of organisation this is", "given": given, "then": then})


def examples(raw: Sequence[Mapping[str, object]]) -> str:
    """Examples of other rules, once more."""
    return COPIED + "\n" + "\n".join(table("[example]", each) for each in raw)


def case(name: str, given: Mapping[str, object], then: Mapping[str, object]) -> str:
    """A case that comes out."""
    return table(f"case.{name}", {"says": "TODO: what kind of organisation this is", "given": given, "then": then})


def path_to(new: Beginning) -> str:
    """The path to a new form."""
    entries = {
        "from": "none",
        "to": new.id,
        "when": new.when,
        "says": "TODO: what to do, in a sentence",
        "source": list(new.source),
    }
    return table(f"path.{path_id(new)}", entries)


def path_id(new: Beginning) -> str:
    """What the path to a new form is called."""
    return f"to-{new.id.replace('_', '-')}"


def _rule(new: Beginning, name: str, effect: str, points: int) -> str:
    entries: dict[str, object] = {"says": "TODO: what is true of the organisation, as in: You …", "when": new.when}
    if effect in SCALED:
        entries["points"] = points
    if new.group:
        entries["group"] = new.group
    return table(f"{effect}.{name}", {**entries, "because": "TODO: why that counts", "source": list(new.source)})


def _step(new: Beginning) -> dict[str, object]:
    return {
        "does": "TODO: what to do, as in: Measure …",
        "when": new.when,
        "horizon": "quarter",
        "effort": "TODO: how much work it is",
        "cost": "low",
        "owner": "TODO: who sees to it",
        "yields": "TODO: what there is afterwards",
        "source": list(new.source),
    }


def question_entries(new: Beginning) -> dict[str, object]:
    """What a question begins with; options and anchors under dotted keys."""
    texts = {
        "label": "TODO: a short noun phrase",
        "ask": "TODO: the question itself",
        "why": "TODO: why it is asked",
        "kind": new.kind,
    }
    match new.kind:
        case "number":
            return {**texts, "unit": "TODO: the unit", "from": 0, "to": 100}
        case "number each":
            return {**texts, "of": new.of, "unit": "TODO: the unit", "from": 0, "to": 100}
        case "one of" | "any of":
            return {**texts, "options.first": "TODO: an option", "options.second": "TODO: another option"}
        case "scale":
            return {**texts, **{f"anchors.{level}": f"TODO: what one sees at level {level}" for level in range(1, 6)}}
        case _:
            return dict(texts)
