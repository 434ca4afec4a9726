"""A neighbourhood of the network as a Mermaid flowchart, in which nothing from the data is syntax."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wecomplish_cli.model.text import shortened
from wecomplish_cli.reports.neighbourhood import Fate
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from wecomplish_cli.reports.neighbourhood import Edge, Neighbourhood

ARROW = {Fate.NEW: "==>", Fate.OVER: "-.->", Fate.KEPT: "-->"}
WORD = {Fate.NEW: "new: ", Fate.OVER: "no longer: ", Fate.KEPT: ""}
"""What the arrow says as well, for colour and thickness alone may not be seen."""

_PLAIN = re.compile(r"[^\W_]| ")


def flowchart(picture: Neighbourhood, most: int) -> str:
    """Draw at most so many edges, from mentor to mentee: new ones thick, those that are over dotted."""
    edges = picture.edges[:most]
    numbers: dict[str, int] = {}
    lines = ["flowchart LR"]
    for edge in edges:
        for person, name in ((edge.mentor, edge.mentor_name), (edge.mentee, edge.mentee_name)):
            if person not in numbers:
                numbers[person] = len(numbers) + 1
                lines.append(f'    n{numbers[person]}["{label(name)}"]')
    for edge in edges:
        mentor, mentee = numbers[edge.mentor], numbers[edge.mentee]
        lines.append(f'    n{mentor} {ARROW[edge.fate]}|"{_said(edge)}"| n{mentee}')
    return "\n".join(lines)


def label(text: str) -> str:
    """Write text so that Mermaid shows it as it is: every odd character by its number, as `#NN;`."""
    shown = visible(shortened(text))
    return "".join(each if _PLAIN.fullmatch(each) else f"#{ord(each)};" for each in shown)


def _said(edge: Edge) -> str:
    proposed = "proposed, " if edge.proposed else ""
    return f"{WORD[edge.fate]}{proposed}{label(edge.title)}"
