"""The app, its commands, and the one place where errors become messages and exit statuses."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from copy import copy
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.main import get_command, get_group

from wecomplish_cli import __version__
from wecomplish_cli.cli import options, paging, shells, terminal
from wecomplish_cli.cli.mistyped import Suggesting
from wecomplish_cli.cli.registry import ALIASES, COMMANDS, Group
from wecomplish_cli.cli.version import version as said_of_version
from wecomplish_cli.errors import DataError, UsageError, WecomplishError

if TYPE_CHECKING:
    from collections.abc import Callable

MISUNDERSTOOD: Any = typer.BadParameter.__base__
"""What Typer raises about words on the command line; it has no public name of its own."""
CANCELLED = 130
PIPE_CLOSED = 141
BUG_REPORTS = "https://github.com/wecomplish/wecomplish-cli/issues"


class Boundary(Suggesting):
    """Loads and runs a command, and turns what it raises into a message and an exit status."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        not_loaded: Any = None
        self.commands = dict.fromkeys(COMMANDS, not_loaded)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - as it is called
        """Load a command; None where there is none of this name."""
        cmd_name = ALIASES.get(cmd_name, cmd_name)
        if cmd_name in COMMANDS and self.commands[cmd_name] is None:
            self.commands[cmd_name] = _loaded(cmd_name)
        return self.commands.get(cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that is meant, and give it the format that stands before it.

        Raises:
            UsageError: if it has none.
        """
        name, command, rest = super().resolve_command(ctx, args)
        # A line that is being completed may name no command, or one that has no format.
        given = None if ctx.resilient_parsing else ctx.params.get("format")
        return name, command if given is None else _with_format(name, command, given), rest

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - as it is called
        """List the commands by group from their table, loading none."""
        widest = max(map(len, COMMANDS))
        for group in Group:
            rows = [
                (name.ljust(widest), each.about) for name, each in COMMANDS.items() if each.group is group
            ]
            with formatter.section(group):
                formatter.write_dl(rows)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """List the commands, and then the options, which few need."""
        self.format_commands(ctx, formatter)
        with formatter.section("Options"):
            formatter.write_dl(
                [each for param in self.get_params(ctx) if (each := param.get_help_record(ctx))]
            )

    def make_context(self, *words: Any, **settings: Any) -> Any:
        """Understand what is given before the command.

        Raises:
            typer.Exit: with the exit status of a mistake in it.
        """
        try:
            return _answered(super().make_context, *words, **settings)
        except MISUNDERSTOOD as error:
            raise _explained(error) from None
        except terminal.AnswerLostError as error:
            raise _unanswered(error) from None
        except OSError as error:
            # Nothing is read here: it is the help that cannot be written.
            raise _unanswered(terminal.AnswerLostError(error)) from None

    def invoke(self, ctx: Any) -> Any:
        """Run the command.

        Raises:
            typer.Exit: with the exit status of a request that could not be carried out.
        """
        try:
            return _answered(super().invoke, ctx)
        except WecomplishError as error:
            terminal.fail(error)
            raise typer.Exit(error.exit_code) from None
        except MISUNDERSTOOD as error:
            raise _explained(error) from None
        except KeyboardInterrupt:
            terminal.note("\ncancelled; nothing was written")
            raise typer.Exit(CANCELLED) from None
        except terminal.AnswerLostError as error:
            raise _unanswered(error) from None
        except OSError as error:
            where = f"{error.filename}: " if error.filename is not None else ""
            remedy = "check its permissions" if where else "run the command again"
            terminal.fail(DataError(f"{where}{error.strerror or error}", remedy))
            raise typer.Exit(DataError.exit_code) from None


def _answered(step: Callable[..., Any], *words: Any, **settings: Any) -> Any:
    """Take a step, and make sure that what it answered was written, however it ends.

    Raises:
        AnswerLostError: if it was not.
    """
    try:
        done = step(*words, **settings)
    except (typer.Exit, OSError):
        terminal.answered()
        raise
    terminal.answered()
    return done


def _unanswered(error: terminal.AnswerLostError) -> typer.Exit:
    """End because the answer could not be written; quietly where whoever reads it has had enough."""
    if error.pipe_closed:
        return typer.Exit(PIPE_CLOSED)
    terminal.fail(DataError(f"the answer cannot be written: {error}", terminal.WRITE_ELSEWHERE))
    return typer.Exit(DataError.exit_code)


def lost(error: OSError) -> int:
    """Say that an answer could not be written, and drop what is left of it; returns the exit status."""
    terminal.lose(error)
    return unanswered(terminal.AnswerLostError(error))


def unanswered(error: terminal.AnswerLostError) -> int:
    """Say that an answer could not be written; returns the exit status."""
    return int(_unanswered(error).exit_code)


def _explained(error: Any) -> Exception:
    """Say of words that were not understood what our own messages say: what is wrong, and what helps."""
    said = error.format_message()
    if said.startswith("Usage: "):
        return error  # type: ignore[no-any-return] # It is no mistake, but the help of a group alone.
    said = re.sub(r"^Missing \w+ '(.+)'\.", r"\1 is missing", said).removesuffix(".")
    # Only where a word begins: within a long one, each sign would be tried.
    said = re.sub(r"(?<!\S)(\S+) is not in the range (\d+)<=x<=(\d+)$", r"\1 is not between \2 and \3", said)
    said = re.sub(r"(?<!\S)(\S+) is not in the range x>=(\d+)$", r"\1 is less than \2", said)
    said = re.sub(r"not a valid int\w*( range)?", "not a whole number", said)
    said = said if said[:2].isupper() or not said[0].isupper() else said[0].lower() + said[1:]
    where = error.ctx.command_path if error.ctx else "wecomplish"
    terminal.fail(UsageError(said, f"see `{where} --help`"))
    return typer.Exit(UsageError.exit_code)


def _loaded(name: str) -> Any:
    """Load a command, or a group of them, from its module."""
    module: Any = import_module(f"wecomplish_cli.cli.commands.{COMMANDS[name].module}")
    if hasattr(module, "app"):
        group = get_group(module.app)
        group.name = name
        return group
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    alone.command(name)(getattr(module, COMMANDS[name].module))
    return get_command(alone)


app = typer.Typer(
    cls=Boundary,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        terminal.say(said_of_version())
        raise typer.Exit


def _show_completion(shell: shells.Shell | None) -> None:
    if shell is not None:
        terminal.say(shells.function(shell).rstrip())
        raise typer.Exit


def _install_completion(shell: shells.Shell | None) -> None:
    if shell is None:
        return
    try:
        for line in shells.install(shell):
            terminal.say(line)
    except OSError as error:
        said = f"{error.filename}: {error.strerror}"
        terminal.fail(DataError(said, f"write what --show-completion {shell} shows to another place"))
        raise typer.Exit(DataError.exit_code) from None
    raise typer.Exit


@app.callback()
def wecomplish(
    ctx: typer.Context,
    version: Annotated[  # noqa: ARG001 - its callback does what it says
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help="Show the version and the extras, and exit.",
        ),
    ] = False,
    install_completion: Annotated[  # noqa: ARG001 - its callback does what it says
        shells.Shell | None,
        typer.Option(
            "--install-completion",
            metavar="SHELL",
            callback=_install_completion,
            is_eager=True,
            help="Install completion for bash, zsh or fish.",
            show_default=False,
        ),
    ] = None,
    show_completion: Annotated[  # noqa: ARG001 - its callback does what it says
        shells.Shell | None,
        typer.Option(
            "--show-completion",
            metavar="SHELL",
            callback=_show_completion,
            is_eager=True,
            help="Show the completion function for bash, zsh or fish, to install it yourself.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str | None,
        typer.Option(
            metavar="FORMAT", help="How to show it, as the command's own --format.", show_default=False
        ),
    ] = None,
    no_pager: Annotated[
        bool,
        typer.Option(
            "--no-pager", help="Show long answers at once; otherwise PAGER shows them page by page."
        ),
    ] = False,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Mentorship as code: who helps whom, kept as reviewed YAML in git.

    Without a command: what needs you now.
    """
    if no_pager:
        paging.off()
    if ctx.invoked_subcommand is None:
        from wecomplish_cli.cli.commands.needs import needs_me

        needs_me(_format_of_needs(format), org, today)
        return
    # Given before the command, as git has it, they are for the command.
    for name, given in (("WECOMPLISH_ORG", org), ("WECOMPLISH_TODAY", today)):
        if given is not None:
            os.environ[name] = str(given)


def _format_of_needs(given: str | None) -> str | None:
    """Make sure that what needs somebody can be shown like this.

    Raises:
        UsageError: if not.
    """
    if given is not None and given not in [*options.Format]:
        raise UsageError(
            f"--format: there is no format `{given}`", f"choose one of {', '.join(options.Format)}"
        )
    return given


def _with_format(name: str, command: Any, given: str) -> Any:
    """A command, or each in a group, with this as the format that it has unless told otherwise.

    Raises:
        UsageError: if none has a format.
    """
    changed = copy(command)
    if hasattr(command, "commands"):
        changed.commands = {inner: copy(each) for inner, each in command.commands.items()}
    members = getattr(changed, "commands", {"": changed}).values()
    takers = [(each, param) for each in members for param in each.params if param.name == "format"]
    if not takers:
        raise UsageError(f"`wecomplish {name}` has no --format", "leave it out")
    # Not by `default_map`, where `report help` would be taken for the value of `report --help`.
    for each, param in takers:
        with_default = copy(param)
        with_default.default = given
        each.params = [with_default if own is param else own for own in each.params]
    return changed


def _require_streams() -> None:
    """Open whichever standard stream was closed, so that no file of the data gets its number."""
    # Where even this is refused, the streams are most likely there, and what comes next says what is wrong.
    with suppress(OSError):
        while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass
        os.close(handle)
    sys.stdout = sys.stdout or open(1, "w", closefd=False)  # noqa: SIM115 - open for as long as the program
    sys.stderr = sys.stderr or open(2, "w", closefd=False)  # noqa: SIM115


def main() -> None:
    """Run the command line; a bug ends in a traceback and a line that says where to report it."""
    try:
        _require_streams()
        for stream in (sys.stdout, sys.stderr):
            # Whatever cannot be shown is shown otherwise rather than ending in an error.
            stream.reconfigure(errors=terminal.OTHERWISE)  # type: ignore[union-attr]
        app(prog_name="wecomplish")
    except Exception:
        terminal.note(f"wecomplish {__version__} has a bug; please report what follows at {BUG_REPORTS}")
        raise
