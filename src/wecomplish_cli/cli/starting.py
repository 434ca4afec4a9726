"""What `wecomplish init` writes, and where it goes: the dataset, and what a platform needs beside it."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from wecomplish_cli.errors import DataError, UnfinishedError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from wecomplish_cli.dataset.journal import Change
    from wecomplish_cli.dataset.scaffold import Founder

_ZONES = "zoneinfo/"


def make_folder(folder: Path, needs_git: str | None) -> None:
    """Make the folder of a new dataset; `needs_git` says why it must be in a repository, if it must.

    Raises:
        DataError: if it cannot be made, or is not in a repository where it must be.
    """
    from wecomplish_cli.git import repository

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"{folder} cannot be made: {error.strerror}", "name another folder") from None
    if needs_git and repository.state_folder(folder) is None:
        raise DataError(
            f"this folder is not in a git repository, so there is {needs_git}; nothing was written",
            f"git init {shlex.quote(str(folder))}",
        )


def begin(folder: Path, changes: list[Change], founder: Founder | None) -> None:
    """Write a new dataset, and what editors need to know of it; remember who began it."""
    from wecomplish_cli.dataset import editors, memory, store

    root = folder.absolute()
    store.begin(root, changes)
    editors.refresh(root, store.load(root).org)
    if founder is not None:
        memory.remember(root, founder.id)


def workflows(folder: Path, platform: str, extras: Collection[str]) -> dict[str, str]:
    """The files for a platform, by path from the dataset's folder; they lie at the top of the repository."""
    from wecomplish_cli.dataset import scaffold
    from wecomplish_cli.git import repository
    from wecomplish_cli.git.forge import Platform

    there = Path(os.path.realpath(folder))
    near = next(each for each in (there, *there.parents) if each.is_dir())
    top = repository.top(near) or there
    inside = there.relative_to(top).as_posix()
    up = "../" * len(there.relative_to(top).parts)
    texts = scaffold.workflows(Platform(platform), extras, inside)
    return {f"{up}{path}": text for path, text in texts.items()}


def compared(folder: Path, texts: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Which of some files are not there yet, and which are there and say something else."""
    new = {path: text for path, text in texts.items() if not os.path.lexists(folder / path)}
    other = [path for path, text in texts.items() if path not in new and _text(folder / path) != text]
    return new, other


def write(folder: Path, texts: Mapping[str, str]) -> list[str]:
    """Write the files that are not there yet, each as a whole; returns their paths.

    Raises:
        UnfinishedError: if the disk refuses.
    """
    new, _ = compared(folder, texts)
    for path, text in new.items():
        target = folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="") as file:
                file.write(text)
        except OSError as error:
            said = f"the dataset is there, but {path} cannot be written: {error.strerror}"
            raise UnfinishedError(said, "mend it, and run `wecomplish init --ci` there again") from None
    return [*new]


def local_timezone() -> str:
    """The time zone of this computer, by its name in the IANA database; UTC where it does not say so."""
    from wecomplish_cli.model.text import is_timezone

    named = os.environ.get("TZ", "").removeprefix(":") or os.path.realpath("/etc/localtime")
    zone = named.partition(_ZONES)[2] if _ZONES in named else named
    return zone if is_timezone(zone) else "UTC"


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
