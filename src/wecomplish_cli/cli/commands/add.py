"""`wecomplish add`: people, teams, competences, expectations, insights and programs."""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wecomplish_cli.cli import batch, naming, options, terminal
from wecomplish_cli.cli.completion import competences, expectations, levels, people, teams
from wecomplish_cli.errors import UsageError
from wecomplish_cli.model.text import shortened
from wecomplish_cli.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Add people, teams, competences and more.",
)

KeeperOption = Annotated[
    str | None,
    typer.Option(
        metavar="PERSON", help="Who may change it later.", show_default=False, autocompletion=people
    ),
]
TargetOption = Annotated[
    str | None,
    typer.Option(
        metavar="LEVEL", help="The level expected in time.", show_default=False, autocompletion=levels
    ),
]


class CompetenceKind(StrEnum):
    """What a competence may be."""

    ROLE = "role"
    SKILLSET = "skillset"


@dataclass(frozen=True)
class Newcomer:
    """Someone to add, in the words of whoever adds them."""

    name: str
    email: str | None = None
    leader: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    id: str | None = None
    neutral: bool = False


@app.command()
@options.writes
def person(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="The name they go by.", show_default=False)
    ] = None,
    email: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Where they get mail.", show_default=False)
    ] = None,
    leader: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PERSON",
            help="Who leads them; may be given again.",
            show_default=False,
            autocompletion=people,
        ),
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE", help="A language, first the one to write to them in.", show_default=False
        ),
    ] = None,
    id: naming.IdOption = None,  # noqa: A002 - the option's name
    neutral: naming.NeutralOption = False,
    source: batch.FromOption = None,
    *,
    how: options.WriteOptions,
) -> None:
    """Add a person."""
    given = {
        "name": (name if name is not None or source else terminal.ask("Their name", "NAME")),
        "email": email,
        "leader": tuple(leader or ()),
        "language": tuple(language or ()),
        "id": id,
        "neutral": neutral,
    }
    rows = batch.rows(source, Newcomer, given)
    _require_distinct(rows)
    batch.change_each(how, rows, _person)


def _require_distinct(rows: list[batch.Row[Newcomer]]) -> None:
    """Make sure that rows with one name cannot be taken for one person.

    Raises:
        UsageError: if one of them has neither an e-mail address nor an id; each such row is named first.
    """
    from wecomplish_cli.derive.lookup import fold

    called: dict[str, list[batch.Row[Newcomer]]] = defaultdict(list)
    for row in rows:
        if row.asked.id is None:
            called[fold(row.asked.name)].append(row)
    alike = [each for each in called.values() if len(each) > 1 and not all(row.asked.email for row in each)]
    for namesakes in alike:
        first, *others = namesakes
        where = listed([row.place for row in others])
        terminal.fail(UsageError(f"{first.place}: {shortened(first.asked.name)} is also at {where}"))
    if alike:
        raise UsageError(
            "rows with one name could be one person or several; nothing was written",
            "give each an e-mail address or an id, or delete the rows that repeat somebody",
        )


def _person(asked: Newcomer, request: Request) -> Plan:
    from wecomplish_cli.actions import adding
    from wecomplish_cli.derive.lookup import fold

    name = asked.name.strip()
    if not name:
        raise UsageError("a person has a name", "give the name they go by")
    known = None if asked.id is not None else adding.same_person(request.org, name, asked.email)
    if known and asked.email and fold(request.org.people[known].name) != fold(name):
        raise UsageError(
            f"{asked.email} is the address of {request.org.people[known].name} ({known})", "give another one"
        )
    own = known or naming.own_id(request, "people", name, asked.id, asked.neutral)
    given = {
        "name": request.org.people[known].name if known else name,
        "email": asked.email,
        "leaders": [request.person(each) for each in asked.leader],
        "languages": list(asked.language),
    }
    return adding.add(request.org, f"people/{own}", given)


@app.command()
@options.writes
def team(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="The team's name.", show_default=False)
    ] = None,
    lead: Annotated[
        str | None,
        typer.Option(metavar="PERSON", help="Who leads it.", show_default=False, autocompletion=people),
    ] = None,
    parent: Annotated[
        str | None,
        typer.Option(
            metavar="TEAM", help="The team it is part of.", show_default=False, autocompletion=teams
        ),
    ] = None,
    id: naming.IdOption = None,  # noqa: A002 - the option's name
    neutral: naming.NeutralOption = False,
    *,
    how: options.WriteOptions,
) -> None:
    """Add a team."""
    title = (name or terminal.ask("The team's name", "NAME")).strip()

    def values(request: Request) -> dict[str, Any]:
        return {
            "name": title,
            "lead": request.person(lead) if lead else None,
            "parent": request.team(parent) if parent else None,
        }

    _add("teams", title, id, neutral, values, how)


@app.command()
@options.writes
def competence(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="The name of the role or skillset.", show_default=False),
    ] = None,
    kind: Annotated[
        CompetenceKind | None, typer.Option(help="Which of the two it is.", show_default=False)
    ] = None,
    critical: Annotated[
        bool, typer.Option("--critical", help="The organisation must be able to hand it on.")
    ] = False,
    keeper: KeeperOption = None,
    id: naming.IdOption = None,  # noqa: A002 - the option's name
    neutral: naming.NeutralOption = False,
    *,
    how: options.WriteOptions,
) -> None:
    """Add a role or skillset; then its responsibilities or skills, one by one."""
    title = (name or terminal.ask("Its name", "NAME")).strip()
    chosen = kind or _one_of("A role or a skillset?", CompetenceKind, "--kind")

    def values(request: Request) -> dict[str, Any]:
        return {
            "name": title,
            "critical": critical,
            "keeper": request.person(keeper) if keeper else None,
        }

    _add(f"{chosen}s", title, id, neutral, values, how)


@app.command()
@options.writes
def expectation(
    title: Annotated[
        str | None, typer.Argument(metavar="TITLE", help="What it is called.", show_default=False)
    ] = None,
    type: Annotated[  # noqa: A002 - the option's name
        str | None,
        typer.Option(metavar="TYPE", help="policy, process, value, risk or system.", show_default=False),
    ] = None,
    relevant_for: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COMPETENCE",
            help="Whose holders it is asked of; may be given again.",
            show_default=False,
            autocompletion=competences,
        ),
    ] = None,
    person: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PERSON",
            help="Someone it is asked of by name; may be given again.",
            show_default=False,
            autocompletion=people,
        ),
    ] = None,
    target: TargetOption = None,
    keeper: KeeperOption = None,
    id: naming.IdOption = None,  # noqa: A002 - the option's name
    neutral: naming.NeutralOption = False,
    *,
    how: options.WriteOptions,
) -> None:
    """Add a policy, process, value, risk or system that people should be familiar with."""
    from wecomplish_cli.model.expectations import ExpectationType

    name = (title or terminal.ask("Its title", "TITLE")).strip()
    chosen = _known(type, ExpectationType) if type else _one_of("What is it?", ExpectationType, "--type")

    def values(request: Request) -> dict[str, Any]:
        from wecomplish_cli.derive import lookup

        return {
            "type": chosen,
            "title": name,
            "keeper": request.person(keeper) if keeper else None,
            "relevant_for": [request.competence(each) for each in relevant_for or ()],
            "people": [request.person(each) for each in person or ()],
            "target": lookup.level(request.org, target) if target else None,
        }

    _add("expectations", name, id, neutral, values, how)


@app.command()
@options.writes
def insight(
    title: Annotated[
        str | None, typer.Argument(metavar="TITLE", help="What it is about.", show_default=False)
    ] = None,
    expectation: Annotated[
        str | None,
        typer.Option(
            metavar="EXPECTATION",
            help="The expectation it helps with.",
            show_default=False,
            autocompletion=expectations,
        ),
    ] = None,
    body: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="The insight; - reads it from standard input.", show_default=False),
    ] = None,
    author: Annotated[
        str | None,
        typer.Option(
            metavar="PERSON",
            help="Who writes it down; otherwise you.",
            show_default=False,
            autocompletion=people,
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            metavar="PERSON",
            help="Whose insight it was.",
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
    """Add what a mentor taught one person, for all who need it."""
    from wecomplish_cli.cli.change import change

    name = (title or terminal.ask("Its title", "TITLE")).strip()
    what = expectation or terminal.ask("The expectation it helps with", "--expectation")
    text = insight_text(body)

    def decide(request: Request) -> Plan:
        from wecomplish_cli.actions import insights

        writer = request.person(author) if author else request.who("writing an insight")
        given = {
            "title": name,
            "expectation": request.expectation(what, writer),
            "author": writer,
            "source": request.person(source) if source else None,
            "date": request.today,
            "status": "published" if publish else "draft",
            "body": text,
        }
        own = naming.id_of(request, "insights", name, id, neutral)
        return insights.add(request.org, own, given, request.today)

    change(how, decide)


def insight_text(given: str | None) -> str:
    """What an insight says: as given, piped in where that is `-`, or asked for."""
    text = given or terminal.ask("The insight, on one line", "--body")
    return sys.stdin.read() if text == "-" else text


@app.command()
@options.writes
def program(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="The program's name.", show_default=False)
    ] = None,
    aim: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What should be true at the end.", show_default=False)
    ] = None,
    competence: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COMPETENCE",
            help="What it is about; may be given again.",
            show_default=False,
            autocompletion=competences,
        ),
    ] = None,
    coordinator: Annotated[
        str | None,
        typer.Option(metavar="PERSON", help="Who runs it.", show_default=False, autocompletion=people),
    ] = None,
    sponsor: Annotated[
        str | None,
        typer.Option(metavar="PERSON", help="Who answers for it.", show_default=False, autocompletion=people),
    ] = None,
    starts: Annotated[
        str | None, typer.Option(metavar="DATE", help="The first day.", show_default=False)
    ] = None,
    ends: Annotated[
        str | None, typer.Option(metavar="DATE", help="The last day.", show_default=False)
    ] = None,
    pilot: Annotated[bool, typer.Option("--pilot", help="A first try.")] = False,
    id: naming.IdOption = None,  # noqa: A002 - the option's name
    neutral: naming.NeutralOption = False,
    *,
    how: options.WriteOptions,
) -> None:
    """Add a mentoring program; people join it in their own files."""
    title = (name or terminal.ask("The program's name", "NAME")).strip()

    def values(request: Request) -> dict[str, Any]:
        return {
            "name": title,
            "aim": aim,
            "competences": [request.competence(each) for each in competence or ()],
            "sponsor": request.person(sponsor) if sponsor else None,
            "coordinator": request.person(coordinator) if coordinator else None,
            "starts": request.day(starts, "--starts"),
            "ends": request.day(ends, "--ends"),
            "pilot": pilot,
        }

    _add("programs", title, id, neutral, values, how)


HolderArgument = Annotated[
    str, typer.Argument(metavar="COMPETENCE", help="Whose it is.", autocompletion=competences)
]
ItemArgument = Annotated[
    str | None,
    typer.Argument(metavar="[ID]", help="Its id; proposed from the title.", show_default=False),
]
TitleOption = Annotated[
    str | None, typer.Option(metavar="TEXT", help="What is expected, as a sentence.", show_default=False)
]
HeadingOption = Annotated[
    str | None, typer.Option(metavar="TEXT", help="What it is listed under.", show_default=False)
]


@app.command()
@options.writes
def responsibility(
    competence: HolderArgument,
    id: ItemArgument = None,  # noqa: A002 - the argument's name
    title: TitleOption = None,
    heading: HeadingOption = None,
    target: TargetOption = None,
    *,
    how: options.WriteOptions,
) -> None:
    """Add a responsibility to a role."""
    what = _Item("roles", "responsibility", competence, id, title, heading, target)
    _add_item(what, how)


@app.command()
@options.writes
def skill(
    competence: HolderArgument,
    id: ItemArgument = None,  # noqa: A002 - the argument's name
    title: TitleOption = None,
    heading: HeadingOption = None,
    target: TargetOption = None,
    *,
    how: options.WriteOptions,
) -> None:
    """Add a skill to a skillset."""
    what = _Item("skillsets", "skill", competence, id, title, heading, target)
    _add_item(what, how)


@dataclass(frozen=True)
class _Item:
    folder: str
    kind: str
    competence: str
    id: str | None
    title: str | None
    heading: str | None
    target: str | None


def _add_item(asked: _Item, how: options.WriteOptions) -> None:
    from wecomplish_cli.actions import adding
    from wecomplish_cli.cli.change import change

    title = asked.title or terminal.ask("What is expected, as a sentence", "--title")

    def decide(request: Request) -> Plan:
        from wecomplish_cli.derive import lookup

        holder = request.competence(asked.competence)
        if not holder.startswith(f"{asked.folder}/"):
            is_role = asked.kind == "skill"
            has = (
                "a role, and roles have responsibilities"
                if is_role
                else "a skillset, and skillsets have skills"
            )
            other = "responsibility" if is_role else "skill"
            raise UsageError(f"{request.org.title(holder)} is {has}", f"wecomplish add {other} {holder}")
        level = lookup.level(request.org, asked.target) if asked.target else None
        items = request.org.competences[holder].items
        same = next((item for item, what in items.items() if what.title == title), None)
        own = asked.id or same or naming.own_id(request, holder, title, None, neutral=False)
        naming.require_id(own, "another id")
        given = {"title": title, "heading": asked.heading, "target": level}
        return adding.add_item(request.org, holder, own, given)

    change(how, decide)


def _add(
    folder: str,
    name: str,
    wanted: str | None,
    neutral: bool,
    values: Callable[[Request], dict[str, Any]],
    how: options.WriteOptions,
) -> None:
    from wecomplish_cli.actions import adding
    from wecomplish_cli.cli.change import change

    def decide(request: Request) -> Plan:
        given = values(request)
        own = naming.id_of(request, folder, name, wanted, neutral)
        return adding.add(request.org, f"{folder}/{own}", given)

    change(how, decide)


def _known(word: str, kind: type[StrEnum]) -> str:
    from wecomplish_cli.derive.lookup import did_you_mean

    if word not in [*kind]:
        known = f"one of {', '.join(kind)}"
        raise UsageError(f"`{word}` is none of the types", did_you_mean(word, [*kind]) or known)
    return word


def _one_of(question: str, kind: type[StrEnum], flag: str) -> str:
    """Let a person choose a word by number."""
    words = [str(each) for each in kind]
    chosen = terminal.choose(question, [(each, each.capitalize()) for each in words])
    if chosen is None:
        raise UsageError(f"{flag} is missing", f"give it: {' or '.join(words)}")
    return chosen
