"""What the network of mentors and mentees looks like: how it hangs together, and what it rests on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli.derive import balance as derived_balance
from wecomplish_cli.derive import graph, membership
from wecomplish_cli.derive.small_groups import LEAST
from wecomplish_cli.reports.mentorships import Group
from wecomplish_cli.reports.site.who import Who, who
from wecomplish_cli.reports.verdicts import balance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wecomplish_cli.derive.view import View


@dataclass(frozen=True)
class Share:
    """How many of how many."""

    number: int
    of: int
    share: float | None
    """In percent; None of fewer than five."""


@dataclass(frozen=True)
class Bridge:
    """Two teams that mentorships connect."""

    teams: tuple[str, str]
    names: tuple[str, str]
    pairs: int
    people: tuple[Who, ...]
    """Everyone in these pairs, by name."""
    rests_on: tuple[Who, ...]
    """Those who are in every one of them: without one of these people, nothing would connect the teams."""


@dataclass(frozen=True)
class Month:
    """The verdicts at the end of a month, in percent; None where there were too few people to say."""

    day: date
    people: int
    load_gini: float | None
    mentor_someone: float | None
    have_mentor: float | None


@dataclass(frozen=True)
class NetworkReport:
    """The network of mentorships that are active or paused."""

    organization: str
    today: date
    people: int
    """Who is in a mentorship, as mentor or mentee."""
    pairs: int
    """A mentor and a mentee in one mentorship; one with a co-mentor is two pairs."""
    groups: tuple[Group, ...]
    """The people who are connected, directly or by others; the largest group first."""
    across: Share
    """The pairs across teams, of all."""
    no_team: int
    """Pairs in which somebody is in no team."""
    both: Share
    """Who both mentors and is mentored, of those who do either."""
    chain: tuple[Group, ...]
    """The longest row in which each mentors the next; people who mentor each other are one step."""
    bridges: tuple[Bridge, ...]
    """By the ids of the teams."""
    division: derived_balance.Division
    months: tuple[Month, ...]
    """The last twelve, as far as git knows them, oldest first."""


def network_report(view: View, months: tuple[Month, ...] = ()) -> NetworkReport:
    """Report on the network of the whole organisation."""
    everyone = view.org.people.keys()
    ties = graph.ties(view)
    helped, helping = graph.helped_and_helping(view)
    within = membership.population(view)
    in_team = {person for person in helped | helping if graph.teams_of(view, person)}
    people = len(helped | helping)
    crossing = sum(bool(graph.across(view, *tie)) for tie in ties)
    return NetworkReport(
        organization=view.org.settings.organization,
        today=view.today,
        people=people,
        pairs=len(ties),
        groups=tuple(_group(view, each) for each in graph.groups(view, helped | helping)),
        across=_share(crossing, len(ties)),
        no_team=sum(not in_team.issuperset(tie) for tie in ties),
        both=_share(len(helped & helping), people),
        chain=tuple(_group(view, each) for each in graph.longest_chain(view)),
        bridges=tuple(_bridges(view, ties)),
        division=balance(view, within, everyone).division,
        months=months,
    )


def _group(view: View, people: list[str]) -> Group:
    return Group(tuple(people), tuple(map(view.org.name, people)))


def _share(number: int, of: int) -> Share:
    return Share(number, of, 100 * number / of if of >= LEAST else None)


def _bridges(view: View, ties: list[tuple[str, str]]) -> Iterator[Bridge]:
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for tie in ties:
        for teams in graph.across(view, *tie):
            found[teams].append(tie)
    for teams, crossing in sorted(found.items()):
        everyone = sorted({person for tie in crossing for person in tie}, key=view.org.name)
        always = [person for person in everyone if all(person in tie for tie in crossing)]
        yield Bridge(
            teams,
            (view.org.title(f"teams/{teams[0]}"), view.org.title(f"teams/{teams[1]}")),
            len(crossing),
            tuple(who(view, each) for each in everyone),
            tuple(who(view, each) for each in always),
        )
