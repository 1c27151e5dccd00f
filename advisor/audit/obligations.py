"""What has to be so for every rule base, as data: claims in the tree of conditions, and what may be found for each.

A claim reads the names of `advisor.advice.definitions`. One about two profiles reads those of the second with
`AFTER` before them.
"""

from collections.abc import Iterator
from typing import Final

from advisor.advice.behind import Behind
from advisor.advice.definitions import ALWAYS, any_of, of_complete
from advisor.advice.facts import Settled
from advisor.advice.scores import FULL, LEVELS
from advisor.advice.steps import NEVER
from advisor.audit import implied
from advisor.audit.claims import none, some
from advisor.frozen import replace
from advisor.language import tree
from advisor.language.kinds import AnyOf, Kind, Number, OneOf, YesNo
from advisor.language.tree import Expr, Name, Not
from advisor.model.proof import Obligation
from advisor.model.question import Question
from advisor.model.rulebase import Outcome, Rule, RuleBase

AFTER: Final = "after "
"""Before the names of the second of two profiles."""
NOTES: Final = frozenset(["A706", "A716", "A731", "A736"])
"""Findings that are worth knowing and no faults."""
NOBODY: Final = "A730"
"""That there is a consistent profile at all: the first thing to prove."""
ALMOST: Final = 90
"""A highest fit below this is worth a note."""


def obligations(rulebase: RuleBase) -> Iterator[Obligation]:
    """Everything to prove of a rule base."""
    behind = Behind(rulebase, Settled())
    yield some(NOBODY, ALWAYS, ("rulebase", "rulebase"))
    for outcome in rulebase.outcomes.values():
        yield from _of_rules(outcome)
        yield from implied.of_outcome(outcome)
        yield from _of_outcome(outcome)
        yield from _of_fit(outcome, rulebase)
        for rule in outcome.rules:
            if rule.improves:
                yield from _monotonic(rule, outcome, rulebase, behind)
    yield from _of_advice(rulebase)
    yield from _of_conditions(rulebase)
    yield from implied.of_warnings(rulebase)
    yield from implied.of_paths(rulebase.paths)
    yield from _of_questions(rulebase)
    yield from _of_otherwise(rulebase, behind)


# -- rules


def _of_rules(outcome: Outcome) -> Iterator[Obligation]:
    for rule in outcome.rules:
        about, holds = ("rule", rule.id), Name(rule.id)
        yield some("A701", holds, about)
        yield some("A702", Not(holds), about, shows=holds)
        if rule.effect == "plus":
            yield some("A705", tree.All((holds, Name(f"{outcome.id}.gate"))), about, shows=holds)


# -- outcomes


def _of_outcome(outcome: Outcome) -> Iterator[Obligation]:
    about = (outcome.group, outcome.id)
    yield some("A707", Name(f"fits:{outcome.id}"), about)
    yield some("A708", Not(Name(f"emerging:{outcome.id}")), about, shows=Name(f"emerging:{outcome.id}"))
    for other in outcome.excludes:
        both = tree.All((Name(f"emerging:{outcome.id}"), Name(f"emerging:{other}")))
        yield none("A723", both, about, ("outcome", other), other=other)


def _of_fit(outcome: Outcome, rulebase: RuleBase) -> Iterator[Obligation]:
    about, fit = (outcome.group, outcome.id), Name(f"{outcome.id}.fit")
    yield some("A713", tree.Compare("<=", fit, tree.Constant(0)), about)
    yield some("A714", tree.Compare(">=", fit, tree.Constant(FULL)), about)
    counts = Name(f"{outcome.id}.gate")
    yield _most(about, counts, fit, "", "")
    sector = rulebase.questions.get(rulebase.variants)
    if sector is not None and isinstance(sector.kind, OneOf):
        for place, option in enumerate(sector.kind.options):
            if sector.offered.high >> place & 1:
                within = tree.All((counts, tree.Among(Name(sector.id), (option,), 1 << place)))
                yield _most(about, within, fit, sector.id, option)


def _most(about: tuple[str, str], claim: Expr, number: Expr, question: str, option: str) -> Obligation:
    values = {"id": about[1], "question": question, "option": option}
    return Obligation(code="A715", about=(about,), wants="most", claim=claim, number=number, values=values)


def _monotonic(rule: Rule, outcome: Outcome, rulebase: RuleBase, behind: Behind) -> Iterator[Obligation]:
    """A better answer to any question that the rule reads never brings the outcome to a lower level."""
    worse = tree.Compare("<", Name(f"{AFTER}{outcome.id}.level"), Name(f"{outcome.id}.level"))
    for name in behind.comparable(rule.id):
        question = rulebase.questions[name]
        claim = tree.All((rises(question, more=rule.improves == "more"), worse))
        about = ("rule", rule.id), ("question", name)
        yield none("A724", claim, *about, differs=name, question=name, outcome=outcome.id)


# -- the advice as a whole


def _of_advice(rulebase: RuleBase) -> Iterator[Obligation]:
    roles = rulebase.of_group("role")
    for outcome in roles:
        leads = Name(f"leads:{outcome.id}")
        yield some("A709", leads, ("role", outcome.id))
        yield some("A710", Not(leads), ("role", outcome.id), shows=leads)
    if roles and not rulebase.fallback:
        nobody = tree.All(tuple(Not(Name(f"emerging:{outcome.id}")) for outcome in roles))
        yield none("A712", nobody, ("rulebase", "rulebase"))
    for outcome in rulebase.of_group("form"):
        about, form = ("form", outcome.id), Name(f"form:{outcome.id}")
        if any(path.to == outcome.id for path in rulebase.paths):
            yield some("A709", form, about)
            yield some("A710", Not(form), about, shows=form)
        else:
            yield some("A734", form, about)
    if any(outcome.condition for outcome in rulebase.of_group("readiness")):
        for level in LEVELS:
            reached = Name(f"readiness:{level}")
            yield some("A711", reached, ("readiness", level))
            yield some("A732", Not(reached), ("readiness", level), shows=reached)


def _of_conditions(rulebase: RuleBase) -> Iterator[Obligation]:
    """Steps, warnings, paths and partners occur, and can be absent; checks can fire."""
    for step in rulebase.steps:
        needed = Name(f"needed:{step}")
        yield some("A719", needed, ("step", step))
        yield some("A720", Not(needed), ("step", step), shows=needed)
        if (when := rulebase.steps[step].when) is not None:
            yield some("A721", when, ("step", step))
    for sort, names in (
        ("warning", [each.id for each in rulebase.warnings]),
        ("path", [each.id for each in rulebase.paths]),
        ("wanted", [each.id for each in rulebase.wanted]),
    ):
        for name in names:
            holds = Name(f"{sort}:{name}")
            yield some("A721", holds, (sort, name))
            yield some("A722", Not(holds), (sort, name), shows=holds)
    for check in rulebase.checks:
        yield replace(some("A726", Name(f"check:{check.id}"), ("check", check.id)), valid=True)
    for question in rulebase.questions.values():
        if question.when is not None:
            yield some("A718", question.when, ("question", question.id))
            yield some("A728", Not(question.when), ("question", question.id))


# -- questions


def results(rulebase: RuleBase) -> tuple[str, ...]:
    """The names of everything in the advice that a reader acts on; no points and no fit."""
    kept = ("leads", "form", "emerging", "fits", "we", "partner", "readiness", "wanted", "needed", "done", "small")
    names = [name for name, _expr in of_complete(rulebase) if name.partition(":")[0] in kept]
    warnings = [rule.id for rule in rulebase.rules().values() if rule.effect == "warn"]
    return (*names, *(f"warning:{each.id}" for each in rulebase.warnings), *warnings)


def _of_questions(rulebase: RuleBase) -> Iterator[Obligation]:
    names = results(rulebase)
    for question in rulebase.questions:
        changed = any_of([differ(name) for name in names])
        yield Obligation(
            code="A717",
            about=(("question", question),),
            wants="some",
            claim=changed,
            differs=question,
            values={"id": question},
        )


def differ(name: str) -> Expr:
    """Whether a truth is another one in the second of two profiles."""
    one, other = Name(name), Name(f"{AFTER}{name}")
    return tree.Any((tree.All((one, Not(other))), tree.All((other, Not(one)))))


def rises(question: Question, *, more: bool) -> Expr:
    """Whether the second of two answers is another step in one direction: a higher number, level or set."""
    return any_of([_rises(name, question.kind, more=more) for name in question.names])


def _rises(name: str, kind: Kind, *, more: bool) -> Expr:
    low, high = (Name(name), Name(AFTER + name)) if more else (Name(AFTER + name), Name(name))
    match kind:
        case YesNo():
            return tree.All((Not(low), high))
        case Number():
            return tree.Compare(">", high, low)
        case OneOf(options):
            steps = [
                tree.All((_among(low, options, place), any_of([_among(high, options, each) for each in above])))
                for place in range(len(options))
                if (above := range(place + 1, len(options)))
            ]
            return any_of(steps) if kind.ordered else NEVER
        case AnyOf(options):
            kept = [
                tree.Any((Not(tree.Includes(low, option, 1 << place)), tree.Includes(high, option, 1 << place)))
                for place, option in enumerate(options)
            ]
            return tree.All((*kept, tree.Compare(">", tree.Size(high, len(options)), tree.Size(low, len(options)))))


def _among(choice: Expr, options: tuple[str, ...], place: int) -> Expr:
    return tree.Among(choice, (options[place],), 1 << place)


# -- what stands where a question does not apply


def _of_otherwise(rulebase: RuleBase, behind: Behind) -> Iterator[Obligation]:
    """What holds only where a question does not apply owes that to no answer: its author has said why."""
    rules = [(("rule", name), Name(name), behind.questions(name)) for name in rulebase.rules()]
    for each in rulebase.warnings:
        read = frozenset[str]().union(*map(behind.questions, tree.names_in(each.when)))
        rules.append((("warning", each.id), Name(f"warning:{each.id}"), read))
    for question in rulebase.questions.values():
        if question.when is None or question.otherwise_because or not _is_outside(question):
            continue
        for about, holds, read in rules:
            if question.id in read:
                asked = tree.All((question.when, holds))
                yield some("A727", asked, about, ("question", question.id), shows=holds, question=question.id)


def _is_outside(question: Question) -> bool:
    """Whether what stands otherwise is nothing that can be answered."""
    (low, high), fact = question.offered, question.otherwise
    if fact is None:
        return False
    return bool(fact.high & ~high) if isinstance(question.kind, OneOf | AnyOf) else not low <= fact.low <= high


def questions_behind(obligation: Obligation, rulebase: RuleBase) -> set[str]:
    """The questions that the things read which an obligation is about."""
    behind, found = Behind(rulebase, Settled()), set[str]()
    conditions = {
        **{("warning", each.id): each.when for each in rulebase.warnings},
        **{("path", each.id): each.when for each in rulebase.paths},
    }
    for sort, name in obligation.about:
        outcome, when = rulebase.outcomes.get(name), conditions.get((sort, name))
        if when is not None:
            names = list(tree.names_in(when))
        elif outcome is not None:
            names = [rule.id for rule in outcome.rules]
        else:
            names = [name] if sort in ("question", "rule") else []
        found.update(*map(behind.questions, names))
    return found
