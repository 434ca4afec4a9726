"""Every kind of fact as a small change, with everyone who may make it alone; written by hand from the rules.

`two` stands for two administrators, of whom neither may alone; with nobody named, nobody may.
"""

from __future__ import annotations

from typing import NamedTuple

from tests.review.organisation import ACTIVE, FILES, MIA, OPEN, OVER, PROPOSED, SETTINGS

Texts = dict[str, str | None]


class Case(NamedTuple):
    """A change, and who may make it alone."""

    name: str
    texts: Texts
    may: str
    before: Texts = {}  # noqa: RUF012 - never changed
    """What is otherwise in the base."""


PERSON, ROLE, WAITER, RYE = (
    "people/mia.yaml",
    "mentorships/mia/roles/baker.yaml",
    "mentorships/mia/roles/waiter.yaml",
    "mentorships/mia/skillsets/rye.yaml",
)
HELP, ANSWERED = "help/mia/2026-05-30-bake.yaml", "help/mia/2026-04-30-bake.yaml"
CHECKIN, REVIEW = "checkins/mia/2026-05-20-baker.yaml", "reviews/mia/2026-05-21-baker.yaml"
INSIGHT, LEVELS = "insights/steam.yaml", "familiarity/mia.yaml"
LEO, LEO_BERG = "people/leo-berg.yaml", "name: Leo\naccounts:\n  github:\n    id: 11\n"
AS_LEO: Texts = {"people/oda.yaml": None, LEO: LEO_BERG}
"""Oda's account is Leo Berg's."""
REQUIRED: Texts = {"wecomplish.yaml": SETTINGS.replace("consent: optional", "consent: required")}
NOW = "levels:\n    roles/baker/bake: understand\n"
ENDED = f"ended: 2026-06-01\nreason: Enough.\noutcome:\n  taken: 2026-06-01\n  {NOW}"
SAID_YES = PROPOSED.replace("mia: waiting", "mia: 2026-05-20").replace("neo: waiting", "neo: 2026-05-21")


def change(path: str, old: str, new: str, text: str | None = None) -> Texts:
    """Replace a piece of a file."""
    text = FILES[path] if text is None else text
    assert text.count(old) == 1, (path, old)
    return {path: text.replace(old, new)}


def proposal(mentor: str, **days: str) -> str:
    """A proposal in which nobody has said yes but those given a day."""
    lines = "".join(f"\n  {p}: {days.get(p, 'waiting')}\n" for p in sorted(("mia", mentor)))
    return f"mentor: {mentor}\nstatus: proposed\n\nacceptance:{lines}"


def active(mentor: str = "oda", day: str = "2026-06-01", levels: str = "skillsets/rye/sour: aware") -> str:
    """A mentorship that begins active."""
    taken = f"baseline:\n  taken: {day}\n  levels:\n    {levels}\n"
    return f"mentor: {mentor}\nstatus: active\nstarted: {day}\n\n{taken}"


def previous(text: str) -> str:
    """A record as the only earlier one."""
    lines = [line for line in text.splitlines() if line]
    return (
        "previous:\n" + "\n".join(("  - " if not n else "    ") + line for n, line in enumerate(lines)) + "\n"
    )


REPLACED = ACTIVE.replace("status: active", "status: ended") + ENDED
PEOPLE = (
    Case("name", change(PERSON, "name: Mia", "name: Mi"), "mia ada bea"),
    Case("languages", change(PERSON, "[nb]", "[nb, en]"), "mia ada bea"),
    Case("timezone", change(PERSON, "languages", "timezone: Europe/Oslo\nlanguages"), "mia ada bea"),
    Case("mail", change(PERSON, "languages", "mail: notices\nlanguages"), "mia ada bea"),
    Case("mentoring.open", change(PERSON, "open: true", "open: false"), "mia ada bea"),
    Case("mentoring.capacity", change(PERSON, "  open: true", "  open: true\n  capacity: 3"), "mia ada bea"),
    Case("mentoring.topics", change(PERSON, "  seeks", "  topics: [roles/baker]\n  seeks"), "mia ada bea"),
    Case("mentoring.trained", change(PERSON, "  seeks", "  trained: 2026-05-01\n  seeks"), "mia ada bea"),
    Case("mentoring.trained, to come", change(PERSON, "  seeks", "  trained: 2027-01-01\n  seeks"), ""),
    Case("mentoring.seeks", change(PERSON, "  seeks: [roles/waiter]\n", ""), "mia ada bea"),
    Case("mentoring.prefers", change(PERSON, "  seeks: [roles/waiter]", "  prefers: [max]"), "mia ada bea"),
    Case(
        "mentoring.away.from mentoring.away.until",
        change(PERSON, "\nprograms", "  away:\n    from: 2026-07-01\n    until: 2026-07-09\n\nprograms"),
        "mia ada bea",
    ),
    Case("programs.ID.as", change(PERSON, "as: mentee", "as: both"), "mia ada bea"),
    Case("programs.ID.joined", change(PERSON, "joined: 2026-02-01", "joined: 2026-02-02"), "mia ada bea"),
    Case("programs.ID.joined, to come", change(PERSON, "joined: 2026-02-01", "joined: 2027-02-02"), ""),
    Case("email", change(PERSON, "mia@skua.example", "mia@Skua.example"), "mia ada bea"),
    Case(
        "email of an id in parts",
        {LEO: LEO_BERG + "email: l.berg@skua.example\n"},
        "oda ada bea",
        AS_LEO,
    ),
    Case("email of another name", change(PERSON, "mia@skua.example", "mm@skua.example"), "ada bea"),
    Case("email of a role", change(PERSON, "mia@skua.example", "everyone@skua.example"), "ada bea"),
    Case("email that leads elsewhere", change(PERSON, "mia@", "mia%evil.example@"), "ada bea"),
    Case(
        "email in a domain that looks alike", change(PERSON, "@skua.example", "@s\u212aua.example"), "ada bea"
    ),
    Case("email elsewhere", change(PERSON, "mia@skua.example", "mia@else.example"), "ada bea"),
    Case("email in part of the domain", change(PERSON, "mia@skua.example", "mia@x.skua.example"), "ada bea"),
    Case("email removed", change(PERSON, "email: mia@skua.example\n", ""), "ada bea"),
    Case("accounts.ID.id", change(PERSON, "id: 3", "id: 33"), "ada bea"),
    Case("accounts.ID.login", change(PERSON, "login: mia", "login: ada"), "ada bea"),
    Case("the account of somebody else", change(PERSON, "id: 3", "id: 11"), ""),
    Case("the account of an administrator", change(PERSON, "id: 3", "id: 1"), ""),
    Case("a new person with another's account", {"people/new.yaml": FILES["people/ada.yaml"]}, ""),
    Case(
        "accounts of another platform", change(PERSON, "leaders", "  gitlab:\n    id: 1\nleaders"), "ada bea"
    ),
    Case("status", change(PERSON, "leaders", "status: left\nleaders"), "ada bea"),
    Case("leaders", change(PERSON, "[lea, len]", "[mia]"), "ada bea"),
    Case(
        "assignments.ID.until",
        change(PERSON, "    teams: [ovens]", "    teams: [ovens]\n    until: 2026-07-01"),
        "lea tom ada bea",
    ),
    Case(
        "assignments.ID.since",
        change(
            PERSON, "    teams: [ovens]\n    since: 2026-01-01", "    teams: [ovens]\n    since: 2026-01-02"
        ),
        "lea tom ada bea",
    ),
    Case(
        "assignments.ID.teams", change(PERSON, "    teams: [ovens]\n", "    teams: [shop]\n"), "lea ada bea"
    ),
    Case("assignment out of the team", change(PERSON, "    teams: [ovens]\n", ""), "lea ada bea"),
    Case(
        "assignment without a team",
        change(PERSON, "  skillsets/rye:\n    since: 2026-01-01", "  skillsets/rye:\n    since: 2026-02-01"),
        "lea ada bea",
    ),
    Case(
        "assignment removed",
        change(PERSON, "  roles/baker:\n    teams: [ovens]\n    since: 2026-01-01\n\n", ""),
        "lea tom ada bea",
    ),
    Case("a new person", {"people/new.yaml": "name: New\naccounts:\n  github:\n    id: 55\n"}, "ada bea"),
    Case("a person removed", {"people/oda.yaml": None}, "ada bea"),
    Case(
        "a person renamed",
        {
            "people/oda.yaml": None,
            "people/odd.yaml": FILES["people/oda.yaml"],
            **change("teams/shop.yaml", "oda", "odd"),
            **change(ANSWERED, "by: oda", "by: odd"),
        },
        "ada bea",
    ),
    Case(
        "a person without an account renamed",
        {"people/zoe.yaml": None, "people/zora.yaml": "name: Zoe\n"},
        "two",
        {"people/zoe.yaml": "name: Zoe\n"},
    ),
    Case("an administrator removed", {"people/bea.yaml": None}, "two"),
    Case("an administrator left", change("people/bea.yaml", "accounts", "status: left\naccounts"), "two"),
    Case("an administrator's account", change("people/bea.yaml", "id: 2", "id: 99"), "two"),
    Case(
        "an administrator's second account",
        change("people/bea.yaml", "    login: bea\n", "    login: bea\n  gitlab:\n    id: 2\n"),
        "two",
    ),
    Case("an administrator's name", change("people/bea.yaml", "Bea", "B"), "bea ada"),
    Case(
        "an administrator's first account",
        change("people/bea.yaml", "name: Bea", "name: Bea\naccounts:\n  github:\n    id: 77", "name: Bea\n"),
        "ada",
        {"people/bea.yaml": "name: Bea\n"},
    ),
    Case(
        "an administrator's first account, where two have one",
        {"people/oda.yaml": "name: Oda\naccounts:\n  github:\n    id: 77\n"},
        "two",
        {
            "people/oda.yaml": "name: Oda\n",
            "wecomplish.yaml": SETTINGS.replace("[ada, bea, len]", "[ada, bea, oda]"),
        },
    ),
    Case(
        "an administrator who has left is back",
        change("people/len.yaml", "status: left", "status: active"),
        "two",
    ),
    Case("comments of a person", change(PERSON, "name: Mia", "# Me.\nname: Mia"), "mia ada bea"),
)
INDICATIONS = (
    Case(
        "ID.level ID.updated",
        change(LEVELS, "level: understand\n  updated: 2026-05-20", "level: automated\n  updated: 2026-06-01"),
        "mia ada bea",
    ),
    Case(
        "ID.unclear",
        change(
            LEVELS,
            "  level: understand\n  updated: 2026-05-20",
            "  level: understand\n  updated: 2026-06-01\n  unclear: true",
        ),
        "mia ada bea",
    ),
    Case(
        "updated tomorrow, where it is tomorrow already",
        change(LEVELS, "understand\n  updated: 2026-05-20", "understand\n  updated: 2026-06-02"),
        "mia ada bea",
    ),
    Case(
        "updated to come",
        change(LEVELS, "understand\n  updated: 2026-05-20", "understand\n  updated: 2026-06-03"),
        "",
    ),
    Case(
        "updated back in time",
        change(LEVELS, "understand\n  updated: 2026-05-20", "understand\n  updated: 2026-05-19"),
        "",
    ),
    Case(
        "updated long ago",
        {"familiarity/oda.yaml": "roles/baker/bake:\n  level: aware\n  updated: 2026-04-01\n"},
        "two",
    ),
    Case(
        "the first indications",
        {"familiarity/oda.yaml": "roles/baker/bake:\n  level: aware\n  updated: 2026-06-01\n"},
        "oda ada bea",
    ),
    Case("an indication less", {LEVELS: FILES[LEVELS].split("\n\n")[0] + "\n"}, "mia ada bea"),
    Case("no indication any more", {LEVELS: None}, "mia ada bea"),
    Case(
        "comments of indications",
        change(LEVELS, "\n\nskillsets", "\n\n# Slowly.\nskillsets"),
        "mia ada bea",
    ),
)
EVENTS = (
    Case(
        "expectation status question",
        {"help/mia/2026-06-01-sour.yaml": OPEN.replace("roles/baker/bake", "skillsets/rye/sour")},
        "mia ada bea",
    ),
    Case("help, to come", {"help/mia/2026-06-09-sour.yaml": OPEN}, ""),
    Case("another question", change(HELP, "How hot?", "How long?"), "mia ada bea"),
    Case("another expectation", change(HELP, "roles/baker/bake", "skillsets/rye/sour"), "mia ada bea"),
    Case("another question once answered", {ANSWERED: FILES[ANSWERED] + "question: Why?\n"}, ""),
    Case("withdrawn", change(HELP, "status: open", "status: withdrawn"), "mia ada bea"),
    Case(
        "acknowledged.by acknowledged.date",
        {HELP: OPEN.replace("open", "acknowledged") + "acknowledged:\n  by: oda\n  date: 2026-06-01\n"},
        "oda ada bea",
    ),
    Case(
        "acknowledged by whoever asked",
        {HELP: OPEN.replace("open", "acknowledged") + "acknowledged:\n  by: mia\n  date: 2026-06-01\n"},
        "",
    ),
    Case(
        "acknowledged long ago",
        {HELP: OPEN.replace("open", "acknowledged") + "acknowledged:\n  by: oda\n  date: 2026-01-01\n"},
        "",
    ),
    Case(
        "answered.by answered.date",
        {HELP: OPEN.replace("open", "answered") + "answered:\n  by: max\n  date: 2026-06-01\n"},
        "max ada bea",
    ),
    Case("answered by nobody", {HELP: OPEN.replace("open", "answered")}, ""),
    Case(
        "answered by someone who left",
        {HELP: OPEN.replace("open", "answered") + "answered:\n  by: len\n  date: 2026-06-01\n"},
        "ada bea",
    ),
    Case("answered by someone else after all", change(ANSWERED, "by: oda", "by: max"), ""),
    Case("answered is open again", {ANSWERED: OPEN}, ""),
    Case("answered.insight", {ANSWERED: FILES[ANSWERED] + "  insight: steam\n"}, "mia oda ada bea"),
    Case("help removed", {HELP: None}, "ada bea"),
    Case("comments of a review", change(REVIEW, "outcome", "# Well.\noutcome"), "max ada bea"),
    Case("comments of help", change(HELP, "status", "# Soon.\nstatus"), "mia max cho ada bea"),
    Case(
        "competence minutes",
        {"checkins/mia/2026-06-01-baker.yaml": "competence: roles/baker\nminutes: 20\n"},
        "mia max cho ada bea",
    ),
    Case("check-in, to come", {"checkins/mia/2026-06-09-baker.yaml": "competence: roles/baker\n"}, ""),
    Case(
        "a check-in of what is only proposed",
        {"checkins/mia/2026-06-01-waiter.yaml": "competence: roles/waiter\n"},
        "mia ada bea",
    ),
    Case(
        "goals next summary fit",
        {CHECKIN: FILES[CHECKIN] + "goals: [own-oven]\nnext: 2026-06-20\nsummary: Fine.\nfit: good\n"},
        "mia max cho ada bea",
    ),
    Case("a check-in of something else", change(CHECKIN, "roles/baker", "skillsets/rye"), "mia ada bea"),
    Case("pulse.ID", {CHECKIN: FILES[CHECKIN] + "pulse:\n  max: 4\n"}, "max"),
    Case(
        "another's pulse beside one's own", {CHECKIN: FILES[CHECKIN] + "pulse:\n  max: 4\n\n  mia: 5\n"}, ""
    ),
    Case("the pulse of whoever was not there", {CHECKIN: FILES[CHECKIN] + "pulse:\n  oda: 4\n"}, ""),
    Case("check-in removed", {CHECKIN: None}, "ada bea"),
    Case(
        "competence by outcome observed.ID",
        {
            "reviews/mia/2026-06-01-baker.yaml": "competence: roles/baker\nby: max\noutcome: adjust\n"
            "observed:\n  roles/baker/bake: aware\n"
        },
        "max ada bea",
    ),
    Case(
        "a review by a co-mentor",
        {"reviews/mia/2026-06-01-baker.yaml": "competence: roles/baker\nby: cho\noutcome: agree\n"},
        "cho ada bea",
    ),
    Case(
        "a review by whoever is still waited for",
        {"reviews/mia/2026-06-01-baker.yaml": "competence: roles/baker\nby: wes\noutcome: agree\n"},
        "",
    ),
    Case(
        "a review by no mentor",
        {"reviews/mia/2026-06-01-baker.yaml": "competence: roles/baker\nby: ada\noutcome: agree\n"},
        "",
    ),
    Case(
        "a review of what is only proposed",
        {"reviews/mia/2026-06-01-waiter.yaml": "competence: roles/waiter\nby: neo\noutcome: agree\n"},
        "",
    ),
    Case(
        "a review of oneself",
        {"reviews/mia/2026-06-01-baker.yaml": "competence: roles/baker\nby: mia\noutcome: agree\n"},
        "",
    ),
    Case(
        "a review long ago",
        {"reviews/mia/2026-03-01-baker.yaml": "competence: roles/baker\nby: max\noutcome: agree\n"},
        "two",
    ),
    Case("another outcome", change(REVIEW, "agree", "adjust"), "max ada bea"),
    Case("a review by someone else after all", change(REVIEW, "by: max", "by: cho"), ""),
    Case("a review removed", {REVIEW: None}, "ada bea"),
)
MENTORSHIPS = (
    Case("until", change(ROLE, "until: 2026-09-01", "until: 2026-10-01"), "mia max cho ada bea"),
    Case("target.familiarity", change(ROLE, "familiarity: 75", "familiarity: 80"), "mia max cho ada bea"),
    Case(
        "target.by",
        change(ROLE, "familiarity: 75", "familiarity: 75\n  by: 2026-08-01"),
        "mia max cho ada bea",
    ),
    Case("goals.ID.status", change(ROLE, "status: on_track", "status: done"), "mia max cho ada bea"),
    Case("goals.ID.title", change(ROLE, "Run an oven alone", "Run two"), "mia max cho ada bea"),
    Case(
        "goals.ID.measure goals.ID.expectation goals.ID.due goals.ID.actions.ID.due goals.ID.actions.ID.done",
        {
            ROLE: ACTIVE
            + "    measure: One week\n    expectation: roles/baker/bake\n    due: 2026-07-01\n"
            + "    actions:\n      try:\n        due: 2026-06-10\n        done: 2026-05-30\n"
        },
        "mia max cho ada bea",
    ),
    Case("agreement", {ROLE: ACTIVE + "agreement: Weekly.\n"}, "mia max cho ada bea"),
    Case("checkin_every_days", {ROLE: ACTIVE + "checkin_every_days: 7\n"}, "mia max cho ada bea"),
    Case("peer", {ROLE: ACTIVE + "peer: true\n"}, "mia max cho ada bea"),
    Case("program", {ROLE: ACTIVE + "program: spring\n"}, "mia max cho ada bea"),
    Case("notify", {ROLE: ACTIVE + "notify: true\n"}, "mia max cho ada bea"),
    Case("terms of a proposal", {WAITER: PROPOSED + "until: 2026-12-01\n"}, "mia neo ada bea"),
    Case("terms of what is over", {RYE: OVER + "agreement: None.\n"}, "ada bea"),
    Case("reason", change(RYE, "Moved team.", "Moved."), "ada bea"),
    Case("reason of what is under way", {ROLE: ACTIVE + "reason: So.\n"}, ""),
    Case("co_mentors", change(ROLE, "[cho, wes]", "[cho, oda, wes]"), "lea ada bea"),
    Case(
        "a co-mentor added as waiting",
        {
            ROLE: ACTIVE.replace("[cho, wes]", "[cho, oda, wes]").replace(
                "acceptance:\n", "acceptance:\n  oda: waiting\n\n"
            )
        },
        "max lea ada bea",
    ),
    Case(
        "a co-mentor not asked, where consent is required", change(ROLE, "[cho,", "[oda, cho,"), "", REQUIRED
    ),
    Case("a co-mentor not asked, of a proposal", {WAITER: PROPOSED + "co_mentors: [oda]\n"}, ""),
    Case(
        "a co-mentor asked, of a proposal",
        {WAITER: PROPOSED + "\n  oda: waiting\n\nco_mentors: [oda]\n"},
        "neo lea ada bea",
    ),
    Case(
        "a co-mentor who has left",
        {
            ROLE: ACTIVE.replace("[cho,", "[len, cho,").replace(
                "acceptance:\n", "acceptance:\n  len: waiting\n\n"
            )
        },
        "",
    ),
    Case(
        "a mentee as their own co-mentor",
        {
            ROLE: ACTIVE.replace("[cho,", "[mia, cho,").replace(
                "acceptance:\n", "acceptance:\n  mia: waiting\n\n"
            )
        },
        "",
    ),
    Case(
        "a co-mentor added with their yes",
        {
            ROLE: ACTIVE.replace("[cho, wes]", "[cho, oda, wes]").replace(
                "acceptance:\n", "acceptance:\n  oda: 2026-06-01\n\n"
            )
        },
        "",
    ),
    Case(
        "a co-mentor's no",
        {ROLE: ACTIVE.replace("[cho, wes]", "[cho]").replace("acceptance:\n  wes: waiting\n\n", "")},
        "wes max lea ada bea",
    ),
    Case("two co-mentors less", change(ROLE, "co_mentors: [cho, wes]\n", ""), "max lea ada bea"),
    Case("a co-mentor instead of another", change(ROLE, "[cho, wes]", "[oda, wes]"), "lea ada bea"),
    Case("mentor", change(ROLE, "mentor: max", "mentor: oda"), ""),
    Case("mentor of a proposal", {WAITER: PROPOSED.replace("neo", "oda")}, ""),
    Case("acceptance.ID", change(ROLE, "wes: waiting", "wes: 2026-06-01"), "wes"),
    Case("acceptance, long ago", change(ROLE, "wes: waiting", "wes: 2026-04-01"), ""),
    Case("acceptance, to come", change(ROLE, "wes: waiting", "wes: 2026-06-09"), ""),
    Case("acceptance of the mentee", change(WAITER, "mia: waiting", "mia: 2026-06-01"), "mia"),
    Case("acceptance of the mentor", change(WAITER, "neo: waiting", "neo: 2026-06-01"), "neo"),
    Case("acceptance of no party", {WAITER: PROPOSED + "\n  oda: 2026-06-01\n"}, ""),
    Case("no party as waiting", {WAITER: PROPOSED + "\n  oda: waiting\n"}, ""),
    Case(
        "no party as waiting, in an active one",
        change(ROLE, "wes: waiting", "oda: waiting\n\n  wes: waiting"),
        "",
    ),
    Case("a line of acceptance less", {WAITER: PROPOSED.replace("  mia: waiting\n\n", "")}, ""),
    Case(
        "a yes taken back",
        {WAITER: PROPOSED},
        "mia ada bea",
        {WAITER: PROPOSED.replace("mia: waiting", "mia: 2026-05-20")},
    ),
    Case(
        "another day for a yes",
        {WAITER: PROPOSED.replace("mia: waiting", "mia: 2026-05-29")},
        "",
        {WAITER: PROPOSED.replace("mia: waiting", "mia: 2026-05-20")},
    ),
    Case(
        "what is active by acceptance is accepted no more",
        {WAITER: SAID_YES.replace("mia: 2026-05-20", "mia: waiting")},
        "",
        {WAITER: SAID_YES},
    ),
    *(
        Case(
            f"what is active by acceptance is {status}, with a yes taken back",
            {
                WAITER: SAID_YES.replace(f"{person}: {day}", f"{person}: waiting").replace("proposed", status)
                + "ended: 2026-06-01\noutcome:\n  taken: 2026-06-01\n"
            },
            "",
            {WAITER: SAID_YES},
        )
        for status in ("declined", "ended")
        for person, day in (("mia", "2026-05-20"), ("neo", "2026-05-21"))
    ),
    Case(
        "what is active by acceptance is ended without its first day",
        {
            WAITER: SAID_YES.replace("proposed", "ended")
            + "ended: 2026-06-01\noutcome:\n  taken: 2026-06-01\n"
        },
        "",
        {WAITER: SAID_YES},
    ),
    Case(
        "what is active by acceptance is paused, with all taken back",
        {
            WAITER: PROPOSED.replace("proposed", "paused")
            + "started: 2026-05-21\npaused_until: 2026-07-01\nbaseline:\n  taken: 2026-06-01\n"
        },
        "",
        {WAITER: SAID_YES},
    ),
    Case(
        "a co-mentor's yes taken back",
        {ROLE: ACTIVE},
        "",
        {ROLE: ACTIVE.replace("wes: waiting", "wes: 2026-05-30")},
    ),
    Case(
        "baseline.taken baseline.levels.ID",
        {WAITER: SAID_YES.replace("neo: 2026-05-21", "neo: 2026-06-01") + "baseline:\n  taken: 2026-06-01\n"},
        "neo",
        {WAITER: PROPOSED.replace("mia: waiting", "mia: 2026-05-20")},
    ),
    Case(
        "baseline with other levels",
        {
            WAITER: SAID_YES.replace("neo: 2026-05-21", "neo: 2026-06-01")
            + f"baseline:\n  taken: 2026-06-01\n  {NOW}"
        },
        "",
        {WAITER: PROPOSED.replace("mia: waiting", "mia: 2026-05-20")},
    ),
    *(
        Case(
            f"baseline taken on {taken}, not on the day of the yes",
            {
                WAITER: SAID_YES.replace("neo: 2026-05-21", "neo: 2026-05-30")
                + f"baseline:\n  taken: {taken}\n"
            },
            "",
            {WAITER: PROPOSED.replace("mia: waiting", "mia: 2026-05-20")},
        )
        for taken in ("2026-05-20", "2026-06-01")
    ),
    Case(
        "baseline once both have said yes",
        {WAITER: SAID_YES + "baseline:\n  taken: 2026-06-01\n"},
        "mia neo ada bea",
        {WAITER: SAID_YES},
    ),
    Case(
        "baseline long after both had said yes",
        {WAITER: SAID_YES.replace("-05-2", "-04-2") + "baseline:\n  taken: 2026-06-01\n"},
        "",
        {WAITER: SAID_YES.replace("-05-2", "-04-2")},
    ),
    Case("baseline of a proposal", {WAITER: PROPOSED + "baseline:\n  taken: 2026-06-01\n"}, ""),
    Case("another baseline", change(ROLE, "roles/baker/bake: aware", "roles/baker/bake: understand"), ""),
    *(
        Case(what, {WAITER: PROPOSED.replace("proposed", f"proposed\nproposed: {day}", 1)}, "", {WAITER: was})
        for what, day, was in (
            ("proposed a proposal", "2026-06-01", PROPOSED),
            ("proposed long ago", "2026-01-01", None),
            ("proposed still to come", "2026-07-01", None),
        )
    ),
    Case("started", change(ROLE, "started: 2026-03-01", "started: 2026-03-02"), ""),
    Case(
        "status",
        change(
            WAITER,
            "status: proposed",
            "status: declined",
            PROPOSED + "ended: 2026-06-01\noutcome:\n  taken: 2026-06-01\n",
        ),
        "mia neo ada bea",
    ),
    Case(
        "a proposal made active by its status",
        {WAITER: PROPOSED.replace("proposed", "active") + "started: 2026-06-01\n"},
        "",
    ),
    Case("ended outcome.taken outcome.levels.ID", {ROLE: REPLACED}, "mia max cho lea ada bea"),
    Case("ended in the past", {ROLE: REPLACED.replace("ended: 2026-06-01", "ended: 2026-05-15")}, ""),
    Case("ended without an outcome", {ROLE: REPLACED.partition("outcome:")[0]}, ""),
    Case(
        "outcome with better levels",
        {ROLE: REPLACED[::-1].replace("understand"[::-1], "automated"[::-1], 1)[::-1]},
        "",
    ),
    Case(
        "ended, with the baseline gone",
        {
            ROLE: REPLACED.replace(
                "baseline:\n  taken: 2026-03-01\n  levels:\n    roles/baker/bake: aware\n\n", ""
            )
        },
        "",
    ),
    Case("completed", {ROLE: REPLACED.replace("status: ended", "status: completed")}, "mia max cho ada bea"),
    Case(
        "completed before anyone said yes",
        {
            WAITER: PROPOSED.replace("proposed", "completed")
            + "started: 2026-06-01\nended: 2026-06-01\noutcome:\n  taken: 2026-06-01\n"
        },
        "",
    ),
    Case(
        "paused_until",
        {ROLE: ACTIVE.replace("active", "paused") + "paused_until: 2026-07-01\n"},
        "mia max cho ada bea",
    ),
    Case(
        "paused until later",
        {ROLE: ACTIVE.replace("active", "paused") + "paused_until: 2026-08-01\n"},
        "mia max cho ada bea",
        {ROLE: ACTIVE.replace("active", "paused") + "paused_until: 2026-07-01\n"},
    ),
    Case(
        "resumed",
        {ROLE: ACTIVE},
        "mia max cho ada bea",
        {ROLE: ACTIVE.replace("active", "paused") + "paused_until: 2026-07-01\n"},
    ),
    Case(
        "what was accepted is paused",
        {
            WAITER: SAID_YES.replace("proposed", "paused")
            + "started: 2026-05-21\npaused_until: 2026-07-01\nbaseline:\n  taken: 2026-06-01\n"
        },
        "mia neo ada bea",
        {WAITER: SAID_YES},
    ),
    Case(
        "what was accepted is paused, begun on another day",
        {
            WAITER: SAID_YES.replace("proposed", "paused")
            + "started: 2026-05-20\npaused_until: 2026-07-01\nbaseline:\n  taken: 2026-06-01\n"
        },
        "",
        {WAITER: SAID_YES},
    ),
    Case("over is under way again", {RYE: "mentor: max\nstatus: active\nstarted: 2026-01-01\n"}, ""),
    Case(
        "proposed anew with its day",
        {RYE: proposal("oda").replace("proposed", "proposed\nproposed: 2026-06-01") + previous(OVER)},
        "mia oda max cho lea cora ada bea",
    ),
    Case("proposed anew", {RYE: proposal("oda") + previous(OVER)}, "mia oda max cho lea cora ada bea"),
    Case(
        "proposed anew with the mentor's yes",
        {RYE: proposal("oda", oda="2026-06-01") + previous(OVER)},
        "oda",
    ),
    Case(
        "proposed anew with the mentee's yes",
        {RYE: proposal("oda", mia="2026-06-01") + previous(OVER)},
        "mia",
    ),
    Case("proposed anew without the past", {RYE: proposal("oda")}, ""),
    Case("previous", {RYE: proposal("oda") + previous(OVER.replace("Moved team.", "Bad mentor."))}, ""),
    Case("active anew", {RYE: active() + previous(OVER)}, "lea ada bea"),
    Case(
        "active anew with better levels",
        {RYE: active(levels="skillsets/rye/sour: automated") + previous(OVER)},
        "",
    ),
    Case("active anew on a day long ago", {RYE: active(day="2026-03-01") + previous(OVER)}, ""),
    Case(
        "active anew with someone's yes",
        {RYE: active() + "\nacceptance:\n  mia: 2026-06-01\n\n" + previous(OVER)},
        "",
    ),
    Case("active anew where consent is required", {RYE: active() + previous(OVER)}, "", REQUIRED),
    Case("ended anew", {RYE: OVER + previous(OVER)}, ""),
    Case(
        "replaced", {ROLE: active(levels="roles/baker/bake: understand") + previous(REPLACED)}, "lea ada bea"
    ),
    Case(
        "replaced by the same mentor",
        {ROLE: active("max", levels="roles/baker/bake: understand") + previous(REPLACED)},
        "",
    ),
    Case("replaced by a proposal of the same mentor", {ROLE: proposal("max") + previous(REPLACED)}, ""),
    Case("active anew as one's own mentor", {RYE: active("mia") + previous(OVER)}, ""),
    Case(
        "proposed anew as one's own mentor",
        {RYE: proposal("oda").replace("mentor: oda", "mentor: oda\nco_mentors: [mia]") + previous(OVER)},
        "",
    ),
    Case("replaced by a proposal", {ROLE: proposal("oda") + previous(REPLACED)}, "lea ada bea"),
    Case(
        "replaced without a reason",
        {ROLE: proposal("oda") + previous(REPLACED.replace("reason: Enough.\n", ""))},
        "",
    ),
    Case(
        "replaced, with other goals before",
        {ROLE: proposal("oda") + previous(REPLACED.replace("on_track", "off_track"))},
        "",
    ),
    Case("a mentorship removed", {WAITER: None}, "two"),
    Case("a mentorship with a past removed", {RYE: None}, ""),
    Case(
        "comments of a mentorship",
        change(ROLE, "status: active", "# Fine.\nstatus: active"),
        "mia max cho ada bea",
    ),
)
KEPT = (
    Case("name lead", change("teams/ovens.yaml", "Ovens", "Oven"), "tom ada bea"),
    Case("lead", change("teams/ovens.yaml", "tom", "oda"), "tom ada bea"),
    Case("parent", {"teams/ovens.yaml": FILES["teams/ovens.yaml"] + "parent: shop\n"}, "tom ada bea"),
    Case("a team of whoever leads another", change("teams/shop.yaml", "Shop", "S"), "oda ada bea"),
    Case("a new team", {"teams/new.yaml": "name: New\nlead: oda\n"}, "ada bea"),
    Case("a team removed", {"teams/shop.yaml": None}, "ada bea"),
    Case("critical", {"roles/baker.yaml": FILES["roles/baker.yaml"] + "critical: true\n"}, "kim ada bea"),
    Case("keeper", change("roles/baker.yaml", "keeper: kim", "keeper: oda"), "kim ada bea"),
    Case(
        "a keeper for what has none",
        change("roles/waiter.yaml", "name: Waiter", "name: Waiter\nkeeper: oda"),
        "ada bea",
    ),
    Case(
        "responsibilities.ID.title",
        change("roles/baker.yaml", "title: Bake", "title: Bake bread"),
        "kim ada bea",
    ),
    Case(
        "responsibilities.ID.heading responsibilities.ID.target responsibilities.ID.retired retired",
        {
            "roles/baker.yaml": FILES["roles/baker.yaml"]
            + "    heading: Ovens\n    target: aware\n    retired: 2026-12-01\nretired: 2027-01-01\n"
        },
        "kim ada bea",
    ),
    Case("a new role", {"roles/new.yaml": "name: New\nkeeper: kim\n"}, "ada bea"),
    Case(
        "name critical keeper retired skills.ID.title",
        change("skillsets/rye.yaml", "Keep the", "Feed the"),
        "kim ada bea",
    ),
    Case(
        "skills.ID.heading skills.ID.target skills.ID.retired",
        {
            "skillsets/rye.yaml": FILES["skillsets/rye.yaml"]
            + "    heading: Rye\n    target: aware\n    retired: 2027-01-01\n"
        },
        "kim ada bea",
    ),
    Case("a skillset removed", {"skillsets/rye.yaml": None}, "ada bea"),
    Case("type title", change("expectations/flour.yaml", "type: risk", "type: policy"), "kim ada bea"),
    Case(
        "keeper relevant_for people target retired",
        {
            "expectations/flour.yaml": FILES["expectations/flour.yaml"]
            + "people: [oda]\ntarget: aware\nretired: 2027-01-01\n"
        },
        "kim ada bea",
    ),
    Case("coordinator", change("programs/spring.yaml", "cora", "oda"), "cora ada bea"),
    Case(
        "aim competences criteria sponsor starts ends pilot resources name kpis.familiarity_gain "
        "kpis.have_mentor kpis.pulse",
        {
            "programs/spring.yaml": FILES["programs/spring.yaml"]
            + "aim: More\npilot: true\nsponsor: oda\ncompetences: [roles/baker]\ncriteria: Any\n"
            + "starts: 2026-01-01\nends: 2027-01-01\nresources: [steam]\n"
            + "kpis:\n  familiarity_gain: 10\n  have_mentor: 10\n  pulse: 4.0\n"
        },
        "cora ada bea",
    ),
    Case("a new program", {"programs/new.yaml": "name: New\ncoordinator: cora\n"}, "ada bea"),
    Case("comments of a role", change("roles/baker.yaml", "keeper", "# Ask.\nkeeper"), "kim ada bea"),
)
INSIGHTS = (
    Case("title", change(INSIGHT, "Steam", "Steam first"), "mia max cho lea kim ada bea"),
    Case("status body", change(INSIGHT, "draft", "published"), "mia max cho lea kim ada bea"),
    Case(
        "expectation",
        change(INSIGHT, "roles/baker/bake", "expectations/flour"),
        "mia max cho lea kim ada bea",
    ),
    Case("source", {INSIGHT: FILES[INSIGHT] + "source: max\n"}, "mia max cho lea kim ada bea"),
    Case("author", change(INSIGHT, "author: mia", "author: oda"), "ada bea"),
    Case("date", change(INSIGHT, "2026-05-20", "2026-05-21"), "ada bea"),
    Case(
        "a new insight",
        {"insights/new.yaml": FILES[INSIGHT].replace("mia", "oda").replace("2026-05-20", "2026-06-01")},
        "oda ada bea",
    ),
    Case(
        "a new insight to come", {"insights/new.yaml": FILES[INSIGHT].replace("2026-05-20", "2026-07-01")}, ""
    ),
    Case(
        "a new insight published at once",
        {
            "insights/new.yaml": FILES[INSIGHT]
            .replace("draft", "published")
            .replace("2026-05-20", "2026-06-01")
        },
        "mia ada bea",
    ),
    Case("an insight removed", {INSIGHT: None}, "ada bea"),
)
OLD, LEFT = "mentorships/oda/roles/baker.yaml", "acceptance:\n  len: 2026-01-01\n\n"
BEGAN = "mentor: max\nstatus: active\nstarted: 2025-01-01\n"
ASKED = "expectation: roles/baker/bake\nstatus: answered\nanswered:\n  by: {}\n  date: 2025-05-01\n"
IMPORTS = (
    Case("a mentorship that is over", {OLD: OVER}, "two"),
    Case("one that is over, with an earlier one", {OLD: OVER + previous(OVER)}, "two"),
    Case("one that is over, with a yes of whoever left", {OLD: OVER + LEFT}, "two"),
    Case("one that is over, with a yes of whoever is there", {OLD: OVER + LEFT.replace("len", "max")}, ""),
    Case("one that is over, with a yes of nobody known", {OLD: OVER + LEFT.replace("len", "joe")}, ""),
    Case("an earlier one with a yes", {OLD: BEGAN + previous(OVER + LEFT.replace("len", "oda"))}, ""),
    Case("an earlier one under way", {OLD: OVER + previous(BEGAN)}, ""),
    Case(
        "one that is over as of tomorrow", {OLD: OVER.replace("ended: 2026-02-01", "ended: 2026-07-01")}, ""
    ),
    Case("one under way, with an old start", {OLD: BEGAN}, "two"),
    Case("one under way, with an earlier one", {OLD: BEGAN + previous(OVER)}, "two"),
    Case("one paused", {OLD: BEGAN.replace("active", "paused") + "paused_until: 2026-07-01\n"}, "two"),
    Case("one under way, with old levels", {OLD: BEGAN + "baseline:\n  taken: 2025-01-01\n"}, ""),
    Case("one under way, with a yes", {OLD: BEGAN + LEFT.replace("len", "max")}, ""),
    Case("one under way, where consent is required", {OLD: BEGAN}, "", REQUIRED),
    Case("one over, where consent is required", {OLD: OVER}, "two", REQUIRED),
    Case("one under way, with oneself", {OLD: BEGAN.replace("max", "oda")}, ""),
    Case("one under way, begun in time to come", {OLD: BEGAN.replace("2025", "2027")}, ""),
    Case("one under way, with a reason", {OLD: BEGAN + "reason: So.\n"}, ""),
    Case("a proposal with an earlier one", {OLD: PROPOSED.replace("mia", "oda") + previous(OVER)}, "two"),
    Case("a proposal that was accepted", {OLD: SAID_YES.replace("mia", "oda") + previous(OVER)}, ""),
    Case("an answer of whoever left", {"help/oda/2025-04-30-bake.yaml": ASKED.format("len")}, "two"),
    Case("an answer of whoever is there", {"help/oda/2025-04-30-bake.yaml": ASKED.format("max")}, ""),
    Case("an answer to oneself", {"help/len/2025-04-30-bake.yaml": ASKED.format("len")}, ""),
    Case("old help", {"help/oda/2025-04-30-bake.yaml": OPEN}, "two"),
    Case("an old insight", {"insights/new.yaml": FILES[INSIGHT].replace("2026-05-20", "2025-05-20")}, "two"),
    Case(
        "a pulse of whoever left",
        {"checkins/mia/2025-01-01-baker.yaml": "competence: roles/baker\npulse:\n  len: 4\n"},
        "",
    ),
    Case("a past and someone new", {OLD: OVER, "people/new.yaml": "name: New\n"}, "two"),
    Case("a past and another's account", {OLD: OVER, "people/new.yaml": FILES["people/mia.yaml"]}, ""),
    Case("a past and an edit", {OLD: OVER, **change(PERSON, "name: Mia", "name: Mi")}, ""),
    Case("a past and a file less", {OLD: OVER, CHECKIN: None}, ""),
    Case("a past and settings", {OLD: OVER, **change("wecomplish.yaml", "Skua Bakery", "Skua")}, ""),
    Case("a past and what is no data", {OLD: OVER, "README.md": "Hello\n"}, ""),
    Case("a past in place of another", {RYE: OVER.replace("2026-01-01", "2025-01-01")}, ""),
    Case(
        "a past in a file that could never be read",
        {OLD: OVER, **change(PERSON, "name: Mia", "name: Mi")},
        "two",
        {OLD: "mentor: [\n"},
    ),
)
DECLINED = PROPOSED.replace("proposed", "declined") + "ended: 2026-05-25\noutcome:\n  taken: 2026-05-25\n"
JOINED = "\nprograms:\n  spring:\n    as: mentee\n    joined: 2026-02-01\n"
PATH = "path:\n  - title: Runs an oven alone\n    expectations: [roles/baker/bake]\n"
LATELY = (
    Case(
        "a past with help acknowledged by whoever is there",
        {
            "help/oda/2025-04-30-bake.yaml": OPEN.replace("open", "acknowledged")
            + "acknowledged:\n  by: max\n  date: 2025-05-01\n"
        },
        "",
    ),
    Case(
        "a past with a co-mentor's yes, of whoever is there",
        {OLD: OVER + "co_mentors: [cho]\n" + LEFT.replace("len", "cho")},
        "",
    ),
    Case(
        "a past with somebody who left, and has an administrator's account",
        {OLD: OVER, "people/new.yaml": "name: New\nstatus: left\naccounts:\n  github:\n    id: 1\n"},
        "",
    ),
    Case("a past with attributes of git", {OLD: OVER, ".gitattributes": "* -diff\n"}, ""),
    Case(
        "a past beside the yes to a proposal",
        {OLD: OVER, **change(WAITER, "mia: waiting", "mia: 2026-06-01")},
        "",
    ),
    Case(
        "a past beside somebody's new pulse",
        {OLD: OVER, "checkins/mia/2026-06-01-baker.yaml": "competence: roles/baker\npulse:\n  max: 5\n"},
        "",
    ),
    Case("a past in an id of upper case", {OLD.replace("oda", "Oda"): OVER}, ""),
    Case(
        "a past of a mentorship that is to begin by an old yes",
        {OLD: PROPOSED.replace("mia: waiting", "oda: 2025-01-01").replace("neo: waiting", "neo: 2025-01-01")},
        "",
    ),
    Case("a programme joined as a mentor as well", change(PERSON, "as: mentee", "as: mentor"), "mia ada bea"),
    Case(
        "a programme joined for somebody else, by its coordinator",
        {"people/oda.yaml": FILES["people/oda.yaml"] + JOINED},
        "oda ada bea",
    ),
    Case(
        "a programme joined, and a mentor proposed by its coordinator",
        {"people/oda.yaml": FILES["people/oda.yaml"] + JOINED, OLD: proposal("neo").replace("mia", "oda")},
        "oda ada bea",
    ),
    Case(
        "a programme taken over, and a mentor proposed to whoever joined",
        {**change("programs/spring.yaml", "cora", "oda"), RYE: proposal("neo") + previous(OVER)},
        "cora ada bea",
    ),
    Case(
        "a lead taken over, and an assignment to the team",
        {
            **change("teams/shop.yaml", "lead: oda", "lead: tom"),
            **change(PERSON, "    teams: [ovens]\n", "    teams: [shop]\n"),
        },
        "ada bea",
    ),
    Case(
        "somebody leaves, and their mentee gets another mentor",
        {
            **change("people/max.yaml", "accounts", "status: left\naccounts"),
            ROLE: active(levels="roles/baker/bake: understand") + previous(REPLACED),
        },
        "ada bea",
    ),
    Case(
        "somebody leaves by their own hand",
        {
            **change("people/max.yaml", "accounts", "status: left\naccounts"),
            ROLE: REPLACED,
        },
        "ada bea",
    ),
    Case(
        "a leader leaves, and hands their people on",
        {
            **change("people/lea.yaml", "accounts", "status: left\naccounts"),
            **change(PERSON, "[lea, len]", "[oda]"),
        },
        "ada bea",
    ),
    Case(
        "an administrator leaves, with the settings in the same change",
        {
            **change("people/bea.yaml", "accounts", "status: left\naccounts"),
            **change("wecomplish.yaml", "[ada, bea, len]", "[ada]"),
        },
        "",
    ),
    Case("whom to ask", {"wecomplish.yaml": SETTINGS + "contact: oda@skua.example\n"}, "two"),
    Case(
        "whom to ask, and a domain of mail with an address in it",
        {
            "wecomplish.yaml": SETTINGS.replace("[skua.example]", "[skua.example, x.example]")
            + "contact: mia@x.example\n",
            **change(PERSON, "mia@skua.example", "mia@x.example"),
        },
        "",
    ),
    Case("a career path", {"roles/baker.yaml": FILES["roles/baker.yaml"] + PATH}, "kim ada bea"),
    Case(
        "a career path for what nobody keeps",
        {"roles/waiter.yaml": FILES["roles/waiter.yaml"] + PATH},
        "ada bea",
    ),
    Case(
        "a career path, and goals by it",
        {
            "roles/baker.yaml": FILES["roles/baker.yaml"] + PATH,
            ROLE: ACTIVE + "  alone:\n    title: Runs an oven alone\n    status: not_started\n",
        },
        "ada bea",
    ),
    Case("a proposal again after a no, with the yes from before", {WAITER: SAID_YES}, "", {WAITER: DECLINED}),
    Case("a no undone", {WAITER: PROPOSED}, "", {WAITER: DECLINED}),
    Case(
        "a request again after it was withdrawn",
        {HELP: OPEN},
        "",
        {HELP: OPEN.replace("open", "withdrawn")},
    ),
    Case(
        "an acknowledgement again, of an earlier day",
        {HELP: OPEN.replace("open", "acknowledged") + "acknowledged:\n  by: oda\n  date: 2026-05-31\n"},
        "",
        {HELP: OPEN.replace("open", "answered") + "answered:\n  by: oda\n  date: 2026-05-31\n"},
    ),
    Case(
        "an indication again, of an earlier day",
        change(LEVELS, "level: understand\n  updated: 2026-05-20", "level: aware\n  updated: 2026-05-10"),
        "",
    ),
    Case(
        "a pulse again, changed by the other",
        {CHECKIN: FILES[CHECKIN] + "pulse:\n  max: 1\n"},
        "max",
        {CHECKIN: FILES[CHECKIN] + "pulse:\n  max: 5\n"},
    ),
)
OTHERS = (
    Case("settings", change("wecomplish.yaml", "Skua Bakery", "Skua"), "two"),
    Case("administrators", change("wecomplish.yaml", "[ada, bea, len]", "[ada, bea, oda]"), "two"),
    Case("an administrator less", change("wecomplish.yaml", "[ada, bea, len]", "[ada]"), "two"),
    Case("rules.ID", {"wecomplish.yaml": SETTINGS + "rules:\n  leader-is-mentor: off\n"}, "two"),
    Case("comments of the settings", change("wecomplish.yaml", "feedback", "# So.\nfeedback"), "two"),
    Case("no settings", {"wecomplish.yaml": None}, "two"),
    Case("settings that cannot be read", {"wecomplish.yaml": "format: ["}, ""),
    Case("no data", {".github/workflows/gate.yml": "on: push\n"}, "two"),
    Case("a note among the data", {"people/README.md": "Hello\n"}, "two"),
    Case("no data in a hidden file among the data", {"people/.gitattributes": "* binary\n"}, "two"),
    Case(
        "settings and data",
        {**change("wecomplish.yaml", "Skua Bakery", "Skua"), **change(PERSON, "name: Mia", "name: Mi")},
        "",
    ),
    Case("no data, and data", {"README.md": "Hello\n", **change(PERSON, "name: Mia", "name: Mi")}, ""),
    Case("a file that cannot be read", {PERSON: MIA + "name: Mi\n"}, ""),
    Case("a file where none belongs", {"people/notes.txt": "Hello\n"}, ""),
    Case("a file that is mended", {PERSON: MIA}, "two", {PERSON: MIA + "name: Mi\n"}),
    Case("a past that is mended", {RYE: OVER}, "two", {RYE: "mentor: [\n"}),
    Case(
        "a past that is mended and told otherwise",
        {RYE: OVER.replace("01-01", "01-02")},
        "",
        {RYE: "mentor: [\n"},
    ),
    Case("a past that cannot be read removed", {RYE: None}, "", {RYE: "mentor: [\n"}),
    Case("an acceptance that is mended", {WAITER: PROPOSED}, "two", {WAITER: "mentor: [\n"}),
    Case("an acceptance given as it is mended", {WAITER: SAID_YES}, "", {WAITER: "mentor: [\n"}),
    Case(
        "a mended file made another's account",
        change(PERSON, "id: 3", "id: 11"),
        "",
        {PERSON: MIA + "name: Mi\n"},
    ),
    Case(
        "an administrator's file mended, with another account",
        change("people/bea.yaml", "id: 2", "id: 77"),
        "two",
        {"people/bea.yaml": "name: [\n"},
    ),
    Case(
        "a file that cannot be read removed",
        {"people/zed.yaml": None},
        "two",
        {"people/zed.yaml": "name: [\n"},
    ),
    Case(
        "a third of the people removed",
        {f"people/{p}.yaml": None for p in ("cora", "oda", "neo", "kim")},
        "two",
    ),
)
CASES = {
    "person": PEOPLE,
    "familiarity": INDICATIONS,
    "events": EVENTS,
    "mentorship": MENTORSHIPS,
    "kept": KEPT,
    "insight": INSIGHTS,
    "import": IMPORTS,
    "lately": LATELY,
    "others": OTHERS,
}
