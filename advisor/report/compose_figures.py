"""The figures that the rule base wants shown: what each is, and what those that add up numbers are made of."""

from collections.abc import Iterator, Mapping

from advisor.advice.behind import Behind
from advisor.advice.facts import settle
from advisor.language import tree
from advisor.language.kinds import Bounds, Number, is_known, widest
from advisor.language.prose import phrase
from advisor.model.rulebase import Quantity, RuleBase
from advisor.report.dates import written
from advisor.report.document import Align, Block, Heading, Item, Items, Note, Table
from advisor.report.parts import Parts, parts_of
from advisor.report.told import told_text, without_limits
from advisor.report.wording import TOLD, Wording

MOST_QUESTIONS = 3
"""Open questions named beside one figure."""
NOTHING = Bounds(0, 0)


def figures(wording: Wording) -> list[Block]:
    """What each figure is, with its parts; no blocks while nothing is known of any."""
    shown = shown_quantities(wording.assessment.rulebase)
    if not shown:
        return []
    composer = _Figures(wording)
    values = {each: composer.value(each) for each in shown}
    if not any(values.values()):
        return []
    say = wording.words.say
    rows = tuple((_cited(_titled(each.says), each.source), values[each] or composer.not_known(each)) for each in shown)
    cites = tuple(source for each in shown for source in each.source)
    return [
        Heading(2, say("Figures")),
        Table((say("Figure"), say("Value")), rows, cites=cites),
        *(Note(note) for note in dict.fromkeys(each.note for each in shown) if note),
        *composer.breakdowns({each: parts for each in shown if (parts := parts_of(wording.assessment, each.id))}),
    ]


def shown_quantities(base: RuleBase) -> list[Quantity]:
    """Numbers first, then what follows from them in words; each after everything it is worked out from."""
    depths: dict[str, int] = {}

    def depth(name: str) -> int:
        if name not in depths:
            inner = base.quantities.get(name)
            depths[name] = 1 + max(map(depth, tree.names_in(inner.expr)), default=0) if inner else 0
        return depths[name]

    shown = [each for each in base.quantities.values() if each.shown]
    return sorted(shown, key=lambda each: (not isinstance(each.kind, Number), depth(each.id), each.id))


def _titled(text: str) -> str:
    """A phrase as the head of a row or a column."""
    return text[:1].upper() + text[1:]


def _cited(text: str, sources: tuple[str, ...]) -> str:
    return f"{text} [{', '.join(sources)}]" if sources else text


def _decimals(quantity: Quantity) -> int:
    return quantity.kind.decimals if isinstance(quantity.kind, Number) else 0


class _Figures:
    """Words for the figures of one assessment."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.words = wording.words
        self.assessment = wording.assessment
        self.unlimited = without_limits(wording.assessment)

    # -- what each is

    def value(self, quantity: Quantity) -> str:
        """What is known of it; nothing if nothing is."""
        name, bounds, wide = quantity.id, self.assessment.given[quantity.id], widest(quantity.kind)
        if isinstance(quantity.kind, Number):
            unlimited = self.unlimited.given[name]
            return told_text(self.words, bounds, unlimited, wide, _decimals(quantity), quantity.unit)
        return self.wording.value(name) if is_known(bounds) or bounds != wide else ""

    def not_known(self, quantity: Quantity) -> str:
        """That it is not known, and which answers it takes."""
        base = self.assessment.rulebase
        behind = Behind(base, settle(base, self.assessment.profile)).open_questions(quantity.id)
        labels = self.wording.names(each for each in base.questions if each in behind)
        asked = self.wording.listed(labels, ", ", MOST_QUESTIONS)
        return self.words.say("not known; to be answered: %(questions)s", questions=asked)

    # -- what each is made of

    def breakdowns(self, parts: Mapping[Quantity, Parts]) -> list[Block]:
        """A table for each question whose numbers were added up, with its quantities side by side."""
        blocks: list[Block] = []
        for numbers in dict.fromkeys(each.numbers for each in parts.values()):
            of = self.assessment.rulebase.questions[numbers].of
            if self.assessment.facts[of].state in TOLD and self.assessment.given[of].high:
                columns = {quantity: each for quantity, each in parts.items() if each.numbers == numbers}
                blocks += self._breakdown(numbers, of, columns)
        return blocks

    def _breakdown(self, numbers: str, of: str, columns: Mapping[Quantity, Parts]) -> list[Block]:
        name, say = self.wording.name, self.words.say
        units = [each.unit for each in columns]
        title, says = say("How these figures are made up"), [_titled(each.says) for each in columns]
        if len(set(units)) == 1 and units[0]:
            title = say("How these figures are made up, in %(unit)s", unit=units[0])
        else:
            says = [f"{head} ({unit})" if unit else head for head, unit in zip(says, units, strict=True)]
        heads = (_titled(name(of)), _titled(name(numbers)), *says)
        right: Align = "right"
        aligned: tuple[Align, ...] = ("left", *(right for _ in heads[1:]))
        figures = dict.fromkeys(figure for made in columns.values() for figure in made.figures)
        known = self.assessment.rulebase.figures
        return [
            Heading(3, title),
            Table(heads, tuple(self._rows(numbers, of, columns)), aligned, total=True),
            Items(tuple(self._figure(each) for each in figures)),
            *(Note(note) for note in dict.fromkeys(known[each].note for each in figures) if note),
        ]

    def _rows(self, numbers: str, of: str, columns: Mapping[Quantity, Parts]) -> Iterator[tuple[str, ...]]:
        """A row per option, a row for each other thing that is added, and the sum."""
        unlimited = {each: found for each in columns if (found := parts_of(self.unlimited, each.id))}
        for option in next(iter(columns.values())).options:
            parts = (
                self._part(each, columns[each].options[option], unlimited[each].options[option]) for each in columns
            )
            yield self._option(of, option), self._users(f"{numbers}.{option}"), *parts
        for expr in dict.fromkeys(expr for made in columns.values() for expr in made.others):
            row = [(each, columns[each].others.get(expr), unlimited[each].others.get(expr)) for each in columns]
            if any(bounds not in (None, NOTHING) for _, bounds, _ in row):
                cells = (self._part(each, bounds, wide) if bounds and wide else "" for each, bounds, wide in row)
                yield _titled(phrase(expr, self.wording.lexicon)), "", *cells
        given, wide = self.assessment.given, self.unlimited.given
        yield self.words.say("Total"), "", *(self._part(each, given[each.id], wide[each.id]) for each in columns)

    def _option(self, of: str, option: str) -> str:
        """What it is called, and whether it is sure that it was chosen."""
        kind, label = self.assessment.rulebase.questions[of].kind, _titled(self.wording.lexicon.option(of, option))
        options = getattr(kind, "options", ())
        sure = self.assessment.given[of].low >> options.index(option) & 1
        return label if sure else self.words.say("%(option)s, perhaps", option=label)

    def _users(self, name: str) -> str:
        question = self.assessment.rulebase.questions[name.partition(".")[0]]
        bounds, unlimited = self.assessment.given[name], self.unlimited.given[name]
        wide = Bounds(max(0, question.offered.low), question.offered.high)
        return told_text(self.words, bounds, unlimited, wide, question.decimals) or self.words.say("number not known")

    def _part(self, quantity: Quantity, bounds: Bounds, unlimited: Bounds) -> str:
        wide = Bounds(0, max(widest(quantity.kind).high, unlimited.high + 1))
        return told_text(self.words, bounds, unlimited, wide, _decimals(quantity)) or self.words.say("not known")

    def _figure(self, name: str) -> Item:
        figure = self.assessment.rulebase.figures[name]
        read = self.words.say("as of %(date)s", date=written(figure.as_of, self.words)) if figure.as_of else ""
        return Item(figure.says, mark=self.words.say("counted with"), aside=read, cites=figure.source)
