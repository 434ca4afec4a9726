"""Records made without pydantic: wherever one is made, pydantic makes an equal one."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import pytest

from tests.conftest import EXAMPLE
from tests.stress.mutations import mutated
from wecomplish_cli.model.build import build
from wecomplish_cli.model.kinds import KINDS, kind_of
from wecomplish_cli.model.plans import PLAN
from wecomplish_cli.model.text import Quoted
from wecomplish_cli.yamltext import reader

VALUES: tuple[Any, ...] = (
    *("", " ", "x", "ola-nordmann", "roles/a", "roles/a/b", "expectations/a", "2026-03-01", "2026-02-30"),
    *("waiting", "true", "yes", "1", "007", "4.0", "active", "on", "a\nb", "a\tb", "ola@fjord.example"),
    *(Quoted("x"), Quoted("active"), Quoted("true"), Quoted("1"), Quoted("2026-03-01"), Quoted("")),
    *(None, [], {}, ["a"], ["a", "a"], [[]], {"a": "b"}, {"a": {}}, {"a": None}, [None]),
)
KEYS = ("x", "since", "from", "path", "role", "as", "previous", "Ola", "mentor", "milestones")


def agree(kind: Any, value: Any) -> bool:
    """Whether a record is made; it must be as pydantic makes it, and say the same of its texts."""
    suspects: list[str] = []
    made = build(kind.record, value, suspects)
    if made is None:
        assert suspects == []
        return False
    told: list[str] = []
    judged = kind.adapter.validate_python(value, context=told)
    assert repr(made) == repr(judged)
    assert (made, suspects) == (judged, told)
    return True


@cache
def files() -> list[tuple[Any, Any]]:
    """The kind and the values of each file of the example."""
    return [
        (kind_of(path.relative_to(EXAMPLE).as_posix()), reader.read(path.read_text("utf-8")))
        for path in sorted(EXAMPLE.rglob("*.yaml"))
    ]


def changed(value: Any, chance: random.Random) -> Any:
    """The value with something changed, anywhere in it."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        key = chance.choice([*value])
        new = {each: inner for each, inner in value.items() if each != key or chance.random() < 0.9}
        if key in new:
            new[key] = changed(value[key], chance)
        if chance.random() < 0.1:
            new[chance.choice(KEYS)] = value[key]
        return new
    if isinstance(value, list) and value and chance.random() < 0.7:
        at = chance.randrange(len(value))
        return [*value[:at], changed(value[at], chance), *value[at + chance.randrange(2) :]]
    return chance.choice(VALUES)


def test_every_file_of_the_example_is_made_into_the_record_that_pydantic_makes() -> None:
    assert all(agree(kind, value) for kind, value in files())


def test_of_changed_values_only_such_are_made_as_pydantic_makes_too(thorough: bool) -> None:
    times = 50_000 if thorough else 5_000
    chance = random.Random(1)  # noqa: S311
    made = 0
    for _ in range(times):
        kind, value = chance.choice(files())
        for _ in range(chance.choice((1, 1, 2, 3))):
            value = changed(value, chance)
        made += agree(kind, value)
    assert times / 20 < made < times * 0.9


def test_of_mutated_files_only_such_are_made_as_pydantic_makes_too(thorough: bool) -> None:
    times = 50_000 if thorough else 5_000
    made = 0
    for path, content in map(mutated, range(times)):
        try:
            value = reader.read(reader.decode(content))
        except reader.YamlError:
            continue
        made += agree(kind_of(path), value)
    assert made > times / 20


@pytest.mark.parametrize("kind", [*KINDS, PLAN], ids=lambda kind: kind.name)
@pytest.mark.parametrize("value", [{}, {"x": "y"}, {"path": "x"}, [], "x", None], ids=repr)
def test_what_is_no_such_record_is_left_to_pydantic(kind: Any, value: Any) -> None:
    if value != {} or kind.name != "familiarity":
        assert not agree(kind, value)
