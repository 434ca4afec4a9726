"""Writes the table by which completion finds its way: what each command takes, and what may stand there."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from wecomplish_cli.cli.registry import ALIASES
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterator


def table(helps: Iterator[tuple[str, Any, Any]]) -> str:
    """The table, of every command with its words and Typer's context."""
    return "".join(
        "".join([f"\f{words}\n", *map("{}\n".format, _rows(command, context))])
        for words, command, context in helps
    )


def _rows(command: Any, context: Any) -> Iterator[str]:
    """A line for each of the commands in a group, and for each argument and option, in Typer's order."""
    for said, name in getattr(command, "instead", {}).items():
        yield _row("instead", "", said, name)
    for name in command.list_commands(context) if hasattr(command, "list_commands") else ():
        inner = command.get_command(context, name)
        yield _row("hidden" if inner.hidden else "command", name, "", name, inner.get_short_help_str())
    for alias, name in ALIASES.items() if context.parent is None else ():
        yield _row("hidden", alias, "", name)
    for param in command.get_params(context):
        many = "s" if param.nargs < 0 or getattr(param, "multiple", False) else ""
        is_option = param.param_type_name == "option"
        kind = "flag" if is_option and param.is_flag else f"{'option' if is_option else 'argument'}{many}"
        flags = [*param.opts, *param.secondary_opts] if is_option else []
        # Typer takes the names of the option for help from a set, in any order.
        flags = sorted(flags, key=len) if param.name == "help" else flags
        yield _row(kind, param.name, " ".join(flags), _offers(param), param.help or "")


def _row(*fields: str) -> str:
    return "\t".join(visible(each) for each in (*fields, "")[:5])


def _offers(param: Any) -> str:
    """What completes a parameter: words that it must be one of, or the function that Typer wraps twice."""
    if param._custom_shell_complete is None:
        choices = getattr(param.type, "choices", ())
        return f"={' '.join(map(str, choices))}" if choices else ""
    wrapped = inspect.getclosurevars(param._custom_shell_complete).nonlocals["autocompletion"]
    function = inspect.unwrap(wrapped)
    name, *inner = function.__qualname__.split(".")
    kind = f"({function.__closure__[0].cell_contents})" if inner else ""
    return f"{name}{kind}"
