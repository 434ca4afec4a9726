"""What an action decides: the edits, what they mean, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from wecomplish_cli.model.org import Org

if TYPE_CHECKING:
    from wecomplish_cli.edits import Edit

Consequences: TypeAlias = Callable[[Org], Iterable[str]]
"""Says, of the organisation as it is after the change, what follows from it."""


@dataclass(frozen=True)
class Plan:
    """A decided change; without edits, there is nothing to do and `done` says why."""

    edits: tuple[Edit, ...]
    done: str
    """What is so after the change, as a sentence."""
    consequences: Consequences = lambda _: ()
    warnings: tuple[str, ...] = ()
    """What whoever asked for the change may want to think about."""
    already: str = "it is so already"
    """What is so where the edits change nothing."""


def listed(names: Iterable[str], last: str = "and") -> str:
    """Join names as in a sentence: `A, B and C`."""
    *most, end = [*names] or ["nobody"]
    return f"{', '.join(most)} {last} {end}" if most else end


def counted(number: int, what: str) -> str:
    """Count things as in a sentence: `1 file`, `3 files`."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def people(number: int) -> str:
    """Count people as in a sentence: `nobody`, `1 person`, `3 people`."""
    return "nobody" if not number else "1 person" if number == 1 else f"{number} people"


def days(number: int) -> str:
    """Count days as in a sentence: `1 day`, `3 days`."""
    return counted(number, "day")


def both(first: Plan, second: Plan) -> Plan:
    """Join two plans into one change."""
    if not first.edits or not second.edits:
        return first if first.edits else second
    return Plan(
        (*first.edits, *second.edits),
        f"{first.done}; {second.done}",
        lambda after: (*first.consequences(after), *second.consequences(after)),
        (*first.warnings, *second.warnings),
    )
