"""All that the manager's page says of an organisation on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import balance, membership, mentoring
from wecomplish_cli.frozen import frozen
from wecomplish_cli.reports.mentorships import MentorshipsReport, mentorships_report
from wecomplish_cli.reports.site.asking import Asking, asking
from wecomplish_cli.reports.site.board import Lane, board
from wecomplish_cli.reports.site.dependence import Dependence, dependences
from wecomplish_cli.reports.site.gaps import Gap, Idle, gaps, idle
from wecomplish_cli.reports.site.program import ProgramPage, program_page
from wecomplish_cli.reports.site.roster import LATELY, Ended, Row, ended_lately, roster
from wecomplish_cli.reports.site.today import Matter, matters
from wecomplish_cli.reports.site.who import Who, who

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View


@frozen
class Carrier:
    """A mentor's places, and when the next one frees."""

    who: Who
    load: int
    places: int
    away_until: date | None
    left: bool
    frees: date | None
    """Of someone full: the first planned end of a mentorship; None where none is planned."""
    free: int
    """Places for somebody more: none that a proposal waits for."""
    asked: int
    """Proposals that would take a place."""


@frozen
class Scope:
    """What a page is restricted to: a team with its parts, or a programme."""

    team: str | None = None
    program: str | None = None

    def name(self, view: View) -> str | None:
        """What it is called; None: the whole organisation."""
        if self.team:
            return view.org.title(f"teams/{self.team}")
        return view.org.title(f"programs/{self.program}") if self.program else None

    def people(self, view: View) -> Collection[str]:
        """Who is in the team, or takes part in the programme, in the order of the data."""
        known = view.org.people
        if self.team:
            found = membership.members(view, self.team)
            return dict.fromkeys(person for person in known if person in found)
        if self.program:
            return dict.fromkeys(p for p, record in known.items() if self.program in record.programs)
        return known.keys()

    @property
    def whole(self) -> bool:
        """Whether it is the whole organisation."""
        return self.team is None and self.program is None


WHOLE = Scope()


@frozen
class Manager:
    """All that the manager's page says."""

    organization: str
    scope: str | None
    """The team or programme that it is about; None: the whole organisation."""
    today: date
    mentorships: MentorshipsReport
    matters: tuple[Matter, ...]
    asking: tuple[Asking, ...]
    board: tuple[Lane, ...]
    gaps: tuple[Gap, ...]
    idle: tuple[Idle, ...]
    dependences: tuple[Dependence, ...]
    load: tuple[Carrier, ...]
    rows: tuple[Row, ...]
    ended: tuple[Ended, ...]
    programs: tuple[ProgramPage, ...]
    """Those that run, or ended within a year, the newest first."""
    parts: tuple[tuple[str, tuple[Who, ...]], ...]
    """Who both mentors and is mentored, does only one of these, or neither, by name; keyed as the counts."""


def manager(view: View, scope: Scope = WHOLE) -> Manager:
    """Collect all that the manager's page says."""
    org, within = view.org, scope.people(view)
    report = mentorships_report(view, within=None if scope.whole else within)
    missing = gaps(view, report.without_mentor)
    rows = tuple(
        row for row in roster(view) if row.mentee.id in within and scope.program in (None, row.program)
    )
    waiting = asking(view, [p for p, record in org.people.items() if record.active and p in within])
    return Manager(
        organization=org.settings.organization,
        scope=scope.name(view),
        today=view.today,
        mentorships=report,
        matters=matters(view, report, waiting, rows, missing),
        asking=waiting,
        board=board(view, None if scope.whole else within, scope.program),
        gaps=missing,
        idle=idle(view, report.mentoring_nobody),
        dependences=tuple(each for each in dependences(view) if each.who.id in within),
        load=_load(view, report),
        rows=rows,
        ended=tuple(
            each
            for each in ended_lately(view)
            if each.mentee.id in within and scope.program in (None, each.program)
        ),
        programs=tuple(each for each in _programs(view) if scope.whole or each.id == scope.program),
        parts=tuple(_parts(view, within)),
    )


def _parts(view: View, within: Collection[str]) -> Iterator[tuple[str, tuple[Who, ...]]]:
    people = [person for person in membership.population(view) if person in within]
    parts = balance.parts_taken(view, people, within)
    for key in ("both", "mentor_only", "mentee_only", "neither"):
        found = (who(view, each) for each in getattr(parts, key))
        yield key, tuple(sorted(found, key=lambda each: (each.name, each.id)))


def _programs(view: View) -> list[ProgramPage]:
    pages = [program_page(view, each) for each in view.org.programs]
    shown = [each for each in pages if each.ends is None or (view.today - each.ends).days <= LATELY]
    return sorted(shown, key=lambda each: (str(each.starts), each.name), reverse=True)


def _load(view: View, report: MentorshipsReport) -> tuple[Carrier, ...]:
    carriers = []
    for row in report.load:
        away = view.org.people[row.person].mentoring.away if row.away else None
        carriers.append(
            Carrier(
                who(view, row.person),
                row.load,
                row.places,
                away.until if away else None,
                row.left,
                _frees(view, row.person) if row.load >= row.places else None,
                mentoring.free_places(view, row.person),
                mentoring.asked_of(view, row.person),
            )
        )
    return tuple(carriers)


def _frees(view: View, person: str) -> date | None:
    ends = [each.until for each in mentoring.active_by_mentor(view).get(person, ()) if each.until]
    return min((day for day in ends if day >= view.today), default=None)
