"""What each person is told, in their language: what happened, what is expected now, and how to act."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from wecomplish_cli.dataset.links import Kind
from wecomplish_cli.derive.confidant import confidant
from wecomplish_cli.notify.email import Body, Guide, Message, Step, Way, mailbox
from wecomplish_cli.notify.event import Event, EventKind
from wecomplish_cli.notify.requesting import REFRESH
from wecomplish_cli.reports.needs import NeedKind
from wecomplish_cli.text import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.org import Org
    from wecomplish_cli.notify.answering import Answers
    from wecomplish_cli.reports.needs import Asked, Need, Needs
    from wecomplish_cli.text.catalogue import Catalogue

GUIDE = "https://github.com/wecomplish/wecomplish-cli/blob/main/docs/mentoring{}.md"
"""What a mentor and a mentee do, unless the organisation has a page of its own."""

_SAYS_WHAT_MENTORS_DO = (
    EventKind.ASKED_MENTOR,
    EventKind.ASKED_MENTEE,
    EventKind.ASSIGNED,
    EventKind.MENTORED,
    EventKind.STARTED,
    EventKind.FAMILIAR,
)


_SAY_YES_OR_NO = (("accept", "accept {place}"), ("decline", "decline {place}"))
_BEGIN = (("mentorships", "mentorships {to}"), ("checkin", "checkin {place}"))
_WRITE_DOWN = (("insight", "add insight"),)
_SEE_LEVELS = (("training", "training {place}"),)
_FIND_MENTOR = (("assign", "assign {place}"),)
_SHOW = (("show", "show {mentee} {about}"),)
_INDICATE = (("indicate", "indicate {place}"),)
_READ_INSIGHT = (*_INDICATE, ("show", "show insights/{insight}"))
_STEPS = {
    EventKind.ASKED_MENTOR: _SAY_YES_OR_NO,
    EventKind.ASKED_MENTEE: _SAY_YES_OR_NO,
    EventKind.ASSIGNED: _BEGIN,
    EventKind.MENTORED: _BEGIN,
    EventKind.CO_MENTOR: _SHOW,
    EventKind.TERMS: _SHOW,
    EventKind.PAUSED: (*_SHOW, ("resume", "resume {place}")),
    EventKind.RESUMED: _SHOW,
    EventKind.AWAY: _SHOW,
    EventKind.ORPHANED: (("suggest", "suggest {place}"), *_FIND_MENTOR),
    EventKind.REVIEWED: _SEE_LEVELS,
    EventKind.STARTED: _BEGIN,
    EventKind.DECLINED: _FIND_MENTOR,
    EventKind.COMPLETED: _WRITE_DOWN,
    EventKind.ENDED: _WRITE_DOWN,
    EventKind.HELP: (
        ("acknowledge", "acknowledge-help {place}"),
        ("answer", "answer-help {place}"),
    ),
    EventKind.ANSWERED: (*_INDICATE, ("from_help", "insight from-help {place}")),
    EventKind.FAMILIAR: (*_SEE_LEVELS, ("review", "review {place}")),
    EventKind.FAMILIAR_LEADER: _SEE_LEVELS,
    EventKind.FAMILIAR_UNMENTORED: (*_SEE_LEVELS, *_FIND_MENTOR),
}
"""The key of each phrase that says what to do, and the command that does it."""


def of_event(org: Org, event: Event, person: str, answers: Answers | None = None) -> Message:
    """What one of those who are to be told of an event is told; with `answers`, also without a clone."""
    words = _words(org, person)
    facts = _facts(org, event, words)
    section = str(event.kind)
    paragraphs = [words.say(section, "happened", **facts)]
    if event.note:
        key = "question" if event.kind is EventKind.HELP else "reason"
        paragraphs.append(words.say("common", key, note=event.note))
    if event.outcome:
        paragraphs.append(words.say(section, event.outcome))
    nobody = event.kind is EventKind.AWAY and not event.mentors
    closing = [words.say(section, "nobody" if nobody else "expected", **facts)]
    points = tuple(
        words.say("common", "observed", title=org.title(ref), level=level) for ref, level in event.observed
    )
    contact = mailbox(org, event.mentee)
    if event.kind is EventKind.ASSIGNED and contact.address:
        closing.append(words.say("common", "contact", name=contact.name, address=contact.address))
    guide = None
    if event.kind in _SAYS_WHAT_MENTORS_DO:
        guide = Guide(words.say("common", "guide"), org.settings.mentorship.guide or _guide(words))
    steps = tuple(
        _step(words.say(section, key, **facts), command, person, words, answers)
        for key, command in _steps(event, person)
    )
    body = Body(
        words.language,
        words.say(section, "subject", **facts),
        _greeting(org, person, words),
        tuple(paragraphs),
        _footer(org, words, person, answers),
        points=points,
        closing=tuple(closing),
        steps=steps,
        notes=_notes(steps, words, answers),
        guide=guide,
    )
    known = event.by if event.by in org.people else None
    reply_to = mailbox(org, known) if known and known != person else None
    return Message(_id(*event.key, person), mailbox(org, person), reply_to, body)


def digest(org: Org, needs: Needs, answers: Answers | None = None, asked: Iterable[Asked] = ()) -> Message:
    """What needs a person now, in one message; with `answers`, it can be answered without a clone.

    `asked` is what became of the help that the person asked for.
    """
    words = _words(org, needs.person)
    steps = tuple(
        _step(said, command, needs.person, words, answers)
        for need in needs.needs
        for said, command in _to_do(need, words)
    )
    body = Body(
        words.language,
        words.say("digest", "subject", count=str(len(needs.needs))),
        _greeting(org, needs.person, words),
        (words.say("digest", "happened", date=words.date(needs.today)),),
        _footer(org, words, needs.person, answers),
        steps=steps,
        notes=(*(_asked(each, words) for each in asked), *_notes(steps, words, answers)),
    )
    key = _id("digest", needs.person, str(needs.today))
    return Message(key, mailbox(org, needs.person), None, body)


def ask_familiarity(
    view: View,
    asker: str,
    person: str,
    wanted: list[str],
    competence: str | None,
    answers: Answers | None = None,
) -> Message:
    """Ask a person to indicate the expectations that are missing or stale."""
    words = _words(view.org, person)
    who = view.org.name(asker)
    stale_days = words.say("common", "over_days", view.org.settings.familiarity.stale_after_days)
    levels = words.listed(view.org.settings.familiarity.levels, "or")
    command = f"wecomplish refresh {person}" + (f" {competence}" if competence else "")
    steps = (_step(words.say("ask", "refresh"), command, person, words, answers),)
    body = Body(
        words.language,
        words.say("ask", "subject", person=who),
        _greeting(view.org, person, words),
        (words.say("ask", "happened", person=who, stale_days=stale_days),),
        _footer(view.org, words, person, answers),
        points=tuple(_wanted(view.org, person, ref, words) for ref in wanted),
        closing=(words.say("ask", "expected"), words.say("ask", "levels", levels=levels)),
        steps=steps,
        notes=_notes(steps, words, answers),
    )
    key = _id("ask", asker, person, competence or "", str(view.today))
    return Message(
        key, mailbox(view.org, person), mailbox(view.org, asker) if asker != person else None, body
    )


def invite(view: View, asker: str, person: str, program: str, answers: Answers) -> Message:
    """Invite a person to a programme: what it is for, and how to join it."""
    words, about = _words(view.org, person), view.org.programs[program]
    facts = {"person": view.org.name(asker), "program": view.org.title(f"programs/{program}")}
    points = [words.say("invite", "aim", note=about.aim)] if about.aim else []
    points += [words.say("invite", "criteria", note=about.criteria)] if about.criteria else []
    points += [words.say("invite", "until", date=words.date(about.ends))] if about.ends else []
    steps = tuple(
        _step(
            words.say("invite", key),
            f"wecomplish programme join {program} --as {role}",
            person,
            words,
            answers,
        )
        for key, role in (("join_mentee", "mentee"), ("join_mentor", "mentor"))
    )
    body = Body(
        words.language,
        words.say("invite", "subject", **facts),
        _greeting(view.org, person, words),
        (words.say("invite", "happened", **facts),),
        _footer(view.org, words, person, answers),
        points=tuple(points),
        closing=(words.say("invite", "expected"),),
        steps=steps,
        notes=_notes(steps, words, answers),
    )
    key = _id("invite", asker, person, program, str(view.today))
    return Message(
        key, mailbox(view.org, person), mailbox(view.org, asker) if asker != person else None, body
    )


def _id(*key: str) -> str:
    return hashlib.sha256("\0".join(key).encode()).hexdigest()[:32]


def _words(org: Org, person: str) -> Catalogue:
    return catalogue.of(org.people[person].languages)


def _guide(words: Catalogue) -> str:
    """The address of our guide in the reader's language."""
    return GUIDE.format("" if words.language == catalogue.FALLBACK else f"-{words.language}")


def _greeting(org: Org, person: str, words: Catalogue) -> str:
    return words.say("common", "greeting", name=org.people[person].name)


def _footer(org: Org, words: Catalogue, person: str, answers: Answers | None) -> str:
    """Say who sends it, where the data lies, and who can be asked."""
    said = [words.say("common", "footer", organization=org.settings.organization)]
    if answers is not None and answers.forge is not None:
        said.append(words.say("common", "data_at", address=answers.forge.page()))
    else:
        said.append(words.say("common", "data"))
    contact = answers.contact(person) if answers is not None else None
    if contact is not None and contact.address:
        said.append(words.say("common", "ask", name=contact.name, address=contact.address))
    trusted = confidant(org, person)
    if trusted is not None:
        said.append(words.say("common", "confide", who=trusted.who))
    return " ".join(said)


_LEFT_OPEN = {"checkin": "met", REFRESH: "levels"}
"""Commands that leave something open, which a form asks for and a mail or an issue does not."""


def _step(said: str, command: str, person: str, words: Catalogue, answers: Answers | None) -> Step:
    """Something to do by a command, or without a clone where that is possible."""
    link = answers.link(command, person, words) if answers is not None else None
    if link is None or answers is None:
        return Step(said, command)
    host = answers.forge.host if answers.forge is not None else ""
    contact = answers.asked_to_do(command, person)
    facts = {"host": host, "name": contact.name if contact is not None else ""}
    way, verb = f"by_{link.kind}", command.split()[1]
    if verb in _LEFT_OPEN and link.kind is not Kind.FORM:
        way = f"{_LEFT_OPEN[verb]}_{way}"
        facts["date"] = words.date(answers.view.today)
    shown = contact.address if contact is not None and link.kind is Kind.MAIL else None
    way = words.say("common", way, **facts)
    button = words.say("common", f"button_{link.kind}", **facts)
    return Step(said, command, Way(way, link.address, button, shown or link.address, link.lines))


def _notes(steps: tuple[Step, ...], words: Catalogue, answers: Answers | None) -> tuple[str, ...]:
    """What becomes of what a reader does on one of the platform's pages."""
    forge = answers.forge if answers is not None else None
    if forge is None or not any(step.way for step in steps):
        return ()
    return (words.say("common", "under_your_name", host=forge.host),)


def _facts(org: Org, event: Event, words: Catalogue) -> dict[str, str]:
    """What the phrases of an event may mention."""
    title = org.title(event.about)
    return {
        "mentee": org.name(event.mentee),
        "mentor": org.name(event.mentor or ""),
        "person": org.name(event.by or ""),
        "competence": title,
        "expectation": title,
        "date": words.date(event.day) if event.day else "",
        "waiting": words.listed(org.name(each) for each in event.waiting),
        "mentors": words.listed(org.name(each) for each in event.mentors),
        "until": words.date(event.until) if event.until else "",
        "terms": words.listed(words.say("common", f"term_{each}") for each in event.terms),
        "levels": words.listed(org.settings.familiarity.levels, "or"),
        "first_days": words.say("common", "within_days", org.settings.mentorship.first_checkin_within_days),
        "acknowledge_days": words.say("common", "within_days", org.settings.help.acknowledge_within_days),
        "answer_days": words.say("common", "within_days", org.settings.help.answer_within_days),
    }


def _steps(event: Event, person: str) -> Iterator[tuple[str, str]]:
    """What is to be done after an event: the key of its phrase, and the command."""
    steps = _SAY_YES_OR_NO if person in event.waiting else _STEPS.get(event.kind, ())
    if event.kind is EventKind.ANSWERED and event.insight:
        steps = _READ_INSIGHT
    place = f"{event.mentee} {event.about}"
    for key, command in steps:
        facts = {"mentee": event.mentee, "about": event.about, "insight": event.insight}
        yield key, "wecomplish " + command.format(place=place, to=person, **facts)


def _to_do(need: Need, words: Catalogue) -> Iterator[tuple[str, str]]:
    """What can be done about a need: in which words, and the command."""
    yield _need(need, words), need.command
    if need.kind is NeedKind.YES:
        yield words.say("common", "decline"), need.command.replace(" accept ", " decline ", 1)


def _asked(asked: Asked, words: Catalogue) -> str:
    """Say what became of a request for help."""
    state = "asked_seen" if asked.seen_by else "asked_open" if asked.reaches else "asked_nobody"
    return words.say(
        "digest",
        state,
        title=asked.title,
        date=words.date(asked.date),
        name=asked.seen_by or words.listed(asked.reaches),
    )


def _need(need: Need, words: Catalogue) -> str:
    dated = need.kind is NeedKind.YES and need.days > 0
    return words.say(
        "digest",
        f"{need.kind}_since" if dated else str(need.kind),
        need.count,
        name=need.name,
        title=need.title,
        date=words.date(need.since),
    )


def _wanted(org: Org, person: str, ref: str, words: Catalogue) -> str:
    """One expectation that is missing or stale."""
    indication = org.familiarity.get(person, {}).get(ref)
    if indication is None:
        return words.say("ask", "missing", title=org.title(ref))
    if indication.level is None:
        return words.say("ask", "unclear", title=org.title(ref), date=words.date(indication.updated))
    return words.say("ask", "stale", title=org.title(ref), date=words.date(indication.updated))
