"""The three verdicts on the network: is help evenly divided, does everyone help, is everyone helped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive import balance as derived_balance
from wecomplish_cli.derive import graph
from wecomplish_cli.derive.small_groups import LEAST
from wecomplish_cli.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Collection

    from wecomplish_cli.derive.view import View


@frozen
class Verdict:
    """A question about the network, with its answer and what it was measured by, in percent."""

    question: str
    good: bool | None
    """None where there is too little to say."""
    value: float | None
    target: int
    sentence: str


@frozen
class Counts:
    """How many people both mentor and are mentored, do only one of these, or neither.

    Counted are all with an assignment, and all who are open to mentoring, mentor someone or are mentored.
    """

    both: int
    mentor_only: int
    mentee_only: int
    neither: int


@frozen
class Balance:
    """How helping and being helped are divided, and the verdicts on it."""

    mentors: tuple[str, ...]
    """Those who are open to mentoring or mentor someone, with or without an assignment of their own."""
    counts: Counts
    division: derived_balance.Division
    verdicts: tuple[Verdict, ...]
    """Whether it is evenly divided, whether nearly everyone helps, and whether nearly everyone is helped."""


def balance(view: View, people: list[str], within: Collection[str]) -> Balance:
    """Measure how helping and being helped are divided among those who are `within`.

    Whoever is open or mentors someone counts as a mentor, whether or not they hold anything; the shares are
    of `people`, the population.
    """
    helped, helping = graph.helped_and_helping(view)
    mentors = derived_balance.mentors(view, within)
    parts = derived_balance.parts_taken(view, people, within)
    taking_part = {*parts.both, *parts.mentor_only, *parts.mentee_only, *parts.neither}
    counts = Counts(len(parts.both), len(parts.mentor_only), len(parts.mentee_only), len(parts.neither))
    division = derived_balance.division(view, mentors)
    targets = view.org.settings.targets
    verdicts = (
        _evenness(counts, division, targets.load_gini),
        _share(
            "Does nearly everyone help someone?",
            people,
            helping & taking_part,
            targets.mentor_someone,
            ("mentor someone", "mentors"),
        ),
        _share(
            "Does nearly everyone have someone who helps them?",
            people,
            helped & taking_part,
            targets.have_mentor,
            ("have a mentor", "has one"),
        ),
    )
    return Balance(tuple(mentors), counts, division, verdicts)


def _evenness(counts: Counts, division: derived_balance.Division, target: int) -> Verdict:
    return Verdict(
        "Are the roles of mentor and mentee evenly divided?",
        None if division.gini is None else round(division.gini) <= target,
        division.gini,
        target,
        _how_divided(counts, division, target),
    )


def _share(question: str, people: list[str], who: set[str], target: int, verbs: tuple[str, str]) -> Verdict:
    """The share of the people who do something, and how many others do it without an assignment."""
    number = sum(person in who for person in people)
    value = 100 * number / len(people) if len(people) >= LEAST else None
    if value is None:
        said = f"fewer than {LEAST} people are too few for a share; the target is {target} %"
    else:
        said = f"{number} of {len(people)} {verbs[0]}: {value:.0f} %, and the target is {target} %"
    others = len(who) - number
    if others:
        verb = verbs[1] if others == 1 else verbs[0]
        said = f"{said}; without an assignment, {others} more {verb}"
    return Verdict(question, None if value is None else round(value) >= target, value, target, said)


def _how_divided(counts: Counts, division: derived_balance.Division, target: int) -> str:
    said = (
        f"{counts.both} do both, {counts.mentor_only} only mentor, {counts.mentee_only} are only mentored, "
        f"{counts.neither} neither"
    )
    if division.gini is None:
        return f"{said}; {division.people} could mentor, too few to speak of a division"
    return (
        f"{said}; {division.people} people could mentor: {division.mean:.1f} mentorships on average, "
        f"{division.maximum} at most, and {division.carry_half} of them carry half; that is a Gini "
        f"coefficient of {division.gini:.0f} % (at most {target} %), where 0 % is even and 100 % is all "
        "on one person"
    )
