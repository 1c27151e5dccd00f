"""A condition in CEL, Google's Common Expression Language: the oracle for incomplete answers.

In CEL a variable without a value is an error, and `&&` and `||` pass over an error that does not matter. So where CEL
comes to a value, the missing answers do not matter, and we have to come to that value as well.
"""

from collections.abc import Mapping
from typing import assert_never

from cel_expr_python import cel

from advisor.language import tree
from advisor.language.kinds import AnyOf, Kind, Number, OneOf, YesNo, chosen_in
from advisor.language.tree import Expr


def environment(kinds: Mapping[str, Kind]) -> cel.Env:
    """The names and their types."""
    return cel.NewEnv(variables={_variable(name): _type(kind) for name, kind in kinds.items()})


def in_cel(env: cel.Env, text: str) -> cel.Expression | None:
    """The text, read by CEL; nothing when it goes deeper than CEL does."""
    try:
        return env.compile(text)
    except RuntimeError as error:
        if "recursion" in str(error):
            return None
        raise


def without_value(result: cel.Value) -> bool:
    """Whether CEL could not come to a value for want of an answer. Any other error is a mistake in this file."""
    if result.type() != cel.Type.ERROR:
        return False
    assert "No value with name" in str(result.value()), result.value()
    return True


def data(kinds: Mapping[str, Kind], facts: Mapping[str, int]) -> dict[str, object]:
    """Facts as CEL takes them; a name without a fact is absent."""
    return {_variable(name): _value(kinds[name], fact) for name, fact in facts.items()}


def translated(expr: Expr, kinds: Mapping[str, Kind]) -> str:  # noqa: C901, PLR0911, PLR0912  (one case per node)
    """The condition in CEL. Fixed-point numbers stay the whole numbers they are in the tree."""
    inner = [translated(part, kinds) for part in tree.parts(expr)]
    match expr:
        case tree.Name(name):
            return _variable(name)
        case tree.Constant(value):
            return f"({value})"
        case tree.Not():
            return f"!({inner[0]})"
        case tree.All():
            return "(" + " && ".join(inner) + ")"
        case tree.Any():
            return "(" + " || ".join(inner) + ")"
        case tree.Compare(order):
            return f"({inner[0]} {order} {inner[1]})"
        case tree.Among(tree.Pick(), _, mask):  # a table gives the bit of a level
            return f"({inner[0]} in {[1 << place for place in range(mask.bit_length()) if mask >> place & 1]})"
        case tree.Among(_, options):
            return f"({inner[0]} in {list(options)})"
        case tree.Includes(_, option):
            return f'("{option}" in {inner[0]})'
        case tree.Sum() | tree.Weighted():
            return "(" + " + ".join(inner) + ")"
        case tree.Difference():
            return f"({inner[0]} - {inner[1]})"
        case tree.Times():
            return f"({inner[0]} * {inner[1]})"
        case tree.Scaled(_, power):
            return f"({inner[0]} * {10**power})"
        case tree.Least():
            return _extreme("<", inner)
        case tree.Greatest():
            return _extreme(">", inner)
        case tree.Percent():  # the division of CEL rounds towards 0, ours down
            return f"[[100 * {inner[0]}, {inner[1]}]].map(p, (p[0] - ((p[0] % p[1]) + p[1]) % p[1]) / p[1])[0]"
        case tree.Share():
            return f"[[{inner[0]}, {inner[1]}]].map(p, p[0] + p[1] == 0 ? 0 : 100 * p[0] / (p[0] + p[1]))[0]"
        case tree.Count():
            return "(" + " + ".join(f"({part} ? 1 : 0)" for part in inner) + ")"
        case tree.Size():
            return f"size({inner[0]})"
        case tree.Shared():
            return f"{inner[0]}.filter(o, o in {inner[1]})"
        case tree.Either():
            return f"({inner[0]} + {inner[1]}.filter(o, !(o in {inner[0]})))"
        case tree.Pick():
            return _table(expr, inner, kinds)
        case _:
            assert_never(expr)


def _extreme(order: str, inner: list[str]) -> str:
    result = inner[0]
    for part in inner[1:]:
        result = f"[[{result}, {part}]].map(p, p[0] {order} p[1] ? p[0] : p[1])[0]"
    return result


def _table(table: tree.Pick, inner: list[str], kinds: Mapping[str, Kind]) -> str:
    """A list of results per row, empty where the row does not apply; the first result of all."""
    results = []
    for row in table.rows:
        tests = ["true"]
        for cell, text, name in zip(row.cells, inner, tree.names_in(table), strict=True):
            match cell, kinds[name]:
                case (int(low), int(high)), _:
                    tests.append(f"{low} <= {text} && {text} <= {high}")
                case int(mask), YesNo():
                    tests.append({1: f"!{text}", 2: text}.get(mask, "true"))
                case int(mask), OneOf(options):
                    tests.append(f"{text} in {list(chosen_in(mask, options))}")
                case _:
                    assert cell is None
        results.append(f"({' && '.join(tests)}) ? [{row.result}] : []")
    return f"[{', '.join(results)}].filter(r, size(r) > 0)[0][0]"


def _variable(name: str) -> str:
    return name.replace(".", "__")


def _type(kind: Kind) -> cel.Type:
    match kind:
        case YesNo():
            return cel.Type.BOOL
        case Number():
            return cel.Type.INT
        case OneOf():
            return cel.Type.STRING
        case AnyOf():
            return cel.Type.List(cel.Type.STRING)


def _value(kind: Kind, fact: int) -> bool | int | str | list[str]:
    match kind:
        case YesNo():
            return bool(fact)
        case Number():
            return fact
        case OneOf(options):
            return chosen_in(fact, options)[0]
        case AnyOf(options):
            return list(chosen_in(fact, options))
