"""Open questions as messages to those who know: one for each holder, ready to send and to be filled in. Pure."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from advisor.advice.lexicon import RuleBaseLexicon
from advisor.frozen import frozen
from advisor.interview.saying import said_text
from advisor.interview.to_ask import Asked
from advisor.language.kinds import AnyOf, Number, OneOf, YesNo, chosen_in, is_known
from advisor.model.assessment import Assessment, State
from advisor.model.people import HOLDERS
from advisor.model.question import Question
from advisor.problems import visible
from advisor.words import Words
from advisor.words import message as _

OTHER: Final = "other"
"""Who holds what no holder is named for."""
RECIPIENTS: Final = {**HOLDERS, OTHER: _("whoever knows")}
"""In the order of the messages."""
WIDTH: Final = 72
"""Characters on a line: mail programs break longer ones, and a broken line is no answer."""


@frozen
class Message:
    """What is sent to one holder."""

    holder: str
    text: str


def messages(assessment: Assessment, asked: Iterable[Asked], words: Words) -> tuple[Message, ...]:
    """One message for each holder who has something to answer."""
    groups: dict[str, list[Asked]] = {holder: [] for holder in RECIPIENTS}
    for each in asked:
        groups.setdefault(each.question.holder or OTHER, []).append(each)
    writer = _Writer(assessment, words)
    return tuple(Message(holder, writer.message(holder, group)) for holder, group in groups.items() if group)


def holder_text(holder: str, words: Words) -> str:
    """What a holder is called."""
    return words.say(RECIPIENTS[holder]) if holder in RECIPIENTS else holder


class _Writer:
    """Writes messages in the wording of the sector."""

    def __init__(self, assessment: Assessment, words: Words) -> None:
        self.assessment = assessment
        self.words = words
        sector = assessment.facts.get(assessment.rulebase.variants)
        variant = sector.value if sector and isinstance(sector.value, str) else ""
        self.lexicon = RuleBaseLexicon(assessment.rulebase, words, variant)

    def message(self, holder: str, group: list[Asked]) -> str:
        """The whole message, with its subject."""
        say, profile = self.words.say, self.assessment.profile
        organisation = _harmless(profile.name) or say("our organisation")
        ecosystem = _harmless(profile.ecosystem) or say("our cooperation with others")
        count = self.words.counted(len(group), "%(number)s question", "%(number)s questions")
        whom = holder_text(holder, self.words)
        message = _("Subject: %(count)s for %(whom)s about %(organisation)s")
        subject = visible(say(message, count=count, whom=whom, organisation=" ".join(organisation.split())))
        parts = [
            say("Hello,"),
            say(
                "We are finding out which role suits %(organisation)s in %(ecosystem)s, and which steps help; your "
                "answers decide part of that.",
                organisation=organisation,
                ecosystem=ecosystem,
            )
            + " "
            + say('In the questions "you" is %(organisation)s.', organisation=organisation),
            say(
                'Please write your answer behind the "=" below each question, and send this message back. Write ? '
                "where you do not know. A range such as 80-120, or an estimate such as about 50, is a good answer too.",
            ),
        ]
        head = "\n\n".join([subject, *(_wrapped(each) for each in parts)])
        questions = [self._question(number, each) for number, each in enumerate(group, start=1)]
        return "\n\n\n".join([head, *questions, say("Thank you!")]) + "\n"

    def _question(self, number: int, asked: Asked) -> str:
        question, say, wording = asked.question, self.words.say, self.lexicon.wording
        text = wording(question, "ask")
        if asked.supplier:
            text = say("About %(supplier)s: %(ask)s", supplier=_harmless(asked.supplier.called), ask=text)
        lines = [_wrapped(f"{number}. {text}", hanging="   ")]
        told = [wording(question, "help")]
        if question.confidential:
            told.append(say("Confidential: answer only to whoever sent you this."))
        answers = asked.supplier.answers if asked.supplier else self.assessment.profile.answers
        if asked.fact.state is State.RANGE and question.id in answers:
            said = said_text(self.lexicon, question, answers[question.id])
            told.append(say("So far we have: %(answer)s.", answer=said))
        lines += [_wrapped(each, "   ") for each in told if each]
        lines += ["", *self._how(question), ""]
        return "\n".join([*lines, *self._replies(asked)])

    def _how(self, question: Question) -> Iterator[str]:
        """How to answer, with the options."""
        say = self.words.say
        yield _wrapped(self._form(question), "   ")
        if question.anchors:
            levels = enumerate(question.anchors, start=question.offered.low)
            yield from (_wrapped(f"{level}: {anchor}", "   - ", "     ") for level, anchor in levels)
        elif question.options and question.sort != "number each":
            offered = chosen_in(question.offered.high, getattr(question.kind, "options", ()))
            for option in question.options:
                if option.id in offered:
                    more = f" ({option.help})" if option.help else ""
                    yield _wrapped(f"{option.id}: {option.label}{more}", "   - ", "     ")
        if question.otherwise is not None:
            yield _wrapped(say("Where this does not apply, write n/a."), "   ")

    def _form(self, question: Question) -> str:
        say, number = self.words.say, self.words.number
        match question.kind:
            case YesNo():
                return say("Answer yes or no.")
            case Number():
                low, high = (number(each, question.decimals) for each in question.offered)
                high = self.words.quantity(high, question.unit)
                if question.anchors:
                    return say("Answer with a number from %(low)s to %(high)s:", low=low, high=high)
                return say("Answer with a number from %(low)s to %(high)s.", low=low, high=high)
            case OneOf():
                return say("Answer with one of these words:")
            case AnyOf() if question.most:
                most = number(question.most)
                return say("Answer with at most %(most)s of these words, the most important first:", most=most)
            case AnyOf():
                return say("Answer with as many of these words as hold, with commas between them, or with none:")

    def _replies(self, asked: Asked) -> Iterator[str]:
        """The lines to fill in: one, and of a number each one per option that is known to be chosen."""
        question, given = asked.question, self.assessment.given
        name = f"{asked.supplier.id}.{question.id}" if asked.supplier else question.id
        if question.sort != "number each":
            yield f"{name} = "
            return
        chosen = given[question.of]
        if not is_known(chosen):
            example = ", ".join(
                f"{option.id} {number}" for option, number in zip(question.options, (25, 300), strict=False)
            )
            yield _wrapped(self.words.say("For each in use, as in: %(example)s", example=example), "   ")
            yield from ("", f"{name} = ")
            return
        waiting = [
            option
            for place, option in enumerate(question.options)
            if chosen.high >> place & 1 and not is_known(given[f"{question.id}.{option.id}"])
        ]
        yield from (_wrapped(f"{option.id}: {option.label}", "   - ", "     ") for option in waiting)
        yield ""
        yield from (f"{name}.{option.id} = " for option in waiting)


def _harmless(text: str) -> str:
    """A name from the profile, which cannot be mistaken for an answer."""
    return text.replace("=", "-").strip()


def _wrapped(text: str, indent: str = "", hanging: str | None = None) -> str:
    """A paragraph, with nothing in it that an editor or a terminal obeys."""
    return textwrap.fill(
        visible(" ".join(text.split())),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
