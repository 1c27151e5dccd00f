"""What may stand in a table of a file of rules, as data: its keys, and what the value of each can be.

The readers of rules read by these, and ``rules schema`` prints them, so that no key is known to one of the two only.
"""

from collections.abc import Mapping

from advisor.frozen import field, frozen


@frozen
class Text:
    """A text that is not blank."""

    says: str = ""
    """What it is for, as an author reads it in an editor; the same for every value below."""
    needed: bool = False
    """Whether the key has to be there."""
    or_empty: bool = False
    """Whether it may be left empty, to be filled in later."""


@frozen
class Word:
    """One of some words."""

    says: str
    allowed: tuple[str, ...]
    """The first stands for a key that is missing; an empty one only does that."""
    needed: bool = False


@frozen
class Words:
    """One word, or a list of them that is not empty."""

    says: str = ""
    allowed: tuple[str, ...] = ()
    """None are named where they are ids."""
    needed: bool = False


@frozen(kw_only=True)
class Texts:
    """A list of texts."""

    says: str
    needed: bool = False
    or_one: bool = False
    """Whether a single text may stand for a list of one."""
    filled: bool = False
    """Whether the list may not be empty."""
    least: int = 0
    most: int = 0
    """How many there may be; 0 for any number."""


@frozen
class Whole:
    """A whole number between two others, both included."""

    says: str
    low: int
    high: int
    needed: bool = False


@frozen
class Amount:
    """A number, fractions included."""

    says: str = ""
    needed: bool = False


@frozen
class Flag:
    """True or false."""

    says: str
    needed: bool = False


@frozen
class Day:
    """A date without a time."""

    says: str
    needed: bool = False


@frozen
class Labels:
    """A table id = label, or id = { label, and what else the shape has }."""

    says: str
    shape: "Shape"
    needed: bool = False
    least: int = 1
    or_list: bool = False
    """Whether ``list:NAME`` may stand there instead."""
    without: tuple[str, ...] = ()
    """Ids that none of them may have."""


@frozen
class Rows:
    """The rows of a decision table: a cell per input, and the result."""

    says: str
    needed: bool = False
    least: int = 0
    most: int = 0
    """How long a row may be."""


@frozen
class Whatever:
    """Something whose meaning depends on more than its key; who reads it looks what it is. No text is blank."""

    says: str = ""
    sorts: tuple[str, ...] = ()
    """What it can be at all, in the words of JSON Schema."""
    needed: bool = False


@frozen
class Table:
    """A table inside the table."""

    says: str
    shape: "Shape"
    needed: bool = False
    filled: bool = False
    """Whether it may not be empty."""


@frozen
class Tables:
    """A list of tables."""

    says: str
    shape: "Shape"
    needed: bool = False


Value = Text | Word | Words | Texts | Whole | Amount | Flag | Day | Labels | Rows | Whatever | Table | Tables


@frozen
class Beside:
    """A key that means something only beside another."""

    key: str
    other: str


@frozen
class ExactlyOne:
    """Keys of which one has to be there, and no more than one."""

    keys: tuple[str, ...]
    of: str = ""
    """In which tables: those of one kind of question, say; all of them where nothing is named."""


@frozen
class AtLeastOne:
    """Keys of which one has to be there."""

    keys: tuple[str, ...]


@frozen
class NotBoth:
    """Keys that cannot stand beside one another."""

    keys: tuple[str, ...]


@frozen
class Follow:
    """Tables that follow their own: each has that one of some keys which their own has, and no other of them."""

    tables: str
    keys: tuple[str, ...]


Relation = Beside | ExactlyOne | AtLeastOne | NotBoth | Follow


@frozen
class Shape:
    """What may stand in one table."""

    keys: Mapping[str, Value] = field(default_factory=dict)
    only: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    """Keys that only some of these tables have: by the kind of a question, the effect of a rule, the group of an
    outcome."""
    other: Value | None = None
    """What may stand under every other key, where the keys are ids."""
    relations: tuple[Relation, ...] = ()
    """What the readers of such a table check of its keys together."""

    def of(self, variant: str) -> Mapping[str, Value]:
        """The keys of a table of one kind."""
        return {**self.keys, **self.only.get(variant, {})}

    def elsewhere(self) -> frozenset[str]:
        """The keys that only some of these tables have."""
        return frozenset(key for keys in self.only.values() for key in keys)


def ids(value: Value) -> Shape:
    """A table by ids."""
    return Shape(other=value)
