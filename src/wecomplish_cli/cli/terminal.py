"""Speaks to whoever runs the command: answers on stdout; notes, questions and errors on stderr."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import typer

from wecomplish_cli.errors import UsageError
from wecomplish_cli.visible import revealed, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wecomplish_cli.errors import WecomplishError

PATIENCE = 0.5
"""Seconds after which whoever waits is told what for."""

LIFE_RING = "\N{RING BUOY}"
SPARKS = "▁▂▃▅▇"


def say(text: str) -> None:
    """Give the answer."""
    print(text)  # noqa: T201


def note(text: str) -> None:
    """Tell something beside the answer."""
    print(text, file=sys.stderr)  # noqa: T201


def note_recovered(paths: Iterable[str]) -> None:
    """Tell which files of a change that was cut short are finished now."""
    for path in paths:
        note(f"note: an earlier change was cut short; {visible(path)} is finished now")


def fail(error: WecomplishError) -> None:
    """Say why the request cannot be carried out, and what helps."""
    sys.stdout.flush()
    note(f"{_styled('error:', '31;1')} {revealed(error.message)}")
    for choice in error.choices:
        note(f"  {visible(choice)}")
    if error.hint:
        note(f"{_styled('help:', '36')} {visible(error.hint)}")


def is_terminal(stream: TextIO | None = None) -> bool:
    """Whether a person looks at the stream, or else at stdout."""
    return (stream or sys.stdout).isatty()


def colour(stream: TextIO | None = None) -> bool:
    """Whether the stream, or else stdout, is a terminal without `NO_COLOR` or `TERM=dumb`."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns of the terminal."""
    return shutil.get_terminal_size((80, 24)).columns


def life_ring() -> str:
    """The sign of open help: a life ring, or `[help]` where the output cannot show one."""
    return LIFE_RING if _can_show(LIFE_RING) else "[help]"


def sparks() -> str:
    """Five signs for a height, lowest first: blocks, or ASCII where the output cannot show them."""
    return SPARKS if _can_show(SPARKS) else ".:-=#"


def _can_show(signs: str) -> bool:
    try:
        signs.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return os.environ.get("TERM") not in ("dumb", "linux")


def progress() -> Callable[[int, int], None]:
    """Say how far reading has come, on a terminal and only if it takes longer than half a second."""
    started = time.monotonic()

    def show(done: int, of: int) -> None:
        if is_terminal(sys.stderr) and time.monotonic() - started > PATIENCE:
            said = f"reading {done:,} of {of:,} files" if done < of else ""
            print(f"\r{said}\x1b[K\r", end="", file=sys.stderr, flush=True)  # noqa: T201

    return show


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let another program decide what Ctrl-C means: it gets it as well, and this one waits for its end."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


_asks = True


def ask_nothing() -> None:
    """Ask nothing from now on, as if there were no terminal."""
    global _asks
    _asks = False


def can_ask() -> bool:
    """Whether there is a person to ask, who is not to be left alone."""
    return _asks and sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str, flag: str, default: str | None = None) -> str:
    """Ask for an answer on the terminal.

    Raises:
        UsageError: if there is nobody to ask; it names the flag to give instead.
        KeyboardInterrupt: if whoever is asked would rather not.
    """
    if not can_ask():
        raise UsageError(f"{flag} is missing", f"{question[0].lower()}{question[1:]}")
    try:
        answer: str = typer.prompt(question, default=default, show_default=bool(default), err=True)
    except typer.Abort:
        raise KeyboardInterrupt from None
    return answer


def choose(question: str, options: list[tuple[str, str]]) -> str | None:
    """Let a person choose one of (id, name) by number; None where there is nobody to ask."""
    if not can_ask():
        return None
    note(visible(question))
    for number, (each, name) in enumerate(options, 1):
        note(f"  {number}  {visible(name)} ({visible(each)})")
    numbers = {str(number): each for number, (each, _) in enumerate(options, 1)}
    while True:
        chosen = numbers.get(ask("Which one", "its id").strip())
        if chosen is not None:
            return chosen
        note(f"a number from 1 to {len(options)}, please")


def _styled(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if colour(sys.stderr) else text
