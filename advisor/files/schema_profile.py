"""A profile as JSON Schema: every question of the rule base in use, with what can be answered to it.

The schema is that of one rule base. What was written for another version of it may hold ids that this one lacks, which
``profile check`` only warns about. What JSON Schema cannot say, such as that a range does not end below where it
begins, is left to that check.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from advisor.files.answers import NOT_APPLICABLE, UNKNOWN, forms
from advisor.files.profile_tables import can_be_waived, spoken
from advisor.files.schema_parts import DATE, Schema, closed, described, document
from advisor.files.sheet import ECOSYSTEM, HEAD, NEEDED, NOTE, PROGRESS, STATES, WAIVER, Keys
from advisor.files.suppliers import MOST_SUPPLIERS, SUPPLIER
from advisor.language.kinds import AnyOf, Number, OneOf, YesNo, chosen_in, plain
from advisor.model.people import SURENESS
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase
from advisor.words import Words
from advisor.words import message as _

FORMS: Final[Mapping[str, str]] = {
    "from": _("Not known exactly: at least this."),
    "to": _("Not known exactly: at most this."),
    "among": _("Not known exactly: one of these."),
    "sure": _("These surely."),
    "maybe": _("These perhaps."),
}
"""What the keys of an answer that is not known exactly mean."""
JSON_TYPES: Final[Mapping[str, Schema]] = {
    "text": {"type": "string"},
    "date": dict(DATE),
    "texts": {"type": "array", "items": {"type": "string"}},
    "truth": {"type": "boolean"},
    "table": {"type": "object"},
}
"""The kinds of value of `advisor.files.sheet`."""


def schema_of_profile(rulebase: RuleBase, words: Words) -> Schema:
    """The schema of profiles, in the language of `words` and of the rule base."""
    return document(f"{rulebase.name} {rulebase.version}", _Writer(rulebase, words).profile())


class _Writer:
    """Writes the parts of the schema."""

    def __init__(self, rulebase: RuleBase, words: Words) -> None:
        self._rulebase = rulebase
        self._say = words.say

    def profile(self) -> Schema:
        base, say = self._rulebase, self._say
        made = closed(
            {
                "profile": described(
                    say(_("Whose profile it is.")), self._keys(HEAD, language={"enum": list(spoken(base))})
                ),
                "ecosystem": described(say(_("The ecosystem that the roles are about.")), self._keys(ECOSYSTEM)),
                "answers": described(say(_("The answers, by question.")), self._answers(base.questions.values())),
                "notes": described(
                    say(_("What was said beside an answer, by question.")),
                    closed(dict.fromkeys(base.questions, _defined("note"))),
                ),
                "suppliers": described(say(_("The suppliers, each by a short name of your own.")), self._suppliers()),
                "progress": described(say(_("How far steps are.")), self._progress()),
                "waivers": described(say(_("Cautions and contradictions that are set aside.")), self._waivers()),
                "report": {"type": "object"},
                "open_text": {"type": "object"},
            }
        )
        return {**made, "$defs": self._definitions()}

    def _definitions(self) -> dict[str, Schema]:
        """What stands below many ids."""
        step = self._keys(PROGRESS, [NEEDED["progress"]], state={"enum": list(STATES)})
        dropped = {"properties": {"state": {"const": "dropped"}}, "required": ["state"]}
        return {
            "note": self._keys(NOTE, sure={"enum": list(SURENESS)}),
            "step": {**step, "if": dropped, "then": {"required": ["reason"]}},
            "waiver": self._keys(WAIVER, [NEEDED["waivers"]]),
        }

    def _keys(self, keys: Keys, needed: Iterable[str] = (), **narrower: Mapping[str, Any]) -> Schema:
        """A table of the profile; `narrower` says more than its kind of what can stand under a key."""
        properties = {
            key: described(self._say(says), {**JSON_TYPES[shape], **narrower.get(key, {})})
            for key, (shape, says) in keys.items()
        }
        return closed(properties, needed)

    def _suppliers(self) -> Schema:
        answers = self._answers(self._rulebase.asked_per_supplier())
        one = self._keys(SUPPLIER, answers=answers)
        return {"type": "object", "additionalProperties": one, "maxProperties": MOST_SUPPLIERS}

    def _progress(self) -> Schema:
        return closed({each.id: described(each.deed.does, _defined("step")) for each in self._rulebase.steps.values()})

    def _waivers(self) -> Schema:
        """An id with a point stands there in quotation marks, or as a table inside a table."""
        says = {rule.id: rule.says for rule in self._rulebase.rules().values() if rule.effect == "warn"}
        says |= {caution.id: caution.says for caution in self._rulebase.warnings}
        says |= {check.id: check.says for check in self._rulebase.checks}
        whole: dict[str, Schema] = {}
        inside: dict[str, dict[str, Schema]] = {}
        for name in sorted(can_be_waived(self._rulebase)):
            whole[name] = described(says.get(name, ""), _defined("waiver"))
            first, point, last = name.partition(".")
            if point:
                inside.setdefault(first, {})[last] = whole[name]
        for first, content in inside.items():
            table = closed(content)
            whole[first] = {"anyOf": [whole[first], table]} if first in whole else table
        return closed(whole)

    # -- answers

    def _answers(self, questions: Iterable[Question]) -> Schema:
        return closed({each.id: self._answer(each) for each in questions})

    def _answer(self, question: Question) -> Schema:
        words = [UNKNOWN, *([NOT_APPLICABLE] if question.otherwise is not None else [])]
        if question.sort == "number each":
            number = self._one(question, [UNKNOWN])
            each = {option.id: described(option.label, number) for option in question.options}
            made = {**closed(each), "type": ["object", "string"], "pattern": _only(words)}
        else:
            made = self._one(question, words)
        return {"title": question.label, "description": self._description(question), **made}

    def _one(self, question: Question, words: list[str]) -> Schema:
        """One value, or a table that says that it is not known exactly."""
        plain_value = _plain(question)
        offered = forms(question.kind)
        keys = [key for form in offered for key in form]
        table: Schema = {**closed({key: self._inexact(key, plain_value) for key in keys}), "minProperties": 1}
        del table["type"]
        if len(offered) > 1:  # `among` stands alone
            alone = [form[0] for form in offered if len(form) == 1]
            table |= {"if": {"anyOf": [{"required": [key]} for key in alone]}, "then": {"maxProperties": 1}}
        if "enum" in plain_value:
            known = {**plain_value, "enum": [*plain_value["enum"], *words]}
            return {**table, "anyOf": [known, {"type": "object"}]}
        return {**plain_value, **table, "type": [plain_value["type"], "object", "string"], "pattern": _only(words)}

    def _inexact(self, key: str, plain_value: Schema) -> Schema:
        several = {"type": "array", "items": plain_value, "minItems": 1}
        made = several if key == "among" else plain_value
        if key == "maybe":
            made = {name: each for name, each in plain_value.items() if name != "maxItems"}
        return described(self._say(FORMS[key]), made)

    def _description(self, question: Question) -> str:
        """What an editor shows: the question, what there is to know about it, and what can be answered."""
        parts = [question.ask, question.why, question.help, self._range(question)]
        lines = [f"- {option.id}: {option.label}" for option in question.options]
        lines += [f"- {level}: {anchor}" for level, anchor in enumerate(question.anchors, start=1)]
        return "\n\n".join(each for each in [*parts, "\n".join(lines)] if each)

    def _range(self, question: Question) -> str:
        if not isinstance(question.kind, Number) or question.anchors:
            return ""
        low, high = (plain(each, question.decimals) for each in question.offered)
        text = self._say(_("From %(low)s to %(high)s %(unit)s."), low=low, high=high, unit=question.unit)
        return text.replace(" .", ".")


def _defined(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _plain(question: Question) -> Schema:
    """What is known exactly. The words that editors of TOML show beside the values they offer are those of Taplo."""
    low, high = question.offered
    match question.kind:
        case YesNo():
            return {"enum": [True, False]}
        case Number(decimals=decimals) if question.anchors:
            return _offered(range(low, high + 1), question.anchors)
        case Number(decimals=decimals):
            sort = "number" if decimals else "integer"
            return {"type": sort, "minimum": _number(low, decimals), "maximum": _number(high, decimals)}
        case OneOf(options):
            return _options(question, chosen_in(high, options))
        case AnyOf(options):
            most = {"maxItems": question.most} if question.most else {}
            items = _options(question, chosen_in(high, options))
            return {"type": "array", "items": items, "uniqueItems": True, **most}


def _options(question: Question, offered: tuple[str, ...]) -> Schema:
    labels = {option.id: option.label for option in question.options}
    return _offered(offered, [labels.get(each, "") for each in offered])


def _offered(values: Iterable[object], labels: Iterable[str]) -> Schema:
    return {"enum": list(values), "x-taplo": {"docs": {"enumValues": list(labels)}}}


def _number(scaled: int, decimals: int) -> int | Decimal:
    return Decimal(plain(scaled, decimals)) if decimals else scaled


def _only(words: Iterable[str]) -> str:
    return f"^(?:{'|'.join(words)})$"
