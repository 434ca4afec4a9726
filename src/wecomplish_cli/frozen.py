"""Frozen dataclasses whose methods are not compiled before they are needed.

Before Python 3.13, `dataclass(frozen=True)` compiles six functions for each class, which took a fifth of the
time that a small command takes. Here one is, `__init__`, when the first object is made. All else is the same.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform, overload

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


@overload
def frozen(cls: type[T], /) -> type[T]: ...


@overload
def frozen(
    *, eq: bool = True, slots: bool = False, kw_only: bool = False
) -> Callable[[type[T]], type[T]]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: Any = None, /, *, eq: bool = True, slots: bool = False, kw_only: bool = False) -> Any:
    """Make a class a frozen dataclass; what it extends must be one made like this, if it is a dataclass."""
    if cls is None:
        return partial(_frozen, eq=eq, slots=slots, kw_only=kw_only)
    return _frozen(cls, eq=eq, slots=slots, kw_only=kw_only)


def _frozen(cls: type[Any], *, eq: bool, slots: bool, kw_only: bool) -> Any:
    own = {*cls.__dict__}
    made: Any = dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)(cls)
    methods = {
        "__init__": _first_init(made),
        "__repr__": _repr,
        "__setattr__": _refuse_setting,
        "__delattr__": _refuse_deleting,
        **(_equality(made) if eq else {}),
        **({"__getstate__": _state, "__setstate__": _restore} if slots else {}),
    }
    for name, method in methods.items():
        if name not in own:
            setattr(made, name, method)
    return made


def _first_init(made: Any) -> Callable[..., None]:
    """The `__init__` that stands there until the first object is made."""

    def first_init(self: Any, *given: Any, **named: Any) -> None:
        made.__init__ = _init(made)
        made.__init__(self, *given, **named)

    return first_init


def _init(made: Any) -> Any:
    """Compile the `__init__` that `dataclass` would have made."""
    names: dict[str, Any] = {"_set": object.__setattr__, "_missing": MISSING}
    lines: list[str] = []
    positional, keyword = ["self"], list[str]()
    for each in fields(made):
        shown, value = _given(each, names)
        if each.init:
            (keyword if each.kw_only else positional).append(shown)
        if each.init or value != each.name:
            lines.append(f" _set(self, {each.name!r}, {value})")
    if hasattr(made, "__post_init__"):
        lines.append(" self.__post_init__()")
    parameters = ", ".join([*positional, *(["*", *keyword] if keyword else [])])
    exec("\n".join([f"def __init__({parameters}):", *(lines or [" pass"])]), names)  # noqa: S102 - of names of fields only
    return names["__init__"]


def _given(each: Field[Any], names: dict[str, Any]) -> tuple[str, str]:
    """How a field stands among the parameters of `__init__`, and its value; adds to the names used there."""
    name, kept = each.name, f"_{each.name}_"
    if each.default is not MISSING:
        names[kept] = each.default
        return f"{name}={kept}", name if each.init else kept
    if each.default_factory is not MISSING:
        names[kept] = each.default_factory
        made = f"{kept}() if {name} is _missing else {name}" if each.init else f"{kept}()"
        return f"{name}=_missing", made
    return name, name


def _equality(made: Any) -> dict[str, Any]:
    """What compares two objects, and sums one up, by the same fields."""
    names = [each.name for each in fields(made) if each.compare]
    # `attrgetter` wants a name, and returns a tuple from two on; that the first is there twice does no harm.
    compared: Callable[[Any], Any] = attrgetter(*names, names[0]) if names else lambda _: ()

    def equal(self: Any, other: object) -> Any:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def summed_up(self: Any) -> int:
        return hash(compared(self))

    return {"__eq__": equal, "__hash__": summed_up}


def _repr(self: Any) -> str:
    shown = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{self.__class__.__qualname__}({shown})"


def _state(self: Any) -> list[Any]:
    """The values of the fields: what copies an object with slots would otherwise set them one by one."""
    return [getattr(self, each.name) for each in fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for each, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)


def _refuse_setting(self: Any, name: str, value: Any) -> None:  # noqa: ARG001 - as it is called
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(self: Any, name: str) -> None:  # noqa: ARG001 - as it is called
    raise FrozenInstanceError(f"cannot delete field {name!r}")
