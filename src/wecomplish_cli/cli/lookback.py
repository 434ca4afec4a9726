"""How far people were a while ago, as far as git knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.cli import terminal
from wecomplish_cli.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wecomplish_cli.cli.change import Request
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
