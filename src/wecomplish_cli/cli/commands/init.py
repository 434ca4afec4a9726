"""`wecomplish init`: begin a dataset."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.errors import DataError, UsageError
from wecomplish_cli.text.escape import visible
from wecomplish_cli.text.phrases import counted

if TYPE_CHECKING:
    from wecomplish_cli.dataset.scaffold import Founder


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")] = Path(),
    example: Annotated[bool, typer.Option("--example", help="Copy the example organisation.")] = False,
    organization: Annotated[
        str | None, typer.Option(metavar="NAME", help="The organisation's name.", show_default=False)
    ] = None,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="Your name.", show_default=False)] = None,
    email: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Your e-mail address.", show_default=False)
    ] = None,
    id: Annotated[  # noqa: A002 - the option's name
        str | None,
        typer.Option(metavar="ID", help="Your id; otherwise made from your name.", show_default=False),
    ] = None,
    timezone: Annotated[
        str, typer.Option(metavar="ZONE", help="The time zone that decides which day it is.")
    ] = "UTC",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Name the files that would be written, and write nothing.")
    ] = False,
    commit: options.CommitOption = False,
    message: options.MessageOption = None,
) -> None:
    """Start a dataset, with you as administrator."""
    from wecomplish_cli.cli.change import committed
    from wecomplish_cli.dataset import memory, scaffold, store
    from wecomplish_cli.git import repository
    from wecomplish_cli.model.kinds import SETTINGS_PATH

    options.require_commit(message, commit)
    there = visible(shlex.quote(str(folder)))
    if example and (organization or name or email or id):
        raise UsageError(
            "the example has an organisation and people of its own",
            "leave out --organization, --name, --email and --id, or leave out --example",
        )
    if (folder / SETTINGS_PATH).exists():
        terminal.say(f"Nothing to do: {visible(str(folder))} is already a dataset.")
        return
    scaffold.require_room(folder)
    founder = None if example else _founder(folder, organization, name, email, id, timezone)
    changes = scaffold.new_organization(founder) if founder else scaffold.example()
    if dry_run:
        for change in changes:
            terminal.say(change.path)
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"{folder} cannot be made: {error.strerror}", "name another folder") from None
    if commit and repository.state_folder(folder) is None:
        raise DataError(
            "this folder is not in a git repository, so there is nothing to commit to; nothing was written",
            f"git init {there}",
        )
    store.begin(folder.absolute(), changes)
    if founder is not None:
        memory.remember(folder.absolute(), founder.id)
    with terminal.kept():
        paths = [change.path for change in changes]
        tell = committed(folder, paths, message or "Start the dataset") if commit else None
        terminal.say(f"{counted(len(changes), 'file')} written to {visible(str(folder))}")
        if tell is not None:
            tell()
        _say_what_next(folder, there, example)


def _say_what_next(folder: Path, there: str, example: bool) -> None:
    from wecomplish_cli.dataset import scaffold
    from wecomplish_cli.git import repository

    if repository.state_folder(folder) is None:
        terminal.note(f"next: git init {there}, which keeps the history of the data")
    if example:
        day = scaffold.EXAMPLE_DAY
        terminal.note(
            f"next: cd {there}; WECOMPLISH_AS=kari-hansen wecomplish report mentorships --today {day}"
        )
    else:
        terminal.note(f"next: wecomplish -C {there}")


def _founder(
    folder: Path,
    organization: str | None,
    name: str | None,
    email: str | None,
    wanted_id: str | None,
    timezone: str,
) -> Founder:
    from wecomplish_cli.dataset.scaffold import Founder
    from wecomplish_cli.derive import lookup
    from wecomplish_cli.git import outgoing, repository
    from wecomplish_cli.model.text import is_email, is_id, is_timezone

    near = folder if folder.is_dir() else Path()
    organization = organization or terminal.ask("The organisation's name", "--organization")
    name = name or terminal.ask("Your name", "--name", repository.user_name(near))
    email = email or terminal.ask("Your e-mail address", "--email", repository.user_email(near))
    own_id = wanted_id or _asked_id(lookup.slug(name))
    if not is_id(own_id):
        raise UsageError(
            f"`{own_id}` cannot be an id", "lower-case letters and digits, words joined by hyphens: --id"
        )
    if not is_email(email):
        raise UsageError(f"`{email}` is not an e-mail address", "give it with --email")
    if not is_timezone(timezone):
        raise UsageError(
            f"`{timezone}` is not a time zone", "name one of the IANA database, such as Europe/Oslo"
        )
    return Founder(organization, own_id, name, email, timezone, outgoing.forge_of(near))


def _asked_id(proposed: str) -> str:
    """Ask for the id on a terminal, since it enters every path for ever; else take the one proposed."""
    if terminal.can_ask() or not proposed:
        return terminal.ask("Your id, which will be part of file names", "--id", proposed or None)
    return proposed
