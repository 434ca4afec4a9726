"""`wecomplish programme invite`: ask people to take part in a mentoring programme."""

from __future__ import annotations

from typing import Annotated

import typer

from wecomplish_cli.cli import mail, options, terminal
from wecomplish_cli.cli.commands.programme.which import program_of
from wecomplish_cli.cli.completion import people, programs
from wecomplish_cli.errors import RefusedError
from wecomplish_cli.text.escape import visible


def invite(
    program: Annotated[
        str,
        typer.Argument(
            metavar="PROGRAM", help="The programme: its id, or part of its name.", autocompletion=programs
        ),
    ],
    person: Annotated[
        list[str], typer.Argument(metavar="PERSON...", help="Who is invited.", autocompletion=people)
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Send nothing: print the messages.")] = False,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Invite people to a mentoring programme by mail.

    The mail says what the programme is for, and how to join. Nothing is stored: people join by themselves.
    The invitation is from you, and replies go to you.
    """
    from wecomplish_cli.actions.programs import require_open
    from wecomplish_cli.cli.request import open_request
    from wecomplish_cli.model.people import MailWanted
    from wecomplish_cli.notify import messages
    from wecomplish_cli.notify.answering import Answers

    way = mail.Way(mail.Channel.TEXT if dry_run else mail.Channel.MAIL, False)
    request = open_request(org, today)
    data, which = request.org, program_of(request, program)
    asker = request.who("inviting to a programme")
    require_open(request.view, which)
    invited = []
    for whom in dict.fromkeys(request.person(each) for each in person):
        if not data.people[whom].active:
            raise RefusedError(f"{data.name(whom)} has left; nobody was invited", "name someone who is there")
        if which in data.people[whom].programs:
            terminal.note(f"note: {visible(data.name(whom))} has already joined")
            continue
        mail.require_wanted(data, whom, way, MailWanted.NOTICES, MailWanted.ALL)
        invited.append(whom)
    if not invited:
        terminal.say("Nothing to do: everyone named has already joined.")
        return
    answers = Answers(request.dataset, request.view)
    composed = [messages.invite(request.view, asker, whom, which, answers) for whom in invited]
    if dry_run:
        mail.show_or_write(way, request.dataset.root, data, composed)
        terminal.note("note: nothing was sent")
        return
    again = "run it again for those who are missing"
    mail.send_all(data, composed, again, "--dry-run prints the messages")
