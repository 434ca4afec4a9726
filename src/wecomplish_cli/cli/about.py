"""Whom a command line is about, and what is theirs: so that completion offers what fits first.

Only the files of that person, and of what they hold, are read.
"""

from __future__ import annotations

import os
from contextlib import suppress
from time import strftime

from wecomplish_cli.model.text import is_id

TYPE_CHECKING = False
if TYPE_CHECKING:  # At the tab key, even loading `typing` is felt.
    from collections.abc import Callable, Iterator
    from typing import Any

    Read = Callable[[str], dict[str, Any]]
    """Reads a file's values; nothing of one that cannot be read."""


def ids(folder: str, begun: str = "") -> Iterator[str]:
    """The ids in a folder that begin so, in the order of their files."""
    with suppress(OSError):
        for name in sorted([each for each in os.listdir(folder) if each.startswith(begun)]):
            own = name.removesuffix(".yaml")
            if own != name and is_id(own):
                yield own


def person(params: dict[str, Any], root: str) -> str | None:
    """The id of the person whom the arguments name, by id, the only beginning of one, or `me`."""
    word = next((params[name] for name in ("mentee", "person") if params.get(name)), None)
    if not isinstance(word, str):
        return None
    if word == "me":
        return _me(root)
    known = [*ids(os.path.join(root, "people"), word)]
    return word if word in known else known[0] if len(known) == 1 else None


def _me(root: str) -> str | None:
    """Who runs the command: by the environment, or whose file has the address that git knows."""
    people = os.path.join(root, "people")
    named = os.environ.get("WECOMPLISH_AS")
    if named:
        return named if named in ids(people, named) else None
    from pathlib import Path

    from wecomplish_cli.git import repository

    email = (repository.user_email(Path(root)) or "").casefold()
    for own in ids(people) if email else ():
        with (
            suppress(OSError),
            open(os.path.join(people, f"{own}.yaml"), encoding="utf-8", errors="replace") as file,
        ):
            if email in file.read().casefold():
                return own
    return None


def expectations(root: str, person: str, read: Read) -> Iterator[tuple[str, str]]:
    """What is expected of a person, each with its title: of what they hold, then the others."""
    # Where the organisation is, it may be another day: near enough for an offer.
    today = os.environ.get("WECOMPLISH_TODAY") or strftime("%Y-%m-%d")
    assignments = read(os.path.join(root, "people", f"{person}.yaml")).get("assignments", {})
    held = [ref for ref, each in assignments.items() if str(each.get("until", "9999")) > today]
    for ref in held:
        folder, _, own = ref.partition("/")
        if folder in ("roles", "skillsets") and is_id(own):
            content = read(os.path.join(root, folder, f"{own}.yaml"))
            for item, what in (content.get("responsibilities") or content.get("skills") or {}).items():
                if is_id(item) and str(what.get("retired", "9999")) > today:
                    yield f"{ref}/{item}", str(what.get("title", ""))
    for own in ids(os.path.join(root, "expectations")):
        content = read(os.path.join(root, "expectations", f"{own}.yaml"))
        asked = {*content.get("relevant_for", ())} & {*held} or person in content.get("people", ())
        if asked and str(content.get("retired", "9999")) > today:
            yield f"expectations/{own}", str(content.get("title", ""))
