"""Which role comes first, which form to work on next, how ready the organisation is, and which partner to seek."""

from collections.abc import Mapping

from advisor.advice import scores
from advisor.advice.facts import chosen_surely
from advisor.language.kinds import Bounds, is_known
from advisor.language.possible import possible
from advisor.language.trace import Truth, truth_of
from advisor.model.assessment import Finding, Lead, NextForm, Practice, ReadinessLevel, Sought, Standing
from advisor.model.rulebase import RuleBase
from advisor.words import Words
from advisor.words import message as _

NONE = "none"
"""No form to work on next."""


def lead(roles: tuple[Finding, ...], near: int, wished: str | None = None) -> Lead:
    """The role that comes first, as far as the bounds prove it; `roles` stand in rank order."""
    if not roles:
        return Lead(role=None, settled=True, ties=(), rivals=(), second=None, near=(), wished=wished)
    top = roles[0]
    tied = tuple(each.outcome.id for each in roles if is_known(each.key) and each.key == top.key)
    ties = tied if len(tied) > 1 and top.surely_emerging else ()
    role = top.outcome.id if top.surely_emerging and not ties else None
    leading = ties or ((role,) if role else ())
    rivals = tuple(
        each.outcome.id
        for each in roles
        if each.outcome.id not in leading and each.key.high >= top.key.low and each.could_be != (Standing.NOT_NOW,)
    )
    others = [each for each in roles if each.outcome.id not in leading]
    second = next((each.outcome.id for each in others if leading and each.surely_emerging), None)
    return Lead(
        role=role,
        settled=not rivals,
        ties=ties,
        rivals=rivals,
        second=second,
        near=tuple(each.outcome.id for each in others if role and _is_near(each, top, near)),
        wished=wished,
    )


def _is_near(one: Finding, other: Finding, near: int) -> bool:
    known = is_known(one.fit) and is_known(other.fit) and one.settled and other.settled
    return known and one.standing == other.standing and abs(one.fit.low - other.fit.low) <= near


def next_form(rulebase: RuleBase, forms: tuple[Finding, ...], given: Mapping[str, Bounds]) -> NextForm:
    """The form that the paths lead to; open while several can still be meant."""
    truths = {path.id: truth_of(possible(path.when, given)) for path in rulebase.paths}
    live = tuple(path for path in rulebase.paths if truths[path.id] is not Truth.NO)
    surely = {path.to for path in live if truths[path.id] is Truth.YES}
    rank = [each.outcome.id for each in forms]
    meant = {path.to for path in live}
    could_be = tuple(form for form in rank if form in meant) + (() if surely else (NONE,))
    settled = len(could_be) == 1
    form = could_be[0] if settled and could_be != (NONE,) else None
    return NextForm(form=form, settled=settled, could_be=could_be, path=live)


def readiness_level(rulebase: RuleBase, given: Mapping[str, Bounds]) -> ReadinessLevel:
    """How many of the conditions are in evidence, in one word."""
    conditions = [outcome for outcome in rulebase.of_group("readiness") if outcome.condition]
    if not conditions:
        return ReadinessLevel(could_be=())
    mask = possible(scores.readiness_level(conditions), given).high
    could_be = tuple(each for place, each in enumerate(scores.LEVELS) if mask >> place & 1)
    return ReadinessLevel(could_be=could_be[::-1])


def sought(
    rulebase: RuleBase, roles: tuple[Finding, ...], given: Mapping[str, Bounds], words: Words
) -> tuple[Sought, ...]:
    """The partners to look for: those the rules surely ask for, and whoever could fill a missing role."""
    offers = rulebase.questions.get(rulebase.offers)
    labels = {option.id: option.label for option in offers.options} if offers else {}
    bring = chosen_surely(offers, given) if offers else ()
    found = []
    for wanted in rulebase.wanted:
        if truth_of(possible(wanted.when, given)) is not Truth.YES:
            continue
        asked = tuple(labels.get(each, each) for each in wanted.capabilities)
        found.append(
            Sought(
                role=wanted.role,
                capabilities=asked,
                must=wanted.must,
                we_bring=tuple(each for each in bring if each not in asked),
                ask_them=wanted.ask_them,
                because=(wanted.because,),
                wanted=wanted,
            )
        )
    looked_for = {each.role for each in found}
    for finding in roles:
        if finding.practice is Practice.MISSING and finding.outcome.id not in looked_for:
            because = words.say(_("Nobody in this ecosystem does this today: %(role)s"), role=finding.outcome.name)
            found.append(
                Sought(
                    role=finding.outcome.id,
                    capabilities=(),
                    must=(),
                    we_bring=bring,
                    ask_them=(),
                    because=(because,),
                )
            )
    return tuple(found)
