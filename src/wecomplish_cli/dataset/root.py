"""The folder of a dataset: where it is, or that there is none."""

from __future__ import annotations

import os
from pathlib import Path

from wecomplish_cli.errors import DataError
from wecomplish_cli.git import repository
from wecomplish_cli.model.text import SETTINGS_PATH


def find_root(start: Path) -> Path:
    """Find the dataset a folder lies in: the nearest folder upwards with a `wecomplish.yaml`.

    Raises:
        DataError: if there is none.
    """
    here = Path(os.path.realpath(start))
    above = (here, *here.parents)
    for folder in above:
        if (folder / SETTINGS_PATH).exists() or (folder / SETTINGS_PATH).is_symlink():
            return folder
    for folder in above if repository.top(here) else ():
        if is_root(folder):
            return folder
    raise DataError(
        f"no dataset found in {here} or any folder above it",
        "name one with -C PATH or WECOMPLISH_ORG, or begin one with `wecomplish init`",
    )


def is_root(folder: Path) -> bool:
    """Whether a folder is that of a dataset, also if git leaves the settings out of it."""
    there = (folder / SETTINGS_PATH).exists()
    return there or (folder.is_dir() and bool(repository.left_out(folder, SETTINGS_PATH)))
