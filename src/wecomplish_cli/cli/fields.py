"""What several commands are given: how their fields are given on the command line."""

from __future__ import annotations

from wecomplish_cli.cli.command import argument, option
from wecomplish_cli.cli.completion import competences, expectations, levels, people

MENTEE = argument("MENTEE", "Who is mentored; `me` for yourself.", people)
ASSIGNMENT = argument("ASSIGNMENT", "The role or skillset they are mentored in.", competences)
PARTY = option("PERSON", "Whose answer it is; otherwise yours.", people)
REASON = option("TEXT", "Why; it stays with the record.")

ASKER = argument("PERSON", "Who asks for help; `me` for yourself.", people)
AWAITED = argument("EXPECTATION", "What with: the expectation's id, or part of its title.", expectations)
HELPER = option("PERSON", "Who helps; otherwise you.", people)

KEEPER = option("PERSON", "Who may change it later.", people)
TARGET = option("LEVEL", "The level expected in time.", levels)
