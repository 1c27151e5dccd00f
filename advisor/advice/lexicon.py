"""What names in conditions are called, and how values read, in the language of the rule base."""

from collections.abc import Iterable, Mapping

from advisor.frozen import field, frozen
from advisor.language.kinds import AnyOf, Bounds, Number, OneOf, YesNo, chosen_in, is_known
from advisor.model.question import Question
from advisor.model.rulebase import RuleBase
from advisor.words import Words
from advisor.words import message as _


@frozen
class RuleBaseLexicon:
    """Labels from the rule base; wording for the sector where the profile says which one it is."""

    rulebase: RuleBase
    words: Words
    variant: str = ""
    """The option of the variants question that is known to hold."""
    _labels: dict[str, str] = field(default_factory=dict)

    def label(self, name: str) -> str:
        """A short noun phrase for a question, quantity, figure or outcome; the name itself if it has none."""
        if name not in self._labels:
            self._labels[name] = self._find_label(name)
        return self._labels[name]

    def _find_label(self, name: str) -> str:
        base = self.rulebase
        if name in base.questions:
            return self.wording(base.questions[name], "label")
        if name in base.quantities:
            return base.quantities[name].says
        if name in base.figures:
            return base.figures[name].says
        first, _dot, last = name.partition(".")
        if first in base.questions:
            return f"{self.label(first)} ({self.option(first, last)})"
        if first in base.outcomes:
            said = {"level": _("the level of %(what)s"), "fit": _("the fit of %(what)s")}
            return self.words.say(said.get(last, "%(what)s"), what=base.outcomes[first].name)
        return name

    def wording(self, question: Question, key: str) -> str:
        """The label, ask, why or help of a question, as the sector says it."""
        return question.variants.get(self.variant, {}).get(key) or str(getattr(question, key))

    def option(self, name: str, option: str) -> str:
        """What an option, or a level of a decision table, is called."""
        base = self.rulebase
        known = base.questions[name].options if name in base.questions else ()
        if name in base.quantities:
            known = base.quantities[name].levels
        for each in known:
            if each.id == option:
                return each.label
        return self.words.say(_("does not apply")) if name in base.questions else option

    def unit(self, name: str) -> str:
        """The unit of a number, or nothing."""
        first = name.partition(".")[0]
        if first in self.rulebase.questions:
            return self.rulebase.questions[first].unit
        return self.rulebase.quantities[first].unit if first in self.rulebase.quantities else ""

    # -- values

    def value_text(self, name: str, bounds: Bounds) -> str:
        """The value of a question or quantity in words: a value, a range, or what is still possible."""
        kind = self.rulebase.scope.kinds[name]
        match kind:
            case YesNo():
                said = {(0, 0): _("no"), (1, 1): _("yes"), (0, 1): _("yes or no")}
                return self.words.say(said[(int(bounds.low), int(bounds.high))])
            case Number(_low, _high, decimals):
                question = self.rulebase.questions.get(name)
                if question and question.anchors and is_known(bounds):
                    return self.words.say(
                        _("%(level)s of 5: %(anchor)s"), level=bounds.low, anchor=question.anchors[bounds.low - 1]
                    )
                return self._number_text(bounds, decimals, self.unit(name))
            case OneOf(options):
                return self.words.either([self.option(name, each) for each in chosen_in(bounds.high, options)])
            case AnyOf(options):
                return self._set_text(name, bounds, options)

    def _number_text(self, bounds: Bounds, decimals: int, unit: str) -> str:
        low, high = (self.words.number(end, decimals) for end in bounds)
        text = low if is_known(bounds) else self.words.say(_("%(low)s to %(high)s"), low=low, high=high)
        return self.words.quantity(text, unit)

    def chosen_text(self, name: str, chosen: Iterable[str]) -> str:
        """Options that are known to be chosen, in that order, in words."""
        return self.words.both([self.option(name, each) for each in chosen]) or self.words.say(_("none of these"))

    def _set_text(self, name: str, bounds: Bounds, options: tuple[str, ...]) -> str:
        if is_known(bounds):
            return self.chosen_text(name, chosen_in(bounds.low, options))
        sure = self.words.both([self.option(name, each) for each in chosen_in(bounds.low, options)])
        maybe = self.words.either([self.option(name, each) for each in chosen_in(bounds.high & ~bounds.low, options)])
        if not sure:
            return self.words.say(_("perhaps %(maybe)s"), maybe=maybe)
        return self.words.say(_("%(sure)s; perhaps %(maybe)s"), sure=sure, maybe=maybe)

    def fact_text(self, question: Question, given: Mapping[str, Bounds]) -> str:
        """An answer in words; for a number each, per option that has one."""
        if question.sort != "number each":
            return self.value_text(question.id, given[question.id])
        said = [
            f"{option.label} {self.value_text(name, given[name])}"
            for option in question.options
            if (name := f"{question.id}.{option.id}") in given
        ]
        return ", ".join(said) or self.words.say(_("none of these"))
