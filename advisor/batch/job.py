"""From what somebody asked for to a run: inputs found, chunks cut, and the summary at the end."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from advisor import __version__
from advisor.advice.asked import parse_asked
from advisor.batch import flat
from advisor.batch.block import ERROR
from advisor.batch.carried import Aside
from advisor.batch.chunk import Chunk, Format, Refused
from advisor.batch.inputs import Input, find_inputs, is_unchanged
from advisor.batch.mapping import NO_MAPPING, load_mapping
from advisor.batch.order import Order, Output, Tally
from advisor.batch.run import Report, run
from advisor.batch.tables import parquet_chunks, types_passed
from advisor.batch.targets import STDOUT, is_inside, refuse_written, targets_of
from advisor.files import toml
from advisor.files.fingerprint import fingerprint
from advisor.files.shipped import load_rulebase
from advisor.frozen import replace
from advisor.problems import AdvisorError, Place, Problem, describe, visible
from advisor.words import Words
from advisor.words import message as _

SMALLEST: Final = {"toml": 500, "jsonl": 20_000, "csv": 10_000, "xlsx": 2000}
"""Profiles in a chunk, by format: enough that handing it to another process is worth it."""
WHOLE: Final = 500
"""The same for whole assessments, each of which takes a hundred times as long as a row."""
MOST_TOLD: Final = 20
"""Refused profiles that are told when there is no file for them."""


class Job:
    """One run of the batch command."""

    def __init__(
        self,
        rules: tuple[str, ...],
        words: Words,
        inputs: Sequence[str],
        target: str,
        form: Output,
        printer: str,
        options: Mapping[str, Any],
    ) -> None:
        """Find the inputs and look at everything that can be wrong before anything is read.

        Args:
            rules: Folders over the shipped rules.
            words: In the language of the results.
            inputs: As they were given.
            target: The output.
            form: Its format.
            printer: ``module:function`` that prints a whole assessment as a line.
            options: Those of the command: ``flat``, ``files_from``, ``input_format``, ``mapping``, ``where``,
                ``select``, ``fail_on``, ``errors``, ``workers``, ``block``, ``resume``, ``as_of``, ``engine``.

        Raises:
            AdvisorError: A condition, the mapping or the output is wrong.
        """
        self._words = words
        self._options = options
        self._target = target
        whole = options["flat"] is False or (options["flat"] is None and form == "jsonl")
        if whole and form != "jsonl":
            raise AdvisorError(Problem(code="U541", values={"format": form}))
        as_of = options["as_of"]
        self._order = Order(
            rules=rules,
            language=words.language,
            output=form,
            printer=printer,
            whole=whole,
            mapping=options["mapping"],
            where=options["where"],
            fail_on=tuple(options["fail_on"]),
            select=tuple(each.strip() for each in options["select"].split(",") if each.strip()),
            as_of=as_of.date() if as_of else None,
            block=options["block"],
        )
        if target == STDOUT and options["resume"]:
            raise AdvisorError(Problem(code="U546", values={"what": "--resume"}))
        self._on_spark = inputs if options["engine"] == "spark" else ()
        self._targets = targets_of(target.removeprefix("file://"), form, options["errors"])
        refuse_written((options["files_from"], options["mapping"], *self._on_spark), self._targets.written)
        self._base = load_rulebase(rules, words.language)
        self._mapping = load_mapping(self._order.mapping, self._base) if self._order.mapping else NO_MAPPING
        self._order = replace(self._order, basis=self._basis())
        if self._order.where:
            parse_asked(self._order.where, self._base, "--where")
        for condition in self._order.fail_on:
            parse_asked(condition, self._base, "--fail-on")
        self._check_selected()
        self._check_passed()
        found, problems = find_inputs(
            () if self._on_spark else inputs,
            files_from=options["files_from"] or "",
            form=options["input_format"],
            but=[str(each) for each in self._targets.written],
            stdin=sys.stdin.buffer,
        )
        self.problems = list(problems)
        """What is wrong with inputs as a whole; the others are read all the same."""
        self.refused: list[str] = []
        """The first profiles that were refused, where there is no file for them."""
        self.untold = 0
        """How many more there were."""
        self._inputs = found
        if all(each.form == "parquet" for each in found):
            types = types_passed((each.path for each in found), self._mapping.passed)
            self._order = replace(self._order, passed=types)
        for each in found if self._targets.folder else ():
            if is_inside(each.path, self._targets.output):
                raise AdvisorError(Problem(code="U543", values={"file": each.path}))
        if not found and not problems and not self._on_spark:
            raise AdvisorError(Problem(code="F236"))

    def _check_passed(self) -> None:
        """Raise AdvisorError when a column that is passed on is called like one of the result."""
        fold = str.casefold if self._order.output == "sqlite" or self._on_spark else str
        taken = {fold(each.name) for each in (*flat.ORIGIN, *flat.fields(self._base))} | {ERROR}
        for name in self._mapping.passed:
            if fold(name) in taken:
                place = Place(self._order.mapping, ("pass",))
                raise AdvisorError(Problem(code="P490", values={"column": name}, place=place))
            taken.add(fold(name))

    def _basis(self) -> str:
        """The fingerprint of what results depend on beside the inputs and the options; of the order of bits as well."""
        tables = toml.read(self._order.mapping)[0] if self._order.mapping else {}
        columns = [[each.name, *each.values.values()] for each in flat.fields(self._base)]
        rules = self._base.fingerprint
        return fingerprint({"program": __version__, "rules": rules, "columns": columns, "mapping": tables})

    def _check_selected(self) -> None:
        if self._order.select and self._order.whole:
            raise AdvisorError(Problem(code="U548"))
        names = [each.name for each in (*flat.ORIGIN, *flat.fields(self._base))] + list(self._mapping.passed)
        for pattern in self._order.select:
            if not any(flat.matches(name, pattern) for name in names):
                raise AdvisorError(Problem(code="U542", values={"columns": pattern}))

    def run(self, report: Report | None) -> Tally:
        """Do it.

        Raises:
            AdvisorError: Nothing can be read, something cannot be written, or a stopped run was another one.
            KeyboardInterrupt: Somebody stopped it; see `stopped`.
        """
        if self._on_spark:
            from advisor.batch import spark  # noqa: PLC0415  (an extra)

            return spark.run(self._order, self._base, self._mapping, self._on_spark, self._target)
        if self._target == STDOUT:
            return self._printed(report)
        with Aside() as aside:
            return self._run([aside.put(chunk) for chunk in self._chunks()], report)

    def _printed(self, report: Report | None) -> Tally:
        """The result on standard output, when all of it is there."""
        with TemporaryDirectory(prefix="advisor-") as folder, Aside() as aside:
            self._targets = replace(self._targets, output=Path(folder) / "result")
            tally = self._run([aside.put(chunk) for chunk in self._chunks()], report)
            with self._targets.output.open("rb") as result:
                shutil.copyfileobj(result, sys.stdout.buffer, 1 << 20)
        return tally

    def _run(self, found: Sequence[Chunk], report: Report | None) -> Tally:
        if not found and self.problems:
            raise AdvisorError(*self.problems)
        workers = self._options["workers"] or os.cpu_count() or 1
        nothing: Report = lambda _done, _whole, _tally: None  # noqa: E731  (a function of one line)
        return run(
            self._order,
            found,
            self._targets,
            workers=workers,
            resume=self._options["resume"],
            report=report or nothing,
            at_the_end=self._look_back,
        )

    def _look_back(self, refused: Iterator[Refused]) -> Iterable[Refused]:
        """When everything is read: which inputs changed meanwhile, and all that is to be told."""
        changed = [each.path for each in self._inputs if not is_unchanged(each)]
        self.problems += [Problem(code="F223", place=Place(path)) for path in changed]
        whole = (Refused(each.place.file, 0, each.code, self._told(each)) for each in self.problems)
        if self._targets.errors is not None:
            return chain(whole, refused)
        self.refused = [_placed(each) for each in islice(refused, MOST_TOLD)]
        self.untold = sum(1 for _each in refused)
        return ()

    def _told(self, problem: Problem) -> str:
        return describe(problem, self._words)

    @property
    def stopped(self) -> bool:
        """Whether there is something to go on with."""
        return self._target != STDOUT and self._targets.partial.exists()

    def _chunks(self) -> Iterator[Chunk]:
        """The inputs in pieces, numbered over all of them."""
        number = 0
        for paths, form in _grouped(self._inputs):
            try:
                for chunk in self._pieces(paths, form):
                    yield replace(chunk, number=number)
                    number += 1
            except AdvisorError as error:
                self.problems += error.problems

    def _pieces(self, paths: tuple[str, ...], form: Format) -> Iterator[Chunk]:
        """One input in pieces, or several of TOML; a table with columns that mean nothing is refused whole."""
        if form == "parquet":
            yield from parquet_chunks(paths[0], self._base, self._mapping, 0)
            return
        from advisor.batch.sources import chunks, faults_of_head  # noqa: PLC0415  (tables need none of it)

        size = min(self._order.block, WHOLE if self._order.whole else SMALLEST[form])
        for chunk in chunks(paths if form == "toml" else paths[0], form, size, 0, sys.stdin.buffer):
            if problems := faults_of_head(chunk, self._base, self._mapping):
                raise AdvisorError(*problems)
            yield chunk

    def summary(self, tally: Tally) -> list[str]:
        """What came of it, in a few lines."""
        say, number = self._words.say, self._words.number
        lines = [
            say(
                _("%(read)s, %(written)s written to %(file)s, %(refused)s refused"),
                read=self._words.counted(tally.read, "%(number)s profile read", "%(number)s profiles read"),
                written=number(tally.written),
                refused=number(tally.refused),
                file=say(_("standard output")) if self._target == STDOUT else visible(self._target),
            )
        ]
        for column in COLUMNS:
            if not (values := tally.values.get(column)):
                continue
            ranked = sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))
            told = ", ".join(f"{self._named(value)} {number(count)}" for value, count in ranked)
            lines.append(f"  {self._words.say(COLUMNS[column])}: {told}")
        if self._order.fail_on:
            lines.append(
                self._words.counted(
                    tally.failed_on,
                    "%(number)s profile meets a condition of --fail-on",
                    "%(number)s profiles meet a condition of --fail-on",
                )
            )
        if self.untold:
            lines.append(say(_("%(count)s more are refused; --errors FILE writes them all"), count=number(self.untold)))
        if tally.refused and self._targets.errors is not None:
            lines.append(say(_("What is wrong with them: %(file)s"), file=visible(str(self._targets.errors))))
        return lines

    def _named(self, value: str) -> str:
        outcome = self._base.outcomes.get(value)
        return outcome.name if outcome else self._words.say(VALUES.get(value, "%(value)s"), value=value)


COLUMNS: Final = {"lead": _("Comes first"), "form": _("Form"), "readiness": _("Readiness")}
SORTS: Final[Mapping[flat.Sort, str]] = {
    "text": _("text"),
    "number": _("number"),
    "truth": _("truth"),
    "mask": _("mask"),
}
VALUES: Final = {"none": _("none"), "open": _("open"), "low": _("low"), "medium": _("medium"), "high": _("high")}


def _placed(refused: Refused) -> str:
    """What is wrong with a profile, with its place before it."""
    if refused.message.startswith(visible(refused.input)):
        return refused.message
    row = f":{refused.row}" if refused.row else ""
    return f"{visible(refused.input)}{row}: {refused.message}"


def _grouped(inputs: Sequence[Input]) -> list[tuple[tuple[str, ...], Format]]:
    """Profiles in TOML that follow one another together, every table by itself."""
    found: list[tuple[list[str], Format]] = []
    for each in inputs:
        if each.form == "toml" and each.path != "-" and found and found[-1][1] == "toml":
            found[-1][0].append(each.path)
        else:
            found.append(([each.path], each.form))
    return [(tuple(paths), form) for paths, form in found]


def describe_columns(rules: tuple[str, ...], words: Words) -> str:
    """The data dictionary of the flat result, as a Markdown table."""
    base = load_rulebase(rules, words.language)
    column, kind, holds = words.say(_("Column")), words.say(_("Kind")), words.say(_("What it holds"))
    lines = [f"| {column} | {kind} | {holds} |", "|---|---|---|"]
    for each in (*flat.ORIGIN, *flat.fields(base)):
        said = words.say(each.says, **each.values)
        lines.append(f"| `{each.name}` | {words.say(SORTS[each.sort])} | {said} |")
    return "".join(f"{line}\n" for line in lines)
