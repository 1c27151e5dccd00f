"""What examples and cases tried: which conditions were seen to hold, to fail and to be open.

A condition that is open while hardly anything is known was not tried: open counts only where at least half of the
questions are known. What holds whatever the answers need only be seen to hold. A check fires only when it surely holds,
so it need not be seen open.
"""

from collections.abc import Iterable, Iterator

from advisor.audit.expressions import counted
from advisor.frozen import frozen
from advisor.language import tree
from advisor.language.kinds import YesNo, widest
from advisor.language.possible import possible
from advisor.language.prose import source
from advisor.language.trace import Truth, truth_of
from advisor.language.tree import Expr
from advisor.model.assessment import Assessment, State
from advisor.model.case import Coverage, Gap, Tally
from advisor.model.rulebase import RuleBase

NOT_KNOWN = (State.UNKNOWN, State.NOT_ASKED)
Key = tuple[str, str, str, bool, str]


@frozen
class Watched:
    """A condition, or a comparison inside one, that is to be seen in every way it can come out."""

    sort: str
    id: str
    key: str
    expr: Expr
    inside: bool = False
    """Whether it is a comparison inside a condition."""

    def key_of(self) -> Key:
        """The same for it in the rule base as it stands on any day, whatever its figures are then."""
        return self.sort, self.id, self.key, self.inside, source(self.expr)


def coverage(rulebase: RuleBase, assessments: Iterable[Assessment]) -> Coverage:
    """How much of a rule base some assessments tried."""
    watched = tuple(_watched(rulebase))
    seen: dict[Key, set[Truth]] = {each.key_of(): set() for each in watched}
    on_day: dict[int, list[tuple[Expr, set[Truth]]]] = {}
    for assessment in assessments:
        informed, base = half_known(assessment), assessment.rulebase
        if id(base) not in on_day:
            on_day[id(base)] = [(each.expr, seen[each.key_of()]) for each in _watched(base)]
        for expr, truths in on_day[id(base)]:
            truth = truth_of(possible(expr, assessment.given))
            if informed or truth is not Truth.OPEN:
                truths.add(truth)
    tried = [(each, seen[each.key_of()]) for each in watched]
    return Coverage(conditions=_tally(rulebase, tried, inside=False), comparisons=_tally(rulebase, tried, inside=True))


def half_known(assessment: Assessment) -> bool:
    """Whether at least half of the questions are known, or surely do not apply."""
    unknown = sum(fact.state in NOT_KNOWN for fact in assessment.facts.values())
    return 2 * unknown <= len(assessment.facts)


def comparisons(expr: Expr) -> Iterator[Expr]:
    """The conditions of which a condition is made with and, or, not and count; itself if it is made of no others."""
    match expr:
        case tree.All(inner) | tree.Any(inner):
            for part in inner:
                yield from comparisons(part)
        case tree.Not(inner):
            yield from comparisons(inner)
        case _:
            yield expr
            for part in counted(expr):
                yield from comparisons(part)


def _watched(rulebase: RuleBase) -> Iterator[Watched]:
    for whole in _conditions(rulebase):
        yield whole
        inside = {source(each): each for each in comparisons(whole.expr)}
        if len(inside) > 1:
            yield from (Watched(whole.sort, whole.id, whole.key, each, inside=True) for each in inside.values())


def _conditions(rulebase: RuleBase) -> Iterator[Watched]:
    """Every condition that decides something, in the order in which they are worked out."""
    for quantity in rulebase.quantities.values():
        if isinstance(quantity.kind, YesNo):
            yield Watched("quantity", quantity.id, "is", quantity.expr)
    for rule in rulebase.rules().values():
        yield Watched("rule", rule.id, "when", rule.when)
    for sort, rules in (
        ("path", rulebase.paths),
        ("wanted", rulebase.wanted),
        ("check", rulebase.checks),
        ("warning", rulebase.warnings),
    ):
        yield from (Watched(sort, each.id, "when", each.when) for each in rules)
    for step in rulebase.steps.values():
        for key, expr in (("when", step.when), ("met", step.met), ("unless", step.unless)):
            if expr is not None:
                yield Watched("step", step.id, key, expr)


def _wanted(each: Watched, rulebase: RuleBase) -> tuple[Truth, ...]:
    kinds = rulebase.scope.kinds
    always = possible(each.expr, {name: widest(kinds[name]) for name in tree.names_in(each.expr)})
    if truth_of(always) is Truth.YES:
        return (Truth.YES,)
    return (Truth.YES, Truth.NO) if each.sort == "check" else tuple(Truth)


def _tally(rulebase: RuleBase, tried: Iterable[tuple[Watched, set[Truth]]], *, inside: bool) -> Tally:
    wanted, seen, gaps = 0, 0, []
    for each, truths in tried:
        if each.inside is not inside:
            continue
        ways = _wanted(each, rulebase)
        never = tuple(truth for truth in ways if truth not in truths)
        wanted += len(ways)
        seen += len(ways) - len(never)
        if never:
            comparison = source(each.expr) if inside else ""
            gaps.append(Gap(sort=each.sort, id=each.id, key=each.key, comparison=comparison, never=never))
    return Tally(wanted=wanted, seen=seen, gaps=tuple(gaps))
