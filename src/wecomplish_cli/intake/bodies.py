"""From a form to the body of an issue and back: the platform writes each label over its answer."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from wecomplish_cli.errors import RefusedError
from wecomplish_cli.intake.forms import MOST_CHOICES, Field, Form, forms_in
from wecomplish_cli.text import catalogue
from wecomplish_cli.text.catalogue import FALLBACK
from wecomplish_cli.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.text.catalogue import Catalogue

EMPTY = "_No response_"
MOST_CHARACTERS = 4_000
"""A body that is longer is refused: no question to a mentor is."""


def command(words: Catalogue) -> str:
    """The command that writes the forms in a language."""
    return "wecomplish forms --write" + ("" if words.language == FALLBACK else f" --lang {words.language}")


def template(form: Form, view: View, words: Catalogue) -> str:
    """Write a form as a file for `.github/ISSUE_TEMPLATE/`, with today's people, roles and skillsets in it.

    Source: GitHub's syntax for issue forms. Every text is written as JSON, which YAML contains.
    """
    lines = [
        f"# Written by `{command(words)}`; changes made here are lost.",
        f"name: {_text(form.name)}",
        f"description: {_text(form.about)}",
        "body:",
        "  - type: markdown",
        "    attributes:",
        f"      value: {_text(words.say('form', 'public'))}",
    ]
    for field in form.fields:
        lines += _question(field, field.choices(view) if field.choices else [])
    return "\n".join(lines) + "\n"


def _question(field: Field, choices: list[str]) -> Iterator[str]:
    listed = 0 < len(choices) <= MOST_CHOICES
    yield f"  - type: {'dropdown' if listed else 'textarea' if field.long else 'input'}"
    yield f"    id: {field.key}"
    yield "    attributes:"
    yield f"      label: {_text(field.label)}"
    yield f"      description: {_text(field.help)}"
    if listed:
        yield "      options:"
        yield from (f"        - {_text(choice)}" for choice in choices)
    if field.required:
        yield "    validations:"
        yield "      required: true"


def description(form: Form, view: View, words: Catalogue) -> str:
    """Write a form as a file for `.gitlab/issue_templates/`: GitLab has no forms, but texts to begin with.

    What stands in a comment is for the person who fills it in, and is left out when it is read.
    """
    public = words.say("form", "public")
    title = words.say("form", "issue_title", name=form.name)
    parts = [f"/title {title}", f"<!-- {_comment(f'{form.about} {public}')} -->"]
    for field in form.fields:
        choices = field.choices(view) if field.choices else []
        said = field.help
        if 0 < len(choices) <= MOST_CHOICES:
            said = f"{said} {words.say('form', 'one_of')} {' | '.join(choices)}"
        parts.append(f"### {field.label}\n\n<!-- {_comment(said)} -->\n{EMPTY}")
    return "\n\n".join(parts) + "\n"


def _comment(text: str) -> str:
    """A text that cannot end the comment that it stands in."""
    return text.replace("**", "").replace("--", "- -")


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def filled_in(body: str) -> tuple[Form, dict[str, str]]:
    """Read which form a body is of, and the answers by the keys of its fields, without those left empty.

    The headings must stand in the order of the form. Every answer but that to a last, long question is one
    line, so a heading that was typed into an answer is never taken for one of the form's.

    Raises:
        RefusedError: if it is none of the forms, too long, or something required is missing.
    """
    if len(body) > MOST_CHARACTERS:
        raise RefusedError(f"it has more than {MOST_CHARACTERS:,} characters", "say it in a sentence or two")
    text = _normal(body)
    form = _form_of(text)
    if form is None:
        raise RefusedError("it was not written with one of the forms here", "choose a form under New issue")
    answers = {}
    for field, answer in _answers(form, text):
        if answer:
            answers[field.key] = _meant(field, answer)
        elif field.required:
            raise RefusedError(f"“{field.label}” has no answer", "fill it in")
    return form, answers


def typed(body: str) -> tuple[Form, dict[str, str]] | None:
    """Read the answers of a form as they were typed, right or not, up to the first that cannot be told apart.

    It is what fills the form in again; None if it is none of the forms, or too long.
    """
    text = _normal(body)
    form = _form_of(text)
    if form is None or len(body) > MOST_CHARACTERS:
        return None
    answers: dict[str, str] = {}
    with suppress(RefusedError):
        for field, answer in _answers(form, text):
            answers |= {field.key: answer} if answer else {}
    return form, answers


def _normal(body: str) -> str:
    return body.replace("\r\n", "\n").strip("\n")


def _form_of(text: str) -> Form | None:
    """The form of which a body begins with the first question, in any language."""
    every = (form for words in catalogue.languages().values() for form in forms_in(words))
    return next((form for form in every if text.startswith(f"### {form.fields[0].label}\n")), None)


def _answers(form: Form, text: str) -> Iterator[tuple[Field, str]]:
    """Each question with its answer, in their order; empty where there is none."""
    for number, field in enumerate(form.fields):
        answer, text = _answer(field, text, last=number + 1 == len(form.fields))
        yield field, "" if answer == EMPTY else answer


def _meant(field: Field, answer: str) -> str:
    """The key of the answer that was chosen, or what was typed in where anything can be."""
    if not field.answers:
        return answer
    if answer not in field.answers:
        choices = listed((f"“{each}”" for each in field.answers), "or")
        raise RefusedError(f"“{answer}” is not an answer that the form has", f"choose {choices}")
    return field.answers[answer]


def _answer(field: Field, text: str, *, last: bool) -> tuple[str, str]:
    """Take the answer to a question from the front of a body; returns it and the rest."""
    heading = f"### {field.label}\n"
    if not text.startswith(heading):
        raise RefusedError(f"“{field.label}” is not where the form has it", "fill in the form again")
    text = text.removeprefix(heading).lstrip("\n")
    if field.long:
        return text.strip(), ""
    line, _, rest = text.partition("\n")
    if last and rest.strip():
        raise RefusedError(f"“{field.label}” has more than one line", "fill in the form again")
    return line.strip(), rest.lstrip("\n")
