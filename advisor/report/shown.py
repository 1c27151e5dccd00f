"""One entry of the rule base as a document: what it is, in words and as written, where it is used, and what matters."""

from collections.abc import Iterable, Iterator
from typing import Final

from advisor.advice.lexicon import RuleBaseLexicon
from advisor.language import tree
from advisor.language.kinds import YesNo
from advisor.language.prose import sentence, source
from advisor.language.trace import Truth
from advisor.language.tree import Expr
from advisor.model.shown import Comparison, Link, Shown
from advisor.report.document import Block, Document, Facts, Heading, Item, section
from advisor.report.shown_facts import EFFECTS, SORTS, facts
from advisor.report.shown_lists import lists
from advisor.report.sources import dated
from advisor.words import Words
from advisor.words import message as _

KEYS: Final = {
    "when": _("When"),
    "met": _("Already so when"),
    "unless": _("Never when"),
    "is": _("Worked out as"),
    "rows": _("Worked out as"),
    "at_most": _("At most"),
    "not_started": _("Not started yet while"),
    "we": _("Done by you when"),
    "partner": _("Done by a partner when"),
    "small": _("Small when"),
}
"""What the keys of expressions are called."""
ALL: Final = _("all of these")
ONE: Final = _("one of these")
NOT_SAID: Final = ("when", "is", "rows", "source", "remedy", "settles", "after", "role", *EFFECTS)
"""Keys that go without saying beside an entry."""
SECTIONS: Final = (
    (EFFECTS, _("Counts for"), ""),  # an outcome lists its rules with their points
    (("remedy",), _("Calls for"), _("Called for by")),
    (("after", "after_if_planned"), _("Comes before"), _("After")),
    (("settles",), _("Finds out"), _("Found out by")),
    (("from", "to", "role"), _("Leads to"), _("Named by")),
    (("source",), _("Cited by"), ""),
)
"""Ways in which entries are joined, and the titles of what an entry leads to and of what it rests on."""
ELSEWHERE: Final = frozenset(how for hows, _leads, _rests in SECTIONS for how in hows)


def compose_shown(shown: Shown, words: Words) -> Document:
    """The document."""
    lexicon = RuleBaseLexicon(shown.rulebase, words)
    blocks: list[Block] = [Heading(1, shown.node.label), Facts(facts(shown, lexicon))]
    blocks += lists(shown, lexicon)
    blocks += section(words.say("Its conditions"), _conditions(shown, lexicon))
    for hows, leads, _rests in SECTIONS:
        blocks += section(words.say(leads), _links(shown.leads_to, hows, lexicon))
    joined = (*shown.leads_to, *shown.rests_on)
    reads = {how for link in joined for how in link.how} - ELSEWHERE
    blocks += section(words.say("Where it is read"), _links(shown.leads_to, reads, lexicon))
    for hows, _leads, rests in SECTIONS:
        if rests:
            blocks += section(words.say(rests), _links(shown.rests_on, hows, lexicon))
    blocks += section(words.say("What it reads"), _links(_read(shown), reads, lexicon))
    blocks += section(words.say("Answers that matter"), _answers(shown, lexicon))
    return Document(words.language, (*blocks, *section(words.say("Sources"), _sources(shown, words))))


# -- conditions


def said(expr: Expr, lexicon: RuleBaseLexicon) -> str:
    """A condition as a statement that it holds; anything else as what it is."""
    if isinstance(expr, tree.Name) and lexicon.rulebase.scope.kinds.get(expr.name) != YesNo():
        return lexicon.label(expr.name)
    return sentence(expr, Truth.YES, lexicon)


def written_lines(shown: Shown, how: str, expr: Expr) -> tuple[str, ...]:
    """An expression as it stands in its file, line by line."""
    raw = shown.written.raw.get(how) if shown.written else None
    if isinstance(raw, str):
        return (raw,)
    if isinstance(raw, list) and how != "rows":
        return tuple(str(each) for each in raw)
    return (source(expr),)


def _conditions(shown: Shown, lexicon: RuleBaseLexicon) -> Iterator[Item]:
    for how, expr in shown.conditions.items():
        if how == "rows":
            continue
        parts: tuple[Expr, ...] = ()
        text = said(expr, lexicon)
        if isinstance(expr, tree.All | tree.Any):
            parts = expr.inner
            text = lexicon.words.say(ALL if isinstance(expr, tree.All) else ONE)
        details = [Item(said(part, lexicon)) for part in parts]
        details += [Item(line, mark=how, tone="quiet") for line in written_lines(shown, how, expr)]
        yield Item(text, mark=lexicon.words.say(KEYS[how]), details=tuple(details))


# -- what it is joined to


def _links(links: Iterable[Link], hows: Iterable[str], lexicon: RuleBaseLexicon) -> Iterator[Item]:
    for link in links:
        ways = [how for how in link.how if how in hows]
        if ways:
            aside = ", ".join([link.node.id, *(how for how in ways if how not in NOT_SAID)])
            compared = tuple(each for each in link.compared if each.how in ways)
            mark = lexicon.words.say(SORTS[link.node.sort])
            yield Item(link.node.label, mark=mark, aside=aside, details=_compared(compared, lexicon))


def _read(shown: Shown) -> Iterator[Link]:
    """What it reads, without the questions: those are among the answers."""
    answers = {answer.question.id for answer in shown.answers}
    return (link for link in shown.rests_on if link.node.sort != "question" or link.node.id not in answers)


def _compared(compared: Iterable[Comparison], lexicon: RuleBaseLexicon, *, own: str = "") -> tuple[Item, ...]:
    """Comparisons in words, each once; with where they stand, unless only in the entry with the key `own`."""
    found: dict[str, dict[str, str]] = {}
    for each in compared:
        found.setdefault(said(each.expr, lexicon), {})[each.inside.key] = each.inside.id
    return tuple(
        Item(text, aside=", ".join(inside.values()) if own and set(inside) != {own} else "")
        for text, inside in found.items()
    )


def _answers(shown: Shown, lexicon: RuleBaseLexicon) -> Iterator[Item]:
    for answer in shown.answers:
        details = _compared(answer.compared, lexicon, own=shown.node.key)
        yield Item(answer.question.label, aside=answer.question.id, details=details)


def _sources(shown: Shown, words: Words) -> Iterator[Item]:
    for link in shown.rests_on:
        if link.node.sort == "source":
            cited = shown.rulebase.sources[link.node.id]
            yield Item(cited.title, mark=cited.id, aside=dated(cited, words))
