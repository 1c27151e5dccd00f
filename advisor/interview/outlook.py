"""How the lead, the form and the readiness level stand: the part of the advice that decides what is asked next.

It is worked out by the same functions as the whole advice, without reasons in words and without steps, in a third of
the time: somebody waits for the next question.
"""

from collections.abc import Mapping
from typing import Any

from advisor.advice import recommend
from advisor.advice.behind import Behind
from advisor.advice.facts import Settled, settle
from advisor.advice.findings import Judge
from advisor.advice.lexicon import RuleBaseLexicon
from advisor.advice.suppliers import compare
from advisor.frozen import frozen
from advisor.language.kinds import Bounds
from advisor.language.trace import Trace
from advisor.model.assessment import Fact, Finding, Lead, NextForm, ReadinessLevel
from advisor.model.profile import Answer, Profile
from advisor.model.rulebase import RuleBase
from advisor.words import Words


@frozen(kw_only=True)
class Outlook:
    """What can still become of the lead, the form and the readiness level."""

    rulebase: RuleBase
    profile: Profile
    settled: Settled
    given: Mapping[str, Bounds]
    """The bounds of every name, outcomes included."""
    roles: tuple[Finding, ...]
    forms: tuple[Finding, ...]
    readiness: tuple[Finding, ...]
    lead: Lead
    form: NextForm
    readiness_level: ReadinessLevel

    @property
    def level_is_open(self) -> bool:
        """Whether several readiness levels are left; where the rules have no conditions there is none at all."""
        return len(self.readiness_level.could_be) > 1

    @property
    def is_settled(self) -> bool:
        """Whether no further answer can change the lead, the form or the readiness level."""
        return self.lead.settled and self.form.settled and not self.level_is_open


def outlook(rulebase: RuleBase, profile: Profile) -> Outlook:
    """Work it out for a profile."""
    settled = settle(rulebase, profile)
    lexicon = RuleBaseLexicon(rulebase, Words("en"))  # for words that nobody reads
    if profile.suppliers:
        settled, _answers, _suppliers = compare(rulebase, profile, settled, lexicon, _facts)
    given = dict(settled.given)
    judge = _Silent(rulebase, given, {}, lexicon, Behind(rulebase, settled))
    readiness = judge.judge(rulebase.of_group("readiness"))
    roles = judge.judge(rulebase.of_group("role"))
    forms = judge.judge(rulebase.of_group("form"))
    return Outlook(
        rulebase=rulebase,
        profile=profile,
        settled=settled,
        given=given,
        roles=roles,
        forms=forms,
        readiness=readiness,
        lead=recommend.lead(roles, rulebase.thresholds.near),
        form=recommend.next_form(rulebase, forms, given),
        readiness_level=recommend.readiness_level(rulebase, given),
    )


class _Silent(Judge):
    """Judges the same and says nothing about it."""

    def reasons(self, working: Trace) -> tuple[str, ...]:  # noqa: ARG002  (of the judge that speaks)
        return ()

    def answers(self, working: Trace) -> dict[str, Any]:  # noqa: ARG002  (of the judge that speaks)
        return {}


def _facts(_answers: Mapping[str, Answer], settled: Settled, lexicon: RuleBaseLexicon) -> dict[str, Fact]:
    """Facts without words."""
    return {
        name: Fact(question=question, state=settled.states[name], applies=settled.applies[name], value=None, text="")
        for name, question in lexicon.rulebase.questions.items()
    }
