"""`wecomplish ask-familiarity`: asks someone to indicate what is missing or stale."""

from __future__ import annotations

from typing import Annotated

import typer

from wecomplish_cli.cli import asking, fitting, mail, options, terminal
from wecomplish_cli.cli.completion import competences, people
from wecomplish_cli.errors import RefusedError
from wecomplish_cli.text.escape import visible


def ask_familiarity(
    person: Annotated[
        str | None,
        typer.Argument(metavar="PERSON", help="Who is asked.", show_default=False, autocompletion=people),
    ] = None,
    assignment: Annotated[
        str | None,
        typer.Argument(
            metavar="[COMPETENCE]",
            help="Only what this role or skillset expects; otherwise all that is expected of them.",
            show_default=False,
            autocompletion=competences,
        ),
    ] = None,
    send: Annotated[bool, typer.Option("--send", help="Send it by mail now, rather than print it.")] = False,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Ask someone to indicate the familiarity that is missing or stale.

    Nothing is stored. The request is from you, and replies go to you.
    """
    from wecomplish_cli.cli.request import open_request
    from wecomplish_cli.derive import familiarity
    from wecomplish_cli.model.people import MailWanted
    from wecomplish_cli.notify import messages
    from wecomplish_cli.notify.answering import Answers
    from wecomplish_cli.reports.needs import to_refresh

    request = open_request(org, today)
    data = request.org
    missing = asking.Missing("PERSON", "Who is asked.", fitting.led)
    whom = request.person(person or asking.answer(lambda: request, [missing], {}))
    name = data.name(whom)
    asker = request.who("asking for familiarity")
    if not data.people[whom].active:
        raise RefusedError(f"{name} has left, so nothing is expected of them", "ask someone else")
    competence = request.assignment(assignment, whom) if assignment else None
    if competence is None:
        expected = familiarity.expected_of(request.view, whom)
    else:
        expected = familiarity.expectations_by_competence(request.view).get(competence, ())
    wanted = to_refresh(request.view, whom, expected)
    if not wanted:
        where = f" in {data.title(competence)}" if competence else ""
        terminal.say(f"Nothing to do: nothing{visible(where)} is missing or stale for {visible(name)}.")
        return
    answers = Answers(request.dataset, request.view)
    message = messages.ask_familiarity(request.view, asker, whom, wanted, competence, answers)
    if not send:
        mail.show_or_write(mail.Way(mail.Channel.TEXT, False), request.dataset.root, data, [message])
        terminal.note("note: nothing was sent; --send mails it")
        return
    mail.require_wanted(data, whom, mail.Way(mail.Channel.MAIL, False), MailWanted.NOTICES, MailWanted.ALL)
    mail.send_all(data, [message], "run it again", "without --send, the message is printed")
