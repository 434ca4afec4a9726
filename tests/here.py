"""Runs commands in the process of the tests, as a fork of it would: with real files as their streams.

A fork takes two or three times as long as most commands, since all that they touch is copied for it.
"""

from __future__ import annotations

import contextlib
import os
import sys
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO
from unittest import mock

from tests.conftest import Done, quiet_environment
from tests.forks import ended, opened
from wecomplish_cli.cli import paging, terminal
from wecomplish_cli.git import calls

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def run(home: Path, *arguments: str, cwd: Path, env: dict[str, str] | None = None, stdin: str = "") -> Done:
    """Run a command, as `conftest.run_fresh` does."""
    with TemporaryFile() as given, TemporaryFile() as said, TemporaryFile() as complaints:
        given.write(stdin.encode())
        given.seek(0)
        # A program may have come or gone since the command before.
        calls._found.cache_clear()
        with (
            mock.patch.dict(os.environ, quiet_environment(home) | (env or {}), clear=True),
            mock.patch.object(sys, "argv", ["wecomplish", *arguments]),
            mock.patch.object(terminal, "_asks", True),
            mock.patch.object(terminal, "_lost", None),
            mock.patch.object(paging, "_pages", True),
            contextlib.chdir(cwd),
            _streams(given, said, complaints),
        ):
            status = ended()
        said.seek(0)
        complaints.seek(0)
        return Done(said.read().decode(), complaints.read().decode(), status)


@contextlib.contextmanager
def _streams(*files: BinaryIO) -> Iterator[None]:
    """Have these as standard streams, also of what is started."""
    before = [os.dup(number) for number in range(3)]
    python = sys.stdin, sys.stdout, sys.stderr, sys.excepthook
    try:
        for number, file in enumerate(files):
            os.dup2(file.fileno(), number)
        sys.stdin, sys.stdout, sys.stderr = opened()
        sys.excepthook = sys.__excepthook__
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr, sys.excepthook = python
        for number, handle in enumerate(before):
            os.dup2(handle, number)
            os.close(handle)
