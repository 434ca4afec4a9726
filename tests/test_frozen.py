"""A frozen class is what `dataclass(frozen=True)` would make of it."""

from __future__ import annotations

from copy import copy, deepcopy
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from inspect import signature
from typing import Any

import pytest

from wecomplish_cli.frozen import frozen


class Point:
    x: int
    y: int = 2
    tags: list[str] = field(default_factory=list, compare=False)
    seen: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)
    path: str = field(init=False, default="here")


class Word:
    text: str


class Nothing:
    pass


class Named:
    def __init__(self) -> None:
        object.__setattr__(self, "x", 7)

    x: int

    def __repr__(self) -> str:
        return "Named"

    def __hash__(self) -> int:
        return 7


def both(bare: type, **how: Any) -> tuple[Any, Any]:
    """The same class made by us and by the standard library, under the same name."""
    body = {name: value for name, value in bare.__dict__.items() if name not in ("__dict__", "__weakref__")}
    ours, theirs = (type(bare.__name__, (), body.copy()) for _ in range(2))
    return frozen(**how)(ours), dataclass(frozen=True, **how)(theirs)


CASES: list[tuple[type, dict[str, Any], tuple[Any, ...], dict[str, Any]]] = [
    (Point, {}, (1,), {}),
    (Point, {}, (1, 5, ["a"]), {}),
    (Point, {"slots": True}, (1,), {"y": 3}),
    (Point, {"slots": True, "kw_only": True}, (), {"x": 1, "tags": ["b"]}),
    (Point, {"eq": False}, (1,), {}),
    (Word, {"slots": True}, ("a",), {}),
    (Nothing, {}, (), {}),
    (Named, {}, (), {}),
]


def ids(case: tuple[type, dict[str, Any], tuple[Any, ...], dict[str, Any]]) -> str:
    return " ".join([case[0].__name__, *case[1], *map(str, case[2])])


@pytest.mark.parametrize(("bare", "how", "given", "named"), CASES, ids=map(ids, CASES))
def test_it_looks_compares_and_behaves_the_same(
    bare: type, how: dict[str, Any], given: tuple[Any, ...], named: dict[str, Any]
) -> None:
    ours, theirs = both(bare, **how)
    one, same, other = ours(*given, **named), ours(*given, **named), theirs(*given, **named)
    assert repr(one).partition(" object at ")[0] == repr(other).partition(" object at ")[0]
    assert (one == same) == (other == theirs(*given, **named))
    assert one != other
    assert is_dataclass(one)
    assert [each.name for each in fields(one)] == [each.name for each in fields(other)]
    assert ours.__match_args__ == theirs.__match_args__
    if how.get("eq", True) and bare is not Named:
        assert hash(one) == hash(same)
    if bare is not Named:
        assert all(getattr(one, each.name) == getattr(other, each.name) for each in fields(other))
        assert signature(ours).parameters.keys() == signature(theirs).parameters.keys()
    assert hasattr(one, "__dict__") == hasattr(other, "__dict__")


def test_two_objects_share_no_default_that_can_change() -> None:
    ours, _ = both(Point)
    assert ours(1).tags is not ours(1).tags
    assert ours(1).seen is not ours(1).seen


def test_what_differs_is_not_equal_and_what_is_left_out_of_comparing_does_not_count() -> None:
    ours, _ = both(Point)
    assert ours(1) != ours(2)
    assert ours(1, tags=["a"]) == ours(1)
    assert len({ours(1), ours(1, tags=["a"]), ours(2)}) == 2
    assert replace(ours(1), y=9).y == 9


@pytest.mark.parametrize("how", [{}, {"slots": True}])
def test_nothing_can_be_set_or_deleted(how: dict[str, bool]) -> None:
    ours, theirs = both(Point, **how)
    for each in (ours(1), theirs(1)):
        with pytest.raises(FrozenInstanceError, match="cannot assign to field 'x'"):
            each.x = 2
        with pytest.raises(FrozenInstanceError, match="cannot delete field 'x'"):
            del each.x


@pytest.mark.parametrize("how", [{}, {"slots": True}])
def test_a_copy_is_equal_and_has_the_same_values(how: dict[str, bool]) -> None:
    for made in both(Point, **how):
        one = made(1, tags=["a"])
        shallow, deep = copy(one), deepcopy(one)
        assert shallow == deep == one
        assert shallow.tags is one.tags
        assert deep.tags == one.tags
        assert deep.tags is not one.tags


def test_what_is_given_wrongly_is_refused_in_the_same_words() -> None:
    ours, theirs = both(Point)
    for given, named in (((), {}), ((1, 2, 3, 4), {}), ((1,), {"z": 3})):
        said = []
        for made in (ours, theirs):
            ours_or_theirs: Any = made
            with pytest.raises(TypeError) as refused:
                ours_or_theirs(*given, **named)
            said.append(str(refused.value).partition("(")[2])
        assert said[0] == said[1]


def test_a_class_extends_another() -> None:
    @frozen(slots=True, kw_only=True)
    class Base:
        path: str = field(init=False, default="", compare=False)

    @frozen(slots=True, kw_only=True)
    class Extended(Base):
        name: str
        after: list[str] = field(default_factory=list)

        def __post_init__(self) -> None:
            self.after.append(self.name)

    assert Extended(name="a").after == ["a"]
    assert Extended(name="a") == Extended(name="a")
    assert repr(Extended(name="a")).endswith("Extended(path='', name='a', after=['a'])")
    assert Base() != Extended(name="a")
