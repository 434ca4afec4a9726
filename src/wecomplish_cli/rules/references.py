"""Rules about references (WC2xx): whether what a file refers to is there."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from wecomplish_cli.derive.graph import circles
from wecomplish_cli.derive.lookup import Hints
from wecomplish_cli.derive.view import View, once
from wecomplish_cli.diagnostics import MOST_RELATED, Finding, Related, Spot
from wecomplish_cli.model.addresses import why_undeliverable
from wecomplish_cli.model.expectations import is_retired
from wecomplish_cli.model.kinds import SETTINGS_PATH
from wecomplish_cli.model.values import Reference
from wecomplish_cli.text.phrases import several

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wecomplish_cli.diagnostics import Pointer
    from wecomplish_cli.model.people import Person


def unknown_person(view: View) -> Iterator[Finding]:
    """Every person referred to has a file in `people/`.

    Why: a mentor who does not exist answers nobody.
    Fix: correct the id, or add the person; people who left keep their file, with `status: left`.
    """
    yield from _unknown(view, Reference.PERSON, "person", view.org.people)
    yield from _unknown(view, Reference.CONTACT, "person", view.org.people)
    hints = Hints(view.org.people)
    for path in view.org.records:
        folder, _, rest = path.partition("/")
        person = rest.partition("/")[0].removesuffix(".yaml")
        if folder in _FOLDERS_OF_PEOPLE and f"people/{person}" not in view.org.present:
            yield Finding(Spot(path), f"no person `{person}`", hint=hints.like(person))


def unknown_team(view: View) -> Iterator[Finding]:
    """Every team referred to has a file in `teams/`.

    Why: whoever asks for a report on that team would not find these people.
    Fix: correct the id, or add the team.
    """
    return _unknown(view, Reference.TEAM, "team", view.org.teams)


def unknown_competence(view: View) -> Iterator[Finding]:
    """Every role and skillset referred to has a file in `roles/` or `skillsets/`.

    Why: nothing can be expected of the holder of a role that nobody wrote down.
    Fix: correct the reference, or add the role or skillset.
    """
    yield from _unknown(view, Reference.COMPETENCE, "role or skillset", view.org.competences)
    hints = Hints(view.org.competences)
    for mentorship in view.org.mentorships.values():
        if mentorship.competence not in view.org.present:
            hint = hints.like(mentorship.competence)
            yield Finding(mentorship.at(), f"no role or skillset `{mentorship.competence}`", hint=hint)


def unknown_expectation(view: View) -> Iterator[Finding]:
    """Every responsibility, skill and other expectation referred to exists.

    Why: familiarity with something that is written down nowhere helps nobody.
    Fix: correct the reference; what is no longer expected is `retired`, not deleted.
    """
    there = known(view)[Reference.EXPECTATION]
    yield from _unknown(view, Reference.EXPECTATION, "expectation", there)
    hints = Hints(there)
    for path, pointer, value in _dangling(view)[Reference.RESOURCE]:
        if value.startswith("expectations/"):
            yield Finding(Spot(path, pointer), f"no expectation `{value}`", hint=hints.like(value))


def unknown_program(view: View) -> Iterator[Finding]:
    """Every programme referred to has a file in `programs/`.

    Why: who joined it, and what came of it, could not be reported.
    Fix: correct the id, or add the programme.
    """
    return _unknown(view, Reference.PROGRAM, "programme", view.org.programs)


def unknown_insight(view: View) -> Iterator[Finding]:
    """Every insight referred to has a file in `insights/`.

    Why: whoever follows the reference for help finds nothing.
    Fix: correct the id, or write the insight.
    """
    yield from _unknown(view, Reference.INSIGHT, "insight", view.org.insights)
    hints = Hints(view.org.insights)
    for path, pointer, value in _dangling(view)[Reference.RESOURCE]:
        if not value.startswith("expectations/"):
            yield Finding(Spot(path, pointer), f"no insight `{value}`", hint=hints.like(value))


def unknown_level(view: View) -> Iterator[Finding]:
    """Every level is one of `familiarity.levels` in `wecomplish.yaml`.

    Why: a level without a rank cannot be compared or weighed.
    Fix: use one of the levels, or add it to them in its rank.
    """
    if SETTINGS_PATH not in view.org.records:
        return  # Which levels there are is not known then, and that is said already.
    levels = view.org.settings.familiarity.levels
    known, hints = f"the levels are {several(levels)}", Hints(levels)
    for path, pointer, value in _dangling(view)[Reference.LEVEL]:
        yield Finding(Spot(path, pointer), f"no level `{value}`", hint=hints.like(value) or known)
    wanted = view.org.settings.mentorship.mentor_min_level
    if wanted not in levels:
        at = Spot(SETTINGS_PATH, ("familiarity", "levels"))
        said = f"`mentorship.mentor_min_level` is `{wanted}`, which is not among the levels"
        yield Finding(at, said, hint=hints.like(wanted) or known)


def assignment_not_held(view: View) -> Iterator[Finding]:
    """A mentee holds the role or skillset of every mentorship under way.

    Why: a mentorship is for one assignment; without it, there is nothing to become familiar with.
    Fix: add the assignment to the mentee's file, or end the mentorship; what is retired is held by nobody.
    """
    for mentorship in view.org.mentorships.values():
        mentee, ref = view.org.people.get(mentorship.mentee), mentorship.competence
        competence = view.org.competences.get(ref)
        if not mentorship.status.under_way or mentee is None or ref not in view.org.present:
            continue
        assignment = mentee.assignments.get(ref)
        if assignment is None or not assignment.held(view.today):
            longer = "no longer holds" if assignment else "does not hold"
            at = mentee.at("assignments", ref) if assignment else mentee.at("assignments")
            related = (Related(at, "what they hold"),) if mentee.assignments else ()
            yield Finding(
                mentorship.at("status"), f"{mentee.name} {longer} {view.org.title(ref)}", related=related
            )
        elif competence and is_retired(competence.retired, view.today):
            said = f"{competence.name} was retired on {competence.retired}"
            yield Finding(mentorship.at("status"), said, related=(Related(competence.at("retired"), "here"),))


def unexpected_familiarity(view: View) -> Iterator[Finding]:
    """People indicate familiarity with what is or was expected of them.

    Why: an indication that no assignment asks for counts in no percentage, and nobody sees it.
    Fix: add the assignment that expects it, or delete the indication.
    """
    relevant: dict[str, set[str]] = defaultdict(set)
    for ref, expectation in view.org.expectations.items():
        for competence in expectation.relevant_for:
            relevant[competence].add(ref)
    by_name = {ref: {*expectation.people} for ref, expectation in view.org.expectations.items()}
    for person, indications in view.org.familiarity.items():
        record = view.org.people.get(person)
        if record is None or not record.active:
            continue
        asked = {ref for held in record.assignments if held in relevant for ref in relevant[held]}
        for ref in indications:
            holder = ref.rpartition("/")[0]
            if holder == "expectations":
                if ref not in by_name or person in by_name[ref] or ref in asked:
                    continue
            elif holder in record.assignments or holder not in view.org.competences:
                continue
            yield Finding(
                Spot(f"familiarity/{person}.yaml", (ref,), at_key=True),
                f"nobody expects this of {record.name}: {view.org.title(ref)}",
            )


def duplicate_identity(view: View) -> Iterator[Finding]:
    """An e-mail address, a login and an account belong to one person.

    Why: who is meant by them, and who may change what, would be a matter of chance.
    Fix: correct one of the two; both are named.
    """
    seen: dict[tuple[str, object], tuple[Person, Pointer]] = {}
    for person in view.org.people.values():
        own: list[tuple[str, str | int | None, Pointer]] = [("e-mail address", person.email, ("email",))]
        for platform, account in person.accounts.items():
            own.append((f"{platform} account", account.id, ("accounts", platform, "id")))
            own.append((f"{platform} login", account.login, ("accounts", platform, "login")))
        for what, value, pointer in own:
            if value is None:
                continue
            key = what, value.casefold() if isinstance(value, str) else value
            here = person, pointer
            first = seen.setdefault(key, here)
            if first is not here:
                other, place = first
                related = (Related(other.at(*place), "the other one"),)
                said = f"someone else has the {what} `{value}` too"
                yield Finding(person.at(*pointer), said, related=related)


def undeliverable_address(view: View) -> Iterator[Finding]:
    """An e-mail address is one that mail can be delivered to.

    Why: mail is sent from the data, and whoever cannot be reached is never told.
    Fix: correct the address; `wecomplish set person ID email ADDRESS` does.
    """
    for person in view.org.people.values():
        wrong = why_undeliverable(person.email) if person.email and person.active else None
        if wrong:
            yield Finding(person.at("email"), wrong)


def leader_cycle(view: View) -> Iterator[Finding]:
    """Nobody is, through others, their own leader.

    Why: help that nobody else can give reaches the leaders, and would go round in a circle.
    Fix: take one of the `leaders` in the circle out.
    """
    edges = [
        (p, leader)
        for p, record in view.org.people.items()
        for leader in record.leaders
        if leader in view.org.people
    ]
    for circle in circles(edges):
        spots = [
            view.org.people[person].at("leaders", view.org.people[person].leaders.index(leader))
            for person, leader in zip(circle, [*circle[1:], circle[0]], strict=True)
        ]
        yield in_circle("leaders", map(view.org.name, circle), spots)


def team_cycle(view: View) -> Iterator[Finding]:
    """No team is, through others, part of itself.

    Why: a report on a team with its sub-teams would never end.
    Fix: correct one of the `parent` in the circle.
    """
    edges = [(t, record.parent) for t, record in view.org.teams.items() if record.parent in view.org.teams]
    for circle in circles((team, str(parent)) for team, parent in edges):
        spots = [view.org.teams[team].at("parent") for team in circle]
        yield in_circle("teams", (view.org.teams[team].name for team in circle), spots)


def in_circle(what: str, names: Iterable[str], spots: list[Spot]) -> Finding:
    """Say that those called so stand in a circle, at these spots; of a large one, how large it is."""
    called = [*islice(names, MOST_RELATED)]
    more = len(spots) - len(called)
    round_about = [*called, f"… {more} more", called[0]] if more else [*called, called[0]]
    return Finding(
        spots[0],
        f"a circle of {what}: {' → '.join(round_about)}",
        related=tuple(Related(spot, "part of the circle") for spot in spots[1 : MOST_RELATED + 1]),
        more_related=max(len(spots) - 1 - MOST_RELATED, 0),
    )


def unknown_goal(view: View) -> Iterator[Finding]:
    """The goals that a check-in names are goals of its mentorship.

    Why: what was said about a goal that nobody set cannot be followed up.
    Fix: correct the goal's id, or add it to the mentorship.
    """
    for mentee, checkins in view.org.checkins.items():
        goals: dict[str, tuple[set[str], Hints]] = {}
        for checkin in checkins:
            slot = view.org.mentorships.get((mentee, checkin.competence))
            if slot is None and f"mentorships/{mentee}/{checkin.competence}" in view.org.present:
                continue  # It could not be read, which is said already.
            if checkin.competence not in goals:
                there = {goal for terms in (slot, *slot.previous) for goal in terms.goals} if slot else set()
                goals[checkin.competence] = there, Hints(there)
            known, hints = goals[checkin.competence]
            what = (
                "no goal `{}` in this mentorship" if slot else "goal `{}` of a mentorship that is not there"
            )
            for index, goal in enumerate(checkin.goals):
                if goal not in known:
                    yield Finding(checkin.at("goals", index), what.format(goal), hint=hints.like(goal))


def team_of_skillset(view: View) -> Iterator[Finding]:
    """Only roles are held in teams.

    Why: a skillset belongs to the person, whatever team they are in.
    Fix: take `teams` out of the skillset's assignment.
    """
    for person in view.org.people.values():
        for ref, assignment in person.assignments.items():
            if assignment.teams and ref.startswith("skillsets/"):
                yield Finding(
                    person.at("assignments", ref, "teams", key=True), "a skillset is not held in a team"
                )


_FOLDERS_OF_PEOPLE = frozenset(("familiarity", "mentorships", "help", "reviews", "checkins"))


MOST_DANGLING = 20_000
"""References of one kind that are found to lead nowhere; no list of them is of use to anyone."""


def _unknown(view: View, kind: Reference, what: str, there: Iterable[str]) -> Iterator[Finding]:
    hints = Hints(there)
    for path, pointer, value in _dangling(view)[kind]:
        at_key = bool(pointer) and pointer[-1] == value
        yield Finding(Spot(path, pointer, at_key), f"no {what} `{value}`", hint=hints.like(value))


@once
def known(view: View) -> Mapping[Reference, set[str]]:
    """What each kind of reference may refer to; files that could not be read count as there."""
    ids: dict[str, set[str]] = defaultdict(set)
    for ref in view.org.present:
        folder, _, rest = ref.partition("/")
        ids[folder].add(rest)
    competences = {f"{folder}/{each}" for folder in ("roles", "skillsets") for each in ids[folder]}
    expectations = {f"expectations/{each}" for each in ids["expectations"]}
    for ref, competence in view.org.competences.items():
        expectations |= {f"{ref}/{item}" for item in competence.items}
    contact = view.org.settings.contact or ""
    addresses = {contact} if "@" in contact else set()
    return {
        Reference.PERSON: ids["people"],
        Reference.TEAM: ids["teams"],
        Reference.PROGRAM: ids["programs"],
        Reference.INSIGHT: ids["insights"],
        Reference.COMPETENCE: competences,
        Reference.EXPECTATION: expectations,
        Reference.RESOURCE: ids["insights"] | expectations,
        Reference.CONTACT: ids["people"] | addresses,
        Reference.LEVEL: set(view.org.settings.familiarity.levels),
    }


@once
def _dangling(view: View) -> Mapping[Reference, list[tuple[str, tuple[str | int, ...], str]]]:
    """Every reference that leads nowhere, as (path, pointer, value), in one walk over all records."""
    there = known(view)
    broken = {ref for ref in there[Reference.COMPETENCE] if ref not in view.org.competences}
    found: dict[Reference, list[tuple[str, tuple[str | int, ...], str]]] = defaultdict(list)
    # What a role that could not be read expects cannot be known to be missing.
    nowhere = {
        kind: {
            each for each in view.org.gathered[kind] - there[kind] if each.rpartition("/")[0] not in broken
        }
        for kind in there
    }
    if not any(nowhere.values()):
        return found
    path = ""

    def see(kind: Reference, value: str, pointer: tuple[str | int, ...]) -> None:
        if value in nowhere[kind] and len(found[kind]) < MOST_DANGLING:
            found[kind].append((path, pointer, value))

    for path, record, walk in view.org.walks(Reference):  # noqa: B007 - `see` reads the path
        walk(record, (), see)
    return found
