"""Speaks to whoever runs the command: answers on stdout; notes, questions and errors on stderr."""

from __future__ import annotations

import codecs
import json
import os
import re
import shutil
import signal
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from wecomplish_cli.errors import CancelledError, UnfinishedError, UsageError
from wecomplish_cli.model.text import MAX_SHOWN, shortened
from wecomplish_cli.text.escape import revealed, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wecomplish_cli.errors import WecomplishError


class AnswerLostError(Exception):
    """The answer could not be written to where it should go."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(reason.strerror)
        self.pipe_closed = isinstance(reason, BrokenPipeError)
        """Whether whoever reads it has had enough, rather than that something is wrong."""


WRITE_ELSEWHERE = "free space, or write elsewhere"

PATIENCE = 0.5
"""Seconds after which whoever waits is told what for."""

LIFE_RING = "\N{RING BUOY}"
SPARKS = "▁▂▃▅▇"


_lost: OSError | None = None


def say(text: str) -> None:
    """Give the answer; where it cannot be written, what is being done goes on, and `answered` tells."""
    try:
        print(text)  # noqa: T201
    except OSError as error:
        lose(error)


def say_bytes(made: bytes) -> None:
    """Give an answer that is no text, as `say` does."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(made)
    except OSError as error:
        lose(error)


def answered() -> None:
    """Make sure that the answer was written.

    Raises:
        AnswerLostError: if not.
    """
    global _lost
    try:
        sys.stdout.flush()
    except OSError as error:
        lose(error)
    if _lost is not None:
        reason, _lost = _lost, None
        raise AnswerLostError(reason)


@contextmanager
def kept() -> Iterator[None]:
    """Run what comes after a change is written: whatever happens now does not take it back, and says so.

    Raises:
        UnfinishedError: if the answer cannot be written.
        CancelledError: if whoever runs it would rather not wait for it.
    """
    try:
        yield
        answered()
    except AnswerLostError as error:
        if error.pipe_closed:
            raise
        said = f"the change is written, but the answer cannot be: {error}"
        raise UnfinishedError(said, WRITE_ELSEWHERE) from None
    except KeyboardInterrupt:
        raise CancelledError("cancelled; the change is written") from None


def lose(error: OSError) -> None:
    """Remember why the answer cannot be written, and try no more of it."""
    global _lost
    _lost = _lost or error
    _silence(sys.stdout)


def _silence(stream: TextIO) -> None:
    """Send nowhere what is written to a stream, also what is buffered already."""
    with suppress(OSError):
        handle = os.open(os.devnull, os.O_WRONLY)
        os.dup2(handle, stream.fileno())
        os.close(handle)


def note(text: str) -> None:
    """Tell something beside the answer; where even that cannot be written, there is nobody to tell.

    What was answered before comes before it, also where both go to one pipe.
    """
    try:
        sys.stdout.flush()
    except OSError as error:
        lose(error)
    try:
        print(text, file=sys.stderr, flush=True)  # noqa: T201
    except OSError:
        _silence(sys.stderr)


def note_recovered(said: Iterable[str]) -> None:
    """Tell what became of a change that was cut short."""
    for each in said:
        note(f"note: an earlier change was interrupted; {visible(each)}")


def fail(error: WecomplishError) -> None:
    """Say why the request cannot be carried out, and what helps."""
    note(f"{_styled('error:', '31;1')} {revealed(_brief(error.message))}")
    for choice in error.choices:
        note(f"  {visible(choice)}")
    if error.hint:
        note(f"{_styled('help:', '36')} {visible(error.hint)}")


_QUOTED = re.compile(r"(?<=`)[^`]{301,}(?=`)|(?<=')[^']{301,}(?=')")
"""What is too long to repeat: titles have at most 300 characters."""
_LONG = re.compile(r"[^/\\`]{1001,}")
"""What is too long for a sentence. Paths may be longer, but none of their parts."""


def _brief(message: str) -> str:
    """Cut what a message repeats of a text that nobody can have meant."""
    cut = _QUOTED.sub(lambda text: shortened(text[0]), message)
    return _LONG.sub(lambda text: f"{text[0][:MAX_SHOWN]}…{text[0][-MAX_SHOWN:]}", cut)


def is_terminal(stream: TextIO | None = None) -> bool:
    """Whether a person looks at the stream, or else at stdout."""
    return (stream or sys.stdout).isatty()


def colour(stream: TextIO | None = None) -> bool:
    """Whether the stream, or else stdout, is a terminal without `NO_COLOR` or `TERM=dumb`."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns of the terminal."""
    return shutil.get_terminal_size((80, 24)).columns


OTHERWISE = "wecomplish"
"""The name by which streams know how to write what their encoding lacks."""
_IN_ASCII = {
    **dict.fromkeys("─━╌", "-"),
    **dict.fromkeys("│┃", "|"),
    **dict.fromkeys("█▓", "#"),
    **dict.fromkeys("░▒", "."),
    **dict.fromkeys("–—−", "-"),
    **dict.fromkeys("“”„", '"'),
    **dict.fromkeys("‘’", "'"),
    "→": "->",
    "…": "...",
    "✓": "+",
    "✗": "x",
    "·": "-",
    "•": "*",
    "\u00a0": " ",
}
"""The signs that answers are drawn and written with, where the output has no others."""


def _otherwise(error: UnicodeError) -> tuple[str, int]:
    """Write our own signs in ASCII, and escape other characters."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    told = (_IN_ASCII.get(each) or each.encode("ascii", "backslashreplace").decode() for each in lacking)
    return "".join(told), error.end


codecs.register_error(OTHERWISE, _otherwise)


def in_json(text: str) -> str:
    """JSON as the output can show it: what its encoding lacks is escaped as JSON escapes it."""
    if _encodes(text):
        return text
    return re.sub(r"[^\x00-\x7f]", lambda sign: json.dumps(sign[0])[1:-1], text)


def life_ring() -> str:
    """The sign of open help: a life ring, or `[help]` where the output cannot show one."""
    return LIFE_RING if _can_show(LIFE_RING) else "[help]"


def sparks() -> str:
    """Five signs for a height, lowest first: blocks, or ASCII where the output cannot show them."""
    return SPARKS if _can_show(SPARKS) else ".:-=#"


def _can_show(signs: str) -> bool:
    return _encodes(signs) and os.environ.get("TERM") not in ("dumb", "linux")


def _encodes(text: str) -> bool:
    """Whether the output's encoding has all of a text."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


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
    import typer  # It takes longer to load than some answers.

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


def choose_word(question: str, words: list[str], flag: str) -> str:
    """Let a person choose a word by number.

    Raises:
        UsageError: if there is nobody to ask; it names the flag to give instead.
    """
    chosen = choose(question, [(each, each.capitalize()) for each in words])
    if chosen is None:
        raise UsageError(f"{flag} is missing", f"give it: {' or '.join(words)}")
    return chosen


def _styled(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if colour(sys.stderr) else text
