"""What differs between two rule bases, and which advice changes, as a document for people."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from advisor.model.rules_diff import Cause, Detail, Difference, Effect, ProfileChange, RulesDiff
from advisor.report.dates import written
from advisor.report.document import Block, Document, Facts, Heading, Item, Items, Note, Paragraph, Table
from advisor.report.formats import find
from advisor.report.json import encode
from advisor.report.page import Page
from advisor.words import Words
from advisor.words import message as _

SORTS: Final[Mapping[str, str]] = {
    "rulebase": _("rule base"),
    "threshold": _("threshold"),
    "section": _("section"),
    "question": _("question"),
    "quantity": _("quantity"),
    "figure": _("figure"),
    "outcome": _("outcome"),
    "rule": _("rule"),
    "path": _("path"),
    "step": _("step"),
    "warning": _("warning"),
    "check": _("check"),
    "wanted": _("wanted partner"),
    "source": _("source"),
}
CHANGES: Final[Mapping[str, str]] = {"added": _("added"), "removed": _("removed"), "changed": _("changed")}
EFFECTS: Final[Mapping[str, str]] = {
    "lead": _("lead"),
    "standing": _("standing"),
    "form": _("form"),
    "readiness": _("readiness"),
    "step": _("step"),
}
STATES: Final[Mapping[str, str]] = {
    "needed": _("needed"),
    "possible": _("possible"),
    "done": _("done"),
    "none": _("none"),
    "absent": _("not in the plan"),
}
ROWS: Final[tuple[tuple[str, Callable[[Effect], bool]], ...]] = (
    (_("lead"), lambda each: each.sort == "lead"),
    (_("standing of an outcome"), lambda each: each.sort == "standing"),
    (_("form to work on"), lambda each: each.sort == "form"),
    (_("readiness level"), lambda each: each.sort == "readiness"),
    (_("steps that appear"), lambda each: each.sort == "step" and each.before == ("absent",)),
    (_("steps that disappear"), lambda each: each.sort == "step" and each.after == ("absent",)),
    (_("steps that become done"), lambda each: each.sort == "step" and each.after == ("done",)),
    (
        _("other changes of steps"),
        lambda each: each.sort == "step" and "absent" not in each.before + each.after and each.after != ("done",),
    ),
)
LEFT_OUT: Final[Mapping[str, str]] = {
    "old": _("The old rules cannot read the answer to %(id)s in %(profiles)s; their advice goes without it."),
    "new": _("The new rules cannot read the answer to %(id)s in %(profiles)s; their advice goes without it."),
}
PROVED: Final = _(
    "None, as of %(date)s: that nobody gets another lead, form, level, standing or step is proved for all who answer "
    "everything as both offer it, without suppliers by name and steps in progress."
)
LONGEST: Final = 300
"""Characters of what stood and stands under a key."""
LONGEST_IN_SENTENCE: Final = 80
MOST_DETAILS: Final = 3


def write(diff: RulesDiff, names: Sequence[str], form: str, page: Page, words: Words) -> str:
    """In a format for people; `names` are what the two rule bases were called."""
    return find(form)(_Composer(diff, words).document(names), page)


class _Composer:
    """Puts it into words."""

    def __init__(self, diff: RulesDiff, words: Words) -> None:
        self.diff = diff
        self.words = words
        self.say = words.say

    def document(self, names: Sequence[str]) -> Document:
        """All of it."""
        blocks = (*self._head(names), *self._rules(), *self._profiles(), *self._search())
        return Document(self.words.language, blocks)

    def _head(self, names: Sequence[str]) -> Iterator[Block]:
        yield Heading(1, self.say(_("Two rule bases compared")))
        bases = zip((_("old"), _("new")), (self.diff.old, self.diff.new), names, strict=True)
        yield Facts(tuple((self.say(side), f"{base.name} {base.version} ({name})") for side, base, name in bases))

    # -- the rules

    def _rules(self) -> Iterator[Block]:
        yield Heading(2, self.say(_("What differs")))
        if not self.diff.differences:
            yield Paragraph(self.say(_("Nothing: every entry is the same.")))
            return
        found = Counter[tuple[str, str]]((each.sort, each.change) for each in self.diff.differences)
        columns = (_("entries"), *CHANGES.values())
        rows = tuple(
            (self.say(said), *(self.words.number(found[sort, change]) for change in CHANGES))
            for sort, said in SORTS.items()
            if any(found[sort, change] for change in CHANGES)
        )
        yield Table(tuple(self.say(each) for each in columns), rows, ("left", "right", "right", "right"))
        yield Items(tuple(map(self._difference, self.diff.differences)))

    def _difference(self, each: Difference) -> Item:
        details = tuple(self._detail(detail) for detail in each.details)
        aside = "" if each.counts else self.say(_("changes no advice"))
        return Item(self._named(each), self.say(CHANGES[each.change]), aside=aside, details=details)

    def _named(self, each: Difference) -> str:
        sort = self.say(SORTS[each.sort])
        said = each.says.rstrip(".")
        return f"{sort} {each.id}" + (f": {said}" if said and each.sort not in ("rulebase", "threshold") else "")

    def _detail(self, each: Detail) -> Item:
        return Item(arrow(each, self.words, LONGEST), each.key)

    # -- the profiles

    def _profiles(self) -> Iterator[Block]:
        diff = self.diff
        yield Heading(2, self.say(_("Profiles")))
        if not diff.compared:
            unread = self.words.counted(
                diff.unread,
                "%(number)s profile was given, and could not be read.",
                "%(number)s profiles were given, and none could be read.",
            )
            yield Paragraph(unread if diff.unread else self.say(_("None were given.")))
            return
        counts = {"changed": self.words.number(len(diff.changed)), "compared": self.words.number(diff.compared)}
        yield Paragraph(self.say(_("The advice changes for %(changed)s of %(compared)s."), **counts), tone="strong")
        if diff.changed:
            yield self._table()
            yield Items(tuple(map(self._change, diff.changed)))
        for each in diff.left_out:
            profiles = self.words.counted(each.profiles, "%(number)s profile", "%(number)s profiles")
            yield Note(self.say(LEFT_OUT[each.side], id=each.id, profiles=profiles))

    def _table(self) -> Table:
        columns = (self.say(_("what changes")), self.say(_("profiles")))
        rows = [
            (self.say(said), self.words.number(sum(any(map(is_meant, each.effects)) for each in self.diff.changed)))
            for said, is_meant in ROWS
        ]
        return Table(columns, tuple(rows), ("left", "right"))

    def _change(self, change: ProfileChange) -> Item:
        aside = change.name if change.path else ""
        return Item(change.path or change.name, aside=aside, details=tuple(self._effects(change.effects)))

    def _effects(self, effects: Iterable[Effect]) -> Iterator[Item]:
        """What has the same causes stands together, with its causes once."""
        ordered = sorted(effects, key=_behind)
        groups = [list(some) for _key, some in groupby(ordered, key=_behind)]
        for some in sorted(groups, key=lambda some: min(list(effects).index(each) for each in some)):
            *most, last = (self.effect(each) for each in some)
            yield from (Item(text) for text in most)
            yield Item(last, details=tuple(self._cause(each) for each in some[0].because))

    def effect(self, each: Effect) -> str:
        """What it was and what it is."""
        label = f"{self.say(EFFECTS[each.sort])} {each.id}".rstrip()
        before, after = (self._can_be(side) for side in (each.before, each.after))
        return f"{label}: {before} → {after}"

    def _can_be(self, side: Sequence[str]) -> str:
        return self.words.either([self.say(STATES[each]) if each in STATES else each for each in side])

    def _cause(self, cause: Cause) -> Item:
        """In a sentence: what was done to the rule, and what it comes down to here."""
        return Item(cause_text(cause, self.words), self.say(_("because")))

    # -- an organisation that was looked for

    def _search(self) -> Iterator[Block]:
        diff, say = self.diff, self.say
        if diff.changed or not diff.differences:
            return
        yield Heading(2, say(_("An organisation whose advice changes")))
        if not diff.can_change:
            yield Paragraph(say(_("There is none: what differs cannot change a lead, a standing, a form or a step.")))
        elif diff.search is None:
            yield Paragraph(say(_("Nobody looked for one.")))
        elif diff.search.proved:
            day = written(diff.as_of, self.words)
            yield Paragraph(say(PROVED, date=day))
        elif (found := diff.search.witness) is None:
            count = self.words.number(diff.search.looked_at)
            said = _("Of %(count)s organisations drawn at random, none gets other advice. That is no proof.")
            yield Paragraph(say(said, count=count))
        else:
            yield Paragraph(say(_("Found, and assessed again by itself:")))
            yield Items((self._change(found.change),))
            yield Facts(tuple((name, encode(value)) for name, value in found.answers.items()))
        if diff.later is not None:
            day, option = written(diff.later, self.words), f"--as-of {diff.later.isoformat()}"
            yield Note(say(LATER, date=day, option=option))


LATER: Final = _(
    "That is about one day. From %(date)s on the two differ in another way: ask once more with %(option)s."
)


def cause_text(cause: Cause, words: Words) -> str:
    """What was done to an entry, and what it comes down to for one profile."""
    each, say = cause.difference, words.say
    what = f"{say(SORTS[each.sort])} {each.id}" + (f" (“{each.says.rstrip('.')}”)" if each.says else "")
    before, after = (text or say(_("not there")) for text in (cause.before, cause.after))
    match each.change:
        case "added":
            return say(_("%(what)s was added; here: %(after)s"), what=what, after=after)
        case "removed":
            return say(_("%(what)s was removed; here it was: %(before)s"), what=what, before=before)
        case _:
            said = _("%(what)s changed (%(details)s); here: %(before)s → %(after)s")
            return say(said, what=what, details=_details(each, words), before=before, after=after)


def _details(difference: Difference, words: Words) -> str:
    """What of it changed, as far as that counts and fits in a sentence."""
    counting = [each for each in difference.details if each.counts]
    told = [f"{each.key}: {arrow(each, words, LONGEST_IN_SENTENCE)}" for each in counting[:MOST_DETAILS]]
    return "; ".join([*told, "…"] if len(counting) > MOST_DETAILS else told)


def arrow(detail: Detail, words: Words, longest: int) -> str:
    """What stood there and what stands there."""
    before, after = (_short(text, longest) or words.say(_("nothing")) for text in (detail.before, detail.after))
    return f"{before} → {after}"


def _behind(effect: Effect) -> list[tuple[str, str]]:
    return sorted((each.difference.sort, each.difference.id) for each in effect.because)


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
