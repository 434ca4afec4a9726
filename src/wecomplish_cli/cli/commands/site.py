"""`wecomplish site`: pages for those who would rather look than type."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.errors import UsageError
from wecomplish_cli.text.escape import visible
from wecomplish_cli.text.phrases import counted


def site(
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="DIR", help="The folder to write.", show_default=False),
    ] = None,
    single: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write only the manager's page, which needs no other.", show_default=False
        ),
    ] = None,
    at: options.AtOption = None,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Write pages that open anywhere, without git or a server.

    One for the programme manager: what needs someone today, who learns what from whom, who has nobody. The
    pages need nothing from outside, and whoever can open them can read all they say.
    """
    from wecomplish_cli.cli import folder
    from wecomplish_cli.cli.change import open_request
    from wecomplish_cli.render.site import site as pages

    if (output is None) == (single is None):
        raise UsageError("say what to write", "-o DIR for all pages, or --single FILE for the manager's page")
    view = open_request(org, today, at).view
    if single is not None:
        folder.replace_file(single, pages.manager_page(view, alone=True))
        terminal.say(f"The manager's page is written to {visible(str(single))}.")
    elif output is not None:
        written = folder.replace_folder(output, pages.pages(view))
        terminal.say(f"{counted(written, 'page')} written; open {visible(str(output / 'index.html'))}.")
