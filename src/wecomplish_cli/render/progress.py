"""The layout of the report on the progress of mentoring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.derive.small_groups import LEAST
from wecomplish_cli.render.blocks import Column, Heading, Number, Sentence, Table, cannot_say
from wecomplish_cli.render.programs import goals, pair_rows, steps
from wecomplish_cli.text.phrases import counted, day, listed, people

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wecomplish_cli.render.blocks import Block, Cell
    from wecomplish_cli.reports.programs import ProgramPair
    from wecomplish_cli.reports.progress import Cadence, Figure, ProgressReport

MOST_NAMED = 8
"""Pairs that are named in sentences; the table has all."""
PEOPLE = Column("people", "people", unbroken=True)
TOO_FEW = f"Figures that would single out fewer than {LEAST} people are not shown."


def progress(found: ProgressReport, _ring: str) -> Iterator[Block]:
    """Lay out how mentoring is going."""
    yield Heading(f"Progress in {found.title} on {day(found.today)}", 1)
    yield from _participation(found)
    yield Heading(f"Pairs under way: {len(found.pairs)}")
    if found.states:
        yield Sentence(", ".join(f"{number} {state}" for state, number in found.states))
    yield from _in_need(found.pairs)
    yield pair_rows(found.pairs, only_data=True)
    yield Heading("Check-ins and goals")
    yield from cadence(found.cadence)
    yield from goals(found.goals)
    yield from _pulse(found)
    yield from _gain(found)
    yield from _calibration(found)
    if any(each.mean is None and each.people for each in _means(found)):
        yield Sentence(TOO_FEW)
    yield cannot_say(
        "what mentoring caused: people choose whether to be mentored, and levels are what they say "
        "themselves. Nor can it say what happened without being recorded."
    )


def _means(found: ProgressReport) -> Iterator[Figure]:
    yield from (found.pulse_mentees, found.pulse_mentors, found.gain_mentored, found.gain_unmentored)
    yield from (each.difference for each in found.calibration)


def _in_need(pairs: Iterable[ProgramPair]) -> Iterator[Block]:
    """Name the pairs that need someone, with all their reasons."""
    some = [each for each in pairs if each.reasons]
    for each in some[:MOST_NAMED]:
        who = f"{each.name} with {each.mentor_name} in {each.title}"
        yield Sentence(f"{who}: {each.state} ({'; '.join(each.reasons)})", good=False)
    if some[MOST_NAMED:]:
        yield Sentence(f"{len(some) - MOST_NAMED} more need someone", options="--format csv --section pairs")


def _participation(found: ProgressReport) -> Iterator[Block]:
    if found.steps is not None:
        yield from steps([(found.title, found.steps)])
    part = found.participation
    if part is None:
        return
    if not part.people:
        yield Sentence("Nobody holds a role or skillset here yet.")
    else:
        who = f"{people(part.people).capitalize()} with an assignment"
        yield Sentence(f"{who}: {part.mentored} have a mentor, {part.mentoring} mentor someone")
    columns = (PEOPLE, Column("mentored", "mentored"), Column("mentoring", "mentoring"))
    row = (part.people, part.mentored, part.mentoring)
    yield Table("participation", columns, (row,), only_data=True)


def cadence(found: Cadence) -> Iterator[Block]:
    """Lay out whether pairs meet as often as agreed."""
    if found.due:
        of = f"{counted(found.held, 'check-in')} held of {found.due} due so far, at the cadence of each pair"
        share = f": {found.share:.0f} %" if found.share is not None else ""
        yield Sentence(f"{of}{share} ({counted(found.mentees, 'mentee')})")
    else:
        yield Sentence("No check-in was due yet.")
    keys = ("held", "due", "mentees", "share")
    row = (found.held, found.due, found.mentees, found.share)
    yield Table("cadence", tuple(Column(key, key) for key in keys), (row,), only_data=True)


def _pulse(found: ProgressReport) -> Iterator[Block]:
    sides = (("mentees", found.pulse_mentees), ("mentors", found.pulse_mentors))
    if any(each.people for _, each in sides):
        told = "; ".join(f"{side} {_told(each)}" for side, each in sides)
        yield Sentence(f"Pulse, from 1 to 5: {told}")
    yield _figures("pulse", "side", sides)
    if found.fit is not None:
        told = listed(f"{number} {fit}" for fit, number in found.fit)
        yield Sentence(f"How pairs said last that they fit: {told} ({counted(found.fit_mentees, 'mentee')}).")
    elif found.fit_mentees:
        yield Sentence(f"How pairs fit was said by {people(found.fit_mentees)}: too few to show.")
    fits = tuple(found.fit or ())
    yield Table("fit", (Column("fit", "fit"), Column("pairs", "pairs")), fits, only_data=True)


def _gain(found: ProgressReport) -> Iterator[Block]:
    yield Heading("Familiarity gained")
    mentored, unmentored = found.gain_mentored, found.gain_unmentored
    if not mentored.people:
        yield Sentence("No mentorship has both a baseline and levels since then.")
        return
    yield Sentence(f"Mentored, since the baseline of each: {_told(mentored, ' points')}.")
    beside = "Without a mentor, in the same roles and skillsets over the same days"
    if unmentored.people:
        yield Sentence(f"{beside}: {_told(unmentored, ' points')}. This is a comparison, not a cause.")
    else:
        why = "nobody" if found.remembered else "git does not know what they had indicated then"
        yield Sentence(f"{beside}: {why}.")
    yield _figures("gain", "who", (("mentored", mentored), ("unmentored", unmentored)))


def _figures(section: str, what: str, rows: Iterable[tuple[str, Figure]]) -> Table:
    """What sentences say, for data."""
    columns = (Column(what, what), Column("mean", "mean"), PEOPLE)
    return Table(section, columns, tuple((name, mean(f), f.people) for name, f in rows), only_data=True)


def _told(figure: Figure, unit: str = "") -> str:
    """A mean in a sentence, always with the number of people."""
    if figure.mean is None:
        return f"not shown ({people(figure.people)})" if figure.people else "nothing yet"
    value = f"{figure.mean:+.1f}" if unit else f"{figure.mean:.1f}"
    return f"{value}{unit} on average ({people(figure.people)})"


def _calibration(found: ProgressReport) -> Iterator[Block]:
    if not found.calibration:
        return
    yield Heading("What mentors observed, against what mentees had indicated")
    columns = (
        Column("competence", "id", only_data=True),
        Column("name", "competence", of="competence"),
        Column("levels", "levels", unbroken=True),
        PEOPLE,
    )
    rows = tuple(
        (each.competence, each.name, mean(each.difference, signed=True), each.difference.people)
        for each in found.calibration
    )
    yield Table("calibration", columns, rows)
    if any(each.difference.mean is not None for each in found.calibration):
        yield Sentence("Above 0, mentors saw more than mentees said of themselves.")


def mean(figure: Figure, signed: bool = False) -> Cell:
    """A mean as a cell, or a dash where it is not shown."""
    return None if figure.mean is None else Number(figure.mean, signed)
