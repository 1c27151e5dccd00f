"""Who knows an answer and how sure they are of it: the words of the files, each with what it is called on a screen."""

from typing import Final

from advisor.words import message as _

HOLDERS: Final = {
    "supplier": _("the supplier"),
    "finance": _("finance"),
    "board": _("the board"),
    "it": _("IT"),
    "hr": _("human resources"),
}
"""In the order in which they are written to."""
SURENESS: Final = {"sure": _("sure"), "estimate": _("an estimate"), "guess": _("a guess")}
"""The surest first."""
