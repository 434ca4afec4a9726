"""The commands: where each is, what it does in a sentence, and the group of `--help` that it is listed in.

Only this is read for `--help`; a command's own module is loaded when it is run.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Group(StrEnum):
    """What `--help` lists commands under, in this order."""

    EVERY_DAY = "Every day"
    MENTORSHIPS = "Mentorships"
    FAMILIARITY = "Familiarity"
    HELP = "Help and insights"
    SEE = "See"
    DATA = "The data"
    REVIEW = "Review and CI"


class Entry(NamedTuple):
    """A command, as it is listed."""

    module: str
    """In `cli/commands`."""
    about: str
    """The first sentence of its help."""
    group: Group


COMMANDS = {
    "training": Entry("training", "Show what is expected of someone, and how far they are.", Group.EVERY_DAY),
    "indicate": Entry("indicate", "Indicate familiarity with an expectation.", Group.EVERY_DAY),
    "request-help": Entry("request_help", "Ask for help with an expectation.", Group.EVERY_DAY),
    "answer-help": Entry("answer_help", "Record that help was given.", Group.EVERY_DAY),
    "agenda": Entry(
        "agenda", "Show what a mentee and a mentor could talk about when they meet.", Group.EVERY_DAY
    ),
    "calendar": Entry("calendar", "Show what is coming up in someone's mentorships.", Group.EVERY_DAY),
    "checkin": Entry("checkin", "Record that mentee and mentor met.", Group.EVERY_DAY),
    "help": Entry("help", "Show the help of a command, as `COMMAND --help` does.", Group.EVERY_DAY),
    "explain": Entry("explain", "Explain a rule, a word or a topic.", Group.EVERY_DAY),
    "mentorships": Entry("mentorships", "Show the mentorships of one person.", Group.MENTORSHIPS),
    "suggest": Entry("suggest", "Suggest mentors for someone, with reasons.", Group.MENTORSHIPS),
    "match": Entry("match", "Match the mentees of a programme with mentors.", Group.MENTORSHIPS),
    "assign": Entry("assign", "Give someone a mentor.", Group.MENTORSHIPS),
    "accept": Entry("accept", "Accept a proposed mentorship.", Group.MENTORSHIPS),
    "decline": Entry("decline", "Decline a proposed mentorship.", Group.MENTORSHIPS),
    "offer": Entry("offer", "Say what someone offers and looks for in mentoring.", Group.MENTORSHIPS),
    "goal": Entry("goal", "Agree on goals, and say how they are coming on.", Group.MENTORSHIPS),
    "programme": Entry(
        "programme",
        "Invite people to a mentoring programme, join it, leave it, or close it.",
        Group.MENTORSHIPS,
    ),
    "pause": Entry("pause", "Pause a mentorship.", Group.MENTORSHIPS),
    "resume": Entry("resume", "Resume a paused mentorship.", Group.MENTORSHIPS),
    "away": Entry("away", "Say that someone is away for a while.", Group.MENTORSHIPS),
    "return": Entry(
        "return_", "Say that someone is back, after being away or having left.", Group.MENTORSHIPS
    ),
    "complete": Entry(
        "complete", "Complete a mentorship that has reached what it was for.", Group.MENTORSHIPS
    ),
    "end": Entry("end", "End a mentorship early, or withdraw a proposal.", Group.MENTORSHIPS),
    "offboard": Entry(
        "offboard", "Show what rests on someone who leaves, and hand it over.", Group.MENTORSHIPS
    ),
    "refresh": Entry("refresh", "Go through the familiarity that is stale or missing.", Group.FAMILIARITY),
    "review": Entry("review", "Review completed familiarity.", Group.FAMILIARITY),
    "ask-familiarity": Entry(
        "ask_familiarity",
        "Ask someone to indicate the familiarity that is missing or stale.",
        Group.FAMILIARITY,
    ),
    "acknowledge-help": Entry("acknowledge_help", "Say that you have seen a request for help.", Group.HELP),
    "withdraw-help": Entry("withdraw_help", "Withdraw a request for help.", Group.HELP),
    "insight": Entry("insight", "Write down what was learnt, for all who need it.", Group.HELP),
    "list": Entry("list", "List people, mentorships, or whatever else there is.", Group.SEE),
    "show": Entry(
        "show", "Show everything about a person, team, role, mentorship or other thing.", Group.SEE
    ),
    "team": Entry(
        "team", "Show how the people of a leader or team are doing, and who needs support.", Group.SEE
    ),
    "support": Entry("support", "Show what someone needs support with.", Group.SEE),
    "portrait": Entry("portrait", "Show a portrait of someone's competence.", Group.SEE),
    "history": Entry("history", "Show someone's mentoring history, from git.", Group.SEE),
    "report": Entry("report", "Report on mentorships, familiarity and help.", Group.SEE),
    "site": Entry("site", "Write pages that open anywhere, without git or a server.", Group.SEE),
    "add": Entry("add", "Add people, teams, roles, skillsets and more.", Group.DATA),
    "import": Entry("import_", "Import people, roles, mentorships and more from a spreadsheet.", Group.DATA),
    "export": Entry("export", "Export the data as tables, or everything about a person.", Group.DATA),
    "hold": Entry("hold", "Record that someone holds a role or skillset.", Group.DATA),
    "drop": Entry("drop", "Remove a role or skillset from someone.", Group.DATA),
    "set": Entry("set", "Set values, by their keys.", Group.DATA),
    "edit": Entry("edit", "Open a file in your editor.", Group.DATA),
    "submit": Entry("submit", "Send the data's uncommitted changes for review.", Group.DATA),
    "undo": Entry("undo", "Take back the newest change.", Group.DATA),
    "redo": Entry("redo", "Make again what was just taken back.", Group.DATA),
    "rename": Entry("rename", "Give something another id, everywhere.", Group.DATA),
    "retire": Entry("retire", "Retire a role, skill or expectation.", Group.DATA),
    "init": Entry("init", "Start a dataset, with you as administrator.", Group.DATA),
    "check": Entry("check", "Check the whole dataset.", Group.REVIEW),
    "diff": Entry("diff", "Explain what a change means.", Group.REVIEW),
    "doctor": Entry("doctor", "Check git, line endings, schemas and hooks.", Group.REVIEW),
    "notify": Entry("notify", "Mail people about what changed for them.", Group.REVIEW),
    "digest": Entry("digest", "Send someone one message with everything that needs them.", Group.REVIEW),
    "forms": Entry("forms", "Show or write the forms that people fill in on the platform.", Group.REVIEW),
    "intake": Entry("intake", "Make the change that an issue asks for.", Group.REVIEW),
    "schema": Entry("schema", "Show or write the JSON Schemas.", Group.REVIEW),
    "codeowners": Entry("codeowners", "Show or write who owns which path, for GitHub.", Group.REVIEW),
    "authorize": Entry("authorize", "Decide whether these people may make this change.", Group.REVIEW),
}
"""The most used first in each group; what a person never types is last."""

ALIASES = {"program": "programme"}
"""Commands that are also found by the word that the format has."""
