"""The one table of who may change what; decisions, CODEOWNERS and the documentation all come from it."""

from __future__ import annotations

from enum import StrEnum

from wecomplish_cli.frozen import frozen


class Relation(StrEnum):
    """What someone has to do with a fact, at the tip of the base."""

    PERSON = "the person"
    NAMED = "the person it names"
    MENTORS = "their current mentor or co-mentor"
    MENTOR = "their current mentor"
    LEADER = "their leader"
    TEAM_LEAD = "the lead of all teams it names"
    KEEPER = "its keeper"
    COORDINATOR = "the coordinator of a program they joined"
    ADMINISTRATOR = "an administrator"


@frozen
class Row:
    """One kind of fact, and the relations that allow it; what no row allows is denied."""

    key: str
    kinds: tuple[str, ...]
    """The kinds of file it is about; `other` is whatever is no data."""
    what: str
    """The fact, for people to read."""
    who: tuple[Relation, ...] = ()
    fields: tuple[str, ...] = ()
    """The first keys of the values that belong to it; of facts that are more than one value, none."""
    administrators: int = 1
    """How many administrators it takes, or the only one there is."""
    never_own: bool = False
    """Never allowed to the person it is about, whatever else they are."""
    alone: bool = False
    """Never in one change with data."""


_SELF = (Relation.PERSON, Relation.ADMINISTRATOR)
_PARTIES = (Relation.PERSON, Relation.MENTORS, Relation.ADMINISTRATOR)
_KEPT = ("team", "role", "skillset", "expectation", "program")
COMMENTS = "comments and layout"
ADMINISTRATORS_ONLY = (Relation.ADMINISTRATOR,)

ROWS: tuple[Row, ...] = (
    Row(
        "profile",
        ("person",),
        "name, languages, time zone, mail, offer, wishes, days away, programs joined",
        _SELF,
        ("name", "languages", "timezone", "mail", "mentoring", "programs"),
    ),
    Row("email", ("person",), "an e-mail address of one's own: made of the id, within `mail.domains`", _SELF),
    Row("other-email", ("person",), "any other e-mail, or none", ADMINISTRATORS_ONLY),
    Row(
        "identity",
        ("person",),
        "accounts, leaders, status",
        ADMINISTRATORS_ONLY,
        ("accounts", "leaders", "status"),
    ),
    Row(
        "administrator",
        ("person",),
        "an administrator's status or accounts (but a first one that is needed), their file or id",
        ADMINISTRATORS_ONLY,
        administrators=2,
    ),
    Row(
        "assignment",
        ("person",),
        "an assignment",
        (Relation.LEADER, Relation.TEAM_LEAD, Relation.ADMINISTRATOR),
        ("assignments",),
    ),
    Row("new-person", ("person",), "someone new", ADMINISTRATORS_ONLY),
    Row("person-file", ("person",), "removing someone, or giving them another id", ADMINISTRATORS_ONLY),
    Row(
        "unknown-person",
        ("person",),
        "giving someone without an account number another id",
        ADMINISTRATORS_ONLY,
        administrators=2,
    ),
    Row("familiarity", ("familiarity",), "an indication", _SELF),
    Row("help", ("help",), "opening or withdrawing a request; its question while it waits", _SELF),
    Row(
        "help-answer",
        ("help",),
        "acknowledging or answering a request, `by` oneself",
        (Relation.NAMED, Relation.ADMINISTRATOR),
        never_own=True,
    ),
    Row(
        "help-insight",
        ("help",),
        "the insight that came of an answer",
        (Relation.PERSON, Relation.NAMED, Relation.ADMINISTRATOR),
    ),
    Row(
        "propose",
        ("mentorship",),
        "proposing a mentorship, with everyone's acceptance waiting",
        (
            Relation.PERSON,
            Relation.NAMED,
            Relation.MENTORS,
            Relation.LEADER,
            Relation.COORDINATOR,
            Relation.ADMINISTRATOR,
        ),
    ),
    Row(
        "activate",
        ("mentorship",),
        "creating a mentorship that is active, where consent is optional",
        (Relation.LEADER, Relation.ADMINISTRATOR),
    ),
    Row("acceptance", ("mentorship",), "a yes, on one's own line of `acceptance`", (Relation.NAMED,)),
    Row(
        "waiting",
        ("mentorship",),
        "a line of `acceptance` as `waiting`",
        (Relation.NAMED, Relation.ADMINISTRATOR),
    ),
    Row(
        "terms",
        ("mentorship",),
        "declining, pausing, resuming, completing; until, target, goals, agreement and other terms",
        _PARTIES,
        ("until", "target", "goals", "agreement", "checkin_every_days", "notify", "peer", "program"),
    ),
    Row(
        "end",
        ("mentorship",),
        "ending",
        (Relation.PERSON, Relation.MENTORS, Relation.LEADER, Relation.ADMINISTRATOR),
    ),
    Row(
        "co-mentors",
        ("mentorship",),
        "co-mentors, with their line of `acceptance` as `waiting`",
        (Relation.MENTOR, Relation.LEADER, Relation.ADMINISTRATOR),
        ("co_mentors",),
    ),
    Row(
        "decline-part",
        ("mentorship",),
        "one co-mentor less",
        (Relation.NAMED, Relation.MENTOR, Relation.LEADER, Relation.ADMINISTRATOR),
    ),
    Row(
        "replace",
        ("mentorship",),
        "replacing the mentor of a mentorship under way",
        (Relation.LEADER, Relation.ADMINISTRATOR),
    ),
    Row(
        "over",
        ("mentorship",),
        "terms and reason of a mentorship that is over",
        ADMINISTRATORS_ONLY,
        ("reason",),
    ),
    Row(
        "history",
        ("mentorship",),
        "`proposed` later; `started`, `baseline`, `outcome`, `previous` otherwise than a step gives them; "
        "the mentor in place",
        (),
        (
            "proposed",
            "started",
            "ended",
            "baseline",
            "outcome",
            "previous",
            "paused_until",
            "status",
            "mentor",
        ),
    ),
    Row("checkin", ("checkin",), "a check-in", _PARTIES),
    Row("pulse", ("checkin",), "one's own line of `pulse`", (Relation.NAMED,), ("pulse",)),
    Row(
        "review",
        ("review",),
        "a review, `by` oneself as current mentor",
        (Relation.NAMED, Relation.ADMINISTRATOR),
        never_own=True,
    ),
    Row("kept", _KEPT, "what a file says", (Relation.KEEPER, Relation.ADMINISTRATOR)),
    Row("kept-file", _KEPT, "a new one, removing one, or giving one another id", ADMINISTRATORS_ONLY),
    Row("new-insight", ("insight",), "a new insight, as its author", _SELF),
    Row(
        "insight",
        ("insight",),
        "what an insight says, and whether it is published",
        (
            Relation.PERSON,
            Relation.MENTORS,
            Relation.LEADER,
            Relation.KEEPER,
            Relation.ADMINISTRATOR,
        ),
        ("title", "expectation", "source", "status", "body"),
    ),
    Row(
        "authorship",
        ("insight",),
        "its author, date or id; removing it",
        ADMINISTRATORS_ONLY,
        ("author", "date"),
    ),
    Row("own-file", ("familiarity",), "removing all indications", _SELF),
    Row("event-file", ("help", "checkin"), "removing one", ADMINISTRATORS_ONLY),
    Row("review-file", ("review",), "removing one", ADMINISTRATORS_ONLY, never_own=True),
    Row("mentorship-file", ("mentorship",), "removing one that has no past", ADMINISTRATORS_ONLY),
    Row("own-layout", ("person", "familiarity", "insight"), COMMENTS, _SELF),
    Row("shared-layout", ("mentorship", "help", "checkin"), COMMENTS, _PARTIES),
    Row(
        "review-layout",
        ("review",),
        COMMENTS,
        (Relation.NAMED, Relation.ADMINISTRATOR),
        never_own=True,
    ),
    Row("kept-layout", _KEPT, COMMENTS, (Relation.KEEPER, Relation.ADMINISTRATOR)),
    Row(
        "import",
        ("data",),
        "bringing in a past, in a change that only creates files",
        ADMINISTRATORS_ONLY,
        administrators=2,
    ),
    Row("unlisted", ("data",), "any value that no other line names"),
    Row(
        "mended",
        ("data",),
        "mending or removing a file that cannot be read; also what differs from when it last could",
        ADMINISTRATORS_ONLY,
        administrators=2,
    ),
    Row("unreadable", ("data",), "making a file one that cannot be read, or is none"),
    Row(
        "many",
        ("data",),
        "removing more than a quarter of all people or mentorships",
        ADMINISTRATORS_ONLY,
        administrators=2,
    ),
    Row(
        "settings",
        ("organization",),
        "`wecomplish.yaml`",
        ADMINISTRATORS_ONLY,
        administrators=2,
        alone=True,
    ),
    Row(
        "other",
        ("other",),
        "every path that is not data",
        ADMINISTRATORS_ONLY,
        administrators=2,
        alone=True,
    ),
)
"""Every kind of fact; what is in none is denied to everyone."""

BY_KEY = {row.key: row for row in ROWS}


def row_of(kind: str, field: str) -> Row:
    """Find the row that a value of a kind of file belongs to, by its first key."""
    return next((row for row in ROWS if kind in row.kinds and field in row.fields), BY_KEY["unlisted"])
