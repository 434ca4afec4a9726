"""Rules about what a mentorship's terms need, lack or are late with, and what the status of help needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import health, mentoring
from wecomplish_cli.diagnostics import Finding
from wecomplish_cli.model.mentorships import HelpStatus, MentorshipStatus, Terms
from wecomplish_cli.model.organization import Consent
from wecomplish_cli.text.phrases import days, listed, several

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.mentorships import Mentorship


def missing_acceptance(view: View) -> Iterator[Finding]:
    """Where consent is required, an active mentorship has everyone's acceptance.

    Why: the organisation decided that nobody becomes a mentor or mentee without having said yes.
    Fix: make it `proposed` until mentee and mentors have put a date on their own line of `acceptance`.
    """
    if view.org.settings.mentorship.consent is not Consent.REQUIRED:
        return
    for mentorship in view.org.mentorships.values():
        if mentorship.status is MentorshipStatus.ACTIVE:
            # A co-mentor who is still waited for counts once they accept, and holds up nobody.
            unasked = [person for person in mentorship.co_mentors if person not in mentorship.acceptance]
            needed = (mentorship.mentee, mentorship.mentor)
            missing = [p for p in needed if mentorship.acceptance.get(p) is None] + unasked
            if missing:
                names = several(map(view.org.name, missing))
                yield Finding(mentorship.at("status"), f"active without the acceptance of {names}")


def status_mismatch(view: View) -> Iterator[Finding]:
    """The keys of a mentorship or a request for help are those its status needs and allows.

    Why: a mentorship that is active and has ended, or help answered by nobody, is two things at once.
    Fix: correct the status, or add or delete the key named.
    """
    for mentorship in view.org.mentorships.values():
        parties = {mentorship.mentee, *mentorship.mentors}
        # With a misspelled name, the right one would seem to be a stranger.
        all_known = parties <= view.org.people.keys()
        for person in mentorship.acceptance:
            if all_known and person not in parties and person in view.org.people:
                at = mentorship.at("acceptance", person, key=True)
                yield Finding(at, f"{view.org.name(person)} is neither mentee nor mentor here")
        for terms, around in (
            (mentorship, ()),
            *((p, ("previous", i)) for i, p in enumerate(mentorship.previous)),
        ):
            for message, key in _terms_mismatch(terms, earlier=bool(around)):
                yield Finding(mentorship.at(*around, key, key=key != "status"), message)
    for request in view.org.requests():
        for key in ("acknowledged", "answered"):
            there = getattr(request, key) is not None
            if there and key not in _HELP_ALLOWS[request.status]:
                yield Finding(
                    request.at(key, key=True), f"`{key}` does not go with `status: {request.status}`"
                )
            if not there and request.status == key:
                yield Finding(
                    request.at("status"), f"`status: {key}` needs `{key}`, which says by whom and when"
                )


def overdue_proposal(view: View) -> Iterator[Finding]:
    """A proposal is answered in time.

    Why: while it waits, nobody mentors the mentee, and nobody else is asked.
    Fix: accept or decline it, or end it; `mentorship.accept_within_days` says how many days there are.
    """
    limit = view.org.settings.mentorship.accept_within_days
    for mentorship in view.org.mentorships.values():
        since = mentoring.proposed(mentorship)
        if since is not None and health.waits_too_long(view, mentorship):
            names = listed(map(view.org.name, mentoring.waited_for(mentorship)))
            said = f"waiting for an answer from {names} for {days((view.today - since).days)}"
            yield Finding(mentorship.at("status"), f"{said}; should be answered within {limit}")


def missing_baseline(view: View) -> Iterator[Finding]:
    """An active mentorship has a baseline, unless `started` says that it began before it was recorded here.

    Why: without the levels at the start, nobody can say what came of it.
    Fix: add `baseline` with `taken` and the mentee's `levels` of that day.
    """
    for mentorship in view.org.mentorships.values():
        began_elsewhere = mentoring.imported(mentorship)
        if mentoring.active(mentorship) and mentorship.baseline is None and not began_elsewhere:
            said = f"{_active(mentorship)} without a `baseline` to measure the gain from"
            yield Finding(mentorship.at("status"), said)


def missing_target(view: View) -> Iterator[Finding]:
    """An active mentorship has a target.

    Why: a mentorship that does not know where it wants to go does not know when it is done.
    Fix: add `target` with `familiarity` (percent of the assignment) and `by` (a date).
    """
    for mentorship in view.org.mentorships.values():
        aim = mentorship.target
        if mentoring.active(mentorship) and (aim is None or (aim.familiarity, aim.by) == (None, None)):
            yield Finding(mentorship.at("status"), f"{_active(mentorship)} without a `target` to reach")


_HELP_ALLOWS = {
    HelpStatus.OPEN: (),
    HelpStatus.ACKNOWLEDGED: ("acknowledged",),
    HelpStatus.ANSWERED: ("acknowledged", "answered"),
    HelpStatus.WITHDRAWN: ("acknowledged",),
}


_NEEDED = {
    MentorshipStatus.PROPOSED: ("acceptance",),
    MentorshipStatus.ACTIVE: ("started",),
    MentorshipStatus.PAUSED: ("started", "paused_until"),
    MentorshipStatus.COMPLETED: ("started", "ended"),
    MentorshipStatus.ENDED: ("ended",),
    MentorshipStatus.DECLINED: ("ended",),
}


def _terms_mismatch(terms: Terms, earlier: bool) -> Iterator[tuple[str, str]]:
    status = terms.status
    if earlier and status.under_way:
        yield f"an earlier record is over, not {status}", "status"
        return
    for key in _NEEDED[status]:
        if not getattr(terms, key):
            yield f"`status: {status}` needs `{key}`", "status"
    if terms.paused_until is not None and status is not MentorshipStatus.PAUSED:
        yield f"`paused_until` does not go with `status: {status}`", "paused_until"
    if status.under_way:
        for key in ("ended", "reason", "outcome"):
            if getattr(terms, key) is not None:
                yield f"`{key}` does not go with `status: {status}`", key


def _active(mentorship: Mentorship) -> str:
    proposed = mentorship.status is MentorshipStatus.PROPOSED
    return "accepted by both, and so active," if proposed else "active"
