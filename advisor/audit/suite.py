"""All examples and cases of a rule base: run them, and see what they tried."""

from collections.abc import Iterator, Sequence

from advisor.advice.assess import assess
from advisor.audit import cases, examples
from advisor.audit.coverage import coverage
from advisor.files.cases import example_id
from advisor.model.case import Case, Run, Suite, SuiteResult
from advisor.model.profile import Profile
from advisor.model.rulebase import Example, Outcome
from advisor.problems import AdvisorError, Place, Problem
from advisor.words import Words, closest


def run_suite(suite: Suite, words: Words, only: Sequence[str] = ()) -> SuiteResult:
    """Run all examples and cases, or only those of some ids.

    Raises:
        AdvisorError: Nothing has one of these ids.
    """
    runs = tuple(runs_of(suite, words, only))
    seen = coverage(suite.rulebase, (run.assessment for run in runs))
    return SuiteResult(
        rulebase=suite.rulebase, runs=runs, coverage=seen, complete=not only, conditions=suite.conditions
    )


def runs_of(suite: Suite, words: Words, only: Sequence[str] = ()) -> Iterator[Run]:
    """Run one after the other, examples first. Raises AdvisorError when nothing has one of the ids in `only`."""
    ids = ids_of(suite)
    unknown = [
        Problem(code="U504", values={"id": each}, guess=closest(each, ids) or "") for each in only if each not in ids
    ]
    if unknown:
        raise AdvisorError(*unknown)
    for outcome in suite.rulebase.outcomes.values():
        for number, example in enumerate(outcome.examples):
            name = example_id(outcome.id, number)
            if not only or name in only:
                yield _run_example(suite, name, outcome, example, words)
    for case in suite.cases.values():
        if not only or case.id in only:
            yield _run_case(suite, case, words)


def profiles_of(suite: Suite) -> Iterator[tuple[str, Profile]]:
    """The profile of every example and case, with what that is called, in the order in which they run."""
    for outcome in suite.rulebase.outcomes.values():
        for number, example in enumerate(outcome.examples):
            yield example_id(outcome.id, number), examples.profile_of(suite.rulebase, example)
    yield from ((case.id, cases.profile_of(case)) for case in suite.cases.values())


def ids_of(suite: Suite) -> tuple[str, ...]:
    """What every example and case is called, in the order in which they run."""
    outcomes = suite.rulebase.outcomes.values()
    of_examples = (example_id(each.id, number) for each in outcomes for number in range(len(each.examples)))
    return (*of_examples, *suite.cases)


def _run_example(suite: Suite, name: str, outcome: Outcome, example: Example, words: Words) -> Run:
    assessment = assess(suite.rulebase, examples.profile_of(suite.rulebase, example), words)
    return Run(
        id=name,
        sort="example",
        says=example.says,
        place=suite.places.get(name, Place(example.place)),
        assessment=assessment,
        mismatches=tuple(examples.mismatches(assessment, outcome, example, words)),
    )


def _run_case(suite: Suite, case: Case, words: Words) -> Run:
    assessment = assess(suite.rulebase, cases.profile_of(case), words)
    return Run(
        id=case.id,
        sort="case",
        says=case.says,
        place=suite.places.get(case.id, Place()),
        assessment=assessment,
        mismatches=tuple(cases.mismatches(assessment, case.then, words)),
    )
