"""Names and short phrases of one assessment, in one language: shared by advice and explanation."""

from collections.abc import Iterable, Iterator, Sequence

from advisor.advice.lexicon import RuleBaseLexicon
from advisor.language import tree
from advisor.language.kinds import Bounds, YesNo, is_known
from advisor.language.possible import possible
from advisor.language.trace import Truth, because, truth_of
from advisor.model.assessment import Assessment, Caution, Finding, Practice, Standing, State, Verdict
from advisor.report.document import Tone
from advisor.words import Words
from advisor.words import message as _

STANDINGS = {Standing.NOT_NOW: _("not now"), Standing.EMERGING: _("emerging"), Standing.FITS: _("fits")}
CONDITIONS = {Standing.NOT_NOW: _("missing"), Standing.EMERGING: _("partly"), Standing.FITS: _("in evidence")}
LEVELS = {"high": _("high"), "medium": _("medium"), "low": _("low")}
PRACTICES = {
    Practice.NOW: _("you, today"),
    Practice.PARTNER: _("a partner, today"),
    Practice.POTENTIAL: _("nobody yet; you could"),
    Practice.MISSING: _("nobody yet"),
    Practice.OPEN: _("not known"),
}
HORIZONS = {
    "month": _("Within a month"),
    "quarter": _("Within a quarter"),
    "year": _("Within a year"),
    "later": _("Later"),
}
COSTS = {
    "none": _("no cost"),
    "low": _("low cost"),
    "medium": _("medium cost"),
    "high": _("high cost"),
}

ANSWERABLE = (State.NOT_ASKED, State.UNKNOWN, State.RANGE)
"""The states in which a question can still be answered better."""
TOLD = (State.KNOWN, State.RANGE)
"""The states in which something is known."""
MOST_ANSWERS = 4
"""Answers beside one rule; who wants all of them asks for the explanation."""


class Wording:
    """What outcomes, questions and steps are called, and how they stand."""

    def __init__(self, assessment: Assessment, words: Words) -> None:
        """Look names up in the rule base of the assessment, in its sector's wording."""
        self.assessment = assessment
        self.words = words
        sector = assessment.facts.get(assessment.rulebase.variants)
        variant = sector.value if sector and isinstance(sector.value, str) else ""
        self.lexicon = RuleBaseLexicon(assessment.rulebase, words, variant)
        self._findings = {finding.outcome.id: finding for finding in assessment.findings()}
        self._steps = {planned.step.id: planned for planned in assessment.steps}

    # -- names

    def name(self, known: str) -> str:
        """What an outcome, a step, a rule, a warning or anything that conditions can name is called."""
        base = self.assessment.rulebase.entire
        if known.startswith("wanted:"):
            return self._wanted(known.removeprefix("wanted:"))
        known = known.removeprefix("warning:").removeprefix("practice:")
        if known in base.outcomes:
            return base.outcomes[known].name
        if known in self._steps:
            return self._steps[known].does
        if known in base.steps:
            return base.steps[known].deed.does
        if known in base.questions or known in base.quantities:
            return self.lexicon.label(known)
        said = {each.id: each.says for each in base.checks} | {each.id: each.says for each in base.warnings}
        return said.get(known) or (base.rules()[known].says if known in base.rules() else self.lexicon.label(known))

    def _wanted(self, known: str) -> str:
        """The partner to look for, before it is sure that one is looked for."""
        base = self.assessment.rulebase.entire
        wanted = next(each for each in base.wanted if each.id == known)
        labels = {each.id: each.label for each in base.questions[base.offers].options} if base.offers else {}
        return self.partner(base.outcomes[wanted.role].name, [labels.get(each, each) for each in wanted.capabilities])

    def partner(self, role: str, capabilities: Sequence[str]) -> str:
        """A role, and what whoever takes it has to be able to do."""
        if not capabilities:
            return role
        return self.words.say("%(role)s with %(capabilities)s", role=role, capabilities=self.words.both(capabilities))

    def names(self, known: Iterable[str]) -> list[str]:
        """Several names."""
        return [self.name(each) for each in known]

    def ask(self, question: str) -> str:
        """The question as the sector is asked it."""
        return self.lexicon.wording(self.assessment.rulebase.questions[question], "ask")

    # -- standings

    def standing(self, finding: Finding) -> str:
        """``fits``, or ``open: emerging or fits``."""
        if self.not_started(finding):
            return self.words.say("not started yet")
        said = CONDITIONS if finding.outcome.group == "readiness" else STANDINGS
        texts = [self.words.say(said[each]) for each in finding.could_be]
        if finding.settled:
            return texts[0]
        if len(texts) == len(said):
            return self.words.say("open")
        return self.words.say("open: %(standings)s", standings=self.words.either(texts))

    def not_started(self, finding: Finding) -> bool:
        """Whether what is missing surely could not be there yet; that is no failure."""
        condition = finding.outcome.not_started
        if condition is None or finding.could_be != (Standing.NOT_NOW,):
            return False
        return truth_of(possible(condition, self.assessment.given)) is Truth.YES

    def fit(self, bounds: Bounds) -> str:
        """``62``, or ``35 to 80``."""
        low, high = (self.words.number(int(end)) for end in bounds)
        return low if is_known(bounds) else self.words.say("%(low)s to %(high)s", low=low, high=high)

    def leaning(self, finding: Finding) -> str:
        """What is decided so far, in points."""
        leaning, number = finding.leaning, self.words.number
        gained, lost, rest = (number(each) for each in (leaning.so_far_for, leaning.so_far_against, leaning.open))
        if not leaning.open:
            return self.words.say("%(gained)s for, %(lost)s against", gained=gained, lost=lost)
        text = (
            _("so far %(gained)s for, %(lost)s against, %(rest)s not yet asked")
            if self._only_not_asked(finding)
            else _("so far %(gained)s for, %(lost)s against, %(rest)s not known")
        )
        return self.words.say(text, gained=gained, lost=lost, rest=rest)

    def _only_not_asked(self, finding: Finding) -> bool:
        states = {self.assessment.facts[each].state for verdict in finding.still_open for each in self.open_in(verdict)}
        return states == {State.NOT_ASKED}

    def practice(self, finding: Finding) -> str:
        """Who practises a role in this ecosystem today."""
        return self.words.say(PRACTICES[finding.practice])

    # -- what a rule rests on

    def open_in(self, verdict: Verdict) -> list[str]:
        """The questions behind a rule that can still be answered better."""
        return [each for each in verdict.answers if self.assessment.facts[each].state in ANSWERABLE]

    def basis(self, verdict: Verdict) -> str:
        """The answers, or what was worked out from them, that a rule rests on."""
        read = [name for expr, _truth in because(verdict.trace) for name in tree.names_in(expr)]
        values = {name: self.value(name) for name in self._unfolded(read)}
        said = [self.words.say("%(what)s: %(value)s", what=self.name(each), value=values[each]) for each in values]
        return self.listed(said, "; ")

    def answers(self, caution: Caution) -> str:
        """The answers behind a warning or a contradiction."""
        facts = [self.assessment.facts[each] for each in caution.answers]
        said = [
            self.words.say("%(what)s: %(value)s", what=self.name(fact.question.id), value=fact.text)
            for fact in facts
            if fact.state in TOLD
        ]
        return self.listed(said, "; ")

    def not_known(self, *verdicts: Verdict) -> str:
        """The open questions that keep rules open."""
        names = dict.fromkeys(each for verdict in verdicts for each in self.open_in(verdict))
        labels = self.listed(self.names(names), ", ")
        return self.words.say("not known: %(questions)s", questions=labels) if labels else ""

    def listed(self, texts: Sequence[str], between: str, most: int = MOST_ANSWERS) -> str:
        """The first few, and how many more there are."""
        shown = between.join(texts[:most])
        rest = len(texts) - most
        if rest <= 0:
            return shown
        more = self.words.counted(rest, "%(number)s more", "%(number)s more")
        return self.words.say("%(first)s and %(last)s", first=shown, last=more)

    def value(self, name: str) -> str:
        """What a question, a quantity or an outcome is, in words."""
        fact = self.assessment.facts.get(name)
        if fact is not None:
            # A parked answer feeds nothing, so it is no value to reason from.
            return fact.text if fact.state is not State.PARKED else self.words.say("does not apply")
        first, _dot, last = name.partition(".")
        if first in self._findings:
            finding = self._findings[first]
            return self.standing(finding) if last == "level" else self.fit(finding.fit)
        return self.lexicon.value_text(name, self.assessment.given[name])

    def _unfolded(self, names: Iterable[str]) -> Iterator[str]:
        """A quantity that is only a yes or no says nothing new beside its rule: name what it is made of."""
        base = self.assessment.rulebase
        for name in names:
            quantity = base.quantities.get(name)
            if quantity is not None and isinstance(quantity.kind, YesNo):
                yield from self._unfolded(
                    each for expr, _truth in because(self.assessment.quantities[name]) for each in tree.names_in(expr)
                )
            else:
                yield name


def tone_of(finding: Finding) -> Tone:
    """The tone of a standing."""
    if not finding.settled:
        return "open"
    return "good" if finding.surely_emerging else "plain"


def in_view(finding: Finding) -> bool:
    """Whether an outcome is, or may still become, at least emerging."""
    return finding.could_be != (Standing.NOT_NOW,)


def ranked(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Most points first, then by id: the order of the file means nothing."""
    return sorted(verdicts, key=lambda verdict: (-verdict.rule.points, verdict.rule.id))


def gain(verdict: Verdict, finding: Finding) -> int:
    """What a plus rule would add if it held: less where another rule of its group holds already."""
    rule = verdict.rule
    rivals = [
        other.rule.points
        for other in finding.speaks_for
        if rule.group and other.rule.group == rule.group and other.rule.effect == "plus"
    ]
    return max(0, rule.points - max(rivals, default=0))
