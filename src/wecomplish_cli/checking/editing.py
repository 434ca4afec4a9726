"""Writes beside a dataset what editors need to know of it: its format, and the names and ids there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.dataset import editors, store
from wecomplish_cli.dataset.journal import Change

if TYPE_CHECKING:
    from wecomplish_cli.dataset.store import Dataset


def install(dataset: Dataset) -> list[str]:
    """Write what is missing or out of date, as one change; returns the paths of what was written.

    Raises:
        DataError: if the disk refuses.
    """
    wanted = _missing(dataset)
    there = store.texts(dataset.root, [*wanted])
    notes = dataset.journal or store.journal(dataset.root)
    if wanted:
        changes = [Change(path, there[path], text) for path, text in sorted(wanted.items())]
        notes.write(changes, dataset.stamp, "Tell editors the format")
    editors.refresh(dataset.root, dataset.org)
    return sorted(wanted)


def _missing(dataset: Dataset) -> dict[str, bytes]:
    """What is to be written; settings of an editor that are there already are left as they are."""
    wanted = {path: text.encode() for path, text in editors.files().items()}
    there = store.texts(dataset.root, [*wanted])
    if there[editors.SETTINGS] is not None:
        del wanted[editors.SETTINGS]
    found = {path: text for path, text in wanted.items() if there[path] != text}
    for path in dataset.org.records:
        text = store.content(dataset, path)
        if path not in dataset.left_out and not editors.has_modeline(text):
            found[path] = editors.modeline(editors.FIRST_LINE, path).encode() + text
    return found
