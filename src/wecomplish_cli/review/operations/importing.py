"""A past that is brought in: records of what happened elsewhere, in a change that only creates files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wecomplish_cli.derive import mentoring
from wecomplish_cli.model.kinds import SETTINGS_PATH, kind_of
from wecomplish_cli.model.mentorships import HelpRequest, HelpStatus, Mentorship, MentorshipStatus, Review
from wecomplish_cli.model.values import Happened
from wecomplish_cli.model.walk import visitor
from wecomplish_cli.review.operation import Fact
from wecomplish_cli.review.operations import mentorships
from wecomplish_cli.review.policy import BY_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.diagnostics import Pointer
    from wecomplish_cli.model.changes import RecordChange
    from wecomplish_cli.review import merge as review
    from wecomplish_cli.review.operations.derived import Judged

KINDS = ("familiarity", "mentorship", "help", "review", "insight")
"""The kinds of file that can hold a past."""


def imported(
    change: review.Review, differing: list[RecordChange], told: list[Fact], judged: Judged
) -> Iterator[Fact]:
    """Pass facts on, but of each new file that only a past explains, one fact for all of it.

    Where it is no right past, its facts say why, as far as they are wrong.
    """
    wrong = {fact.path for fact in told if fact.wrong is not None}
    past = {e.path: e.after for e in differing if e.before is None and e.kind in KINDS and e.path in wrong}
    hindrance = _hindrance(change) if past.keys() - change.mended.keys() else None
    # Once a file: it may hold thousands of facts.
    reasons = {path: _wrong(path, record, judged) for path, record in past.items()}
    done: set[str] = set()
    for fact in told:
        if fact.path not in past:
            yield fact
            continue
        # What could never be read on the base is new, in whatever change it is mended.
        not_now = None if fact.path in change.mended else hindrance
        why = reasons[fact.path]
        if why is None and not_now is None:
            if fact.path not in done:
                yield Fact(BY_KEY["import"], fact.path, (), f"imported: {fact.said}", about=fact.about)
            done.add(fact.path)
        elif fact.wrong is None:
            yield fact
        else:
            late = f"{fact.wrong}; to import a past, {not_now}" if not_now and why is None else fact.wrong
            yield replace(fact, wrong=late if not_now else why)


def _hindrance(change: review.Review) -> str | None:
    """Say what has to be otherwise for a change to be an import; None if it is one."""
    base, merged = change.base, change.merged
    new = []
    for path in change.paths:
        inside = path.removeprefix(change.prefix)
        created = inside.removesuffix(".yaml") not in base.org.present and inside in merged.org.records
        inside_data = path.startswith(change.prefix) and inside != SETTINGS_PATH
        if not (created and inside_data) or path in change.remoded:
            return "make a change that only creates files of the data"
        new.append(inside)
    earlier = change.earlier()
    if earlier is None:
        return "fetch the whole history first: git fetch --unshallow"
    known = next((path for path in new if path in earlier), None)
    return f"leave out {known}, which was there before" if known else None


def _wrong(path: str, record: Any, judged: Judged) -> str | None:
    """Say why a new file cannot be a past that is brought in; None if it can."""
    to_come: list[str] = []

    def see(_mark: object, day: date, pointer: Pointer) -> None:
        if judged.future(day):
            to_come.append(f"`{'.'.join(map(str, pointer))}` is {day}, which is still to come")

    walk = visitor(kind_of(path).record, Happened)
    if walk is not None:
        walk(record, (), see)
    event_day = getattr(record, "date", None)
    if event_day is not None and judged.future(event_day):
        to_come.append(f"{event_day} is still to come")
    if to_come:
        return to_come[0]
    if isinstance(record, Mentorship):
        return mentorships.wrong_past(record, judged) or _speaks(_yes(record), judged)
    if isinstance(record, HelpRequest):
        return _wrong_help(record, judged)
    return _wrong_review(record, judged) if isinstance(record, Review) else None


def _yes(record: Mentorship) -> list[str]:
    """Those who said yes, now or earlier."""
    terms = (record, *record.previous)
    return [person for each in terms for person, day in each.acceptance.items() if day is not None]


def _speaks(people: list[str], judged: Judged) -> str | None:
    """Say in whose name something is said who could say it themselves; None if nothing is."""
    for person in people:
        found = judged.after.people.get(person)
        if found is None or found.active:
            return f"{judged.after.name(person)} has not left, and nobody says yes or answers in their name"
    return None


def _wrong_help(request: HelpRequest, judged: Judged) -> str | None:
    said = [each.by for each in (request.acknowledged, request.answered) if each is not None]
    if request.mentee in said:
        return "nobody helps themselves"
    if request.status in (HelpStatus.ACKNOWLEDGED, HelpStatus.ANSWERED) and not getattr(
        request, request.status
    ):
        return f"`{request.status}` does not say by whom and when"
    return _speaks(said, judged)


def _wrong_review(review: Review, judged: Judged) -> str | None:
    slot = judged.after.mentorships.get((review.mentee, review.competence))
    known = slot is not None and mentoring.status(slot, review.mentee) is not MentorshipStatus.PROPOSED
    mentors = [*mentoring.mentors_now(slot)] if slot and known else []
    mentors += [person for each in (slot.previous if slot else ()) for person in each.mentors]
    if review.by == review.mentee:
        return "nobody reviews their own familiarity"
    if review.by not in mentors:
        return f"{review.by} never mentored them here"
    return None
