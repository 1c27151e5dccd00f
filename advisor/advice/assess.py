"""The advice: one rule base and one profile give one assessment."""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from functools import partial

from advisor.advice import recommend
from advisor.advice.behind import Behind
from advisor.advice.facts import Settled, settle
from advisor.advice.findings import Judge
from advisor.advice.in_force import in_force, out_of_force
from advisor.advice.lexicon import RuleBaseLexicon
from advisor.advice.open_questions import open_questions
from advisor.advice.outdated import without_outdated
from advisor.advice.steps import Planner
from advisor.frozen import replace
from advisor.language import tree
from advisor.language.kinds import Bounds, OneOf, chosen_in, is_known
from advisor.language.trace import Trace, Truth, trace
from advisor.model.assessment import (
    Assessment,
    Caution,
    Fact,
    Finding,
    OutOfForce,
    State,
    SupplierFinding,
    Waived,
)
from advisor.model.profile import Answer, Profile, Said
from advisor.model.question import Question
from advisor.model.rulebase import CautionRule, Check, RuleBase
from advisor.model.values import is_ranked, plain_value
from advisor.words import Words
from advisor.words import message as _


def assess(
    rulebase: RuleBase,
    profile: Profile,
    words: Words,
    *,
    as_of: date | None = None,
    toward: str | None = None,
    assume: bool = False,
    whole: bool = True,
) -> Assessment:
    """Assess a profile.

    `as_of` is the date of the advice; without it the profile's own date, else the release of the rule base:
    never the clock. What is in force on that date counts; a rule base that stands on a day already stays as it is.
    `toward` names an outcome whose remedies are wanted even if it is far away. `assume` takes the stated default of
    every open question: a second reading, never the verdict. Not `whole` is for whoever looks again after every answer:
    how everything stands and what contradicts what, without the plan, the partners to look for and what is still open.
    """
    assumed: tuple[str, ...] = ()
    as_of = as_of or profile.written_on or rulebase.released
    profile, outdated = without_outdated(rulebase.entire, profile, as_of)
    rulebase = in_force(rulebase, as_of)
    if assume:
        profile, assumed = with_defaults(rulebase, profile)
    settled, answers = settle(rulebase, profile), profile.answers
    lexicon = RuleBaseLexicon(rulebase, words, variant_of(rulebase, settled))
    facts = _facts(answers, settled, lexicon)
    suppliers: tuple[SupplierFinding, ...] = ()
    if profile.suppliers:
        from advisor.advice.suppliers import compare  # noqa: PLC0415  (few profiles name any)

        settled, answers, suppliers = compare(rulebase, profile, settled, lexicon, partial(_facts, beside=facts))
        facts = _facts(answers, settled, lexicon, facts)
    given = dict(settled.given)
    behind = Behind(rulebase, settled, given)
    judge = Judge(rulebase, given, facts, lexicon, behind)
    readiness = judge.judge(rulebase.of_group("readiness"))
    roles = judge.judge(rulebase.of_group("role"))
    forms = judge.judge(rulebase.of_group("form"))
    findings: tuple[Finding, ...] = (*roles, *forms, *readiness)
    first = recommend.lead(roles, rulebase.thresholds.near, _wished(rulebase, given))
    form = recommend.next_form(rulebase, forms, given)
    steps = Planner(rulebase, profile, findings, given, behind, lexicon, toward).plan() if whole else ()
    contradictions = (*_above(settled, facts, lexicon), *_cautions(rulebase.checks, judge, given))
    warnings = _cautions(rulebase.warnings, judge, given)
    told = {each.id for each in (*contradictions, *warnings)}
    told |= {verdict.rule.id for finding in findings for verdict in finding.warnings}
    waived = _waived(profile, as_of, told)
    set_aside = {each.id for each in waived}
    if set_aside:
        roles, forms, readiness = (_without(each, set_aside) for each in (roles, forms, readiness))
    return Assessment(
        rulebase=rulebase,
        profile=profile,
        as_of=as_of,
        assumed=assumed,
        facts=facts,
        quantities=settled.quantities,
        contradictions=tuple(each for each in contradictions if each.id not in set_aside),
        roles=roles,
        forms=forms,
        readiness=readiness,
        lead=first,
        form=form,
        readiness_level=recommend.readiness_level(rulebase, given),
        steps=steps,
        sought=recommend.sought(rulebase, roles, given, words) if whole else (),
        warnings=tuple(each for each in warnings if each.id not in set_aside),
        waived=waived,
        open_questions=open_questions(rulebase, findings, first, form, steps, behind, given=given, suppliers=suppliers)
        if whole
        else (),
        suppliers=suppliers,
        given=given,
        not_in_force=_not_in_force(rulebase, as_of, outdated),
    )


def with_defaults(rulebase: RuleBase, profile: Profile) -> tuple[Profile, tuple[str, ...]]:
    """The profile with the stated default of every question that is not known, and which questions those are."""
    open_ones = {
        name: Answer(said=Said.KNOWN, bounds=question.default)
        for name, question in rulebase.questions.items()
        if question.default is not None
        and (name not in profile.answers or profile.answers[name].said in (Said.UNKNOWN, Said.RANGE))
    }
    profile = replace(profile, answers={**profile.answers, **open_ones})
    if profile.suppliers:
        from advisor.advice.suppliers import with_defaults_of_suppliers  # noqa: PLC0415  (few profiles name any)

        return with_defaults_of_suppliers(rulebase, profile, tuple(open_ones))
    return profile, tuple(open_ones)


def _wished(rulebase: RuleBase, given: Mapping[str, Bounds]) -> str | None:
    """The role that the organisation surely would like; none where it has no preference."""
    question = rulebase.questions.get(rulebase.wishes)
    if question is None or not isinstance(question.kind, OneOf) or not is_known(given[question.id]):
        return None
    wished = chosen_in(given[question.id].high, question.kind.options)[0]
    return wished if wished in rulebase.outcomes else None


def variant_of(rulebase: RuleBase, settled: Settled) -> str:
    """The sector whose wording is used: the known answer to the variants question."""
    question = rulebase.questions.get(rulebase.variants)
    if question is None or not isinstance(question.kind, OneOf) or not is_known(settled.given[question.id]):
        return ""
    return chosen_in(settled.given[question.id].high, question.kind.options)[0]


def _facts(
    answers: Mapping[str, Answer],
    settled: Settled,
    lexicon: RuleBaseLexicon,
    beside: Mapping[str, Fact] | None = None,
) -> dict[str, Fact]:
    """What was said on every question; what cannot differ between suppliers is taken from the facts `beside`."""
    rulebase = lexicon.rulebase
    return {
        name: beside[name]
        if beside and name not in rulebase.per_supplier
        else _fact(each, answers.get(name), settled, lexicon)
        for name, each in rulebase.questions.items()
    }


def _fact(question: Question, answer: Answer | None, settled: Settled, lexicon: RuleBaseLexicon) -> Fact:
    """What was said, as it was said: an answer reads the same whether or not its question turns out to apply."""
    state = settled.states[question.id]
    told = answer is not None and answer.said in (Said.KNOWN, Said.RANGE)
    bounds = {question.id: answer.bounds} if answer and answer.bounds else {}
    parked: dict[str, str] = {}
    if answer and question.sort == "number each":
        bounds = {f"{question.id}.{option}": each for option, each in answer.each.items()}
        if told and state is not State.PARKED:
            parked = _parked(question, bounds, settled, lexicon)
            bounds = {name: each for name, each in bounds.items() if name.partition(".")[2] not in parked}
    value: object = plain_value(question.kind, bounds[question.id]) if told and question.id in bounds else None
    text = lexicon.fact_text(question, bounds) if told else lexicon.words.say(STATES[state])
    if answer and is_ranked(question, answer):
        value, text = list(answer.written), lexicon.chosen_text(question.id, answer.written)
    elif answer and told and question.sort == "number each":
        value = {option: plain_value(question.kind, each) for option, each in answer.each.items()}
    return Fact(
        question=question,
        state=state,
        applies=settled.applies[question.id],
        value=value,
        text=text,
        parked=parked,
    )


def _parked(
    question: Question, bounds: Mapping[str, Bounds], settled: Settled, lexicon: RuleBaseLexicon
) -> dict[str, str]:
    """The numbers for options that are surely not chosen, in words."""
    chosen = settled.given[question.of].high
    names = {option.id: f"{question.id}.{option.id}" for option in question.options}
    return {
        option: lexicon.fact_text(question, {name: bounds[name]})
        for place, (option, name) in enumerate(names.items())
        if name in bounds and not chosen >> place & 1
    }


STATES: Mapping[State, str] = {
    State.UNKNOWN: _("don't know"),
    State.NOT_ASKED: _("not asked"),
    State.NOT_APPLICABLE: _("does not apply"),
}


def _cautions(rules: Iterable[Check | CautionRule], judge: Judge, given: Mapping[str, Bounds]) -> tuple[Caution, ...]:
    """The warnings or checks that surely hold."""
    found = []
    for rule in rules:
        working = trace(rule.when, given)
        if working.truth is Truth.YES:
            found.append(_caution(rule, judge, working))
    return tuple(found)


def _caution(rule: Check | CautionRule, judge: Judge, working: Trace) -> Caution:
    return Caution(
        id=rule.id,
        says=rule.says,
        because=rule.because or "; ".join(judge.reasons(working)),
        source=rule.source,
        answers=judge.answers(working),
        layer=getattr(rule, "layer", ""),
    )


def _above(settled: Settled, facts: Mapping[str, Fact], lexicon: RuleBaseLexicon) -> tuple[Caution, ...]:
    """Known answers above what another answer allows."""
    words = lexicon.words
    found = []
    for name, cap in settled.above.items():
        question = facts[name].question
        limit = words.number(cap.high, question.decimals)
        says = words.say(_("%(what)s cannot be above %(limit)s"), what=lexicon.label(name), limit=limit)
        names = sorted(set(tree.names_in(question.at_most))) if question.at_most else []
        because = words.both([lexicon.label(each) for each in names])
        found.append(
            Caution(
                id=f"{name}.at-most",
                says=says,
                because=words.say(_("It follows from %(what)s"), what=because),
                source=(),
                answers={name: facts[name].value},
            )
        )
    return tuple(found)


def _not_in_force(rulebase: RuleBase, as_of: date, outdated: tuple[OutOfForce, ...]) -> tuple[OutOfForce, ...]:
    """What is out of force, the options that the profile names among it."""
    named = {each.id for each in outdated}
    return (*outdated, *(each for each in out_of_force(rulebase, as_of) if each.id not in named))


def _without(findings: Iterable[Finding], set_aside: Container[str]) -> tuple[Finding, ...]:
    """Findings that do not tell what was set aside."""
    return tuple(
        replace(each, verdicts=tuple(one for one in each.verdicts if one.rule.id not in set_aside)) for each in findings
    )


def _waived(profile: Profile, as_of: date, told: Container[str]) -> tuple[Waived, ...]:
    """What would be told and the organisation set aside, with its reason, as long as that lasts."""
    found = []
    for name, waiver in profile.waivers.items():
        until = waiver.get("until")
        if name in told and (until is None or until >= as_of):
            found.append(
                Waived(id=name, reason=str(waiver.get("reason", "")), by=str(waiver.get("by", "")), until=until)
            )
    return tuple(sorted(found, key=lambda each: each.id))
