"""What takes the formats of `check` in, as strictly as it does: a runner, a renderer, schemas."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

# Neither package has types.
import check_jsonschema as schema_checker  # type: ignore[import-untyped]
import cmarkgfm  # type: ignore[import-untyped]
from click.testing import CliRunner

if TYPE_CHECKING:
    from pathlib import Path

JOINER = "\N{WORD JOINER}"


def check_jsonschema(*arguments: str | Path) -> tuple[int, str]:
    """Run check-jsonschema without starting it anew; returns its exit status and what it says."""
    done = CliRunner().invoke(schema_checker.main, [str(each) for each in arguments])
    return done.exit_code, done.output


@dataclass(frozen=True)
class Command:
    """A command that the runner would carry out."""

    name: str
    properties: dict[str, str]
    data: str


def commands(output: str) -> list[Command]:
    """Read the commands out of what a step prints, by the grammar of workflow commands.

    `::name key=value,key=value::data` counts where it begins a line, after blanks; the older
    `##[name key=value;key=value]data` anywhere in one. Whatever name is taken for a command here.
    """
    found = (_newer(line) or _older(line) for line in re.split(r"\r\n|\r|\n", output))
    return [each for each in found if each]


def _newer(line: str) -> Command | None:
    line = line.lstrip()
    about, end, data = line[2:].partition("::")
    if not line.startswith("::") or not end:
        return None
    name, _, properties = about.partition(" ")
    pairs = (each.split("=", 1) for each in properties.strip().split(",") if each)
    return Command(
        name,
        {key: _unescaped(value, {"%3A": ":", "%2C": ","}) for key, value in pairs},
        _unescaped(data, {}),
    )


def _older(line: str) -> Command | None:
    about, end, data = line.partition("##[")[2].partition("]")
    return Command(about.partition(" ")[0], {}, data) if end else None


def _unescaped(text: str, more: dict[str, str]) -> str:
    # As the runner does it, one after the other, the percent sign last.
    for escape, meant in ({"%0D": "\r", "%0A": "\n"} | more | {"%25": "%"}).items():
        text = text.replace(escape, meant)
    return text


@dataclass
class Page(HTMLParser):
    """What GitHub's own renderer makes of Markdown: the elements, the comments, and the text of each cell."""

    elements: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    _into: list[str] | None = None

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self._into = self.rows[-1]
            self._into.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._into = None

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._into is not None:
            self._into[-1] += data


def page(markdown: str) -> Page:
    """Render Markdown as GitHub does, with raw HTML let through, so that it would be seen."""
    made = Page()
    made.feed(cmarkgfm.github_flavored_markdown_to_html(markdown, cmarkgfm.Options.CMARK_OPT_UNSAFE))
    made.close()
    return made


LINKED = re.compile(
    r"""@\w | [#!$%&~^]\w | \bGH-\d | :// | www\.           # mentions, issues and their like, addresses
      | (?<![0-9A-Za-z])[0-9a-f]{7,40}(?![0-9A-Za-z])       # commits""",
    re.VERBOSE | re.IGNORECASE,
)
"""What a platform makes a link of in text that is rendered already."""


def closed(properties: dict[str, Any], *optional: str) -> dict[str, Any]:
    """A JSON Schema of an object that has these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties.keys() - {*optional}),
        "additionalProperties": False,
    }


def several(items: dict[str, Any], least: int = 0) -> dict[str, Any]:
    """A JSON Schema of a list."""
    return {"type": "array", "items": items, "minItems": least}


TEXT = {"type": "string", "minLength": 1}
NUMBER = {"type": "integer", "minimum": 1}
PRINT = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
MESSAGE = closed({"text": TEXT})
URI = {"type": "string", "pattern": "^([A-Za-z0-9._~/-]|%[0-9A-F]{2})+$"}
REGION = closed({"startLine": NUMBER, "startColumn": NUMBER, "endLine": NUMBER, "endColumn": NUMBER})
PLACE = closed({"artifactLocation": closed({"uri": URI}), "region": REGION})
LEVEL = {"enum": ["error", "warning", "note"]}
SARIF = closed(
    {
        "$schema": {"const": "https://json.schemastore.org/sarif-2.1.0.json"},
        "version": {"const": "2.1.0"},
        "runs": several(
            closed(
                {
                    "tool": closed(
                        {
                            "driver": closed(
                                {
                                    "name": {"const": "wecomplish"},
                                    "semanticVersion": {"pattern": r"^\d+\.\d+\.\d+"},
                                    "rules": several(
                                        closed(
                                            {
                                                "id": {"pattern": "^WC[0-9]{3}$"},
                                                "name": TEXT,
                                                "shortDescription": MESSAGE,
                                                "help": MESSAGE,
                                                "defaultConfiguration": closed({"level": LEVEL}),
                                            }
                                        )
                                    ),
                                }
                            )
                        }
                    ),
                    "columnKind": {"const": "unicodeCodePoints"},
                    "invocations": several(
                        closed(
                            {
                                "executionSuccessful": {"type": "boolean"},
                                "toolExecutionNotifications": several(
                                    closed({"level": LEVEL, "message": MESSAGE})
                                ),
                            }
                        )
                    ),
                    "results": several(
                        closed(
                            {
                                "ruleId": {"pattern": "^WC[0-9]{3}$"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": LEVEL,
                                "message": MESSAGE,
                                "locations": several(closed({"physicalLocation": PLACE}), 1),
                                "relatedLocations": several(
                                    closed({"id": NUMBER, "physicalLocation": PLACE, "message": MESSAGE}), 1
                                ),
                                "partialFingerprints": closed(
                                    {"finding/v1": PRINT, "primaryLocationLineHash": PRINT}
                                ),
                                "baselineState": {"enum": ["new", "unchanged", "absent"]},
                            },
                            "relatedLocations",
                            "baselineState",
                        )
                    ),
                }
            ),
            1,
        ),
    }
)
"""What of SARIF 2.1.0 is written, and nothing beside it (sections 3.13 to 3.30 of the standard)."""

GITLAB = several(
    closed(
        {
            "check_name": TEXT,
            "description": TEXT,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "fingerprint": PRINT,
            "location": closed({"path": TEXT, "lines": closed({"begin": NUMBER})}),
        }
    )
)
"""GitLab's code quality report."""
