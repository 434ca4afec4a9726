"""The extras of the package: what is installed only where it is wanted."""

from __future__ import annotations

import re
from collections import defaultdict
from importlib.metadata import PackageNotFoundError, requires, version

PACKAGE = "wecomplish-cli"
_NEEDED = re.compile(r"([\w.-]+).*;.*\bextra == [\"']([\w.-]+)[\"']")


def extras() -> dict[str, bool]:
    """Each extra, and whether all that it needs is installed."""
    needed: dict[str, list[str]] = defaultdict(list)
    for requirement in requires(PACKAGE) or ():
        if found := _NEEDED.match(requirement):
            needed[found[2]].append(found[1])
    return {extra: all(map(_is_installed, packages)) for extra, packages in sorted(needed.items())}


def _is_installed(package: str) -> bool:
    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True
