"""`wecomplish add insight`: what a mentor taught one person, for all who need it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import naming, terminal
from wecomplish_cli.cli.command import argument, flag, option, writes
from wecomplish_cli.cli.completion import expectations, people

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


def _asked_text() -> str:
    return terminal.ask("The insight, on one line", "--body")


@dataclass(frozen=True)
class Insight:
    """Add what a mentor taught one person, for all who need it."""

    title: Annotated[str, argument("TITLE", "What it is about.", question="Its title")]
    expectation: Annotated[
        str,
        option(
            "EXPECTATION",
            "The expectation it helps with.",
            expectations,
            question="The expectation it helps with",
        ),
    ]
    body: Annotated[
        str,
        option("TEXT", "The insight; - reads standard input.", question=_asked_text),
    ]
    author: Annotated[str | None, option("PERSON", "Who writes it down; otherwise you.", people)] = None
    source: Annotated[str | None, option("PERSON", "Who it was learnt from.", people)] = None
    publish: Annotated[bool, flag("--publish", "Publish it at once; otherwise it is a draft.")] = False
    id: Annotated[str | None, naming.ID] = None
    neutral: Annotated[bool, naming.NEUTRAL] = False

    @cached_property
    def text(self) -> str:
        """What it says; standard input can be read only once."""
        return insight_text(self.body)

    def decide(self, request: Request) -> Plan:
        """Decide on the insight's file, a draft or published."""
        from wecomplish_cli.actions import insights

        title = self.title.strip()
        writer = request.person(self.author) if self.author else request.who("writing an insight")
        given = {
            "title": title,
            "expectation": request.expectation(self.expectation, writer),
            "author": writer,
            "source": request.person(self.source) if self.source else None,
            "date": request.today,
            "status": "published" if self.publish else "draft",
            "body": self.text,
        }
        own = naming.id_of(request, "insights", title, self.id, self.neutral)
        return insights.add(request.view, own, given)


def insight_text(given: str | None) -> str:
    """What an insight says: as given, piped in where that is `-`, or asked for."""
    text = given or _asked_text()
    return sys.stdin.read() if text == "-" else text


insight = writes(Insight)
