"""Bare `wecomplish`: what needs whoever runs it now, or what this is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.cli import terminal
from wecomplish_cli.errors import DataError
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from pathlib import Path

ORIENTATION = """\
wecomplish keeps who helps whom in an organisation as reviewed YAML in git.

{here}

  wecomplish --help                     all commands
  wecomplish init DIR --example         an organisation to try it on
"""


def needs_me(how: str | None, folder: Path | None, today: str | None) -> None:
    """Show what needs whoever runs the command, where the data knows them; otherwise say what this is.

    Raises:
        DataError: if there is a dataset, and it cannot be read.
    """
    from wecomplish_cli.cli import identity, options
    from wecomplish_cli.cli.answer import Answer, show
    from wecomplish_cli.cli.request import open_request
    from wecomplish_cli.render import helping
    from wecomplish_cli.reports.needs import needs
    from wecomplish_cli.text.phrases import people

    try:
        options.root(folder)
    except DataError as error:
        if folder is not None:
            raise
        terminal.say(ORIENTATION.format(here=f"{visible(error.message)}.").rstrip())
        return
    request = open_request(folder, today)
    who = request.identity or identity.ask(request.org, request.dataset.root)
    if who is not None:
        found = needs(request.view, who)
        show(Answer("needs", found, helping.needs), how)
        return
    organization = visible(request.org.settings.organization)
    said = (
        f"This is {organization}, with {people(len(request.org.people))}. It does not know who you are.\n"
        "Set WECOMPLISH_AS to your id or e-mail address, or git's user.email to your address\n"
        "in the data, and you see here what needs you."
    )
    terminal.say(ORIENTATION.format(here=said).rstrip())
