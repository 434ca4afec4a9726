"""`wecomplish assign`: give an assignment a mentor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import batch, options
from wecomplish_cli.cli.completion import competences, people
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request


@dataclass(frozen=True)
class Asked:
    """A mentorship asked for, in the words of whoever asks."""

    mentee: str
    competence: str
    mentor: str
    co_mentor: tuple[str, ...] = ()
    until: str | None = None
    target: int | None = None
    by: str | None = None
    propose: bool = False
    replace: bool = False
    reason: str | None = None
    notify: bool = False


@options.writes
def assign(
    mentee: Annotated[
        str | None,
        typer.Argument(
            metavar="MENTEE", help="Who is to be mentored.", show_default=False, autocompletion=people
        ),
    ] = None,
    competence: Annotated[
        str | None,
        typer.Argument(
            metavar="COMPETENCE",
            help="The role or skillset they hold.",
            show_default=False,
            autocompletion=competences,
        ),
    ] = None,
    mentor: Annotated[
        str | None,
        typer.Option(
            metavar="PERSON",
            help="Who answers for the mentorship.",
            show_default=False,
            autocompletion=people,
        ),
    ] = None,
    co_mentor: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PERSON",
            help="Who else mentors them here; may be given again.",
            show_default=False,
            autocompletion=people,
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The planned end, such as 2026-09-01 or +12w.", show_default=False),
    ] = None,
    target: Annotated[
        int | None,
        typer.Option(metavar="PERCENT", min=0, max=100, help="The familiarity to reach.", show_default=False),
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="DATE", help="When to reach the target.", show_default=False)
    ] = None,
    propose: Annotated[
        bool, typer.Option("--propose", help="Only propose it: everyone is asked for their yes.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="End the mentorship that is there, and begin anew.")
    ] = False,
    reason: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help="Why the mentor is replaced; it stays with the record.", show_default=False
        ),
    ] = None,
    notify: Annotated[
        bool, typer.Option("--notify", help="Tell the mentors by e-mail once this is merged.")
    ] = False,
    source: batch.FromOption = None,
    *,
    how: options.WriteOptions,
) -> None:
    """Give someone a mentor.

    The mentorship is active at once if you lead the mentee or administer the data, and otherwise proposed:
    then everyone is asked for their yes. It records the mentee's levels now as the baseline.
    """
    given = {
        "mentee": mentee,
        "competence": competence,
        "mentor": mentor,
        "co_mentor": tuple(co_mentor or ()),
        "until": until,
        "target": target,
        "by": by,
        "propose": propose,
        "replace": replace,
        "reason": reason,
        "notify": notify,
    }
    rows = batch.rows(source, Asked, given, flags=("mentor",))
    batch.change_each(how, rows, _decide)


def _decide(request: Request, asked: Asked) -> Plan:
    from wecomplish_cli.actions.assign import Wish
    from wecomplish_cli.actions.assign import assign as decide

    if asked.by and asked.target is None:
        raise UsageError("--by says when to reach a target, and none is given", "add --target PERCENT")
    mentor = request.person(asked.mentor)
    others = [request.person(each) for each in asked.co_mentor]
    wish = Wish(
        mentee=request.person(asked.mentee),
        competence=request.competence(asked.competence),
        mentor=mentor,
        co_mentors=tuple(dict.fromkeys(each for each in others if each != mentor)),
        until=options.day(asked.until, "--until", request.today),
        target=asked.target,
        by=options.day(asked.by, "--by", request.today),
        propose=asked.propose,
        replace=asked.replace,
        reason=asked.reason,
        notify=asked.notify,
    )
    return decide(request.org, wish, request.today, request.identity)
