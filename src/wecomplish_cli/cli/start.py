"""Where the command starts: what is known already is answered before Typer and the commands are loaded.

That is `--version`, `--help`, the tab key, and `check` where nothing changed. Loading takes ten times as long
as starting Python. What is answered here is exactly what Typer would say; where that is not sure, as in a
narrow terminal, Typer says it.
"""

from __future__ import annotations

import os
import sys

HELP = os.path.join(os.path.dirname(__file__), "templates", "help.txt")
"""What `make docs` writes: the help of every command, each behind a form feed and the command's words."""

WIDEST = 80
"""Columns from which on the help looks the same."""


ASKED = "_WECOMPLISH_COMPLETE"
"""The variable in which our completion functions say `words`. The functions that Typer wrote say something
else there, and run what they are answered: they are answered nothing."""


def main() -> None:
    """Run the command line, or answer the tab key."""
    words = sys.argv[1:]
    if ASKED in os.environ:
        if os.environ[ASKED] == "words":
            from wecomplish_cli.cli import completion

            completion.answer(words)
    elif not _answered(words):
        if words[:1] == ["check"] and None not in (sys.stdin, sys.stdout, sys.stderr):
            from wecomplish_cli.cli import again

            status = again.status(words[1:])
            if status is not None:
                sys.exit(status)
        from wecomplish_cli.cli import app

        app.main()


def _answered(words: list[str]) -> bool:
    """Answer what is known beforehand; False if it is not, or where it might look otherwise."""
    out = sys.stdout
    if not words or words[-1] not in ("--version", "--help", "-h"):
        return False
    # Without standard streams, files would get their numbers; other encodings lack some of the signs.
    if None in (sys.stdin, out, sys.stderr) or out.encoding.lower() != "utf-8":
        return False
    from wecomplish_cli.cli.version import version

    said = f"{version()}\n" if words == ["--version"] else _help(words)
    if not said:
        return False
    try:
        out.write(said)
        out.flush()
    except OSError as error:
        from wecomplish_cli.cli import app

        sys.exit(app.lost(error))
    return True


def _help(words: list[str]) -> str:
    """The help that is asked for; empty where it is not known, or looks otherwise in so few columns."""
    name = " ".join(words[:-1])
    if words[-1] == "--version" or "\f" in name or _columns() < WIDEST:
        return ""
    with open(HELP, encoding="utf-8", newline="\n") as file:
        return file.read().partition(f"\f{name}\n")[2].partition("\f")[0]


def _columns() -> int:
    """Columns of the terminal, as `shutil.get_terminal_size` has them: loading that takes longer."""
    given = os.environ.get("COLUMNS", "")
    try:
        return int(given or 0) or os.get_terminal_size(1).columns or WIDEST
    except (OSError, ValueError):
        return WIDEST if not given else 0
