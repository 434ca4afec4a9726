"""Rules about what should not be written down for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.diagnostics import Finding, Spot
from wecomplish_cli.model.organization import Switch
from wecomplish_cli.model.values import NoteMark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.diagnostics import Pointer


def long_note(view: View) -> Iterator[Finding]:
    """A note is at most `notes.max_characters` long.

    Why: git never forgets and everyone with read access reads everything; conversations belong elsewhere.
    Fix: shorten it to what others need to know.
    """
    limit = view.org.settings.notes.max_characters
    found: list[Finding] = []
    path = ""

    def see(_kind: object, note: str, pointer: Pointer) -> None:
        length = len(note.rstrip("\n"))
        if length > limit:
            found.append(Finding(Spot(path, pointer), f"{length} characters; at most {limit}"))

    for path, record, walk in view.org.walks(NoteMark):  # noqa: B007 - `see` reads the path
        walk(record, (), see)
    return iter(found)


def feedback_off(view: View) -> Iterator[Finding]:
    """Check-ins carry pulse and fit only where `feedback` is on.

    Why: everyone who reads the repository reads them, which the organisation has not agreed to.
    Fix: delete the key; git keeps what was committed before.
    """
    if view.org.settings.feedback is Switch.ON:
        return
    for checkins in view.org.checkins.values():
        for checkin in checkins:
            if checkin.pulse:
                yield Finding(checkin.at("pulse", key=True), "`pulse` while `feedback` is off")
            if checkin.fit:
                yield Finding(checkin.at("fit", key=True), "`fit` while `feedback` is off")
