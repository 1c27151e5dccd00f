"""What an entry lists: options of a question, rows of a table, rules of an outcome, what a partner must do."""

from collections.abc import Iterator
from typing import Any, Final

from advisor.advice.lexicon import RuleBaseLexicon
from advisor.language import tree
from advisor.language.kinds import Number
from advisor.model.question import Question
from advisor.model.rulebase import Effect, Outcome, Rule
from advisor.model.shown import Shown
from advisor.model.term import ALWAYS
from advisor.report.dates import term_text
from advisor.report.document import Align, Block, Heading, Item, Table, section
from advisor.words import Words
from advisor.words import message as _

MARKS: Final[dict[Effect, str]] = {
    "must": _("must"),
    "bar": _("rules it out"),
    "plus": _("for +%(points)s"),
    "minus": _("against -%(points)s"),
    "warn": _("caution"),
}


def lists(shown: Shown, lexicon: RuleBaseLexicon) -> list[Block]:
    """The lists of one entry, each with its title."""
    base, name, say = shown.rulebase, shown.node.id, lexicon.words.say
    match shown.node.sort:
        case "question":
            question = base.questions[name]
            return [
                *section(say("Options"), _options(question, lexicon.words)),
                *section(say("Other wording"), _variants(question, lexicon)),
            ]
        case "table":
            levels = (Item(level.label, aside=level.id) for level in base.quantities[name].levels)
            return [*section(say("Levels"), levels), Heading(2, say("Rows")), _rows(shown, lexicon)]
        case "role" | "form" | "readiness":
            return section(say("Rules"), _rules(base.outcomes[name], lexicon))
        case "wanted":
            wanted = next(each for each in base.wanted if each.id == name)
            must = section(say("What they must do"), map(Item, wanted.must))
            return [*must, *section(say("What to ask them"), map(Item, wanted.ask_them))]
        case _:
            return []


def _options(question: Question, words: Words) -> Iterator[Item]:
    for number, anchor in enumerate(question.anchors, start=1):
        yield Item(anchor, mark=f"{number}.")
    if not question.of:
        for option in question.options:
            details = [Item(option.help)] if option.help else []
            if option.term != ALWAYS:
                details.append(Item(term_text(option.term, words)))
            yield Item(option.label, aside=option.id, details=tuple(details))


def _variants(question: Question, lexicon: RuleBaseLexicon) -> Iterator[Item]:
    """The wording for one option of the question that decides on wording: of the text itself, not of its key."""
    for option, texts in question.variants.items():
        label = lexicon.option(lexicon.rulebase.variants, option)
        yield from (Item(text, mark=label, aside=key) for key, text in texts.items())


def _rules(outcome: Outcome, lexicon: RuleBaseLexicon) -> Iterator[Item]:
    for rule in outcome.rules:
        mark = lexicon.words.say(MARKS[rule.effect], points=lexicon.words.number(rule.points))
        yield Item(rule.says, mark=mark, aside=_called(rule, lexicon))


def _called(rule: Rule, lexicon: RuleBaseLexicon) -> str:
    group = lexicon.words.say("of the group %(group)s", group=rule.group) if rule.group else ""
    return ", ".join(each for each in (rule.id, group) if each)


# -- decision tables


def _rows(shown: Shown, lexicon: RuleBaseLexicon) -> Table:
    """The rows as they are written, with labels above the columns; options and levels keep their ids."""
    quantity = shown.rulebase.quantities[shown.node.id]
    assert isinstance(quantity.expr, tree.Pick)  # noqa: S101  (that is what makes it a table)
    inputs = [each.name for each in quantity.expr.inputs if isinstance(each, tree.Name)]
    columns = (
        *(lexicon.label(name) for name in inputs),
        lexicon.words.quantity(lexicon.words.say("Result"), quantity.unit),
    )
    aligned: list[Align] = ["left"] * len(inputs)
    raw: list[list[Any]] = list(shown.written.raw["rows"]) if shown.written else []
    rows = tuple(tuple(str(cell) for cell in row) for row in raw)
    return Table(columns, rows, (*aligned, "right" if isinstance(quantity.kind, Number) else "left"))
