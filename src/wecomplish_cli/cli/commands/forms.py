"""`wecomplish forms`: the forms that people fill in on the platform."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.errors import DataError, UsageError


def forms(
    write: Annotated[bool, typer.Option("--write", help="Write them to `.github/ISSUE_TEMPLATE/`.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit with 1 if any are out of date.")] = False,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Show or write the forms that people fill in on the platform.

    Each form stands for a command, so that nobody needs a clone to ask for help or to accept a mentorship.
    People, roles and skillsets are choices in them: write them again when the data changes.
    """
    from wecomplish_cli.git import repository

    if write and check:
        raise UsageError("--write and --check cannot be used together", "use one or the other")
    root = options.root(org)
    texts = _texts(root, today)
    top = repository.top(root) or root
    stale = [path for path, text in texts.items() if _content(top / path) != text]
    if not write and not check:
        for path in texts:
            terminal.say(f"{path}{' (out of date)' if path in stale else ''}")
        terminal.note("next: wecomplish forms --write")
    elif not stale:
        terminal.say("Nothing to do: the forms are up to date.")
    elif check:
        for path in stale:
            terminal.say(f"{path} is out of date.")
        terminal.note("help: wecomplish forms --write")
        raise typer.Exit(1)
    else:
        for path in stale:
            _write(top / path, texts[path])
            terminal.say(f"wrote {path}")


def _texts(root: Path, today: str | None) -> dict[str, str]:
    from wecomplish_cli.dataset import store
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.intake import bodies
    from wecomplish_cli.intake.forms import FORMS

    dataset = store.load(root)
    store.require_format(dataset)
    view = View(dataset.org, options.today(dataset.org, today))
    return {f".github/ISSUE_TEMPLATE/{form.key}.yml": bodies.template(form, view) for form in FORMS}


def _content(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else None


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror}", "check its permissions") from None
