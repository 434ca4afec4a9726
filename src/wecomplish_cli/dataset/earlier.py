"""A dataset before and after a change, also where the change moved it to another folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.dataset import store
from wecomplish_cli.git import objects
from wecomplish_cli.model.text import SETTINGS_PATH

if TYPE_CHECKING:
    from pathlib import Path

    from wecomplish_cli.dataset.loader import Readings
    from wecomplish_cli.dataset.store import Dataset


def before_and_after(root: Path, base: str, head: str) -> tuple[Dataset, Dataset]:
    """Load the dataset of two commits, what they share once; if it lay elsewhere at the base, from there.

    Raises:
        DataError: if git cannot tell, or the dataset is of a newer format.
    """
    readings: Readings = {}
    before = store.load_tree(root, objects.Commit(root, base), readings=readings)
    after = store.load_tree(root, objects.Commit(root, head), readings=readings, like=before)
    if not store.holds_dataset(before):
        now = objects.holding(root, head, SETTINGS_PATH)
        held = objects.holding(root, base, SETTINGS_PATH)
        moved = [tree for folder, tree in held.items() if folder not in now]
        if len(moved) == 1:
            before = store.load_tree(moved[0].root, moved[0], readings=readings)
    return before, after
