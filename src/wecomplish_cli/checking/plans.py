"""What is wrong with a plan of pairs, each finding at its line."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from wecomplish_cli.derive import mentoring, pairing, programs
from wecomplish_cli.derive.duties import Part, duties
from wecomplish_cli.derive.pairing import Pair
from wecomplish_cli.derive.suitability import LEADER_RULE, Barrier, Suitability
from wecomplish_cli.diagnostics import Diagnostic, Finding, Place, Severity, Spot
from wecomplish_cli.model.organization import RuleLevel
from wecomplish_cli.model.plans import VERSION
from wecomplish_cli.reports.suggestions import why_not
from wecomplish_cli.rules.register import BY_NAME
from wecomplish_cli.text.phrases import counted
from wecomplish_cli.yamltext.places import locate, tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.plans import MatchPlan, PlannedPair

CODE = "PLAN"
"""In place of a rule's code: what only a plan can have wrong with it."""

FORBIDDEN = (Barrier.SELF, Barrier.LEFT, Barrier.CLOSED)
"""What `assign` refuses; of the other barriers, whoever edits a plan may know better."""

OF_WHOLE = ("unknown-person", "newer-plan", "other-organization", "unknown-program")
"""What is wrong with a plan as a whole: nothing else is said of it then."""

Said = tuple[str, Severity, Finding]
"""The name of what is wrong, how much it weighs, and the finding."""


def placed(text: str, found: Iterable[Said]) -> list[Diagnostic]:
    """Give findings about a plan their places in its text."""
    lines = text.split("\n")
    found = [*found]
    # Where the text could not be read, every finding knows its place already.
    root = tree(text) if any(finding.place is None for _, _, finding in found) else None
    placed = []
    for name, severity, finding in found:
        spot = finding.spot
        place = finding.place or (
            locate(text, root, spot.pointer, spot.at_key) if root and spot.pointer else Place(1, 1, 2)
        )
        rule = BY_NAME.get(name)
        placed.append(
            Diagnostic(
                code=rule.code if rule else CODE,
                rule=name,
                severity=severity,
                path=spot.path,
                pointer=spot.pointer,
                place=place,
                message=finding.message,
                source=lines[place.line - 1].rstrip("\r") if place.line <= len(lines) else "",
                hint=finding.hint,
            )
        )
    return sorted(placed, key=lambda each: (each.place.line, each.place.column, each.rule))


def judged(view: View, plan: MatchPlan, departed: Callable[[str], View]) -> list[Said]:
    """Judge a plan by the data as it is: the whole first, and then each pair.

    Where somebody leaves, the pairs are judged as if they had, which `departed` tells.
    """
    whole = [*_of_whole(view, plan)]
    if whole:
        return whole
    if plan.leaves:
        handed = [*_of_hand_over(view, plan, plan.leaves)]
        return [*_of_all_pairs(departed(plan.leaves), plan), *handed]
    return _of_all_pairs(view, plan)


def _of_all_pairs(view: View, plan: MatchPlan) -> list[Said]:
    found = [*_of_references(view, plan)]
    known = [(i, pair) for i, pair in enumerate(plan.pairs) if not any(_is_about(i, each) for each in found)]
    return [
        *found,
        *_of_pairs(view, plan, known),
        *_of_places(view, plan, known),
        *_of_circles(view, plan, known),
    ]


def _is_about(index: int, said: Said) -> bool:
    return said[2].spot.pointer[:2] == ("pairs", index)


def stands(view: View, pair: PlannedPair) -> bool:
    """Whether a pair is one already: proposed, active or paused."""
    slot = view.org.mentorships.get((pair.mentee, pair.competence))
    return slot is not None and slot.status.under_way and slot.mentor == pair.mentor


def _error(
    plan: MatchPlan, name: str, pointer: tuple[str | int, ...], message: str, hint: str | None = None
) -> Said:
    return name, Severity.ERROR, Finding(Spot(plan.path, pointer), message, hint)


def _of_whole(view: View, plan: MatchPlan) -> Iterator[Said]:
    if plan.plan > VERSION:
        message = f"a plan of version {plan.plan}, and this wecomplish reads version {VERSION}"
        yield _error(plan, "newer-plan", ("plan",), message, "update wecomplish")
        return
    here = view.org.settings.organization
    if plan.organization != here:
        message = f"a plan for {plan.organization}, and this is {here}"
        yield _error(plan, "other-organization", ("organization",), message)
    if plan.leaves is not None and plan.leaves not in view.org.people:
        yield _error(plan, "unknown-person", ("leaves",), f"no person `{plan.leaves}`")
    if plan.program is not None and plan.program not in view.org.programs:
        yield _error(plan, "unknown-program", ("program",), f"no programme `{plan.program}`")


def _of_hand_over(view: View, plan: MatchPlan, leaver: str) -> Iterator[Said]:
    """What cannot be handed over, or not to them, and what the plan leaves out."""
    name, left = view.org.name(leaver), {(each.ref, str(each.part)) for each in duties(view, leaver)}
    here = [(each.what, each.part) for each in plan.hand_over]
    for index, each in enumerate(plan.hand_over):
        at = ("hand_over", index)
        if (each.what, each.part) not in left and view.org.people[leaver].active:
            message = f"{name} is not named under `{each.part}` of {each.what}"
            yield _error(plan, "not-theirs", (*at, "what"), message, "take it out")
        elif (each.what, each.part) in here[:index]:
            yield _error(
                plan, "handed-over-twice", (*at, "what"), "this is handed over above", "keep one of them"
            )
        if each.to is not None and each.to not in view.org.people:
            yield _error(plan, "unknown-person", (*at, "to"), f"no person `{each.to}`")
        elif each.to is not None and (each.to == leaver or not view.org.people[each.to].active):
            yield _error(plan, "left", (*at, "to"), f"{view.org.name(each.to)} has left by then")
        last = view.org.settings.administrators == (leaver,)
        if each.part == Part.ADMINISTRATOR and last and each.to is None:
            yield _error(plan, "no-administrator", at, f"{name} is the only administrator", "add `to`")
    for what, part in sorted(left - {*here}):
        message = f"{name} stays named under `{part}` of {what}: the plan does not hand it over"
        yield "not-handed-over", Severity.WARNING, Finding(Spot(plan.path, ("hand_over",)), message)


def _of_references(view: View, plan: MatchPlan) -> Iterator[Said]:
    """Whom and what the pairs name that is not there, and pairs that are there twice."""
    seen: dict[tuple[str, str], int] = {}
    for index, pair in enumerate(plan.pairs):
        at = ("pairs", index)
        for key, person in (("mentee", pair.mentee), ("mentor", pair.mentor)):
            if person not in view.org.people:
                yield _error(plan, "unknown-person", (*at, key), f"no person `{person}`")
        if pair.competence not in view.org.competences:
            yield _error(
                plan, "unknown-competence", (*at, "competence"), f"no competence `{pair.competence}`"
            )
        first = seen.setdefault((pair.mentee, pair.competence), index)
        if first != index:
            again = view.org.name(pair.mentee), view.org.title(pair.competence)
            message = f"{again[0]} is already in pair {first + 1}, in {again[1]}"
            yield _error(plan, "pair-twice", (*at, "mentee"), message, "keep one of them")


def _of_pairs(view: View, plan: MatchPlan, known: list[tuple[int, PlannedPair]]) -> Iterator[Said]:
    """What is wrong with a pair by itself."""
    suits: dict[str, Suitability] = {}
    for index, pair in known:
        if stands(view, pair):
            continue
        at, mentee = ("pairs", index), view.org.people[pair.mentee]
        if not mentee.active:
            yield _error(plan, "party-left", (*at, "mentee"), f"{view.org.name(pair.mentee)} has left")
        if pair.competence not in mentee.held(view.today):
            title = view.org.title(pair.competence)
            message = f"{view.org.name(pair.mentee)} does not hold {title}"
            yield _error(plan, "assignment-not-held", (*at, "competence"), message)
        slot = view.org.mentorships.get((pair.mentee, pair.competence))
        if slot is not None and slot.status.under_way:
            message = f"{view.org.name(slot.mentor)} mentors {view.org.name(pair.mentee)} here already"
            yield _error(plan, "slot-taken", (*at, "mentee"), message, "take the pair out")
        known_suits = suits.setdefault(pair.competence, Suitability(view, pair.competence))
        yield from _of_barriers(known_suits, plan, at, pair)
        yield from _of_program(view, plan, at, pair)


def _of_barriers(
    suits: Suitability, plan: MatchPlan, at: tuple[str, int], pair: PlannedPair
) -> Iterator[Said]:
    """The barriers between the two; that places or circles are a matter of all pairs together."""
    for barrier in suits.barriers(pair.mentee, pair.mentor):
        if barrier in (Barrier.FULL, Barrier.CIRCLE, Barrier.ALREADY):
            continue
        severity = _weight(suits.view, barrier)
        if severity is not None:
            words = why_not(suits, pair.mentee, pair.mentor, (barrier,))
            message = f"{suits.view.org.name(pair.mentor)} {_WITH_VERB.get(barrier, '')}{words}"
            yield barrier.value, severity, Finding(Spot(plan.path, (*at, "mentor")), message)


_WITH_VERB = {Barrier.NOT_PROFICIENT: "is ", Barrier.AWAY: "is "}
"""What makes a sentence of the words about a barrier."""


def _weight(view: View, barrier: Barrier) -> Severity | None:
    """How much a barrier weighs: as its rule does where there is one."""
    rules = {Barrier.LEADER: LEADER_RULE, Barrier.NOT_PROFICIENT: "mentor-not-proficient"}
    if barrier in rules:
        return view.org.settings.rules.get(rules[barrier], RuleLevel.WARNING).severity
    return Severity.ERROR if barrier in FORBIDDEN else Severity.WARNING


def _of_program(view: View, plan: MatchPlan, at: tuple[str, int], pair: PlannedPair) -> Iterator[Said]:
    """Who of a pair takes no part in the program as what they are here."""
    if plan.program is None:
        return
    title = view.org.title(f"programs/{plan.program}")
    for key, person, roles in (
        ("mentee", pair.mentee, programs.AS_MENTEE),
        ("mentor", pair.mentor, programs.AS_MENTOR),
    ):
        if programs.joined_as(view, person, plan.program) not in roles:
            message = f"{view.org.name(person)} has not joined {title} as {key}"
            yield "not-joined", Severity.WARNING, Finding(Spot(plan.path, (*at, key)), message)


def _of_places(view: View, plan: MatchPlan, known: list[tuple[int, PlannedPair]]) -> Iterator[Said]:
    """Pairs beyond the places that their mentor has left."""
    new = [(index, pair) for index, pair in known if not stands(view, pair)]
    totals = Counter(pair.mentor for _, pair in new)
    count = Counter[str]()
    for index, pair in new:
        count[pair.mentor] += 1
        free = max(mentoring.spare(view, pair.mentor), 0)
        if count[pair.mentor] > free:
            places = counted(free, "free place")
            message = (
                f"{view.org.name(pair.mentor)} has {places}, and {counted(totals[pair.mentor], 'pair')} here"
            )
            yield _error(plan, Barrier.FULL.value, ("pairs", index, "mentor"), message)


def _of_circles(view: View, plan: MatchPlan, known: list[tuple[int, PlannedPair]]) -> Iterator[Said]:
    """Pairs with whom people would mentor each other in a circle."""
    pairs = {Pair(each.mentee, each.mentor, each.competence): index for index, each in known}
    for pair in (pair for circle in pairing.circling(view, pairs) for pair in circle):
        if pair.mentee != pair.mentor:
            title = view.org.title(pair.competence)
            message = f"with this pair, people mentor each other in a circle in {title}"
            yield _error(plan, "mentor-circle", ("pairs", pairs[pair], "mentor"), message)
