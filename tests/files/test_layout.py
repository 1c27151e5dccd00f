"""The canonical layout of files of rules, and the law that it changes nothing else."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.files.layout import laid_out
from advisor.files.texts_update import update

HERE = Path(__file__).parents[2]
FILES = [path for folder in ("rules", "profiles", "tests/rules") for path in sorted((HERE / folder).rglob("*.toml"))]
REMARK = re.compile(r"# remark \d+")


def content(text: str) -> str:
    """What the file says, with the order of keys; nan equals nan."""
    return repr(tomllib.loads(text, parse_float=Decimal))


CASES = {
    "values below one another": (
        "[a]\nb=1\nlong   =   2\n",
        "[a]\nb    = 1\nlong = 2\n",
    ),
    "empty lines above tables and nowhere twice": (
        "\n\n[a]\n\n\nb = 1\n# of c\n[c]\nd = 1\n\n\n\n\ne = 2\n\n\n[f]\n[g]\n\n\n",
        "[a]\nb = 1\n\n# of c\n[c]\nd = 1\n\ne = 2\n\n[f]\n\n[g]\n",
    ),
    "an empty line above a first remark says that it is not about the file": (
        "\n\n# of a\n[a]\n",
        "\n# of a\n[a]\n",
    ),
    "dotted keys at the end are aligned among themselves": (
        '[a]\nkind = 1\noptions . x = "x"\noptions.long="l"\nsector.y.ask = "y"\n',
        '[a]\nkind = 1\noptions.x    = "x"\noptions.long = "l"\nsector.y.ask = "y"\n',
    ),
    "dotted keys among others are aligned with them": (
        "[a]\nkind = 1\nanchors.1 = 2\nholder = 3\n",
        "[a]\nkind      = 1\nanchors.1 = 2\nholder    = 3\n",
    ),
    "of one key that sticks out the others take no notice": (
        "[a]\na = 1\nb = 2\nc = 3\nd = 4\nafter_if_planned = 5\n",
        "[a]\na = 1\nb = 2\nc = 3\nd = 4\nafter_if_planned = 5\n",
    ),
    "lists and tables within a line": (
        'a = [1,2 , "x, y" ,]\nb = {c=1,d = [ ] , e = {}}\n',
        'a = [1, 2, "x, y"]\nb = { c = 1, d = [], e = {} }\n',
    ),
    "lists over several lines keep their lines": (
        "a = [1,\n   2, 3 # three\n\n\n  , # none\n    4 ]\n",
        "a = [\n  1,\n  2, 3,  # three\n\n  # none\n  4,\n]\n",
    ),
    "rows are aligned, below the remark above them": (
        'rows = [\n# staff       size\n ["< 8", "small"],\n["8..10","large"]]\n',
        'rows = [\n  # staff       size\n  ["< 8",       "small"],\n  ["8..10",     "large"],\n]\n',
    ),
    "wider rows than the remark above them": (
        'rows = [\n# a   b\n ["longer", 1],\n["l",2]]\n',
        'rows = [\n  # a   b\n  ["longer", 1],\n  ["l",      2],\n]\n',
    ),
    "remarks behind entries": (
        "[a]  # head\nb = 1 # one\nlong = 22    # two\nd = 3\n    # alone\t\n",
        "[a]  # head\nb    = 1   # one\nlong = 22  # two\nd    = 3\n# alone\n",
    ),
    "texts of several lines stay as they are": (
        'a   = """  \n # no remark  \n\n\n[b] \\\n  """   \n',
        'a = """  \n # no remark  \n\n\n[b] \\\n  """\n',
    ),
    "heads and quoted keys": (
        '[ "a.b" . c ]\n"x y"  = 1\n[[ d ]]\n',
        '["a.b".c]\n"x y" = 1\n\n[[d]]\n',
    ),
    "line ends, byte order mark and the last line": ("\ufeffa = 1\r\nb = 2", "a = 1\nb = 2\n"),
    "nothing": ("\n \n", ""),
}


@pytest.mark.parametrize("name", CASES)
def test_layout(name: str) -> None:
    before, after = CASES[name]

    assert laid_out(before) == after
    assert laid_out(after) == after
    assert content(after) == content(before.removeprefix("\ufeff"))


def test_the_shipped_rules_are_laid_out() -> None:
    for path in sorted((HERE / "rules").rglob("*.toml")):
        text = path.read_text(encoding="utf-8")
        assert laid_out(text) == text, path


def test_every_file_here_says_the_same_afterwards() -> None:
    for path in FILES:
        text = path.read_bytes().decode(errors="replace").replace("\r\n", "\n")
        try:
            before = content(text)
        except tomllib.TOMLDecodeError:
            continue
        new = laid_out(text)
        assert content(new) == before, path
        assert laid_out(new) == new, path


@pytest.mark.parametrize("language", ["nl", "fry"])
def test_what_the_update_of_translations_writes_is_laid_out(tmp_path: Path, language: str) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "rulebase.toml").write_text(f'[rulebase]\nname = "Name"\nlanguages = ["en", "{language}"]\n')
    (tmp_path / "steps.toml").write_text('[step.a]\ndoes = "Does"\nyields = "New"\n')
    (tmp_path / "texts" / f"{language}.toml").write_text(
        f'\n# Above.\n[step.a.does]\nen = "Old" # beside\n{language} = "Oud"\n[gone]\nen = "Gone"\n{language} = "Weg"\n'
    )

    written = update([tmp_path], language).content

    assert "# now: " in written
    assert "[orphaned." in written
    assert laid_out(written) == written


BLANKS = st.sampled_from(["", "", " ", "  ", "\t"])
EMPTY = st.sampled_from(["", "", "\n", "\n\n \n"])
SCALARS = st.sampled_from(
    [
        "1",
        "-1_000",
        "2.50",
        "1e3",
        "nan",
        "-inf",
        "true",
        "2026-11-23",
        "2026-11-23 10:00:00Z",
        "07:30:00",
        '""',
        "''",
        '"# no, [remark] = {1}"',
        "'C:\\#'",
        r'"\"#\\"',
        '"é\u4e00"',
        '"""\n# no\n[a]  \n  b = 1\t\n"""',
        "'''# no\n\n\n'''",
        '""""quoted" #, ]"""""',
        "'''''a''b'''''",
        '"""a \\\n   b"""',
    ]
)
PARTS = st.sampled_from(["a", "long_key", "1", '"a.b # c"', "'x = y'", '""', "a-very-long-key-that-sticks-out"])


class Written:
    """Writes a TOML file with random blanks, and remembers the remarks."""

    def __init__(self, data: st.DataObject) -> None:
        """Begin without a remark."""
        self.data = data
        self.count = 0

    def blanks(self) -> str:
        return self.data.draw(BLANKS)

    def remark(self, *, often: int = 3) -> str:
        """A remark, or nothing."""
        if self.data.draw(st.integers(0, often)):
            return ""
        self.count += 1
        return f"{self.blanks()}# remark {self.count}{self.blanks()}"

    def key(self) -> str:
        """A key that is surely another one each time, dotted or not."""
        self.count += 1
        parts = [f"k{self.count}", *self.data.draw(st.lists(PARTS, max_size=2))]
        return f"{self.blanks()}.{self.blanks()}".join(parts)

    def value(self, depth: int = 0) -> str:
        kind = self.data.draw(st.integers(0, 5 if depth < 3 else 3))
        if kind < 4:
            return self.data.draw(SCALARS)
        number = self.data.draw(st.integers(0, 4))
        if kind == 4:
            inner = [f"{self.blanks()}{self.key()} = {self.value(depth + 1)}{self.blanks()}" for _ in range(number)]
            return "{" + ",".join(inner) + self.blanks() + "}"
        text = "[" + self.gap()
        for place in range(number):
            comma = "," if place + 1 < number or self.data.draw(st.booleans()) else ""
            text += self.value(depth + 1) + self.gap() + comma + self.gap()
        return text + "]"

    def gap(self) -> str:
        """What can stand between the values of a list."""
        if self.data.draw(st.integers(0, 2)):
            return self.blanks()
        return f"{self.remark()}\n{self.data.draw(EMPTY)}{self.blanks()}"

    def statement(self) -> str:
        kind = self.data.draw(st.integers(0, 6))
        line = self.blanks()
        if kind == 0:
            line += f"[{self.blanks()}{self.key()}{self.blanks()}]"
        elif kind == 1:
            line += f"[[{self.blanks()}{self.key()}{self.blanks()}]]"
        elif kind < 6:
            line += f"{self.key()}{self.blanks()}={self.blanks()}{self.value()}"
        return f"{line}{self.blanks()}{self.remark(often=2)}\n{self.data.draw(EMPTY)}"

    def file(self) -> str:
        statements = [self.statement() for _ in range(self.data.draw(st.integers(0, 9)))]
        return self.data.draw(EMPTY) + "".join(statements)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.data())
def test_laying_out_is_idempotent_and_keeps_content_and_remarks(data: st.DataObject) -> None:
    text = Written(data).file()
    if data.draw(st.booleans()):
        text = text.replace("\n", "\r\n")

    new = laid_out(text)

    assert content(new) == content(text)
    assert laid_out(new) == new
    assert REMARK.findall(new) == REMARK.findall(text)
    assert not re.search(r"\n\n\n", re.sub(r"\"\"\".*?\"\"\"|'''.*?'''", "", new, flags=re.DOTALL))
    assert new == "" or (new.endswith("\n") and not new.endswith("\n\n"))
