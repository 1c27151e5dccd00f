"""What the short track is worth: how far the quick questions alone bring the advice.

Of every complete shipped profile and case the answers to the quick questions are kept, and all others left out.
"""

from statistics import median

from advisor.frozen import frozen, replace
from advisor.model.assessment import Assessment, Finding
from advisor.model.profile import Profile
from advisor.model.rulebase import RuleBase
from tests.generate import assessed
from tests.starting import complete_starts, shipped_rules

WIDEST = 25
"""Points between the ends of the fit of a role, in the median."""
NARROWED = 0.6
"""Of the profiles."""
MOST_QUESTIONS = 27


@frozen(kw_only=True)
class Quick:
    """The figures."""

    profiles: int
    questions: int
    width: float
    """The median, over profiles and roles, of the points between the low and the high end of the fit."""
    narrowed: float
    """The part of the profiles in which the lead is settled or at most two roles can still lead."""
    pointed: float
    """The part of the profiles in which the leaning names a direction."""


def main() -> None:
    """Print the table."""
    figures = measured()
    print("short track: advice from the quick questions alone, over", figures.profiles, "complete profiles and cases")
    print(f"{'':<54}{'measured':>10}{'target':>10}")
    for name, shown, target, is_met in (
        ("quick questions", f"{figures.questions}", f"<= {MOST_QUESTIONS}", figures.questions <= MOST_QUESTIONS),
        ("median width of the fit of a role", f"{figures.width:g}", f"<= {WIDEST}", figures.width <= WIDEST),
        ("lead settled or between two", f"{figures.narrowed:.0%}", f">= {NARROWED:.0%}", figures.narrowed >= NARROWED),
        ("leaning names a direction", f"{figures.pointed:.0%}", "100%", figures.pointed == 1),
    ):
        print(f"{name:<54}{shown:>10}{target:>10}{'' if is_met else '  missed'}")


def measured() -> Quick:
    """Assess every complete profile by its quick answers alone."""
    rules = shipped_rules()
    found = [assessed(rules, only_quick(rules, profile)) for profile in complete_starts(with_cases=True)]
    widths = [finding.fit.high - finding.fit.low for advice in found for finding in advice.roles]
    return Quick(
        profiles=len(found),
        questions=sum(question.quick for question in rules.questions.values()),
        width=median(widths),
        narrowed=sum(map(is_narrowed, found)) / len(found),
        pointed=sum(map(names_a_direction, found)) / len(found),
    )


def only_quick(rulebase: RuleBase, profile: Profile) -> Profile:
    """The profile with the answers to its quick questions alone."""
    kept = {name: answer for name, answer in profile.answers.items() if rulebase.questions[name].quick}
    return replace(profile, answers=kept)


def is_narrowed(advice: Assessment) -> bool:
    """Whether the lead is settled, or at most two roles can still lead."""
    lead = advice.lead
    leading = lead.ties or ((lead.role,) if lead.role else ())
    return lead.settled or len({*leading, *lead.rivals}) <= 2


def names_a_direction(advice: Assessment) -> bool:
    """Whether the leaning has one role ahead of all others.

    By what is decided so far, as it stands in the advice: some role has points surely for it, and of those, less the
    points surely against it, it has more than any other role. Two roles that are level, or none that has anything for
    it, name no direction.
    """
    first, *others = sorted(advice.roles, key=_difference, reverse=True)
    return first.leaning.so_far_for > 0 and _difference(first) not in map(_difference, others)


def _difference(finding: Finding) -> int:
    return finding.leaning.so_far_for - finding.leaning.so_far_against


if __name__ == "__main__":
    main()
