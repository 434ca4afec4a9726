"""What became of a mentorship, told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import mentoring
from wecomplish_cli.model.changes import RecordChange, value_changes
from wecomplish_cli.model.mentorships import GoalStatus, MentorshipStatus
from wecomplish_cli.reports.facts.course import (
    END,
    at_the_start,
    earlier,
    lasting,
    of_turn,
    pair,
    result,
    turned,
    until_day,
    why,
)
from wecomplish_cli.reports.facts.telling import Telling
from wecomplish_cli.text.phrases import counted, day, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.model.mentorships import Target, Terms
    from wecomplish_cli.reports.facts.telling import Fact

BEGIN = (
    "mentor",
    "status",
    "proposed",
    "started",
    "acceptance",
    "baseline",
    "target",
    "paused_until",
)
"""The keys that say how a mentorship begins."""


GOAL = {
    GoalStatus.NOT_STARTED: "has not begun with the goal {}",
    GoalStatus.ON_TRACK: "is on track with the goal {}",
    GoalStatus.OFF_TRACK: "is off track with the goal {}",
    GoalStatus.DONE: "has reached the goal {}",
    GoalStatus.DROPPED: "has dropped the goal {}",
}


def mentorship(t: Telling) -> Iterator[Fact]:
    """Tell of one slot: who mentors whom, since when, and on which terms."""
    _, mentee, competence = t.path.removesuffix(".yaml").split("/", 2)
    whose = f"{t.name(mentee)}'s mentorship in {t.title(competence)}"
    if t.new is None:
        yield t.say(f"The record of {whose} with {t.name(t.old.mentor)} is deleted{_and_earlier(t.old)}")
        return
    if t.old is not None and len(t.new.previous) > len(t.old.previous):
        yield from earlier(t, whose, moved=True)
        instead_of, t = t.old, _anew(t)
        yield from _begun(t, instead_of)
    elif t.old is None:
        yield from _begun(t)
    else:
        yield from _went_on(t, whose)
    yield from _terms(t)
    if t.changes("program"):
        name = t.title(f"programs/{t.new.program}") if t.new.program else "no programme"
        yield t.say(f"{whose} is part of {name}{' now' if t.old else ''}", "program")
    yield from earlier(t, whose)
    yield from t.rest(whose)


def _anew(t: Telling) -> Telling:
    """The present record of a slot by itself, which took the place of one that is an earlier one now."""
    own = tuple(each for each in value_changes(None, t.new) if each.pointer[0] != "previous")
    return Telling(RecordChange(t.path, t.kind, None, t.new, own), t.before, t.after)


def _and_earlier(slot: Terms) -> str:
    earlier = len(getattr(slot, "previous", ()))
    return f", and with it {counted(earlier, 'earlier record')}" if earlier else ""


def _begun(t: Telling, instead_of: Terms | None = None) -> Iterator[Fact]:
    """Tell that a mentorship begins; of a slot that begins anew, also whose place the mentor takes."""
    terms = t.new
    mentor, mentee, where = pair(t, terms)
    status = mentoring.status(terms, terms.mentee)
    place = f" in place of {t.name(instead_of.mentor)}" if instead_of and instead_of.status.under_way else ""
    said_yes = [person for person, when in terms.acceptance.items() if when]
    waiting = [person for person, when in terms.acceptance.items() if not when]
    answers = f"; {t.names(said_yes)} said yes" if said_yes else ""
    answers += f"; waiting for an answer from {t.names(waiting)}" if waiting else ""
    end = terms.until if status.under_way else terms.ended
    begins = f"{lasting(mentoring.started(terms, terms.mentee), end)}{at_the_start(None, terms)}"
    begins += f", aiming at {_aim(terms.target)}" if terms.target else ""
    if status is MentorshipStatus.PROPOSED:
        on = f" on {day(terms.proposed)}" if terms.proposed else ""
        said = f"{mentor} is proposed{on} as mentor of {mentee} in {where}{place}{begins}{answers}"
    elif status is MentorshipStatus.ACTIVE:
        said = f"{mentor} now mentors {mentee} in {where}{place}{begins}{answers}"
    elif status is MentorshipStatus.PAUSED:
        paused = f"; paused{until_day(terms.paused_until)}"
        said = f"{mentor} mentors {mentee} in {where}{place}{begins}{paused}{answers}"
    else:
        over = f"{status}{begins}{result(t, terms)}"
        said = f"That {mentor} mentored {mentee} in {where} is recorded as {over}{answers}"
    if instead_of is None and (mentoring.imported(terms) or terms.previous or not status.under_way):
        said = f"Imported: {said[0].lower() if said.startswith('That') else said[0]}{said[1:]}"
    yield t.say(said, *BEGIN, *(["until"] if status.under_way else END))


def _went_on(t: Telling, whose: str) -> Iterator[Fact]:
    mentor, mentee, where = pair(t, t.new)
    if t.changes("mentor"):
        old = t.name(t.old.mentor)
        said = f"{mentor} is the mentor of {mentee} in {where} now, was {old}, with no new record"
        yield t.say(said, "mentor")
    for person in t.ids("acceptance"):
        yield from _answer(t, person)
    was, now = (mentoring.status(each, t.new.mentee) for each in (t.old, t.new))
    if was is not now:
        said = turned(t, t.old, t.new) or f"{whose} is {now} now, was {was}{why(t, t.new)}"
        starts = t.old.baseline is None and now is MentorshipStatus.ACTIVE
        yield t.say(said, *of_turn(was, now), *(["baseline"] if starts else []))
    yield from _written_down(t, whose)
    if t.changes("until"):
        before = "" if t.old.until is None else f", was {day(t.old.until)}"
        until = "without a planned end" if t.new.until is None else f"until {day(t.new.until)}"
        yield t.say(f"{mentor} mentors {mentee} in {where} {until} now{before}", "until")


def _written_down(t: Telling, whose: str) -> Iterator[Fact]:
    """Tell of the first day and the levels at the start, where a later step writes down what they were."""
    begun = mentoring.started(t.old, t.new.mentee)
    keys = ["started"] if t.old.started is None and begun and t.new.started == begun else []
    keys += ["baseline"] if t.old.baseline is None else []
    if t.left(*keys):
        since = f" began on {day(begun)}" if begun else " begins"
        yield t.say(f"{whose}{since}{at_the_start(t.old, t.new)}", *keys)


def _answer(t: Telling, person: str) -> Iterator[Fact]:
    """Tell of a new yes, of somebody new who is asked, and of a yes that is taken back."""
    mentor, mentee, where = pair(t, t.new)
    was = t.old.acceptance.get(person)
    if person not in t.new.acceptance:
        return
    what = f"being mentored by {mentor}" if person == t.new.mentee else f"mentoring {mentee}"
    said_yes = t.new.acceptance[person]
    if said_yes is None:
        said = f"'s yes to {what} in {where} is taken back" if was else f" is asked about {what} in {where}"
    elif was is None:
        said = f" said yes to {what} in {where} on {day(said_yes)}"
    else:
        return
    yield t.say(f"{t.name(person)}{said}", f"acceptance.{person}")


def _terms(t: Telling) -> Iterator[Fact]:
    """Tell of the co-mentors, the target and the goals."""
    _, mentee, where = pair(t, t.new)
    old = t.old.co_mentors if t.old else ()
    if t.changes("co_mentors"):
        before, after = {*old}, {*t.new.co_mentors}
        for person in [each for each in t.new.co_mentors if each not in before]:
            waits = person in t.new.acceptance and t.new.acceptance[person] is None
            also = "is asked to mentor" if waits else "also mentors"
            yield t.say(f"{t.name(person)} {also} {mentee} in {where}, as co-mentor", "co_mentors")
        for person in [each for each in old if each not in after]:
            yield t.say(f"{t.name(person)} is no longer co-mentor of {mentee} in {where}", "co_mentors")
    if t.old and t.changes("target"):
        was = f", was {_aim(t.old.target)}" if t.old.target else ""
        aim = f"aims at {_aim(t.new.target)}" if t.new.target else "has no target any more"
        yield t.say(f"{mentee} {aim} in {where}{was}", "target")
    for goal in t.ids("goals"):
        yield from _goal(t, goal, mentee, where)


def _goal(t: Telling, goal: str, mentee: str, where: str) -> Iterator[Fact]:
    key = f"goals.{goal}"
    old = t.old.goals.get(goal) if t.old else None
    if goal not in t.new.goals:
        yield t.say(f"{mentee}'s goal {quoted(t.old.goals[goal].title)} in {where} is deleted", key)
        return
    new = t.new.goals[goal]
    title = quoted(new.title)
    if old is None:
        due = f", due on {day(new.due)}" if new.due else ""
        status = "" if new.status is GoalStatus.NOT_STARTED else f", {new.status.replace('_', ' ')}"
        yield t.say(f"{mentee} has the goal {title} in {where}{due}{status}", key)
        return
    if t.changes(f"{key}.status"):
        yield t.say(f"{mentee} {GOAL[new.status].format(title)} in {where}", f"{key}.status")
    for action in t.ids(f"{key}.actions"):
        done = new.actions[action].done if action in new.actions else None
        if done and t.changes(f"{key}.actions.{action}.done"):
            said = f"{mentee} did “{action}” on {day(done)}, for the goal {title}"
            yield t.say(said, f"{key}.actions.{action}.done")


def _aim(target: Target) -> str:
    aim = "no level" if target.familiarity is None else f"{target.familiarity} % familiarity"
    return f"{aim} by {day(target.by)}" if target.by else aim
