"""Answers and whole profiles that several people give, against the small rule base."""

from typing import Any

from hypothesis import strategies as st

from advisor.advice.lexicon import RuleBaseLexicon
from advisor.files import toml
from advisor.files.profile import load_text
from advisor.files.writing import set_answers, set_entries, set_supplier_answers
from advisor.interview.merging import Told
from advisor.model.question import Question
from advisor.words import Words
from tests.files.small import BACKUPS, QUESTIONS, RULEBASE, TOOLS

LEXICON = RuleBaseLexicon(RULEBASE, Words("en"))
CLOSE = {"bandwidth_up": 40, "trust": 5}
"""The highest number of a few, so that ranges meet often."""


def raw_answers(name: str) -> st.SearchStrategy[Any]:
    """Whatever a profile can say on a question."""
    question = QUESTIONS[name]
    forms = [st.just("unknown"), _raw(question)]
    return st.one_of(*forms, *([st.just("n/a")] if question.otherwise is not None else []))


def _raw(question: Question) -> st.SearchStrategy[Any]:
    low = 1 if question.anchors else 0
    number = st.integers(low, CLOSE.get(question.id, 6))
    ranges = st.tuples(number, number).map(lambda ends: {"from": min(ends), "to": max(ends)})
    numbers = (
        number | ranges | st.builds(lambda end: {"from": end}, number) | st.builds(lambda end: {"to": end}, number)
    )
    match question.sort:
        case "yes/no":
            return st.booleans()
        case "one of":
            ids = [option.id for option in question.options]
            among = st.lists(st.sampled_from(ids), min_size=1, unique=True).map(lambda chosen: {"among": chosen})
            least = st.sampled_from(BACKUPS).map(lambda end: {"from": end})
            return st.sampled_from(ids) | among | (least if question.id == "backup" else among)
        case "any of":
            some = st.lists(st.sampled_from(TOOLS), unique=True)
            return some | st.builds(lambda sure, maybe: {"sure": sure, "maybe": maybe}, some, some)
        case "number each":
            return st.dictionaries(st.sampled_from(TOOLS), numbers | st.just("unknown"))
        case _:
            return numbers


QUESTION_AND_ANSWERS = st.sampled_from(sorted(QUESTIONS)).flatmap(
    lambda name: st.tuples(st.just(QUESTIONS[name]), st.lists(raw_answers(name), min_size=1, max_size=3))
)


def told(text: str, name: str = "a.toml") -> Told:
    """What a profile says."""
    profile, _warnings = load_text(text, RULEBASE, name)
    return Told(profile=profile, tables=toml.parse(text.encode(), name)[0])


@st.composite
def texts(draw: st.DrawFn, who: str = "A") -> str:
    """The text of a profile; suppliers answer what is asked per supplier, where there are any."""
    with_suppliers = draw(st.booleans())
    asked = [name for name, question in QUESTIONS.items() if not (question.per and with_suppliers)]
    text = f'# Of {who}\n[profile]\nname = "School"\nrespondents = ["{who}"]\n'
    text = set_answers(
        text, {name: draw(raw_answers(name)) for name in draw(st.lists(st.sampled_from(asked), unique=True))}
    )
    for key in draw(st.lists(st.sampled_from(["telco", "the cloud"]), unique=True)) if with_suppliers else ():
        text = set_supplier_answers(text, key, {"terms": draw(raw_answers("terms"))})
    for name in draw(st.lists(st.sampled_from(sorted(QUESTIONS)), unique=True, max_size=3)):
        note = {"text": f"{who} counted", "by": who, "sure": draw(st.sampled_from(["sure", "estimate", "guess"]))}
        text = set_entries(text, "notes", {name: note})
    return text
