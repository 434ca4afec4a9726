"""`wecomplish init`: begin a dataset."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.errors import UsageError
from wecomplish_cli.text.escape import visible
from wecomplish_cli.text.phrases import counted, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from wecomplish_cli.dataset.scaffold import Founder
    from wecomplish_cli.git.forge import Forge


class Ci(StrEnum):
    """A platform that can check every change."""

    GITHUB = "github"
    GITLAB = "gitlab"


class More(StrEnum):
    """What a platform can do besides checking."""

    MAIL = "mail"
    FORMS = "forms"
    PAGES = "pages"


@dataclass(frozen=True)
class _Asked:
    """What was given on the command line about the organisation and its founder."""

    organization: str | None
    name: str | None
    email: str | None
    id: str | None
    timezone: str | None
    forge: str | None


OrganizationOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="The organisation's name.", show_default=False)
]
EmailOption = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Your e-mail address.", show_default=False)
]
IdOption = Annotated[
    str | None,
    typer.Option(metavar="ID", help="Your id; otherwise made from your name.", show_default=False),
]
TimezoneOption = Annotated[
    str | None,
    typer.Option(
        metavar="ZONE",
        help="The time zone that decides which day it is; otherwise UTC.",
        show_default=False,
    ),
]
ForgeOption = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="The address of the repository, such as https://github.com/fjord/people; otherwise its remote.",
        show_default=False,
    ),
]
CiOption = Annotated[
    Ci | None,
    typer.Option(
        "--ci",
        help="Also write the files with which this platform checks every change.",
        show_default=False,
    ),
]
MoreOption = Annotated[
    list[More] | None,
    typer.Option(
        "--with",
        help="With --ci: the files for this, too; may be repeated.",
        show_default=False,
    ),
]
GitIdentityOption = Annotated[
    bool | None,
    typer.Option(
        "--git-identity/--no-git-identity",
        help="Whether git is to use your name and e-mail address in this repository.",
        show_default=False,
    ),
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Name the files that would be written, and write nothing.")
]


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")] = Path(),
    example: Annotated[bool, typer.Option("--example", help="Copy the example organisation.")] = False,
    organization: OrganizationOption = None,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="Your name.", show_default=False)] = None,
    email: EmailOption = None,
    id: IdOption = None,  # noqa: A002 - the option's name
    timezone: TimezoneOption = None,
    forge: ForgeOption = None,
    ci: CiOption = None,
    more: MoreOption = None,
    git_identity: GitIdentityOption = None,
    dry_run: DryRunOption = False,
    commit: options.CommitOption = False,
    message: options.MessageOption = None,
) -> None:
    """Start a dataset, with you as administrator.

    On a terminal, it asks for what is missing. Where there is a dataset already, --ci adds the files for the
    platform that are not there yet.
    """
    from wecomplish_cli.cli import starting
    from wecomplish_cli.dataset import scaffold
    from wecomplish_cli.git import repository
    from wecomplish_cli.model.kinds import SETTINGS_PATH

    options.require_commit(message, commit)
    asked = _Asked(organization, name, email, id, timezone, forge)
    _require_fitting(asked, example, ci, more)
    extras = tuple(more or ())
    if (folder / SETTINGS_PATH).exists():
        _add_workflows(folder, ci, extras, dry_run, message if commit else None, commit)
        return
    scaffold.require_room(folder)
    founder = None if example else _founder(folder, asked)
    changes = scaffold.new_organization(founder) if founder else scaffold.example()
    platform_files = starting.workflows(folder, ci, extras) if ci else {}
    if dry_run:
        for path in (*(change.path for change in changes), *platform_files):
            terminal.say(visible(path))
        return
    nothing_to = "nothing to commit to" if commit else "no git to tell who you are" if git_identity else None
    starting.make_folder(folder, nothing_to)
    agreed = founder is not None and _agrees(folder, founder, git_identity)
    starting.begin(folder, changes, founder)
    if founder is not None and agreed:
        repository.set_identity(folder, founder.name, founder.email)
    written = starting.write(folder, platform_files)
    with terminal.kept():
        paths = [*(change.path for change in changes), *written]
        tell = _committed(folder, paths, message or "Start the dataset") if commit else None
        terminal.say(f"{counted(len(changes) + len(written), 'file')} written to {visible(str(folder))}")
        if tell is not None:
            tell()
        _say_what_next(folder, example, commit)


def _require_fitting(asked: _Asked, example: bool, ci: Ci | None, more: list[More] | None) -> None:
    """Make sure that the options can be used together.

    Raises:
        UsageError: if not.
    """
    if example and any((asked.organization, asked.name, asked.email, asked.id)):
        raise UsageError(
            "the example has an organisation and people of its own",
            "leave out --organization, --name, --email and --id, or leave out --example",
        )
    if more and ci is None:
        raise UsageError("--with adds to what --ci writes", "add --ci github or --ci gitlab")
    if ci is Ci.GITLAB and {*(more or ())} - {More.FORMS}:
        raise UsageError("on GitLab, there is only --with forms", "leave out the other --with")


def _add_workflows(
    folder: Path,
    ci: Ci | None,
    extras: tuple[More, ...],
    dry_run: bool,
    message: str | None,
    commit: bool,
) -> None:
    """Write what a platform needs beside a dataset that is there already."""
    from wecomplish_cli.cli import starting

    texts = starting.workflows(folder, ci, extras) if ci else {}
    new, other = starting.compared(folder, texts)
    for path in other:
        terminal.note(f"left as it is, since it differs: {visible(path)}")
    if not new:
        said = "has these files already" if ci else "is already a dataset"
        terminal.say(f"Nothing to do: {visible(str(folder))} {said}.")
        return
    if not dry_run:
        starting.write(folder, new)
        if commit:
            _committed(folder, [*new], message or "Check every change on the platform")()
    for path in new:
        terminal.say(f"{'would write' if dry_run else 'wrote'} {visible(path)}")


def _committed(folder: Path, paths: list[str], message: str) -> Callable[[], None]:
    from wecomplish_cli.cli.change import committed

    return committed(folder, paths, message)


def _say_what_next(folder: Path, example: bool, committed: bool) -> None:
    """Name the next three commands, as they can be copied."""
    from wecomplish_cli.dataset import scaffold
    from wecomplish_cli.git import outgoing, repository

    there = visible(shlex.quote(str(folder)))
    within = "" if folder == Path() else f" -C {there}"
    in_git = repository.state_folder(folder) is not None
    if example:
        day = scaffold.EXAMPLE_DAY
        steps = [f"cd {there}; WECOMPLISH_AS=kari-hansen wecomplish report mentorships --today {day}"]
        steps = [*([] if in_git else [f"git init {there}"]), *steps]
    else:
        if not in_git:
            steps = [f"git init {there}"]
        elif not committed:
            steps = [f"git{within} add --all && git{within} commit -m 'Start the dataset'"]
        elif outgoing.remotes(folder):
            steps = [f"git{within} push --set-upstream origin HEAD"]
        else:
            steps = ["wecomplish explain pull-requests"]
        steps += [f"wecomplish add person{within}", f"wecomplish{within}"]
    for number, step in enumerate(steps):
        terminal.note(f"{'next:' if number == 0 else '     '} {step}")


def _agrees(folder: Path, founder: Founder, wanted: bool | None) -> bool:
    """Whether git is to be told who they are in this repository, which it does not know yet."""
    from wecomplish_cli.git import repository

    if wanted is not None or repository.state_folder(folder) is None or not terminal.can_ask():
        return bool(wanted)
    if (repository.user_email(folder) or "").casefold() == founder.email.casefold():
        return False
    question = f"Should git use {visible(founder.name)} <{founder.email}> in this repository (yes or no)"
    return terminal.ask(question, "--git-identity", "yes").strip().casefold() in ("y", "yes")


def _founder(folder: Path, asked: _Asked) -> Founder:
    from wecomplish_cli.cli import starting
    from wecomplish_cli.dataset.scaffold import Founder
    from wecomplish_cli.derive import lookup
    from wecomplish_cli.git import repository
    from wecomplish_cli.model.text import is_email, is_id, is_timezone, why_no_id

    needed = {"--organization": asked.organization, "--name": asked.name, "--email": asked.email}
    missing = [flag for flag, given in needed.items() if not given]
    if missing[1:] and not terminal.can_ask():
        raise UsageError(
            f"{listed(missing)} are missing", "the organisation's name, and your own name and e-mail address"
        )
    near = folder if folder.is_dir() else Path()
    organization = asked.organization or terminal.ask("The organisation's name", "--organization")
    name = asked.name or terminal.ask("Your name", "--name", repository.user_name(near))
    email = asked.email or terminal.ask("Your e-mail address", "--email", repository.user_email(near))
    own_id = asked.id or _asked_id(lookup.slug(name))
    if not is_id(own_id):
        raise UsageError(f"`{own_id}` {why_no_id(own_id)}", "give another with --id")
    if not is_email(email):
        raise UsageError(f"`{email}` is not an e-mail address", "give it with --email")
    timezone = asked.timezone or "UTC"
    if asked.timezone is None and terminal.can_ask():
        timezone = terminal.ask("Your time zone", "--timezone", starting.local_timezone())
    if not is_timezone(timezone):
        raise UsageError(
            f"`{timezone}` is not a time zone", "name one of the IANA database, such as Europe/Oslo"
        )
    return Founder(organization, own_id, name, email, timezone, _forge(near, asked.forge))


def _forge(near: Path, given: str | None) -> Forge | None:
    """Where the repository lies: as it is given, as the remote says, or as they say who are asked.

    Raises:
        UsageError: if the address leads to no platform that is known.
    """
    from wecomplish_cli.git import forge, outgoing

    found = outgoing.forge_of(near)
    if given is None and found is None and terminal.can_ask():
        question = "The repository's page on GitHub or GitLab, if it has one (Enter: none)"
        given = terminal.ask(question, "--forge", "").strip() or None
    if given is None:
        return found
    named = forge.of_address(given)
    if named is None:
        raise UsageError(
            f"`{given}` is not the address of a repository on a known platform",
            "give it as https://github.com/OWNER/NAME, or leave --forge out",
        )
    return named


def _asked_id(proposed: str) -> str:
    """Ask for the id on a terminal, since it enters every path for ever; else take the one proposed."""
    if terminal.can_ask() or not proposed:
        return terminal.ask("Your id, which will be part of file names", "--id", proposed or None)
    return proposed
