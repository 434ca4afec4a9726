"""The scalars of the dataset: each accepts the text of a plain or quoted YAML scalar, and nothing else.

The reader leaves every scalar as text; here it becomes a date, a number or a truth value where the field
asks for one. A scalar written in quotes (`Quoted`) is always text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

from wecomplish_cli.model.marks import After, Checked, Json, NotEmpty
from wecomplish_cli.model.text import (
    ID,
    MAX_ADDRESS_LENGTH,
    MAX_ID_LENGTH,
    MAX_NAME_LENGTH,
    MAX_TITLE_LENGTH,
    Quoted,
    describe,
    is_email,
    is_id,
    is_timezone,
    misreadable,
    parse_date,
    shortened,
    why_no_id,
)

if TYPE_CHECKING:
    from pydantic import ValidationInfo

_COMPETENCE = re.compile(rf"(roles|skillsets)/({ID})", re.ASCII)
_EXPECTATION = re.compile(rf"expectations/({ID})|(?:roles|skillsets)/({ID})/({ID})", re.ASCII)
_WHOLE = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9])?", re.ASCII)
_DOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+", re.ASCII)
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)
_NAME_IN_PATH = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"
_REPOSITORY = re.compile(rf"{_NAME_IN_PATH}(?:/{_NAME_IN_PATH})+", re.ASCII)
_BRANCH = re.compile(rf"{_NAME_IN_PATH}(?:/{_NAME_IN_PATH})*", re.ASCII)
_SITE = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?::[0-9]{1,5})?(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*", re.ASCII)
_URL = re.compile(r"https?://[^\s<>\"]+")


class Reference(StrEnum):
    """What a reference points to; marks the types whose values are references."""

    PERSON = "person"
    TEAM = "team"
    PROGRAM = "program"
    INSIGHT = "insight"
    COMPETENCE = "competence"
    EXPECTATION = "expectation"
    RESOURCE = "resource"
    LEVEL = "level"
    CONTACT = "contact"


class NoteMark:
    """Marks the types that hold a short note, which `notes.max_characters` limits."""


class Happened:
    """Marks the types of dates on which something happened, and which so cannot be in the future."""


class Spaced:
    """Marks open maps whose entries different people own: a blank line stands between them, for merging."""


def _fail(kind: str, message: str) -> NoReturn:
    from pydantic_core import PydanticCustomError

    # The message may hold braces from data, which pydantic would take for placeholders.
    raise PydanticCustomError(kind, "{said}", {"said": message})


def _scalar(value: object, wanted: str) -> str:
    if isinstance(value, str):
        if not value or value.isspace():
            _fail("empty", f"nothing here; {wanted} is needed, or leave the key out")
        return value
    if value is None:
        _fail("empty", f"nothing here; {wanted} is needed, or leave the key out")
    _fail("wrong_type", f"expected {wanted}, found {describe(value)}")


def _plain(value: object, wanted: str) -> str:
    text = _scalar(value, wanted)
    if isinstance(text, Quoted):
        _fail("wrong_type", f"expected {wanted}, found text in quotes")
    return text


def _text(value: object, info: ValidationInfo) -> str:
    text = _scalar(value, "text")
    if info.context is not None and type(text) is str and misreadable(text):
        # The reader's caller asks; the record itself no longer knows how its text was written.
        info.context.append(text)
    return str(text)


def _line(value: object, info: ValidationInfo) -> str:
    text = _text(value, info)
    if "\n" in text.rstrip("\n"):
        _fail("bad_value", "expected one line of text, found several")
    if "\t" in text:
        _fail("bad_value", "a tab is in it; write a space")
    return text.rstrip("\n")


def _line_of(most: int) -> Any:
    """Validate one line of so many characters at most: it stands in tables and in sentences of many."""

    def validate(value: object, info: ValidationInfo) -> str:
        text = _line(value, info)
        if len(text) > most:
            _fail("bad_value", f"expected at most {most} characters, found {len(text):,}")
        return text

    return Checked(validate)


def _matching(fits: Callable[[str], object], wanted: str, example: str) -> Any:
    def validate(value: object, info: ValidationInfo) -> str:
        text = _text(value, info)
        if len(text) > MAX_ADDRESS_LENGTH or not fits(text):
            _fail("bad_value", f"expected {wanted}, such as `{example}`")
        return text

    return Checked(validate)


def _timezone(value: object, info: ValidationInfo) -> str:
    text = _text(value, info)
    if not is_timezone(text):
        _fail("bad_value", "expected a time zone of the IANA database, such as `Europe/Oslo`")
    return text


def _date(value: object) -> date:
    if type(value) is str:
        try:
            return parse_date(value)
        except ValueError:
            pass  # Why is said below.
    text = _plain(value, "a date (YYYY-MM-DD)")
    try:
        return parse_date(text)
    except ValueError:
        _fail("bad_date", "expected a date that exists, written YYYY-MM-DD")


def _acceptance(value: object) -> date | None:
    if value == "waiting":
        return None
    text = _plain(value, "`waiting` or a date (YYYY-MM-DD)")
    try:
        return parse_date(text)
    except ValueError:
        _fail("bad_date", "expected `waiting` or a date that exists, written YYYY-MM-DD")


def _truth(value: object) -> bool:
    text = _plain(value, "`true` or `false`")
    if text not in ("true", "false"):
        _fail("not_one_of", "expected `true` or `false`")
    return text == "true"


def _whole(low: int, high: int) -> Any:
    def validate(value: object) -> int:
        text = _plain(value, "a whole number")
        if not _WHOLE.fullmatch(text):
            _fail("wrong_type", "expected a whole number in plain digits")
        if not low <= int(text) <= high:
            _fail("bad_value", f"expected a whole number from {low} to {high}")
        return int(text)

    return Checked(validate)


def _pulse(value: object) -> float:
    text = _plain(value, "a number from 1 to 5")
    if not _NUMBER.fullmatch(text):
        _fail("wrong_type", "expected a number with at most one decimal, such as `4.0`")
    if not 1 <= float(text) <= 5:
        _fail("bad_value", "expected a number from 1 to 5")
    return float(text)


def _unique(items: tuple[str, ...]) -> tuple[str, ...]:
    if len({*items}) == len(items):
        return items
    seen: set[str] = set()
    for item in items:
        if item in seen:
            _fail("bad_value", f"`{item}` stands in this list twice")
        seen.add(item)
    return items


def _some(items: tuple[str, ...]) -> tuple[str, ...]:
    if not items:
        _fail("empty", "an empty list; at least one item is needed")
    return items


# The same few references occur over and over: each is judged once, and kept once in memory.
@lru_cache(maxsize=1 << 16)
def _known_id(text: str) -> str | None:
    return sys.intern(str(text)) if is_id(text) else None


@lru_cache(maxsize=1 << 14)
def _known_competence(text: str) -> str | None:
    match = _COMPETENCE.fullmatch(text)
    return sys.intern(str(text)) if match and is_id(match[2]) else None


@lru_cache(maxsize=1 << 14)
def _known_expectation(text: str) -> str | None:
    match = _EXPECTATION.fullmatch(text)
    fits = match is not None and all(is_id(part) for part in match.groups() if part)
    return sys.intern(str(text)) if fits else None


def _id(value: object) -> str:
    if isinstance(value, str) and (known := _known_id(value)):
        return known
    text = _scalar(value, "an id")
    _fail("bad_reference", f"`{shortened(text)}` {why_no_id(text)}")


def _competence(value: object) -> str:
    return _known_competence(_scalar(value, "a competence")) or _fail(
        "bad_reference", "expected a competence: `roles/ID` or `skillsets/ID`"
    )


def _expectation(value: object) -> str:
    if isinstance(value, str) and (known := _known_expectation(value)):
        return known
    _scalar(value, "an expectation")
    _fail("bad_reference", "expected an expectation: `roles/ID/ID`, `skillsets/ID/ID` or `expectations/ID`")


def _resource(value: object) -> str:
    text = str(_scalar(value, "a resource"))
    return _expectation(value) if text.startswith("expectations/") else _id(value)


def _schema(pattern: str, title: str, *examples: str, **more: Any) -> Json:
    return Json(
        {"type": "string", "title": title, "pattern": f"^(?:{pattern})$", "examples": list(examples)} | more
    )


_ANY_SCALAR = ["string", "number", "boolean"]
"""What an editor may take plain text for; the format accepts `name: 007` as text, with a warning."""

T = TypeVar("T")
Several = Annotated[tuple[T, ...], After(_unique)]
"""A list of references in which each stands once."""
AtLeastOne = NotEmpty(_some)
"""Marks a list that must not be empty."""

Id = Annotated[str, Checked(_id), _schema(ID, "Id", "own-a-release", maxLength=MAX_ID_LENGTH)]
PersonId = Annotated[
    str,
    Checked(_id),
    Reference.PERSON,
    _schema(ID, "Person", "ola-nordmann", maxLength=MAX_ID_LENGTH),
]
TeamId = Annotated[
    str, Checked(_id), Reference.TEAM, _schema(ID, "Team", "platform", maxLength=MAX_ID_LENGTH)
]
ProgramId = Annotated[
    str,
    Checked(_id),
    Reference.PROGRAM,
    _schema(ID, "Program", "platform-2026", maxLength=MAX_ID_LENGTH),
]
InsightId = Annotated[
    str,
    Checked(_id),
    Reference.INSIGHT,
    _schema(ID, "Insight", "telling-flaky-from-broken", maxLength=MAX_ID_LENGTH),
]
LevelId = Annotated[
    str, Checked(_id), Reference.LEVEL, _schema(ID, "Level", "understand", maxLength=MAX_ID_LENGTH)
]
CompetenceRef = Annotated[
    str,
    Checked(_competence),
    Reference.COMPETENCE,
    _schema(f"(?:roles|skillsets)/{ID}", "Competence", "roles/platform-engineer"),
]
ExpectationRef = Annotated[
    str,
    Checked(_expectation),
    Reference.EXPECTATION,
    _schema(
        f"expectations/{ID}|(?:roles|skillsets)/{ID}/{ID}",
        "Expectation",
        "roles/platform-engineer/review-changes",
        "expectations/blameless-review",
    ),
]
ResourceRef = Annotated[
    str,
    Checked(_resource),
    Reference.RESOURCE,
    _schema(
        f"(?:expectations/)?{ID}", "Resource", "expectations/blameless-review", "telling-flaky-from-broken"
    ),
]

Date = Annotated[
    date,
    Checked(_date),
    Json({"type": "string", "format": "date", "title": "Date", "examples": ["2026-03-01"]}),
]
Acceptance = Annotated[
    date | None,
    Checked(_acceptance),
    Happened(),
    Json(
        {
            "title": "Acceptance",
            "anyOf": [{"const": "waiting"}, {"type": "string", "format": "date"}],
            "examples": ["waiting", "2026-03-01"],
        }
    ),
]
"""`waiting` (None), or the day someone said yes."""
Truth = Annotated[bool, Checked(_truth), Json({"type": "boolean"})]
AveragePulse = Annotated[float, Checked(_pulse), Json({"type": "number", "minimum": 1, "maximum": 5})]
PastDate = Annotated[Date, Happened()]
"""A date on which something happened."""


def _whole_schema(low: int, high: int, title: str) -> Json:
    return Json({"type": "integer", "title": title, "minimum": low, "maximum": high})


Count = Annotated[int, _whole(0, 999_999_999), _whole_schema(0, 999_999_999, "Whole number")]
Days = Annotated[int, _whole(1, 3650), _whole_schema(1, 3650, "Days")]
Percent = Annotated[int, _whole(0, 100), _whole_schema(0, 100, "Percent")]
Score = Annotated[int, _whole(1, 5), _whole_schema(1, 5, "1 to 5")]
Places = Annotated[int, _whole(0, 1000), _whole_schema(0, 1000, "Places")]

Line = Annotated[str, Checked(_line), Json({"type": _ANY_SCALAR, "title": "One line", "minLength": 1})]
Name = Annotated[
    str,
    _line_of(MAX_NAME_LENGTH),
    Json({"type": _ANY_SCALAR, "title": "Name", "minLength": 1, "maxLength": MAX_NAME_LENGTH}),
]
Title = Annotated[
    str,
    _line_of(MAX_TITLE_LENGTH),
    Json({"type": _ANY_SCALAR, "title": "Title", "minLength": 1, "maxLength": MAX_TITLE_LENGTH}),
]
Note = Annotated[
    str,
    Checked(_text),
    NoteMark(),
    Json({"type": _ANY_SCALAR, "title": "Short note", "minLength": 1}),
]
Body = Annotated[str, Checked(_text), Json({"type": _ANY_SCALAR, "title": "Text", "minLength": 1})]
Email = Annotated[
    str,
    _matching(is_email, "an e-mail address", "ola@fjord.example"),
    Json({"type": "string", "format": "email", "title": "E-mail", "maxLength": 254}),
]
Contact = Annotated[
    str,
    _matching(lambda text: is_id(text) or is_email(text), "a person or an e-mail address", "kari-hansen"),
    Reference.CONTACT,
    Json(
        {
            "title": "Contact",
            "anyOf": [
                {"type": "string", "title": "Person", "pattern": f"^(?:{ID})$", "maxLength": MAX_ID_LENGTH},
                {"type": "string", "format": "email", "title": "E-mail", "pattern": "@", "maxLength": 254},
            ],
            "examples": ["kari-hansen", "confidential@fjord.example"],
        }
    ),
]
Domain = Annotated[
    str,
    _matching(_DOMAIN.fullmatch, "a domain in lower case", "fjord.example"),
    _schema(_DOMAIN.pattern, "Domain", "fjord.example"),
]
Login = Annotated[
    str,
    _matching(_LOGIN.fullmatch, "a login of letters, digits, `.`, `_` and `-`", "olano"),
    Json({"type": _ANY_SCALAR, "title": "Login"}),
]
Language = Annotated[
    str,
    _matching(_LANGUAGE.fullmatch, "a language code", "nb"),
    Json({"type": _ANY_SCALAR, "title": "Language", "examples": ["nb", "en"]}),
]
Url = Annotated[
    str,
    _matching(_URL.fullmatch, "a web address", "https://example.org/mentoring"),
    Json({"type": "string", "format": "uri", "title": "Web address"}),
]
Site = Annotated[
    str,
    _matching(_SITE.fullmatch, "the address of a site, without a slash at its end", "https://github.com"),
    _schema(_SITE.pattern, "Site", "https://github.com"),
]
Repository = Annotated[
    str,
    _matching(_REPOSITORY.fullmatch, "owner and name of a repository", "fjord/people"),
    _schema(_REPOSITORY.pattern, "Repository", "fjord/people"),
]
Branch = Annotated[
    str,
    _matching(_BRANCH.fullmatch, "the name of a branch", "main"),
    _schema(_BRANCH.pattern, "Branch", "main"),
]
Timezone = Annotated[
    str,
    Checked(_timezone),
    Json({"type": "string", "title": "Time zone", "examples": ["Europe/Oslo"]}),
]
