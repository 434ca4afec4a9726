"""The pages of a site, by path."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from wecomplish_cli.derive import programs
from wecomplish_cli.derive.confidant import confidant
from wecomplish_cli.derive.health import State
from wecomplish_cli.derive.view import once
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.people import ProgramRole
from wecomplish_cli.render.site.lanes import placed, row_rules, star
from wecomplish_cli.render.site.links import Links, month_page, page_path
from wecomplish_cli.render.site.page import page
from wecomplish_cli.render.site.problems import problems
from wecomplish_cli.reports.site.board import board
from wecomplish_cli.reports.site.competence import competence_page
from wecomplish_cli.reports.site.manager import WHOLE, Scope, manager
from wecomplish_cli.reports.site.person import page_of
from wecomplish_cli.reports.site.program import program_page, reached
from wecomplish_cli.reports.site.roster import roster
from wecomplish_cli.reports.site.team import team_page
from wecomplish_cli.reports.site.who import who

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.render.site.acts import Acts
    from wecomplish_cli.render.site.lanes import Placed
    from wecomplish_cli.render.site.months import Month
    from wecomplish_cli.render.site.words import Words
    from wecomplish_cli.reports.facts.telling import Fact
    from wecomplish_cli.reports.site.board import Lane


@frozen
class Past:
    """What was, and what changed since."""

    months: tuple[Month, ...] = ()
    since: str | None = None
    """As it was given; None where nobody asked what changed."""
    facts: tuple[Fact, ...] = ()
    by_month: tuple[tuple[date, tuple[Fact, ...]], ...] = ()
    """What changed in each month since, the last one first, by the month's first day."""

    @property
    def topics(self) -> list[tuple[str, list[str]]]:
        """The sentences on what changed, by topic."""
        return _topics(self.facts)


def _topics(facts: Iterable[Fact]) -> list[tuple[str, list[str]]]:
    # Where nobody asks what changed, all that words it need not be loaded.
    from wecomplish_cli.render.difference import HEADING

    return [
        (HEADING[topic], [fact.sentence for fact in told])
        for topic, told in groupby(facts, key=lambda fact: fact.topic)
    ]


@frozen
class Material:
    """What the pages are made of."""

    view: View
    acts: Acts | None
    """None where nobody is named: then nothing on the pages can be acted on."""
    words: Words
    past: Past = Past()
    scope: Scope = WHOLE
    """What the manager's page is restricted to."""
    left_out: int = 0
    """Where nobody is named: roles, skillsets and programmes that too few share."""


def pages(of: Material) -> dict[str, Callable[[], str]]:
    """What makes each page of the site, by its path; none of them needs another."""
    view, words, to = of.view, of.words, Links(of.view.org, of.acts, "../")
    found: dict[str, Callable[[], str]] = {"index.html": partial(manager_page, of)}
    for month, facts in of.past.by_month:
        found[f"{month_page(month)}.html"] = partial(_month, view, month, facts, to, words)
    # Where nobody is named, nobody has a page: what they hold together would tell who they are.
    for person in view.org.people if of.acts else ():
        found[f"people/{person}.html"] = partial(_person, view, person, to, words)
    for ref in view.org.competences:
        found[f"{page_path(ref)}.html"] = partial(_competence, view, ref, to, words)
    for team in view.org.teams:
        found[f"teams/{team}.html"] = partial(_team, view, team, to, words)
    for program in view.org.programs:
        found[f"programs/{program}.html"] = partial(_program, view, program, to, words)
    return found


@once
def _lanes(view: View) -> Mapping[str, Lane]:
    """The lanes of the board of all, by competence."""
    return {lane.competence: lane for lane in board(view)}


def manager_page(of: Material, *, alone: bool = False) -> str:
    """The manager's page, with what is wrong with the data; `alone`, it links to no other."""
    view, words = of.view, of.words
    found = manager(view, of.scope)
    lanes = _placed(found.board)
    in_teams = (*(row.teams for row in found.rows), *(lane.teams for lane in found.board))
    return page(
        words,
        "manager.html.j2",
        row_rules([at for _, at in lanes]),
        said=found,
        lanes=lanes,
        to=Links(view.org, of.acts, linked=not alone),
        named=partial(who, view),
        teams=_choices(view, {team for teams in in_teams for team in teams}, "teams"),
        programs=_choices(view, {row.program for row in found.rows if row.program}, "programs"),
        alone=alone,
        # What is wrong with the data is said of all of it, and names people.
        problems=problems(view) if of.acts and of.scope.whole else (),
        left_out=of.left_out,
        states=[each for each in State if any(row.state is each for row in found.rows)],
        # They were measured of the whole organisation.
        months=of.past.months if of.scope.whole else (),
        changed=of.past,
        trusted=confidant(view.org),
        title=words.say("manager", "title", organization=found.organization),
    )


def _month(view: View, month: date, facts: Sequence[Fact], to: Links, words: Words) -> str:
    name = words.month(month)
    return page(
        words,
        "month.html.j2",
        script=False,
        topics=_topics(facts),
        to=to,
        name=name,
        organization=view.org.settings.organization,
        trusted=confidant(view.org),
        title=str(name),
    )


def _person(view: View, person: str, to: Links, words: Words) -> str:
    found = page_of(view, person)
    picture = star(found.helped_by, found.helping)
    return page(
        words,
        "person.html.j2",
        row_rules([picture]),
        script=False,
        said=found,
        picture=picture,
        to=to,
        person_named=partial(who, view),
        levels=view.org.settings.familiarity.levels,
        organization=view.org.settings.organization,
        trusted=confidant(view.org),
        title=found.who.name,
    )


def _competence(view: View, ref: str, to: Links, words: Words) -> str:
    lane = _lanes(view).get(ref)
    found = competence_page(view, ref, lane)
    at = placed(lane) if lane else None
    return page(
        words,
        "competence.html.j2",
        row_rules([at] if at else []),
        script=False,
        said=found,
        at=at,
        to=to,
        organization=view.org.settings.organization,
        trusted=confidant(view.org),
        title=found.title,
    )


def _team(view: View, team: str, to: Links, words: Words) -> str:
    found = team_page(view, team)
    lanes = _placed(found.board)
    return page(
        words,
        "team.html.j2",
        row_rules([at for _, at in lanes]),
        said=found,
        lanes=lanes,
        to=to,
        organization=view.org.settings.organization,
        trusted=confidant(view.org),
        title=found.name,
    )


def _program(view: View, program: str, to: Links, words: Words) -> str:
    found, came = program_page(view, program), vars(reached(view, program))
    lanes = _placed(board(view, program=program))
    return page(
        words,
        "program.html.j2",
        row_rules([at for _, at in lanes]),
        said=found,
        today=view.today,
        mentors=[who(view, each) for each in programs.joined(view, program, ProgramRole.MENTOR)],
        lanes=lanes,
        slots=[row for row in roster(view) if row.program == program],
        reached={step: [who(view, each) for each in people] for step, people in came.items()},
        to=to,
        organization=view.org.settings.organization,
        trusted=confidant(view.org),
        title=found.name,
    )


def _placed(lanes: Iterable[Lane]) -> Sequence[tuple[Lane, Placed]]:
    return [(lane, placed(lane)) for lane in lanes]


def _choices(view: View, ids: Iterable[str], folder: str) -> list[tuple[str, str]]:
    """What a list is narrowed down to: ids and names, by name."""
    return sorted(((each, view.org.title(f"{folder}/{each}")) for each in ids), key=lambda pair: pair[1])
