"""The minimal rule base, read: what each part becomes."""

import random
import shutil
import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.files import folder
from advisor.files.rulebase import check, load, load_suite
from advisor.files.toml import read
from advisor.language import tree
from advisor.language.kinds import AnyOf, Bounds, Number, OneOf, Weights, YesNo
from advisor.model.question import Option
from advisor.model.rulebase import Deed, RuleBase
from advisor.problems import EXIT_RULES, AdvisorError, describe
from advisor.words import Words
from tests.files.test_bad_rules import MINIMAL

ORDER = (
    "bandwidth has_sponsor kind_of_ecosystem offers sector staff at_home route per_home "
    "tools tool_peak demand shortage trust risk"
)
OF_THE_INTERVIEW = "sector staff kind_of_ecosystem has_sponsor trust offers tools tool_peak bandwidth at_home route"
ANCHORS = 'anchors = { 1 = "a", 2 = "b", 3 = "c", 4 = "d", 5 = "e" }'


@pytest.fixture(scope="module")
def base() -> RuleBase:
    return load([MINIMAL])


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The minimal rule base in a folder that a test may change."""
    return Path(shutil.copytree(MINIMAL, tmp_path / "minimal"))


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def wrote(folder: Path, name: str, text: str) -> Path:
    """A file in a layer."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


# -- what is read


def test_nothing_is_wrong_with_it() -> None:
    assert check([MINIMAL]) == ()


def test_the_head_is_read(base: RuleBase) -> None:
    assert (base.name, base.version, base.released) == ("Small", "1", date(2026, 11, 23))
    assert base.languages == ("en", "nl")
    assert list(base.sections.items()) == [("organisation", "Your organisation"), ("tools", "Tools")]
    assert (base.variants, base.ecosystem, base.offers) == ("sector", "kind_of_ecosystem", "offers")
    assert base.small == tree.Compare("<", tree.Name("staff"), tree.Constant(50))
    assert base.outcomes["basis"].not_started == tree.Among(tree.Name("kind_of_ecosystem"), ("platform",), 0b10)
    assert base.outcomes["consumer"].not_started is None
    assert base.fallback == "No role fits yet."
    assert base.layers == ()


def test_questions_come_in_the_order_of_the_interview(base: RuleBase) -> None:
    assert " ".join(base.questions) == OF_THE_INTERVIEW


def test_everything_is_worked_out_after_what_it_reads(base: RuleBase) -> None:
    assert " ".join(base.order) == ORDER


def test_numbers_are_scaled_by_their_decimals(base: RuleBase) -> None:
    assert base.questions["bandwidth"].kind == Number(0, 100_000, 1)
    assert base.scope.constants["target_use"] == (70, 0)
    assert base.scope.weights["mbps"] == Weights("tools", (260, 25), 2)
    assert base.figures["mbps"].note == "That of the learning environment is our own estimate."
    assert base.scope.kinds["per_home"] == Number(0, 150, 2)


def test_an_option_list_is_shared(base: RuleBase) -> None:
    support = Option(id="support", label="support for users", help="A help desk, for instance.")

    assert base.questions["offers"].kind == AnyOf(("connectivity", "support"))
    assert base.questions["offers"].options[1] == support


def test_an_option_that_is_not_chosen_counts_0_though_nobody_can_answer_that(base: RuleBase) -> None:
    peak = base.questions["tool_peak"]

    assert peak.names == ("tool_peak.zoom", "tool_peak.lms")
    assert base.scope.kinds["tool_peak.zoom"] == peak.kind == Number(0, 1000)
    assert peak.offered == Bounds(1, 1000)
    assert base.scope.each == {"tool_peak": "tools"}


def test_a_fact_outside_the_levels_comes_below_the_lowest(base: RuleBase) -> None:
    route = base.questions["route"]

    assert route.kind == OneOf(("no_traffic", "vpn", "direct"), ordered=True)
    assert route.offered == Bounds(0, 0b110)
    assert route.otherwise == Bounds(0b001, 0b001)
    assert [option.id for option in route.options] == ["vpn", "direct"]


@pytest.mark.parametrize(
    ("keys", "kind", "offered", "otherwise"),
    [
        ('kind = "yes/no"\notherwise = true', YesNo(), Bounds(0, 1), Bounds(1, 1)),
        ('kind = "number"\nfrom = 1\nto = 9\notherwise = 0', Number(0, 9), Bounds(1, 9), Bounds(0, 0)),
        ('kind = "number"\nfrom = 1\nto = 9\notherwise = 12', Number(1, 12), Bounds(1, 9), Bounds(12, 12)),
        (
            'kind = "number"\nfrom = 1\nto = 9\ndecimals = 1\notherwise = 1.5',
            Number(10, 90, 1),
            Bounds(10, 90),
            (15, 15),
        ),
        (
            'kind = "one of"\noptions = { a = "a", b = "b" }\notherwise = "other"',
            OneOf(("a", "b", "other")),
            Bounds(0, 0b011),
            Bounds(0b100, 0b100),
        ),
        (
            'kind = "one of"\noptions = { a = "a", b = "b" }\notherwise = "b"',
            OneOf(("a", "b")),
            Bounds(0, 0b11),
            Bounds(0b10, 0b10),
        ),
        ('kind = "any of"\noptions = { a = "a", b = "b" }\notherwise = []', AnyOf(("a", "b")), (0, 0b11), (0, 0)),
        (
            f'kind = "scale"\n{ANCHORS}\notherwise = 0',
            Number(0, 5),
            Bounds(1, 5),
            Bounds(0, 0),
        ),
        (
            'kind = "number each"\nof = "tools"\nfrom = 3\nto = 9\notherwise = 12',
            Number(0, 12),
            Bounds(3, 9),
            Bounds(12, 12),
        ),
    ],
)
def test_a_kind_has_room_for_what_is_a_fact_when_a_question_is_not_asked(
    tmp_path: Path, keys: str, kind: object, offered: object, otherwise: object
) -> None:
    text = f'[question.extra]\nlabel = "it"\nask = "What is it?"\nwhen = "has_sponsor"\n{keys}\n'
    question = load([MINIMAL, wrote(tmp_path, "questions/tools.toml", text)]).questions["extra"]

    assert (question.kind, question.offered, question.otherwise) == (kind, offered, otherwise)


@pytest.mark.parametrize(("written", "scaled"), [("staff", 1), ("bandwidth", 0), ("2.5", None), ("7", None)])
def test_a_cap_is_brought_to_the_decimals_of_the_question(tmp_path: Path, written: str, scaled: int | None) -> None:
    keys = f'kind = "number"\nfrom = 0\nto = 99\ndecimals = 1\nat_most = "{written}"\n'
    text = f'[question.extra]\nlabel = "it"\nask = "What is it?"\n{keys}'
    question = load([MINIMAL, wrote(tmp_path, "questions/tools.toml", text)]).questions["extra"]

    if scaled is None:
        assert question.at_most == tree.Constant(int(Decimal(written) * 10), 1)
    else:
        name = tree.Name(written)
        assert question.at_most == (tree.Scaled(name, scaled) if scaled else name)


def test_wording_differs_by_sector(base: RuleBase) -> None:
    assert base.questions["staff"].variants == {"education": {"ask": "How many people work at your school?"}}


def test_a_decision_table_is_a_quantity(base: RuleBase) -> None:
    risk = base.quantities["risk"]

    assert isinstance(risk.expr, tree.Pick)
    assert risk.kind == base.scope.kinds["risk"] == OneOf(("low", "medium", "high"), ordered=True)
    assert [level.label for level in risk.levels] == ["low", "medium", "high"]


def test_lines_of_a_condition_must_all_hold(base: RuleBase) -> None:
    rules = base.rules()

    assert isinstance(rules["consumer.uses"].when, tree.All)
    assert len(rules["consumer.uses"].when.inner) == 3


def test_rules_come_by_effect_and_the_most_points_first(base: RuleBase) -> None:
    assert [rule.id.partition(".")[2] for rule in base.outcomes["consumer"].rules] == [
        "sponsored",
        "none-there",
        "uses",
        "ready",
        "almost-ready",
        "closed",
        "risky",
    ]


def test_a_remedy_is_one_step_or_several(base: RuleBase) -> None:
    rules = base.rules()

    assert rules["consumer.sponsored"].remedy == ("sponsor",)
    assert rules["consumer.risky"].remedy == ("measure", "sponsor")


def test_outcomes_can_be_read_by_name(base: RuleBase) -> None:
    assert base.scope.kinds["basis.level"] == Number(0, 2)
    assert base.scope.kinds["consumer.fit"] == Number(0, 100)


def test_examples_say_where_they_stand_whatever_the_folder(base: RuleBase) -> None:
    assert [example.place for example in base.outcomes["consumer"].examples] == [
        "roles/consumer.toml, example 1",
        "roles/consumer.toml, example 2",
    ]


def test_the_small_variant_of_a_step_falls_back_key_by_key(base: RuleBase) -> None:
    assert base.steps["sponsor"].small == Deed(does="Find a sponsor", effort="no time at all", owner="Board")
    assert base.steps["measure"].small == base.steps["measure"].deed


def test_what_has_no_order_of_its_own_comes_by_id(base: RuleBase) -> None:
    assert list(base.outcomes) == ["basis", "consumer", "digital_ecosystem"]
    assert list(base.steps) == ["measure", "sponsor"]
    assert list(base.quantities) == ["demand", "per_home", "risk", "shortage"]


def test_a_quantity_that_is_a_choice_calls_its_options_as_the_question_does(tmp_path: Path) -> None:
    text = '[quantity.what_we_bring]\nsays = "what we bring"\nis = "either(offers, offers)"\n'
    quantity = load([MINIMAL, wrote(tmp_path, "quantities.toml", text)]).quantities["what_we_bring"]

    assert [option.label for option in quantity.levels] == ["connectivity", "support for users"]


# -- what is wrong


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    wrote(tmp_path, "steps.toml", '[step.sponsor]\ndoes = "Find a sponsor"\nafter = ["nobody"]\ncost = "free"\n')
    wrote(tmp_path, "checks.toml", '[check.more-at-home]\nsays = "More"\nwhen = "staff < "\n')
    with pytest.raises(AdvisorError) as caught:
        load([MINIMAL, tmp_path])

    assert [problem.code for problem in caught.value.problems] == ["L113", "R340", "R313"]
    assert caught.value.exit_code == EXIT_RULES


def test_a_folder_that_does_not_exist_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(AdvisorError) as caught:
        load([tmp_path / "nowhere"])

    assert [problem.code for problem in caught.value.problems] == ["R301"]


def test_warnings_stop_nothing(tmp_path: Path) -> None:
    load([MINIMAL, wrote(tmp_path, "sources.toml", '[source.A9]\ntitle = "Never cited"\n')])


def test_hidden_files_are_no_rules(tmp_path: Path) -> None:
    wrote(tmp_path, ".saved/steps.toml", "[step]\n")
    wrote(tmp_path, "README.md", "# Rules\n")

    assert check([MINIMAL, tmp_path]) == ()


def test_cases_are_read_only_where_rules_are_checked_or_tested(tmp_path: Path) -> None:
    wrote(tmp_path, "cases/school.toml", "no TOML at all\n")

    assert load([MINIMAL, tmp_path]).fingerprint == load([MINIMAL]).fingerprint
    assert [each.code for each in check([MINIMAL, tmp_path])] == ["F206"]
    with pytest.raises(AdvisorError):
        load_suite([MINIMAL, tmp_path])


VALUES: tuple[object, ...] = (
    5,
    -1,
    True,
    "x",
    "",
    [],
    {},
    Decimal("2.5"),
    Decimal("nan"),
    10**30,
    date(2020, 1, 1),
    ["a", 3],
    [[1], ["a"]],
)


def test_nothing_in_a_file_makes_reading_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any value in the place of any other, and any key left out, is a fault or is fine."""
    files = {path: read(path) for path in sorted(MINIMAL.rglob("*.toml"))}
    places = [(path, keys) for path, (raw, _text) in files.items() for keys in keys_in(raw)]
    chance = random.Random(7)
    for path, keys in chance.sample(places, 120):
        value = chance.choice((*VALUES, None))

        def other(
            asked: Path, path: Path = path, keys: tuple[object, ...] = keys, value: object = value
        ) -> tuple[object, str]:
            raw, text = files[asked]
            return (put(raw, keys, value) if asked == path else raw), text

        monkeypatch.setattr(folder, "read", other)
        for problem in check([MINIMAL]):
            describe(problem, Words("en"))


def keys_in(value: object) -> list[tuple[object, ...]]:
    """The path of everything in a value."""
    if not isinstance(value, dict | list):
        return []
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    return [path for key, each in inner for path in [(key,), *((key, *rest) for rest in keys_in(each))]]


def put(raw: object, keys: tuple[object, ...], value: object) -> object:
    """The same with another value in one place, or with nothing there."""
    first, *rest = keys
    assert isinstance(raw, dict | list)
    pairs = list(raw.items()) if isinstance(raw, dict) else list(enumerate(raw))
    made = [(key, put(each, tuple(rest), value) if rest and key == first else each) for key, each in pairs]
    made = [
        (key, each if rest or key != first else value)
        for key, each in made
        if rest or key != first or value is not None
    ]
    return dict(made) if isinstance(raw, dict) else [each for _key, each in made]


# -- law 8


def shuffled(text: str, chance: random.Random) -> str:
    """The tables of a file in another order; those of a list of tables stay in theirs."""
    head, *blocks = ("\n" + text).split("\n[")
    tables = [f"[{block}" for block in blocks]
    single = [table for table in tables if not table.startswith("[[")]
    listed = [table for table in tables if table.startswith("[[")]
    chance.shuffle(single)
    return "\n".join([head, *single, *listed]) + "\n"


@pytest.mark.parametrize("seed", range(5))
def test_law_8_the_order_of_tables_changes_nothing(copied: Path, seed: int) -> None:
    chance = random.Random(seed)
    for path in copied.rglob("*.toml"):
        path.write_text(shuffled(path.read_text(encoding="utf-8"), chance), encoding="utf-8")
        assert tomllib.loads(path.read_text(encoding="utf-8"))

    for language in ("en", "nl"):
        assert load([copied], language) == load([MINIMAL], language)


def test_law_8_the_order_of_files_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "sorted", lambda paths: sorted(paths, reverse=True), raising=False)

    backwards = load([MINIMAL])
    monkeypatch.undo()

    assert load([MINIMAL]) == backwards


# -- the fingerprint


def reformatted(folder: Path) -> None:
    changed(folder / "figures.toml", "{ zoom = 2.6, lms = 0.25 }", "{ lms = 0.250, zoom = 2.6 }  # per user")


def in_another_order(folder: Path) -> None:
    changed(
        folder / "roles" / "consumer.toml",
        'when   = "has_sponsor"\nsource = ["A1"]',
        'source = ["A1"]\nwhen = "has_sponsor"',
    )


def another_text(folder: Path) -> None:
    changed(folder / "checks.toml", "More people", "Fewer people")


def another_translation(folder: Path) -> None:
    changed(folder / "texts" / "nl.toml", "Er werken meer mensen", "Meer mensen werken")


def another_number(folder: Path) -> None:
    changed(folder / "figures.toml", "2.6", "2.7")


def another_order_of_levels(folder: Path) -> None:
    old = 'levels.vpn    = "through a VPN"\nlevels.direct = "straight over the internet"'
    changed(folder / "questions" / "tools.toml", old, "\n".join(reversed(old.split("\n"))))


@pytest.mark.parametrize("change", [reformatted, in_another_order])
def test_the_fingerprint_is_of_the_content(copied: Path, base: RuleBase, change: Callable[[Path], None]) -> None:
    change(copied)

    assert load([copied]).fingerprint == base.fingerprint


@pytest.mark.parametrize("change", [another_text, another_translation, another_number, another_order_of_levels])
def test_the_fingerprint_changes_with_the_content(copied: Path, base: RuleBase, change: Callable[[Path], None]) -> None:
    change(copied)

    assert load([copied]).fingerprint != base.fingerprint


def test_the_fingerprint_is_the_same_in_every_language(base: RuleBase) -> None:
    assert load([MINIMAL], "nl").fingerprint == base.fingerprint
    assert len(base.fingerprint) == 16
