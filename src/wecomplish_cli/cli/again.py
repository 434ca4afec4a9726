"""Answers `wecomplish check` where nothing changed, before Typer, the records and the rules are loaded.

Only the usual options are understood here. Whatever else is given, or in doubt, is left to the command.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from wecomplish_cli.cli import concluding, terminal
from wecomplish_cli.dataset import verdict
from wecomplish_cli.dataset.root import find_root, is_root
from wecomplish_cli.errors import CancelledError, WecomplishError
from wecomplish_cli.git import repository
from wecomplish_cli.render.findings import Checked

FORMATS = {each.value: each for each in concluding.FindingFormat}
FAIL_ON = {each.value: each for each in concluding.FailOn}


def status(words: list[str]) -> int | None:
    """Answer the words after `check` and return the exit status; None if the command has to run."""
    started = time.perf_counter()
    given = _understood(words)
    how, fail_on = FORMATS.get(given.get("format", "")), FAIL_ON.get(given.get("fail-on", ""))
    if how is None or fail_on is None:
        return None
    try:
        root = _root(given["org"])
        kept = verdict.recall(root, given["today"] or None) if root else None
        if root is None or kept is None:
            return None
        within = repository.prefix(root) if concluding.needs_prefix(how) else ""
    except (WecomplishError, OSError):
        return None
    except KeyboardInterrupt:
        terminal.note("\ncancelled; nothing was written")
        return CancelledError.exit_code
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors=terminal.OTHERWISE)  # type: ignore[union-attr]
    concluding.note_left_out(kept.left_out)
    seconds = time.perf_counter() - started
    ended = concluding.end(Checked(kept.found, kept.files, seconds, within, None, kept.unread), how, fail_on)
    try:
        terminal.answered()
    except terminal.AnswerLostError as error:
        from wecomplish_cli.cli import app

        return app.unanswered(error)
    return ended


def _understood(words: list[str]) -> dict[str, str]:
    """What is given, or the variables say, by the names of the options; nothing if it is not all plain."""
    env = os.environ.get
    given = {
        "format": "text",
        "fail-on": "error",
        "org": env("WECOMPLISH_ORG", ""),
        "today": env("WECOMPLISH_TODAY", ""),
    }
    left = iter(words)
    for word in left:
        name, sign, value = word.removeprefix("--").partition("=")
        name = "org" if word == "-C" else name
        value = value if sign else next(left, "")
        if name not in given or not word.startswith("-") or not value or value.startswith("-"):
            return {}
        given[name] = value
    return given


def _root(org: str) -> Path | None:
    """The folder of the dataset; None where there is none."""
    if not org:
        return find_root(Path.cwd())
    return Path(os.path.realpath(org)) if is_root(Path(org)) else None
