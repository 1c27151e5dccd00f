"""What is peculiar to each sort of entry: its facts, one after another."""

from collections.abc import Iterable, Iterator
from typing import Final, assert_never, get_args

from advisor.advice.lexicon import RuleBaseLexicon
from advisor.language.kinds import Number, YesNo
from advisor.model.graph import Sort
from advisor.model.people import HOLDERS
from advisor.model.question import Question
from advisor.model.rulebase import (
    CautionRule,
    Check,
    Deed,
    Effect,
    Figure,
    Outcome,
    Quantity,
    Rule,
    Source,
    Step,
    Wanted,
)
from advisor.model.shown import Shown
from advisor.model.term import ALWAYS, Term
from advisor.report.dates import term_text, written
from advisor.report.explain_part import EFFECTS as DOES
from advisor.report.sources import dated
from advisor.report.wording import COSTS, HORIZONS
from advisor.words import message as _

SORTS: Final[dict[Sort, str]] = {
    "question": _("question"),
    "quantity": _("quantity"),
    "table": _("table"),
    "figure": _("figure"),
    "rule": _("rule"),
    "role": _("role"),
    "form": _("form"),
    "readiness": _("condition of readiness"),
    "step": _("step"),
    "check": _("check"),
    "warning": _("warning"),
    "path": _("path"),
    "wanted": _("wanted partner"),
    "source": _("source"),
    "rulebase": _("rule base"),
}
EFFECTS: Final[tuple[Effect, ...]] = get_args(Effect)
KINDS: Final = {
    "yes/no": _("yes or no"),
    "number": _("a number"),
    "one of": _("one of these"),
    "any of": _("any of these, or none"),
    "scale": _("a scale from 1 to 5"),
    "number each": _("a number for each chosen option of %(of)s"),
}
CHANGEABLE: Final = {
    "fixed": _("cannot be made different"),
    "hard": _("hard to make different"),
    "effort": _("takes an effort to make different"),
    "easy": _("easy to make different"),
}

Pairs = Iterator[tuple[str, str]]


def facts(shown: Shown, lexicon: RuleBaseLexicon) -> tuple[tuple[str, str], ...]:
    """Pairs of a label and a value; what is not there is left out."""
    say = lexicon.words.say
    pairs = [(say("Id"), f"{shown.node.id} ({say(SORTS[shown.node.sort])})"), *_own(shown, lexicon)]
    if (term := _term(shown)) != ALWAYS:
        pairs.append((say("Valid"), term_text(term, lexicon.words)))
    if shown.reaches:
        pairs.append((say("Can change"), ", ".join(each.label for each in shown.reaches)))
    if shown.written is not None:
        pairs += [(say("Layer"), shown.written.layer), (say("Stands at"), str(shown.written.place))]
    return tuple(pair for pair in pairs if pair[1])


def _term(shown: Shown) -> Term:
    """When an entry is valid."""
    base, name = shown.rulebase, shown.node.id
    some: Iterable[Check | CautionRule] = ()
    match shown.node.sort:
        case "rule":
            return base.rules()[name].term
        case "step":
            return base.steps[name].term
        case "figure":
            return base.figures[name].term
        case "check":
            some = base.checks
        case "warning":
            some = base.warnings
        case _:  # nothing else has days
            pass
    return next((each.term for each in some if each.id == name), ALWAYS)


def _own(shown: Shown, lexicon: RuleBaseLexicon) -> Pairs:  # noqa: C901, PLR0912  (one case per sort of entry)
    base, name, say = shown.rulebase, shown.node.id, lexicon.words.say
    match shown.node.sort:
        case "question":
            yield from _question(base.questions[name], lexicon)
        case "quantity" | "table":
            yield from _quantity(base.quantities[name], lexicon)
        case "figure":
            yield from _figure(base.figures[name], lexicon)
        case "rule":
            yield from _rule(base.rules()[name], lexicon)
        case "role" | "form" | "readiness":
            yield from _outcome(base.outcomes[name], lexicon)
        case "step":
            yield from _step(base.steps[name], lexicon)
        case "check":
            yield say("Because"), next(each.because for each in base.checks if each.id == name)
        case "warning":
            yield say("Because"), next(each.because for each in base.warnings if each.id == name)
        case "path":
            path = next(each for each in base.paths if each.id == name)
            yield (
                say("Starts from"),
                lexicon.label(path.origin) if path.origin in base.outcomes else say("none of them"),
            )
            yield say("Goes to"), base.outcomes[path.to].name
        case "wanted":
            yield from _wanted(next(each for each in base.wanted if each.id == name), lexicon)
        case "source":
            yield from _source(base.sources[name], lexicon)
        case "rulebase":
            yield say("Version"), base.version
            yield say("Released"), written(base.released, lexicon.words)
        case _:
            assert_never(shown.node.sort)


def _question(question: Question, lexicon: RuleBaseLexicon) -> Pairs:
    words, say = lexicon.words, lexicon.words.say
    yield say("Asked"), question.ask
    yield say("Because"), question.why
    yield say("Help"), question.help
    kind = say(KINDS[question.sort], of=lexicon.label(question.of)) if question.of else say(KINDS[question.sort])
    yield say("Kind"), kind
    if question.sort in ("number", "number each"):
        yield say("Between"), _range(*question.offered, question.decimals, question.unit, lexicon)
    yield say("At most"), words.number(question.most) if question.most else ""
    if question.otherwise is not None:
        value = lexicon.value_text(question.names[0], question.otherwise)
        yield say("Where it is not asked"), "; ".join(each for each in (value, question.otherwise_because) if each)
    yield say("Section"), lexicon.rulebase.sections[question.section]
    yield say("Who knows"), say(HOLDERS[question.holder]) if question.holder in HOLDERS else question.holder
    yield say("Short track"), say("yes") if question.quick else say("no")
    yield say("Per supplier"), say("yes") if question.per else ""
    yield say("Confidential"), say("yes") if question.confidential else ""
    yield say("To change it"), say(CHANGEABLE[question.changeable])
    if question.stale_after:
        months = words.counted(question.stale_after, "%(number)s month", "%(number)s months")
        yield say("Asked again after"), months
    if question.default is not None:
        yield say("Assumed where open"), lexicon.value_text(question.names[0], question.default)


def _quantity(quantity: Quantity, lexicon: RuleBaseLexicon) -> Pairs:
    say, kind = lexicon.words.say, quantity.kind
    if isinstance(kind, Number):
        yield say("Between"), _range(kind.low, kind.high, kind.decimals, quantity.unit, lexicon)
    elif isinstance(kind, YesNo):
        yield say("Kind"), say("yes or no")
    yield say("In the report"), say("yes") if quantity.shown else say("no")
    yield say("Note"), quantity.note


def _range(low: int, high: int, decimals: int, unit: str, lexicon: RuleBaseLexicon) -> str:
    words = lexicon.words
    ends = {"low": words.number(low, decimals), "high": words.number(high, decimals)}
    return words.quantity(words.say("%(low)s to %(high)s", **ends), unit)


def _figure(figure: Figure, lexicon: RuleBaseLexicon) -> Pairs:
    words, say = lexicon.words, lexicon.words.say
    weights = lexicon.rulebase.scope.weights.get(figure.id)
    labels = [option.label for option in lexicon.rulebase.questions[weights.of].options] if weights else [""]
    # One value after the other has days of its own; what stands elsewhere is of the first.
    values, decimals = lexicon.rulebase.values_of(figure)
    for each in values:
        said = [
            say("%(what)s: %(value)s", what=label, value=words.number(value, decimals))
            if label
            else words.quantity(words.number(value, decimals), figure.unit)
            for label, value in zip(labels, each.values, strict=True)
        ]
        since = f" ({term_text(each.term, words)})" if each.term != ALWAYS else ""
        yield say("Value"), "; ".join(said) + since
    yield say("Unit"), figure.unit if weights is not None else ""
    yield say("As of"), written(figure.as_of, words) if figure.as_of else ""
    yield say("Note"), figure.note


def _rule(rule: Rule, lexicon: RuleBaseLexicon) -> Pairs:
    words, say = lexicon.words, lexicon.words.say
    outcome = lexicon.rulebase.outcomes[rule.id.partition(".")[0]].name
    yield say("Effect"), say(DOES[rule.effect], outcome=outcome, points=words.number(rule.points))
    yield say("Group"), rule.group
    yield say("Because"), rule.because


def _outcome(outcome: Outcome, lexicon: RuleBaseLexicon) -> Pairs:
    say, thresholds, number = lexicon.words.say, lexicon.rulebase.thresholds, lexicon.words.number
    yield say("Summary"), outcome.summary
    yield say("Condition"), say("one of those that readiness counts") if outcome.condition else ""
    yield say("Emerging"), say("%(low)s to %(high)s", low=number(thresholds.emerging), high=number(thresholds.fits - 1))
    yield say("Fits"), say("%(low)s to %(high)s", low=number(thresholds.fits), high=number(100))
    yield say("Examples"), number(len(outcome.examples))


def _step(step: Step, lexicon: RuleBaseLexicon) -> Pairs:
    say = lexicon.words.say
    yield say("By when"), say(HORIZONS[step.horizon])
    yield from _deed(step.deed, lexicon)
    yield say("Yields"), step.yields
    yield say("Theme"), step.theme
    yield say("Because"), step.because
    if step.small != step.deed:
        small = [step.small.does, *(f"{label}: {value}" for label, value in _deed(step.small, lexicon) if value)]
        yield say("For a small organisation"), "; ".join(small)


def _deed(deed: Deed, lexicon: RuleBaseLexicon) -> Pairs:
    say = lexicon.words.say
    yield say("Owner"), deed.owner
    yield say("Effort"), deed.effort
    yield say("Cost"), say(COSTS[deed.cost]) if deed.cost else ""


def _wanted(wanted: Wanted, lexicon: RuleBaseLexicon) -> Pairs:
    say, offers = lexicon.words.say, lexicon.rulebase.offers
    yield say("Role"), lexicon.rulebase.outcomes[wanted.role].name
    yield say("Able to deliver"), lexicon.words.both([lexicon.option(offers, each) for each in wanted.capabilities])
    yield say("Because"), wanted.because


def _source(source: Source, lexicon: RuleBaseLexicon) -> Pairs:
    say = lexicon.words.say
    yield say("Date"), dated(source, lexicon.words)
    yield say("Address"), source.address
    yield say("Note"), source.note
