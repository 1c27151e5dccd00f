"""How long the interview takes from a reply to the next question: read, saved on disk, assessed, chosen and put up.

Whole interviews from an empty profile with the full rule base, at every depth, by somebody who answers one question in
three with "don't know" and the others with the first that can be answered. Drawing on a terminal is not in it.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Literal

from advisor.files.shipped import load_rulebase
from advisor.interview.conversation import Depth
from advisor.interview.dialogue import Told
from advisor.interview.prompter import Card, Choice, Reply, Typed
from advisor.interview.session import Order, Session
from advisor.report.brief import brief
from advisor.words import Words

INTERVIEWS = 6
SLOWEST = 50
"""Milliseconds to the next question, at the 95th percentile."""
DAY = date(2026, 11, 23)


class Somebody:
    """Answers at once, and looks at the clock."""

    def __init__(self, seed: int) -> None:
        """Begin with nothing asked."""
        self._rng = Random(seed)
        self._replied: float | None = None
        self.seconds: list[float] = []

    def ask(self, card: Card, *, again: bool = False) -> Reply:
        """A reply to any question."""
        if self._replied is not None and not again:
            self.seconds.append(perf_counter() - self._replied)
        known = self._rng.choice(["2", "5", "12"]) if card.sort == "text" else "1"
        said = "?" if self._rng.random() < 1 / 3 else known
        self._replied = perf_counter()
        return Typed(said)

    def choose(self, title: str, choices: Sequence[Choice]) -> str | None:  # noqa: ARG002  (nothing is chosen)
        """Nothing."""
        self._replied = None
        return None

    def line(self, title: str, typed: str = "") -> str:  # noqa: ARG002  (nothing is typed)
        """Nothing."""
        self._replied = None
        return ""

    def tell(self, *lines: str, tone: Literal["plain", "strong", "quiet", "good", "bad"] = "plain") -> None:
        """It is not looked at."""


def main() -> None:
    """Print the table."""
    print(f"replies: milliseconds to the next question, {INTERVIEWS} whole interviews per depth, full rule base")
    print(f"{'':<34}{'replies':>10}{'median':>10}{'p95':>10}{'most':>10}{'target':>10}")
    for depth in ("full", "quick", "shortest"):
        times = sorted(1000 * each for each in measured(depth, INTERVIEWS))
        late = quantiles(times, n=20)[-1]
        print(
            f"{depth:<34}{len(times):>10}{median(times):>10.0f}{late:>10.0f}{times[-1]:>10.0f}"
            f"{f'<= {SLOWEST}':>10}{'' if late <= SLOWEST else '  missed'}"
        )


def measured(depth: Depth, interviews: int) -> Iterator[float]:
    """Seconds from every reply to the question after it."""
    rules, words = load_rulebase((), "en"), Words("en")
    told = Told(brief=lambda assessment: brief(assessment, words), whole=lambda _assessment: "")
    for seed in range(interviews):
        somebody = Somebody(seed)
        order = Order(depth=depth, today=DAY)
        with TemporaryDirectory() as folder:
            session = Session(rules, words, order, told, lambda _profile: None, lambda *_problems: None)
            session.run(str(Path(folder, "profile.toml")), somebody)
        yield from somebody.seconds


if __name__ == "__main__":
    main()
