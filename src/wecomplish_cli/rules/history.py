"""Rules about what became of the data since an earlier state of it.

They judge a change, not a state: `before` is git's last commit, or the branch that a change is for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wecomplish_cli.derive import mentoring
from wecomplish_cli.derive.lookup import named
from wecomplish_cli.derive.view import View, once
from wecomplish_cli.diagnostics import Finding, Pointer, Spot
from wecomplish_cli.model.mentorships import MentorshipStatus
from wecomplish_cli.model.transitions import HELP, MENTORSHIP, leads_to
from wecomplish_cli.model.walk import values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wecomplish_cli.model.mentorships import Mentorship, Terms


def forbidden_transition(before: View, after: View) -> Iterator[Finding]:
    """A mentorship and a request for help only move on as they may.

    Why: what is over stays over, so that what was reported of it stays true.
    Fix: put the earlier status back; `wecomplish assign` begins a mentorship anew.
    """
    for old, new in _mentorships(before, after):
        terms, around = _went_on_as(old, new)
        start, end = mentoring.status(old, old.mentee), mentoring.status(terms, old.mentee)
        if not leads_to(MENTORSHIP, start, end):
            spot = new.at(*around, "status")
            yield Finding(spot, f"it was {start}, and {_following(MENTORSHIP[start])}")
        elif start is MentorshipStatus.ACTIVE and end is MentorshipStatus.ENDED and terms.started is None:
            said = "it was active, and ends without `started`, the day on which both had said yes"
            yield Finding(new.at(*around, "status"), said)
    requests = {each.path: each for each in after.org.requests()}
    for request in before.org.requests():
        now = requests.get(request.path, request)
        if not leads_to(HELP, request.status, now.status):
            said = f"it was {request.status}, and {_following(HELP[request.status])}"
            yield Finding(now.at("status"), said)


def changed_levels(before: View, after: View) -> Iterator[Finding]:
    """The levels at the start and at the end of a mentorship stay as they were taken.

    Why: the gain is measured between them, and measures nothing if either can be improved later.
    Fix: put the earlier levels back; what is known now belongs in the mentee's own indications.
    """
    for old, new in _mentorships(before, after):
        terms, around = _went_on_as(old, new)
        for key, what in (("baseline", "start"), ("outcome", "end")):
            was, now = getattr(old, key), getattr(terms, key)
            if was is not None and not _same(before, after, was, now):
                said = f"the levels at the {what}, taken on {was.taken}, are not what they were"
                yield Finding(new.at(*around, key), said)


def rewritten_history(before: View, after: View) -> Iterator[Finding]:
    """Earlier records of a mentorship are kept whole, and a new mentor gets a new record.

    Why: who mentored whom, and what came of it, is only known as long as nobody changes it.
    Fix: put back what was there; `wecomplish assign --replace` moves a record into `previous`.
    """
    for old, new in _mentorships(before, after):
        kept = new.previous[: len(old.previous)]
        if not _same(before, after, old.previous, kept):
            lost = len(kept) < len(old.previous)
            said = "earlier records are gone" if lost else "an earlier record is not what it was"
            yield Finding(new.at("previous"), said)
            continue
        terms, around = _went_on_as(old, new)
        if around and not old.status.under_way and not _same(before, after, _terms(old), _terms(terms)):
            yield Finding(new.at(*around), f"this record was {old.status}, and is not what it was")
        elif old.mentor in after.org.people and terms.mentor != old.mentor:
            said = (
                f"{after.org.name(old.mentor)} was the mentor here, and that record is not under `previous`"
            )
            yield Finding(new.at(*around, "mentor"), said)
    for slot, gone in before.org.mentorships.items():
        known = slot[0] in after.org.people and slot[1] in after.org.competences
        if known and gone.ref not in after.org.present and (gone.previous or not gone.status.under_way):
            whose, title = after.org.name(slot[0]), after.org.title(slot[1])
            said = f"the record of {whose}'s mentorships in {title} is deleted"
            yield Finding(Spot(gone.path), said)


def _mentorships(before: View, after: View) -> Iterator[tuple[Mentorship, Mentorship]]:
    """Every slot that was there before and is there now, where it is not quite the same."""
    for slot, old in before.org.mentorships.items():
        new = after.org.mentorships.get(slot)
        if new is not None and new is not old and new != old:
            yield old, new


def _went_on_as(old: Mentorship, new: Mentorship) -> tuple[Terms, Pointer]:
    """The record that the old one became, and where it stands: in `previous`, if the slot began anew."""
    index = len(old.previous)
    if len(new.previous) > index:
        return new.previous[index], ("previous", index)
    return new, ()


def _terms(terms: Terms) -> dict[str, Any]:
    return {key: value for key, value in values(terms).items() if key != "previous"}


def _following(statuses: Sequence[str]) -> str:
    if not statuses:
        return "cannot be changed any more"
    *most, last = statuses
    return f"can only become {', '.join(most)} or {last}"


def _same(before: View, after: View, was: Any, now: Any) -> bool:
    """Whether a value is what it was, but for what is called something else now."""
    return bool(was == now) or _alike(_plain(was), _plain(now), _gone(before, after))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, dict) else values(value)


def _alike(was: Any, now: Any, gone: frozenset[str]) -> bool:
    if isinstance(was, dict) and isinstance(now, dict):
        lost, new = was.keys() - now.keys(), now.keys() - was.keys()
        renamed = lost <= gone and sorted(str(was[key]) for key in lost) == sorted(str(now[k]) for k in new)
        return renamed and all(_alike(was[key], now[key], gone) for key in was.keys() & now.keys())
    if isinstance(was, list) and isinstance(now, list):
        return len(was) == len(now) and all(_alike(a, b, gone) for a, b in zip(was, now, strict=True))
    return bool(was == now) or (isinstance(was, str) and was in gone)


@once
def _gone(before: View, after: View) -> frozenset[str]:
    """What references led to before and lead to no longer: renamed, since records still speak of it."""
    folders = ("people", "roles", "skillsets", "expectations", "programs")
    lost = named(before.org, folders) - named(after.org, folders)
    # People and programs are referred to by their ids alone.
    bare = {ref.removeprefix("people/").removeprefix("programs/") for ref in lost}
    return frozenset(
        bare | set(before.org.settings.familiarity.levels) - set(after.org.settings.familiarity.levels)
    )
