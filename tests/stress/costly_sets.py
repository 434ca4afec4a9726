"""The sets of data made to keep a command busy, as they are and mutated; making them takes a second."""

from __future__ import annotations

import re
from itertools import cycle
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Files = dict[str, str]

LARGE = 4_000
"""Files of which a set has thousands."""

SMALL = {
    "wecomplish.yaml": "format: 1\norganization: Fjord\nadministrators: [ada]\n",
    "people/ada.yaml": "name: Ada\naccounts:\n  github:\n    id: 1\n",
    "people/bo.yaml": "name: Bo\nassignments:\n  roles/r:\n    since: 2026-01-01\n",
    "people/cy.yaml": "name: Cy\nmentoring:\n  open: true\n",
    "roles/r.yaml": "name: R\ncritical: true\n\nresponsibilities:\n  a:\n    title: A\n",
    "teams/t.yaml": "name: T\nlead: ada\n",
}
"""The organisation that every set is added to."""

SLOT = "mentorships/bo/roles/r.yaml"
BEGUN = "mentor: cy\nstatus: active\nstarted: 2026-01-02\n"


def _many(line: str, number: int, apart: str = "\n") -> str:
    """A line so many times, each with its number in place of `#`; numbers are in the order of letters."""
    return apart.join(line.replace("#", f"{each:05}") for each in range(number))


def _files(path: str, text: str, number: int = LARGE) -> Files:
    """So many files, each with its number in place of `#`."""
    return {path.replace("#", f"{n:05}"): text.replace("#", f"{n:05}") for n in range(number)}


def _circle(path: str, text: str, number: int) -> Files:
    """Files of which each names the one after, and the last the first."""
    pairs = ((f"{n:05}", f"{(n + 1) % number:05}") for n in range(number))
    return {path.replace("#", n): text.replace("#", n).replace("@", after) for n, after in pairs}


PREVIOUS = "  - mentor: cy\n    status: ended\n    ended: 2026-01-02"
CROWDED = f"{PREVIOUS}\n    acceptance:\n      bo: waiting\n      cy: waiting"
MENTEE = "name: Mentee #\nassignments:\n  roles/r:\n    since: 2026-01-01\n"
HELP = "expectation: roles/r/a\nstatus: open\n"
REVIEW = "competence: roles/r\nby: cy\noutcome: agree\n"
CHECKIN = "competence: roles/r\ngoals: [g-#, h-#]\n"
INSIGHT = "title: I #\nexpectation: roles/r/a\nauthor: cy\ndate: 2026-01-02\nstatus: draft\nbody: Text\n"
EXPECTATION = "type: policy\ntitle: E\n"
DAY = "2026-01-02"

SETS: dict[str, Files] = {
    "400 earlier records, crowded": {SLOT: f"{BEGUN}previous:\n{_many(CROWDED, 400)}\n"},
    "6,000 earlier records, crowded": {SLOT: f"{BEGUN}previous:\n{_many(CROWDED, 6_000)}\n"},
    "12,000 earlier records": {SLOT: f"{BEGUN}previous:\n{_many(PREVIOUS, 12_000)}\n"},
    "20,000 unknown goals in a check-in": {
        SLOT: f"{BEGUN}goals:\n" + _many("  g-#:\n    title: G\n    status: done", 2_000, "\n\n") + "\n",
        f"checkins/bo/{DAY}-r.yaml": f"competence: roles/r\ngoals:\n{_many('- goal-#', 20_000)}\n",
    },
    "2,000 check-ins about 2,000 goals": {
        SLOT: f"{BEGUN}goals:\n" + _many("  g-#:\n    title: G\n    status: done", 2_000, "\n\n") + "\n",
        **_files(f"checkins/bo/{DAY}-m#.yaml", CHECKIN, 2_000),
    },
    "20,000 unknown resources": {
        "programs/p.yaml": f"name: P\nresources:\n{_many('- expectations/e-#', 20_000)}\n"
    },
    "20,000 unknown insights beside 2,000": {
        "programs/p.yaml": f"name: P\nresources:\n{_many('- j-#', 20_000)}\n",
        **_files("insights/i-#.yaml", INSIGHT, 2_000),
    },
    "one mentor of 3,000": {
        **_files("people/p#.yaml", MENTEE, 3_000),
        **_files("mentorships/p#/roles/r.yaml", BEGUN, 3_000),
    },
    "2,000 mentees of one, and 600 others who could mentor them": {
        **_files("people/p#.yaml", MENTEE, 2_000),
        **_files("mentorships/p#/roles/r.yaml", BEGUN, 2_000),
        **_files("people/q#.yaml", "name: Other #\nmentoring:\n  open: true\n", 600),
        **_files("familiarity/q#.yaml", f"roles/r/a:\n  level: automated\n  updated: {DAY}\n", 600),
    },
    "2,000 who look for a mentor, and 600 who join as mentors": {
        "programs/p.yaml": "name: P\nstarts: 2026-01-01\n",
        **_files("people/p#.yaml", f"{MENTEE}programs:\n  p:\n    as: mentee\n    joined: {DAY}\n", 2_000),
        **_files(
            "people/q#.yaml",
            f"name: Other #\nmentoring:\n  open: true\nprograms:\n  p:\n    as: mentor\n    joined: {DAY}\n",
            600,
        ),
        **_files("familiarity/q#.yaml", f"roles/r/a:\n  level: automated\n  updated: {DAY}\n", 600),
    },
    "9,000 goals": {
        SLOT: f"{BEGUN}goals:\n" + _many("  g-#:\n    title: G\n    status: done", 9_000, "\n\n") + "\n"
    },
    "9,000 actions of a goal": {
        SLOT: f"{BEGUN}goals:\n  g:\n    title: G\n    status: done\n    actions:\n"
        + _many(f"      a-#:\n        done: {DAY}", 9_000)
        + "\n"
    },
    "15,000 assignments": {
        "people/zoe.yaml": "name: Zoe\nassignments:\n"
        + _many(f"  roles/r-#:\n    since: {DAY}", 15_000, "\n\n")
        + "\n"
    },
    "15,000 assignments of which all are expected": {
        "people/zoe.yaml": "name: Zoe\nassignments:\n"
        + _many(f"  roles/r-#:\n    since: {DAY}", 15_000, "\n\n")
        + "\n",
        "expectations/e.yaml": f"{EXPECTATION}relevant_for:\n{_many('- roles/r-#', 20_000)}\n",
        "familiarity/zoe.yaml": f"expectations/e:\n  level: aware\n  updated: {DAY}\n",
    },
    "a name of 1 MB with 8,000 indications": {
        "people/zoe.yaml": f"name: {'Zoe ' * 250_000}\n",
        "familiarity/zoe.yaml": _many(f"roles/r/e-#:\n  level: aware\n  updated: {DAY}", 8_000, "\n\n")
        + "\n",
    },
    "names of 500 KB in circles": _circle("people/p#.yaml", f"name: {'P' * 500_000}\nleaders: [p@]\n", 40),
    "a circle of 4,000 leaders": _circle("people/p#.yaml", "name: P #\nleaders: [p@]\n", LARGE),
    "a circle of 2,000 mentors": {
        **_files("people/p#.yaml", MENTEE, 2_000),
        **_circle("mentorships/p#/roles/r.yaml", "mentor: p@\nstatus: active\nstarted: 2026-01-02\n", 2_000),
    },
    "a circle of 4,000 teams": _circle("teams/t#.yaml", "name: T\nlead: bo\nparent: t@\n", LARGE),
    "a chain of 4,000 teams": {
        **_circle("teams/t#.yaml", "name: T\nlead: cy\nparent: t@\n", LARGE),
        f"teams/t{LARGE - 1:05}.yaml": "name: T\n",
    },
    "40,000 unknown leaders": {"people/zoe.yaml": f"name: Zoe\nleaders:\n{_many('- p#', 40_000)}\n"},
    "4,000 leaders who are there": {
        **_files("people/p#.yaml", "name: P #\nleaders: [zoe]\n"),
        "people/zoe.yaml": f"name: Zoe\nleaders:\n{_many('- p#', LARGE)}\n",
    },
    "20,000 levels": {
        "wecomplish.yaml": SMALL["wecomplish.yaml"] + f"familiarity:\n  levels:\n{_many('  - l#', 20_000)}\n",
        "familiarity/bo.yaml": _many(f"roles/r/e-#:\n  level: l1#\n  updated: {DAY}", 8_000, "\n\n") + "\n",
    },
    "10,000 indications of what is unknown": {
        "familiarity/bo.yaml": _many(f"roles/r/e-#:\n  level: lofty\n  updated: {DAY}", 10_000, "\n\n")
        + "\n",
    },
    "5,000 responsibilities, all indicated": {
        "roles/r.yaml": "name: R\nresponsibilities:\n" + _many("  e-#:\n    title: E", 5_000) + "\n",
        "familiarity/bo.yaml": _many(f"roles/r/e-#:\n  level: aware\n  updated: {DAY}", 5_000, "\n\n") + "\n",
    },
    "20,000 roles that an expectation is relevant for": {
        "expectations/e.yaml": f"{EXPECTATION}relevant_for:\n{_many('- roles/q-#', 20_000)}\n"
    },
    "40,000 people an expectation is asked of": {
        "expectations/e.yaml": f"{EXPECTATION}people:\n{_many('- p#', 40_000)}\n"
    },
    "2,000 people an expectation is asked of, who indicated it": {
        "expectations/e.yaml": f"{EXPECTATION}people:\n{_many('- p#', 20_000)}\n",
        **_files("people/p#.yaml", "name: P\n", 2_000),
        **_files("familiarity/p#.yaml", f"expectations/e:\n  level: aware\n  updated: {DAY}\n", 2_000),
    },
    "10,000 co-mentors": {SLOT: f"{BEGUN}co_mentors:\n{_many('- p#', 10_000)}\n"},
    "10,000 who were asked": {SLOT: f"{BEGUN}acceptance:\n" + _many("  p#: waiting", 10_000, "\n\n") + "\n"},
    "3,000 co-mentors who are leaders": {
        **_files("people/p#.yaml", "name: P #\n", 3_000),
        "people/bo.yaml": SMALL["people/bo.yaml"] + f"leaders:\n{_many('- p#', 3_000)}\n",
        SLOT: f"{BEGUN}co_mentors:\n{_many('- p#', 3_000)}\nacceptance:\n"
        + _many("  p#: waiting", 3_000, "\n\n")
        + "\n",
    },
    "10,000 levels at the start": {
        SLOT: f"{BEGUN}baseline:\n  taken: {DAY}\n  levels:\n"
        + _many("    roles/r/e-#: lofty", 10_000)
        + "\n"
    },
    "3,000 requests for the same help": _files(f"help/bo/{DAY}-h#.yaml", HELP, 3_000),
    "3,000 requests of somebody with 10,000 assignments": {
        **_files(f"help/bo/{DAY}-h#.yaml", HELP, 3_000),
        "people/bo.yaml": "name: Bo\nassignments:\n"
        + _many(f"  roles/q-#:\n    since: {DAY}", 10_000, "\n\n")
        + "\n",
        "expectations/e.yaml": f"{EXPECTATION}relevant_for:\n{_many('- roles/q-#', 10_000)}\n",
    },
    "3,000 reviews": _files(f"reviews/bo/{DAY}-v#.yaml", REVIEW, 3_000),
    "8,000 accounts": {
        "people/zoe.yaml": "name: Zoe\naccounts:\n" + _many("  a#:\n    id: 1#", 8_000, "\n\n") + "\n"
    },
    "4,000 people with one address": _files("people/p#.yaml", "name: P\nemail: a@b.example\n"),
    "20,000 unknown keys": {"people/zoe.yaml": "name: Zoe\n" + _many("key-#: 1", 20_000) + "\n"},
    "20,000 values of the wrong type": {
        "people/zoe.yaml": "name: Zoe\nassignments:\n" + _many("  roles/r-#: x", 20_000, "\n\n") + "\n"
    },
    "20,000 references in upper case": {
        "people/zoe.yaml": f"name: Zoe\nleaders:\n{_many('- Ada-#', 20_000)}\n"
    },
    "600 references to mend": {
        "expectations/e.yaml": f"{EXPECTATION}relevant_for:\n{_many('- roles/Q#', 600)}\n",
        **_files("roles/q#.yaml", "name: Q\n", 600),
    },
    "10,000 texts that are misread": {
        SLOT: f"{BEGUN}goals:\n" + _many("  g-#:\n    title: 0x#\n    status: done", 9_000, "\n\n") + "\n"
    },
    "a line of 1 MB": {"people/zoe.yaml": f"name: Zoe\nleaders: [{_many('p#', 49_000, ', ')}]\n"},
    "deeper and deeper": {"people/zoe.yaml": f"name: {'[' * 500_000}\n"},
    "the last key twice": {
        "familiarity/bo.yaml": _many(f"roles/r/e-#:\n  level: aware\n  updated: {DAY}", 9_000, "\n\n")
        + "\nroles/r/e-00000: {}\n"
    },
    "100,000 lines that begin with a tab": {
        "insights/i.yaml": INSIGHT.replace("body: Text", "body: |\n" + "  \tx\n" * 100_000)
    },
    "a comment above each of 9,000 goals": {
        SLOT: f"{BEGUN}goals:\n"
        + _many("  # Why\n  # so\n  g-#:\n    title: G\n    status: done", 9_000)
        + "\n"
    },
    "500 KB of comments between two entries": {
        SLOT: f"{BEGUN}acceptance:\n  bo: waiting\n" + "  # x\n" * 80_000 + "  cy: waiting\n"
    },
    "100,000 question marks": {f"help/bo/{DAY}-a.yaml": HELP + f"question: {'? x ' * 100_000}\n"},
    "9,000 goals with other line ends": {
        SLOT: (
            f"{BEGUN}goals:\n" + _many("  g-#:\n    title: G\n    status: done", 9_000, "\n\n") + "\n"
        ).replace("\n", "\r\n")
    },
    "20,000 unknown rules": {
        "wecomplish.yaml": SMALL["wecomplish.yaml"] + f"rules:\n{_many('  rule-#: off', 20_000)}\n"
    },
    "40,000 unknown administrators": {
        "wecomplish.yaml": f"format: 1\norganization: F\nadministrators:\n- ada\n{_many('- p#', 40_000)}\n"
    },
    "4,000 files that are no data": _files("people/P #.yml", "name: Nobody\n"),
    "4,000 names in upper and lower case": {
        **_files("people/p#.yaml", "name: P\n", 2_000),
        **_files("people/P#.yaml", "name: P\n", 2_000),
    },
    "20,000 teams of an assignment": {
        "people/zoe.yaml": "name: Zoe\nassignments:\n  roles/r:\n    teams:\n"
        + _many("    - t#", 20_000)
        + f"\n    since: {DAY}\n"
    },
    "20,000 topics and wishes": {
        "people/zoe.yaml": "name: Zoe\nmentoring:\n  open: true\n  topics:\n"
        + _many("  - roles/q-#", 10_000)
        + "\n  prefers:\n"
        + _many("  - p#", 20_000)
        + "\n"
    },
    "250 critical roles of 250 people": {
        **_files("roles/q#.yaml", "name: Q\ncritical: true\nresponsibilities:\n  a:\n    title: A\n", 250),
        **_files(
            "people/p#.yaml",
            "name: P\nmentoring:\n  open: true\nassignments:\n"
            + "".join(f"  roles/q{n:05}:\n    since: {DAY}\n\n" for n in range(200)),
            250,
        ),
    },
}
"""What each set adds, or puts in place of what is there."""


def _without_blank_lines(text: str) -> str:
    return re.sub(r"\n\s*\n", "\n", text)


def _backwards(text: str) -> str:
    return "\n\n".join(reversed(text.rstrip("\n").split("\n\n"))) + "\n"


def _misspelled(text: str) -> str:
    return re.sub(r"\b(roles|people|expectations|skillsets)/", r"\1/x", text)


def _in_upper_case(text: str) -> str:
    return re.sub(r"(?<=- )[a-z]", lambda found: found[0].upper(), text)


MUTATIONS: tuple[Callable[[str], str], ...] = (_without_blank_lines, _backwards, _misspelled, _in_upper_case)
MUTATED = {
    f"{name}, {mutation.__name__.strip('_').replace('_', ' ')}": {p: mutation(t) for p, t in files.items()}
    for (name, files), mutation in zip(SETS.items(), cycle(MUTATIONS), strict=False)
}
"""The sets, mutated in turn; only what is in the files."""
