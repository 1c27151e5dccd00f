"""Whole interviews in a terminal, as people have them. What is asked and offered is read from the shipped rules."""

import re
import resource
from pathlib import Path

import pytest

from advisor.files import toml
from advisor.files.profile import load
from advisor.files.rulebase import load as load_rules
from advisor.files.writing import set_answers
from advisor.interview.choices import offered
from advisor.interview.commands import COMMANDS
from advisor.interview.conversation import Conversation, missing
from advisor.model.question import Option
from advisor.model.rulebase import RuleBase
from tests.journeys.conftest import NO_CACHE, ROOT, Advisor, Interview
from tests.journeys.terminal import Terminal

FIRM = ROOT / "profiles" / "small-firm.toml"
RULES = load_rules([ROOT / "rules"])
DAY = ("--on", "2026-11-24")
"""The day of the answers in that profile, so that none of them is too old."""
NEW_NAMES = ("What is your organisation called?", "Give it a name of your own")
LIST, LINE = "/ more", "\u203a"
"""What is on the screen when a list, or a line, waits for a reply."""


def firm(folder: Path, *waiting: str) -> Path:
    """A profile in which all is answered, but for the questions that wait."""
    text = re.sub(r"^language.*$", 'language = "en"', FIRM.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for name in waiting:
        text, count = re.subn(rf"^{name}\s*=.*\n", "", text, flags=re.MULTILINE)
        assert count == 1, name
    path = folder / "firm.toml"
    while True:  # the rules may have got questions that the profile has not
        path.write_text(text, encoding="utf-8")
        left = missing(Conversation(rulebase=RULES, profile=load(path, RULES)[0]))
        names = {each.partition(".")[0] for each in left}
        if names <= set(waiting):
            return path
        text = set_answers(text, dict.fromkeys(names - set(waiting), "unknown"))


def answers(path: Path) -> dict[str, object]:
    """What the file says."""
    load(path, RULES)
    found = toml.parse(path.read_bytes(), path.name)[0]["answers"]
    assert isinstance(found, dict)
    return found


def ways(name: str, what: str = "ask", rules: RuleBase = RULES) -> list[str]:
    """Every way in which a question is put, or explained: that can differ per sector."""
    question = rules.questions[name]
    plain: str = getattr(question, what)
    return [plain, *(way[what] for way in question.variants.values() if what in way)]


def sees_question(terminal: Terminal, *names: str) -> str:
    """Wait until one of the questions is put, and tell which."""
    by_way = {way: name for name in names for way in ways(name)}
    return by_way[terminal.sees_one_of(*by_way)]


def label(name: str, option: str) -> str:
    """What an option is called."""
    return next(each.label for each in RULES.questions[name].options if each.id == option)


def options(name: str) -> tuple[Option, ...]:
    """What can be chosen."""
    return offered(RULES.questions[name])


def chooses(terminal: Terminal, label: str) -> None:
    """Press the key that stands before a line of a list, and Enter."""
    terminal.sees(f") {label}")
    keys = re.findall(rf"(\w)\) {re.escape(label)}", terminal.everything())
    terminal.press(keys[-1], "enter")


def listed(terminal: Terminal) -> list[str]:
    """The lines of the list on the screen, each in one piece; the one that is pointed at begins with the mark of it."""
    below = " ".join(terminal.screen()).rpartition(LIST)[2].partition(" So far:")[0]
    return [" ".join(each.split()) for each in re.split(r"(?=(?: »|  ) \w\) )", below) if each.strip()]


def names(folder: Path) -> list[str]:
    """What the folder holds, hidden files included."""
    return sorted(each.name for each in folder.iterdir())


def length(name: str) -> int:
    """How much there is to read, in characters."""
    return sum(len(each.label + each.help) for each in options(name)) + len(ways(name)[0])


def words(text: str) -> set[str]:
    """All words; lines may be broken at a hyphen."""
    return set(re.findall(r"\w+", text))


def colours(terminal: Terminal) -> set[int]:
    """What the program asked of the terminal to look like: 1 is bold, from 30 on are colours."""
    found = re.findall(r"\x1b\[([0-9;]*)m", terminal.sent)
    return {int(each or 0) for every in found for each in every.split(";")}


def no_room() -> None:
    """Let no file become as long as a profile is; room can be made later."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))


def asks(terminal: Terminal, name: str) -> None:
    """Wait until a question is asked, and waits for a reply."""
    sees_question(terminal, name)
    terminal.sees(LIST)
    if RULES.questions[name].sort in ("number", "number each"):
        terminal.sees(LINE)


def finishes(terminal: Terminal) -> None:
    """From the review to the end."""
    terminal.sees("Finish, or choose a question to answer again")
    terminal.sees("Enter chooses")
    terminal.press("enter")
    terminal.sees("What did we not ask?")
    terminal.press("enter")
    terminal.sees("Another cooperation that you take part in?")
    terminal.press("enter")
    terminal.ends(0)


# -- from beginning to end


def test_a_whole_interview_ends_with_the_advice_on_standard_output(interview: Interview, tmp_path: Path) -> None:
    others = firm(tmp_path, "ecosystem_kind", "sector", "staff", "bandwidth_up").rename(tmp_path / "others.toml")
    printed = tmp_path / "advice.txt"
    terminal = interview("new.toml", "--answers", str(others), *DAY, printed=printed)

    for title, name in zip(NEW_NAMES, ("Bakery", "The mill"), strict=True):
        terminal.sees(title)
        terminal.enters(name)
    asks(terminal, "ecosystem_kind")
    chooses(terminal, label("ecosystem_kind", "ict_back_side"))
    terminal.sees(f"Understood: {label('ecosystem_kind', 'ict_back_side')}")
    asks(terminal, "sector")
    chooses(terminal, label("sector", "other"))
    terminal.sees(f"Understood: {label('sector', 'other')}")
    asks(terminal, "staff")
    terminal.enters("12")
    terminal.sees("Understood: 12 people")
    asks(terminal, "bandwidth_up")
    terminal.enters("0,2 Gbps")
    terminal.sees("Understood: 200 Mbit/s")
    finishes(terminal)

    assert printed.read_text(encoding="utf-8").startswith("Partner-fit advice for Bakery\n")
    assert "Partner-fit advice" not in terminal.everything()
    assert "advisor explain new.toml" in terminal.everything()
    assert "CPR" not in terminal.sent  # the program asks where the cursor is, and was told
    found = answers(tmp_path / "new.toml")
    assert [found[each] for each in ("ecosystem_kind", "sector", "staff")] == ["ict_back_side", "other", 12]


def test_the_short_track_asks_what_belongs_to_it_and_then_offers_the_rest(interview: Interview) -> None:
    terminal = interview("new.toml", "--depth", "quick", "--plain", *DAY, printed=Path("/dev/null"))
    for title in NEW_NAMES:
        terminal.sees(title)
        terminal.enters("Bakery")
    asked: list[str] = []
    every = {way: name for name in RULES.questions for way in ways(name)}
    while (seen := terminal.sees_one_of("Finish, or choose a question", *every)) in every:
        asked.append(every[seen])
        terminal.sees(">")
        terminal.enters({"ecosystem_kind": "1", "sector": "7"}.get(asked[-1], "?"))
        terminal.sees("Understood")

    quick = [each.id for each in RULES.questions.values() if each.quick]
    assert set(asked) <= {*quick, "ecosystem_kind", "sector"}
    assert asked == [each for each in quick if each in asked]
    terminal.sees("go on with the other questions")


def test_an_interview_in_dutch_is_dutch_throughout(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "staff", "has_sponsor")
    dutch = load_rules([ROOT / "rules"], "nl")
    terminal = interview(path.name, "--language", "nl", *DAY)

    terminal.sees_one_of(*ways("staff", "ask", dutch))
    terminal.sees(LINE)
    terminal.enters("/waarom")
    terminal.sees_one_of(*ways("staff", "why", dutch))
    terminal.sees_one_of(*ways("staff", "ask", dutch))
    terminal.sees(LINE)
    terminal.enters("ongeveer 1.200")
    terminal.sees("Begrepen: ongeveer 1.200 personen, een schatting")
    terminal.sees_one_of(*ways("has_sponsor", "ask", dutch))
    terminal.sees("1) ja")
    terminal.press("1", "enter")
    terminal.sees("Begrepen: ja")
    terminal.press("ctrl-c")
    terminal.ends(130)

    assert answers(path)["staff"] == 1200
    assert "Verdergaan: advisor interview firm.toml" in terminal.everything()


def test_it_says_how_to_go_on_in_the_same_way(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "staff")
    terminal = interview(path.name, "--depth", "quick", "--respondent", "Head of IT", *DAY)

    asks(terminal, "staff")
    terminal.press("ctrl-c")
    terminal.sees("To go on: advisor interview firm.toml --depth quick --respondent 'Head of IT' --on 2026-11-24")
    terminal.ends(130)


def test_the_next_ecosystem_shares_the_facts_about_the_organisation(interview: Interview, tmp_path: Path) -> None:
    (tmp_path / "client").mkdir()
    path = firm(tmp_path / "client")
    terminal = interview("client/firm.toml", *DAY, printed=Path("/dev/null"))

    terminal.sees("Enter chooses")
    terminal.press("enter")
    terminal.sees("What did we not ask?")
    terminal.press("enter")
    terminal.sees("Another cooperation")
    terminal.enters("The Market Hall")
    asks(terminal, "ecosystem_kind")
    chooses(terminal, label("ecosystem_kind", "agreements_network"))
    terminal.sees("Understood")
    terminal.sees(LIST)
    terminal.press("ctrl-c")
    terminal.ends(130)

    second = tmp_path / "client" / "firm-the-market-hall.toml"
    profile, _warnings = load(second, RULES)
    tables = toml.parse(second.read_bytes(), "")[0]
    assert tables["profile"]["extends"] == "firm.toml"
    assert tables["answers"] == {"ecosystem_kind": "agreements_network"}
    assert (profile.ecosystem, profile.answers["staff"].written) == ("The Market Hall", 12)
    assert answers(path)["ecosystem_kind"] == "ict_back_side"
    assert "advisor interview client/firm-the-market-hall.toml" in terminal.everything()


# -- forwards and back


def test_going_back_over_the_border_of_a_section_keeps_the_answers(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "ecosystem_kind", "sector", "staff")
    terminal = interview(path.name, *DAY)
    assert RULES.questions["ecosystem_kind"].section != RULES.questions["sector"].section

    asks(terminal, "ecosystem_kind")
    terminal.press("down", "enter")
    second = RULES.questions["ecosystem_kind"].options[1]
    terminal.sees(f"Understood: {second.label}")
    asks(terminal, "sector")
    chooses(terminal, label("sector", "retail"))
    terminal.sees("Understood: retail")
    terminal.sees(LIST)
    terminal.press("<")
    sees_question(terminal, "sector")
    terminal.sees(f"Answered before: {label('sector', 'retail')}")
    terminal.sees(LIST)
    terminal.press("<")
    sees_question(terminal, "ecosystem_kind")
    terminal.sees(f"Answered before: {second.label}")
    terminal.sees(LIST)
    assert answers(path)["sector"] == "retail"
    terminal.press("enter")
    terminal.sees(f"Understood: {second.label}")
    terminal.sees(f"Answered before: {label('sector', 'retail')}")
    terminal.sees(LIST)
    terminal.press("<")
    sees_question(terminal, "ecosystem_kind")
    terminal.sees(LIST)
    terminal.press("<")
    terminal.sees("This is the first question of this session.")
    terminal.press("ctrl-c")
    terminal.ends(130)

    found = answers(path)
    assert (found["ecosystem_kind"], found["sector"]) == (second.id, "retail")


def test_what_no_longer_applies_is_said_and_kept_and_counts_again_when_it_does(
    interview: Interview, tmp_path: Path
) -> None:
    path = firm(tmp_path, "ecosystem_kind", "staff")
    terminal = interview(path.name, *DAY)
    years = RULES.questions["ecosystem_years"].label

    asks(terminal, "ecosystem_kind")
    chooses(terminal, label("ecosystem_kind", "none_yet"))
    terminal.sees("No longer applies, and is kept without counting:")
    terminal.sees(years)
    asks(terminal, "staff")
    assert answers(path)["ecosystem_years"] == 6
    terminal.press("<")
    asks(terminal, "ecosystem_kind")
    chooses(terminal, label("ecosystem_kind", "ict_back_side"))
    terminal.sees("Counts again:")
    terminal.sees(years)
    asks(terminal, "staff")


def test_answers_that_are_too_old_are_asked_first(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "has_sponsor")
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^date .*$", "date = 2024-11-20", text, flags=re.MULTILINE), encoding="utf-8")
    old = [each.id for each in RULES.questions.values() if 0 < each.stale_after <= 24]
    terminal = interview(path.name, *DAY)

    name = sees_question(terminal, *old)
    assert name == next(each for each in old if each in answers(path))
    terminal.sees("Answered before, too long ago:")
    terminal.sees(LIST)
    terminal.press("enter")
    terminal.sees("Understood")
    terminal.sees("Answered before, too long ago:")
    terminal.press("ctrl-c")
    terminal.ends(130)

    assert f"[notes.{name}]\non = 2026-11-24\n" in path.read_text(encoding="utf-8")


# -- stopping, and going on


def test_after_a_kill_it_goes_on_exactly_where_it_stopped(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "sector", "staff", "bandwidth_up")
    first = interview(path.name, *DAY)
    asks(first, "sector")
    chooses(first, label("sector", "care"))
    first.sees("Understood: care")
    first.sees(LINE)
    first.enters("7")
    first.sees("Understood: 7 people")
    asks(first, "bandwidth_up")
    first.type("25")
    first.kill()

    second = interview(path.name, *DAY)
    second.sees("Going on where it stopped:")
    assert sees_question(second, "sector", "staff", "bandwidth_up") == "bandwidth_up"
    assert [answers(path).get(each) for each in ("sector", "staff", "bandwidth_up")] == ["care", 7, None]
    second.sees(LINE)
    second.enters("25")
    second.sees("Understood: 25 Mbit/s")
    second.settles()


@pytest.mark.parametrize("options", [(), ("--plain",)])
def test_ctrl_c_says_how_to_go_on(interview: Interview, tmp_path: Path, options: tuple[str, ...]) -> None:
    path = firm(tmp_path, "staff")
    before = path.read_bytes()
    terminal = interview(path.name, *options, *DAY)
    sees_question(terminal, "staff")
    terminal.sees(">" if options else LINE)
    terminal.press("ctrl-c")
    terminal.sees("Saved in firm.toml. To go on: advisor interview firm.toml")
    terminal.ends(130)

    assert path.read_bytes() == before
    assert names(tmp_path) == [path.name]
    assert "Traceback" not in terminal.sent


@pytest.mark.parametrize("options", [(), ("--plain",)])
def test_ctrl_c_twice_leaves_at_once(interview: Interview, tmp_path: Path, options: tuple[str, ...]) -> None:
    path = firm(tmp_path, "staff")
    terminal = interview(path.name, *options, *DAY)
    sees_question(terminal, "staff")
    terminal.sees(">" if options else LINE)
    terminal.press("ctrl-c", "ctrl-c")
    terminal.ends(130)

    assert "Traceback" not in terminal.sent
    assert "staff" not in answers(path)


def test_ctrl_c_at_the_names_and_at_the_review_loses_nothing(interview: Interview, tmp_path: Path) -> None:
    terminal = interview("new.toml", *DAY)
    terminal.sees(NEW_NAMES[0])
    terminal.enters("Bakery")
    terminal.sees(NEW_NAMES[1])
    terminal.press("ctrl-c")
    terminal.sees("Saved in new.toml")
    terminal.ends(130)
    assert 'name = "Bakery"' in (tmp_path / "new.toml").read_text(encoding="utf-8")

    path = firm(tmp_path)
    terminal = interview(path.name, *DAY)
    terminal.sees("Enter chooses")
    terminal.press("ctrl-c")
    terminal.sees("Saved in firm.toml")
    terminal.ends(130)


def test_ctrl_d_is_an_end_like_ctrl_c(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "staff")
    terminal = interview(path.name, "--plain", *DAY)
    sees_question(terminal, "staff")
    terminal.sees(">")
    terminal.press("ctrl-d")
    terminal.sees("Saved in firm.toml")
    terminal.ends(130)


@pytest.mark.parametrize("options", [(), ("--plain",)])
def test_a_window_that_is_closed_loses_no_answer(
    interview: Interview, tmp_path: Path, options: tuple[str, ...]
) -> None:
    path = firm(tmp_path, "staff", "bandwidth_up")
    terminal = interview(path.name, *options, *DAY)
    sees_question(terminal, "staff")
    terminal.sees(">" if options else LINE)
    terminal.enters("9")
    terminal.sees("Understood: 9 people")
    sees_question(terminal, "bandwidth_up")
    terminal.close()

    assert answers(path)["staff"] == 9
    again = interview(path.name, *DAY)
    asks(again, "bandwidth_up")


def test_stopping_can_be_asked_for(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "staff")
    terminal = interview(path.name, *DAY)
    asks(terminal, "staff")
    terminal.enters("/stop")
    terminal.sees("Saved in firm.toml. To go on: advisor interview firm.toml")
    terminal.ends(0)


# -- terminals of all kinds


def test_a_window_of_another_size_loses_and_garbles_nothing(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "ecosystem_kind", "staff")
    terminal = interview(path.name, *DAY, columns=100, rows=30)
    asks(terminal, "ecosystem_kind")
    terminal.press("down", "down")
    terminal.settles()
    terminal.resize(60, 24)
    terminal.settles()
    texts = [f"{each.label}: {each.help}" if each.help else each.label for each in options("ecosystem_kind")]
    expected = [f"{number}) {text}" for number, text in enumerate(texts, start=1)]
    expected[2] = f"» {expected[2]}"
    assert listed(terminal) == expected
    terminal.resize(100, 30)
    terminal.settles()
    assert listed(terminal) == expected
    terminal.press("enter")
    terminal.sees(f"Understood: {options('ecosystem_kind')[2].label}")
    asks(terminal, "staff")
    terminal.type("12")
    terminal.settles()
    terminal.resize(60, 24)
    terminal.settles()
    terminal.type("3")
    terminal.settles()
    assert [line.split() for line in terminal.screen() if line.startswith(LINE)] == [[LINE, "123"]]
    terminal.press("enter")
    terminal.sees("Understood: 123 people")

    assert answers(path)["staff"] == 123


@pytest.mark.parametrize("sort", ["one of", "any of", "number", "yes/no"])
def test_a_narrow_terminal_cuts_nothing_off(interview: Interview, tmp_path: Path, sort: str) -> None:
    """Of every sort the question with most to read."""
    answered = toml.parse(FIRM.read_bytes(), "")[0]["answers"]
    name = max(
        (each for each, question in RULES.questions.items() if question.sort == sort and each in answered), key=length
    )
    path = firm(tmp_path, name)
    terminal = interview(path.name, *DAY, columns=60, rows=24)
    asks(terminal, name)
    terminal.settles()

    assert any(words(way) <= words(terminal.everything()) for way in ways(name, "help"))
    assert max(len(line) for line in terminal.screen()) <= 60
    seen: set[str] = set()
    for _ in options(name):  # a long list moves under the window
        seen |= words(" ".join(terminal.screen()))
        terminal.press("down")
        terminal.settles()
    assert {word for each in options(name) for word in words(f"{each.label} {each.help}")} <= seen


def test_without_colour_nothing_but_bold_is_used(interview: Interview, tmp_path: Path) -> None:
    for variables, arguments in (({"NO_COLOR": "1"}, ()), ({}, ("--no-color",))):
        path = firm(tmp_path, "sector", "staff")
        terminal = interview(path.name, *arguments, *DAY, variables=variables)
        asks(terminal, "sector")
        chooses(terminal, label("sector", "other"))
        asks(terminal, "staff")
        terminal.enters("-5")  # which is refused
        terminal.sees(LINE)
        terminal.enters("12")
        finishes(terminal)

        assert colours(terminal) <= {0, 1}


def test_with_colour_what_is_understood_is_green_and_what_is_not_red(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "staff")
    terminal = interview(path.name, *DAY)
    asks(terminal, "staff")
    terminal.enters("-5")
    terminal.sees(LINE)
    terminal.enters("12")
    finishes(terminal)

    assert {31, 32} <= colours(terminal)


@pytest.mark.parametrize(
    ("arguments", "variables"), [(("--plain",), {}), ((), {"ACCESSIBLE": "1"}), ((), {"TERM": "dumb"})]
)
def test_a_plain_interview_is_numbered_lines_and_nothing_else(
    interview: Interview, tmp_path: Path, arguments: tuple[str, ...], variables: dict[str, str]
) -> None:
    others = firm(tmp_path, "ecosystem_kind", "sector", "staff", "goals").rename(tmp_path / "others.toml")
    terminal = interview("new.toml", "--answers", str(others), *arguments, *DAY, variables=variables)
    for title, name in zip(NEW_NAMES, ("Bakery", "The mill"), strict=True):
        terminal.sees(title)
        terminal.enters(name)
    goals = [each.id for each in options("goals")]
    replies = {"ecosystem_kind": "1", "sector": "7", "staff": "about 12", "goals": "2, 1"}
    for name, reply in replies.items():
        sees_question(terminal, name)
        for number, option in enumerate(options(name), start=1):
            terminal.sees(f"{number}. {option.label}")
        terminal.sees("? don't know, < back, / what else you can do.")
        terminal.sees(">")
        terminal.enters(reply)
        terminal.sees("Understood:")
    terminal.sees("Finish, or choose a question to answer again")
    terminal.sees("1. finish")
    terminal.sees("Number, or Enter for none of these:")
    terminal.enters("1")
    terminal.sees("What did we not ask?")
    terminal.enters("")
    terminal.sees("Partner-fit advice for Bakery")
    terminal.sees("Another cooperation")
    terminal.enters("")
    terminal.ends(0)

    assert "\x1b" not in terminal.sent
    assert not {"\N{BOX DRAWINGS LIGHT HORIZONTAL}", "\N{WHITE CIRCLE}", LINE} & set(terminal.sent)
    found = answers(tmp_path / "new.toml")
    assert (found["staff"], found["goals"]) == (12, [goals[1], goals[0]])
    assert load(tmp_path / "new.toml", RULES)[0].notes["staff"].sure == "estimate"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", ""])
def test_a_terminal_without_unicode_is_served_too(interview: Interview, tmp_path: Path, encoding: str) -> None:
    path = firm(tmp_path, "staff", "bandwidth_up")
    variables = {"LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    variables |= {"PYTHONIOENCODING": encoding} if encoding else {}
    terminal = interview(path.name, *DAY, variables=variables)
    sees_question(terminal, "staff")
    terminal.sees(">")
    terminal.enters("/note Café Zoë")
    terminal.sees("Noted.")
    terminal.sees(">")
    terminal.enters("12")
    terminal.sees("Understood: 12 people")
    terminal.sees(">")
    terminal.enters("?")
    terminal.sees("Understood: don't know")
    terminal.sees("Number, or Enter for none of these:")
    terminal.enters("1")
    terminal.sees("What did we not ask?")
    terminal.enters("")
    terminal.sees("Another cooperation")
    terminal.enters("")
    terminal.ends(0)

    assert answers(path)["staff"] == 12
    printed = terminal.sent.replace("Café Zoë", "")  # which the terminal itself shows as it is typed
    assert printed.isascii() or encoding == "latin-1"
    assert load(path, RULES)[0].notes["staff"].text == "Café Zoë"


@pytest.mark.parametrize("variables", [{}, {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}])
def test_a_byte_that_is_no_character_ends_no_interview(
    interview: Interview, tmp_path: Path, variables: dict[str, str]
) -> None:
    path = firm(tmp_path, "staff", "bandwidth_up")
    terminal = interview(path.name, "--plain", *DAY, variables=variables)
    sees_question(terminal, "staff")
    terminal.sees(">")
    terminal.enters(b"/note Caf\xe9")
    terminal.sees("Noted.")
    terminal.sees(">")
    terminal.enters("12")
    terminal.sees("Understood: 12 people")
    sees_question(terminal, "bandwidth_up")
    terminal.press("ctrl-c")
    terminal.ends(130)

    assert answers(path)["staff"] == 12
    assert load(path, RULES)[0].notes["staff"].text.startswith("Caf")


# -- without somebody to ask


def test_without_a_terminal_nothing_is_written_and_what_is_missing_is_named(advisor: Advisor, tmp_path: Path) -> None:
    path = firm(tmp_path, "staff", "bandwidth_up")
    before = path.read_bytes()
    run = advisor("interview", path.name, *DAY, cwd=tmp_path)

    assert (run.returncode, run.stdout) == (2, "")
    assert "staff, bandwidth_up" in run.stderr
    assert path.read_bytes() == before
    assert names(tmp_path) == [path.name]

    run = advisor("interview", path.name, "--set", "staff=12", *DAY, cwd=tmp_path)
    assert run.returncode == 2
    assert "bandwidth_up" in run.stderr
    assert "staff" not in run.stderr
    assert path.read_bytes() == before


def test_without_a_terminal_a_new_profile_is_not_begun(advisor: Advisor, tmp_path: Path) -> None:
    run = advisor("interview", "new.toml", *DAY, cwd=tmp_path)

    assert run.returncode == 2
    assert "ecosystem_kind" in run.stderr
    assert names(tmp_path) == []


@pytest.mark.parametrize("replies", [("no",), ("Nee",), ("/stop",), ("?",), ("yes", "<", "none")])
def test_no_other_cooperation_is_no_name_of_one(interview: Interview, tmp_path: Path, replies: tuple[str, ...]) -> None:
    path = firm(tmp_path, "staff")
    terminal = interview(path.name, "--plain", *DAY)
    sees_question(terminal, "staff")
    terminal.sees(">")
    terminal.enters("12")
    terminal.sees("Number, or Enter for none of these:")
    terminal.press("enter")
    terminal.sees("What did we not ask?")
    terminal.press("enter")
    for reply in replies:
        terminal.sees("Another cooperation that you take part in?")
        terminal.sees(":")
        terminal.enters(reply)
    terminal.ends(0)

    assert names(tmp_path) == [path.name]


def test_answers_beforehand_that_leave_nothing_to_ask_need_no_terminal(advisor: Advisor, tmp_path: Path) -> None:
    others = firm(tmp_path, "staff", "bandwidth_up").rename(tmp_path / "others.toml")
    given = ("--answers", "others.toml", "--set", "staff=about 12", "--set", "bandwidth_up=1 Gbps")
    run = advisor("interview", "new.toml", *given, *DAY, cwd=tmp_path)

    assert (run.returncode, run.stderr) == (0, "")
    assert "Consumer" in run.stdout
    found = answers(tmp_path / "new.toml")
    assert found == {**answers(others), "staff": 12, "bandwidth_up": 1000}
    assert load(tmp_path / "new.toml", RULES)[0].notes["staff"].sure == "estimate"
    assert names(tmp_path) == ["new.toml", "others.toml"]


def test_answers_beforehand_replace_others_with_a_note_and_unknown_replaces_nothing(
    advisor: Advisor, tmp_path: Path
) -> None:
    path = firm(tmp_path)
    path.write_text(path.read_text(encoding="utf-8") + '\n[notes.staff]\nby = "Head of automation"\n', encoding="utf-8")
    staff = answers(path)["staff"]
    (tmp_path / "others.toml").write_text('staff = "unknown"\nbandwidth_up = 999\n', encoding="utf-8")
    given = ("--answers", "others.toml", "--respondent", "CFO", *DAY)
    first = advisor("interview", path.name, *given, cwd=tmp_path)

    assert first.returncode == 0
    assert "U523: answered already, so “unknown” beforehand does not replace it: staff" in first.stderr
    profile, _warnings = load(path, RULES)
    assert (answers(path)["staff"], answers(path)["bandwidth_up"]) == (staff, 999)
    assert profile.notes["bandwidth_up"].by == "CFO"
    assert profile.notes["bandwidth_up"].text.startswith("Said before: ")
    assert profile.notes["staff"].by == "Head of automation"
    assert profile.respondents[-1] == "CFO"

    second = advisor("interview", path.name, *given, "--set", "staff=999", cwd=tmp_path)
    assert (second.returncode, second.stderr) == (0, "")
    note = load(path, RULES)[0].notes["staff"]
    assert (note.by, note.text) == ("CFO", f"Head of automation said: {staff} people.")
    assert load(path, RULES)[0].notes["bandwidth_up"] == profile.notes["bandwidth_up"], "once is enough"


@pytest.mark.parametrize(
    ("text", "code"), [('[profile]\nname = "x"\n', "U524"), ("answers = 3\n", "P416"), ("sektor = 3\n", "P417")]
)
def test_a_file_without_answers_is_no_file_of_answers(advisor: Advisor, tmp_path: Path, text: str, code: str) -> None:
    path = firm(tmp_path)
    (tmp_path / "others.toml").write_text(text, encoding="utf-8")
    run = advisor("interview", path.name, "--answers", "others.toml", *DAY, cwd=tmp_path)

    assert run.returncode == 2
    assert f"others.toml: error {code}" in run.stderr


def test_answers_beforehand_that_are_none_are_refused_all_at_once(advisor: Advisor, tmp_path: Path) -> None:
    path = firm(tmp_path, "staff")
    before = path.read_bytes()
    given = ("--set", "staff=-5", "--set", "sektor=other", "--set", "line_type")
    run = advisor("interview", path.name, *given, *DAY, cwd=tmp_path)

    assert run.returncode == 2
    assert "-5" in run.stderr
    assert "did you mean `sector`?" in run.stderr
    assert "line_type" in run.stderr
    assert path.read_bytes() == before


# -- the file


def test_a_second_interview_on_a_file_is_refused_and_the_first_goes_on(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "staff")
    first = interview(path.name, *DAY)
    asks(first, "staff")
    second = interview(path.name, *DAY)
    second.ends(2)
    assert path.name in second.everything()
    assert "F211" in second.everything()
    first.enters("12")
    first.sees("Understood: 12 people")
    first.press("ctrl-c")
    first.ends(130)

    third = interview(path.name, *DAY)
    third.sees("Enter chooses")


def test_an_edit_by_hand_meanwhile_is_kept_beside_the_answer(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "staff", "bandwidth_up")
    terminal = interview(path.name, *DAY)
    asks(terminal, "staff")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("sites                 = 1\n", "sites = 3  # counted\n"), encoding="utf-8")
    terminal.enters("12")
    terminal.sees("The file was changed by somebody else meanwhile; those changes are kept.")
    terminal.sees("Understood: 12 people")
    asks(terminal, "bandwidth_up")

    assert "sites = 3  # counted\n" in path.read_text(encoding="utf-8")
    assert (answers(path)["staff"], answers(path)["sites"]) == (12, 3)


def test_the_very_answer_given_by_hand_meanwhile_is_kept_in_the_note(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "staff", "bandwidth_up")
    terminal = interview(path.name, "--plain", "--respondent", "CFO", *DAY)
    sees_question(terminal, "staff")
    terminal.sees(">")
    text = path.read_text(encoding="utf-8").replace("[answers]\n", "[answers]\nstaff = 777\n")
    text += '\n[notes.staff]\ntext = "Counted twice."\nby = "Head of IT"\n'
    path.write_text(text, encoding="utf-8")
    terminal.enters("about 5")
    terminal.sees("The file was changed by somebody else meanwhile; those changes are kept.")
    terminal.sees("But for one: it said 777 people here, which your answer replaces.")
    terminal.sees("Understood: about 5 people, an estimate")
    sees_question(terminal, "bandwidth_up")

    assert answers(path)["staff"] == 5
    note = load(path, RULES)[0].notes["staff"]
    assert (note.by, note.sure) == ("CFO", "estimate")
    assert note.text.splitlines() == ["Head of IT: Counted twice.", "Head of IT said: 777 people."]


def test_a_file_that_is_broken_meanwhile_is_not_touched_until_it_is_mended(
    interview: Interview, tmp_path: Path
) -> None:
    path = firm(tmp_path, "staff", "bandwidth_up")
    good = path.read_bytes()
    terminal = interview(path.name, *DAY)
    asks(terminal, "staff")
    path.write_bytes(good + b"[[half")
    terminal.enters("12")
    terminal.sees("Not saved. Mend this and press Enter to try again, or type /stop")
    assert path.read_bytes() == good + b"[[half"
    path.write_bytes(good)
    terminal.press("enter")
    terminal.sees("Understood: 12 people")

    assert answers(path)["staff"] == 12


def test_comments_and_order_survive(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "staff", "bandwidth_up")
    text = path.read_text(encoding="utf-8").replace("\nsites ", "\n# mine\nsites ") + "\n# the end\n"
    path.write_text(text, encoding="utf-8")
    terminal = interview(path.name, *DAY)
    asks(terminal, "staff")
    terminal.enters("12")
    asks(terminal, "bandwidth_up")
    terminal.enters("50")
    terminal.sees("Understood: 50 Mbit/s")
    terminal.press("ctrl-c")
    terminal.ends(130)

    after = path.read_text(encoding="utf-8").splitlines()
    added = [line for line in after if line.split(" ")[0] in ("staff", "bandwidth_up")]
    assert len(added) == 2
    assert [line for line in after if line not in added] == text.splitlines()


def test_a_full_disk_is_said_and_the_answer_is_kept_once_there_is_room(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "staff", "bandwidth_up")
    before = path.read_bytes()
    terminal = interview(path.name, *DAY, before=no_room, variables=NO_CACHE)
    asks(terminal, "staff")
    terminal.enters("12")
    terminal.sees("Not saved. Mend this and press Enter to try again, or type /stop")
    assert path.read_bytes() == before
    terminal.press("enter")
    terminal.sees("Not saved.")
    resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    terminal.press("enter")
    terminal.sees("Understood: 12 people")
    asks(terminal, "bandwidth_up")
    assert answers(path)["staff"] == 12
    terminal.press("ctrl-c")
    terminal.ends(130)

    assert names(tmp_path) == [path.name]


def test_stopping_on_a_full_disk_leaves_the_file_as_it_was(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "staff")
    before = path.read_bytes()
    terminal = interview(path.name, *DAY, before=no_room, variables=NO_CACHE)
    asks(terminal, "staff")
    terminal.enters("12")
    terminal.sees("Not saved.")
    terminal.sees("/stop")
    terminal.enters("/stop")
    terminal.ends(0)

    assert path.read_bytes() == before
    assert names(tmp_path) == [path.name]


# -- what can be said to a question


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("secondary-school", "Nothing more you could tell us would change the role that comes first"),
        ("all-unknown", "No other question can settle the role that comes first"),
    ],
)
def test_the_shortest_way_says_why_it_stops(interview: Interview, tmp_path: Path, name: str, said: str) -> None:
    profile = (ROOT / "profiles" / f"{name}.toml").read_text(encoding="utf-8")
    (tmp_path / "p.toml").write_text(profile, encoding="utf-8")
    day = str(toml.parse(profile.encode(), name)[0]["profile"]["date"])
    terminal = interview("p.toml", "--plain", "--depth", "shortest", "--language", "en", "--on", day)
    terminal.sees(said)
    terminal.sees("Finish, or choose a question to answer again")


def test_an_absurd_answer_is_refused_with_the_reason_and_asked_again(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "staff", "bandwidth_up")
    terminal = interview(path.name, *DAY)
    for absurd, reason in (
        ("-5", "-5 does not lie between"),
        ("12 cows", "“cows” is no unit here"),
        ("many", "Type a number"),
    ):
        asks(terminal, "staff")
        terminal.enters(absurd)
        terminal.sees(reason)
    asks(terminal, "staff")
    assert "staff" not in answers(path)
    terminal.enters("12")
    terminal.sees("Understood: 12 people")


@pytest.mark.parametrize(
    ("typed", "understood", "raw"),
    [
        ("?", "don't know", "unknown"),
        ("80-120", "80 to 120 Mbit/s", {"from": 80, "to": 120}),
        ("1,5 Gbit/s", "1,500 Mbit/s", 1500),
        ("250M", "250 Mbit/s", 250),
        ("about 50", "about 50 Mbit/s, an estimate", 50),
        ("at least 30", "at least 30 Mbit/s", {"from": 30}),
        ("1 Gbps or less", "at most 1,000 Mbit/s", {"to": 1000}),
    ],
)
def test_numbers_are_understood_as_people_type_them(
    interview: Interview, tmp_path: Path, typed: str, understood: str, raw: object
) -> None:
    path = firm(tmp_path, "bandwidth_up")
    terminal = interview(path.name, "--plain", *DAY)
    sees_question(terminal, "bandwidth_up")
    terminal.sees(">")
    terminal.enters(typed)
    terminal.sees(f"Understood: {understood}")
    terminal.sees("Finish")

    assert answers(path)["bandwidth_up"] == raw


def test_what_does_not_apply_can_be_said_where_the_rules_allow_it(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "ecosystem_years", "staff")
    terminal = interview(path.name, *DAY)
    asks(terminal, "ecosystem_years")
    terminal.enters("n/a")
    terminal.sees("Understood: does not apply")
    asks(terminal, "staff")
    terminal.enters("n/a")
    sees_question(terminal, "staff")

    assert answers(path)["ecosystem_years"] == "n/a"
    assert "staff" not in answers(path)


def test_notes_are_kept_beside_the_answer(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "staff", "bandwidth_up")
    terminal = interview(path.name, *DAY, "--respondent", "Head of IT")
    asks(terminal, "staff")
    terminal.enters("/note Season workers included")
    terminal.sees("Noted.")
    asks(terminal, "staff")
    terminal.enters("/by")
    terminal.sees("Who said it?")
    terminal.enters("The owner")
    terminal.sees("Noted: The owner; Season workers included")
    terminal.sees(LINE)
    terminal.enters("/guess")
    terminal.sees("Noted: The owner; a guess; Season workers included")
    terminal.sees(LINE)
    terminal.enters("12")
    terminal.sees("Understood: 12 people")
    asks(terminal, "bandwidth_up")

    note = load(path, RULES)[0].notes["staff"]
    assert "Season workers included" in note.text
    assert load(path, RULES)[0].respondents[-1] == "Head of IT"


def test_asking_back_is_answered_and_the_question_asked_again(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "staff", "bandwidth_up")
    terminal = interview(path.name, *DAY)
    asks(terminal, "staff")
    terminal.enters("/why")
    terminal.sees_one_of(*ways("staff", "why"))
    asks(terminal, "staff")
    terminal.enters("/help")
    terminal.sees_one_of(*ways("staff", "help"))
    asks(terminal, "staff")
    terminal.enters("/advice")
    terminal.sees("Partner-fit advice for Klein bedrijf (verzonnen)")
    asks(terminal, "staff")
    terminal.enters("/whi")
    terminal.sees("There is no /whi. Did you mean /why?")
    asks(terminal, "staff")
    terminal.enters("/")
    terminal.sees("What would you like to do?")
    for command in COMMANDS:
        terminal.sees(f"/{command.words[0]}")
    terminal.press("<")
    asks(terminal, "staff")

    assert "staff" not in answers(path)


def test_one_goes_to_a_section_and_to_a_question_in_the_review(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "staff", "bandwidth_up", "has_sponsor")
    terminal = interview(path.name, *DAY)
    asks(terminal, "staff")
    terminal.enters(f"/go {RULES.sections['people']}")
    asks(terminal, "has_sponsor")
    terminal.press("/")
    chooses(terminal, "/go")
    terminal.sees("Go to which section?")
    chooses(terminal, RULES.sections["network"])
    asks(terminal, "bandwidth_up")
    terminal.enters("/review")
    terminal.sees("Answered:")
    terminal.sees("go on where you were")
    terminal.press("down", "enter")
    asks(terminal, "staff")
    terminal.enters("12")
    terminal.sees("Understood: 12 people")


def test_what_is_put_off_is_asked_at_the_end(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "staff", "bandwidth_up")
    terminal = interview(path.name, *DAY)
    asks(terminal, "staff")
    terminal.enters("/later")
    asks(terminal, "bandwidth_up")
    terminal.enters("50")
    terminal.sees("Understood")
    asks(terminal, "staff")
    terminal.enters("12")
    finishes(terminal)

    assert (answers(path)["staff"], answers(path)["bandwidth_up"]) == (12, 50)


def test_the_most_important_come_first_and_no_more_than_is_allowed(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "goals", "staff")
    most = RULES.questions["goals"].most
    ids = [each.id for each in options("goals")]
    terminal = interview(path.name, *DAY)
    asks(terminal, "staff")
    terminal.enters("12")
    asks(terminal, "goals")
    terminal.press(*["space", "down"] * (most + 1), "enter")
    terminal.sees(f"At most {most}.")
    terminal.press(*["up", "space"] * (most - 1), "enter")
    terminal.sees("Which of these comes first?")
    chooses(terminal, label("goals", ids[1]))
    terminal.sees("Understood:")
    assert answers(path)["goals"] == [ids[1], ids[0]]


def test_it_can_be_one_of_several_or_some_only_perhaps(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "line_type", "goals")
    terminal = interview(path.name, *DAY)
    asks(terminal, "line_type")
    terminal.press("/")
    chooses(terminal, "/perhaps")
    terminal.sees("Which ones perhaps?")
    terminal.sees(LIST)
    terminal.press("space", "down", "space", "enter")
    terminal.sees("Understood:")
    first, second, *_rest = (each.id for each in options("line_type"))
    assert answers(path)["line_type"] == {"among": [first, second]}

    asks(terminal, "goals")
    terminal.press("/")
    chooses(terminal, "/perhaps")
    terminal.sees("Which ones surely?")
    terminal.sees(LIST)
    terminal.press("space", "enter")
    terminal.sees("Which ones perhaps?")
    terminal.sees(LIST)
    terminal.press("space", "enter")
    terminal.sees("Understood:")
    first, second, *_rest = (each.id for each in options("goals"))
    assert answers(path)["goals"] == {"sure": [first], "maybe": [second]}


def test_no_more_than_are_allowed_can_be_chosen_surely(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "goals")
    most = RULES.questions["goals"].most
    terminal = interview(path.name, *DAY)
    asks(terminal, "goals")
    terminal.press("/")
    chooses(terminal, "/perhaps")
    terminal.sees("Which ones surely?")
    terminal.sees(LIST)
    terminal.press(*["space", "down"] * (most + 1), "enter")
    terminal.sees(f"At most {most}.")
    terminal.press(*["up", "space"] * most, "enter")
    terminal.sees("Which ones perhaps?")
    terminal.sees(LIST)
    terminal.press("space", "enter")
    terminal.sees("Understood:")

    first, second, *_rest = (each.id for each in options("goals"))
    assert answers(path)["goals"] == {"sure": [first], "maybe": [second]}


@pytest.mark.parametrize("way", [(), ("--plain",)])
def test_going_back_with_enter_keeps_none_of_these(interview: Interview, tmp_path: Path, way: tuple[str, ...]) -> None:
    path = firm(tmp_path, "goals", "has_sponsor")
    terminal = interview(path.name, *way, *DAY)
    sees_question(terminal, "goals")
    terminal.sees(">" if way else LIST)
    terminal.enters("none") if way else terminal.press("enter")
    terminal.sees("Understood: none of these")
    sees_question(terminal, "has_sponsor")
    terminal.sees(">" if way else LIST)
    terminal.enters("<") if way else terminal.press("<")
    sees_question(terminal, "goals")
    terminal.sees(">" if way else LIST)
    terminal.press("enter")
    terminal.sees("Understood: none of these")

    assert answers(path)["goals"] == []


def test_going_back_with_enter_keeps_the_order_of_what_is_most_important(interview: Interview, tmp_path: Path) -> None:
    path = firm(tmp_path, "goals", "has_sponsor")
    first, second, *_rest = (each.id for each in options("goals"))
    terminal = interview(path.name, "--plain", *DAY)
    sees_question(terminal, "goals")
    terminal.sees(">")
    terminal.enters("2, 1")
    terminal.sees("Understood:")
    sees_question(terminal, "has_sponsor")
    terminal.sees(">")
    terminal.enters("<")
    sees_question(terminal, "goals")
    terminal.sees("Enter keeps the answer.")
    terminal.sees(">")
    terminal.enters("")
    terminal.sees("Understood:")
    sees_question(terminal, "has_sponsor")

    assert answers(path)["goals"] == [second, first]
