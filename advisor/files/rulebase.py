"""The rule base: folders of TOML in, one frozen value out, or everything that is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from advisor.files.checked import Checked
from advisor.files.conditions import FIRST, LAST, NOTHING, Names
from advisor.files.faults import Faults, SourceFile, Spot
from advisor.files.fingerprint import fingerprint
from advisor.files.layers import Entry, Layered, layered
from advisor.files.outcomes import read_outcomes
from advisor.files.quantities import in_order, read_by, read_figure, read_quantity, scaled_like
from advisor.files.questions import OF_SORT, QuestionReader, read_lists
from advisor.files.references import References
from advisor.files.steps import AdviceReader
from advisor.files.texts import check_texts, in_language, languages_of
from advisor.language.kinds import AnyOf, OneOf
from advisor.model.question import Question
from advisor.model.rulebase import Figure, Quantity, RuleBase, Thresholds
from advisor.problems import EXIT_RULES, AdvisorError, Problem
from advisor.words import closest

NEVER_RELEASED = date(1, 1, 1)


def load(folders: Sequence[Path], language: str = "en") -> RuleBase:
    """The rule base in these folders, the lowest first, in a language; in its own where it does not have that one.

    Raises:
        AdvisorError: With everything that is wrong in any of the files.
    """
    faults = Faults()
    merged = layered(folders, faults)
    rulebase = build(merged, language, faults)
    if faults:
        raise AdvisorError(*(each for each in faults if not each.only_warns), exit_code=EXIT_RULES)
    return rulebase


def check(folders: Sequence[Path]) -> tuple[Problem, ...]:
    """Everything that is wrong in these folders, warnings and translations included."""
    faults = Faults()
    merged = layered(folders, faults)
    build(merged, languages_of(merged)[0], faults)
    check_texts(merged, list(folders), faults)
    return tuple(faults)


def build(merged: Layered, language: str, faults: Faults) -> RuleBase:
    """The rule base made of merged entries. Only to be used when no faults were found."""
    languages = languages_of(merged)
    language = language if language in languages else languages[0]
    print_of_all = _fingerprint(merged)
    if language != languages[0]:
        merged = in_language(merged, language)
    return _Builder(merged, language, faults).build(print_of_all)


def _fingerprint(merged: Layered) -> str:
    """The same whatever the order of files and tables; the order of levels counts, because conditions compare them."""
    content: dict[str, object] = {
        f"{among} {name}": [entry.home, entry.layer, _with_ordered_levels(entry.raw)]
        for (among, name), entry in merged.entries.items()
    }
    content["off"] = {f"{among} {name}": entry.raw["off"] for (among, name), entry in merged.off.items()}
    for language, layer, raw, _file in merged.texts:
        content[f"texts {language} {layer}"] = raw
    return fingerprint(content)


def _with_ordered_levels(raw: Mapping[str, Any]) -> dict[str, object]:
    levels = raw.get("levels")
    return {**raw, "levels": list(levels.items())} if isinstance(levels, dict) else dict(raw)


class _Builder:
    """Puts a rule base together: names first, then what they are made of, then what reads them."""

    def __init__(self, merged: Layered, language: str, faults: Faults) -> None:
        self._merged = merged
        self._language = language
        self._faults = faults
        self._names = Names(faults)
        self._references = References(merged, faults)
        self._layers = ("", *merged.layers[1:])

    def build(self, print_of_all: str) -> RuleBase:
        self._names.outcomes = {entry.id: entry.home for entry in self._merged.of_sort("outcome")}
        head = self._head()
        variants = str(head.take("variants", ""))
        questions = self._questions(variants)
        figures = self._figures(questions)
        order, quantities = self._quantities(questions)
        self._conditions(questions, order)
        self._check_options(questions, quantities)
        self._check_outcome_names()
        outcomes = read_outcomes(self._merged, self._layers, self._names, self._references, questions)
        advice = AdviceReader(self._merged, self._layers, self._names, self._references)
        offers = self._question(head, "offers", AnyOf, questions)
        rulebase = RuleBase(
            name=head.text("name"),
            version=head.text("version"),
            released=head.day("released") or NEVER_RELEASED,
            language=self._language,
            languages=head.texts("languages"),
            sections=self._sections(head),
            variants=self._question(head, "variants", OneOf, questions),
            ecosystem=self._question(head, "ecosystem", OneOf, questions),
            offers=offers,
            small=self._names.condition(head, "small", LAST),
            thresholds=self._thresholds(),
            fallback=self._fallback(),
            questions={name: question for name, question in questions.items() if name in order},
            quantities=dict(sorted(quantities.items())),
            figures=figures,
            order=order,
            scope=self._names.scope(LAST),
            outcomes=outcomes,
            paths=advice.paths(),
            wanted=advice.wanted(self._capabilities(offers, questions)),
            checks=advice.checks(),
            warnings=advice.warnings(),
            steps=advice.steps(),
            sources=advice.sources(),
            layers=self._merged.layers[1:],
            fingerprint=print_of_all,
        )
        head.take("small")
        if self._merged.single("rulebase"):
            head.done()
        self._references.check_cited()
        self._references.check_old_names()
        return rulebase

    # -- rulebase.toml

    def _head(self) -> Checked:
        entry = self._merged.single("rulebase")
        if entry is not None:
            return Checked(entry.raw, entry.spot, self._faults)
        if self._merged.entries or self._merged.sections:
            first = next(iter(self._merged.entries.values())).spot if self._merged.entries else None
            self._faults.add("R370", Spot(first.file) if first else next(iter(self._merged.sections.values())))
        return Checked({}, Spot(SourceFile("")), Faults())  # what is missing in it has been said

    def _sections(self, head: Checked) -> dict[str, str]:
        found = {}
        listed = head.texts("sections")
        named = {entry.id: entry for entry in self._merged.of_sort("section")}
        for section in listed:
            if section not in self._merged.sections:
                self._faults.add("R363", head.spot.within("sections"), id=section)
            if section not in named:
                self._faults.add("R340", head.spot.within("sections"), what="section", id=section)
                continue
            table = Checked(named[section].raw, named[section].spot, self._faults)
            found[section] = table.text("name")
            table.done()
        for section, spot in self._merged.sections.items():
            if section not in listed:
                guess = closest(section, listed) or ""
                self._faults.add("R364", spot, id=section, guess=guess)
        for section, entry in named.items():
            if section not in listed and section not in self._merged.sections:
                self._faults.add("R364", entry.spot, id=section, guess=closest(section, listed) or "")
        return found

    def _question(self, head: Checked, key: str, kind: type, questions: Mapping[str, Question]) -> str:
        name = head.text(key, "")
        if name:
            self._references.check("question", [name], head.spot.within(key))
            if name in questions and not isinstance(questions[name].kind, kind):
                self._faults.add("R317", head.spot.within(key), key=key, what=questions[name].sort)
        return name

    def _capabilities(self, offers: str, questions: Mapping[str, Question]) -> list[str] | None:
        if offers in self._names.broken:
            return None
        return [option.id for option in questions[offers].options] if offers in questions else []

    def _thresholds(self) -> Thresholds:
        entry = self._merged.single("thresholds")
        if entry is None:
            return Thresholds()
        table = Checked(entry.raw, entry.spot, self._faults)
        found = Thresholds(
            emerging=table.whole("emerging", 0, 100), fits=table.whole("fits", 0, 100), near=table.whole("near", 0, 100)
        )
        table.done()
        if not self._faults and not 1 <= found.emerging < found.fits <= 100:
            self._faults.add("R365", entry.spot)
        return found

    def _fallback(self) -> str:
        entry = self._merged.single("fallback")
        if entry is None:
            return ""
        table = Checked(entry.raw, entry.spot, self._faults)
        found = table.text("says")
        table.done()
        return found

    # -- names

    def _questions(self, variants: str) -> dict[str, Question]:
        """Every question in the order of the interview, without the conditions in it."""
        lists = read_lists(self._merged.of_sort("list"), self._faults)
        head = self._merged.single("rulebase")
        sections = head.raw.get("sections") if head else ()
        listed = sections if isinstance(sections, list) else []
        place = {name: number for number, name in enumerate(listed) if isinstance(name, str)}
        entries = sorted(self._merged.of_sort("question"), key=lambda entry: place.get(entry.home, len(place)))
        found: dict[str, Question] = {}
        several: dict[str, Question] = {}
        for each in (False, True):
            for entry in entries:
                if (entry.raw.get("kind") == "number each") is each:
                    reader = QuestionReader(entry, lists, variants, self._faults)
                    question = reader.read(several)
                    if not reader.sound or entry.raw.get("of") in self._names.broken:
                        self._names.broken.add(entry.id)
                    if question is None:
                        continue
                    found[entry.id] = question
                    self._names.ask(question)
                    if isinstance(question.kind, AnyOf):
                        several[entry.id] = question
        self._check_variants(found, variants)
        return {entry.id: found[entry.id] for entry in entries if entry.id in found}

    def _check_variants(self, questions: Mapping[str, Question], variants: str) -> None:
        known = [option.id for option in questions[variants].options] if variants in questions else None
        for question in questions.values():
            for option in question.variants:
                if known is not None and option not in known:
                    spot = self._merged.entries["name", question.id].spot.within(variants, option)
                    self._faults.add("R357", spot, option=option, of=variants, guess=closest(option, known) or "")

    def _figures(self, questions: Mapping[str, Question]) -> dict[str, Figure]:
        found = {}
        for entry in sorted(self._merged.of_sort("figure"), key=_id):
            found[entry.id] = read_figure(entry, self._names, self._references, questions)
        return found

    def _quantities(self, questions: Mapping[str, Question]) -> tuple[tuple[str, ...], dict[str, Quantity]]:
        """The order in which questions and quantities can be worked out, and the quantities."""
        entries = {entry.id: entry for entry in self._merged.of_sort("question", "quantity", "table")}
        reads = {name: read_by(entry, entry.raw) for name, entry in entries.items()}
        order = in_order(reads, {name: entry.spot for name, entry in entries.items()}, self._faults)
        self._names.broken |= set(entries) - set(order)
        found = {}
        for name in order:
            if name in questions or entries[name].sort == "question":
                continue
            quantity = read_quantity(entries[name], self._names, self._references, questions)
            if quantity is None:
                self._names.broken.add(name)
            else:
                found[name] = quantity
                self._names.kinds[name] = quantity.kind
        return order, found

    def _conditions(self, questions: dict[str, Question], order: Iterable[str]) -> None:
        """Give the questions their conditions, now that every name is known."""
        for name in order:
            if name not in questions:
                continue
            question, entry = questions[name], self._merged.entries["name", name]
            table = Checked(entry.raw, entry.spot, self._faults)
            when = self._names.condition(table, "when", FIRST)
            questions[name] = replace(question, when=when, at_most=self._cap(question, table))

    def _cap(self, question: Question, table: Checked) -> Any:  # noqa: ANN401  (an expression or None)
        if "at_most" not in table or "at_most" not in OF_SORT[question.sort]:
            return None
        spot = table.spot.within("at_most")
        found = self._names.number(table.text("at_most"), spot, FIRST)
        if found is None:
            return NOTHING
        expr, kind = found
        if kind.decimals > question.decimals:
            self._faults.add("R329", spot, decimals=str(question.decimals))
            return NOTHING
        return scaled_like(expr, kind, question.decimals)

    # -- names that would be read wrongly

    def _check_options(self, questions: Mapping[str, Question], quantities: Mapping[str, Quantity]) -> None:
        names = {entry.id for entry in self._merged.of_sort("question", "quantity", "table", "figure")}
        for name in (*questions, *quantities):
            kind = questions[name].kind if name in questions else quantities[name].kind
            own = self._merged.entries["name", name]
            if isinstance(kind, OneOf | AnyOf) and (name in questions or own.sort == "table"):
                key = "levels" if "levels" in own.raw else "options"
                for option in kind.options:
                    if option in names:
                        self._faults.add("R318", own.spot.within(key, option), id=option)

    def _check_outcome_names(self) -> None:
        for entry in self._merged.of_sort("outcome"):
            other = self._merged.entries.get(("name", entry.id))
            if other is not None:
                self._faults.add("R311", entry.spot, id=entry.id, other=str(other.spot.place()))


def _id(entry: Entry) -> str:
    return entry.id
