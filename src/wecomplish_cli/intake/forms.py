"""The forms that people fill in on the platform, each standing for a command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wecomplish_cli.derive import mentoring
from wecomplish_cli.derive.proof import require_unchanged
from wecomplish_cli.errors import RefusedError
from wecomplish_cli.model.expectations import is_retired

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wecomplish_cli.derive.view import View

MOST_CHOICES = 100
"""Choices that a list is given for; of more, the answer is typed in."""


@dataclass(frozen=True)
class Field:
    """One question of a form."""

    key: str
    """Its name in links that fill the form in."""
    label: str
    """Its heading; the first label of each form is that form's alone."""
    help: str
    choices: Callable[[View], list[str]] | None = None
    required: bool = False
    long: bool = False
    """Whether the answer may have several lines; only the last field of a form, so that it has no end."""


@dataclass(frozen=True)
class Asked:
    """What a filled-in form asks for: a command, and what its fields are given."""

    command: str
    words: Mapping[str, Any]


@dataclass(frozen=True)
class Form:
    """A form for something that people do."""

    key: str
    """The name of its file, without the ending."""
    name: str
    about: str
    fields: tuple[Field, ...]
    asked: Callable[[View, Mapping[str, str]], Asked]
    """What the answers ask for; they are by the keys of the fields, without those left empty."""
    by_link: bool = False
    """Whether only a link in a mail can fill in all of it: which record is answered, and its terms."""


def bare(value: str) -> str:
    """The reference in a choice such as `Baker (roles/baker)`, or the value itself."""
    before, _, inner = value.removesuffix(")").rpartition(" (")
    # Without a slash, it is part of a name that somebody typed in.
    return inner if before and value.endswith(")") and "/" in inner else value


def _named(title: str, ref: str) -> str:
    return f"{title} ({ref})"


def _competences(view: View) -> list[str]:
    return [
        _named(record.name, ref)
        for ref, record in view.org.competences.items()
        if not is_retired(record.retired, view.today)
    ]


def _expectations(view: View) -> list[str]:
    found = dict(view.org.expectations.items())
    titles = {ref: each.title for ref, each in found.items() if not is_retired(each.retired, view.today)}
    for ref, competence in view.org.competences.items():
        for item, each in competence.items.items():
            if not is_retired(each.retired, view.today):
                titles[f"{ref}/{item}"] = each.title
    return [_named(title, ref) for ref, title in titles.items()]


def _levels(view: View) -> list[str]:
    return list(view.org.settings.familiarity.levels)


def _mentorships(view: View) -> list[str]:
    return [
        _named(f"{view.org.name(slot.mentee)}: {view.org.title(slot.competence)}", slot.ref)
        for slot in view.org.mentorships.values()
        if mentoring.active(slot)
    ]


def _programs(view: View) -> list[str]:
    return [
        _named(program.name, program.ref)
        for program in view.org.programs.values()
        if program.ends is None or program.ends >= view.today
    ]


def _yes_or_no(yes: str, no: str) -> Callable[[View], list[str]]:
    return lambda _: [yes, no]


def _is(said: str, yes: str, no: str) -> bool:
    """Which of two answers it is: what is not the one is not for that the other.

    Raises:
        RefusedError: if it is neither.
    """
    if said not in (yes, no):
        raise RefusedError(f"“{said}” is not an answer that the form has", f"choose “{yes}” or “{no}”")
    return said == yes


def _given(**words: Any) -> dict[str, Any]:
    return {key: value for key, value in words.items() if value is not None}


def _help(_: View, said: Mapping[str, str]) -> Asked:
    about = bare(said["expectation"])
    return Asked("request-help", _given(person="me", expectation=about, question=said.get("question")))


CLEAR, UNCLEAR = "The text is clear to me", "The text is not clear to me"


def _familiarity(_: View, said: Mapping[str, str]) -> Asked:
    words = _given(person="me", expectation=bare(said["expectation"]), level=said.get("level"))
    return Asked("indicate", words | {"unclear": _is(said["clear"], UNCLEAR, CLEAR)})


ACCEPT, DECLINE = "I accept", "I decline"


def _proposal(view: View, said: Mapping[str, str]) -> Asked:
    mentee, competence = _slot(require_unchanged(view, said["mentorship"], "mentorships/"))
    words = {"mentee": mentee, "assignment": competence}
    if _is(said["answer"], ACCEPT, DECLINE):
        return Asked("accept", words)
    return Asked("decline", _given(**words, reason=said.get("reason")))


def _slot(ref: str) -> tuple[str, str]:
    folder, _, slot = ref.partition("/")
    mentee, _, competence = slot.partition("/")
    if folder != "mentorships" or not mentee or not competence:
        raise RefusedError(f"`{ref}` is not a mentorship", "choose one of those that the form lists")
    return mentee, competence


SEEN, ANSWERED = "I have seen it", "I have helped"


def _seen(view: View, said: Mapping[str, str]) -> Asked:
    ref = require_unchanged(view, said["request"], "help/")
    request = view.org.records[f"{ref}.yaml"]
    words = {"person": request.mentee, "expectation": request.expectation}
    if _is(said["answer"], SEEN, ANSWERED):
        return Asked("acknowledge-help", words)
    return Asked("answer-help", _given(**words, insight=said.get("insight")))


OPEN, CLOSED = "Yes, I am open to mentoring", "Not at the moment"


def _offer(_: View, said: Mapping[str, str]) -> Asked:
    topics = tuple(bare(line.strip()) for line in said.get("topics", "").splitlines() if line.strip())
    places = said.get("places")
    if places is not None and not (places.isascii() and places.isdigit() and len(places) < 4):
        raise RefusedError(f"Places: `{places}` is not a number of mentorships", "such as 2")
    capacity = None if places is None else int(places)
    return Asked("offer", _given(open=_is(said["open"], OPEN, CLOSED), topic=topics, capacity=capacity))


def _seek(_: View, said: Mapping[str, str]) -> Asked:
    return Asked("offer", {"seek": (bare(said["competence"]),)})


def _checkin(_: View, said: Mapping[str, str]) -> Asked:
    mentee, competence = _slot(bare(said["mentorship"]))
    words = _given(date=said.get("date"), next=said.get("next"), summary=said.get("summary"))
    return Asked("checkin", {"mentee": mentee, "assignment": competence, **words})


PARTS = {"As a mentee": "mentee", "As a mentor": "mentor", "As mentee and mentor": "both"}
"""What people may take part in a programme as, and what the command calls it."""


def _join(_: View, said: Mapping[str, str]) -> Asked:
    role = PARTS.get(said["part"], said["part"])
    return Asked("programme join", {"program": bare(said["program"]), "role": role})


FORMS = (
    Form(
        "ask-for-help",
        "Ask for help",
        "Your mentors will see it; without a mentor, your leaders.",
        (
            Field(
                "expectation", "I need help with", "Its name, or part of it.", _expectations, required=True
            ),
            Field("question", "Question", "What exactly, in a sentence or two.", long=True),
        ),
        _help,
    ),
    Form(
        "indicate-familiarity",
        "Say how familiar you are with something",
        "Levels are for help, never for appraisal.",
        (
            Field(
                "expectation", "I know this much of", "Its name, or part of it.", _expectations, required=True
            ),
            Field("level", "Level", "Each level contains those before it.", _levels),
            Field(
                "clear", "Clarity", "Is it clear what it means?", _yes_or_no(CLEAR, UNCLEAR), required=True
            ),
        ),
        _familiarity,
    ),
    Form(
        "answer-proposal",
        "Accept or decline a mentorship",
        "Open this form from the link in your mail: it names the mentorship as it was proposed.",
        (
            Field("mentorship", "Proposed mentorship", "The link in the mail fills this in.", required=True),
            Field(
                "answer",
                "My answer",
                "Nobody else can answer for you.",
                _yes_or_no(ACCEPT, DECLINE),
                required=True,
            ),
            Field("reason", "Reason", "If you decline, and want to say why.", long=True),
        ),
        _proposal,
        by_link=True,
    ),
    Form(
        "answer-help",
        "Say that you have seen a request for help, or have helped",
        "Open this form from the link in your mail.",
        (
            Field("request", "Request for help", "The link in the mail fills this in.", required=True),
            Field("answer", "What you did", "The asker is told.", _yes_or_no(SEEN, ANSWERED), required=True),
            Field("insight", "Insight", "The id of the insight that came of it, if there is one."),
        ),
        _seen,
        by_link=True,
    ),
    Form(
        "offer-to-mentor",
        "Offer to mentor",
        "Say whether you are open to mentoring, and in what.",
        (
            Field(
                "open",
                "Open to mentoring",
                "You can change it at any time.",
                _yes_or_no(OPEN, CLOSED),
                required=True,
            ),
            Field("places", "Places", "How many people you would mentor at the same time."),
            Field(
                "topics", "Roles and skillsets", "One a line; empty for everything you know well.", long=True
            ),
        ),
        _offer,
    ),
    Form(
        "ask-for-a-mentor",
        "Ask for a mentor",
        "Say where you wish for a mentor; whoever runs mentoring here will see it.",
        (
            Field(
                "competence", "I would like a mentor in", "A role or skillset.", _competences, required=True
            ),
        ),
        _seek,
    ),
    Form(
        "check-in",
        "Record that you met",
        "Everyone who can read the data reads the summary: leave out what is confidential.",
        (
            Field("mentorship", "We met about", "The mentorship.", _mentorships, required=True),
            Field("date", "Day", "Such as 2026-09-01; empty for today."),
            Field("next", "Next meeting", "Such as 2026-09-15; empty if you have not agreed on one."),
            Field("summary", "Summary", "A sentence or two.", long=True),
        ),
        _checkin,
    ),
    Form(
        "join-a-programme",
        "Join a mentoring programme",
        "Whoever runs the programme will look for a mentor, or for mentees, among those who joined.",
        (
            Field("program", "I would like to join", "The programme.", _programs, required=True),
            Field(
                "part",
                "I take part",
                "You can be mentored, mentor others, or both.",
                lambda _: [*PARTS],
                required=True,
            ),
        ),
        _join,
    ),
)
