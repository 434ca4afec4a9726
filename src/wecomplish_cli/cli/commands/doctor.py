"""`wecomplish doctor`: what has to be in place, and the remedy for what is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.text.escape import visible
from wecomplish_cli.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.checking.doctor import Symptom
    from wecomplish_cli.dataset.store import Dataset

MOST_NAMED = 5
"""Files written that are named; of more, the number is said."""


def doctor(
    fix: Annotated[
        bool, typer.Option("--fix", help="Write what editors need: schemas, settings, and first lines.")
    ] = False,
    format: options.FormatOption = None,  # noqa: A002 - the option's name
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Check git, line endings, schemas and hooks.

    Versions, git, the journal, the dataset, your identity, line endings, schemas and hooks. Nothing is
    changed without --fix. Exits with 1 if something is wrong.
    """
    from wecomplish_cli.checking.doctor import examine
    from wecomplish_cli.cli.answer import Answer, show
    from wecomplish_cli.dataset import store
    from wecomplish_cli.errors import WecomplishError
    from wecomplish_cli.render import answers

    root = options.root(org)
    who: str | WecomplishError | None = None
    day = date.today()  # noqa: DTZ011 - stands in until the organisation's time zone is known
    found: store.Dataset | WecomplishError
    try:
        found = store.load(root, recover=False)
        store.require_format(found)
    except WecomplishError as error:
        found = error
    if not isinstance(found, WecomplishError):
        day = options.today(found.org, today)
        try:
            who = options.identity(found.org, root)
        except WecomplishError as error:
            who = error
        if fix:
            _fix(found)
    answer = examine(root, found, who, day)
    if not isinstance(found, WecomplishError):
        answer = replace(answer, symptoms=(*answer.symptoms, *_forms(found, day)))
    show(Answer("doctor", answer, answers.doctor), format)
    if not answer.well:
        raise typer.Exit(1)


def _forms(dataset: Dataset, today: date) -> Iterator[Symptom]:
    """Look whether the forms are those of the data, where the settings say that there are any."""
    from wecomplish_cli.checking.doctor import Symptom
    from wecomplish_cli.cli.commands.forms import out_of_date
    from wecomplish_cli.derive.view import View

    forge = dataset.org.settings.forge
    if forge is None or not forge.forms:
        return
    stale = out_of_date(dataset.root, View(dataset.org, today))
    if stale:
        are = "is" if len(stale) == 1 else "are"
        said = f"{counted(len(stale), 'form')} {are} out of date"
        yield Symptom("forms", None, said, "wecomplish forms --write")
    else:
        yield Symptom("forms", True, "the forms are up to date")


def _fix(dataset: Dataset) -> None:
    """Write what editors need, and name it."""
    from wecomplish_cli.checking import editing

    written = editing.install(dataset)
    for path in written[:MOST_NAMED]:
        terminal.note(f"wrote {visible(path)}")
    if len(written) > MOST_NAMED:
        terminal.note(f"and {counted(len(written) - MOST_NAMED, 'more file')}")
    if written:
        terminal.note("take it back: wecomplish undo")
