"""`wecomplish check`: judge the dataset like a compiler."""

from __future__ import annotations

import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.errors import DataError, NotAllowedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wecomplish_cli.diagnostics import Diagnostic
    from wecomplish_cli.render.findings import Checked
    from wecomplish_cli.store import Dataset


class FindingFormat(StrEnum):
    """How findings are shown."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    GITLAB = "gitlab"
    MD = "md"


class FailOn(StrEnum):
    """From which severity on a finding fails the check."""

    ERROR = "error"
    WARNING = "warning"


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Show and judge findings in these files and folders only; all is read.",
            show_default=False,
        ),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RULE",
            help="Only these rules: a code (WC301), its beginning (WC3) or a name.",
            show_default=False,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help="Not these rules, named likewise.", show_default=False),
    ] = None,
    fail_on: Annotated[FailOn, typer.Option(help="The severity from which the check fails.")] = FailOn.ERROR,
    format: Annotated[  # noqa: A002 - the option's name
        FindingFormat, typer.Option(help="How to show the findings.")
    ] = FindingFormat.TEXT,
    base: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            help="Judge a change: what merging --head into this branch or commit would bring in.",
            show_default=False,
        ),
    ] = None,
    head: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            help="With --base: the tip of the change; otherwise the commit that is checked out.",
            show_default=False,
        ),
    ] = None,
    actor: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ACCOUNT",
            help="With --base: judge also whether this account may make the change, such as github:583231; "
            "given for its author and for everyone who pushed to it.",
            show_default=False,
        ),
    ] = None,
    approved: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ACCOUNT@SHA",
            help="With --actor: who approved it, and at which commit.",
            show_default=False,
        ),
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what can be mended without a change of meaning.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="With --fix: show the change as a diff and write nothing.")
    ] = False,
    commit: options.CommitOption = False,
    message: options.MessageOption = None,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Check the whole dataset.

    Exits with 1 if something is wrong with it, and with 3 if it is of a newer format; of a change, with 4 if
    whoever made it may not.
    """
    from wecomplish_cli import gitrepo
    from wecomplish_cli.cli import checking_change
    from wecomplish_cli.cli.change import keeping_others_out
    from wecomplish_cli.render import authorization
    from wecomplish_cli.render.findings import Checked

    if base is None and (head is not None or actor):
        raise UsageError(
            "--head and --actor are for a change", "name what it is to be merged into with --base"
        )
    if approved and not actor:
        raise UsageError("--approved says who approved it, and nobody made it", "name who did with --actor")
    if fix and base is not None:
        raise UsageError(
            "--fix mends the files of the folder, and --base looks at commits only", "leave one of them out"
        )
    if (diff or commit or message) and not fix:
        raise UsageError("--diff, --commit and -m are for what --fix mends", "add --fix")
    root = options.root(org)
    chosen = _chosen(select or [], ignore or [])
    below = _below(paths or [], root)
    how = options.Writing(dry_run=diff, commit=commit, message=message, org=org, today=today)
    if fix:
        keeping_others_out(how, lambda: _fix(how, lambda each: chosen(each) and below(each)))
        if diff:
            return
    started = time.perf_counter()
    if base is None:
        (dataset, found), change = _judge(root, today), None
    else:
        made = checking_change.Made(options.copied(actor), options.copied(approved))
        dataset, found, change = checking_change.judge(root, base, head or "HEAD", made, today)
    shown = [each for each in found if chosen(each) and below(each)]
    files = len(dataset.org.records) + _unread(dataset.org.records, found)
    within = "" if format in (FindingFormat.TEXT, FindingFormat.JSON) else gitrepo.prefix(root)
    checked = Checked(shown, files, time.perf_counter() - started, within, change)
    terminal.say(_rendered(checked, format))
    if any(each.rule == "newer-format" for each in checked.counting):
        raise typer.Exit(DataError.exit_code)
    if any(each.severity == "error" or fail_on is FailOn.WARNING for each in checked.counting):
        raise typer.Exit(1)
    if change is not None and change.decision is not None and not change.decision.allowed:
        if format in (FindingFormat.SARIF, FindingFormat.GITLAB):
            terminal.note(authorization.text(change.decision))
        raise typer.Exit(NotAllowedError.exit_code)


def _judge(root: Path, today: str | None) -> tuple[Dataset, list[Diagnostic]]:
    """Judge all that is in the folder."""
    from wecomplish_cli import check, store

    dataset = store.load(root, progress=terminal.progress())
    terminal.note_recovered(dataset.recovered)
    return dataset, check.check(dataset, options.today(dataset.org, today), store.committed(dataset))


def _fix(how: options.Writing, wanted: Callable[[Diagnostic], bool]) -> None:
    """Mend what is wanted and can be mended."""
    from wecomplish_cli import mending
    from wecomplish_cli.cli.change import name_files, open_request, write
    from wecomplish_cli.wording import counted

    request = open_request(how.org, how.today, strict=False)
    if "newer-format" in request.org.problems:
        return  # What it means is for a newer version to say, which the check does now.
    applied = mending.mend(request.dataset, request.today, wanted)
    if applied.changes:
        done = f"Mend the layout of {counted(len(applied.changes), 'file')}"
        write(request, applied, how, done, lambda: name_files(applied))
    elif not how.dry_run:
        terminal.note("nothing to mend")


def _rendered(checked: Checked, how: FindingFormat) -> str:
    from wecomplish_cli.render import findings, platforms, sarif

    if how is FindingFormat.TEXT:
        width = terminal.width() if terminal.is_terminal() else 0
        return findings.as_text(checked, terminal.colour(), width)
    formats = {
        FindingFormat.JSON: findings.as_json,
        FindingFormat.GITHUB: platforms.github,
        FindingFormat.SARIF: sarif.sarif,
        FindingFormat.GITLAB: platforms.gitlab,
        FindingFormat.MD: platforms.markdown,
    }
    return formats[how](checked)


def _unread(records: Iterable[str], found: Iterable[Diagnostic]) -> int:
    """Count the files that have findings because they could not be read."""
    known = set(records)
    return len({each.path for each in found if each.code < "WC200"} - known)


def _chosen(select: list[str], ignore: list[str]) -> Callable[[Diagnostic], bool]:
    wanted, unwanted = _codes(select), _codes(ignore)
    return lambda each: (not select or each.code in wanted) and each.code not in unwanted


def _codes(named: list[str]) -> set[str]:
    from wecomplish_cli.names import did_you_mean
    from wecomplish_cli.rules.register import BY_NAME, RULES

    codes: set[str] = set()
    for word in (part.strip() for text in named for part in text.split(",")):
        fitting = {r.code for r in RULES if r.code.startswith(word.upper()) or r.name == word.lower()}
        if not word or not fitting:
            hint = did_you_mean(word, BY_NAME) or "`wecomplish explain` lists the rules"
            raise UsageError(f"no rule `{word}`", hint)
        codes |= fitting
    return codes


def _below(paths: list[Path], root: Path) -> Callable[[Diagnostic], bool]:
    if not paths:
        return lambda _: True
    inside = []
    for path in paths:
        try:
            relative = path.absolute().resolve().relative_to(root.resolve()).as_posix()
        except ValueError:
            raise UsageError(
                f"{path} is not within the dataset at {root}", "name files or folders of it"
            ) from None
        inside.append("" if relative == "." else relative)
    return lambda each: any(not p or each.path == p or each.path.startswith(f"{p}/") for p in inside)
