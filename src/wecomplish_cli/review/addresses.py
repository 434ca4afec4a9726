"""Whose an e-mail address is, by its form alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_BETWEEN = re.compile(r"[._-]")


def is_own(address: str, person: str, domains: Collection[str]) -> bool:
    """Whether an address is somebody's own: made of their id, within one of the domains.

    Of `ola-b-nordmann`: the whole id, its first or last word, both, or one and the first letter of the
    other, with dots, hyphens and underscores or without. No list of addresses that lead to others, such as
    `everyone` and `user%elsewhere`, would ever be complete.
    """
    local, _, domain = address.rpartition("@")
    words = person.split("-")
    first, last = words[0], words[-1]
    own = {"".join(words), first, last}
    if first != last:
        own |= {
            first + last,
            last + first,
            first[0] + last,
            last + first[0],
            first + last[0],
            last[0] + first,
        }
    # Lower case first would turn other letters into plain ones, such as the Kelvin sign.
    return address.isascii() and domain.lower() in domains and _BETWEEN.sub("", local.lower()) in own
