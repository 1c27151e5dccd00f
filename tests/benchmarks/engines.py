"""The conditions of the rules in the languages of other engines, and those engines behind one small interface.

Each translates the nodes that the shipped conditions are made of; another node raises `CannotSayError`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Protocol

from advisor.language import tree
from advisor.language.kinds import AnyOf, Kind, OneOf
from advisor.language.tree import Expr

Conditions = Mapping[str, Expr]
Kinds = Mapping[str, Kind]
Facts = Mapping[str, Any]
"""Yes and no as truths, numbers as whole numbers, a choice as a text, several as a list; without what is unknown."""


class CannotSayError(Exception):
    """An engine has no way to say a node."""


class Engine(Protocol):
    """An engine with the rules in it."""

    def whole(self, facts: Facts) -> Sequence[bool]:
        """Whether each rule holds, by the fastest way that the engine has."""

    def each(self, facts: Facts) -> list[object]:
        """What it makes of each rule by itself; an error is given back."""


def called(name: str) -> str:
    """A name without what most languages cannot have in one."""
    return name.replace(".", "__").replace("-", "_")


def tried(work: Callable[[], object]) -> object:
    """What comes of it, or the error."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001  (every engine has its own)
        return error


# -- JSONLogic: two engines


def in_json_logic(expr: Expr) -> Any:  # noqa: ANN401, C901, PLR0911  (JSON; a case per node)
    """A condition in JSONLogic."""
    inner = [in_json_logic(part) for part in tree.parts(expr)]
    match expr:
        case tree.Name(name):
            return {"var": called(name)}
        case tree.Constant(value):
            return value
        case tree.Not():
            return {"!": inner}
        case tree.All():
            return {"and": inner} if inner else True
        case tree.Any():
            return {"or": inner} if inner else False
        case tree.Compare(order):
            return {{"==": "===", "!=": "!=="}.get(order, order): inner}
        case tree.Among(_, options):
            return {"in": [inner[0], list(options)]}
        case tree.Includes(_, option):
            return {"in": [option, inner[0]]}
        case tree.Size():
            return {"reduce": [inner[0], {"+": [{"var": "accumulator"}, 1]}, 0]}
        case tree.Sum():
            return {"+": inner}
        case _:
            raise CannotSayError(type(expr).__name__)


class DataLogic:
    """datalogic-py: all rules as one array, in a session."""

    def __init__(self, conditions: Conditions, _kinds: Kinds) -> None:
        """Compile."""
        from datalogic_py import DataHandle, Engine

        engine = Engine()
        rules = [in_json_logic(each) for each in conditions.values()]
        self.handle, self.session = DataHandle, engine.session()
        self.all, self.rules = engine.compile(rules), [engine.compile(each) for each in rules]

    def whole(self, facts: Facts) -> Sequence[bool]:
        """See `Engine`."""
        found: Sequence[bool] = self.session.evaluate_data(self.all, self.handle(facts))
        return found

    def each(self, facts: Facts) -> list[object]:
        """See `Engine`."""
        return [tried(lambda rule=rule: rule.evaluate(dict(facts))) for rule in self.rules]  # type: ignore[misc]


class JsonLogic:
    """json-logic-qubit: JSONLogic in Python."""

    def __init__(self, conditions: Conditions, _kinds: Kinds) -> None:
        """Translate; there is nothing to compile."""
        from json_logic import jsonLogic

        self.work, self.rules = jsonLogic, [in_json_logic(each) for each in conditions.values()]

    def whole(self, facts: Facts) -> Sequence[bool]:
        """See `Engine`."""
        return [bool(self.work(rule, facts)) for rule in self.rules]

    def each(self, facts: Facts) -> list[object]:
        """See `Engine`."""
        return [tried(lambda rule=rule: self.work(rule, facts)) for rule in self.rules]  # type: ignore[misc]


# -- languages that are texts


class Text:
    """How a language writes the nodes; this is Python's way."""

    name: Final = "{}"
    no = "(not {})"
    both, either = " and ", " or "
    true, false = "True", "False"
    size = "len({})"
    among = "({} in {})"
    includes = "({!r} in {})"

    def says(self, expr: Expr) -> str:  # noqa: C901, PLR0911  (a case per node)
        """A condition as a text."""
        inner = [self.says(part) for part in tree.parts(expr)]
        match expr:
            case tree.Name(name):
                return self.name.format(called(name))
            case tree.Constant(value):
                return f"({value})" if value < 0 else str(value)
            case tree.Not():
                return self.no.format(*inner)
            case tree.All():
                return f"({self.both.join(inner)})" if inner else self.true
            case tree.Any():
                return f"({self.either.join(inner)})" if inner else self.false
            case tree.Compare(order):
                return f"({inner[0]} {order} {inner[1]})"
            case tree.Among(_, options):
                return self.among.format(inner[0], list(options))
            case tree.Includes(_, option):
                return self.includes.format(option, inner[0])
            case tree.Size():
                return self.size.format(*inner)
            case tree.Sum():
                return f"({' + '.join(inner)})"
            case _:
                raise CannotSayError(type(expr).__name__)


class Python:
    """Conditions as somebody would write them by hand: one function with local names."""

    def __init__(self, conditions: Conditions, _kinds: Kinds) -> None:
        """Compile."""
        says = [Text().says(each) for each in conditions.values()]
        names = sorted({called(name) for each in conditions.values() for name in tree.names_in(each)})
        lines = "".join(f"    {name} = facts[{name!r}]\n" for name in names)
        space: dict[str, Any] = {}
        exec(f"def rules(facts):\n{lines}    return [{', '.join(says)}]\n", space)  # noqa: S102  (a text of ours)
        self.rules, self.one = space["rules"], [compile(each, "rule", "eval") for each in says]

    def whole(self, facts: Facts) -> Sequence[bool]:
        """See `Engine`."""
        found: Sequence[bool] = self.rules(facts)
        return found

    def each(self, facts: Facts) -> list[object]:
        """See `Engine`."""
        return [tried(lambda code=code: eval(code, dict(facts))) for code in self.one]  # type: ignore[misc]  # noqa: S307


class InZen(Text):
    """The expressions of zen-engine."""

    no, true, false = "not ({})", "true", "false"


class Zen:
    """zen-engine: all rules as one compiled list."""

    def __init__(self, conditions: Conditions, _kinds: Kinds) -> None:
        """Compile."""
        import zen

        says = [InZen().says(each) for each in conditions.values()]
        self.all = zen.compile_expression(f"[{', '.join(says)}]")
        self.one = [zen.compile_expression(each) for each in says]

    def whole(self, facts: Facts) -> Sequence[bool]:
        """See `Engine`."""
        found: Sequence[bool] = self.all.evaluate(dict(facts))
        return found

    def each(self, facts: Facts) -> list[object]:
        """See `Engine`."""
        return [tried(lambda one=one: one.evaluate(facts)) for one in self.one]  # type: ignore[misc]


class InRuleEngine(Text):
    """The language of rule-engine."""

    true, false, size = "true", "false", "{}.length"


class RuleEngine:
    """rule-engine: a rule each, for it has no list of conditions."""

    def __init__(self, conditions: Conditions, _kinds: Kinds) -> None:
        """Compile."""
        import rule_engine

        self.rules = [rule_engine.Rule(InRuleEngine().says(each)) for each in conditions.values()]

    def whole(self, facts: Facts) -> Sequence[bool]:
        """See `Engine`."""
        return [rule.matches(facts) for rule in self.rules]

    def each(self, facts: Facts) -> list[object]:
        """See `Engine`."""
        return [tried(lambda rule=rule: rule.matches(facts)) for rule in self.rules]  # type: ignore[misc]


class Cel:
    """CEL, as Google's own library for Python has it: all rules as one list."""

    def __init__(self, conditions: Conditions, kinds: Kinds) -> None:
        """Compile."""
        from tests.laws.cel_reading import environment, translated

        used = {name: kinds[name] for each in conditions.values() for name in tree.names_in(each)}
        environment_of_names = environment(used)
        says = [translated(each, kinds) for each in conditions.values()]
        self.all = environment_of_names.compile(f"[{', '.join(says)}]")
        self.one = [environment_of_names.compile(each) for each in says]

    def whole(self, facts: Facts) -> Sequence[bool]:
        """See `Engine`."""
        return [each.value() for each in self.all.eval(data=facts).value()]

    def each(self, facts: Facts) -> list[object]:
        """See `Engine`."""
        return [self._value(one.eval(data=facts)) for one in self.one]

    @staticmethod
    def _value(found: Any) -> object:  # noqa: ANN401  (of CEL)
        value = found.value()
        return value if isinstance(value, bool) else ValueError(str(value))


# -- CLIPS


class InClips:
    """Conditions as CLIPS tests them."""

    def __init__(self, kinds: Kinds) -> None:
        """Know which names have several values."""
        self.kinds = kinds

    def says(self, expr: Expr) -> str:  # noqa: C901, PLR0911  (a case per node)
        """A condition as a text."""
        inner = " ".join(self.says(part) for part in tree.parts(expr))
        match expr:
            case tree.Name(name):
                return f"?{called(name)}" if not isinstance(self.kinds[name], AnyOf) else f"$?{called(name)}"
            case tree.Constant(value):
                return str(value)
            case tree.Not():
                return f"(not {self._truth(expr.inner)})"
            case tree.All(parts):
                return f"(and TRUE TRUE {' '.join(map(self._truth, parts))})"
            case tree.Any(parts):
                return f"(or FALSE FALSE {' '.join(map(self._truth, parts))})"
            case tree.Compare(order):
                return f"({ {'==': '=', '!=': '<>'}.get(order, order) } {inner})"
            case tree.Among(_, options):
                return f"(member$ {inner} (create$ {' '.join(options)}))"
            case tree.Includes(_, option):
                return f"(member$ {option} {inner})"
            case tree.Size():
                return f"(length$ {inner})"
            case tree.Sum():
                return f"(+ {inner})"
            case _:
                raise CannotSayError(type(expr).__name__)

    def _truth(self, expr: Expr) -> str:
        return f"(eq {self.says(expr)} TRUE)" if isinstance(expr, tree.Name) else self.says(expr)

    def rule(self, number: int, expr: Expr) -> str:
        """A rule that asserts its number."""
        slots = " ".join(
            f"({called(name)} {'$?' if isinstance(self.kinds[name], AnyOf) else '?'}{called(name)})"
            for name in dict.fromkeys(tree.names_in(expr))
        )
        return f"(defrule r{number} (profile {slots}) (test {self._truth(expr)}) => (assert (holds {number})))"


class Clips:
    """CLIPS through clipspy: a fact per profile, and rules that fire on it."""

    def __init__(self, conditions: Conditions, kinds: Kinds) -> None:
        """Build the template and the rules."""
        import clips

        self.symbol, self.error = clips.Symbol, clips.CLIPSError
        self.count = len(conditions)
        says = InClips(kinds)
        used = {name: kinds[name] for each in conditions.values() for name in tree.names_in(each)}
        self.several = {called(name) for name, kind in used.items() if isinstance(kind, AnyOf)}
        self.texts = {called(name) for name, kind in used.items() if isinstance(kind, OneOf)}
        slots = " ".join(f"({'multislot' if called(name) in self.several else 'slot'} {called(name)})" for name in used)

        class Quiet(clips.Router):  # type: ignore[misc]
            """Takes what CLIPS prints on errors, beside raising or instead of it."""

            def query(self, name: str) -> bool:
                return name in ("stderr", "stdwrn", "error", "warning")

            def write(self, _name: str, _message: str) -> None:
                return None

        self.environment = clips.Environment()
        self.environment.add_router(Quiet("quiet", 40))
        self.environment.build(f"(deftemplate profile {slots})")
        for number, each in enumerate(conditions.values()):
            self.environment.build(says.rule(number, each))
        self.template = self.environment.find_template("profile")

    def whole(self, facts: Facts) -> Sequence[bool]:
        """See `Engine`."""
        environment = self.environment
        environment.reset()
        self.template.assert_fact(**{name: self._value(name, value) for name, value in facts.items()})
        environment.run()
        found = [False] * self.count
        for fact in environment.facts():
            if fact.template.name == "holds":
                found[fact[0]] = True
        return found

    def _value(self, name: str, value: Any) -> Any:  # noqa: ANN401  (of any kind)
        if name in self.several:
            return [self.symbol(each) for each in value]
        return self.symbol(value) if name in self.texts else value

    def each(self, facts: Facts) -> list[object]:
        """See `Engine`. One fact is tested by all rules, so an error is one of all."""
        found = tried(lambda: self.whole(facts))
        return [found] * self.count if isinstance(found, Exception) else list(found)  # type: ignore[call-overload]


ENGINES: Final[Mapping[str, Callable[[Conditions, Kinds], Engine]]] = {
    "datalogic-py": DataLogic,
    "zen-engine": Zen,
    "CEL": Cel,
    "json-logic-qubit": JsonLogic,
    "rule-engine": RuleEngine,
    "CLIPS (clipspy)": Clips,
    "Python by hand": Python,
}
