"""What an action decides: the edits, what they mean, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias

from wecomplish_cli.derive.view import View
from wecomplish_cli.frozen import frozen

if TYPE_CHECKING:
    from wecomplish_cli.model.edits import Edit

Consequences: TypeAlias = Callable[[View], Iterable[str]]
"""Says, of the organisation as it is after the change, what follows from it."""


@frozen
class Plan:
    """A decided change; without edits, there is nothing to do and `done` says why."""

    edits: tuple[Edit, ...]
    done: str
    """What is so after the change, as a sentence."""
    consequences: Consequences = lambda _: ()
    warnings: tuple[str, ...] = ()
    """What whoever asked for the change may want to think about."""
    already: str = "nothing would change"
    """What is so where the edits change nothing."""


def both(first: Plan, second: Plan) -> Plan:
    """Join two plans into one change; what one of them leaves as it is, is said as well."""
    return Plan(
        (*first.edits, *second.edits),
        f"{first.done}; {second.done}",
        lambda after: (*first.consequences(after), *second.consequences(after)),
        (*first.warnings, *second.warnings),
    )
