"""`wecomplish help`: the help of a command."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from wecomplish_cli.cli import terminal, words
from wecomplish_cli.errors import UsageError


def help(  # noqa: A001 - the command's name
    ctx: typer.Context,
    command: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[COMMAND]...",
            help="The words of a command, such as `add person`; otherwise all commands are listed.",
            show_default=False,
            autocompletion=words.commands,
        ),
    ] = None,
) -> None:
    """Show the help of a command, as `COMMAND --help` does."""
    # Typer gives no type to what it is built on.
    top: Any = ctx.find_root()
    found = top.command
    parent = top
    for word in command or ():
        inner = found.get_command(parent, word) if hasattr(found, "get_command") else None
        if inner is None:
            tried = f"{parent.command_path} {word}".partition(" ")[2]
            raise UsageError(f"there is no command `{tried}`", f"see `{parent.command_path} --help`")
        parent = type(top)(inner, info_name=word, parent=parent)
        found = inner
    terminal.say(parent.get_help())
