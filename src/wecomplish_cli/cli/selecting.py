"""Which findings `wecomplish check` is asked for: by rule, and by the files and folders they are in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from wecomplish_cli.dataset.store import Dataset
    from wecomplish_cli.diagnostics import Diagnostic


def by_rule(select: list[str], ignore: list[str]) -> Callable[[Diagnostic], bool]:
    """Read which rules are asked for.

    Raises:
        UsageError: if there is no such rule, or none is left.
    """
    from wecomplish_cli.rules.register import RULES

    wanted = _codes(select) if select else {rule.code for rule in RULES}
    wanted -= _codes(ignore)
    if not wanted:
        raise UsageError("no rule is left to judge by", "select more, or ignore less")
    return lambda each: each.code in wanted


def _codes(named: list[str]) -> set[str]:
    from wecomplish_cli.derive.lookup import did_you_mean
    from wecomplish_cli.rules.register import BY_NAME, RULES

    codes: set[str] = set()
    for word in (part.strip() for text in named for part in text.split(",")):
        fitting = {r.code for r in RULES if r.code.startswith(word.upper()) or r.name == word.lower()}
        if not word or not fitting:
            hint = did_you_mean(word, BY_NAME) or "`wecomplish explain` lists the rules"
            raise UsageError(f"no rule `{word}`", hint)
        codes |= fitting
    return codes


def within(paths: Iterable[Path], root: Path) -> list[str]:
    """Read which files and folders are asked about, relative to the root, which itself is empty.

    Raises:
        UsageError: if one lies outside the dataset.
    """
    inside = []
    for path in paths:
        try:
            relative = path.absolute().resolve().relative_to(root.resolve()).as_posix()
        except ValueError:
            raise UsageError(
                f"{path} is not within the dataset at {root}", "name files or folders of it"
            ) from None
        inside.append("" if relative == "." else relative)
    return inside


def by_path(inside: list[str]) -> Callable[[Diagnostic], bool]:
    """Select what is found in some files and folders; in all, if none is named."""
    return lambda each: not inside or any(_lies(each.path, path) for path in inside)


def require_there(inside: list[str], root: Path, *states: Dataset | None) -> None:
    """Make sure that the files and folders asked about are there in one of the states of the data.

    Raises:
        UsageError: if one is not.
    """
    from wecomplish_cli.derive.lookup import did_you_mean
    from wecomplish_cli.model.kinds import DATA_FOLDERS, SETTINGS_PATH

    refs = {ref for each in states if each is not None for ref in each.org.present} if inside else set()
    for path in inside:
        data = path.partition("/")[0] in DATA_FOLDERS
        known = path in ("", SETTINGS_PATH, *DATA_FOLDERS) or path.removesuffix(".yaml") in refs
        if known or any(_lies(ref, path) for ref in refs) or (not data and os.path.lexists(root / path)):
            continue
        hint = did_you_mean(path, [*DATA_FOLDERS, *(f"{ref}.yaml" for ref in sorted(refs))])
        raise UsageError(f"there is no `{path}` in the data", hint or "look at the spelling")


def _lies(path: str, above: str) -> bool:
    """Whether a path is a file, or lies in a folder; all lie in the one without a name."""
    return not above or path == above or path.startswith(f"{above}/")
