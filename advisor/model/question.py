"""What is asked."""

from collections.abc import Mapping
from typing import Literal

from advisor.frozen import field, frozen
from advisor.language.kinds import Bounds, Kind
from advisor.language.tree import Expr
from advisor.model.term import ALWAYS, Term

Sort = Literal["yes/no", "number", "one of", "any of", "scale", "number each"]
"""How a question is asked. A scale is a number from 1 to 5; a number each is one number per chosen option."""


@frozen(kw_only=True)
class Option:
    """One of the answers a question offers."""

    id: str
    label: str
    """A phrase that works inside a sentence."""
    help: str = ""
    term: Term = ALWAYS
    """When it can be answered; an answer of a profile from before stays what it is."""


@frozen(kw_only=True)
class Question:
    """One question of the interview, in one language."""

    id: str
    section: str
    sort: Sort
    label: str
    """A short noun phrase for what is asked."""
    ask: str
    why: str = ""
    help: str = ""
    unit: str = ""
    kind: Kind
    """Everything it can be, `otherwise` included. For a number each: one of its numbers."""
    offered: Bounds
    """What a respondent can answer, which may be less than `kind` allows."""
    options: tuple[Option, ...] = ()
    """Every option, in order, also those that `offered` does not have today; for a number each those of `of`."""
    anchors: tuple[str, ...] = ()
    """For a scale: something observable per level, from 1 up."""
    most: int = 0
    """For several choices: how many may be chosen; 0 for as many as there are."""
    per: Literal["", "supplier"] = ""
    """Whether it can be answered for each named supplier; what then counts is the weakest important one."""
    of: str = ""
    """For a number each: the question whose chosen options get a number."""
    when: Expr | None = None
    """Asked only when this holds."""
    otherwise: Bounds | None = None
    """The fact that stands when `when` does not hold."""
    otherwise_because: str = ""
    at_most: Expr | None = None
    """A cap on what an open answer can be; a known answer above it is a contradiction."""
    variants: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Other wording (label, ask, why, help) per option of the variants question."""
    quick: bool = False
    """Whether it belongs to the short track."""
    holder: str = ""
    """Who knows: one of `people.HOLDERS`, or nobody in particular."""
    confidential: bool = False
    changeable: Literal["fixed", "hard", "effort", "easy"] = "effort"
    """How hard it is to make the answer different."""
    stale_after: int = 0
    """Months after which it should be asked again; 0 for never."""
    default: Bounds | None = None
    """What an assuming reading takes for an open answer."""

    @property
    def decimals(self) -> int:
        """Digits after the decimal point of a number."""
        return getattr(self.kind, "decimals", 0)

    @property
    def names(self) -> tuple[str, ...]:
        """The names that conditions read it by."""
        if self.sort == "number each":
            return tuple(f"{self.id}.{option.id}" for option in self.options)
        return (self.id,)
