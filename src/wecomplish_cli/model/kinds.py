"""The kinds of file: where each lies, and which record it holds."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.expectations import Expectation, Role, Skillset
from wecomplish_cli.model.mentorships import CheckIn, HelpRequest, Mentorship, Review
from wecomplish_cli.model.organization import Organization, Team
from wecomplish_cli.model.people import Familiarity, Person
from wecomplish_cli.model.programs import Insight, Program
from wecomplish_cli.model.text import ID, is_id, parse_date
from wecomplish_cli.model.text import SETTINGS_PATH as SETTINGS_PATH

if TYPE_CHECKING:
    from pydantic import TypeAdapter

IDS_SCHEMA = "ids.schema.json"
"""The file beside the schemas that says which ids there are."""

_EVENT = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})-({ID})", re.ASCII)


@frozen
class Kind:
    """A kind of file; `parts` says what each part of its path after the folder must be."""

    name: str
    """The kind in the singular, as messages and schema files call it."""
    folder: str
    record: Any
    """The record type; for familiarity, a mapping of indications."""
    parts: tuple[str, ...] = ("id",)
    """`id`, `event` (a date and a label) or `competence` (`roles` or `skillsets`)."""
    place: str = ""
    """The path without its ending, for people to read."""

    @property
    def title(self) -> str:
        """The kind as a heading."""
        return self.name.replace("checkin", "check-in").capitalize()

    @property
    def pattern(self) -> str:
        """Where such files lie, such as `help/<mentee>/<date>-<label>.yaml`."""
        return f"{self.place}.yaml"

    @property
    def schema(self) -> str:
        """The name of its schema's file."""
        return f"{self.name}.schema.json"

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """The validator of this kind's values, built at first use."""
        from pydantic import TypeAdapter

        return TypeAdapter(self.record)


_EVENT_PARTS = ("id", "event")
_SLOT_PARTS = ("id", "competence", "id")


def _simple(name: str, folder: str, record: Any, part: str | None = None) -> Kind:
    return Kind(name, folder, record, ("id",), f"{folder}/<{part or name}>")


def _event(name: str, folder: str, record: Any) -> Kind:
    return Kind(name, folder, record, _EVENT_PARTS, f"{folder}/<mentee>/<date>-<label>")


ORGANIZATION = Kind("organization", "", Organization, (), "wecomplish")

KINDS = (
    ORGANIZATION,
    _simple("team", "teams", Team),
    _simple("person", "people", Person),
    _simple("role", "roles", Role),
    _simple("skillset", "skillsets", Skillset),
    _simple("expectation", "expectations", Expectation, "id"),
    _simple("familiarity", "familiarity", Familiarity, "person"),
    Kind("mentorship", "mentorships", Mentorship, _SLOT_PARTS, "mentorships/<mentee>/<roles|skillsets>/<id>"),
    _event("help", "help", HelpRequest),
    _event("review", "reviews", Review),
    _event("checkin", "checkins", CheckIn),
    _simple("program", "programs", Program),
    _simple("insight", "insights", Insight),
)
"""Every kind of file, in the order they are documented."""

BY_FOLDER = {kind.folder: kind for kind in KINDS}
DATA_FOLDERS = frozenset(BY_FOLDER) - {""}
"""The folders below the data's root that hold nothing but data."""

_BESIDE = frozenset(
    (
        *(SETTINGS_PATH, ".gitattributes", "README.md", ".schema/.gitignore", ".vscode/settings.json"),
        *(f".schema/{kind.name}.schema.json" for kind in KINDS),
    )
)
"""What is no record, and lies beside them."""


def kind_of(path: str) -> Kind:
    """Find the kind of a data file by its path; the path is one that `part_fits` accepts.

    Raises:
        KeyError: if the path lies in no data folder.
    """
    return ORGANIZATION if path == SETTINGS_PATH else BY_FOLDER[path.partition("/")[0]]


def belongs(path: str) -> bool:
    """Whether a path is one where a file of the dataset may lie, or one that a new dataset begins with."""
    if path in _BESIDE:
        return True
    folder, *rest = path.removesuffix(".yaml").split("/")
    kind = BY_FOLDER.get(folder) if rest and path.endswith(".yaml") else None
    return kind is not None and len(rest) == len(kind.parts) and all(map(part_fits, kind.parts, rest))


def is_data(path: str) -> bool:
    """Whether a path is one where a file of the dataset may lie."""
    return belongs(path) and (path == SETTINGS_PATH or path.partition("/")[0] in DATA_FOLDERS)


def part_fits(wanted: str, name: str) -> bool:
    """Whether a folder's or file's name (without `.yaml`) may stand at a place for `wanted`."""
    if wanted == "competence":
        return name in ("roles", "skillsets")
    if wanted == "id":
        return is_id(name)
    match = _EVENT.fullmatch(name)
    if not match:
        return False
    try:
        parse_date(match[1])
    except ValueError:
        return False
    return is_id(match[2])
