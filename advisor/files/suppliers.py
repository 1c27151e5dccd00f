"""The named suppliers of a profile: what is said of each, and what they cannot say together with the rest."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from advisor.files.sheet import Keys, Sheet
from advisor.model.profile import Answer, Supplier
from advisor.model.rulebase import RuleBase
from advisor.words import message as _

MOST_SUPPLIERS: Final = 5
"""Reciprocity is looked at supplier by supplier, and nobody keeps that up for more."""
SUPPLIER: Final[Keys] = {
    "name": ("text", _("The supplier as it is called in the advice.")),
    "delivers": ("text", _("What it delivers.")),
    "contract_end": ("date", _("When the contract ends.")),
    "important": ("truth", _("False for one that could easily be replaced.")),
    "contact": ("text", _("With whom to talk.")),
    "answers": ("table", _("Answers about this supplier.")),
}


def read_supplier(sheet: Sheet, key: str, answered: Callable[..., Mapping[str, Answer]]) -> Supplier:
    """What stands in ``[suppliers.KEY]``; `answered` reads the answers that stand below a path of keys."""
    said = sheet.shaped(SUPPLIER, "suppliers", key)
    if "answers" in said:
        said["answers"] = answered("suppliers", key, "answers")
    return Supplier(id=key, **said)


def compare(
    sheets: Sequence[Sheet], rulebase: RuleBase, answers: Mapping[str, Answer], suppliers: Mapping[str, Supplier]
) -> None:
    """Tell when there are too many, and when a question is answered both for suppliers and for nobody in particular.

    One answer of an important supplier is enough for that: then the advice looks at suppliers only, and an answer that
    stands elsewhere would count for nothing.

    Args:
        sheets: The profile, and behind it what it extends.
        rulebase: What the answers are about.
        answers: Of all the sheets together.
        suppliers: Of all the sheets together.
    """
    if len(suppliers) > MOST_SUPPLIERS:
        first = next(sheet for sheet in sheets if sheet.tables.get("suppliers"))
        first.fault("P433", "suppliers", count=str(len(suppliers)), most=str(MOST_SUPPLIERS))
    if any(each.important and each.answers for each in suppliers.values()):
        for question in rulebase.asked_per_supplier():
            if question.id in answers:
                own = next(sheet for sheet in sheets if _answers(sheet, question.id))
                own.fault("P434", "answers", question.id, id=question.id)


def _answers(sheet: Sheet, question: str) -> bool:
    table = sheet.tables.get("answers")
    return isinstance(table, dict) and question in table
