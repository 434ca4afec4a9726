"""Where mentors, mentees and the lines between them stand in the picture of a lane."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wecomplish_cli.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wecomplish_cli.reports.site.board import Lane, Line
    from wecomplish_cli.reports.site.roster import Row
    from wecomplish_cli.reports.site.who import Who

MOST = 15
"""People on each side of a picture of one person."""


@frozen
class Placed:
    """A lane in half rows: a person takes two, so that a mentor can stand between two mentees."""

    height: int
    mentors: tuple[int, ...]
    """The half row that each begins at, from 1; so are the mentees."""
    mentees: tuple[int, ...]
    curves: tuple[tuple[Line, str], ...]
    """Each line with its path, in a box 100 wide and `height` high."""


def placed(lane: Lane) -> Placed:
    """Place everyone: mentees below each other, each mentor at the middle of theirs."""
    rows = max(len(lane.mentors), len(lane.mentees))
    offset = rows - len(lane.mentees)
    mentees = [1 + offset + 2 * index for index in range(len(lane.mentees))]
    tied: dict[int, list[int]] = defaultdict(list)
    for line in lane.lines:
        tied[line.mentor].append(mentees[line.mentee])
    wished = [sum(tied[index]) // len(tied[index]) for index in range(len(lane.mentors))]
    mentors = _apart(wished, 2 * rows - 1)
    curves = tuple((line, _curve(mentors[line.mentor], mentees[line.mentee])) for line in lane.lines)
    return Placed(2 * rows, tuple(mentors), tuple(mentees), curves)


@frozen
class Star:
    """A person between those who help them and those whom they help, in half rows."""

    height: int
    middle: int
    left: tuple[tuple[Who, int], ...]
    """Each with the half row that it begins at; so is `right`."""
    right: tuple[tuple[Who, int], ...]
    curves_in: tuple[tuple[str, str], ...]
    """What each line says, with its path; so is `curves_out`."""
    curves_out: tuple[tuple[str, str], ...]


def star(helped_by: Sequence[Row], helping: Sequence[Row]) -> Star:
    """Place everyone around a person: mentors on the left, mentees on the right, each once."""
    mentors = {each.id: (each, _tie(row, each)) for row in helped_by for each in row.mentors}
    mentees = {row.mentee.id: (row.mentee, row.status) for row in helping}
    left, right = [*mentors.values()][:MOST], [*mentees.values()][:MOST]
    rows = max(len(left), len(right), 1)
    starts = [[1 + rows - len(side) + 2 * index for index in range(len(side))] for side in (left, right)]
    return Star(
        2 * rows,
        rows,
        tuple((who, start) for (who, _), start in zip(left, starts[0], strict=True)),
        tuple((who, start) for (who, _), start in zip(right, starts[1], strict=True)),
        tuple((tie, _curve(start, rows)) for (_, tie), start in zip(left, starts[0], strict=True)),
        tuple((tie, _curve(rows, start)) for (_, tie), start in zip(right, starts[1], strict=True)),
    )


def _tie(row: Row, mentor: Who) -> str:
    return "proposed" if mentor.id in row.waited_for else row.status


def _apart(wished: Sequence[int], last: int) -> list[int]:
    """Move what would overlap apart: down from the top, then up from the last place there is."""
    found: list[int] = []
    for place in wished:
        found.append(max(place, found[-1] + 2 if found else 1))
    limit = last
    for index in reversed(range(len(found))):
        found[index] = min(found[index], limit)
        limit = found[index] - 2
    return found


def _curve(start: int, end: int) -> str:
    return f"M0 {start}H100" if start == end else f"M0 {start}C50 {start} 50 {end} 100 {end}"


def row_rules(pictures: Sequence[Placed | Star]) -> str:
    """The style rules that put everyone in their row: the policy allows no styles but the sheet's."""
    starts = sorted({row for each in pictures for row in _starts(each)})
    heights = sorted({each.height for each in pictures})
    rules = [f".r{row}{{grid-row:{row}/span 2}}" for row in starts]
    return "".join([*rules, *(f".h{height}{{grid-row:1/span {height}}}" for height in heights)])


def _starts(picture: Placed | Star) -> Iterator[int]:
    if isinstance(picture, Placed):
        yield from (*picture.mentors, *picture.mentees)
    else:
        yield from (picture.middle, *(start for _, start in (*picture.left, *picture.right)))
