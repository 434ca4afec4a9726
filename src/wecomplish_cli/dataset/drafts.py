"""Answers that are kept until all of them are saved, so that an interruption loses none."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from wecomplish_cli.dataset import files

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 1 << 20


class Draft:
    """A few answers by key, in a file of its own beside the journal; never part of the data."""

    def __init__(self, folder: Path, name: str) -> None:
        self._path = folder / f"{name}.json"

    def read(self) -> dict[str, dict[str, Any]]:
        """Read what was answered; nothing of a file that is damaged or not there."""
        with suppress(OSError, ValueError, RecursionError, files.NotRegularError, files.TooLargeError):
            found = json.loads(files.read_file(self._path, MAX_BYTES))
            if isinstance(found, dict):
                return {key: answer for key, answer in found.items() if isinstance(answer, dict)}
        return {}

    def write(self, answers: dict[str, dict[str, Any]]) -> None:
        """Keep these answers and no others; without any, no file.

        Raises:
            OSError: if the disk refuses.
        """
        if not answers:
            self._path.unlink(missing_ok=True)
            return
        files.make_private(self._path.parent)
        # Whatever is half written when the power fails, is not what is read.
        staged = self._path.with_suffix(".new")
        with staged.open("w", encoding="utf-8") as file:
            json.dump(answers, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        staged.replace(self._path)
