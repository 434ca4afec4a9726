"""The layout of what a programme's figures suggest to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.render.blocks import Column, Heading, Number, Sentence, Table, cannot_say
from wecomplish_cli.render.progress import TOO_FEW
from wecomplish_cli.reports.calibrate import Verdict
from wecomplish_cli.text.phrases import counted, day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.render.blocks import Block, Cell
    from wecomplish_cli.reports.calibrate import Calibration, Compared
    from wecomplish_cli.reports.progress import Figure

_GOOD = {Verdict.CHANGE: False, Verdict.KEEP: True, Verdict.TOO_FEW: None}


def calibration(found: Calibration, _ring: str) -> Iterator[Block]:
    """Lay out what to change and the figures that it rests on, then the comparison with other mentorships."""
    yield Heading(f"What to change about {found.name}, on {day(found.today)}", 1)
    if not found.pilot:
        yield Sentence("This programme is not marked as a pilot; its figures are read all the same.")
    yield Sentence("Each suggestion stands above the figure that it rests on.")
    for each in found.advice:
        yield Heading(each.topic.capitalize())
        yield Sentence(each.sentence, _GOOD[each.verdict])
        yield Sentence(each.figure, indent=2)
    keys = ("topic", "verdict", "sentence", "figure", "people")
    rows = tuple((str(a.topic), str(a.verdict), a.sentence, a.figure, a.people) for a in found.advice)
    yield Table("advice", tuple(Column(key, key) for key in keys), rows, only_data=True)
    yield from _compared(found)
    yield cannot_say(
        "why: the figures show where to look. Ask mentees and mentors before you change anything, also those "
        "who left."
    )


def _compared(found: Calibration) -> Iterator[Block]:
    yield Heading("Beside all other mentorships")
    for each in found.compared:
        own, others = _told(each, each.own), _told(each, each.others)
        yield Sentence(f"{each.name}: here {own}, elsewhere {others}")
    keys = ("figure", "own", "own_people", "others", "others_people")
    rows = tuple(
        (each.name, _value(each, each.own), each.own.people, _value(each, each.others), each.others.people)
        for each in found.compared
    )
    yield Table("compared", tuple(Column(key, key) for key in keys), rows, only_data=True)
    if any(each.own.mean is None or each.others.mean is None for each in found.compared):
        yield Sentence(TOO_FEW)
    yield Sentence("This is a comparison, not a cause: different people took part.")


def _told(compared: Compared, figure: Figure) -> str:
    if figure.mean is None:
        value = "not shown"
    else:
        value = f"{figure.mean:.0f} %" if compared.unit == "%" else f"{figure.mean:+.1f} {compared.unit}"
    return f"{value} ({counted(figure.people, 'mentee')})"


def _value(compared: Compared, figure: Figure) -> Cell:
    if figure.mean is None:
        return None
    return figure.mean if compared.unit == "%" else Number(figure.mean, signed=True)
