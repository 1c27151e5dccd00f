"""What to ask next on the shortest way: always the question that can still decide most.

Three things are to be settled: the role that leads, the form to work on and the readiness level. The points of every
open rule that can still change one of them are shared out among the questions behind it, so a question counts for more
when more hangs on it and when it needs fewer others to decide. No answer is tried out: looking one answer ahead, over
values of the best few questions, asked one to four in a hundred questions more than this, at three times the work.
"""

from collections import defaultdict

from advisor.interview.outlook import Outlook, outlook
from advisor.interview.stakes import stakes
from advisor.interview.trail import Trail
from advisor.model.profile import Profile
from advisor.model.rulebase import RuleBase


class Chooser:
    """Chooses the question that can still decide most about the lead, the form and the readiness level."""

    def __init__(self, rulebase: RuleBase) -> None:
        """Keep the rules."""
        self._rulebase = rulebase

    def next(self, profile: Profile, skip: frozenset[str] = frozenset()) -> str | None:
        """The question to ask now; None when none that is left can change the lead, the form or the readiness level.

        Args:
            profile: What was answered so far; "don't know" is not asked again.
            skip: Questions that are not to be asked now.
        """
        return most_decisive(outlook(self._rulebase, profile), skip)

    def is_settled(self, profile: Profile) -> bool:
        """Whether nothing more one could answer would change the lead, the form or the readiness level."""
        return outlook(self._rulebase, profile).is_settled


def most_decisive(view: Outlook, skip: frozenset[str] = frozenset()) -> str | None:
    """The question with the greatest share in what is at stake, of equals the first in the interview."""
    trail = Trail(view, skip)
    weights: dict[str, int] = defaultdict(int)
    for stake in stakes(view):
        questions = trail.behind(stake.working)
        for name in questions:
            weights[name] += stake.weight // len(questions)
    return max(view.rulebase.questions, key=lambda name: weights.get(name, 0)) if weights else None
