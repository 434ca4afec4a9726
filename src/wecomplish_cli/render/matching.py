"""The layout of a matching: pairs with reasons, who has nobody and why, and what becomes of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.render.blocks import Block, Column, Command, Heading, Sentence, Table
from wecomplish_cli.render.suggestions import easing, for_and_against
from wecomplish_cli.text.phrases import counted, day, places_taken, several

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.reports.matching import MatchReport

CANNOT_SAY = (
    "This cannot say whether two people get on, or whether they want each other. Ask them before you "
    "apply it."
)


def matching(answer: MatchReport, _ring: str) -> Iterator[Block]:
    """The best pairs of a group, the pairs before the people without."""
    yield Heading(f"{answer.title} on {day(answer.today)}", 1)
    yield Sentence(summary(answer), good=not answer.unmatched if answer.mentees else None)
    if answer.weights:
        weights = ", ".join(f"{name} {points}" for name, points in answer.weights.items())
        yield Sentence(f"Weights other than usual: {weights}")
    yield from pairs(answer)
    yield from unmatched(answer)
    if answer.settled:
        yield Heading(f"Not in need of a match: {len(answer.settled)}")
        columns = (
            Column("mentee", "id", only_data=True),
            Column("name", "name", of="mentee"),
            Column("words", "why"),
        )
        rows = tuple((each.person, each.name, each.words) for each in answer.settled)
        yield Table("settled", columns, rows)
    yield from _network(answer)
    yield Sentence(CANNOT_SAY)


def summary(answer: MatchReport) -> str:
    """Say how many would have a mentor."""
    if not answer.mentees:
        return "Nobody here needs a mentor now."
    if not answer.mentors:
        return f"{counted(answer.mentees, 'mentee')}, and nobody takes part as a mentor."
    return (
        f"{len(answer.pairs)} of {counted(answer.mentees, 'mentee')} would have a mentor, "
        f"from {counted(answer.mentors, 'possible mentor')}"
    )


def pairs(answer: MatchReport) -> Iterator[Block]:
    """Each pair with its reasons, and the fullest mentors."""
    for each in answer.pairs:
        kept = " (kept)" if each.kept else ""
        yield Heading(f"{each.mentee_name} with {each.mentor_name} in {each.title}{kept}")
        yield from for_and_against(each.reasons)
    keys: tuple[str, ...] = ("mentee", "mentor", "competence", "kept", "score")
    rows = tuple(
        (each.mentee, each.mentor, each.competence, "kept" if each.kept else "", each.score)
        for each in answer.pairs
    )
    yield Table("pairs", tuple(Column(key, key) for key in keys), rows, only_data=True)
    keys = ("mentee", "mentor", "points", "reason", "weight", "amount", "words")
    told = tuple(
        (pair.mentee, pair.mentor, each.points, each.name, each.weight, each.amount, each.words)
        for pair in answer.pairs
        for each in pair.reasons
    )
    yield Table("reasons", tuple(Column(key, key) for key in keys), told, only_data=True)
    if answer.fullest:
        full = (f"{each.name} with {places_taken(each.load, each.places)}" for each in answer.fullest)
        yield Heading("Load")
        yield Sentence(f"The fullest of these mentors would be {several(full, 5)}.")
        loads = tuple((each.person, each.load, each.places) for each in answer.fullest)
        columns = (Column("mentor", "id"), Column("load", "load"), Column("places", "places"))
        yield Table("fullest", columns, loads, only_data=True)


def unmatched(answer: MatchReport) -> Iterator[Block]:
    """Those for whom there is nobody, and what would change that."""
    if not answer.unmatched:
        return
    yield Heading(f"Not matched: {len(answer.unmatched)}")
    for each in answer.unmatched:
        yield Sentence(f"{each.name}: {each.words}", good=False)
        if each.changes:
            yield from easing(each.changes, each.more_changes)
        else:
            yield Sentence("No single change would help: find a mentor elsewhere, or a peer:")
            yield Command(f"wecomplish suggest {each.person} {each.competences[0]} --peer")
    rows = tuple(
        (
            each.person,
            " ".join(each.full),
            each.more_full,
            " ".join(c.person for c in each.changes),
            each.more_changes,
            each.words,
        )
        for each in answer.unmatched
    )
    keys = ("mentee", "full", "more_full", "changes", "more_changes", "words")
    yield Table("unmatched", tuple(Column(key, key) for key in keys), rows, only_data=True)


def _network(answer: MatchReport) -> Iterator[Block]:
    if not answer.pairs:
        return
    yield Heading("The network")
    columns = (
        Column("figure", "figure"),
        Column("before", "now", unbroken=True),
        Column("before_of", "of", unbroken=True),
        Column("after", "then", unbroken=True),
        Column("after_of", "of", unbroken=True),
    )
    rows = tuple((f.name, f.before, f.before_of, f.after, f.after_of) for f in answer.network)
    yield Table("network", columns, rows)
