"""What stands in for characters that an output cannot show. Read only when one is met."""

# ruff: noqa: RUF001  (the table is about characters that look alike)

import unicodedata

LOOK_ALIKES = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("‘’‚′", "'"),
        **dict.fromkeys("“”„″«»", '"'),
        **dict.fromkeys("•●◦▪■", "*"),
        **dict.fromkeys("─━═╌┄", "-"),
        **dict.fromkeys("│┃║╎┆", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╠╣╦╩╬╞╡╪┏┓┗┛┣┫┳┻╋┡┩╇", "+"),
        "…": "...",
        "→": "->",
        "←": "<-",
        "⇒": "=>",
        "≤": "<=",
        "≥": ">=",
        "≠": "!=",
        "×": "x",
        "✓": "+",
        "✔": "+",
        "✗": "x",
        "✘": "x",
        "€": "EUR ",
        "ß": "ss",
    }
)


def in_ascii(text: str) -> str:
    """`text` as nearly as ASCII can say it: look-alikes, letters without their accents, and ``?`` for the rest."""
    plain = unicodedata.normalize("NFKD", text.translate(LOOK_ALIKES))
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return kept.encode("ascii", "replace").decode()
