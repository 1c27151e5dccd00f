"""Filled-in replies into a profile: read, understood, compared with what is there, stored and shown."""

import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from advisor.cli import DONE, FOUND, SOME_FAILED, output, reading

if TYPE_CHECKING:
    from datetime import datetime

    from advisor.advice.lexicon import RuleBaseLexicon
    from advisor.cli.settings import Settings
    from advisor.interview.accepting import Accepted
    from advisor.interview.notes import Speaker
    from advisor.interview.record import Change, Record
    from advisor.interview.replies import Reply
    from advisor.model.profile import Profile
    from advisor.model.rulebase import RuleBase
    from advisor.problems import Problem
    from advisor.words import Words


def read_into(
    path: str, files: tuple[str, ...], settings: "Settings", *, by: str, day: "datetime | None", force: bool
) -> int:
    """Read replies into a profile, show each answer as it was understood, and return the exit code.

    Args:
        path: Of the profile.
        files: The replies; ``-`` is standard input.
        settings: How to print.
        by: Who replied, if that was said.
        day: When; today if that was not said.
        force: Whether replies replace other answers.
    """
    from advisor.advice.assess import variant_of
    from advisor.advice.facts import settle
    from advisor.advice.lexicon import RuleBaseLexicon
    from advisor.files import toml
    from advisor.files.profile import load
    from advisor.interview.accepting import accepted
    from advisor.interview.record import Record
    from advisor.problems import EXIT_USAGE
    from advisor.words import Words

    speaker = _speaker(by, day)
    data = toml.read_bytes(path, path)
    words = Words(reading.language_of(data, settings))
    base = reading.Reader(settings).base(words.language)
    load(path, base)  # what is no profile is told before anything else happens
    record = Record(path, "")
    try:
        profile, warnings = load(path, base)
        output.complain(warnings, settings)
        replies, problems = _understood(files, profile, base, words)
        lexicon = RuleBaseLexicon(base, words, variant_of(base, settle(base, profile)))
        found = accepted(replies, profile, lexicon, speaker, force=force)
        _store(record, found, profile, base, speaker)
    finally:
        record.close()
    _show(found, lexicon)
    output.complain((*problems, *found.problems), settings)
    failed = [each for each in (*problems, *found.problems) if not each.only_warns]
    if failed:
        return SOME_FAILED if found.told else EXIT_USAGE
    return FOUND if any(each.code == "P475" for each in found.problems) else DONE


def _understood(
    files: tuple[str, ...], profile: "Profile", base: "RuleBase", words: "Words"
) -> "tuple[list[Reply], list[Problem]]":
    from advisor.files.toml import read_bytes
    from advisor.interview.replies import decoded, read
    from advisor.problems import AdvisorError

    replies: list[Reply] = []
    problems: list[Problem] = []
    for file in files:
        try:
            data = sys.stdin.buffer.read() if file == reading.STDIN else read_bytes(file, file)
        except AdvisorError as error:
            problems += error.problems
            continue
        found, wrong = read(decoded(data), file, base, profile, words)
        replies += found
        problems += wrong
    return replies, problems


def _store(record: "Record", found: "Accepted", profile: "Profile", base: "RuleBase", speaker: "Speaker") -> None:
    """Put everything into the profile. Raises AdvisorError when it would be none any more."""
    from advisor.files.profile import load_text
    from advisor.interview.notes import fields_of
    from advisor.interview.record import Change, changed

    if not found.answers:
        return
    entries: dict[str, dict[str, object]] = {"notes": {key: fields_of(note) for key, note in found.notes.items()}}
    if speaker.name and speaker.name not in profile.respondents:
        entries["profile"] = {"respondents": [*profile.respondents, speaker.name]}
    changes = [Change(answers=answers, supplier=key) for key, answers in found.answers.items()]
    changes.append(Change(entries=entries))
    folder, name = os.path.split(record.path)

    def into(text: str, change: "Change") -> "Change":
        load_text(text, base, name, folder)
        return change

    text = record.text
    for change in changes:
        text = changed(text, change)
    load_text(text, base, name, folder)
    for change in changes:
        record.put(partial(into, change=change))


def _show(found: "Accepted", lexicon: "RuleBaseLexicon") -> None:
    """Each reply as it was understood, and what became of it."""
    from advisor.problems import visible

    say = lexicon.words.say
    said = {
        "new": say("stored"),
        "same": say("was there already"),
        "other": say("not stored"),
    }
    lines = []
    for each in found.told:
        slot = each.reply.slot
        label = lexicon.label(f"{slot.question}.{slot.option}" if slot.option else slot.question)
        about = f"{slot.supplier}: {label}" if slot.supplier else label
        lines.append(f"{visible(str(slot))} ({visible(about)}): {visible(each.text)}; {said[each.state]}\n")
    output.deliver("".join(lines))


def _speaker(by: str, day: "datetime | None") -> "Speaker":
    from datetime import date

    from advisor.interview.notes import Speaker

    name = by.encode(errors="replace").decode().strip()
    return Speaker(name=name, today=day.date() if day else date.today())  # noqa: DTZ011  (the day of whoever reads)
