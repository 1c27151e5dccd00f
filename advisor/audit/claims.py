"""How a thing to prove is written down: that some profile is so, or that none is."""

from advisor.language.tree import Expr
from advisor.model.proof import Obligation


def some(code: str, claim: Expr, *about: tuple[str, str], shows: Expr | None = None, **more: str) -> Obligation:
    """There has to be a profile for which the claim holds."""
    values = {"id": about[0][1], **more} if about else more
    return Obligation(code=code, about=about, wants="some", claim=claim, shows=shows, values=values)


def none(code: str, claim: Expr, *about: tuple[str, str], differs: str = "", **more: str) -> Obligation:
    """There may be no profile for which the claim holds."""
    values = {"id": about[0][1], **more} if about else more
    return Obligation(code=code, about=about, wants="none", claim=claim, differs=differs, values=values)
