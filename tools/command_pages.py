"""Writes the pages on the commands: one a group, with examples; what many commands share is said once.

The examples are in `examples.toml` beside this: for each command, what a line does, and the line. A test runs
each line on a fresh copy of the example organisation.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from typer.main import get_command

from wecomplish_cli.cli.app import app
from wecomplish_cli.cli.registry import COMMANDS, Group

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("examples.toml").read_text(encoding="utf-8")
)
MANY = 5
"""Commands from which on an option counts as shared."""
IN_ALL = "--help"

INTRODUCTION = """\
`wecomplish` alone shows what needs you. `wecomplish COMMAND --help` shows what a page below says. On a
terminal, every command asks for what is missing. People, roles and expectations can be named by id, by e-mail
address or by part of the name; `me` is you. A day is a date, or counted from today: `+10d`, `+2w`.
"""
EXIT = """\
| exit | |
| --- | --- |
| 0 | Done, or there was nothing to do. |
| 1 | There are findings, or the data's rules refuse it. |
| 2 | The command line is not understood, or something is missing. |
| 3 | The data cannot be found, read or written. |
| 4 | You may not do this. |
| 5 | It is saved, but something outside failed: a commit, a mail. |
| 130 | You cancelled it. |
"""


class Option(NamedTuple):
    """An argument or option, as its help has it."""

    spelled: str
    about: str


def pages() -> dict[str, str]:
    """Every page, by its path in `docs/`."""
    root: Any = get_command(app)
    found = {name: [*leaves(root.get_command(None, name), name)] for name in COMMANDS}
    uses = Counter(
        option for leaves in found.values() for option in {o for _, each in leaves for o in options(each)}
    )
    kept = [option for option, times in uses.items() if times >= MANY and IN_ALL not in option.spelled]
    shared = sorted(option for option in kept if option.spelled.startswith("`-"))
    made = {"commands.md": _index(root, shared)}
    for group in Group:
        parts = [f"# {group}", f"[All commands](../commands.md) · [shared options]({_SHARED})"]
        for name, entry in COMMANDS.items():
            if entry.group is group:
                parts += _command(root.get_command(None, name), name, found[name], shared)
        made[_page(group)] = "\n\n".join(parts) + "\n"
    return made


_SHARED = "../commands.md#options-that-many-commands-share"


def _page(group: Group) -> str:
    return f"commands/{group.lower().replace(' ', '-')}.md"


def _index(root: Any, shared: list[Option]) -> str:
    own = [option for option in options(root) if option not in shared and IN_ALL not in option.spelled]
    parts = ["# Commands", INTRODUCTION.strip()]
    for group in Group:
        rows = [
            f"| [`{name}`]({_page(group)}#{name}) | {each.about} |"
            for name, each in COMMANDS.items()
            if each.group is group
        ]
        parts += [f"## {group}", "\n".join(["| | |", "| --- | --- |", *rows])]
    parts += ["## Options that many commands share", _table(shared)]
    parts += ["## Options of `wecomplish` itself", _table(own), "## How commands end", EXIT.strip()]
    return "\n\n".join(parts) + "\n"


def _command(command: Any, name: str, leaves: list[tuple[str, Any]], shared: list[Option]) -> list[str]:
    parts = [f"## {name}"]
    if [*leaves] != [(name, command)]:
        parts.append(command.help)
    for words, each in leaves:
        if words != name:
            parts.append(f"### {words}")
        parts += [_about(each), f"```console\n{usage(each, words)}\n```"]
        own = [option for option in options(each) if option not in shared]
        parts += [_table(own)] if own else []
        also = [option.spelled for option in options(each) if option in shared]
        parts += [f"Also [shared]({_SHARED}): {', '.join(also)}."] if also else []
        lines = [f"# {what}\n{line}" for what, line in EXAMPLES.get(words, {}).items()]
        parts += ["```console\n" + "\n\n".join(lines) + "\n```"] if lines else []
    return parts


def leaves(command: Any, words: str) -> Iterator[tuple[str, Any]]:
    """The commands that a command is, or holds, with their words."""
    inside = {name: each for name, each in getattr(command, "commands", {}).items() if not each.hidden}
    if not inside:
        yield words, command
    for name, each in inside.items():
        yield from leaves(each, f"{words} {name}")


def _about(command: Any) -> str:
    return "\n\n".join(" ".join(part.split()) for part in command.help.split("\n\n"))


def usage(command: Any, words: str) -> str:
    """How a command is typed, with all words of its name."""
    pieces = command.collect_usage_pieces(_context(command))
    return " ".join(["wecomplish", words, *pieces])


def options(command: Any) -> list[Option]:
    """The arguments and options of a command, as its help has them."""
    context = _context(command)
    records = filter(None, (each.get_help_record(context) for each in command.params))
    return [Option(f"`{spelled}`", " ".join(about.split())) for spelled, about in records]


def _context(command: Any) -> Any:
    return command.context_class(command, info_name="wecomplish")


def _table(options: list[Option]) -> str:
    rows = ["| {} | {} |".format(*(text.replace("|", "\\|") for text in option)) for option in options]
    return "\n".join(["| | |", "| --- | --- |", *rows])
