"""`wecomplish insight from-help`: what came of an answer to a request for help."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any

from wecomplish_cli.cli import naming, terminal
from wecomplish_cli.cli.command import argument, flag, option, writes
from wecomplish_cli.cli.commands import add
from wecomplish_cli.cli.completion import expectations, people

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.model.mentorships import HelpRequest


@dataclass(frozen=True)
class FromHelp:
    """Write down what came of an answer to a request for help.

    It is taken from the newest answered request that has none, which names the insight from then on.
    """

    mentee: Annotated[str, argument("MENTEE", "Who was helped; `me` for yourself.", people)]
    expectation: Annotated[
        str, argument("EXPECTATION", "What with: the expectation's id, or part of its title.", expectations)
    ]
    title: Annotated[str | None, option("TEXT", "What it is about.")] = None
    body: Annotated[str | None, option("TEXT", "The insight; - reads standard input.")] = None
    author: Annotated[str | None, option("PERSON", "Who writes it down; otherwise the mentee.", people)] = (
        None
    )
    publish: Annotated[bool, flag("--publish", "Publish it at once; otherwise it is a draft.")] = False
    id: Annotated[str | None, naming.ID] = None
    neutral: Annotated[bool, naming.NEUTRAL] = False

    def decide(self, request: Request) -> Plan:
        """Decide on the insight."""
        from wecomplish_cli.actions import insights
        from wecomplish_cli.reports.needs import without_insight

        who = request.person(self.mentee)
        what = request.answered(self.expectation, who)
        waiting = [each for each in without_insight(request.view, who) if each.expectation == what]
        asked = waiting[-1] if waiting else insights.answered_request(request.view, who, what)
        there = insights.already_written(request.view, asked)
        if there is not None:
            return there
        given = self._values(request, asked)
        own = naming.id_of(request, "insights", given["title"], self.id, self.neutral)
        return insights.from_help(request.view, asked, own, given)

    @cached_property
    def _written(self) -> tuple[str, str]:
        """Its title and text; asked for once, and only where there is an answer to write down."""
        title = (self.title or terminal.ask("Its title", "--title")).strip()
        return title, add.insight_text(self.body)

    def _values(self, request: Request, asked: HelpRequest) -> dict[str, Any]:
        title, text = self._written
        writer = request.person(self.author) if self.author else asked.mentee
        taught = asked.answered.by if asked.answered else None
        return {
            "title": title,
            "expectation": asked.expectation,
            "author": writer,
            "source": taught if taught != writer else None,
            "date": request.today,
            "status": "published" if self.publish else "draft",
            "body": text,
        }


from_help = writes(FromHelp)
