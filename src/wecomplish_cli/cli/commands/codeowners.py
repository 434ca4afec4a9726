"""`wecomplish codeowners`: who owns which path, for platforms that know only paths."""

from __future__ import annotations

from typing import Annotated

import typer

from wecomplish_cli.cli import folder, options, terminal
from wecomplish_cli.errors import UsageError


def codeowners(
    write: Annotated[bool, typer.Option("--write", help="Write it to `.github/CODEOWNERS`.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Exit with 1 if `.github/CODEOWNERS` is out of date.")
    ] = False,
    org: options.OrgOption = None,
) -> None:
    """Show or write who owns which path, for GitHub.

    It comes as close to what `authorize` decides as paths allow.
    """
    from wecomplish_cli.dataset import store
    from wecomplish_cli.git import repository
    from wecomplish_cli.review.codeowners import PATH
    from wecomplish_cli.review.codeowners import codeowners as listed

    if write and check:
        raise UsageError("--write and --check cannot be used together", "use one or the other")
    root = options.root(org)
    dataset = store.load(root)
    store.require_format(dataset)
    text = listed(dataset.org, repository.prefix(root))
    top = repository.top(root) or root
    path = top / PATH
    if not write and not check:
        terminal.say(text.rstrip("\n"))
    elif path.is_file() and path.read_bytes() == text.encode():
        terminal.say(f"Nothing to do: {PATH} is as it should be.")
    elif check:
        terminal.say(f"{PATH} is out of date; `wecomplish codeowners --write` writes it again.")
        raise typer.Exit(1)
    else:
        folder.replace_file(path, text, within=top)
        terminal.say(f"{PATH} is written.")
