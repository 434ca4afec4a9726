"""`wecomplish submit`: send the data's uncommitted changes for review."""

from __future__ import annotations

from typing import Annotated

import typer

from wecomplish_cli.cli import options


def submit(
    message: options.MessageOption = None,
    branch: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="The new branch; otherwise named after the change.", show_default=False
        ),
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help="Mark it as not ready to be merged.")] = False,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Send the data's uncommitted changes for review.

    They are committed and pushed as a branch of their own. A pull or merge request is opened with gh or glab
    where one is installed and signed in, and by GitLab itself; otherwise you get the link to open it. Then
    your files are as before the change, which comes back with git pull once it is merged. What is not data
    is left alone.
    """
    from wecomplish_cli.cli.request import open_request
    from wecomplish_cli.cli.sending import Options, send

    options.require_commit(message, commit=True)
    request = open_request(org, today, strict=False)
    send(request.dataset, request.today, request.identity, None, Options(message, branch, draft))
