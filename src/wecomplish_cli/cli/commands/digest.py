"""`wecomplish digest`: one message with all that needs a person."""

from __future__ import annotations

from typing import Annotated

import typer

from wecomplish_cli.cli import mail, options, terminal
from wecomplish_cli.cli.completion import people
from wecomplish_cli.errors import UsageError
from wecomplish_cli.text.escape import visible


def digest(
    person: Annotated[
        str | None,
        typer.Argument(
            metavar="[PERSON]",
            help="Who is told; otherwise you.",
            show_default=False,
            autocompletion=people,
        ),
    ] = None,
    everyone: Annotated[
        bool, typer.Option("--all", help="Write to everyone who has something to do.")
    ] = False,
    limit: mail.LimitOption = mail.LIMIT,
    channel: mail.ChannelOption = mail.Channel.MAIL,
    dry_run: mail.DryRunOption = False,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Send someone one message with everything that needs them.

    Help asked of them, mentorships that wait for their yes, familiarity to review, check-ins due, and their
    own familiarity to refresh. Anyone with nothing to do gets no message.
    """
    from wecomplish_cli.cli.request import open_request
    from wecomplish_cli.model.people import MailWanted
    from wecomplish_cli.notify import messages
    from wecomplish_cli.notify.answering import Answers
    from wecomplish_cli.reports.needs import asked, needs

    way = mail.Way(channel, dry_run)
    if everyone and person is not None:
        raise UsageError("--all means everyone, but a person is named too", "leave one of them out")
    request = open_request(org, today)
    people = request.org.people
    if everyone:
        wanted = [who for who in people if people[who].mail is MailWanted.ALL]
    else:
        wanted = [request.person(person or "me")]
        mail.require_wanted(request.org, wanted[0], way, MailWanted.ALL)
    needed = [each for who in wanted if (each := needs(request.view, who)).needs]
    if not needed:
        who = "anyone" if everyone else request.org.name(wanted[0])
        terminal.say(f"Nothing needs {visible(who)} now, so there is no message.")
        return
    if len(needed) > limit:
        raise UsageError(
            f"{len(needed)} messages are more than the {limit} of one run; nothing was sent",
            f"--limit {len(needed)} sends them all",
        )
    answers = Answers(request.dataset, request.view)
    composed = [
        messages.digest(request.org, each, answers, asked(request.view, each.person)) for each in needed
    ]
    if not way.sends:
        mail.show_or_write(way, request.dataset.root, request.org, composed)
        return
    again = "send those that are missing with `wecomplish digest PERSON`"
    mail.send_all(request.org, composed, again)
