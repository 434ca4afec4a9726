"""All that the manager's page says of an organisation on one day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive import mentoring
from wecomplish_cli.reports.helping import HelpReport, help_report
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
    from datetime import date

    from wecomplish_cli.derive.view import View


@dataclass(frozen=True)
class Carrier:
    """A mentor's places, and when the next one frees."""

    who: Who
    load: int
    places: int
    away_until: date | None
    left: bool
    frees: date | None
    """Of someone full: the first planned end of a mentorship; None where none is planned."""


@dataclass(frozen=True)
class Manager:
    """All that the manager's page says."""

    organization: str
    today: date
    mentorships: MentorshipsReport
    help: HelpReport
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


def manager(view: View) -> Manager:
    """Collect all that the manager's page says."""
    org = view.org
    report, helping = mentorships_report(view), help_report(view)
    rows, missing = roster(view), gaps(view, report.without_mentor)
    waiting = asking(view, [person for person, record in org.people.items() if record.active])
    return Manager(
        organization=org.settings.organization,
        today=view.today,
        mentorships=report,
        help=helping,
        matters=matters(view, report, waiting, rows, missing),
        asking=waiting,
        board=board(view),
        gaps=missing,
        idle=idle(view, report.mentoring_nobody),
        dependences=dependences(view),
        load=_load(view, report),
        rows=rows,
        ended=ended_lately(view),
        programs=tuple(_programs(view)),
    )


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
            )
        )
    return tuple(carriers)


def _frees(view: View, person: str) -> date | None:
    ends = [each.until for each in mentoring.active_by_mentor(view).get(person, ()) if each.until]
    return min((day for day in ends if day >= view.today), default=None)
