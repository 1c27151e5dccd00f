"""One profile under one rule base, as values one can compare: what each thing is, and what it is worked out from."""

from collections.abc import Callable, Container, Iterator, Mapping
from typing import Final

from advisor.advice.lexicon import RuleBaseLexicon
from advisor.language import tree
from advisor.language.kinds import Bounds, is_known
from advisor.language.possible import possible
from advisor.language.trace import Truth, truth_of
from advisor.language.tree import Expr
from advisor.model.assessment import Assessment
from advisor.model.rulebase import CautionRule, Path, Rule
from advisor.model.values import plain_value
from advisor.words import Words
from advisor.words import message as _

Node = tuple[str, str, str]
"""What it is, its id, and for some the step it is about: ``("rule", "consumer.large", "")``."""
ABSENT: Final = "absent"
TRUTHS: Final[Mapping[Truth, str]] = {
    Truth.YES: _("holds"),
    Truth.NO: _("does not hold"),
    Truth.OPEN: _("open"),
}
STATES: Final[Mapping[str, str]] = {
    "needed": _("needed"),
    "possible": _("possible"),
    "done": _("done"),
    ABSENT: _("not in the plan"),
}
HELD: Final[Mapping[str, Truth]] = {"must": Truth.YES, "bar": Truth.NO}
"""When a gate is as good as none."""


class Side:
    """What became of a profile under one rule base."""

    def __init__(self, assessment: Assessment, words: Words) -> None:
        """Put what is asked for again and again in order."""
        self.base = assessment.rulebase
        self.given = assessment.given
        self._assessment = assessment
        self._words = words
        self._lexicon = RuleBaseLexicon(self.base, words)
        self._findings = {each.outcome.id: each for each in assessment.findings()}
        self._verdicts = {each.rule.id: each for finding in assessment.findings() for each in finding.verdicts}
        self._steps = {each.step.id: each.state for each in assessment.steps}
        self._paths = {each.id: each for each in self.base.paths}
        self._warnings = {each.id: each for each in self.base.warnings}
        self._values: Mapping[str, Callable[[str, str], object]] = {
            "standing": self._of_standing,
            "condition": self._of_condition,
            "rule": self._of_rule,
            "call": self._of_call,
            "view": self._of_view,
            "alarm": self._of_alarm,
            "path": self._of_path,
            "step": self._of_step,
            "before": self._of_before,
            "question": self._of_question,
            "quantity": self._of_quantity,
            "figure": self._of_figure,
            "head": self._of_head,
            "shared": self._of_shared,
        }
        self._texts: Mapping[str, tuple[Container[str], Callable[[str], str]]] = {
            "rule": (self._verdicts, self._rule_text),
            "call": (self._verdicts, self._rule_text),
            "step": (self.base.steps, self._step_text),
            "before": (self.base.steps, self._step_text),
            "standing": (self._findings, self._standing_text),
            "condition": (self._findings, self._standing_text),
            "view": (self._findings, self._standing_text),
            "question": (self.base.questions, self._question_text),
            "quantity": (self.base.quantities, lambda name: self._lexicon.value_text(name, self.given[name])),
            "figure": (self.base.figures, self._figure_text),
        }

    # -- what it is

    def value(self, node: Node) -> object:
        """What a node comes to; the same as nothing where it makes no difference, such as a gate that is kept."""
        sort, name, step = node
        return self._values[sort](name, step)

    def _of_standing(self, name: str, _step: str) -> object:
        finding = self._findings.get(name)
        return None if finding is None else (finding.outcome.group, finding.could_be, finding.key)

    def _of_condition(self, name: str, _step: str) -> object:
        finding = self._findings.get(name)
        return finding.could_be if finding and finding.outcome.condition else None

    def _of_rule(self, name: str, _step: str) -> object:
        verdict = self._verdicts.get(name)
        if verdict is None:
            return None
        effect = verdict.rule.effect
        if effect in HELD:
            return None if verdict.truth is HELD[effect] else (effect, verdict.truth)
        return (effect, verdict.counts) if effect != "warn" and verdict.counts.high else None

    def _of_call(self, name: str, step: str) -> object:
        verdict = self._verdicts.get(name)
        if verdict is None or step not in verdict.rule.remedy:
            return None
        rule = verdict.rule
        return rule.effect, verdict.truth, (rule.group, rule.points) if rule.group else None

    def _of_view(self, name: str, _step: str) -> object:
        finding = self._findings.get(name)
        if finding is None:
            return None
        emerging = self.base.thresholds.emerging
        return finding.outcome.condition or (finding.fit.low >= emerging, finding.fit.high >= emerging)

    def _of_alarm(self, name: str, step: str) -> object:
        warning = self._warnings.get(name)
        if warning is None or step not in warning.remedy:
            return None
        truth = truth_of(possible(warning.when, self.given))
        return None if truth is Truth.NO else truth

    def _of_path(self, name: str, _step: str) -> object:
        path = self._paths.get(name)
        truth = truth_of(possible(path.when, self.given)) if path else Truth.NO
        return (path.to, truth) if path and truth is not Truth.NO else None

    def _of_step(self, name: str, _step: str) -> object:
        return self.state(name)

    def _of_before(self, name: str, step: str) -> object:
        state = self.state(name)
        known = self.base.steps.get(name)
        return state if known and step in known.after and state in ("needed", "possible") else None

    def _of_question(self, name: str, _step: str) -> object:
        question = self.base.questions.get(name)
        if question is None:
            return None
        return {each: plain_value(self.base.scope.kinds[each], self.given[each]) for each in question.names}

    def _of_quantity(self, name: str, _step: str) -> object:
        quantity = self.base.quantities.get(name)
        return None if quantity is None else plain_value(quantity.kind, self.given[name])

    def _of_figure(self, name: str, _step: str) -> object:
        return self.base.scope.constants.get(name) or self.base.scope.weights.get(name)

    def _of_head(self, name: str, _step: str) -> object:
        return getattr(self.base, name)

    def _of_shared(self, name: str, _step: str) -> object:
        return self.base.is_shared(name)

    def state(self, step: str) -> str:
        """Needed, possible, done, or absent."""
        return self._steps.get(step, ABSENT)

    def conditions(self, step: str) -> dict[str, object]:
        """The conditions of a step by key, and what each comes to."""
        known = self.base.steps.get(step)
        found: dict[str, object] = {}
        for key in ("when", "met", "unless"):
            expr = getattr(known, key, None)
            found[key] = possible(expr, self.given) if expr else Bounds(0, 0)
        return found

    # -- what it is worked out from

    def inner(self, node: Node) -> Iterator[Node]:
        """The nodes from which this one is worked out."""
        sort, name, _step = node
        match sort:
            case "standing" if name in self._findings:
                yield from (("rule", rule.id, "") for rule in self._findings[name].outcome.rules)
            case "condition" | "view":
                yield "standing", name, ""
            case "before":
                yield "step", name, ""
            case "step" if name in self.base.steps:
                yield from self._before_step(name)
            case "question" if name in self.base.questions:
                yield from self._inside_question(name)
            case "rule" | "call" if name in self._verdicts:
                yield from self._beside_rule(self._verdicts[name].rule)
            case _:
                pass
        if (expr := self._expr(sort, name)) is not None:
            yield from self._read(expr)

    def _expr(self, sort: str, name: str) -> Expr | None:
        """The one expression that a node stands for, if there is one."""
        if sort in ("rule", "call"):
            return self._verdicts[name].rule.when if name in self._verdicts else None
        if sort == "quantity":
            return self.base.quantities[name].expr if name in self.base.quantities else None
        conditions: Mapping[str, Mapping[str, Path | CautionRule]] = {"path": self._paths, "alarm": self._warnings}
        found = conditions.get(sort, {}).get(name)
        return found.when if found else None

    def _beside_rule(self, rule: Rule) -> Iterator[Node]:
        """The others of its group, of which only the best counts."""
        if rule.group:
            for each in self._findings[rule.id.rpartition(".")[0]].outcome.rules:
                if each.group == rule.group and each.id != rule.id:
                    yield "rule", each.id, ""

    def _before_step(self, name: str) -> Iterator[Node]:
        step = self.base.steps[name]
        for expr in (step.when, step.met, step.unless):
            if expr is not None:
                yield from self._read(expr)
        for rule in self.base.rules().values():
            if name in rule.remedy:
                yield "call", rule.id, name
                yield "view", rule.id.rpartition(".")[0], ""
        yield from (("alarm", each.id, name) for each in self.base.warnings if name in each.remedy)
        yield from (("before", each.id, name) for each in self.base.steps.values() if name in each.after)

    def _inside_question(self, name: str) -> Iterator[Node]:
        question = self.base.questions[name]
        for expr in (question.when, question.at_most):
            if expr is not None:
                yield from self._read(expr)
        if question.of:
            yield "question", question.of, ""
        if question.per:
            yield "head", "weakest", ""
            if self.base.weakest in self._findings:
                yield "standing", self.base.weakest, ""
        yield "shared", name, ""

    def _read(self, expr: Expr) -> Iterator[Node]:
        """Everything that an expression names."""
        match expr:
            case tree.Name(name):
                first = name.partition(".")[0]
                sorts = (("question", self.base.questions), ("quantity", self.base.quantities))
                sort = next((sort for sort, known in sorts if first in known), "standing")
                yield sort, first, ""
            case tree.Constant(_, _, figure) if figure:
                yield "figure", figure, ""
            case tree.Weighted(_, figure):
                yield "figure", figure, ""
            case _:
                pass
        for part in tree.parts(expr):
            yield from self._read(part)

    # -- how it reads

    def text(self, node: Node) -> str:
        """What a node comes to, in words; nothing where it is not there."""
        sort, name, _step = node
        if sort in ("path", "alarm"):
            expr = self._expr(sort, name)
            return self._words.say(TRUTHS[truth_of(possible(expr, self.given))]) if expr else ""
        known, text = self._texts.get(sort, ((), str))
        return text(name) if name in known else ""

    def _rule_text(self, name: str) -> str:
        verdict = self._verdicts[name]
        held = self._words.say(TRUTHS[verdict.truth])
        if not verdict.rule.points:
            return held
        sign = "-" if verdict.rule.effect == "minus" else "+"
        low, high = verdict.counts
        points = f"{sign}{low}" if is_known(verdict.counts) else f"{sign}{low}..{sign}{high}"
        return f"{held}, {points}"

    def _step_text(self, name: str) -> str:
        return self._words.say(STATES[self.state(name)])

    def _standing_text(self, name: str) -> str:
        return self._words.either([each.value for each in self._findings[name].could_be])

    def _question_text(self, name: str) -> str:
        return self._lexicon.fact_text(self.base.questions[name], self.given)

    def _figure_text(self, name: str) -> str:
        (value, *_later), decimals = self.base.values_of(self.base.figures[name])
        return ", ".join(self._words.number(each, decimals) for each in value.values)
