"""Which mentorships and requests for help fit a command that names none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from wecomplish_cli.cli.asking import Fits, named, whose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.model.mentorships import HelpRequest, Mentorship

    Found: TypeAlias = Mapping[str, Any]
    Find: TypeAlias = Callable[[Request, Found], Fits]
    Slots: TypeAlias = Callable[[Request], Iterable[Mentorship]]
    Requests: TypeAlias = Callable[[Request], Iterable[HelpRequest]]


def mentees(slots: Slots, nothing: str, take_only: bool = True) -> Find:
    """The mentees of some mentorships; `nothing` says that there is none."""

    def find(request: Request, _found: Found) -> Fits:
        who = dict.fromkeys(slot.mentee for slot in _close(request, slots(request)))
        return Fits(named(request, who), nothing, take_only)

    return find


def assignments(slots: Slots, nothing: str) -> Find:
    """The assignments of a mentee in which they have such a mentorship."""

    def find(request: Request, found: Found) -> Fits:
        who = whose(request, found)
        what = [slot.competence for slot in slots(request) if slot.mentee == who]
        return Fits(named(request, what), nothing, take_only=True)

    return find


def waiting(request: Request) -> list[Mentorship]:
    """The proposals that wait for the answer of who runs the command."""
    me = request.who("this")
    slots = request.org.mentorships.values()
    return [s for s in slots if s.status.under_way and me in s.acceptance and s.acceptance[me] is None]


def to_review(request: Request) -> list[Mentorship]:
    """The mentorships whose completed familiarity waits for a review by who runs the command."""
    from wecomplish_cli.reports.needs import NeedKind, needs

    found = needs(request.view, request.who("this")).needs
    return [request.org.mentorships[n.person, n.about] for n in found if n.kind is NeedKind.REVIEW]


def under_way(*statuses: str) -> Slots:
    """The mentorships in some status."""

    def find(request: Request) -> list[Mentorship]:
        from wecomplish_cli.derive import mentoring

        slots = request.org.mentorships.values()
        return [each for each in slots if mentoring.status(each, each.mentee) in statuses]

    return find


def _close(request: Request, slots: Iterable[Mentorship]) -> list[Mentorship]:
    """Those of some mentorships that are one's own; or else of whom one leads; or else all."""
    found, org, me = [*slots], request.org, request.identity
    own = [each for each in found if me in (each.mentee, *each.mentors)]
    led = [each for each in found if each.mentee in org.people and me in org.people[each.mentee].leaders]
    return own or led or found


def askers(requests: Requests, nothing: str) -> Find:
    """Who asks for help in some requests; `nothing` says that there is none."""

    def find(request: Request, _found: Found) -> Fits:
        return Fits(named(request, dict.fromkeys(r.mentee for r in requests(request))), nothing, True)

    return find


def asked_with(requests: Requests, nothing: str) -> Find:
    """What a person asks for help with in such requests."""

    def find(request: Request, found: Found) -> Fits:
        who = whose(request, found)
        refs = dict.fromkeys(r.expectation for r in requests(request) if r.mentee == who)
        return Fits(named(request, refs), nothing, True)

    return find


def help_for_me(*statuses: str) -> Requests:
    """The requests for help that reach who runs the command, in some status."""

    def find(request: Request) -> list[HelpRequest]:
        from wecomplish_cli.reports.needs import help_asked

        return [each for each in help_asked(request.view, request.who("this")) if each.status in statuses]

    return find


def my_requests(request: Request) -> list[HelpRequest]:
    """The requests with which who runs the command waits for help."""
    from wecomplish_cli.derive import mentoring

    return mentoring.life_rings(request.view, request.who("this"))


def answered(request: Request) -> list[HelpRequest]:
    """The answered requests that led to no insight yet: one's own, or else everyone's."""
    from wecomplish_cli.reports.needs import without_insight

    mine = without_insight(request.view, request.identity or "")
    return mine or [each for who in request.org.help for each in without_insight(request.view, who)]


def unmentored(request: Request, _found: Found) -> Fits:
    """Everyone who holds something, those without a mentor first."""
    from wecomplish_cli.derive import graph, membership

    helped, _ = graph.helped_and_helping(request.view)
    there = membership.population(request.view)
    return Fits(named(request, sorted(there, key=lambda each: (each in helped, request.org.name(each)))))


def without_mentor(request: Request, found: Found) -> Fits:
    """What the mentee holds and has no mentor in; all they hold, where they have one everywhere."""
    who = whose(request, found)
    held = request.org.people[who].held(request.today) if who else ()
    slots = request.org.mentorships
    free = [ref for ref in held if (who, ref) not in slots or not slots[who or "", ref].status.under_way]
    return Fits(named(request, free or held))


def led(request: Request, _found: Found) -> Fits:
    """Those whom one leads; oneself, where one leads nobody."""
    me = request.who("this")
    people = [p for p, record in request.org.people.items() if record.active and me in record.leaders]
    return Fits(named(request, sorted(people, key=request.org.name) or [me]), take_only=True)
