"""`wecomplish assign`: give an assignment a mentor."""

from __future__ import annotations

from typing import Annotated

import typer

from wecomplish_cli.cli import options
from wecomplish_cli.errors import UsageError


def assign(
    mentee: Annotated[str, typer.Argument(metavar="MENTEE", help="Who is to be mentored.")],
    competence: Annotated[str, typer.Argument(metavar="COMPETENCE", help="The role or skillset they hold.")],
    mentor: Annotated[str, typer.Option(metavar="PERSON", help="Who answers for the mentorship.")],
    co_mentor: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PERSON", help="Who else mentors them here; may be given again.", show_default=False
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
    dry_run: options.DryRunOption = False,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Give someone a mentor.

    The mentorship is active at once if you lead the mentee or administer the data, and otherwise proposed:
    then everyone is asked for their yes. It records the mentee's levels now as the baseline.
    """
    from wecomplish_cli.actions.assign import Wish
    from wecomplish_cli.actions.assign import assign as decide
    from wecomplish_cli.cli.change import carry_out, open_request

    if by and target is None:
        raise UsageError("--by says when to reach a target, and none is given", "add --target PERCENT")
    request = open_request(org, today)
    mentor_id = request.person(mentor)
    others = [request.person(each) for each in co_mentor or []]
    wish = Wish(
        mentee=request.person(mentee),
        competence=request.competence(competence),
        mentor=mentor_id,
        co_mentors=tuple(dict.fromkeys(each for each in others if each != mentor_id)),
        until=options.day(until, "--until", request.today),
        target=target,
        by=options.day(by, "--by", request.today),
        propose=propose,
        replace=replace,
        reason=reason,
        notify=notify,
    )
    carry_out(request, decide(request.org, wish, request.today, request.identity), dry_run)
