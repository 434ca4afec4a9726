"""Answers longer than the terminal, shown by pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from wecomplish_cli.cli import terminal

_pages = True


def off() -> None:
    """Show answers of any length at once from now on."""
    global _pages
    _pages = False


def say(text: str) -> None:
    """Give an answer that a person reads: by pages where it is longer than the terminal, as git does.

    The pager is `PAGER`, or less; it gets colours, and ends by itself once everything is seen.
    """
    pager = os.environ.get("PAGER", "less")
    lines = text.count("\n") + 2
    fits = lines <= shutil.get_terminal_size((80, 24)).lines
    if fits or not _pages or pager in ("", "cat") or not _can_page():
        terminal.say(text)
        return
    env = {"LESS": "FRX", "LV": "-c"} | os.environ
    shown = f"{text}\n".encode(sys.stdout.encoding or "utf-8", terminal.OTHERWISE)
    with terminal.uninterrupted():
        # As git and man: whoever sets PAGER writes it for a shell.
        done = subprocess.run(["/bin/sh", "-c", pager], input=shown, env=env, check=False)
    if done.returncode in (126, 127):
        terminal.say(text)


def _can_page() -> bool:
    """Whether a person looks and types, and there is a shell to start the pager."""
    return os.name == "posix" and terminal.is_terminal() and sys.stdin is not None and sys.stdin.isatty()
