"""Whole rule bases made at random, as the files that the loader reads.

Small ones, in which everything occurs that the advice has to get right: questions asked only when another answer
holds, with an `otherwise` that may lie outside what they offer; caps; quantities and decision tables; outcomes that
read lower ones, with gates, groups and points against; paths, steps in order, wanted partners, checks and warnings.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from advisor.language.kinds import AnyOf, Kind, Number, OneOf, Scope, Weights, YesNo, plain
from advisor.language.parse import parse
from advisor.language.tokens import ConditionError
from tests.laws.strategies import LEVELS, Writer, cells, spaced, split

Tables = dict[str, Any]
Files = dict[str, Tables]
"""Per path inside the folder: what stands in it, table by table."""

TOOLS = ("zoom", "teams", "voip")
CAPABILITIES = ("cloud", "tape", "expertise")
OTHERWISE = {"sector": "not_asked_for", "rigour": "nothing_yet"}
"""Facts that are no answers: one behind the options, one below the levels."""
READINESS = ("basis", "goal", "reciprocity")
ROLES = ("producer", "consumer", "orchestrator")
FORMS = ("platform", "chain")
STEPS = ("measure", "talk", "agree", "buy", "share")


class RuleWriter(Writer):
    """Writes texts that the loader takes: it refuses products of two answers with many values each."""

    def product(self, depth: int) -> list[str]:
        found = self.item(depth)
        return [*found, "*", self.literal()] if depth > 0 and self.chance(0.1) else found


class RuleBaseWriter:
    """Writes one rule base, file by file; what is written later may read what was written before."""

    readiness: tuple[str, ...] = READINESS
    roles: tuple[str, ...] = ROLES
    forms: tuple[str, ...] = FORMS

    def __init__(self, random: Random) -> None:
        """Begin with an empty folder."""
        self.random = random
        self.kinds: dict[str, Kind] = {}
        self.scope = Scope(self.kinds)
        self.files: Files = {}

    def write(self) -> Files:
        self._head()
        self._questions()
        self._figures()
        self._quantities()
        for name in self.readiness:
            self._outcome(f"readiness/{name}.toml", name, {"condition": True})
        self._readable(self.readiness)
        for name in self.roles:
            self._outcome(f"roles/{name}.toml", name, {})
        for name in self.forms:
            self._outcome(f"forms/{name}.toml", name, {})
        self._readable((*self.roles, *self.forms))
        self._advice()
        self._limit_choices()
        return self.files

    # -- texts

    def condition(self, depth: int | None = None) -> str:
        """A condition over everything there is so far."""
        deep = self.random.choice((0, 0, 1, 1, 2)) if depth is None else depth
        return self._text(lambda writer: writer.condition(deep))

    def _text(self, write: Callable[[Writer], list[str]]) -> str:
        while True:
            text = spaced(self.random, write(RuleWriter(self.random, self.scope)))
            try:
                parse(text, self.scope)
            except ConditionError as error:
                if error.code not in ("L127", "L140"):
                    raise
            else:
                return text

    def chance(self, part: float) -> bool:
        return self.random.random() < part

    # -- questions

    def _head(self) -> None:
        self.files["rulebase.toml"] = {
            "rulebase": {
                "name": "Random",
                "version": "1",
                "released": "2026-11-23",
                "languages": ["en"],
                "sections": ["first", "second"],
                "variants": "sector",
                "offers": "offers",
                "small": "staff < 3",
            },
            "section.first": {"name": "First"},
            "section.second": {"name": "Second"},
            "thresholds": {"emerging": self.random.choice((30, 40)), "fits": 60, "near": 5},
        }
        self.files["sources.toml"] = {"source.W": {"title": "The paper"}}

    def _questions(self) -> None:
        for section in ("first", "second"):
            self.files[f"questions/{section}.toml"] = {}
        for name in ("staff", "has_sla", "sector"):
            self._question("first", name)
        middle = ["reuses", "uplink", "balance", "rigour", "trust", "tools", "needs", "offers", "served", "signed"]
        self.random.shuffle(middle)
        for place, name in enumerate(middle):
            self._question("first" if place < 4 else "second", name)
        self._each()

    def _question(self, section: str, name: str) -> None:
        raw: Tables = {"label": f"the {name}", "ask": f"What is the {name}?"}
        kind: Kind
        match name:
            case "has_sla" | "reuses" | "signed":
                kind, raw["kind"] = YesNo(), "yes/no"
            case "sector":
                kind, raw["kind"] = OneOf(("health", "retail", "education")), "one of"
                raw["options"] = _labels(kind.options)
            case "rigour":
                kind, raw["kind"] = OneOf(LEVELS[0], ordered=True), "one of"
                raw["levels"] = _labels(kind.options)
            case "tools" | "needs" | "offers":
                kind, raw["kind"] = AnyOf(TOOLS if name == "tools" else CAPABILITIES), "any of"
                raw["options"] = _labels(kind.options)
            case "trust":
                kind, raw["kind"] = Number(1, 5), "scale"
                raw["anchors"] = {str(level): f"level {level}" for level in range(1, 6)}
            case _:
                low, high = self.random.choice(((0, 4), (0, 12), (1, 3), (-3, 3)))
                kind, raw["kind"] = Number(low, high), "number"
                if name == "uplink":
                    kind, raw["decimals"] = Number(low * 10, high * 10, 1), 1
                raw |= {"from": low, "to": high}
        if name != "staff" and self.chance(0.4):
            raw["when"] = self.condition()
            kind = self._with_otherwise(raw, name, kind)
        numbers = [each for each, other in self.kinds.items() if isinstance(other, Number) and not other.decimals]
        if isinstance(kind, Number) and numbers and self.chance(0.4):
            raw["at_most"] = self.random.choice(("{}", "{} + 1", "2 * {}", "3 - {}")).format(
                self.random.choice(numbers)
            )
        self.kinds[name] = kind
        self.files[f"questions/{section}.toml"][f"question.{name}"] = raw

    def _with_otherwise(self, raw: Tables, name: str, kind: Kind) -> Kind:
        match kind:
            case YesNo():
                raw["otherwise"] = self.chance(0.3)
            case Number(low, high, decimals):
                fact = self.random.choice((low, high, low - 10**decimals, high + 2 * 10**decimals))
                raw["otherwise"] = Decimal(plain(fact, decimals))
                return Number(min(low, fact), max(high, fact), decimals)
            case OneOf(options, ordered):
                raw["otherwise"] = self.random.choice((*options, OTHERWISE[name]))
                if raw["otherwise"] == OTHERWISE[name]:
                    return OneOf((OTHERWISE[name], *options) if ordered else (*options, OTHERWISE[name]), ordered)
            case AnyOf(options):
                raw["otherwise"] = self.random.choice(([], [options[0]]))
        return kind

    def _limit_choices(self) -> None:
        """Of some questions with several choices only so many may be chosen."""
        for section in ("first", "second"):
            for raw in self.files[f"questions/{section}.toml"].values():
                if raw["kind"] == "any of" and self.chance(0.4):
                    raw["most"] = self.random.randint(1, len(raw["options"]))

    def _each(self) -> None:
        """A number for each tool in use."""
        low, high = self.random.choice(((0, 5), (2, 9)))
        raw: Tables = {"label": "users per tool", "ask": "How many?", "kind": "number each", "of": "tools"}
        raw |= {"from": low, "to": high}
        fact = 0
        if self.chance(0.4):
            raw["when"] = self.condition()
            raw["otherwise"] = fact = self.random.choice((0, 1, 11))
        if self.chance(0.4):
            raw["at_most"] = "staff + 2"
        kinds = {f"peak.{tool}": Number(min(0, fact), max(high, fact)) for tool in TOOLS}
        self.kinds |= kinds
        self.files["questions/second.toml"]["question.peak"] = raw

    # -- what is worked out

    def _figures(self) -> None:
        figure = {"says": "a figure", "source": ["W"], "as_of": "2024-01-01"}
        values = [self.random.randrange(40) for _ in TOOLS]
        self.files["figures.toml"] = {
            "figure.target_use": {**figure, "value": 7},
            "figure.load": {
                **figure,
                "of": "tools",
                "values": {tool: Decimal(plain(value, 1)) for tool, value in zip(TOOLS, values, strict=True)},
            },
        }
        # A figure has as many decimals as its values need.
        decimals = int(any(value % 10 for value in values))
        weights = tuple(value // 10 ** (1 - decimals) for value in values)
        self.scope = Scope(
            self.kinds, {"target_use": (7, 0)}, {"load": Weights("tools", weights, decimals)}, {"peak": "tools"}
        )

    def _quantities(self) -> None:
        made: Tables = {}
        made["quantity.demand"] = {"says": "the demand", "is": self._text(lambda writer: writer.number(2))}
        made["quantity.short"] = {"says": "it is short", "is": self.condition()}
        made["quantity.common"] = {"says": "what is common", "is": "shared(needs, offers)"}
        for name in ("demand", "short", "common"):
            self.kinds[name] = parse(made[f"quantity.{name}"]["is"], self.scope)[1]
        made["table.risk"] = self._table(levels=True)
        self.kinds["risk"] = OneOf(LEVELS[0], ordered=True)
        made["table.effort"] = self._table(levels=False)
        results = [row[-1] for row in made["table.effort"]["rows"]]
        self.kinds["effort"] = Number(min(results), max(results))
        made["quantity.both"] = {"says": "both", "is": self._text(lambda writer: writer.number(2))}
        self.kinds["both"] = parse(made["quantity.both"]["is"], self.scope)[1]
        self.files["quantities.toml"] = made

    def _table(self, *, levels: bool) -> Tables:
        names = [name for name, kind in self.kinds.items() if not isinstance(kind, AnyOf)]
        inputs = {name: self.kinds[name] for name in self.random.sample(names, self.random.randint(2, 3))}
        boxes = split(self.random, inputs, self.random.randint(1, 3))
        results: Sequence[object] = LEVELS[0] if levels else (0, 3, 8, -2)
        rows = [[*cells(self.random, box, inputs), self.random.choice(results)] for box in boxes]
        raw: Tables = {"says": "a table", "inputs": list(inputs), "rows": rows}
        return raw | ({"levels": _labels(LEVELS[0])} if levels else {})

    # -- outcomes

    def _outcome(self, path: str, name: str, head: Tables) -> None:
        made: Tables = {"outcome": {"name": name.title(), "summary": f"It is {name}.", **head}}
        if path.startswith("roles/"):
            made["practice"] = {"we": self.condition(), "partner": self.condition()}
        cuts = sorted(self.random.sample(range(5, 100, 5), 2))
        for place, points in enumerate((cuts[0], cuts[1] - cuts[0], 100 - cuts[1])):
            made[f"plus.point-{place}"] = self._rule(points=points)
            if self.chance(0.5):
                made[f"plus.point-{place}"]["group"] = f"group-{place}"
                for other in range(self.random.randint(1, 2)):
                    fewer = self.random.randint(1, points)
                    made[f"plus.fewer-{place}-{other}"] = self._rule(points=fewer, group=f"group-{place}")
        for effect, part in (("must", 0.4), ("bar", 0.3), ("minus", 0.5), ("warn", 0.3)):
            if self.chance(part):
                more = {"points": self.random.choice((10, 40))} if effect == "minus" else {}
                made[f"{effect}.is-{effect}"] = self._rule(**more)
        self.files[path] = made

    def _rule(self, **more: object) -> Tables:
        raw: Tables = {"says": "You are so", "when": self.condition(), "source": ["W"], **more}
        if self.chance(0.2):
            raw["when"] = [raw["when"], self.condition()]
        if self.chance(0.4):
            raw["remedy"] = self.random.choice(STEPS)
        return raw

    def _readable(self, outcomes: Sequence[str]) -> None:
        """The rules that are written from here on may read these."""
        for name in outcomes:
            self.kinds[f"{name}.level"] = Number(0, 2)
            self.kinds[f"{name}.fit"] = Number(0, 100)

    # -- the rest

    def _advice(self) -> None:
        first, second = self.condition(), self.condition()
        path = {"from": "none", "says": "Go there.", "source": ["W"]}
        self.files["forms/paths.toml"] = {  # at most one of the two holds
            "path.one": {**path, "to": FORMS[0], "when": first},
            "path.other": {**path, "to": FORMS[1], "when": f"not ({first}) and ({second})"},
        }
        self.files["partners/wanted.toml"] = {
            f"wanted.{name}": {"role": name, "when": self.condition(), "because": "So.", "source": ["W"]}
            for name in self.random.sample(self.roles, 2)
        }
        self.files["warnings.toml"] = {
            f"warning.{name}": {
                "says": "Careful",
                "when": self.condition(),
                "source": ["W"],
                "remedy": self.random.choice(STEPS),
            }
            for name in ("one", "two")
        }
        self.files["checks.toml"] = {
            "check.never-both": {"says": "Not both", "when": f"({self.condition()}) and ({self.condition()})"}
        }
        self.files["steps.toml"] = {f"step.{name}": self._step(place) for place, name in enumerate(STEPS)}

    def _step(self, place: int) -> Tables:
        raw: Tables = {"does": f"Do {STEPS[place]}", "horizon": self.random.choice(("month", "quarter", "year"))}
        for key, part in (("when", 0.4), ("met", 0.4), ("unless", 0.3)):
            if self.chance(part):
                raw[key] = self.condition()
        earlier = STEPS[:place]
        for key in ("after", "after_if_planned"):
            if earlier and self.chance(0.4):
                raw[key] = self.random.sample(earlier, 1)
        return raw


def _labels(options: Sequence[str]) -> Tables:
    return {option: option.replace("_", " ") for option in options}


def rule_base(random: Random) -> Files:
    """The files of a rule base."""
    return RuleBaseWriter(random).write()


# -- files as text


def save(folder: Path, files: Mapping[str, Mapping[str, Any]]) -> Path:
    """Write the files into a folder."""
    for path, tables in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(toml_of(tables), encoding="utf-8")
    return folder


def toml_of(tables: Mapping[str, Mapping[str, Any]]) -> str:
    """Tables as TOML."""
    lines = []
    for head, table in tables.items():
        lines += [f"[{head}]", *(f"{key} = {_value(key, value)}" for key, value in table.items()), ""]
    return "\n".join(lines)


def _value(key: str, value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | Decimal() | date():
            return str(value)
        case str():
            return value if key in ("released", "as_of") else f'"{value}"'
        case list():
            return "[" + ", ".join(_value("", each) for each in value) + "]"
        case dict():
            return "{ " + ", ".join(f"{name} = {_value('', each)}" for name, each in value.items()) + " }"
        case _:
            raise TypeError(value)


def shuffled(random: Random, files: Files) -> Files:
    """The same with files, tables and keys in another order; questions and sections keep theirs.

    Their order is the order of the interview. The order of levels counts too.
    """
    changed: Files = {}
    for path in random.sample(list(files), len(files)):
        tables = files[path]
        names = list(tables) if path.startswith("questions/") else random.sample(list(tables), len(tables))
        changed[path] = {
            name: {key: tables[name][key] for key in random.sample(list(tables[name]), len(tables[name]))}
            for name in names
        }
    return changed
