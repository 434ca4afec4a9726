"""Whose approval a change needs before it is merged, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.frozen import frozen
from wecomplish_cli.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wecomplish_cli.review.authorize import Ruling

MOST_NAMED = 5
"""People of whom any may approve that a sentence names; of more, it says how many."""

NUMBERS = {2: "two"}
"""How many administrators a row of the matrix may ask for, in words."""


@frozen
class Needed:
    """People of whom so many have to approve a change."""

    people: tuple[str, ...]
    number: int


def sentence(rulings: Iterable[Ruling], known: bool = True) -> str | None:
    """Say who has to approve a change, or that nobody can; None where nobody has to.

    Unless it is `known` who made it, that may be one of them.
    """
    denied = [ruling for ruling in rulings if not ruling.allowed]
    hopeless = next((ruling for ruling in denied if not ruling.could_approve), None)
    if hopeless:
        return f"a review will refuse this: {hopeless.reason}"
    if not denied:
        return None
    names = {each.person: each.name for ruling in denied for each in ruling.could_approve}
    groups = sorted(needed(denied), key=lambda each: len(each.people) - each.number)
    parts = [_part([names[person] for person in each.people], each.number) for each in groups]
    return f"{'' if known else 'unless that is you, '}{', and '.join(parts)} must approve this"


def needed(denied: Iterable[Ruling]) -> list[Needed]:
    """List whose approval is missing for what is denied; whose approval is enough for all is listed alone."""
    numbers: dict[tuple[str, ...], int] = {}
    for ruling in denied:
        people = tuple(each.person for each in ruling.could_approve)
        numbers[people] = max(numbers.get(people, 0), ruling.missing)
    groups = [Needed(people, number) for people, number in numbers.items()]
    most = max((each.number for each in groups), default=0)
    common = [p for p in (groups[0].people if groups else ()) if all(p in each.people for each in groups)]
    if common and len(common) >= most:
        return [Needed(tuple(common), most)]
    return [each for each in groups if not any(_covers(other, each) for other in groups)]


def _covers(one: Needed, other: Needed) -> bool:
    """Whether the approvals that one group takes are enough for another."""
    return one != other and {*one.people} <= {*other.people} and one.number >= other.number


def _part(names: list[str], number: int) -> str:
    """Name the people of whom so many have to approve."""
    if len(names) <= number:
        return listed(names)
    more = len(names) - MOST_NAMED
    if more > 1:
        names = [*names[:MOST_NAMED], f"{more} others"]
    return listed(names, "or") if number == 1 else f"{NUMBERS.get(number, str(number))} of {listed(names)}"
