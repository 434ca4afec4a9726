"""`wecomplish intake`: the change that an issue asks for, made, or compared with what was pushed."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.cli.registry import COMMANDS
from wecomplish_cli.errors import DataError, NotAllowedError, RefusedError, WecomplishError
from wecomplish_cli.text.escape import visible
from wecomplish_cli.text.phrases import listed

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.dataset.store import Applied, Dataset
    from wecomplish_cli.intake.branch import Derived
    from wecomplish_cli.intake.forms import Asked
    from wecomplish_cli.intake.issues import Issue

MOST_BYTES = 1 << 22
"""The largest file that is read: a platform's events are far smaller."""
AGAIN = "fill it in again: "
"""What the address of the form stands behind, at the beginning of a line."""
MOST_NAMED = 3
"""People who may do what somebody else may not that are named; of more, it says how many."""


def intake(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="The event of the issue, or the issue itself from GitLab; with --judge, all about it.",
        ),
    ],
    base: Annotated[str, typer.Option(metavar="REV", help="The branch that the change is for.")] = "HEAD",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where to write the commit, for `git fast-import`; otherwise what it does is shown.",
            show_default=False,
        ),
    ] = None,
    judge: Annotated[
        str | None,
        typer.Option(
            metavar="REV", help="Compare what the issue asks for with this commit.", show_default=False
        ),
    ] = None,
    branch: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="With --judge: the branch, such as intake/7.", show_default=False),
    ] = None,
    org: options.OrgOption = None,
) -> None:
    """Make the change that an issue asks for.

    Whose change it is follows from the account that opened the issue, and nothing in its text. With --judge,
    make it again and say whose it is, but only if the commit is exactly this change.
    """
    root, said = options.root(org), _read(file)
    if judge is None:
        _make(root, base, said, output)
    else:
        _judge(root, base, said, judge, branch or "")


def _make(root: Path, base: str, said: Any, output: Path | None) -> None:
    """Make the change of an issue, and write it where that is wanted; a refusal comes with its form."""
    from wecomplish_cli.intake import issues

    issue = issues.of_event(said)
    try:
        derived = _derived(root, base, issue)
        if not issue.is_asked_again:
            derived.require_new(root)
    except WecomplishError:
        if (address := _again(root, base, issue)) is not None:
            terminal.note(f"{AGAIN}{address}")
        raise
    if output is not None:
        _write(output, derived.stream)
    terminal.say(f"{visible(derived.done)}.")


def _judge(root: Path, base: str, said: Any, commit: str, branch: str) -> None:
    """Say whose the change of an issue is, if a commit is exactly this change.

    Raises:
        NotAllowedError: if it is not, or the issue asks for none.
    """
    from wecomplish_cli.intake import issues
    from wecomplish_cli.intake.branch import number_of

    try:
        issue = issues.of_answers(said, number_of(branch))
        derived = _derived(root, base, issue)
        derived.require_same(root, commit)
        derived.require_new(root)
    except WecomplishError as error:
        raise NotAllowedError(f"{visible(branch or 'no branch')}: {error.message}", error.hint) from None
    terminal.say(issue.account)


def _derived(root: Path, base: str, issue: Issue) -> Derived:
    """Make the change that an issue asks for, on the data of a commit; nothing is written.

    Raises:
        WecomplishError: if it is no form of ours, its author is nobody here, or the data's rules refuse it.
    """
    from wecomplish_cli.dataset import store
    from wecomplish_cli.git import objects, repository
    from wecomplish_cli.intake import bodies
    from wecomplish_cli.intake.branch import Derived

    form, answers = bodies.filled_in(issue.body)
    commit = objects.Commit(root, base).id()
    dataset = store.load(root, commit)
    store.require_format(dataset)
    request = _request(dataset, issue, commit)
    plan = _decided(request, form.asked(request.view, answers))
    if not plan.edits:
        raise RefusedError(f"nothing to do: {plan.done}")
    applied = store.apply(dataset, plan.edits)
    _require_sound(request, applied)
    _require_allowed(request, applied)
    return Derived(issue, commit, repository.prefix(root), plan.done, applied.changes)


def _again(root: Path, base: str, issue: Issue) -> str | None:
    """The address of the form, filled in as it was; None where there is none, or it would be cut off."""
    from wecomplish_cli.dataset import links, store
    from wecomplish_cli.git import objects
    from wecomplish_cli.intake import bodies

    try:
        forge = links.forge(store.load(root, objects.Commit(root, base).id()))
    except WecomplishError:
        return None  # What is wrong with the data is said already.
    found = bodies.typed(issue.body)
    if found is None or forge is None:
        return None
    form, answers = found
    address = forge.form(form.key, **answers)
    return address if address is not None and len(address) <= links.LONGEST else None


def _request(dataset: Dataset, issue: Issue, commit: str) -> Request:
    """Ask as the person whose account opened the issue, as of the day on which they wrote it."""
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.dataset import store
    from wecomplish_cli.review.authorize import people_by_account

    person = people_by_account(dataset.org).get(issue.account)
    if person is None:
        raise NotAllowedError(
            f"{issue.account} is not an account in this data",
            "ask an administrator to enter it in your file, under `accounts`",
        )
    day = store.day_at(dataset.org, int(issue.written.timestamp()))
    if day is None:
        raise DataError("the date of the issue is not between 1970 and 9999", "open a new one")
    request = Request(dataset, day, person, None, commit)
    request.asks = False
    return request


def _decided(request: Request, asked: Asked) -> Any:
    """Decide as the command of this name does."""
    group, _, name = asked.command.rpartition(" ")
    folder = f"{COMMANDS[group].module}." if group else ""
    module = import_module(f"wecomplish_cli.cli.commands.{folder}{name.replace('-', '_')}")
    command = getattr(module, "".join(map(str.capitalize, name.split("-"))))
    return command(**asked.words).decide(request)


def _require_sound(request: Request, applied: Applied) -> None:
    from wecomplish_cli.checking import check

    found = check.introduced(request.dataset, applied.after, request.today, request.dataset)
    errors = [each for each in found if each.severity == "error"]
    if errors:
        raise RefusedError(f"it would bring an error into the data: {errors[0].message}", errors[0].hint)


def _require_allowed(request: Request, applied: Applied) -> None:
    """Make sure that the gate will allow the change to the person who asks for it, without anybody's yes.

    Raises:
        NotAllowedError: if not.
    """
    from wecomplish_cli.review import authorize

    paths = [change.path for change in applied.changes]
    found = authorize.unsent(request.dataset, applied.after, paths, request.identity, request.today)
    denied = next((ruling for ruling in found if not ruling.allowed), None)
    if denied is not None:
        able = [each.name for each in denied.could_approve]
        some = able if len(able) <= MOST_NAMED else [*able[:MOST_NAMED], f"{len(able) - MOST_NAMED} more"]
        who = request.org.name(str(request.identity))
        hint = f"ask {listed(some, 'or')} to do it" if able else None
        raise NotAllowedError(f"{who} may not do this: {denied.reason}", hint)


def _read(file: Path) -> Any:
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise DataError(f"{file} cannot be read: {error.strerror}", "name the file of the event") from None
    try:
        if len(content) > MOST_BYTES:
            raise ValueError
        return json.loads(content)
    except (ValueError, RecursionError):
        raise DataError(f"{file} is not JSON, or too large", "name the file of the event") from None


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror}", "name another file") from None
