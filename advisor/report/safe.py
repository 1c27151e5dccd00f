"""Text from outside, made harmless for whatever prints it."""

from advisor.problems import visible


def line(text: str) -> str:
    """One line of visible characters: nothing a terminal obeys, no line breaks, no runs of spaces."""
    return visible(" ".join(text.split()))
