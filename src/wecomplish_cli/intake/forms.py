"""The forms that people fill in on the platform, each standing for a command."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from wecomplish_cli.derive import mentoring
from wecomplish_cli.derive.proof import require_unchanged
from wecomplish_cli.errors import RefusedError
from wecomplish_cli.model.expectations import is_retired

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.text.catalogue import Catalogue

MOST_CHOICES = 100
"""Choices that a list is given for; of more, the answer is typed in."""


@dataclass(frozen=True)
class Field:
    """One question of a form."""

    key: str
    """Its name in links that fill the form in, and in the catalogue."""
    choices: Callable[[View], list[str]] | None = None
    options: tuple[str, ...] = ()
    """Where it has these answers only: their keys in the catalogue."""
    required: bool = False
    long: bool = False
    """Whether the answer may have several lines; only the last field of a form, so that it has no end."""
    label: str = ""
    """Its heading in a language; the first label of each form is that form's alone, in all languages."""
    help: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    """What its options are called in that language, with their keys."""


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
    fields: tuple[Field, ...]
    asked: Callable[[View, Mapping[str, str]], Asked]
    """What the answers ask for; they are by the keys of the fields, without those left empty."""
    by_link: bool = False
    """Whether only a link in a mail can fill in all of it: which record is answered, and its terms."""
    name: str = ""
    about: str = ""


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


def _given(**words: Any) -> dict[str, Any]:
    return {key: value for key, value in words.items() if value is not None}


def _help(_: View, said: Mapping[str, str]) -> Asked:
    about = bare(said["expectation"])
    return Asked("request-help", _given(person="me", expectation=about, question=said.get("question")))


def _familiarity(_: View, said: Mapping[str, str]) -> Asked:
    words = _given(person="me", expectation=bare(said["expectation"]), level=said.get("level"))
    return Asked("indicate", words | {"unclear": said["clear"] == "clear_no"})


def _proposal(view: View, said: Mapping[str, str]) -> Asked:
    mentee, competence = _slot(require_unchanged(view, said["mentorship"], "mentorships/"))
    words = {"mentee": mentee, "assignment": competence}
    if said["answer"] == "accept":
        return Asked("accept", words)
    return Asked("decline", _given(**words, reason=said.get("reason")))


def _slot(ref: str) -> tuple[str, str]:
    folder, _, slot = ref.partition("/")
    mentee, _, competence = slot.partition("/")
    if folder != "mentorships" or not mentee or not competence:
        raise RefusedError(f"`{ref}` is not a mentorship", "choose one of those that the form lists")
    return mentee, competence


def _seen(view: View, said: Mapping[str, str]) -> Asked:
    ref = require_unchanged(view, said["request"], "help/")
    request = view.org.records[f"{ref}.yaml"]
    words = {"person": request.mentee, "expectation": request.expectation}
    if said["answer"] == "seen":
        return Asked("acknowledge-help", words)
    return Asked("answer-help", _given(**words, insight=said.get("insight")))


def _offer(_: View, said: Mapping[str, str]) -> Asked:
    topics = tuple(bare(line.strip()) for line in said.get("topics", "").splitlines() if line.strip())
    places = said.get("places")
    if places is not None and not (places.isascii() and places.isdigit() and len(places) < 4):
        raise RefusedError(f"Places: `{places}` is not a number of mentorships", "such as 2")
    capacity = None if places is None else int(places)
    return Asked("offer", _given(open=said["open"] == "open_yes", topic=topics, capacity=capacity))


def _seek(_: View, said: Mapping[str, str]) -> Asked:
    return Asked("offer", {"seek": (bare(said["competence"]),)})


def _checkin(_: View, said: Mapping[str, str]) -> Asked:
    mentee, competence = _slot(bare(said["mentorship"]))
    words = _given(date=said.get("date"), next=said.get("next"), summary=said.get("summary"))
    return Asked("checkin", {"mentee": mentee, "assignment": competence, **words})


def _join(_: View, said: Mapping[str, str]) -> Asked:
    return Asked("programme join", {"program": bare(said["program"]), "role": said["part"]})


_FORMS = (
    Form(
        "ask-for-help",
        (Field("expectation", _expectations, required=True), Field("question", long=True)),
        _help,
    ),
    Form(
        "indicate-familiarity",
        (
            Field("expectation", _expectations, required=True),
            Field("level", _levels),
            Field("clear", options=("clear_yes", "clear_no"), required=True),
        ),
        _familiarity,
    ),
    Form(
        "answer-proposal",
        (
            Field("mentorship", required=True),
            Field("answer", options=("accept", "decline"), required=True),
            Field("reason", long=True),
        ),
        _proposal,
        by_link=True,
    ),
    Form(
        "answer-help",
        (
            Field("request", required=True),
            Field("answer", options=("seen", "answered"), required=True),
            Field("insight"),
        ),
        _seen,
        by_link=True,
    ),
    Form(
        "offer-to-mentor",
        (
            Field("open", options=("open_yes", "open_no"), required=True),
            Field("places"),
            Field("topics", long=True),
        ),
        _offer,
    ),
    Form("ask-for-a-mentor", (Field("competence", _competences, required=True),), _seek),
    Form(
        "check-in",
        (
            Field("mentorship", _mentorships, required=True),
            Field("date"),
            Field("next"),
            Field("summary", long=True),
        ),
        _checkin,
    ),
    Form(
        "join-a-programme",
        (
            Field("program", _programs, required=True),
            Field("part", options=("mentee", "mentor", "both"), required=True),
        ),
        _join,
    ),
)


@cache
def forms_in(words: Catalogue) -> tuple[Form, ...]:
    """Every form, in the words of a language."""
    return tuple(_said(form, words) for form in _FORMS)


def _said(form: Form, words: Catalogue) -> Form:
    section = f"form_{form.key.replace('-', '_')}"

    def said(question: Field) -> Field:
        answers = {words.say(section, option): option for option in question.options}
        return replace(
            question,
            label=words.say(section, question.key),
            help=words.say(section, f"{question.key}_help"),
            answers=answers,
            choices=(lambda _: [*answers]) if answers else question.choices,
        )

    return replace(
        form,
        name=words.say(section, "name"),
        about=words.say(section, "about"),
        fields=tuple(map(said, form.fields)),
    )
