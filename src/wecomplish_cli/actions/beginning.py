"""The first day of a mentorship that began before it was recorded here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import mentoring
from wecomplish_cli.errors import NotAllowedError, RefusedError, UsageError
from wecomplish_cli.text.phrases import day

if TYPE_CHECKING:
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship


def require_elsewhere(view: View, slot: Mentorship | None, started: date, identity: str | None) -> None:
    """Make sure that a mentorship may have begun on an earlier day, where nothing was recorded here.

    Raises:
        UsageError: if the day is still to come.
        RefusedError: if the slot has a record.
        NotAllowedError: if whoever asks does not administer the data; nobody known is not held back.
    """
    if started > view.today:
        raise UsageError(f"--started is {day(started)}, which is still to come", "name an earlier day")
    if slot is not None:
        raise RefusedError(
            f"{view.org.name(slot.mentee)} has a record in {view.org.title(slot.competence)}, so a new "
            "mentorship starts today",
            "leave out --started",
        )
    if identity is not None and identity not in view.org.settings.administrators:
        raise NotAllowedError(
            "only an administrator may say that a mentorship started earlier",
            "leave out --started, or ask an administrator",
        )


def require_same(slot: Mentorship, started: date | None) -> None:
    """Make sure that nobody wants another first day of what is under way.

    Raises:
        RefusedError: if somebody does.
    """
    known = mentoring.started(slot, slot.mentee)
    if started in (None, known):
        return
    said = f"started on {day(known)}" if known else "has not started"
    raise RefusedError(
        f"this mentorship {said}", "leave out --started; the first day is not changed afterwards"
    )
