import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue import CATALOGUE
from advisor.language import tree
from advisor.language.arithmetic import HIGHEST, LARGEST
from advisor.language.kinds import AnyOf, Bounds, Kind, Number, OneOf, Scope, YesNo, widest
from advisor.language.parse import DEEPEST, LONGEST, parse, parse_condition, parse_number
from advisor.language.possible import possible
from advisor.language.prose import source
from advisor.language.tokens import ConditionError
from advisor.problems import Problem, describe
from advisor.words import Words
from tests.language.small import SCOPE
from tests.laws.strategies import LAW

# -- what is wrong, where, and what was probably meant. The span stands between « and ».

FAULTS = [
    ("L102", "staff «;» 5", ""),
    ("L102", "staff > 5 «&»& has_sla", "and"),
    ("L102", "has_sla «|»| us.signed", "or"),
    ("L102", "«!»has_sla", "not"),
    ("L102", "staff > «é»", ""),
    ("L102", "staff «.» signed", ""),
    ("L103", "sector == «'»education'", ""),
    ("L103", 'sector == «"»education"', ""),
    ("L104", "staff «=» 5", "=="),
    ("L104", "staff «=»> 5", "=="),
    ("L105", "staff «/» 2 > 5", ""),
    ("L105", "staff «%» 2 == 0", ""),
    ("L106", "staff > «5x»", ""),
    ("L106", "staff > «007»", ""),
    ("L106", "staff > «1__000»", ""),
    ("L106", "staff > «1.2.3»", ""),
    ("L106", "staff > «1e3»", ""),
    ("L108", "staff > «>» 5", ""),
    ("L108", "has_sla and «and» us.signed", ""),
    ("L108", "«or» has_sla", ""),
    ("L108", "staff > «not» 5", ""),
    ("L108", "has_sla «us.signed»", ""),
    ("L108", "has_sla«)»", ""),
    ("L108", "max(staff«]»", ""),
    ("L108", "sector in [education «health»]", ""),
    ("L108", "staff == 5 «in» tools", ""),
    ("L109", "«(»has_sla", ""),
    ("L109", "max«(»staff, 5", ""),
    ("L109", "sector in «[»education", ""),
    ("L110", "«staff + 5»", ""),
    ("L110", "«sector»", ""),
    ("L110", "«either(needs, offers)»", ""),
    ("L112", "has_sla «and» us.signed or staff > 5", ""),
    ("L112", "has_sla or us.signed «and» staff > 5", ""),
    ("L112", "low < rigour «and» has_sla or us.signed", ""),
    ("L112", "has_sla or not us.signed «and» education == sector", ""),
    ("L113", "staff >«»", ""),
    ("L113", "has_sla and«»", ""),
    ("L113", "staff + («»", ""),
    ("L114", "«maxx»(staff, 5) > 3", "max"),
    ("L114", "«sqrt»(staff) > 3", ""),
    ("L114", "«staff»(5) > 3", ""),
    ("L115", "«percent(staff)» > 3", ""),
    ("L115", "«size(needs, offers)» > 3", ""),
    ("L115", "«count()» > 3", ""),
    ("L115", "«weighted(tool_peak)» > 3", ""),
    ("L116", "percent(staff, «staff - 1») > 3", ""),
    ("L116", "percent(staff, «balance») > 3", ""),
    ("L116", "percent(5, «staff») > 3", ""),
    ("L117", "share(«balance», staff) > 3", ""),
    ("L117", "share(staff, «-staff») > 3", ""),
    ("L118", "size(shared(needs, «tools»)) > 1", ""),
    ("L119", "«stafff» > 5", "staff"),
    ("L119", "«signed»", "us.signed"),
    ("L119", "staff > «xyzzy»", ""),
    ("L119", "has_sla and «tool_peak.zom» > 3", "tool_peak.zoom"),
    ("L120", "«has_sla» == us.signed", ""),
    ("L120", "5 < staff and «has_sla» > 0", ""),
    ("L121", "«tools» in [zoom]", ""),
    ("L121", "«staff» in [zoom]", ""),
    ("L122", "zoom in «staff»", ""),
    ("L122", "size(«sector») > 1", ""),
    ("L123", "education in «sector»", ""),
    ("L124", "«tools» == zoom", ""),
    ("L124", "zoom == «tools»", ""),
    ("L125", "sector «>=» education", ""),
    ("L125", "education «<» sector", ""),
    ("L126", "rigour «>» high", ""),
    ("L126", "rigour «<» low", ""),
    ("L126", "high «<» rigour", ""),
    ("L127", "uplink > «0.1234567891»", ""),
    ("L127", "«0.12345 * 0.12345» > uplink", ""),
    ("L128", "«tool_peak» > 5", ""),
    ("L129", "«mbps_up» > 5", ""),
    ("L130", "sector in [«5»]", ""),
    ("L130", "sector in [«]»", ""),
    ("L130", "weighted(«5», mbps_up) > 3", ""),
    ("L131", "weighted(«tool_peek», mbps_up) > 3", "tool_peak"),
    ("L132", "weighted(tool_peak, «mbps_op») > 3", "mbps_up"),
    ("L133", "weighted(tool_peak, «euros») > 3", ""),
    ("L134", "has_sla and «staff + 1»", ""),
    ("L134", "not «staff»", ""),
    ("L135", "has_sla or «sector»", ""),
    ("L136", "count(«tools», has_sla) > 1", ""),
    ("L137", "staff > «has_sla»", ""),
    ("L137", "max(«education == sector», 3) > 2", ""),
    ("L137", "5 == «sector»", ""),
    ("L138", "sector == «educaton»", "education"),
    ("L138", "«educaton» == sector", "education"),
    ("L138", "sector in [health, «retial»]", "retail"),
    ("L138", "«zom» in tools", "zoom"),
    ("L138", "«cloud» in tools", ""),
    ("L138", "«staff - 3» in tools", ""),
    ("L138", "rigour >= «meduim»", "medium"),
    ("L139", "has_sla and «zoom»", ""),
    ("L139", "«education» == health", ""),
    ("L140", "«atoms * 4» > 5", ""),
    ("L140", "«atoms + atoms + atoms» > 5", ""),
    ("L140", "percent(«atoms», 5) > 5", ""),
    ("L140", "share(5, «atoms») > 5", ""),
    ("L140", "uplink < «4611686018427387904»", ""),
    ("L140", "staff < «99999999999999999999999»", ""),
    ("L141", "has_sla and «possibly»(us.signed)", ""),
]


@pytest.mark.parametrize(("code", "marked", "guess"), FAULTS)
def test_a_fault_is_named_pointed_at_and_guessed_at(code: str, marked: str, guess: str) -> None:
    text, span = unmarked(marked)
    with pytest.raises(ConditionError) as caught:
        parse_condition(text, SCOPE)
    assert (caught.value.code, caught.value.span, caught.value.guess) == (code, span, guess)


def unmarked(marked: str) -> tuple[str, tuple[int, int]]:
    begin, end = marked.index("«"), marked.index("»") - 1
    return re.sub("[«»]", "", marked), (begin, end)


OTHER_FAULTS = [
    ("L100", ""),
    ("L100", " \n "),
    ("L101", "has_sla and " * 200 + "has_sla"),
    ("L107", "(" * (DEEPEST + 1) + "has_sla" + ")" * (DEEPEST + 1)),
    ("L107", "not " * (DEEPEST + 1) + "has_sla"),
    ("L107", "-" * (DEEPEST + 1) + "staff > 5"),
    ("L107", "min(" * (DEEPEST + 1) + "staff" + ")" * (DEEPEST + 1)),
    ("L107", "staff" + " - 1" * (HIGHEST + 1) + " > 5"),
    ("L107", " * ".join(["1"] * (HIGHEST + 1)) + " > 5"),
    ("L107", "1" + "-(1" * 15 + "-1" * (HIGHEST - 10) + ")" * 15 + " > 5"),
]


@pytest.mark.parametrize(("code", "text"), OTHER_FAULTS)
def test_a_text_that_is_empty_long_or_deep_is_refused(code: str, text: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text, SCOPE)
    assert caught.value.code == code


def test_a_calculation_is_expected_where_a_number_is_wanted() -> None:
    with pytest.raises(ConditionError) as caught:
        parse_number("has_sla and us.signed", SCOPE)
    assert (caught.value.code, caught.value.span) == ("L111", (0, 21))
    assert parse_number("staff + 1", SCOPE)[1] == Number(1, 10_001)


def test_every_code_of_a_condition_has_a_case() -> None:
    codes = {code for code in CATALOGUE if "L100" <= code < "L150"}
    assert codes == {code for code, *_ in FAULTS} | {code for code, _ in OTHER_FAULTS} | {"L111"}


@pytest.mark.parametrize("marked", [marked for _, marked, _ in FAULTS])
def test_every_message_has_what_it_needs(marked: str) -> None:
    """The fields of the message are filled in, and the caret stands under the span."""
    text, _ = unmarked(marked)
    with pytest.raises(ConditionError) as caught:
        parse_condition(text, SCOPE)
    error = caught.value
    said = describe(
        Problem(code=error.code, values=error.values, excerpt=text, span=error.span, guess=error.guess), Words()
    )
    assert "%(" not in said
    assert "``" not in said
    shown, carets = said.splitlines()[1:3]
    assert shown == f"    {text}"
    assert (carets.index("^") - 4, carets.count("^")) == (error.span[0], max(1, error.span[1] - error.span[0]))


# -- what a text becomes


STAFF, UPLINK, SLA = tree.Name("staff"), tree.Name("uplink"), tree.Name("has_sla")
RIGOUR, TOOLS = tree.Name("rigour"), tree.Name("tools")

TREES = [
    ("has_sla", SLA),
    ("((has_sla))", SLA),
    ("not has_sla", tree.Not(SLA)),
    ("staff < 1_000", tree.Compare("<", STAFF, tree.Constant(1000))),
    ("uplink >= 2.50", tree.Compare(">=", UPLINK, tree.Constant(25, 1))),
    ("staff >= 2.5", tree.Compare(">=", tree.Scaled(STAFF, 1), tree.Constant(25, 1))),
    ("uplink >= 2", tree.Compare(">=", UPLINK, tree.Constant(20, 1))),
    ("staff < -5", tree.Compare("<", STAFF, tree.Constant(-5))),
    (
        "10 <= staff < 50",
        tree.All(
            (tree.Compare("<=", tree.Constant(10), STAFF), tree.Compare("<", STAFF, tree.Constant(50))),
        ),
    ),
    (
        "has_sla and 10 <= staff < 50",
        tree.All(
            (SLA, tree.Compare("<=", tree.Constant(10), STAFF), tree.Compare("<", STAFF, tree.Constant(50))),
        ),
    ),
    ("has_sla and (has_sla and has_sla)", tree.All((SLA, tree.All((SLA, SLA))))),
    ("has_sla or has_sla or has_sla", tree.Any((SLA, SLA, SLA))),
    ("rigour >= medium", tree.Among(RIGOUR, ("medium", "high"), 0b110)),
    ("low < rigour", tree.Among(RIGOUR, ("medium", "high"), 0b110)),
    ("rigour != low", tree.Not(tree.Among(RIGOUR, ("low",), 0b001))),
    ("rigour in [high, low, high]", tree.Among(RIGOUR, ("high", "low", "high"), 0b101)),
    ("zoom in tools", tree.Includes(TOOLS, "zoom", 0b10)),
    ("zoom not in tools", tree.Not(tree.Includes(TOOLS, "zoom", 0b10))),
    ("staff + 1 + staff", tree.Sum((STAFF, tree.Constant(1), STAFF))),
    ("staff + (1 + staff)", tree.Sum((STAFF, tree.Sum((tree.Constant(1), STAFF))))),
    ("(staff) + 1 + staff", tree.Sum((STAFF, tree.Constant(1), STAFF))),
    ("staff - 1 - 2", tree.Difference(tree.Difference(STAFF, tree.Constant(1)), tree.Constant(2))),
    ("staff - 2 * 3", tree.Difference(STAFF, tree.Times(tree.Constant(2), tree.Constant(3)))),
    ("-staff", tree.Difference(tree.Constant(0), STAFF)),
    ("target_use", tree.Constant(70, 0, "target_use")),
    ("size(tools)", tree.Size(TOOLS, 2)),
    (
        "weighted(tool_peak, mbps_up)",
        tree.Weighted(
            "tool_peak",
            "mbps_up",
            (
                tree.Times(tree.Constant(25, 1, "mbps_up"), tree.Name("tool_peak.teams_video")),
                tree.Times(tree.Constant(26, 1, "mbps_up"), tree.Name("tool_peak.zoom")),
            ),
        ),
    ),
]


@pytest.mark.parametrize(("text", "expected"), TREES)
def test_a_text_becomes_a_tree(text: str, expected: tree.Expr) -> None:
    assert parse(text, SCOPE)[0] == expected


def test_the_kind_of_a_calculation_carries_its_widest_bounds() -> None:
    assert parse("staff * 2 - balance", SCOPE)[1] == Number(-100, 20_100)
    assert parse("uplink * 1.25", SCOPE)[1] == Number(0, 1_250_000, 3)
    assert parse("percent(balance, seats)", SCOPE)[1] == Number(-10_000, 10_000)
    assert parse("share(staff, seats)", SCOPE)[1] == Number(0, 99)
    assert parse("weighted(tool_peak, mbps_up)", SCOPE)[1] == Number(0, 255_000, 1)


# -- limits


def test_a_text_at_the_limits_is_read_and_read_back() -> None:
    for text in (
        "(" * DEEPEST + "has_sla" + ")" * DEEPEST,
        "not " * DEEPEST + "has_sla",
        "-" * DEEPEST + "staff > 5",
        "count(" * DEEPEST + "staff" + " > 5)" * DEEPEST + " > 5",
        " - ".join(["staff"] * (HIGHEST - 1)) + " > 5",
        "(" * DEEPEST + "sector != health" + ")" * DEEPEST,
        "(" * (DEEPEST - 1) + "not 1 < staff" + ")" * (DEEPEST - 1),
        "has_sla and " * ((LONGEST - 7) // 12) + "has_sla",
    ):
        read = parse(text, SCOPE)
        assert parse(source(read[0]), SCOPE) == read
        everything = {name: widest(kind) for name, kind in SCOPE.kinds.items()}
        assert possible(read[0], everything) is not None


def test_no_number_that_is_accepted_leaves_a_column_of_64_bits() -> None:
    """Also on the way: a percentage is worked out from a hundred times its part."""
    most = LARGEST // 100
    scope = Scope(kinds={"a": Number(0, most), "b": Number(1, most), "c": Number(0, LARGEST), "d": Number(0, 9, 9)})
    for text in ("percent(a, b)", "share(a, b)", "c > 5"):
        parse(text, scope)
    for text in ("percent(a + 1, b)", "share(b, a + 1)", "share(a + 1, b)", "c + 1", "c > d", "max(c, d)"):
        with pytest.raises(ConditionError) as caught:
            parse(text, scope)
        assert caught.value.code == "L140"


@LAW
@given(st.text(max_size=40))
def test_random_text_raises_nothing_but_condition_errors(text: str) -> None:
    survives(text)


WORDS = re.findall(
    r"\S+",
    "and or not in < <= == != >= > + - * ( ) [ ] , . = & | ! / ' 0 7 5x 1.5 99999999999999999999 has_sla us.signed "
    "staff uplink atoms sector rigour tools needs offers tool_peak tool_peak.zoom mbps_up target_use education low "
    "high zoom cloud min max count percent share size shared either weighted possibly xyzzy é",
)


@LAW
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_random_words_raise_nothing_but_condition_errors(words: list[str]) -> None:
    survives(" ".join(words))


def test_random_words_raise_nothing_but_condition_errors_in_thousands_of_cases() -> None:
    random = Random(13)
    for _ in range(20_000):
        survives(" ".join(random.choices(WORDS, k=random.randint(1, 12))))


def test_random_nesting_raises_nothing_but_condition_errors() -> None:
    random = Random(14)
    pieces = ("(", "not ", "-", "min(", "count(", "staff - ", "staff * ", "1 + ", "has_sla and ", "has_sla or ", "1 < ")
    for _ in range(150):
        heart = random.choice(("staff", "has_sla", "0"))
        text = "".join(random.choices(random.sample(pieces, random.randint(1, 4)), k=random.randint(1, 300))) + heart
        survives((text + ")" * (text.count("(") - text.count(")")))[:LONGEST])


def survives(text: str) -> None:
    """What it becomes can be read back; what it does not become is pointed at, inside the text or right after it."""
    read = read_or_refused(text)
    if isinstance(read, ConditionError):
        begin, end = read.span
        assert 0 <= begin <= end <= len(text) + 1, (text, read.code, read.span)
        assert CATALOGUE[read.code] % read.values
        return
    assert isinstance(read[1], YesNo | Number | OneOf | AnyOf)
    back = source(read[0])
    if len(back) <= LONGEST:  # a long chain reads back as comparisons joined by `and`
        assert parse(back, SCOPE) == read, text


def read_or_refused(text: str) -> tuple[tree.Expr, Kind] | ConditionError:
    try:
        return parse(text, SCOPE)
    except ConditionError as error:
        return error


def test_a_scope_without_names_reads_numbers() -> None:
    assert parse("1 < 2", Scope()) == (tree.Compare("<", tree.Constant(1), tree.Constant(2)), YesNo())
    assert possible(parse("1 + 1", Scope())[0], {}) == Bounds(2, 2)
