"""Whom a command line is about, and what is theirs: so that completion offers what fits first.

Only the files of that person, and of what they hold, are read.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from wecomplish_cli.model.text import is_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Read = Callable[[Path], dict[str, Any]]
    """Reads a file's values; nothing of one that cannot be read."""


def person(params: dict[str, Any], root: Path) -> str | None:
    """The id of the person whom the arguments name, by id, the only beginning of one, or `me`."""
    word = next((params[name] for name in ("mentee", "person") if params.get(name)), None)
    if not isinstance(word, str):
        return None
    if word == "me":
        return _me(root)
    known = [path.stem for path in (root / "people").glob("*.yaml") if path.stem.startswith(word)]
    return word if word in known else known[0] if len(known) == 1 else None


def _me(root: Path) -> str | None:
    """Who runs the command: by the environment, or whose file has the address that git knows."""
    from wecomplish_cli.git import repository

    named = os.environ.get("WECOMPLISH_AS")
    if named:
        return named if (root / "people" / f"{named}.yaml").is_file() else None
    email = (repository.user_email(root) or "").casefold()
    for path in (root / "people").glob("*.yaml") if email else ():
        with suppress(OSError):
            if email in path.read_text(encoding="utf-8", errors="replace").casefold():
                return path.stem
    return None


def expectations(root: Path, person: str, read: Read) -> Iterator[tuple[str, str]]:
    """What is expected of a person, each with its title: of what they hold, then the others."""
    # Where the organisation is, it may be another day: near enough for an offer.
    today = os.environ.get("WECOMPLISH_TODAY") or str(date.today())  # noqa: DTZ011
    assignments = read(root / "people" / f"{person}.yaml").get("assignments", {})
    held = [ref for ref, each in assignments.items() if str(each.get("until", "9999")) > today]
    for ref in held:
        folder, _, own = ref.partition("/")
        if folder in ("roles", "skillsets") and is_id(own):
            content = read(root / folder / f"{own}.yaml")
            for item, what in (content.get("responsibilities") or content.get("skills") or {}).items():
                if is_id(item) and str(what.get("retired", "9999")) > today:
                    yield f"{ref}/{item}", str(what.get("title", ""))
    for path in sorted((root / "expectations").glob("*.yaml")):
        content = read(path)
        asked = {*content.get("relevant_for", ())} & {*held} or person in content.get("people", ())
        if is_id(path.stem) and asked and str(content.get("retired", "9999")) > today:
            yield f"expectations/{path.stem}", str(content.get("title", ""))
