"""`wecomplish check`: judge the dataset like a compiler."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import concluding, options, terminal
from wecomplish_cli.cli.concluding import FailOn, FindingFormat
from wecomplish_cli.cli.words import rules
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from wecomplish_cli.dataset.journal import Journal
    from wecomplish_cli.diagnostics import Diagnostic


PathsArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATH]...",
        help="Show and judge findings in these files and folders only; everything is still read.",
        show_default=False,
    ),
]
SelectOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="RULE",
        help="Only these rules: a code (WC301), its beginning (WC3) or a name.",
        show_default=False,
        autocompletion=rules,
    ),
]
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="RULE",
        help="Not these rules, named likewise.",
        show_default=False,
        autocompletion=rules,
    ),
]
FailOnOption = Annotated[FailOn, typer.Option(help="The severity from which the check fails.")]
FormatOption = Annotated[FindingFormat, typer.Option(help="How to show the findings.")]
StagedOption = Annotated[
    bool, typer.Option("--staged", help="Judge what is staged, as the next commit would have it.")
]
BaseOption = Annotated[
    str | None,
    typer.Option(
        metavar="REV",
        help="Judge a change: what merging --head into this branch or commit would bring in.",
        show_default=False,
    ),
]
HeadOption = Annotated[
    str | None,
    typer.Option(
        metavar="REV",
        help="With --base: the tip of the change; otherwise the commit that is checked out.",
        show_default=False,
    ),
]
ActorOption = Annotated[
    list[str] | None,
    typer.Option(
        envvar="WECOMPLISH_ACTOR",
        metavar="ACCOUNT",
        help="With --base: judge also whether this account may make the change, such as github:583231; "
        "given for its author and for everyone who pushed to it.",
        show_default=False,
    ),
]
ApprovedOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ACCOUNT@SHA",
        help="With --actor: who approved it, and at which commit.",
        show_default=False,
    ),
]
FixOption = Annotated[
    bool, typer.Option("--fix", help="Fix what can be fixed without changing what the data means.")
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="With --fix: show the change as a diff and write nothing.")
]
NoCacheOption = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        help="Read every file, even if nothing changed since the last check, and keep nothing for the next.",
    ),
]


def check(
    ctx: typer.Context,
    paths: PathsArgument = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    fail_on: FailOnOption = FailOn.ERROR,
    format: FormatOption = FindingFormat.TEXT,  # noqa: A002 - the option's name
    staged: StagedOption = False,
    base: BaseOption = None,
    head: HeadOption = None,
    actor: ActorOption = None,
    approved: ApprovedOption = None,
    fix: FixOption = False,
    dry_run: DryRunOption = False,
    no_cache: NoCacheOption = False,
    commit: options.CommitOption = False,
    submit: options.SubmitOption = False,
    message: options.MessageOption = None,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Check the whole dataset.

    Exits with 1 if something is wrong with it, and with 3 if it is in a newer format; with --actor,
    also with 4 if they may not make the change.
    """
    from wecomplish_cli.cli import judging, selecting
    from wecomplish_cli.cli.change import keeping_others_out
    from wecomplish_cli.git import repository
    from wecomplish_cli.render.findings import Checked

    _require_one(staged, base is not None, fix)
    how = options.WriteOptions(dry_run, commit, submit, message, org, today)
    _require_fix(ctx, fix, how)
    source = ctx.get_parameter_source("actor")
    if base is None and source is not None and source.name == "ENVIRONMENT":
        actor = None  # Whoever it names may make many changes; this is none.
    _require_sense(base, head, actor, approved)
    root = options.root(org, of_change=base is not None)
    chosen = selecting.by_rule(select or [], ignore or [])
    inside = selecting.within(paths or [], root)
    below = selecting.by_path(inside)
    if fix:
        keeping_others_out(
            how, lambda journal: _fix(how, inside, lambda each: chosen(each) and below(each), journal)
        )
        if dry_run:
            return
    started = time.perf_counter()
    if base is not None:
        made = judging.Made(options.copied(actor), options.copied(approved))
        judged = judging.change(root, base, head or "HEAD", made, today)
    else:
        # Whether what is named is there takes the data to say.
        cache = not no_cache and not inside
        judged = judging.staged(root, today) if staged else judging.folder(root, today, cache)
    selecting.require_there(inside, root, *judged.states)
    shown = [each for each in judged.found if chosen(each) and below(each)]
    within = repository.prefix(root) if concluding.needs_prefix(format) else ""
    seconds = time.perf_counter() - started
    checked = Checked(shown, judged.files, seconds, within, judged.change, judged.unread)
    status = concluding.end(checked, format, fail_on)
    if status:
        raise typer.Exit(status)


def _require_fix(ctx: typer.Context, fix: bool, how: options.WriteOptions) -> None:
    """Make sure that options for writing come with --fix, and none for findings with a dry run.

    Raises:
        UsageError: if not.
    """
    if (how.dry_run or how.commit or how.submit or how.message) and not fix:
        raise UsageError("--dry-run, --commit, --submit and -m need --fix", "add --fix")
    given = [ctx.get_parameter_source(each) for each in ("format", "fail_on")]
    if how.dry_run and any(source is not None and source.name == "COMMANDLINE" for source in given):
        raise UsageError(
            "--format and --fail-on are for findings, and --dry-run shows only what --fix would change",
            "leave them out, or leave --dry-run out",
        )


def _require_sense(
    base: str | None, head: str | None, actor: list[str] | None, approved: list[str] | None
) -> None:
    """Make sure that what is said of a change is said of one, and that somebody made it who is to be judged.

    Raises:
        UsageError: if not.
    """
    if base is None and (head is not None or actor):
        raise UsageError(
            "--head and --actor are for a change", "name what it is to be merged into with --base"
        )
    if approved and not actor:
        raise UsageError(
            "--approved says who approved it, and no author is given", "name who did with --actor"
        )
    if base is not None and not actor and "WECOMPLISH_ACTOR" in os.environ:
        from wecomplish_cli.review.authorize import require_accounts

        require_accounts(())  # Empty, it was meant to name somebody.


def _require_one(staged: bool, change: bool, fix: bool) -> None:
    """Make sure that one thing is judged.

    Raises:
        UsageError: if not.
    """
    if staged and change:
        said = "--staged judges what is not committed yet, and --base what is"
    elif fix and (staged or change):
        said = "--fix changes the files of the folder, and --staged and --base judge what git has"
    else:
        return
    raise UsageError(said, "leave one of them out")


def _fix(
    how: options.WriteOptions, inside: list[str], wanted: Callable[[Diagnostic], bool], journal: Journal
) -> None:
    """Mend what is wanted and can be mended."""
    from wecomplish_cli.checking import fixes
    from wecomplish_cli.cli import selecting
    from wecomplish_cli.cli.change import Made, name_files, write
    from wecomplish_cli.cli.request import open_request
    from wecomplish_cli.text.phrases import counted

    request = open_request(how.org, how.today, strict=False, journal=journal)
    selecting.require_there(inside, request.dataset.root, request.dataset)
    if "newer-format" in request.org.problems:
        return  # What it means is for a newer version to say, which the check does now.
    applied = fixes.mend(request.dataset, request.today, wanted)
    if applied.changes:
        done = f"Fix the layout of {counted(len(applied.changes), 'file')}"
        write(request, applied, how, Made(done, lambda: name_files(applied)))
    elif not how.dry_run:
        terminal.note("nothing to fix")
