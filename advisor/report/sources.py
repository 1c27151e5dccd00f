"""The list of sources at the end of a document."""

from advisor.report.document import Block, Heading, Reference, References
from advisor.report.wording import Wording


def sources(wording: Wording, ids: tuple[str, ...]) -> list[Block]:
    """The sources that were cited above."""
    known = wording.assessment.rulebase.sources
    cited = tuple(
        Reference(each, known[each].title, known[each].date, known[each].address) for each in ids if each in known
    )
    return [Heading(2, wording.words.say("Sources")), References(cited)] if cited else []
