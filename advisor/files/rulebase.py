"""The rule base: folders of TOML in, one frozen value out, or everything that is wrong with it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from advisor.files.conditions import LAST, Names
from advisor.files.faults import Faults
from advisor.files.figures import read_figure
from advisor.files.fingerprint import fingerprint
from advisor.files.folder import Raw
from advisor.files.head import HeadReader
from advisor.files.interview import check_options, read_questions, with_conditions
from advisor.files.layers import Layered, layered
from advisor.files.order import in_order, read_by
from advisor.files.outcomes import read_outcomes
from advisor.files.quantities import read_quantity
from advisor.files.references import References
from advisor.files.steps import AdviceReader
from advisor.files.texts import in_language
from advisor.files.texts_check import check_texts
from advisor.files.translations import languages_of
from advisor.model.question import Question
from advisor.model.rulebase import Figure, Quantity, RuleBase
from advisor.problems import EXIT_RULES, AdvisorError, Problem


def load(folders: Sequence[Path], language: str = "en") -> RuleBase:
    """The rule base in these folders, the lowest first, in a language; in its own where it does not have that one.

    Raises:
        AdvisorError: With everything that is wrong in any of the files.
    """
    faults = Faults()
    rulebase = build(layered(folders, faults), language, faults)
    if faults:
        raise AdvisorError(*(each for each in faults if not each.only_warns), exit_code=EXIT_RULES)
    return rulebase


def check(folders: Sequence[Path]) -> tuple[Problem, ...]:
    """Everything that is wrong in these folders, warnings and translations included."""
    faults = Faults()
    merged = layered(folders, faults)
    build(merged, languages_of(merged)[0], faults)
    check_texts(merged, folders, faults)
    return tuple(faults)


def build(merged: Layered, language: str, faults: Faults) -> RuleBase:
    """The rule base made of merged entries. Only to be used when no faults were found.

    Names come first, then what they are made of, then what reads them.
    """
    languages = languages_of(merged)
    whole = _fingerprint(merged)
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
    order, quantities = _quantities(merged, names, references, questions)
    questions = with_conditions(questions, order, merged, names)
    check_options(questions, quantities, merged, names)
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
        variants=head.variants(questions),
        ecosystem=head.ecosystem(questions),
        offers=offers,
        small=head.small(),
        thresholds=head.thresholds(),
        fallback=head.fallback(),
        questions=questions,
        quantities=quantities,
        figures=figures,
        order=order,
        scope=names.scope(LAST),
        outcomes=outcomes,
        paths=advice.paths(),
        wanted=advice.wanted(head.capabilities(offers, questions)),
        checks=advice.checks(),
        warnings=advice.warnings(),
        steps=advice.steps(),
        sources=advice.sources(),
        layers=merged.layers[1:],
        fingerprint=whole,
    )
    head.done()
    references.check_cited()
    references.check_old_names()
    return rulebase


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


def _with_ordered_levels(raw: Raw) -> dict[str, object]:
    levels = raw.get("levels")
    return {**raw, "levels": list(levels.items())} if isinstance(levels, dict) else dict(raw)


def _figures(
    merged: Layered, names: Names, references: References, questions: Mapping[str, Question]
) -> dict[str, Figure]:
    entries = sorted(merged.of_sort("figure"), key=lambda entry: entry.id)
    return {entry.id: read_figure(entry, names, references, questions) for entry in entries}


def _quantities(
    merged: Layered, names: Names, references: References, questions: Mapping[str, Question]
) -> tuple[tuple[str, ...], dict[str, Quantity]]:
    """The order in which questions and quantities can be worked out, and the quantities by id."""
    entries = {entry.id: entry for entry in merged.of_sort("question", "quantity", "table")}
    reads = {name: read_by(entry) for name, entry in entries.items()}
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
