"""Everything that is worked out for a profile, as expressions by name, each after what it reads.

The names are those that conditions can read, and some beside them that no condition can: they hold a space or a colon.
Who works out many profiles at once, or proves something about all of them, starts from these.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from advisor.advice import scores
from advisor.advice.facts import settle
from advisor.advice.steps import NEVER, calls, need
from advisor.language import tree
from advisor.language.exact import exact
from advisor.language.kinds import is_known
from advisor.language.tree import Expr
from advisor.model.profile import Profile
from advisor.model.question import Question
from advisor.model.rulebase import Outcome, RuleBase, Step

LEVEL: Final = "readiness level"
ALWAYS: Final[Expr] = tree.Compare("<", tree.Constant(0), tree.Constant(1))
"""The condition that always holds."""
Definition = tuple[str, Expr]


def definitions(rulebase: RuleBase) -> Iterator[Definition]:
    """Rules, points and standings of every outcome, the readiness level, and conditions that stand by themselves."""
    for group in ("readiness", "role", "form"):
        for outcome in rulebase.of_group(group):
            yield from _of_outcome(rulebase, outcome)
    if conditions := [each for each in rulebase.of_group("readiness") if each.condition]:
        yield LEVEL, scores.readiness_level(conditions)
    yield from of_entries(rulebase)


def of_entries(rulebase: RuleBase) -> Iterator[Definition]:
    """The conditions that belong to no outcome."""
    for sort, rules in (("warning", rulebase.warnings), ("check", rulebase.checks), ("path", rulebase.paths)):
        yield from ((f"{sort}:{each.id}", each.when) for each in rules)


def _of_outcome(rulebase: RuleBase, outcome: Outcome) -> Iterator[Definition]:
    name, thresholds = outcome.id, rulebase.thresholds
    yield from ((rule.id, rule.when) for rule in outcome.rules)
    yield f"{name}.fit", scores.fit(outcome)
    yield f"{name}.gate", scores.gate(outcome) or ALWAYS
    yield f"{name}.standing", scores.standing(outcome, thresholds)
    yield f"{name}.level", scores.level(outcome, thresholds)
    yield f"{name}.key", scores.key(outcome)


# -- what has one meaning only where everything is known


def of_complete(rulebase: RuleBase) -> Iterator[Definition]:
    """What follows for a profile in which every answer is known: who leads, the next form, steps, contradictions."""
    yield from _standings(rulebase)
    yield from _first(rulebase)
    if rulebase.small is not None:
        yield "small:organisation", rulebase.small
    yield from ((f"wanted:{each.id}", each.when) for each in rulebase.wanted)
    for question in rulebase.questions.values():
        if question.at_most is not None:
            yield f"above:{question.id}", _above(question, question.at_most, rulebase)
    yield from _steps(rulebase)


def _standings(rulebase: RuleBase) -> Iterator[Definition]:
    for outcome in rulebase.outcomes.values():
        for level, word in enumerate(("emerging", "fits"), start=1):
            yield f"{word}:{outcome.id}", tree.Compare(">=", tree.Name(f"{outcome.id}.level"), tree.Constant(level))
        for sort, expr in (("we", outcome.we), ("partner", outcome.partner)):
            if expr is not None:
                yield f"{sort}:{outcome.id}", expr
    if any(each.condition for each in rulebase.of_group("readiness")):
        for place, level_word in enumerate(scores.LEVELS):
            yield f"readiness:{level_word}", tree.Among(tree.Name(LEVEL), (level_word,), 1 << place)


def _first(rulebase: RuleBase) -> Iterator[Definition]:
    roles = [outcome.id for outcome in rulebase.of_group("role")]
    for role in roles:
        others = [each for each in roles if each != role]
        keys = [tree.Compare(">=", tree.Name(f"{role}.key"), tree.Name(f"{each}.key")) for each in others]
        yield f"leads:{role}", tree.All((tree.Name(f"emerging:{role}"), *keys))
    for outcome in rulebase.of_group("form"):
        paths = [tree.Name(f"path:{each.id}") for each in rulebase.paths if each.to == outcome.id]
        yield f"form:{outcome.id}", any_of(paths)


def consistent(rulebase: RuleBase) -> Expr:
    """No check fires, and no answer lies above what another one allows."""
    capped = [f"above:{each.id}" for each in rulebase.questions.values() if each.at_most is not None]
    names = [*(f"check:{each.id}" for each in rulebase.checks), *capped]
    return tree.All(tuple(tree.Not(tree.Name(name)) for name in names)) if names else ALWAYS


def any_of(parts: Sequence[Expr]) -> Expr:
    """Whether one of some conditions holds, of which there may be none."""
    return tree.Any(tuple(parts)) if parts else NEVER


def _above(question: Question, cap: Expr, rulebase: RuleBase) -> Expr:
    asked = [question.when] if question.when is not None else []
    if not question.of:
        return tree.All((*asked, tree.Compare(">", tree.Name(question.id), cap)))
    of = rulebase.questions[question.of]
    return any_of(
        [
            tree.All(
                (
                    *asked,
                    tree.Includes(tree.Name(of.id), option.id, 1 << place),
                    tree.Compare(">", tree.Name(f"{question.id}.{option.id}"), cap),
                )
            )
            for place, option in enumerate(of.options)
        ]
    )


def _steps(rulebase: RuleBase) -> Iterator[Definition]:
    """Per step whether it is called for, and whether it is needed or already done; the last steps first."""
    waiting, calling = list(rulebase.steps), calls(rulebase, None)
    followers = {name: [each for each, step in rulebase.steps.items() if name in step.after] for name in waiting}
    done: set[str] = set()
    while waiting:
        name = next(each for each in waiting if done.issuperset(followers[each]))
        step = rulebase.steps[name]
        later = [tree.Name(f"needed:{each}") for each in followers[name]]
        called = any_of([need(step, calling[name]), *later])
        yield f"called:{name}", tree.All((called, tree.Not(step.unless))) if step.unless else called
        yield f"needed:{name}", tree.All((tree.Name(f"called:{name}"), tree.Not(_met(step))))
        yield f"done:{name}", tree.All((tree.Name(f"called:{name}"), _met(step)))
        done.add(name)
        waiting.remove(name)


def _met(step: Step) -> Expr:
    return step.met or NEVER


def facts(rulebase: RuleBase, profile: Profile, defined: Iterable[Definition]) -> dict[str, int]:
    """Everything there is to say of a profile in which every answer is known, worked out exactly.

    Args:
        rulebase: What is asked.
        profile: With a known answer to every question that applies.
        defined: What follows from the answers, by name, each after what it reads.

    Raises:
        IncompleteError: An answer is not known.
    """
    settled = settle(rulebase, profile)
    if unknown := [name for name, bounds in settled.given.items() if not is_known(bounds)]:
        raise IncompleteError(unknown[0])
    found = {name: int(bounds.low) for name, bounds in settled.given.items()}
    for name, expr in defined:
        found[name] = exact(expr, found)
    return found


class IncompleteError(Exception):
    """An answer that has to be known is not."""
