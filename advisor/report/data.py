"""The assessment as plain data, under the names that scripts rely on: names are added, never changed.

Every list stands in a stated order (ranks as they are, entries by points and id, the rest as in the interview), and
everything looked up by an id is sorted by that id, so that the same input gives the same data.
"""

from collections.abc import Iterable, Iterator, Mapping

from advisor import __version__
from advisor.language.kinds import AnyOf, Number, OneOf, YesNo, chosen_in
from advisor.language.prose import source
from advisor.language.trace import Trace
from advisor.model.assessment import (
    Assessment,
    Caution,
    Fact,
    Finding,
    OutOfForce,
    PlannedStep,
    Sought,
    State,
    SupplierFinding,
    Verdict,
)
from advisor.model.rulebase import Quantity
from advisor.model.values import plain_number
from advisor.report.parts import parts_of
from advisor.report.wording import Wording, ranked
from advisor.words import Words

FORMAT = "advisor.assessment/1"

Data = dict[str, object]


def assessment_data(assessment: Assessment, words: Words) -> Data:
    """All of an assessment."""
    wording = Wording(assessment, words)
    data = {
        **head(FORMAT, assessment, words),
        "assumed": assessment.assumed,
        "contradictions": [_caution(each) for each in assessment.contradictions],
        "answers": _by_id({name: _fact(fact, wording) for name, fact in assessment.facts.items()}),
        "quantities": _by_id(
            {
                name: _quantity(wording, assessment.rulebase.quantities[name], working)
                for name, working in assessment.quantities.items()
            }
        ),
        "roles": [_finding(each) for each in assessment.roles],
        "forms": [_finding(each) for each in assessment.forms],
        "readiness": [_finding(each) for each in assessment.readiness],
        **_results(assessment),
        "steps": [_step(each, assessment) for each in assessment.steps],
        "sought": [_sought(each) for each in assessment.sought],
        "warnings": [_caution(each) for each in assessment.warnings],
        "waived": [
            {"id": each.id, "reason": each.reason, "by": each.by, "until": each.until} for each in assessment.waived
        ],
        "open_questions": [
            {
                "id": each.question.id,
                "ask": wording.ask(each.question.id),
                "holder": each.question.holder,
                "decides": each.decides,
                "settled_by_step": each.settled_by_step,
                "suppliers": [one.id for one in each.suppliers],
            }
            for each in assessment.open_questions
        ],
        "not_in_force": [_out_of_force(each) for each in assessment.not_in_force],
        "parked": [each for name, fact in assessment.facts.items() for each in _parked(name, fact)],
        "notes": _by_id(
            {
                name: {"text": note.text, "by": note.by, "on": note.on, "sure": note.sure}
                for name, note in assessment.profile.notes.items()
            }
        ),
        "open_text": _by_id(assessment.profile.open_text),
    }
    data["suppliers"] = [_supplier(each, wording) for each in assessment.suppliers]
    return {**data, "sources": _sources(data, assessment)}


def head(form: str, assessment: Assessment, words: Words) -> Data:
    """What was assessed, by which tool, under which rules, as of when."""
    base, profile = assessment.rulebase, assessment.profile
    facts = assessment.facts.values()
    kind = assessment.facts.get(base.ecosystem)
    return {
        "format": form,
        "tool": {"name": "advisor", "version": __version__},
        "rulebase": {
            "name": base.name,
            "version": base.version,
            "fingerprint": base.fingerprint,
            "layers": base.layers,
            "off": [
                {"id": each.id, "sort": each.sort, "reason": each.reason, "layer": each.layer} for each in base.off
            ],
        },
        "as_of": assessment.as_of,
        "language": words.language,
        "profile": {
            "name": profile.name,
            "path": profile.path,
            "fingerprint": profile.fingerprint,
            "date": profile.written_on,
            "respondents": profile.respondents,
            "counts": {state.value: sum(fact.state is state for fact in facts) for state in State},
        },
        "ecosystem": {"name": profile.ecosystem, "kind": kind.value if kind else None},
    }


def _by_id(items: Mapping[str, object]) -> Data:
    return {name: items[name] for name in sorted(items)}


def _fact(fact: Fact, wording: Wording) -> Data:
    return {
        "label": wording.name(fact.question.id),
        "state": fact.state.value,
        "applies": fact.applies.value,
        "value": fact.value,
        "text": fact.text,
    }


def _quantity(wording: Wording, quantity: Quantity, working: Trace) -> Data:
    """What it can be, and on what sources it rests; of one that the report prints also its words, and a sum's parts."""
    data = {**_value(quantity, working), "shown": quantity.shown, "source": quantity.source}
    if not quantity.shown:
        return data
    data |= {"says": wording.name(quantity.id), "text": wording.value(quantity.id), "note": quantity.note}
    parts = _parts(wording.assessment, quantity)
    return {**data, "parts": parts} if parts else data


def _parts(assessment: Assessment, quantity: Quantity) -> Data:
    """Per option, and per name of whatever else is added: together they are the quantity."""
    found = parts_of(assessment, quantity.id)
    parts = {**found.options, **{source(expr): each for expr, each in found.others.items()}} if found else {}
    decimals = getattr(quantity.kind, "decimals", 0)
    return {
        name: {"low": plain_number(low, decimals), "high": plain_number(high, decimals)}
        for name, (low, high) in parts.items()
    }


def _value(quantity: Quantity, working: Trace) -> Data:
    """A range with its unit, or what it could be; of a set what it surely and what it perhaps holds."""
    low, high = working.bounds
    match quantity.kind:
        case Number(_low, _high, decimals):
            return {"low": plain_number(low, decimals), "high": plain_number(high, decimals), "unit": quantity.unit}
        case YesNo():
            return {"could_be": [bool(each) for each in sorted({int(low), int(high)})]}
        case OneOf(options):
            return {"could_be": chosen_in(high, options)}
        case AnyOf(options):
            return {"sure": chosen_in(low, options), "maybe": chosen_in(high & ~low, options)}


def _finding(finding: Finding) -> Data:
    outcome, leaning = finding.outcome, finding.leaning
    return {
        "id": outcome.id,
        "name": outcome.name,
        "summary": outcome.summary,
        "standing": finding.standing,
        "could_be": [each.value for each in finding.could_be],
        "settled": finding.settled,
        "fit": {"low": int(finding.fit.low), "high": int(finding.fit.high)},
        "leaning": {"for": leaning.so_far_for, "against": leaning.so_far_against, "open": leaning.open},
        "practice": finding.practice.value if outcome.group == "role" else None,
        "blocked_by": _entries(finding.blocked_by),
        "for": _entries(finding.speaks_for),
        "against": _entries(finding.speaks_against),
        "missing": _entries(finding.missing),
        "open": _entries(finding.still_open),
        "warnings": _entries(finding.warnings),
    }


def _entries(verdicts: Iterable[Verdict]) -> list[Data]:
    return [
        {
            "rule": verdict.rule.id,
            "effect": verdict.rule.effect,
            "truth": verdict.truth.value,
            "says": verdict.rule.says,
            "points": verdict.rule.points,
            # What it adds to either end of the fit: 0 where another rule of its group brings more.
            "counts": {"low": int(verdict.counts.low), "high": int(verdict.counts.high)},
            "because": verdict.rule.because,
            "source": verdict.rule.source,
            "reasons": verdict.reasons,
            "answers": _by_id(verdict.answers),
            "layer": verdict.rule.layer,
        }
        for verdict in ranked(verdicts)
    ]


def _results(assessment: Assessment) -> Data:
    lead, form, level = assessment.lead, assessment.form, assessment.readiness_level
    paths = [
        {"id": path.id, "from": path.origin, "to": path.to, "says": path.says, "source": path.source}
        for path in form.path
    ]
    return {
        "lead": {
            "role": lead.role,
            "settled": lead.settled,
            "ties": lead.ties,
            "rivals": lead.rivals,
            "second": lead.second,
            "near": lead.near,
            "wished": lead.wished,
        },
        "form": {"id": form.form, "settled": form.settled, "could_be": form.could_be, "path": paths},
        "readiness_level": {"level": level.level, "could_be": level.could_be, "settled": level.settled},
    }


def _step(planned: PlannedStep, assessment: Assessment) -> Data:
    step = planned.step
    return {
        "id": step.id,
        "does": planned.does,
        "state": planned.state,
        "because": planned.because,
        "after": planned.after,
        "horizon": step.horizon,
        "effort": planned.effort,
        "cost": planned.cost,
        "owner": planned.owner,
        "theme": step.theme,
        "needed_for": planned.needed_for,
        "decided_by": planned.decided_by,
        "yields": step.yields,
        "progress": assessment.profile.progress.get(step.id, ""),
        "source": step.source,
    }


def _sought(sought: Sought) -> Data:
    return {
        "role": sought.role,
        "capabilities": sought.capabilities,
        "must": sought.must,
        "we_bring": sought.we_bring,
        "ask_them": sought.ask_them,
        "because": sought.because,
        "source": sought.wanted.source if sought.wanted else (),
    }


def _supplier(found: SupplierFinding, wording: Wording) -> Data:
    """How it compares with the others, with its own answers."""
    supplier, finding = found.supplier, found.finding
    return {
        "id": supplier.id,
        "name": supplier.name,
        "delivers": supplier.delivers,
        "contract_end": supplier.contract_end,
        "important": supplier.important,
        "contact": supplier.contact,
        "weakest": found.weakest,
        "standing": finding.standing if finding else None,
        "could_be": [each.value for each in finding.could_be] if finding else [],
        "fit": {"low": int(finding.fit.low), "high": int(finding.fit.high)} if finding else None,
        "answers": _by_id({name: _fact(fact, wording) for name, fact in found.facts.items()}),
    }


def _caution(caution: Caution) -> Data:
    return {
        "id": caution.id,
        "says": caution.says,
        "because": caution.because,
        "source": caution.source,
        "answers": _by_id(caution.answers),
        "layer": caution.layer,
    }


def _parked(name: str, fact: Fact) -> list[str]:
    """A question whose answer counts for nothing, or the options of which the number does."""
    return [name] if fact.state is State.PARKED else [f"{name}.{option}" for option in fact.parked]


def _out_of_force(gone: OutOfForce) -> Data:
    return {
        "id": gone.id,
        "sort": gone.sort,
        "says": gone.says,
        "from": gone.term.since,
        "until": gone.term.until,
        "answered": gone.answered,
    }


def _sources(data: object, assessment: Assessment) -> Data:
    known = assessment.rulebase.sources
    cited = {each for each in _cited(data) if each in known}
    return {
        name: {
            "title": known[name].title,
            "address": known[name].address,
            "date": known[name].date,
            "read": known[name].read,
            "note": known[name].note,
        }
        for name in sorted(cited)
    }


def _cited(data: object) -> Iterator[str]:
    """Every source id below any key called ``source``."""
    waiting = [data]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            if isinstance(source := each.get("source"), tuple):
                yield from source
            waiting.extend(each.values())
        elif isinstance(each, list | tuple):
            waiting.extend(each)
