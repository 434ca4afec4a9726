"""What needs a programme manager today: at most seven matters, the worst first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from wecomplish_cli.derive import mentoring
from wecomplish_cli.derive.health import ReasonKind, State
from wecomplish_cli.frozen import frozen
from wecomplish_cli.reports.site.who import Who, who

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wecomplish_cli.derive.health import Reason
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.reports.mentorships import MentorshipsReport
    from wecomplish_cli.reports.site.asking import Asking
    from wecomplish_cli.reports.site.gaps import Gap
    from wecomplish_cli.reports.site.roster import Row
    from wecomplish_cli.reports.site.said import Said

MOST = 7
MOST_OF_A_KIND = 2


class MatterKind(StrEnum):
    """What is the matter, the worst first."""

    OVERDUE_HELP = "help-overdue"
    AT_RISK = "at-risk"
    RESTS = "rests"
    PROPOSAL = "proposal"
    INACTIVE = "inactive"
    HELP = "help"
    UNMENTORED = "unmentored"
    CHECKIN = "checkin"
    OVERLOADED = "overloaded"


_SECTIONS = {
    MatterKind.OVERDUE_HELP: "help",
    MatterKind.HELP: "help",
    MatterKind.RESTS: "rests",
    MatterKind.UNMENTORED: "alone",
    MatterKind.OVERLOADED: "load",
}


@frozen
class Matter:
    """One thing that needs someone today."""

    kind: MatterKind
    about: Who
    others: tuple[Who, ...]
    """Who could settle it."""
    title: str
    days: int | None
    """How long it has been so."""
    write_to: tuple[str, ...]
    """Whom a message about it is for."""
    command: str
    reasons: tuple[Reason, ...] = ()
    """Why a mentorship is at risk."""
    why: Said | None = None
    """Why this mentor, of someone without one."""
    learner: bool = False
    """Whether it is about who could learn what rests on few."""
    load: int = 0
    places: int = 0
    """Of someone who mentors too many."""
    seen_by: Who | None = None
    more: int = 0
    """How many more of the kind there are."""

    @property
    def section(self) -> str:
        """The section of the page that has all of the kind."""
        return _SECTIONS.get(self.kind, "all")

    @property
    def writing(self) -> bool:
        """Whether to write to people is what comes first: a pair to be made is proposed at once."""
        return self.kind not in (MatterKind.RESTS, MatterKind.UNMENTORED)


def matters(
    view: View, report: MentorshipsReport, waiting: Iterable[Asking], rows: Iterable[Row], gaps: Iterable[Gap]
) -> tuple[Matter, ...]:
    """Choose what needs someone today: at most two of a kind, and of the last one how many more there are."""
    by_kind: dict[MatterKind, list[Matter]] = defaultdict(list)
    for each in (
        *_help(waiting),
        *_in_mentorships(view, rows),
        *_rests(view, report),
        *_unmentored(gaps),
        *_overloaded(view, report),
    ):
        by_kind[each.kind].append(each)
    chosen: list[Matter] = []
    for kind in MatterKind:
        found = by_kind[kind]
        shown = found[: min(MOST_OF_A_KIND, MOST - len(chosen))]
        if shown and len(found) > len(shown):
            shown[-1] = replace(shown[-1], more=len(found) - len(shown))
        chosen += shown
    return tuple(chosen)


def _help(waiting: Iterable[Asking]) -> Iterator[Matter]:
    for each in waiting:
        yield Matter(
            MatterKind.OVERDUE_HELP if each.overdue else MatterKind.HELP,
            each.mentee,
            each.reaches,
            each.title,
            each.days,
            each.write_to,
            each.command,
            seen_by=each.seen_by,
        )


_KIND_OF = {
    State.AT_RISK: MatterKind.AT_RISK,
    State.INACTIVE: MatterKind.INACTIVE,
    State.CHECKIN_DUE: MatterKind.CHECKIN,
    State.PROPOSED: MatterKind.PROPOSAL,
}


def _in_mentorships(view: View, rows: Iterable[Row]) -> Iterator[Matter]:
    for row in rows:
        reasons = [each for each in row.reasons if each.kind is not ReasonKind.HELP_OVERDUE]
        if not row.overdue or (row.state is State.AT_RISK and not reasons):
            continue
        slot = view.org.mentorships[row.mentee.id, row.competence]
        since = row.next_checkin or mentoring.proposed(slot)
        if row.state is State.INACTIVE:
            since = row.last_checkin or row.started
        waits = row.waited_for if row.state is State.PROPOSED else (row.mentee.id, row.mentors[0].id)
        verb = "end" if row.state is State.PROPOSED else "checkin"
        yield Matter(
            _KIND_OF[row.state],
            row.mentee,
            row.mentors_now,
            row.title,
            max((view.today - since).days, 0) if since else None,
            waits,
            f"wecomplish {verb} {row.mentee.id} {row.competence}",
            reasons=tuple(reasons),
        )


def _rests(view: View, report: MentorshipsReport) -> Iterator[Matter]:
    for risk in report.risks:
        able = tuple(who(view, p) for p in risk.mentors)
        about, to, command = Who("", ""), risk.mentors[:1], "wecomplish report mentorships"
        if risk.learner and risk.teacher:
            about, to = who(view, risk.learner), (risk.learner, risk.teacher)
            command = f"wecomplish assign {risk.learner} {risk.competence} --mentor {risk.teacher}"
        elif able:
            about, command = able[0], f"wecomplish mentorships {able[0].id}"
        learner = risk.learner is not None
        yield Matter(MatterKind.RESTS, about, able, risk.name, None, to, command, learner=learner)


def _unmentored(gaps: Iterable[Gap]) -> Iterator[Matter]:
    for gap in sorted(gaps, key=lambda each: -each.days):
        if gap.mentor is not None:
            yield Matter(
                MatterKind.UNMENTORED,
                gap.who,
                (gap.mentor,),
                gap.title,
                gap.days,
                (gap.who.id, gap.mentor.id),
                gap.command or "",
                why=gap.reason,
            )


def _overloaded(view: View, report: MentorshipsReport) -> Iterator[Matter]:
    for row in report.load:
        if row.load > row.places:
            yield Matter(
                MatterKind.OVERLOADED,
                who(view, row.person),
                (),
                "",
                None,
                (row.person,),
                f"wecomplish mentorships {row.person}",
                load=row.load,
                places=row.places,
            )
