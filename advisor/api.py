"""For Python programs: the few names that the project promises to keep. ``docs/python.md`` shows them at work.

Everything else may change between versions; so may the attributes of what these give that the page does not name.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, cast

from advisor.frozen import replace
from advisor.model.assessment import (
    Assessment,
    Caution,
    Finding,
    Lead,
    NextForm,
    OpenQuestion,
    PlannedStep,
    ReadinessLevel,
)
from advisor.model.profile import Profile
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError, Place, Problem, describe, not_installed
from advisor.words import Words, closest

if TYPE_CHECKING:
    import pyarrow as pa

    from advisor.batch.block import Assessor

__all__ = ["Advice", "AdvisorError", "Rules", "assess_table", "load"]

NEEDED: Final = ("numpy", "pyarrow")
"""The packages that tables take, from the extra `batch`."""

Answers = Mapping[str, object]
"""By question: values as a profile holds them, in the types of Python."""
About = Profile | Answers | str | os.PathLike[str]


def load(*folders: str | os.PathLike[str], language: str = "en") -> "Rules":
    """The rules that come with advisor.

    Args:
        folders: Rules of your own, laid over them, the last one on top.
        language: Of everything that is said.

    Raises:
        AdvisorError: With everything that is wrong in the rules, or the rules do not have that language.
    """
    from advisor.files.shipped import load_rulebase  # noqa: PLC0415  (whoever only wants the version does not wait)

    try:
        rulebase = load_rulebase(folders, language)
    except AdvisorError as error:
        error.language = language
        raise
    if language not in rulebase.languages:
        offered = ", ".join(rulebase.languages)
        raise AdvisorError(Problem(code="U510", values={"language": language, "offered": offered}))
    return Rules(rulebase)


def assess_table(table: "pa.Table", rules: "Rules | None" = None) -> "pa.Table":
    """The advice for a table of answers, by the rules that come with advisor or by others: see `Rules.assess_table`."""
    return (rules or load()).assess_table(table)


class Rules:
    """Rules to assess with. Made by `load`."""

    def __init__(self, rulebase: RuleBase) -> None:
        """Take what was read."""
        self._rulebase = rulebase
        self._words = Words(rulebase.language)
        self._assessor: Assessor | None = None

    def __repr__(self) -> str:
        """Which rules these are."""
        return f"<Rules {self.version}, {self.language}>"

    @property
    def language(self) -> str:
        """In which they speak."""
        return self._rulebase.language

    @property
    def version(self) -> str:
        """Of the rules that come with advisor."""
        return self._rulebase.version

    def read(self, path: str | os.PathLike[str]) -> Profile:
        """Read a profile. What is worth knowing about it is given as a Python warning.

        Raises:
            AdvisorError: With everything that is wrong with it.
        """
        from advisor.files import profile  # noqa: PLC0415

        with self._speaking():
            return self._without_remarks(*profile.load(path, self._rulebase))

    def profile(self, answers: Answers, *, name: str = "", on: date | None = None) -> Profile:
        """Make a profile.

        Args:
            answers: Values as a profile holds them, by question. None counts as not asked.
            name: Of the organisation.
            on: The date of the answers.

        Raises:
            AdvisorError: With everything that is wrong with the answers.
        """
        from advisor.files.profile import load_tables  # noqa: PLC0415

        head = {key: value for key, value in (("name", name), ("date", on)) if value}
        told = {key: _plain(value) for key, value in answers.items() if value is not None}
        with self._speaking():
            try:
                return self._without_remarks(*load_tables({"profile": head, "answers": told}, self._rulebase, ""))
            except AdvisorError as error:
                raise AdvisorError(*map(_at_its_keys, error.problems)) from None

    def assess(self, about: About, *, as_of: date | None = None, toward: str | None = None) -> "Advice":
        """The advice for one organisation.

        Args:
            about: A profile, the path of one, or answers by question.
            as_of: The date of the advice. By default that of the profile, else of the rules.
            toward: A role, form or condition: plan the steps toward it, however far away it is.

        Raises:
            AdvisorError: With everything that is wrong.
        """
        from advisor.advice.assess import assess  # noqa: PLC0415

        if isinstance(about, Mapping):
            about = self.profile(about)
        as_of = as_of.date() if isinstance(as_of, datetime) else as_of
        profile = about if isinstance(about, Profile) else self.read(about)
        with self._speaking():
            if toward is not None and toward not in self._rulebase.outcomes:
                guess = closest(toward, self._rulebase.outcomes) or ""
                raise AdvisorError(Problem(code="U503", values={"id": toward}, guess=guess))
        return Advice(assess(self._rulebase, profile, self._words, as_of=as_of, toward=toward), self._words)

    def assess_table(self, table: "pa.Table", *, passed_on: Sequence[str] = ()) -> "pa.Table":
        """The advice for a table of answers: a row per row, in the same order, and a column per fact.

        Args:
            table: Its columns are called like questions. Rows that are wrong do not stop the others: the column
                ``error`` says why they have no advice.
            passed_on: Columns that are no answers and stand first in the result, such as an id.

        Raises:
            AdvisorError: A column is neither, stands there twice, or is not there; one that is passed on is called like
                one of the result; or pyarrow is not installed.
        """
        with self._speaking():
            if self._assessor is None:
                self._assessor = _assessor(self._rulebase)
            return self._assessor.table(table, passed_on)

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Let errors speak the language of these rules."""
        try:
            yield
        except AdvisorError as error:
            error.language = self.language
            raise

    def _without_remarks(self, profile: Profile, remarks: Sequence[Problem]) -> Profile:
        if remarks:
            import warnings  # noqa: PLC0415  (nearly always there is nothing to say)

            for each in remarks:
                warnings.warn(describe(_at_its_keys(each), self._words), stacklevel=3)
        return profile


class Advice:
    """The advice for one organisation. Made by `Rules.assess`."""

    def __init__(self, assessment: Assessment, words: Words) -> None:
        """Take the whole assessment."""
        self._assessment = assessment
        self._words = words

    def __repr__(self) -> str:
        """For whom it is, and which role comes first."""
        profile, lead = self._assessment.profile, self.lead
        return f"<Advice for {profile.name or profile.path or 'nobody'}: {' and '.join(lead.ties) or lead.role}>"

    @property
    def lead(self) -> Lead:
        """Which role comes first, as far as that is proved."""
        return self._assessment.lead

    @property
    def roles(self) -> tuple[Finding, ...]:
        """How each role stands, in rank order."""
        return self._assessment.roles

    @property
    def form(self) -> NextForm:
        """The form of ecosystem to work on next."""
        return self._assessment.form

    @property
    def readiness_level(self) -> ReadinessLevel:
        """How ready the organisation is."""
        return self._assessment.readiness_level

    @property
    def steps(self) -> tuple[PlannedStep, ...]:
        """The steps: needed, possible, then done; each part in the order to take them."""
        return self._assessment.steps

    @property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """What is open and can still decide something, the most decisive first."""
        return self._assessment.open_questions

    @property
    def contradictions(self) -> tuple[Caution, ...]:
        """Answers that cannot all be true."""
        return self._assessment.contradictions

    def holds(self, condition: str) -> str:
        """Whether a condition over this result holds: ``yes``, ``no`` or ``open``. Raises AdvisorError."""
        from advisor.advice.asked import parse_asked  # noqa: PLC0415

        try:
            return parse_asked(condition, self._assessment.rulebase).holds(self._assessment).value
        except AdvisorError as error:
            error.language = self._words.language
            raise

    def to_json(self) -> str:
        """All of it, as ``advisor assess --format json`` prints it."""
        from advisor.report import json  # noqa: PLC0415

        return json.write(self._assessment, self._words)

    def to_dict(self) -> dict[str, Any]:
        """What stands in the JSON, with decimal fractions exact."""
        import json  # noqa: PLC0415
        from decimal import Decimal  # noqa: PLC0415

        return cast("dict[str, Any]", json.loads(self.to_json(), parse_float=Decimal))


def _plain(value: object) -> object:
    """A value as the reader of TOML would give it; lists, sets and single values of NumPy come in other types too."""
    match value:
        case Mapping():
            return {str(key): _plain(each) for key, each in value.items()}
        case set() | frozenset():
            return sorted(map(_plain, value), key=str)
        case list() | tuple():
            return [_plain(each) for each in value]
        case str() | int() | float():
            return value
        case _ if hasattr(value, "item"):
            return value.item()
        case _:
            return value


def _at_its_keys(problem: Problem) -> Problem:
    """The same problem, which names the keys that it is about: there is no line to show."""
    key = problem.place.key
    return problem if problem.place.line or not key else replace(problem, place=Place(".".join(key), key))


def _assessor(rulebase: RuleBase) -> "Assessor":
    try:
        from advisor.batch.block import Assessor  # noqa: PLC0415  (an extra)
    except ImportError as error:
        if error.name not in NEEDED:
            raise
        raise AdvisorError(not_installed("assess_table", error.name, "batch")) from None
    return Assessor(rulebase)
