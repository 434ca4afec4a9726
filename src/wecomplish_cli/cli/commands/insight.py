"""`wecomplish insight`: what a mentor taught one person, written down and found by all who need it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wecomplish_cli.cli import naming, options, terminal
from wecomplish_cli.cli.commands import add
from wecomplish_cli.cli.completion import expectations, insights, people

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request
    from wecomplish_cli.model.mentorships import HelpRequest

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Write down what was learnt, for all who need it.",
)

InsightArgument = Annotated[
    str,
    typer.Argument(
        metavar="INSIGHT", help="The insight's id, or part of its title.", autocompletion=insights
    ),
]

# The same as `wecomplish add insight`: who looks for it here finds it, too.
app.command("add")(add.insight)


@app.command()
@options.writes
def from_help(
    mentee: Annotated[
        str,
        typer.Argument(metavar="MENTEE", help="Who was helped; `me` for yourself.", autocompletion=people),
    ],
    expectation: Annotated[
        str,
        typer.Argument(
            metavar="EXPECTATION",
            help="What with: the expectation's id, or part of its title.",
            autocompletion=expectations,
        ),
    ],
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What it is about.", show_default=False)
    ] = None,
    body: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="The insight; - reads it from standard input.", show_default=False),
    ] = None,
    author: Annotated[
        str | None,
        typer.Option(
            metavar="PERSON",
            help="Who writes it down; otherwise the mentee.",
            show_default=False,
            autocompletion=people,
        ),
    ] = None,
    publish: Annotated[bool, typer.Option("--publish", help="Publish it at once; else a draft.")] = False,
    id: naming.IdOption = None,  # noqa: A002 - the option's name
    neutral: naming.NeutralOption = False,
    *,
    how: options.WriteOptions,
) -> None:
    """Write down what came of an answer to a request for help.

    It is taken from the newest answered request that has none, which names the insight from then on.
    """
    from wecomplish_cli.actions import insights
    from wecomplish_cli.cli.change import change
    from wecomplish_cli.reports.needs import without_insight

    @cache
    def written() -> tuple[str, str]:
        """What it says; asked for once, and only where there is an answer to write down."""
        name = (title or terminal.ask("Its title", "--title")).strip()
        return name, add.insight_text(body)

    def values(request: Request, asked: HelpRequest) -> dict[str, Any]:
        name, text = written()
        writer = request.person(author) if author else asked.mentee
        taught = asked.answered.by if asked.answered else None
        return {
            "title": name,
            "expectation": asked.expectation,
            "author": writer,
            "source": taught if taught != writer else None,
            "date": request.today,
            "status": "published" if publish else "draft",
            "body": text,
        }

    def decide(request: Request) -> Plan:
        who = request.person(mentee)
        what = request.answered(expectation, who)
        waiting = [each for each in without_insight(request.org, who) if each.expectation == what]
        asked = waiting[-1] if waiting else insights.answered_request(request.org, who, what)
        there = insights.already_written(request.org, asked)
        if there is not None:
            return there
        given = values(request, asked)
        own = naming.id_of(request, "insights", given["title"], id, neutral)
        return insights.from_help(request.org, asked, own, given, request.today)

    change(how, decide)


@app.command()
@options.writes
def publish(insight: InsightArgument, *, how: options.WriteOptions) -> None:
    """Make a draft an insight for all."""
    from wecomplish_cli.actions import insights
    from wecomplish_cli.cli.change import change

    def decide(request: Request) -> Plan:
        return insights.publish(request.org, request.insight(insight), request.today)

    change(how, decide)


@app.command("list")
def list_insights(
    expectation: Annotated[
        str | None,
        typer.Option(
            metavar="EXPECTATION",
            help="Only those that help with this expectation.",
            show_default=False,
            autocompletion=expectations,
        ),
    ] = None,
    drafts: Annotated[bool, typer.Option("--drafts", help="With the drafts of others.")] = False,
    format: options.FormatOption = None,  # noqa: A002 - the option's name
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """List what is published, newest first, and your own drafts."""
    from wecomplish_cli.cli.answer import Answer, show
    from wecomplish_cli.cli.change import open_request
    from wecomplish_cli.model.values import Reference
    from wecomplish_cli.render import stories
    from wecomplish_cli.reports import insights

    request = open_request(org, today)
    what = request.referred(Reference.EXPECTATION, expectation) if expectation else None
    answer = insights.insights(request.org, request.identity, what, drafts)
    show(Answer("insights", answer, stories.insights), format)


@app.command("show")
def show_insight(
    insight: InsightArgument,
    format: options.FormatOption = None,  # noqa: A002 - the option's name
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Show one insight, and what it came of."""
    from wecomplish_cli.cli.answer import Answer, show
    from wecomplish_cli.cli.change import open_request
    from wecomplish_cli.render import stories
    from wecomplish_cli.reports import insights

    request = open_request(org, today)
    answer = insights.insight(request.org, request.insight(insight))
    show(Answer("insight", answer, stories.insight), format)
