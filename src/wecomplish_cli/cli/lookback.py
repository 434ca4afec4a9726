"""How far people were a while ago, as far as git knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.cli import terminal
from wecomplish_cli.errors import DataError
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.derive.view import View


def earlier(request: Request, people: Iterable[str]) -> View | None:
    """The familiarity of some people thirty days ago; None, and a note, where git cannot tell."""
    from wecomplish_cli.dataset import store
    from wecomplish_cli.derive import days
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.reports.support import LOOK_BACK

    day = days.days_after(request.today, -LOOK_BACK)
    try:
        found = store.earlier(request.dataset, people, day, request.at or "HEAD")
        return View(found, request.today) if found else None
    except DataError as error:
        terminal.note(f"note: how far they were {LOOK_BACK} days ago is left out: {error.message}")
        terminal.note(f"help: {error.hint}")
        return None


def levels_to_compare(request: Request) -> Mapping[date, Mapping[str, Mapping[str, str]]]:
    """What people without a mentor had indicated on the days that matter; a note where git cannot tell."""
    from wecomplish_cli.dataset.levels import levels_on
    from wecomplish_cli.git import repository
    from wecomplish_cli.reports.comparison import wanted

    days, people = wanted(request.view)
    if not days or repository.state_folder(request.dataset.root) is None:
        return {}
    try:
        return levels_on(request.dataset, days, people, request.at or "HEAD")
    except DataError as error:
        terminal.note(f"note: what people without a mentor gained is left out: {visible(error.message)}")
        return {}
