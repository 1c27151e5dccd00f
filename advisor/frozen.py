"""Frozen data classes that cost next to nothing to define.

They behave as `dataclasses.dataclass(frozen=True)` does, and type checkers know them by `dataclass_transform`. The
standard library writes the methods of each class as source text and compiles them at import, a millisecond a class;
with some eighty classes that was four times the start of Python itself. Here the methods are shared.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar, dataclass_transform, overload

T = TypeVar("T")
MISSING: Final = object()


class Field:
    """How a field is filled in and compared, where that differs from the usual."""

    __slots__ = ("compare", "default", "factory")

    def __init__(self, default: object, factory: Callable[[], object] | None, *, compare: bool) -> None:
        """Store the facts."""
        self.default = default
        self.factory = factory
        self.compare = compare


def field(
    *,
    default: Any = MISSING,  # noqa: ANN401  (a field of any type)
    default_factory: Callable[[], Any] | None = None,
    compare: bool = True,
) -> Any:  # noqa: ANN401
    """A field with a default made anew each time, or one that does not take part in comparisons."""
    return Field(default, default_factory, compare=compare)


@overload
def frozen(made: type[T], /) -> type[T]: ...


@overload
def frozen(*, kw_only: bool = False) -> Callable[[type[T]], type[T]]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(made: type[T] | None = None, /, *, kw_only: bool = False) -> type[T] | Callable[[type[T]], type[T]]:
    """Make a class with annotated fields a frozen data class. Fields are not inherited."""
    if made is None:
        return lambda each: _made(each, kw_only=kw_only)
    return _made(made, kw_only=kw_only)


def fields(of: object) -> tuple[str, ...]:
    """The names of the fields of such a class, or of a value of it, in order. Raises TypeError for anything else."""
    made = of if isinstance(of, type) else type(of)
    names: tuple[str, ...] | None = made.__dict__.get("__fields__")
    if names is None:
        raise TypeError(f"{made.__name__} is no frozen class")
    return names


def is_frozen(value: object) -> bool:
    """Whether a value is one of such a class."""
    return "__fields__" in type(value).__dict__


def replace(value: T, /, **changes: object) -> T:
    """The same value with some fields changed."""
    own = value.__dict__
    return type(value)(**{name: own[name] for name in fields(value)} | changes)


def _made(made: type[T], *, kw_only: bool) -> type[T]:
    names = tuple(made.__annotations__)
    described = {name: made.__dict__.get(name, MISSING) for name in names}
    special = {name: each for name, each in described.items() if isinstance(each, Field)}
    for name, each in special.items():
        described[name] = each.default
        delattr(made, name)
    defaults = {name: each for name, each in described.items() if each is not MISSING}
    factories = {name: each.factory for name, each in special.items() if each.factory is not None}
    own: Mapping[str, object] = {
        "__fields__": names,
        "__match_args__": () if kw_only else names,
        "__init__": _init(made.__name__, names, defaults, factories, kw_only=kw_only),
        "__eq__": _equal,
        "__hash__": _hash,
        "__repr__": _repr,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        "__compared__": tuple(name for name in names if name not in special or special[name].compare),
    }
    for name, method in own.items():
        setattr(made, name, method)
    return made


def _init(
    called: str,
    names: tuple[str, ...],
    defaults: Mapping[str, object],
    factories: Mapping[str, Callable[[], object]],
    *,
    kw_only: bool,
) -> Callable[..., None]:
    """The ``__init__`` of one class. Values go straight into ``__dict__``, past the refusal to set anything."""
    whole, known = len(names), set(names)

    def init(self: object, *values: object, **named: object) -> None:
        own = self.__dict__
        if len(values) == whole and not kw_only and not named:
            own.update(zip(names, values))  # noqa: B905  (as many; saying so takes a third longer)
            return
        if not values and named.keys() == known:
            own.update(named)
            return
        if values and (kw_only or len(values) > whole):
            raise TypeError(f"{called}() takes {0 if kw_only else whole} positional arguments, not {len(values)}")
        given = dict(zip(names, values, strict=False))
        if given.keys() & named.keys() or not named.keys() <= known:
            raise TypeError(f"{called}() got a field twice, or one that it does not have: {', '.join(named)}")
        given.update(named)
        for name in names:
            if name in given:
                own[name] = given[name]
            elif name in defaults:
                own[name] = defaults[name]
            elif name in factories:
                own[name] = factories[name]()
            else:
                raise TypeError(f"{called}() needs {name}")

    return init


def _compared(value: Any) -> tuple[object, ...]:  # noqa: ANN401  (of any frozen class)
    own = value.__dict__
    return tuple([own[name] for name in value.__compared__])


def _equal(self: object, other: object) -> bool:
    return type(other) is type(self) and _compared(self) == _compared(other)


def _hash(self: object) -> int:
    return hash((type(self), _compared(self)))


def _repr(self: object) -> str:
    shown = ", ".join(f"{name}={self.__dict__[name]!r}" for name in fields(self))
    return f"{type(self).__qualname__}({shown})"


def _refuse(self: object, name: str, *_value: object) -> None:
    raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")
