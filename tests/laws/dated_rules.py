"""Rule bases in which much changes on a day, and the same rules as one would write them for one day without dates."""

from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from advisor.files.rulebase import load
from advisor.model.rulebase import RuleBase
from advisor.problems import AdvisorError
from tests.laws.rule_bases import STEPS, TOOLS, Files, Tables, rule_base, save

FIRST, SECOND = date(2027, 1, 1), date(2028, 1, 1)
DAYS = (date(2026, 12, 31), FIRST, date(2027, 12, 31), SECOND, date(2030, 6, 1))
TERMS: tuple[dict[str, date], ...] = (
    {"until": FIRST - timedelta(1)},
    {"from": FIRST},
    {"from": FIRST, "until": SECOND - timedelta(1)},
    {},
)
EFFECTS = ("must", "bar", "minus", "warn", "warning", "check")


def dated(random: Random, files: Files, *, figures: bool, options: bool) -> Files:
    """The same with dates: rules that follow one another, rules that begin or end, steps, figures and options."""
    found: Files = deepcopy(files)
    for tables in found.values():
        _date_rules(random, tables)
    for name in STEPS:
        step = found["steps.toml"][f"step.{name}"]
        if not {"after", "after_if_planned"} & step.keys():
            step |= random.choice(TERMS)
    if figures:
        found["figures.toml"]["figure.target_use"]["dated"] = [{"from": FIRST, "value": random.randrange(30)}]
        each = {tool: random.randrange(4) for tool in TOOLS}
        found["figures.toml"]["figure.load"]["dated"] = [{"from": SECOND, "values": each}]
    questions = [table for tables in found.values() for table in tables.values() if options and "ask" in table]
    for key in ("options", "levels"):
        for question in questions:
            if len(question.get(key, ())) > 2:
                _end_one(random, question[key])
    return found


def _date_rules(random: Random, tables: dict[str, Tables]) -> None:
    conditions = [table["when"] for table in tables.values() if "when" in table]
    for name in list(tables):
        sort = name.partition(".")[0]
        if sort in EFFECTS:
            tables[name] |= random.choice(TERMS)
        elif sort == "plus" and random.random() < 0.5:
            tables[f"{name}-later"] = {**tables[name], "when": random.choice(conditions), "from": FIRST}
            tables[name]["until"] = FIRST - timedelta(1)


def _end_one(random: Random, options: Tables) -> None:
    chosen = random.choice(list(options))
    options[chosen] = {"label": options[chosen], **random.choice(TERMS[:3])}


def on(files: Files, day: date) -> Files:
    """The rules of a day, without dates; options apart, whose bits are the same on all days."""
    found: Files = {}
    gone = {name.partition(".")[2] for name, table in files["steps.toml"].items() if not _holds(table, day)}
    for path, tables in files.items():
        found[path] = {}
        for name, table in tables.items():
            if name.partition(".")[0] not in ("plus", "step", *EFFECTS):
                found[path][name] = _valued(table, day) if "dated" in table else table
            elif _holds(table, day):
                undated = {key: value for key, value in table.items() if key not in ("from", "until")}
                found[path][name] = _without(undated, gone)
    return found


def _holds(table: Tables, day: date) -> bool:
    return bool(table.get("from", date.min) <= day <= table.get("until", date.max))


def _without(table: Tables, gone: set[str]) -> Tables:
    """Without steps that are not there."""
    if table.get("remedy") in gone:
        table = {key: value for key, value in table.items() if key != "remedy"}
    for key in ("after", "after_if_planned"):
        if key in table:
            table = {**table, key: [each for each in table[key] if each not in gone]}
    return table


def _valued(table: Tables, day: date) -> Tables:
    begun = [each for each in table["dated"] if each["from"] <= day]
    values: dict[str, Any] = {key: value for each in begun for key, value in each.items() if key != "from"}
    return {key: value for key, value in (table | values).items() if key != "dated"}


def read(files: Files) -> RuleBase:
    """The rule base that these files hold."""
    with TemporaryDirectory() as folder:
        return load([save(Path(folder), files)])


@cache
def loaded(seed: int, *, options: bool) -> tuple[Files, RuleBase]:
    """A dated rule base; without dated figures where a decision table does not provide for their values."""
    files = rule_base(Random(seed))
    try:
        found = dated(Random(seed), files, figures=True, options=options)
        return found, read(found)
    except AdvisorError as error:
        if not {each.code for each in error.problems} <= {"L157", "L140", "L116", "L117", "L154"}:
            raise
        found = dated(Random(seed), files, figures=False, options=options)
        return found, read(found)
