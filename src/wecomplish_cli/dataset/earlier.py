"""A dataset as it was before a change, also where the change moved it to another folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.dataset import store
from wecomplish_cli.git import objects
from wecomplish_cli.model.text import SETTINGS_PATH

if TYPE_CHECKING:
    from pathlib import Path

    from wecomplish_cli.dataset.store import Dataset


def before(root: Path, base: str, head: str) -> Dataset:
    """Load the dataset of a commit; if it lay elsewhere then, from there.

    Raises:
        DataError: if git cannot tell, or the dataset is of a newer format.
    """
    found = store.load(root, base)
    if store.holds_dataset(found):
        return found
    now = objects.holding(root, head, SETTINGS_PATH)
    moved = [tree for folder, tree in objects.holding(root, base, SETTINGS_PATH).items() if folder not in now]
    return store.load_tree(moved[0].root, moved[0]) if len(moved) == 1 else found
