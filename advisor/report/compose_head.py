"""The head of the advice: what it is about, what cannot be true, and which role comes first."""

from collections.abc import Iterator

from advisor import __version__
from advisor.model.assessment import Finding, Standing, State
from advisor.report.compose_ready import before_the_role
from advisor.report.dates import written
from advisor.report.document import Block, Facts, Heading, Item, Items, Note, Paragraph
from advisor.report.wording import TOLD, Wording
from advisor.words import forms
from advisor.words import message as _

SHORT_FINGERPRINT = 12


def title(wording: Wording) -> list[Block]:
    """Whose advice this is, about which ecosystem, as of when, by which rules, on how many answers."""
    words, assessment = wording.words, wording.assessment
    base, profile = assessment.rulebase, assessment.profile
    name = profile.name or profile.path or words.say("an organisation without a name")
    pairs = [(words.say("Ecosystem"), ecosystem(wording))]
    if profile.respondents:
        pairs.append((words.say("Answered by"), ", ".join(profile.respondents)))
    pairs.append((words.say("As of"), written(assessment.as_of, words)))
    pairs.append((words.say("Answers"), counted(wording)))
    rules = words.say(
        "%(name)s %(version)s, fingerprint %(fingerprint)s; advisor %(tool)s",
        name=base.name,
        version=base.version,
        fingerprint=base.fingerprint[:SHORT_FINGERPRINT],
        tool=__version__,
    )
    pairs.append((words.say("Rule base"), rules))
    pairs.append((words.say("Rules laid over it"), ", ".join(base.layers)))
    pairs.append((words.say("Switched off"), "; ".join(_switched_off(wording))))
    blocks: list[Block] = [
        Heading(1, words.say("Partner-fit advice for %(name)s", name=name)),
        Facts(tuple(pair for pair in pairs if pair[1])),
    ]
    if assessment.assumed:
        labels = ", ".join(wording.names(assessment.assumed))
        text = words.say(
            "This is no verdict: for want of an answer, the usual one is assumed for %(questions)s.", questions=labels
        )
        blocks.append(Note(text, "warning"))
    return blocks


def _switched_off(wording: Wording) -> Iterator[str]:
    """Each entry with the reason; the rules of an outcome that is off go without saying."""
    off = wording.assessment.rulebase.off
    outcomes = {each.id for each in off if each.sort == "outcome"}
    for each in off:
        if each.sort != "rule" or each.id.partition(".")[0] not in outcomes:
            said = _("%(id)s: %(reason)s (%(layer)s)") if each.layer else _("%(id)s: %(reason)s")
            yield wording.words.say(said, id=each.id, reason=each.reason.rstrip("."), layer=each.layer)


def ecosystem(wording: Wording) -> str:
    """The name of the ecosystem and its kind."""
    assessment = wording.assessment
    fact = assessment.facts.get(assessment.rulebase.ecosystem)
    kind = fact.text if fact and fact.state in TOLD else ""
    name = assessment.profile.ecosystem
    if name and kind:
        return wording.words.say("%(name)s (%(kind)s)", name=name, kind=kind)
    return name or kind


COUNTS: dict[State, tuple[str, str]] = {
    State.KNOWN: forms("%(number)s known", "%(number)s known"),
    State.RANGE: forms("%(number)s known as a range", "%(number)s known as ranges"),
    State.UNKNOWN: forms("%(number)s unknown", "%(number)s unknown"),
    State.NOT_APPLICABLE: forms("%(number)s does not apply", "%(number)s do not apply"),
    State.NOT_ASKED: forms("%(number)s not asked", "%(number)s not asked"),
    State.PARKED: forms("%(number)s parked", "%(number)s parked"),
}


def counted(wording: Wording) -> str:
    """How many questions are in which state."""
    facts = wording.assessment.facts.values()
    numbers = {state: sum(fact.state is state for fact in facts) for state in State}
    return ", ".join(wording.words.counted(numbers[state], *pair) for state, pair in COUNTS.items() if numbers[state])


def contradictions(wording: Wording) -> list[Block]:
    """Answers that cannot both be true come before any advice."""
    found = wording.assessment.contradictions
    if not found:
        return []
    words = wording.words
    warning = words.say("Some answers cannot both be true. Check them first: the advice takes them as they stand.")
    items = tuple(
        Item(each.says, mark=words.say("contradiction"), tone="bad", aside=wording.answers(each), cites=each.source)
        for each in found
    )
    return [Note(warning, "warning"), Items(items)]


def lead(wording: Wording) -> list[Block]:
    """Which role comes first, never more surely than it is proved, and what comes before any role."""
    if not wording.assessment.roles:
        return []
    return [Heading(2, wording.words.say("In short")), *_lead(wording), *before_the_role(wording)]


def _lead(wording: Wording) -> list[Block]:
    words, assessment = wording.words, wording.assessment
    first = assessment.lead
    if not any(fact.state in TOLD for fact in assessment.facts.values()):
        nothing = words.say("Nothing is known yet, so there is no advice yet.")
        return [Paragraph(nothing, "strong"), *_begin(wording)]
    if not first.settled:
        return [*_unsettled(wording), *_wished(wording), *_decisive(wording)]
    if first.ties:
        names = words.both(wording.names(first.ties))
        fit = wording.fit(_finding(wording, first.ties[0]).fit)
        said = words.say("A tie: %(roles)s come first together, each with %(fit)s points.", roles=names, fit=fit)
        return [Paragraph(said, "strong"), *_beside(wording), *_wished(wording)]
    if first.role:
        said = _first(wording, _finding(wording, first.role))
        return [Paragraph(said, "strong"), *_beside(wording), *_wished(wording)]
    said = assessment.rulebase.fallback or words.say("No role fits yet.")
    return [Paragraph(said, "strong"), *_wished(wording)]


def _first(wording: Wording, finding: Finding) -> str:
    words, name, fit = wording.words, finding.outcome.name, wording.fit(finding.fit)
    match finding.could_be:
        case (Standing.FITS,):
            return words.say("%(role)s comes first: it fits, with %(fit)s of 100 points.", role=name, fit=fit)
        case (Standing.EMERGING,):
            return words.say("%(role)s comes first: it is emerging, with %(fit)s of 100 points.", role=name, fit=fit)
        case _:
            return words.say(
                "%(role)s comes first; whether it fits or is emerging depends on open answers (%(fit)s of 100 points).",
                role=name,
                fit=fit,
            )


def _beside(wording: Wording) -> list[Block]:
    """What stands beside the lead."""
    words, first = wording.words, wording.assessment.lead
    blocks: list[Block] = []
    if first.second and first.second not in first.near:
        second = _finding(wording, first.second)
        said = words.say(
            "Next comes %(role)s: %(standing)s.", role=second.outcome.name, standing=wording.standing(second)
        )
        blocks.append(Paragraph(said))
    if first.near:
        names = words.both(wording.names(first.near))
        near = words.number(wording.assessment.rulebase.thresholds.near)
        said = words.say("Nearly equal, within %(points)s points: %(roles)s.", points=near, roles=names)
        blocks.append(Paragraph(said))
    return blocks


def _wished(wording: Wording) -> list[Block]:
    """The role that the organisation would like, set against the advice."""
    words, wished = wording.words, wording.assessment.lead.wished
    if not wished:
        return []
    finding = _finding(wording, wished)
    said = words.say(
        "The role you would like: %(role)s. So far: %(standing)s, %(fit)s of 100 points.",
        role=finding.outcome.name,
        standing=wording.standing(finding),
        fit=wording.fit(finding.fit),
    )
    return [Paragraph(said)]


def _unsettled(wording: Wording) -> list[Block]:
    words, first = wording.words, wording.assessment.lead
    leading = first.ties or ((first.role,) if first.role else ())
    contenders = words.either(wording.names((*leading, *first.rivals)))
    if leading:
        said = words.say("Lead not settled: %(roles)s.", roles=contenders)
    else:
        said = words.say("Lead not settled: %(roles)s, or no role yet.", roles=contenders)
    blocks: list[Block] = [Paragraph(said, "strong")]
    if first.ties:
        names = words.both(wording.names(first.ties))
        blocks.append(Paragraph(words.say("So far a tie: %(roles)s.", roles=names)))
    elif first.role:
        text = words.say("%(role)s is at least emerging, whatever else is answered.", role=wording.name(first.role))
        blocks.append(Paragraph(text))
    return blocks


def _decisive(wording: Wording) -> list[Block]:
    """The questions that decide the lead most."""
    assessment = wording.assessment
    first = assessment.lead
    contenders = {first.role, *first.ties, *first.rivals}
    asked = [each.question.id for each in assessment.open_questions if contenders.intersection(each.decides)]
    if not asked:
        return []
    labels = wording.words.both(wording.names(asked[:3]))
    return [Paragraph(wording.words.say("What decides it most: %(questions)s.", questions=labels))]


def _begin(wording: Wording) -> list[Block]:
    """What to do first when nothing is known: the first open question of the interview, and a step that suits all."""
    assessment, words = wording.assessment, wording.words
    still_open = {each.question.id for each in assessment.open_questions}
    blocks: list[Block] = []
    if first := next((name for name in assessment.rulebase.questions if name in still_open), None):
        blocks.append(Paragraph(words.say("Begin with this question: %(question)s", question=wording.ask(first))))
    if step := next((each for each in assessment.steps if each.state == "needed" or each.unless_done), None):
        blocks.append(Paragraph(words.say("Useful first, unless it is done: %(step)s", step=step.does)))
    return blocks


def _finding(wording: Wording, outcome: str) -> Finding:
    return next(each for each in wording.assessment.roles if each.outcome.id == outcome)
