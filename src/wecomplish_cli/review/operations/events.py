"""The facts of what happens in mentorships: requests for help, check-ins and reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wecomplish_cli.model.mentorships import HelpStatus
from wecomplish_cli.model.transitions import HELP, leads_to
from wecomplish_cli.review import policy
from wecomplish_cli.review.operation import Fact, became
from wecomplish_cli.review.relations import mentors_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.diagnostics import Pointer
    from wecomplish_cli.model.changes import RecordChange
    from wecomplish_cli.model.mentorships import Acknowledgement, Answer, CheckIn, HelpRequest, Review
    from wecomplish_cli.review.operations.derived import Judged


def _fact(key: str, record: Any, said: str, pointer: Pointer = (), **more: Any) -> Fact:
    return Fact(policy.BY_KEY[key], record.path, pointer, said, about=record.mentee, **more)


def help_request(change: RecordChange, judged: Judged) -> Iterator[Fact]:
    """Tell a change to a request for help as facts."""
    old, new = change.before, change.after
    if new is None:
        yield _fact("event-file", old, "removed")
        return
    if old is None:
        yield _fact("help", new, "asks for help", wrong=judged.day("date", new.date))
    start = HelpStatus.OPEN if old is None else old.status
    if not leads_to(HELP, start, new.status):
        wrong = f"what is {start} cannot become {new.status}"
        yield _fact("help", new, f"status: {became(start, new.status)}", ("status",), wrong=wrong)
    elif new.status is HelpStatus.WITHDRAWN is not start:
        yield _fact("help", new, f"status: {became(start, new.status)}", ("status",))
    for key in ("acknowledged", "answered"):
        was, now = getattr(old, key, None), getattr(new, key)
        if was != now:
            yield _helped(key, new, was, now, start, judged)
        elif new.status == key and start != key:
            unsaid = f"`{key}` does not say by whom and when"
            yield _fact("help-answer", new, f"status: {became(start, new.status)}", ("status",), wrong=unsaid)
    for each in change.changed if old is not None else ():
        if each.pointer[0] in ("question", "expectation"):
            late = None if start.life_ring else f"it is {start}"
            said = f"{each.pointer[0]}: {became(each.before, each.after)}"
            yield _fact("help", new, said, each.pointer, wrong=late)


def _helped(
    key: str,
    new: HelpRequest,
    was: Acknowledgement | Answer | None,
    now: Acknowledgement | Answer | None,
    start: HelpStatus,
    judged: Judged,
) -> Fact:
    """Someone has seen a request or helped: by whom, and today."""
    if now is None:
        return _fact("help-answer", new, f"{key}: removed", (key,), wrong="what was said stays")
    if was is not None and (was.by, was.date) == (now.by, now.date):
        insight = getattr(was, "insight", None)
        said = f"answered.insight: {became(insight, getattr(now, 'insight', None))}"
        return _fact("help-insight", new, said, (key, "insight"), named=was.by)
    wrong = judged.day(f"{key}.date", now.date)
    if was is not None:
        wrong = "what was said stays"
    elif now.by == new.mentee:
        wrong = "nobody helps themselves"
    elif not start.life_ring:
        wrong = f"it is {start}"
    return _fact("help-answer", new, f"{key} by {now.by} on {now.date}", (key,), named=now.by, wrong=wrong)


def checkin(change: RecordChange, judged: Judged) -> Iterator[Fact]:
    """Tell a change to a check-in as facts: the meeting, and each line of `pulse`."""
    old, new = change.before, change.after
    if new is None:
        yield _fact("event-file", old, "removed")
        return
    wrong = f"{new.date} is still to come" if old is None and judged.future(new.date) else None
    meetings = {each.competence: None for each in (old, new) if each is not None}
    told = [each for each in change.changed if each.pointer[0] != "pulse"]
    if told or old is None:
        said = "a check-in" if old is None else ", ".join(sorted({str(each.pointer[0]) for each in told}))
        for competence in meetings:
            yield _fact("checkin", new, said, competence=competence, wrong=wrong)
    for each in change.changed:
        if each.pointer[0] == "pulse":
            yield _pulse(old or new, new, each.pointer, became(each.before, each.after), judged)


def _pulse(old: CheckIn, new: CheckIn, pointer: Pointer, said: str, judged: Judged) -> Fact:
    person = str(pointer[-1])
    parties = (new.mentee, *mentors_of(judged.before, new.mentee, old.competence))
    wrong = None if person in parties else "they are neither mentee nor mentor here"
    return _fact("pulse", new, f"pulse.{person}: {said}", pointer, named=person, wrong=wrong)


def review(change: RecordChange, judged: Judged) -> Iterator[Fact]:
    """Tell a change to a review as facts."""
    old, new = change.before, change.after
    if new is None:
        yield _fact("review-file", old, "removed")
        return
    said = f"a review by {new.by}" if old is None else ", ".join(str(e.pointer[0]) for e in change.changed)
    yield _fact("review", new, said, named=new.by, wrong=_wrong_review(old, new, judged))


def _wrong_review(old: Review | None, new: Review, judged: Judged) -> str | None:
    if old is not None and (old.by, old.competence) != (new.by, new.competence):
        return "who reviewed what stays"
    if new.by == new.mentee:
        return "nobody reviews their own familiarity"
    if new.by not in mentors_of(judged.before, new.mentee, new.competence):
        return f"{new.by} does not mentor them here now"
    return judged.day("date", new.date) if old is None else None
