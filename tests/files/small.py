"""A small rule base with a question of every kind, to read profiles against."""

from datetime import date

from advisor.language.kinds import AnyOf, Bounds, Kind, Number, OneOf, Scope, YesNo
from advisor.language.parse import parse_condition, parse_number
from advisor.model.question import Option, Question, Sort
from advisor.model.rulebase import CautionRule, Check, Deed, Outcome, Rule, RuleBase, Step

TOOLS = ("teams_video", "zoom", "lms", "tills")
BACKUPS = ("no_line", "mobile", "same_route", "separate_route")

KINDS: dict[str, Kind] = {
    "sector": OneOf(("education", "retail", "other")),
    "staff": Number(0, 1_000_000),
    "learners": Number(0, 1_000_000),
    "bandwidth_up": Number(0, 4_000_000, 1),
    "temperature": Number(-400, 1000, 1),
    "backup": OneOf(BACKUPS, ordered=True),
    "has_sla": YesNo(),
    "tools": AnyOf(TOOLS),
    "trust": Number(1, 5),
    "terms": OneOf(("together", "we_set", "not_settled")),
    **{f"tool_peak.{tool}": Number(0, 100_000) for tool in TOOLS},
}
SCOPE = Scope(kinds=KINDS, each={"tool_peak": "tools"})


def _options(*ids: str) -> tuple[Option, ...]:
    return tuple(Option(id=each, label=each.replace("_", " ").capitalize()) for each in ids)


def _question(name: str, sort: Sort, offered: Bounds, **more: object) -> Question:
    kind = KINDS.get(name, Number(0, 100_000))
    section = "network" if name in ("bandwidth_up", "backup", "tools", "tool_peak") else "organisation"
    label, ask = f"the {name}", f"What is the {name}?"
    texts = {"label": label, "ask": ask, "why": f"It decides {name}."}
    return Question(**{**texts, "id": name, "section": section, "sort": sort, "kind": kind, "offered": offered, **more})  # type: ignore[arg-type]


_QUESTIONS = (
    _question(
        "sector",
        "one of",
        Bounds(0, 0b111),
        options=_options("education", "retail", "other"),
        holder="board",
    ),
    _question(
        "staff",
        "number",
        Bounds(0, 1_000_000),
        unit="people",
        holder="hr",
        variants={"education": {"ask": "How many people work at your school?"}},
    ),
    _question(
        "learners",
        "number",
        Bounds(0, 1_000_000),
        when=parse_condition("sector == education", SCOPE),
        otherwise=Bounds(0, 0),
        at_most=parse_number("staff * 100", SCOPE)[0],
    ),
    _question("bandwidth_up", "number", Bounds(0, 4_000_000), unit="Mbit/s"),
    _question("temperature", "number", Bounds(-400, 1000)),
    _question("backup", "one of", Bounds(0, 0b1111), options=_options(*BACKUPS)),
    _question(
        "has_sla",
        "yes/no",
        Bounds(0, 1),
        when=parse_condition("staff >= 10", SCOPE),
        otherwise=Bounds(0, 0),
    ),
    _question("tools", "any of", Bounds(0, 0b1111), options=_options(*TOOLS), per="supplier"),
    _question(
        "tool_peak",
        "number each",
        Bounds(0, 100_000),
        options=_options(*TOOLS),
        of="tools",
        unit="users",
        when=parse_condition("size(tools) >= 1", SCOPE),
        otherwise=Bounds(0, 0),
    ),
    _question("trust", "scale", Bounds(1, 5), anchors=("none", "little", "some", "much", "full")),
    _question(
        "terms",
        "one of",
        Bounds(0, 0b011),
        per="supplier",
        options=_options("together", "we_set"),
        when=parse_condition("sector != other", SCOPE),
        otherwise=Bounds(0b100, 0b100),
    ),
)

QUESTIONS = {question.id: question for question in _QUESTIONS}
_HOLDS = parse_condition("staff >= 2", SCOPE)
_EQUAL = parse_condition("terms == together", SCOPE)
_RULE = Rule(id="orchestrator.sets-terms", effect="warn", says="Sets the terms alone", when=_HOLDS)

RULEBASE = RuleBase(
    name="Small",
    version="2026.1",
    released=date(2026, 11, 23),
    language="en",
    languages=("en", "nl"),
    sections={"organisation": "Your organisation", "network": "Line and network"},
    variants="sector",
    weakest="reciprocity",
    questions=QUESTIONS,
    order=("staff", "sector", *(name for name in QUESTIONS if name not in ("staff", "sector"))),
    per_supplier=("tools", "tool_peak", "terms"),
    scope=SCOPE,
    outcomes={
        "orchestrator": Outcome(id="orchestrator", group="role", name="Orchestrator", summary="", rules=(_RULE,)),
        "reciprocity": Outcome(
            id="reciprocity",
            group="readiness",
            name="Reciprocity",
            summary="",
            rules=(Rule(id="reciprocity.equal", effect="plus", says="Equal", points=100, when=_EQUAL),),
        ),
    },
    checks=(Check(id="too-many", says="Too many", when=_HOLDS),),
    warnings=(CautionRule(id="no-fallback", says="No fallback", when=_HOLDS),),
    steps={"charter": Step(id="charter", deed=Deed(does="Write it"), small=Deed(does="Write it"))},
    fingerprint="0",
)
