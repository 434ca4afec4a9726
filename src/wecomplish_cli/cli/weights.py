"""The weights that `--weight NAME=N` gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wecomplish_cli.cli.command import option
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WEIGHT = option(
    "NAME=N",
    "Let something count for N points each, from 0 to 100; can be repeated. `wecomplish "
    "explain suggestions` lists what counts.",
)
MOST = 100


def weights(given: Iterable[str], peer: bool = False) -> Mapping[str, int]:
    """Read the weights given; the others keep their own.

    Raises:
        UsageError: if one is unknown, given twice or not a whole number up to 100, or if all are 0.
    """
    from wecomplish_cli.derive.lookup import did_you_mean
    from wecomplish_cli.derive.suitability import WEIGHTS

    known = {each.name: each.points for each in WEIGHTS if (each.peer if peer else each.mentor)}
    found: dict[str, int] = {}
    for text in given:
        name, _, points = text.partition("=")
        if name not in known:
            hint = did_you_mean(name, known) or f"choose one of {', '.join(known)}"
            raise UsageError(f"--weight: nothing is called `{name}`{' among peers' if peer else ''}", hint)
        if name in found:
            raise UsageError(f"--weight: `{name}` is given twice", "keep one of them")
        if not re.fullmatch(r"[0-9]{1,3}", points, re.ASCII) or int(points) > MOST:
            raise UsageError(
                f"--weight: `{text}` is not a whole number from 0 to {MOST}", f"such as {name}=3"
            )
        found[name] = int(points)
    if not any((known | found).values()):
        raise UsageError("--weight: every weight is 0, so nothing would count", "leave at least one above 0")
    return found
