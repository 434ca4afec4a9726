"""The options that several commands share, each documented once, and what they mean."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable
from dataclasses import fields
from datetime import date, timedelta
from enum import StrEnum
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, get_type_hints

import typer

from wecomplish_cli.cli import terminal
from wecomplish_cli.cli.answer import FORMATS
from wecomplish_cli.errors import DataError, UsageError
from wecomplish_cli.frozen import frozen

if TYPE_CHECKING:
    from wecomplish_cli.model.org import Org

OrgOption = Annotated[
    Path | None,
    typer.Option(
        "-C",
        "--org",
        envvar="WECOMPLISH_ORG",
        metavar="PATH",
        help="The dataset's folder; otherwise this folder or the nearest one above it.",
        show_default=False,
    ),
]
TodayOption = Annotated[
    str | None,
    typer.Option(
        envvar="WECOMPLISH_TODAY",
        metavar="YYYY-MM-DD",
        help="Treat this day as today; otherwise today in the organisation's time zone.",
        show_default=False,
    ),
]
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="DATE|REV",
        help="Read the dataset as it was on this day, or at this commit, tag or branch.",
        show_default=False,
    ),
]


# Typer takes its choices from an enumeration; mypy knows only those that are written out.
ReportFormat = StrEnum("ReportFormat", list(FORMATS))  # type: ignore[misc]
Format = StrEnum("Format", [each for each in FORMATS if each not in ("html", "xlsx")])  # type: ignore[misc]
ExportFormat = StrEnum("ExportFormat", [each for each in FORMATS if each in ("csv", "xlsx", "json")])  # type: ignore[misc]

_CSV = ExportFormat("csv")

FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        help="How to show it; a table on a terminal, plain (tab-separated) in a pipe.",
        show_default=False,
    ),
]
ReportFormatOption = Annotated[
    ReportFormat | None,
    typer.Option(
        "--format",
        help="How to show it; a table on a terminal, plain (tab-separated) in a pipe, html for a page, "
        "xlsx for a workbook.",
        show_default=False,
    ),
]
ExportFormatOption = Annotated[ExportFormat, typer.Option("--format", help="How to write it.")]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write it to this file, whole or not at all.",
        show_default=False,
    ),
]
SectionOption = Annotated[
    str | None,
    typer.Option(
        "--section",
        metavar="NAME",
        help="In csv and plain: only the table of this name, without the column that names it.",
        show_default=False,
    ),
]
NoHeaderOption = Annotated[
    bool, typer.Option("--no-header", help="In csv and plain: leave out the names of the columns.")
]
AllOption = Annotated[
    bool,
    typer.Option("--all", help="Show every row; otherwise tables have the first ten of each list."),
]


@frozen
class ReadOptions:
    """Which state of the data a command reads, and how it shows the answer."""

    every: ClassVar[bool] = True
    output: ClassVar[None] = None
    at: AtOption = None
    format: FormatOption = None
    section: SectionOption = None
    no_header: NoHeaderOption = False
    org: OrgOption = None
    today: TodayOption = None


@frozen
class PageOptions:
    """As `ReadOptions`, with the formats of a report."""

    every: ClassVar[bool] = True
    at: AtOption = None
    format: ReportFormatOption = None
    section: SectionOption = None
    no_header: NoHeaderOption = False
    output: OutputOption = None
    org: OrgOption = None
    today: TodayOption = None


@frozen
class NowOptions:
    """As `ReadOptions`, where no earlier state of the data can be asked for."""

    every: ClassVar[bool] = True
    output: ClassVar[None] = None
    at: ClassVar[None] = None
    format: FormatOption = None
    section: SectionOption = None
    no_header: NoHeaderOption = False
    org: OrgOption = None
    today: TodayOption = None


@frozen
class ReportOptions:
    """As `ReadOptions`, with the formats of a report and its length."""

    every: AllOption = False
    at: AtOption = None
    format: ReportFormatOption = None
    section: SectionOption = None
    no_header: NoHeaderOption = False
    output: OutputOption = None
    org: OrgOption = None
    today: TodayOption = None


@frozen
class DocumentOptions:
    """As `NowOptions`, for a document that people keep."""

    every: ClassVar[bool] = True
    at: ClassVar[None] = None
    format: ReportFormatOption = None
    section: SectionOption = None
    no_header: NoHeaderOption = False
    output: OutputOption = None
    org: OrgOption = None
    today: TodayOption = None


@frozen
class ExportOptions:
    """As `ReadOptions`, with the formats that other programs read."""

    every: ClassVar[bool] = True
    section: ClassVar[None] = None
    no_header: ClassVar[bool] = False
    at: AtOption = None
    format: ExportFormatOption = _CSV
    output: OutputOption = None
    org: OrgOption = None
    today: TodayOption = None


CommitOption = Annotated[
    bool, typer.Option("--commit", help="Commit the files written, and only these, with git.")
]
SubmitOption = Annotated[
    bool,
    typer.Option("--submit", help="Send it for review, with all that is not committed, as `submit` does."),
]
MessageOption = Annotated[
    str | None,
    typer.Option(
        "-m",
        "--message",
        metavar="TEXT",
        help="The commit's message; otherwise what was done.",
        show_default=False,
    ),
]


@frozen
class WriteOptions:
    """Where a command writes, as of which day, and what is to become of the change."""

    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the change as a diff and write nothing.")
    ] = False
    commit: CommitOption = False
    submit: SubmitOption = False
    message: MessageOption = None
    org: OrgOption = None
    today: TodayOption = None
    no_input: Annotated[
        bool, typer.Option("--no-input", help="Ask nothing: take the proposed answer, or fail.")
    ] = False


@frozen
class PlanOptions(WriteOptions):
    """As `WriteOptions`, for a command that also shows an answer."""

    every: AllOption = False
    format: ReportFormatOption = None


def require_commit(message: str | None, commit: bool, submit: bool = False) -> None:
    """Make sure that a message belongs to a commit, and that there is one commit only.

    Raises:
        UsageError: if not.
    """
    if commit and submit:
        raise UsageError("--submit makes its own commit, on its own branch", "leave --commit out")
    if message is not None and not (commit or submit):
        raise UsageError("-m is the message of a commit", "add --commit or --submit")
    if message is not None and not message.strip():
        raise UsageError("the message is empty", "say what was done, or leave -m out")


def writes(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of every command that writes, which reach it as `how`."""
    hints = {
        **get_type_hints(command, include_extras=True),
        **get_type_hints(WriteOptions, include_extras=True),
    }
    shared = {
        each.name: Parameter(each.name, Parameter.KEYWORD_ONLY, default=each.default)
        for each in fields(WriteOptions)
    }
    own = [each for name, each in signature(command).parameters.items() if name != "how"]

    @wraps(command)
    def run(**given: Any) -> None:
        how = WriteOptions(**{name: given.pop(name) for name in shared})
        if how.no_input:
            terminal.ask_nothing()
        command(**given, how=how)

    parameters = [each.replace(annotation=hints[each.name]) for each in (*own, *shared.values())]
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run


LATER = re.compile(r"\+(\d{1,4})([dw])", re.ASCII)


def copied(accounts: list[str] | None) -> tuple[str, ...]:
    """Accounts as they are written, also if copied from a comment, where invisible signs keep links away."""
    return tuple(each.replace("\N{WORD JOINER}", "") for each in accounts or ())


def root(org: Path | None, of_change: bool = False) -> Path:
    """Find the dataset that `-C` names, or the one that the current folder lies in.

    Where a change is judged, the folder need not have one yet: the change may bring it.

    Raises:
        DataError: if there is none.
    """
    from wecomplish_cli.dataset.root import find_root, is_root
    from wecomplish_cli.git import repository
    from wecomplish_cli.model.text import SETTINGS_PATH

    if org is None:
        try:
            here = Path.cwd()
        except OSError:
            raise DataError(
                "the current folder is gone", "change to another, or name one with -C PATH"
            ) from None
        try:
            return find_root(here)
        except DataError:
            if of_change and repository.top(here):
                return here
            raise
    if of_change and not org.is_dir():
        raise DataError(f"there is no folder {org}", f"make it, even if only the change has it: mkdir {org}")
    if not of_change and not is_root(org):
        raise DataError(
            f"no dataset at {org}: it has no {SETTINGS_PATH}",
            f"begin one with `wecomplish init {shlex.quote(str(org))}`",
        )
    # As the system takes `..` and links: what lies above the path as it is written may be another repository.
    return Path(os.path.realpath(org))


def today(org: Org, given: str | None) -> date:
    """The day that `--today` names, or the day it is in the organisation's time zone."""
    from wecomplish_cli.dataset import store

    return store.today(org) if given is None else _iso(given, "--today")


def past_day(at: str | None) -> date | None:
    """The day that `--at` names; None where it names a commit, or nothing."""
    from wecomplish_cli.model.text import parse_date

    try:
        return parse_date(at) if at is not None else None
    except ValueError:
        return None


def day(given: str | None, option: str, today: date) -> date | None:
    """Read a date option: `2026-09-01`, or from today on `+10d` or `+2w`.

    Raises:
        UsageError: if it is neither.
    """
    if given is None:
        return None
    later = LATER.fullmatch(given)
    if later:
        try:
            return today + timedelta(days=int(later[1]) * (7 if later[2] == "w" else 1))
        except OverflowError:
            raise UsageError(f"{option}: `{given}` is after the year 9999", "choose an earlier day") from None
    return _iso(given, option)


def _iso(given: str, option: str) -> date:
    from wecomplish_cli.model.text import parse_date

    try:
        return parse_date(given)
    except ValueError:
        raise UsageError(
            f"{option}: `{given}` is not a valid date", "write YYYY-MM-DD, or +10d or +2w from today"
        ) from None


def identity(org: Org, root: Path) -> str | None:
    """Who runs the command: the person of `WECOMPLISH_AS`, of git's user.email, or who said so here before.

    None if nobody is known.

    Raises:
        UsageError: if `WECOMPLISH_AS` is set and names nobody.
    """
    from wecomplish_cli.dataset import memory
    from wecomplish_cli.derive import lookup
    from wecomplish_cli.git import repository

    named = os.environ.get("WECOMPLISH_AS")
    if named:
        try:
            return lookup.person(org, named, None)
        except UsageError as error:
            raise error.at("WECOMPLISH_AS") from None
    email = (repository.user_email(root) or "").casefold()
    for person, record in org.people.items():
        if email and record.email and record.email.casefold() == email:
            return person
    said = memory.remembered(root)
    return said if said in org.people else None
