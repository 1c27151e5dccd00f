"""A profile with nothing answered yet, to be filled in with an editor.

Every answer stands there as a line, or a line per option, behind a comment mark: who takes the mark away has answered.
What is left as it is counts as not asked. So a blank profile is a valid one at every moment of being filled in.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from advisor.advice.facts import settle
from advisor.advice.in_force import in_force
from advisor.advice.lexicon import RuleBaseLexicon
from advisor.files.values import AnswerError, bounds_of
from advisor.files.writing import quoted
from advisor.language.kinds import AnyOf, Bounds, Number, OneOf, YesNo, chosen_in, plain
from advisor.language.prose import sentence
from advisor.language.trace import Truth
from advisor.model.people import HOLDERS
from advisor.model.profile import Answer, Profile, Said
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase
from advisor.problems import visible
from advisor.words import Words
from advisor.words import message as _

WIDTH: Final = 100


def blank_profile(rulebase: RuleBase, sector: str | None, name: str, words: Words) -> str:
    """The text of a blank profile.

    Args:
        rulebase: What is asked, in the language of `words`.
        sector: The answer to the question that chooses the wording, if it is known. Questions that cannot apply then
            are left out.
        name: Of the organisation, or nothing.
        words: For what is not in the rule base.

    Raises:
        AnswerError: There is no such sector.
    """
    rulebase = in_force(rulebase, rulebase.released)
    answers = {}
    if sector is not None:
        answers[rulebase.variants] = Answer(said=Said.KNOWN, bounds=_sector(rulebase, sector))
    blank = _Blank(rulebase, RuleBaseLexicon(rulebase, words, sector or ""), answers)
    lines = [*blank.head(name), "[answers]"]
    for section, title in rulebase.sections.items():
        asked = [each for each in rulebase.questions.values() if each.section == section]
        shown = [each for each in asked if blank.applies[each.id] is not Truth.NO]
        if shown:
            lines += ["", "", f"# ==== {visible(title)} ====", ""]
        for place, question in enumerate(shown):
            lines += [*([""] if place else []), *blank.question(question, answered=sector)]
    return "\n".join([*lines, *blank.suppliers(), *blank.tail(), ""])


def _sector(rulebase: RuleBase, sector: str) -> Bounds:
    question = rulebase.questions.get(rulebase.variants)
    if question is None:
        raise AnswerError("P430", {})
    return bounds_of(sector, question.sort, question.kind, question.offered)


class _Blank:
    """Writes the parts of a blank profile."""

    def __init__(self, rulebase: RuleBase, lexicon: RuleBaseLexicon, answers: Mapping[str, Answer]) -> None:
        self.rulebase = rulebase
        self.lexicon = lexicon
        self.words = lexicon.words
        self.applies = settle(rulebase, Profile(answers=answers)).applies

    def head(self, name: str) -> Iterator[str]:
        """How to fill it in, and whose it is."""
        say = self.words.say
        yield from _comment(
            say("A profile to fill in. Take the # away from the answers you know, and complete them."),
            say("What stays behind a # counts as not asked. Good answers are also:"),
        )
        yield from _aligned(
            [
                ('#   "unknown"', say("asked, and nobody could say")),
                ("#   { from = 80, to = 120 }", say("between these two; one of them is enough")),
                ('#   { among = ["one", "other"] }', say("one of these")),
                ('#   { sure = ["one"], maybe = ["other"] }', say("several: these surely, those perhaps")),
            ]
        )
        yield "#"
        yield from _comment(say("To see whether all is well: advisor profile check FILE"))
        base = self.rulebase
        yield from ("", "[profile]")
        yield from _aligned(
            [
                (f"name = {quoted(name)}" if name else '# name = ""', ""),
                (f"language = {quoted(self.words.language)}", ""),
                (f"# date = {base.released.isoformat()}", say("the day of these answers")),
                (f"rulebase = {quoted(base.version)}", say("the rules these questions come from")),
                ('# respondents = ["", ""]', say("who answered")),
            ]
        )
        yield from ("", "[ecosystem]")
        yield from _aligned([('# name = ""', say("the cooperation that these answers are about"))])
        yield ""

    def tail(self) -> Iterator[str]:
        """How to add a note."""
        say = self.words.say
        example = next(iter(self.rulebase.questions), "question")
        yield from ("", "")
        yield from _comment(say("What was said beside an answer goes into a note, with the name of the answer:"))
        yield f"# [notes.{example}]"
        yield from _aligned(
            [
                ('# text = ""', ""),
                ('# by = ""', say("who said it")),
                (f"# on = {self.rulebase.released.isoformat()}", say("when")),
                ('# sure = "estimate"', "sure, estimate, guess"),
            ]
        )

    def suppliers(self) -> Iterator[str]:
        """How to name suppliers, where something is asked per supplier."""
        asked = [each for each in self.rulebase.asked_per_supplier() if self.applies[each.id] is not Truth.NO]
        if not asked:
            return
        say = self.words.say
        yield from ("", "")
        yield from _comment(
            say(
                "Suppliers by name, at most five, each below a short name of your own. The weakest of the important "
                "ones counts. What is answered here for a supplier is not answered above as well."
            )
        )
        yield "# [suppliers.short-name]"
        yield from _aligned(
            [
                ('# name = ""', say("as it is called in the advice")),
                ('# delivers = ""', say("what it delivers")),
                (f"# contract_end = {self.rulebase.released.isoformat()}", say("when the contract ends")),
                ("# important = true", say("false for one that you could easily replace")),
                ('# contact = ""', say("with whom to talk")),
                *((f'# answers.{each.id} = "unknown"', self.lexicon.wording(each, "label")) for each in asked),
            ]
        )

    def question(self, question: Question, *, answered: str | None) -> Iterator[str]:
        """The question, what there is to know about it, and the lines that wait for an answer."""
        say, wording = self.words.say, self.lexicon.wording
        yield from _comment(wording(question, "ask"))
        details = [wording(question, "why"), wording(question, "help")]
        if question.when is not None and self.applies[question.id] is Truth.OPEN:
            details.append(say("Only if: %(condition)s.", condition=sentence(question.when, Truth.YES, self.lexicon)))
        if question.holder:
            known = HOLDERS.get(question.holder)
            details.append(say("Who knows: %(holder)s.", holder=say(known) if known else question.holder))
        if isinstance(question.kind, AnyOf):
            keep = _("Keep those that apply; [] means none of these.")
            if question.most:
                keep = _("Keep at most %(most)s, the most important first; [] means none of these.")
            details.append(say(keep, most=self.words.number(question.most)))
        yield from _comment(*(each for each in details if each), indent="  ")
        yield from self._waiting(question, answered if question.id == self.rulebase.variants else None)

    def _waiting(self, question: Question, answered: str | None) -> Iterable[str]:
        """The lines for the answer, each with what it means."""
        name, say = question.id, self.words.say
        labels = {option.id: option.label for option in question.options}
        match question.kind:
            case _ if question.sort == "number each":
                meant = self._range(question)
                return _aligned([(f"# {name}.{each} =", f"{label}: {meant}") for each, label in labels.items()])
            case YesNo():
                return _aligned([(f"# {name} = true", say("yes")), (f"# {name} = false", say("no"))])
            case Number() if question.anchors:
                levels = enumerate(question.anchors, start=question.offered.low)
                return _aligned([(f"# {name} = {level}", anchor) for level, anchor in levels])
            case Number():
                return _aligned([(f"# {name} =", self._range(question))])
            case OneOf(options):
                offered = chosen_in(question.offered.high, options)
                mark = {option: "" if option == answered else "# " for option in offered}
                return _aligned([(f"{mark[each]}{name} = {quoted(each)}", labels.get(each, "")) for each in offered])
            case AnyOf(options):
                offered = chosen_in(question.offered.high, options)
                rows = _aligned([(f"#   {quoted(each)},", labels.get(each, "")) for each in offered])
                return (f"# {name} = [", *rows, "# ]")

    def _range(self, question: Question) -> str:
        """From where to where a number can lie, as TOML writes it, with an example."""
        low, high = question.offered
        one = 10**question.decimals
        example = min(high, low + 25 * one + (one // 2))
        said = _("%(low)s to %(high)s %(unit)s, for example %(example)s")
        low_text, high_text, example_text = (plain(each, question.decimals) for each in (low, high, example))
        text = self.words.say(said, low=low_text, high=high_text, unit=question.unit, example=example_text)
        return text.replace(" ,", ",")


def _comment(*paragraphs: str, indent: str = "") -> Iterator[str]:
    """Each paragraph as comment lines."""
    for paragraph in paragraphs:
        for line in textwrap.wrap(visible(paragraph), WIDTH - 2 - len(indent)):
            yield f"# {indent}{line}"


def _aligned(rows: list[tuple[str, str]]) -> tuple[str, ...]:
    """Lines with what they mean behind them, below one another."""
    width = max((len(line) for line, _meant in rows), default=0)
    return tuple(f"{line:<{width}}  # {visible(meant)}" if meant else line for line, meant in rows)
