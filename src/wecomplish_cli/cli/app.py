"""The app, its commands, and the one place where errors become messages and exit statuses."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from wecomplish_cli import __version__
from wecomplish_cli.cli import add, report, setting, terminal
from wecomplish_cli.cli.assign import assign
from wecomplish_cli.cli.check import check
from wecomplish_cli.cli.doctor import doctor
from wecomplish_cli.cli.edit import edit
from wecomplish_cli.cli.explain import explain
from wecomplish_cli.cli.helping import acknowledge_help, answer_help, request_help, withdraw_help
from wecomplish_cli.cli.indicate import indicate
from wecomplish_cli.cli.init import init
from wecomplish_cli.cli.mentorships import mentorships
from wecomplish_cli.cli.people import drop, hold, offer
from wecomplish_cli.cli.schema import schema
from wecomplish_cli.cli.undo import undo
from wecomplish_cli.cli.upkeep import rename, retire
from wecomplish_cli.errors import DataError, WecomplishError

CANCELLED = 130
PIPE_CLOSED = 141
BUG_REPORTS = "https://github.com/wecomplish/wecomplish-cli/issues"


class Boundary(TyperGroup):
    """Runs a command and turns what it raises into a message and an exit status."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command.

        Raises:
            typer.Exit: with the exit status of a request that could not be carried out.
        """
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except WecomplishError as error:
            terminal.fail(error)
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            terminal.note("\ncancelled; nothing was written")
            raise typer.Exit(CANCELLED) from None
        except BrokenPipeError:
            _drop_output()
            raise typer.Exit(PIPE_CLOSED) from None
        except OSError as error:
            if error.filename is not None:
                terminal.fail(DataError(f"{error.filename}: {error.strerror}", "look at its permissions"))
            else:
                _drop_output()
                said = f"the answer cannot be written: {error.strerror}"
                terminal.fail(DataError(said, "free space, or write elsewhere"))
            raise typer.Exit(DataError.exit_code) from None
        return done


app = typer.Typer(
    cls=Boundary,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        terminal.say(f"wecomplish {__version__}")
        raise typer.Exit


@app.callback()
def wecomplish(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Mentorship as code: who helps whom, kept as reviewed YAML in git."""


COMMANDS = (
    init,
    assign,
    indicate,
    request_help,
    acknowledge_help,
    answer_help,
    withdraw_help,
    mentorships,
    offer,
    hold,
    drop,
    retire,
    rename,
    edit,
    undo,
    check,
    doctor,
    explain,
    schema,
)
for command in COMMANDS:
    app.command(command.__name__.replace("_", "-"))(command)
app.add_typer(report.app, name="report")
app.add_typer(add.app, name="add")
app.add_typer(setting.app, name="set")


def _drop_output() -> None:
    """Make sure that what is still buffered is not tried again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _require_streams() -> None:
    """Open whichever standard stream was closed, so that no file of the data gets its number."""
    while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(handle)
    sys.stdout = sys.stdout or open(1, "w", closefd=False)  # noqa: SIM115 - open for as long as the program
    sys.stderr = sys.stderr or open(2, "w", closefd=False)  # noqa: SIM115


def main() -> None:
    """Run the command line; a bug ends in a traceback and a line that says where to report it."""
    _require_streams()
    for stream in (sys.stdout, sys.stderr):
        # Whatever cannot be shown is shown escaped rather than ending in an error.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app()
    except Exception:
        terminal.note(f"wecomplish {__version__} has a bug; please report what follows at {BUG_REPORTS}")
        raise
