"""One entry of the rule base as JSON: everything that the document says, and the entry as it stands in its file."""

from collections.abc import Iterable
from typing import Final

from advisor.advice.lexicon import RuleBaseLexicon
from advisor.language.prose import source
from advisor.model.graph import Node
from advisor.model.shown import Answer, Comparison, Link, Shown
from advisor.report.json import encode
from advisor.report.shown import said, written_lines
from advisor.words import Words

FORMAT: Final = "advisor.shown/1"

Data = dict[str, object]


def write_json(shown: Shown, words: Words) -> str:
    """The entry, indented."""
    base, written = shown.rulebase, shown.written
    lexicon = RuleBaseLexicon(base, words)
    data = {
        "format": FORMAT,
        "rulebase": {"name": base.name, "version": base.version, "layers": list(base.layers)},
        "language": words.language,
        **_node(shown.node),
        "layer": written.layer if written else None,
        "file": written.place.file if written else None,
        "line": written.place.line or None if written else None,
        "entry": written.raw if written else {},
        "conditions": [
            {"key": how, "says": said(expr, lexicon), "written": list(written_lines(shown, how, expr))}
            for how, expr in shown.conditions.items()
        ],
        "leads_to": [_link(each, lexicon) for each in shown.leads_to],
        "rests_on": [_link(each, lexicon) for each in shown.rests_on if each.node.sort != "source"],
        "can_change": [_node(each) for each in shown.reaches],
        "answers": [_answer(each, lexicon) for each in shown.answers],
        "sources": [_source(each, shown) for each in shown.rests_on if each.node.sort == "source"],
    }
    return encode(data, "\n") + "\n"


def _node(node: Node) -> Data:
    return {"sort": node.sort, "id": node.id, "says": node.label}


def _link(link: Link, lexicon: RuleBaseLexicon) -> Data:
    return {**_node(link.node), "how": list(link.how), "compared": _compared(link.compared, lexicon)}


def _answer(answer: Answer, lexicon: RuleBaseLexicon) -> Data:
    question = answer.question
    compared = _compared(answer.compared, lexicon)
    return {"id": question.id, "label": question.label, "ask": question.ask, "compared": compared}


def _compared(compared: Iterable[Comparison], lexicon: RuleBaseLexicon) -> list[Data]:
    return [
        {
            "sort": each.inside.sort,
            "id": each.inside.id,
            "key": each.how,
            "says": said(each.expr, lexicon),
            "written": source(each.expr),
            "values": list(each.values),
        }
        for each in compared
    ]


def _source(link: Link, shown: Shown) -> Data:
    cited = shown.rulebase.sources[link.node.id]
    return {"id": cited.id, "title": cited.title, "date": cited.date, "read": cited.read, "address": cited.address}
