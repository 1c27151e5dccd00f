"""The list of sources at the end of a document."""

from datetime import date

from advisor.model.rulebase import Source
from advisor.report.dates import written
from advisor.report.document import Block, Heading, Reference, References
from advisor.report.wording import Wording
from advisor.words import Words


def sources(wording: Wording, ids: tuple[str, ...]) -> list[Block]:
    """The sources that were cited above."""
    known = wording.assessment.rulebase.sources
    found = (known[each] for each in ids if each in known)
    words = wording.words
    cited = tuple(Reference(each.id, each.title, dated(each, words), each.address, each.note) for each in found)
    return [Heading(2, wording.words.say("Sources")), References(cited)] if cited else []


def dated(source: Source, words: Words) -> str:
    """When it was published, or else when it was read."""
    if source.date or not source.read:
        return source.date
    return words.say("read on %(date)s", date=written(date.fromisoformat(source.read), words))
