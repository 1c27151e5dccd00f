"""The rule base: folders of TOML in, one frozen value out, or everything that is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from advisor.advice.behind import Behind
from advisor.advice.facts import Settled
from advisor.files.cases import CaseReader, condition_places, entries, places
from advisor.files.conditions import LAST, Names
from advisor.files.faults import Faults
from advisor.files.figures import read_figure
from advisor.files.fingerprint import fingerprint
from advisor.files.folder import Raw
from advisor.files.head import HeadReader
from advisor.files.interview import check_options, read_questions, with_conditions
from advisor.files.layers import Layered, layered
from advisor.files.order import following, in_order, read_by
from advisor.files.outcomes import read_outcomes
from advisor.files.quantities import read_quantity
from advisor.files.references import References, old_names
from advisor.files.set_aside import set_aside
from advisor.files.steps import AdviceReader
from advisor.files.terms import check_not_over, check_offered, terms_of
from advisor.files.texts import in_language
from advisor.files.texts_check import check_texts
from advisor.files.translations import languages_of
from advisor.frozen import replace
from advisor.model.case import Suite
from advisor.model.question import Question
from advisor.model.rulebase import Figure, Quantity, RuleBase, SwitchedOff
from advisor.model.term import turns
from advisor.problems import EXIT_RULES, AdvisorError, Problem


def load(folders: Sequence[Path], language: str = "en") -> RuleBase:
    """The rule base in these folders, the lowest first, in a language; in its own where it does not have that one.

    Raises:
        AdvisorError: With everything that is wrong in any of the files.
    """
    faults = Faults()
    return build_sound(layered(folders, faults), language, faults).rulebase


def load_suite(folders: Sequence[Path], language: str = "en") -> Suite:
    """The same with the cases that it is tested with, and where they and the examples stand.

    Raises:
        AdvisorError: With everything that is wrong in any of the files.
    """
    faults = Faults()
    merged = layered(folders, faults, cases=True)
    return replace(
        build_sound(merged, language, faults),
        places=places(merged),
        entries=entries(merged),
        conditions=condition_places(merged),
    )


def build_sound(merged: Layered, language: str, faults: Faults) -> Suite:
    """The rule base made of merged entries, if nothing is wrong with it. Raises AdvisorError with all that is."""
    as_written = _fingerprint(merged)
    suite = build(merged, language, faults)
    if faults:
        raise AdvisorError(*(each for each in faults if not each.only_warns), exit_code=EXIT_RULES)
    return replace(suite, rulebase=replace(suite.rulebase, fingerprint=as_written))


def check(folders: Sequence[Path]) -> tuple[Problem, ...]:
    """Everything that is wrong in these folders, warnings and translations included."""
    faults = Faults()
    merged = layered(folders, faults, cases=True)
    build(merged, languages_of(merged)[0], faults)
    check_texts(merged, folders, faults)
    return tuple(faults)


def build(merged: Layered, language: str, faults: Faults) -> Suite:
    """The rule base made of merged entries, with its cases if they were read; for use when no faults were found.

    It has no fingerprint yet.

    Names come first, then what they are made of, then what reads them.
    """
    languages = languages_of(merged)
    set_aside(merged)
    if language not in languages:
        language = languages[0]
    if language != languages[0]:
        merged = in_language(merged, language)
    shown = ("", *merged.layers[1:])
    outcomes_by_id = {entry.id: entry.home for entry in merged.of_sort("outcome")}
    off = {name: entry for (among, name), entry in merged.off.items() if among in ("name", "outcome")}
    names = Names(faults, outcomes=outcomes_by_id, off=off)
    references = References(merged, faults)
    head = HeadReader(merged, names, references)
    questions = read_questions(merged, names)
    figures = _figures(merged, names, references, questions)
    reads = {entry.id: read_by(entry) for entry in merged.of_sort("question", "quantity", "table")}
    order, quantities = _quantities(merged, names, references, questions, reads)
    questions = with_conditions(questions, order, merged, names)
    check_options(questions, quantities, merged, names)
    check_offered(questions, merged, faults)
    _check_outcome_names(merged, faults)
    outcomes = read_outcomes(merged, shown, names, references, questions)
    advice = AdviceReader(merged, shown, names, references)
    offers = head.offers(questions)
    rulebase = RuleBase(
        name=head.text("name"),
        version=head.text("version"),
        released=head.released(),
        language=language,
        languages=head.languages(),
        sections=head.sections(),
        shared=head.shared,
        variants=head.variants(questions),
        ecosystem=head.ecosystem(questions),
        offers=offers,
        wishes=head.wishes(questions),
        weakest=head.weakest(questions),
        small=head.small(),
        thresholds=head.thresholds(),
        fallback=head.fallback(),
        questions=questions,
        quantities=quantities,
        figures=figures,
        order=order,
        per_supplier=following([each.id for each in questions.values() if each.per], order, reads),
        scope=names.scope(LAST),
        outcomes=outcomes,
        paths=advice.paths(),
        wanted=advice.wanted(head.capabilities(offers, questions)),
        checks=advice.checks(),
        warnings=advice.warnings(),
        steps=advice.steps(),
        sources=advice.sources(),
        formerly=old_names(merged),
        layers=merged.layers[1:],
        off=tuple(_switched_off(merged, shown)),
    )
    rulebase = replace(rulebase, turns=turns(terms_of(rulebase)))
    check_not_over(merged, rulebase.released, faults)
    if not faults:
        _check_improving(merged, rulebase, faults)
    head.done()
    cases = CaseReader(merged, names, references, questions).cases()
    references.check_cited()
    references.check_old_names()
    return Suite(rulebase=rulebase, cases=cases)


def _fingerprint(merged: Layered) -> str:
    """The same whatever the order of files and tables; the order of levels counts, because conditions compare them.

    Cases do not count: the advice is the same with and without them.
    """
    content: dict[str, object] = {
        f"{among} {name}": [entry.home, entry.layer, _with_ordered_levels(entry.raw)]
        for (among, name), entry in merged.entries.items()
        if among != "case"
    }
    content["off"] = {
        f"{among} {name}": entry.raw["off"] for (among, name), entry in merged.off.items() if among != "case"
    }
    for language, layer, raw, _file in merged.texts:
        content[f"texts {language} {layer}"] = raw
    return fingerprint(content)


def _switched_off(merged: Layered, shown: Sequence[str]) -> Iterator[SwitchedOff]:
    for (among, name), entry in sorted(merged.off.items(), key=lambda each: (each[0][1], each[0][0])):
        if among != "case":
            sort = entry.sort if among == "name" else among
            yield SwitchedOff(id=name, sort=sort, reason=str(entry.raw["off"]), layer=shown[entry.layer])


def _with_ordered_levels(raw: Raw) -> dict[str, object]:
    levels = raw.get("levels")
    return {**raw, "levels": list(levels.items())} if isinstance(levels, dict) else dict(raw)


def _figures(
    merged: Layered, names: Names, references: References, questions: Mapping[str, Question]
) -> dict[str, Figure]:
    entries = sorted(merged.of_sort("figure"), key=lambda entry: entry.id)
    return {entry.id: read_figure(entry, names, references, questions) for entry in entries}


def _quantities(
    merged: Layered,
    names: Names,
    references: References,
    questions: Mapping[str, Question],
    reads: Mapping[str, set[str]],
) -> tuple[tuple[str, ...], dict[str, Quantity]]:
    """The order in which questions and quantities can be worked out, and the quantities by id."""
    entries = {entry.id: entry for entry in merged.of_sort("question", "quantity", "table")}
    order = in_order(reads, {name: entry.spot for name, entry in entries.items()}, names.faults)
    names.broken |= set(entries) - set(order)
    found = {}
    for name in order:
        if entries[name].sort == "question":
            continue
        quantity = read_quantity(entries[name], names, references, questions)
        if quantity is None:
            names.broken.add(name)
        else:
            found[name] = quantity
            names.kinds[name] = quantity.kind
    return order, dict(sorted(found.items()))


def _check_outcome_names(merged: Layered, faults: Faults) -> None:
    """An outcome is called like nothing that conditions can name."""
    for entry in merged.of_sort("outcome"):
        other = merged.entries.get(("name", entry.id))
        if other is not None:
            faults.add("R311", entry.spot, id=entry.id, other=str(other.spot.place()))


def _check_improving(merged: Layered, rulebase: RuleBase, faults: Faults) -> None:
    """What `improves` with more or less of something reads an answer that can be more or less."""
    behind = Behind(rulebase, Settled())
    for name, rule in rulebase.rules().items():
        if rule.improves and not behind.comparable(name):
            faults.add("R400", merged.entries["rule", name].spot.within("improves"), id=name, word=rule.improves)
