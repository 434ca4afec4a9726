"""`wecomplish diff`: what a change means, and what it does to the network."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.errors import UsageError


class DiffFormat(StrEnum):
    """How a change is told."""

    TEXT = "text"
    MD = "md"
    JSON = "json"


def diff(
    range: Annotated[  # noqa: A002 - the argument's name
        str,
        typer.Argument(
            metavar="BASE[..HEAD]",
            help="The branch to merge into, and the change; otherwise the present commit (HEAD).",
            show_default=False,
        ),
    ],
    format: Annotated[  # noqa: A002 - the option's name
        DiffFormat, typer.Option(help="How to show it; md is a comment for a pull request.")
    ] = DiffFormat.TEXT,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Explain what a change means.

    Compares the tip of BASE with what merging HEAD into it would give, both read from git; nothing is
    checked out. Then what it does to the network: who gains or loses a mentor, who has how many
    mentorships, which risks it makes and removes. Uncommitted changes are ignored.
    """
    from wecomplish_cli.cli.judging import note_beginning
    from wecomplish_cli.git import repository
    from wecomplish_cli.render import difference as layout
    from wecomplish_cli.render.document import as_json
    from wecomplish_cli.reports.difference import difference
    from wecomplish_cli.review.merge import as_told, review
    from wecomplish_cli.text.phrases import counted

    base, head = _ends(range)
    root = options.root(org, of_change=True)
    judged = review(root, base, head, terminal.progress())
    note_beginning(judged, base)
    found = as_told(judged)
    answer = difference(
        (found.base_id, found.head_id),
        found.changes(),
        (found.followed.org, found.merged.org),
        found.moved,
        found.other_files(),
        options.today(found.settled, today),
    )
    uncommitted = repository.differing(root) if head == "HEAD" else None
    if uncommitted:
        said = f"{counted(len(uncommitted), 'file')} changed since the last commit"
        terminal.note(f"note: uncommitted changes are ignored: {said}")
    if format is DiffFormat.JSON:
        terminal.say(terminal.in_json(as_json("diff", answer)))
    else:
        terminal.say(layout.comment(answer) if format is DiffFormat.MD else layout.text(answer))


def _ends(range_: str) -> tuple[str, str]:
    """The two ends of a range.

    Raises:
        UsageError: if it has three dots, or no base.
    """
    base, dots, head = range_.partition("..")
    if "..." in range_:
        raise UsageError(
            f"`{range_}` has three dots",
            f"write {base or 'BASE'}..{head.lstrip('.') or 'HEAD'}: what merging would make of the base is "
            "compared with the base as it is now",
        )
    if not base:
        raise UsageError(f"`{range_}` names no base", "write BASE or BASE..HEAD, such as main..my-branch")
    return base, head if dots and head else "HEAD"
