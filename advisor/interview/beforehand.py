"""Answers given beforehand against what a profile says already: nothing known is lost to them in silence. Pure."""

from collections.abc import Mapping

from advisor.advice.lexicon import RuleBaseLexicon
from advisor.files.answers import UNKNOWN, read_answer
from advisor.frozen import field, frozen
from advisor.interview.notes import Given, Speaker, fields_of, noted
from advisor.interview.record import Change
from advisor.interview.saying import said_text
from advisor.interview.slots import Slot
from advisor.interview.typed import Understood
from advisor.model.profile import Note, Profile, Said
from advisor.problems import Place, Problem


@frozen(kw_only=True)
class Taken:
    """What answers beforehand bring."""

    change: Change = field(default_factory=Change)
    problems: tuple[Problem, ...] = ()
    """Of those that were not taken; they only warn."""


def taken(profile: Profile, told: Mapping[str, Understood], speaker: Speaker, lexicon: RuleBaseLexicon) -> Taken:
    """What is to be stored: all of it, but for "unknown" where the profile knows more.

    Args:
        profile: As it is.
        told: By question.
        speaker: Who says so.
        lexicon: For what was said before, which the note beside the answer keeps.
    """
    kept: list[str] = []
    answers: dict[str, object] = {}
    notes: dict[str, dict[str, object]] = {}
    for name, understood in told.items():
        raw = _but_for_unknown(profile, name, understood.raw, kept)
        if raw is None:
            continue
        answers[name] = raw
        question, old = lexicon.rulebase.questions[name], profile.answers.get(name)
        changed = old is not None and old != read_answer(question, raw)
        given = Given(
            slot=Slot(name),
            changed=changed,
            estimate=understood.estimate,
            before=said_text(lexicon, question, old) if old is not None and changed else "",
            always=True,
        )
        note = noted(profile, given, speaker, lexicon.words)
        if note != profile.notes.get(name, Note()):
            notes[name] = fields_of(note)
    entries: dict[str, Mapping[str, object]] = {"notes": notes}
    if answers and speaker.name and speaker.name not in profile.respondents:
        entries["profile"] = {"respondents": [*profile.respondents, speaker.name]}
    values = {"ids": ", ".join(kept)}
    problems = (Problem(code="U523", values=values, place=Place(profile.path), only_warns=True),) if kept else ()
    return Taken(change=Change(answers=answers, entries=entries), problems=problems)


def _but_for_unknown(profile: Profile, name: str, raw: object, kept: list[str]) -> object:
    """What is to be stored; None where it is nothing. What stays as it was is added to `kept`."""
    old = profile.answers.get(name)
    if old is None or old.said is Said.UNKNOWN:
        return raw
    if raw == UNKNOWN:
        kept.append(name)
        return None
    if old.each and isinstance(raw, Mapping) and isinstance(old.written, Mapping):
        stays = [each for each, value in raw.items() if value == UNKNOWN != old.written.get(each, UNKNOWN)]
        kept += [f"{name}.{each}" for each in stays]
        return {**raw, **{each: old.written[each] for each in stays}}
    return raw
