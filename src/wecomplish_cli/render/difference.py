"""A change by meaning as text and as a comment in Markdown."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from wecomplish_cli.render.blocks import shown
from wecomplish_cli.render.mermaid import flowchart
from wecomplish_cli.reports.facts.telling import Topic
from wecomplish_cli.reports.neighbourhood import MOST_EDGES
from wecomplish_cli.text.escape import markdown, visible
from wecomplish_cli.text.phrases import counted, several

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wecomplish_cli.reports.consequences import Consequences, LoadChange
    from wecomplish_cli.reports.difference import Difference

MARKER = "<!-- wecomplish -->"
"""Begins every comment, so that a workflow finds its own and keeps only one."""

LONGEST_COMMENT = 65_536
"""Characters that code hosts allow a comment; a comment stays below."""

TO_THE_NETWORK = "What it does to the network"

FOLDED_FROM = 12
"""From so many lines on, a list is folded up."""

HEADING = {
    Topic.SETTINGS: "Settings",
    Topic.PEOPLE: "People",
    Topic.MENTORSHIPS: "Mentorships",
    Topic.HELP: "Help",
    Topic.FAMILIARITY: "Familiarity",
    Topic.MEETINGS: "Check-ins and reviews",
    Topic.INSIGHTS: "Insights",
    Topic.EXPECTATIONS: "Roles, skillsets and expectations",
    Topic.TEAMS: "Teams",
    Topic.PROGRAMS: "Programs",
    Topic.FILES: "Other files",
}
MEASURE = {
    "people": "people with an assignment",
    "without_mentor": "without a mentor",
    "mentoring_nobody": "mentoring nobody",
    "have_mentor": "have a mentor",
    "mentor_someone": "mentor someone",
    "load_gini": "how unevenly mentorships are divided (Gini)",
    "risks": "critical competences at risk",
    "help_requests": "requests for help",
    "help_answered": "requests answered",
    "help_waiting": "requests waiting",
}
_SIGN = {True: "✓ ", False: "✗ ", None: ""}


def text(answer: Difference) -> str:
    """Tell a change in lines: its facts by topic, then what follows from them."""
    lines = []
    for topic, facts in groupby(answer.facts, key=lambda fact: fact.topic):
        lines += [HEADING[topic], *(f"  {visible(fact.sentence)}" for fact in facts), ""]
    if not answer.facts or answer.layout:
        lines += [visible(_without_meaning(answer)), ""]
    if answer.consequences:
        lines.append(TO_THE_NETWORK)
        told = answer.consequences.sentences
        lines += [f"  {_SIGN[each.good]}{visible(each.sentence)}" for each in told]
        lines += [f"  {visible(f'{name}: {was} → {now}')}" for name, was, now in _rows(answer.consequences)]
        if lines[-1] == TO_THE_NETWORK:
            lines.append("  Nothing.")
    return "\n".join(lines).rstrip("\n")


def comment(answer: Difference) -> str:
    """Tell a change as a comment for a code host; what does not fit is counted."""
    for most in (10_000, 1000, 300, 100, 30, 10, 3, 1):
        written = "\n\n".join(_parts(answer, most))
        if len(written) < LONGEST_COMMENT:
            return written
    return "\n\n".join(_parts(answer, 0))


def _parts(answer: Difference, most: int) -> Iterator[str]:
    """The paragraphs of a comment, with at most so many lines of each list."""
    yield MARKER
    if not answer.facts:
        yield markdown(_without_meaning(answer))
        return
    yield "## What this change means"
    for topic, facts in groupby(answer.facts, key=lambda fact: fact.topic):
        yield from _list(HEADING[topic], [("", fact.sentence) for fact in facts], most)
    if answer.layout:
        yield markdown(_without_meaning(answer))
    found = answer.consequences
    if found is None:
        return
    yield f"## {TO_THE_NETWORK}"
    rows = _rows(found)
    if found.sentences:
        told = [(_SIGN[each.good], each.sentence) for each in found.sentences]
        yield from _list("", told, most)
    if rows:
        lines = [f"| {' | '.join(map(markdown, row))} |" for row in rows[:most]]
        yield "\n".join(["|  | before | after |", "| --- | --- | --- |", *lines])
        yield from _more(len(rows) - most)
    if not found.sentences and not rows:
        yield "Nothing."
    yield from _picture(answer, min(most, MOST_EDGES))


def _list(title: str, lines: Sequence[tuple[str, str]], most: int) -> Iterator[str]:
    """A list of sentences, each with its sign, under a title; folded up if it is long."""
    items = "\n".join(f"- {sign}{markdown(sentence)}" for sign, sentence in lines[:most])
    if len(lines) >= FOLDED_FROM:
        yield f"<details><summary>{title or 'In all'}: {len(lines)}</summary>"
    elif title:
        yield f"**{title}**"
    if items:
        yield items
    yield from _more(len(lines) - most)
    if len(lines) >= FOLDED_FROM:
        yield "</details>"


def _more(number: int) -> Iterator[str]:
    if number > 0:
        yield f"*… and {number} more, which this comment has no room for; `wecomplish diff` shows all.*"


def _picture(answer: Difference, most: int) -> Iterator[str]:
    picture = answer.neighbourhood
    if not picture.edges or not most:
        return
    yield f"```mermaid\n{flowchart(picture, most)}\n```"
    more = len(picture.edges) - most + picture.left_out if len(picture.edges) > most else picture.left_out
    left_out = f" {counted(more, 'more mentorship')} of these people left out." if more else ""
    yield f"Arrows lead from mentor to mentee: thick ones are new, dotted ones are over.{left_out}"


def _rows(found: Consequences) -> list[tuple[str, str, str]]:
    """What differs, as (what, before, after)."""
    measures = [(MEASURE[m.name], shown(m.before), shown(m.after)) for m in found.measures]
    return [*(row for row in measures if row[1] != row[2]), *(_load_row(each) for each in found.load)]


def _load_row(each: LoadChange) -> tuple[str, str, str]:
    before = f"{each.load_before} of {each.places_before}"
    return f"places of {each.name} taken", before, f"{each.load} of {each.places}"


def _without_meaning(answer: Difference) -> str:
    """Say what changes without meaning anything."""
    if not answer.layout:
        return "Nothing changes."
    files = counted(len(answer.layout), "file")
    return f"Only comments or layout change in {files}: {several(answer.layout)}."
