"""The layout of suggestions: who could mentor someone, why, and who could not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.render.blocks import Block, Column, Command, Heading, Sentence, Table
from wecomplish_cli.text.phrases import counted, several

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wecomplish_cli.reports.suggestions import Candidate, Change, Reason, Suggestions

_PERSON = Column("person", "id", only_data=True)


def suggestions(answer: Suggestions, _ring: str) -> Iterator[Block]:
    """Who could mentor someone, with reasons in words."""
    yield from _suggestions(answer, explain=False)


def explained(answer: Suggestions, _ring: str) -> Iterator[Block]:
    """Who could mentor someone, with every point that makes up the score."""
    yield from _suggestions(answer, explain=True)


def candidates(answer: Suggestions, _ring: str) -> Iterator[Block]:
    """Only who could mentor someone, to choose from."""
    yield Heading(f"{'Peers' if answer.peer else 'Mentors'} for {answer.mentee_name} in {answer.title}", 1)
    for number, candidate in enumerate(answer.candidates, 1):
        yield from _candidate(number, candidate, explain=False)


def _suggestions(answer: Suggestions, explain: bool) -> Iterator[Block]:
    what = "Peers" if answer.peer else "Mentors"
    yield Heading(f"{what} for {answer.mentee_name} in {answer.title}", 1)
    if answer.mentor_now:
        yield Sentence(f"The mentor now: {answer.mentor_now}")
    if not answer.candidates:
        yield Sentence("Nobody could do it as things are.", good=False)
    for number, candidate in enumerate(answer.candidates, 1):
        yield from _candidate(number, candidate, explain)
    if answer.more:
        everyone = f"--top {answer.more + len(answer.candidates)}"
        yield Sentence(f"… and {answer.more} more", options=everyone)
    yield from _for_data(answer, explain)
    yield from _excluded(answer)
    if answer.candidates:
        yield Command(_assign(answer))
    elif answer.changes:
        yield from easing(answer.changes)
    elif not answer.peer:
        yield Sentence("No single change would help. A peer, who need not be proficient, might:")
        yield Command(f"wecomplish suggest {answer.mentee} {answer.competence} --peer")
    yield Sentence(
        "This cannot say whether two people get on, or whether they have the time: ask both of them."
    )


def _candidate(number: int, candidate: Candidate, explain: bool) -> Iterator[Block]:
    if not explain:
        yield Heading(f"{number}  {candidate.name}")
        yield from for_and_against(candidate.reasons)
        return
    yield Heading(f"{number}  {candidate.name}: {counted(candidate.score, 'point')}")
    columns = (
        _PERSON,
        Column("points", "points", unbroken=True),
        Column("reason", "weight", unbroken=True),
        Column("weight", "each", unbroken=True),
        Column("amount", "×", unbroken=True),
        Column("words", "why"),
    )
    rows = tuple(
        (candidate.person, each.points, each.name, each.weight, each.amount, each.words)
        for each in candidate.reasons
        if each.amount
    )
    yield Table("reasons", columns, rows)


def for_and_against(reasons: Sequence[Reason]) -> Iterator[Sentence]:
    """What speaks for someone on one line, and what speaks against them on another."""
    for good in (True, False):
        words = [each.words for each in reasons if each.good is good]
        if words:
            yield Sentence("; ".join(words), good=good)


def _for_data(answer: Suggestions, explain: bool) -> Iterator[Block]:
    """What people read in sentences."""
    keys: tuple[str, ...] = ("person", "name", "score", "next_place")
    rows = tuple((each.person, each.name, each.score, each.next_place) for each in answer.candidates)
    yield Table("candidates", tuple(Column(key, key) for key in keys), rows, only_data=True)
    if not explain:
        keys = ("person", "points", "reason", "weight", "amount", "words")
        told = tuple(
            (each.person, reason.points, reason.name, reason.weight, reason.amount, reason.words)
            for each in answer.candidates
            for reason in each.reasons
        )
        yield Table("reasons", tuple(Column(key, key) for key in keys), told, only_data=True)


def _excluded(answer: Suggestions) -> Iterator[Block]:
    if answer.excluded:
        yield Heading(f"Who could not: {len(answer.excluded)}")
        columns = (
            _PERSON,
            Column("name", "name", of="person"),
            Column("barriers", "rule", only_data=True),
            Column("words", "why"),
        )
        rows = tuple(
            (each.person, each.name, " ".join(each.barriers), each.words) for each in answer.excluded
        )
        yield Table("excluded", columns, rows)
    if answer.not_proficient:
        yield Sentence(f"Others here, who neither hold it nor are proficient in it: {answer.not_proficient}")


def easing(changes: Sequence[Change], more: int = 0) -> Iterator[Block]:
    """The smallest changes that would make somebody a candidate, and how many more there are."""
    words = several((each.words for each in changes), 4, len(changes) + more)
    yield Sentence(f"What would change that: {words}")
    command = next((each.command for each in changes if each.command), None)
    if command:
        yield Command(command)


def _assign(answer: Suggestions) -> str:
    words = f"wecomplish assign {answer.mentee} {answer.competence} --mentor {answer.candidates[0].person}"
    peer = " --peer" if answer.peer else ""
    return f"{words}{peer}{' --replace' if answer.mentor_now else ''}"
