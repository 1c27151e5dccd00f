"""Rule bases made at random that are so small that every profile can be looked at."""

import tempfile
from pathlib import Path
from random import Random

from advisor.files.rulebase import load
from advisor.language.kinds import AnyOf, Number, OneOf, Scope, YesNo
from advisor.language.parse import parse
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError
from tests.laws.rule_bases import RuleBaseWriter, save

ENOUGH = 120
"""Profiles of one rule base."""
MIDDLE = ("has_sla", "signed", "rigour", "trust", "served", "tools")


class SmallWriter(RuleBaseWriter):
    """Writes rule bases of which every profile can be looked at."""

    readiness = ("basis", "goal")
    roles = ("producer", "consumer")

    def _questions(self) -> None:
        del self.files["rulebase.toml"]["rulebase"]["offers"]
        for section in ("first", "second"):
            self.files[f"questions/{section}.toml"] = {}
        self._question("first", "staff")
        self._question("first", "sector")
        for name in self.random.sample(MIDDLE, 2):
            self._question("second", name)
        for file in ("first", "second"):
            for raw in self.files[f"questions/{file}.toml"].values():
                if raw["kind"] == "number" and self.chance(0.7):
                    raw["to"] = min(raw["to"], raw["from"] + 3)

    def _figures(self) -> None:
        self.files["figures.toml"] = {
            "figure.target_use": {"says": "a figure", "source": ["W"], "as_of": "2024-01-01", "value": 7}
        }
        self.scope = Scope(self.kinds, {"target_use": (7, 0)})

    def _quantities(self) -> None:
        made = {"quantity.demand": {"says": "the demand", "is": self._text(lambda writer: writer.number(2))}}
        made["quantity.short"] = {"says": "it is short", "is": self.condition()}
        for name in ("demand", "short"):
            self.kinds[name] = parse(made[f"quantity.{name}"]["is"], self.scope)[1]
        self.files["quantities.toml"] = {**made, "table.risk": self._table(levels=True)}
        self.kinds["risk"] = OneOf(tuple(self.files["quantities.toml"]["table.risk"]["levels"]), ordered=True)

    def _advice(self) -> None:
        super()._advice()
        head = self.files["roles/producer.toml"]["outcome"]
        if self.chance(0.5):
            head["excludes"] = ["consumer"]
        for tables in self.files.values():
            for name, raw in tables.items():
                if name.startswith(("plus.", "must.")) and self.chance(0.3):
                    raw["improves"] = self.random.choice(("more", "less"))
        if self.chance(0.5):
            self.files["rulebase.toml"]["fallback"] = {"says": "Nothing yet."}


def small_rule_base(seed: int) -> RuleBase:
    """A rule base with few profiles; the first that can be loaded and has no more than enough."""
    random = Random(seed)
    while True:
        with tempfile.TemporaryDirectory() as folder:
            try:
                rulebase = load([save(Path(folder), SmallWriter(random).write())])
            except AdvisorError:
                continue
        size = 1
        for question in rulebase.questions.values():
            size *= len(values(question))
        if size <= ENOUGH:
            return rulebase


def values(question: Question) -> list[int]:
    """Every answer to a question."""
    low, high = question.offered
    match question.kind:
        case YesNo() | Number():
            return list(range(low, high + 1))
        case OneOf(options):
            return [1 << place for place in range(len(options)) if high >> place & 1]
        case AnyOf():
            most = question.most or high.bit_length()
            return [mask for mask in range(high + 1) if not mask & ~high and mask.bit_count() <= most]
