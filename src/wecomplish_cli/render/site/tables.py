"""The columns of the tables: heads where there is room, and labels before each cell where there is none."""

from __future__ import annotations

from functools import cache
from string import ascii_letters, digits
from typing import TYPE_CHECKING

from wecomplish_cli.render.site.words import marked

if TYPE_CHECKING:
    from markupsafe import Markup

    from wecomplish_cli.render.site.words import Words

COLUMNS = {
    "asks": ("who", "with", "waits", "who_has_it", "overdue_from", "next"),
    "gaps": ("who", "knows_least", "has_held", "could_be_mentored_by", "why", "next"),
    "idle": ("who", "could_mentor_in", "why_not_yet"),
    "rest": ("who", "alone_knows", "left_without"),
    "loads": ("mentor", "places_taken", "next_place"),
    "ships": ("mentee", "mentors", "in", "status", "doing", "since", "last_met", "meet_next"),
    "ended": ("mentee", "mentors", "in", "ended", "met", "gained", "why"),
    "mine": ("mentors", "in", "status", "doing", "last_met", "meet_next", "until"),
    "could": ("in", "could_be_mentored_by", "why", "next"),
    "helping": ("mentee", "in", "status", "doing", "last_met", "meet_next", "until"),
    "goals": ("goal", "in", "status", "due"),
    "waiting": ("with", "waits", "who_has_it", "overdue_from"),
    "levels": ("what", "you_say", "in_time", "mentor_saw", "said"),
    "expects": ("what", "under", "level_in_time", "familiar", "unclear_to"),
    "steps": ("program", "joined", "matched", "met", "on_track", "completed"),
    "members": ("who", "holds", "mentored_by", "places_taken"),
    "wrong": ("about", "wrong", "remedy", "file"),
    "lines": ("mentor", "mentee", "mentorship"),
}
"""The keys of their words, by the class of the table."""
UNLABELLED = ("next",)
"""Columns that say themselves what they are."""
_PLAIN = frozenset(ascii_letters + digits + " .,:+-/%#")


@cache
def heads(words: Words, table: str, most: int | None = None) -> Markup:
    """The heads of the first columns of a table."""
    cells = (f'<th scope="col">{words.say("column", key)}</th>' for key in COLUMNS[table][:most])
    return marked(f"<thead><tr>{''.join(cells)}</tr></thead>")


def labels(words: Words) -> str:
    """The style rules that put a column's head before each of its cells."""
    rules = [
        label_rule(table, number, _head(words, key))
        for table, columns in COLUMNS.items()
        for number, key in enumerate(columns[1:], 2)
        if key not in UNLABELLED
    ]
    return "".join(rules)


def _head(words: Words, key: str) -> str:
    return words.catalogue.say("site", "colon", text=words.catalogue.say("column", key))


def label_rule(table: str, number: int, label: str) -> str:
    """The style rule that puts a label before each cell of a column that says something."""
    return f'.{table} td:nth-child({number}):not(:empty)::before {{ content: "{_css(label)} "; }}'


def _css(text: str) -> str:
    """Text within the quotes of a style rule: all but the plainest signs escaped."""
    return "".join(c if c in _PLAIN else f"\\{ord(c):x} " for c in text)
