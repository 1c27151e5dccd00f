"""Questions, all but the conditions in them: those come when every name is known."""

from collections.abc import Mapping

from advisor.files.checked import Checked
from advisor.files.faults import Faults
from advisor.files.folder import SNAKE, Entry
from advisor.files.options import read_options
from advisor.files.shapes import Labels
from advisor.files.shapes_asked import LEVELS_OF_A_SCALE, QUESTION, SORTS, WORDING, question
from advisor.files.values import AnswerError, bounds_of, scaled, shown, within_most
from advisor.language.kinds import MOST_OPTIONS, AnyOf, Bounds, Kind, Number, OneOf, YesNo, everything, one_left
from advisor.language.tokens import RESERVED
from advisor.model.question import Option, Question, Sort
from advisor.words import closest


class QuestionReader:
    """Reads one question. What it cannot make sense of it has put among the faults, and gives no question for."""

    def __init__(self, entry: Entry, lists: Mapping[str, tuple[Option, ...]], variants: str, faults: Faults) -> None:
        """Begin with nothing read; `variants` is the question whose options give other wording."""
        self._entry = entry
        shape = question(variants)
        self._table = Checked(entry.raw, entry.spot, faults, shape, str(entry.raw.get("kind")))
        self._lists = lists
        self._variants = variants if shape is not QUESTION else ""
        self._faults = faults
        self.sound = False
        """Whether what it can be was read without a fault, so that conditions about it can be looked at."""

    def read(self, several: Mapping[str, Question]) -> Question | None:
        """The question; `several` are those with several choices, which a number each needs."""
        table = self._table
        sort: Sort = table.word("kind")
        if "kind" not in table or table.raw["kind"] not in SORTS:
            for key in ("label", "ask", "why"):
                table.text(key)
            self._check(of_any=True)
            return None
        so_far = len(self._faults)
        options = self._options(sort, several)
        offered_kind = self._offered_kind(sort, options)
        otherwise = table.take("otherwise")
        kind = self._widened(offered_kind, otherwise, sort)
        offered = _offered(offered_kind, kind)
        self.sound = len(self._faults) == so_far
        most = table.whole("most", max(1, len(options))) if table.can_have("most") else 0
        question = Question(
            id=self._entry.id,
            section=self._entry.home,
            sort=sort,
            label=table.text("label"),
            ask=table.text("ask"),
            why=table.text("why"),
            help=table.text("help"),
            unit=table.text("unit") if table.can_have("unit") else "",
            kind=kind,
            offered=offered,
            options=options,
            anchors=self._anchors() if sort == "scale" else (),
            most=most,
            per=table.word("per"),
            of=str(table.take("of") or "") if table.can_have("of") else "",
            otherwise=self._value("otherwise", otherwise, sort, kind),
            otherwise_because=table.text("otherwise_because"),
            variants=self._other_wording(),
            quick=table.flag("quick"),
            holder=table.word("holder"),
            confidential=table.flag("confidential"),
            changeable=table.word("changeable"),
            stale_after=table.whole("stale_after"),
            default=self._value("default", table.take("default"), sort, kind, offered, most)
            if table.can_have("default")
            else None,
        )
        self._check()
        return question

    def _check(self, *, of_any: bool = False) -> None:
        table = self._table
        if "when" in table and "otherwise" not in table:
            self._faults.add("R322", table.spot.within("when"))
        for key in ("otherwise", "otherwise_because"):
            if key in table and "when" not in table:
                self._faults.add("R323", table.spot.within(key), key=key)
        table.done(of_any=of_any)

    # -- what it can be

    def _options(self, sort: Sort, several: Mapping[str, Question]) -> tuple[Option, ...]:
        table = self._table
        if sort == "number each":
            of = table.text("of")
            if of and of not in several:
                guess = closest(of, several) or ""
                self._faults.add("R328", table.spot.within("of"), id=shown(of), guess=guess)
            return several[of].options if of in several else ()
        if sort not in ("one of", "any of"):
            return ()
        given = [key for key in ("options", "levels") if key in table]
        if sort == "one of" and len(given) != 1:
            self._faults.add("R327", table.spot)
            return ()
        key = "levels" if sort == "one of" and given == ["levels"] else "options"
        value = table.take(key)
        if value is None:
            return ()
        if isinstance(value, str):
            return self._listed(value, key)
        options = read_options(value, table, key)
        for name in table.expected(key, Labels).without:
            if any(option.id == name for option in options):
                self._faults.add("R326", table.spot.within(key, name))
        return options

    def _listed(self, value: str, key: str) -> tuple[Option, ...]:
        name = value.removeprefix("list:")
        if not value.startswith("list:"):
            guess = f"list:{name}" if name in self._lists else ""
            self._faults.add("R305", self._table.spot.within(key), key=key, guess=guess)
        elif name not in self._lists:
            near = closest(name, self._lists)
            guess = f"list:{near}" if near else ""
            self._faults.add("R340", self._table.spot.within(key), guess=guess, what="list", id=shown(name))
        return self._lists.get(name, ())

    def _offered_kind(self, sort: Sort, options: tuple[Option, ...]) -> Kind:
        ids = tuple(option.id for option in options)
        match sort:
            case "yes/no":
                return YesNo()
            case "one of":
                return OneOf(ids, ordered="levels" in self._table)
            case "any of":
                return AnyOf(ids)
            case "scale":
                return Number(1, 5)
            case "number" | "number each":
                return self._range()

    def _range(self) -> Number:
        table = self._table
        decimals = table.whole("decimals")
        low, high = table.decimal("from", decimals), table.decimal("to", decimals)
        if low > high:
            self._faults.add("R324", table.spot.within("from"))
            low, high = high, low
        return Number(low, high, decimals)

    def _widened(self, offered: Kind, otherwise: object, sort: Sort) -> Kind:
        """With room for what is a fact when the question does not apply, and for a number each for 0."""
        match offered:
            case Number(low, high, decimals):
                if sort == "number each":
                    low, high = min(0, low), max(0, high)
                try:
                    fact = low if otherwise is None else scaled(otherwise, decimals)
                except AnswerError:
                    return offered  # said where it is read
                return Number(min(low, fact), max(high, fact), decimals)
            case OneOf(options, ordered) if isinstance(otherwise, str) and otherwise not in options:
                self._extra(otherwise, options)
                return OneOf((otherwise, *options) if ordered else (*options, otherwise), ordered)
            case _:
                return offered

    def _extra(self, option: str, options: tuple[str, ...]) -> None:
        """A fact that is no answer: allowed, but it is one typing error away from an answer."""
        spot = self._table.spot.within("otherwise")
        if option in RESERVED:
            self._faults.add("R310", spot, id=option)
        elif not SNAKE.fullmatch(option):
            self._faults.add("R307", spot, id=shown(option))
        elif len(options) >= MOST_OPTIONS:
            self._faults.add("R320", spot, most=str(MOST_OPTIONS))
        elif guess := closest(option, options):
            self._faults.add("R331", spot, value=option, guess=guess, only_warns=True)

    def _value(
        self, key: str, raw: object, sort: Sort, kind: Kind, offered: Bounds | None = None, most: int = 0
    ) -> Bounds | None:
        if raw is None:
            return None
        try:
            return within_most(bounds_of(raw, sort, kind, offered), most)
        except AnswerError as error:
            self._faults.add(error.code, self._table.spot.within(key), guess=error.guess, values=error.values)
            return None

    # -- texts

    def _anchors(self) -> tuple[str, ...]:
        anchors = self._table.table("anchors")
        if anchors is None:
            return ()
        if set(anchors.raw) != set(LEVELS_OF_A_SCALE):
            self._faults.add("R325", anchors.spot)
        return tuple(anchors.inner_text(anchors.raw[each], each) for each in LEVELS_OF_A_SCALE if each in anchors)

    def _other_wording(self) -> dict[str, dict[str, str]]:
        """Whether the options exist is checked when every question is read."""
        table = self._table.table(self._variants) if self._variants else None
        found = {}
        for option in table.raw if table else ():
            wording = table.table(option) if table else None
            if wording:
                found[option] = {key: text for key in WORDING.keys if (text := wording.text(key))}
                wording.done()
        return found


def _offered(offered: Kind, kind: Kind) -> Bounds:
    """What a respondent can answer, on the kind that has room for more."""
    match offered:
        case YesNo():
            return Bounds(0, 1)
        case Number(low, high):
            return Bounds(low, high)
        case OneOf(options) | AnyOf(options):
            extra_is_first = isinstance(kind, OneOf) and kind.options[:1] != options[:1]
            return one_left(Bounds(0, everything(options) << extra_is_first), offered)
