"""A small organisation with one person for each relation, and changes to it without any git."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from wecomplish_cli.dataset import store
from wecomplish_cli.review.authorize import Authorization, authorize
from wecomplish_cli.review.merge import Review, followed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wecomplish_cli.dataset.store import Dataset

TODAY = date(2026, 6, 1)
HEAD = "a" * 40

ACCOUNTS = {
    "ada": 1,  # an administrator
    "bea": 2,  # the other one
    "mia": 3,  # whom everything is about
    "lea": 4,  # leads mia
    "tom": 5,  # leads the team that mia is in
    "max": 6,  # mentors mia as a baker
    "cho": 7,  # is co-mentor there
    "wes": 8,  # is to be co-mentor, and still waited for
    "kim": 9,  # keeps what is expected
    "cora": 10,  # coordinates the program that mia joined
    "oda": 11,  # nobody in particular
    "neo": 12,  # is to mentor mia as a waiter
    "len": 13,  # led mia and administered, and left
    "pia": 14,  # may do nothing here, and proposes what others approve
}
STRANGER = "github:99"

SETTINGS = """\
format: 1
organization: Skua Bakery
administrators: [ada, bea, len]
familiarity:
  levels: [aware, understand, automated]
mentorship:
  consent: optional
  mentor_min_level: understand
feedback: on
mail:
  domains: [skua.example]
"""

MIA = """\
name: Mia
email: mia@skua.example
accounts:
  github:
    id: 3
    login: mia
leaders: [lea, len]
languages: [nb]

assignments:
  roles/baker:
    teams: [ovens]
    since: 2026-01-01

  roles/waiter:
    since: 2026-01-01

  skillsets/rye:
    since: 2026-01-01

mentoring:
  open: true
  seeks: [roles/waiter]

programs:
  spring:
    as: mentee
    joined: 2026-02-01
"""

ACTIVE = """\
mentor: max
co_mentors: [cho, wes]
status: active
started: 2026-03-01
until: 2026-09-01

acceptance:
  wes: waiting

baseline:
  taken: 2026-03-01
  levels:
    roles/baker/bake: aware

target:
  familiarity: 75

goals:
  own-oven:
    title: Run an oven alone
    status: on_track
"""

PROPOSED = """\
mentor: neo
status: proposed

acceptance:
  mia: waiting

  neo: waiting
"""

OVER = """\
mentor: max
status: ended
started: 2026-01-01
ended: 2026-02-01
reason: Moved team.
outcome:
  taken: 2026-02-01
  levels:
    skillsets/rye/sour: aware
"""

OPEN = """\
expectation: roles/baker/bake
question: How hot?
status: open
"""

FILES: Mapping[str, str] = {
    "wecomplish.yaml": SETTINGS,
    **{
        f"people/{person}.yaml": f"name: {person.title()}\n"
        f"accounts:\n  github:\n    id: {number}\n    login: {person}\n"
        for person, number in ACCOUNTS.items()
    },
    "people/len.yaml": "name: Len\naccounts:\n  github:\n    id: 13\nstatus: left\n",
    "people/mia.yaml": MIA,
    "teams/ovens.yaml": "name: Ovens\nlead: tom\n",
    "teams/shop.yaml": "name: Shop\nlead: oda\n",
    "roles/baker.yaml": "name: Baker\nkeeper: kim\n\nresponsibilities:\n  bake:\n    title: Bake\n",
    "roles/waiter.yaml": "name: Waiter\n\nresponsibilities:\n  serve:\n    title: Serve\n",
    "skillsets/rye.yaml": "name: Rye\nkeeper: kim\n\nskills:\n  sour:\n    title: Keep the sourdough\n",
    "expectations/flour.yaml": "type: risk\ntitle: Flour dust\nkeeper: kim\nrelevant_for: [roles/baker]\n",
    "programs/spring.yaml": "name: Spring\ncoordinator: cora\n",
    "familiarity/mia.yaml": (
        "roles/baker/bake:\n  level: understand\n  updated: 2026-05-20\n\n"
        "skillsets/rye/sour:\n  level: aware\n  updated: 2026-05-20\n"
    ),
    "mentorships/mia/roles/baker.yaml": ACTIVE,
    "mentorships/mia/roles/waiter.yaml": PROPOSED,
    "mentorships/mia/skillsets/rye.yaml": OVER,
    "help/mia/2026-05-30-bake.yaml": OPEN,
    "help/mia/2026-04-30-bake.yaml": (
        "expectation: roles/baker/bake\nstatus: answered\nanswered:\n  by: oda\n  date: 2026-05-01\n"
    ),
    "checkins/mia/2026-05-20-baker.yaml": "competence: roles/baker\nminutes: 30\n",
    "reviews/mia/2026-05-21-baker.yaml": "competence: roles/baker\nby: max\noutcome: agree\n",
    "insights/steam.yaml": (
        "title: Steam\nexpectation: roles/baker/bake\nauthor: mia\n"
        "date: 2026-05-20\nstatus: draft\nbody: First.\n"
    ),
}


@cache
def base() -> Dataset:
    """The organisation as it is."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return store.load(folder)


def reviewed(texts: Mapping[str, str | None], before: Mapping[str, str | None] | None = None) -> Review:
    """The review of a change of these files (None: deleted), to the organisation changed `before`."""
    start = store.with_texts(base(), encoded(before or {})).after
    applied = store.with_texts(start, encoded(texts))
    paths = tuple(change.path for change in applied.changes)
    broken = (start.problems.keys() - start.org.records.keys()) & {*paths}
    mended = {path: FILES.get(path, "").encode() or None for path in broken}
    for path in applied.after.problems.keys() - applied.after.org.records.keys():
        mended.pop(path, None)
    states = start, applied.after, *followed(start, applied.after)
    return Review("0" * 40, HEAD, *states, paths, mended=mended, steady=lambda: frozenset(mended))


def encoded(texts: Mapping[str, str | None]) -> dict[str, bytes | None]:
    """The bytes of texts."""
    return {path: None if text is None else text.encode() for path, text in texts.items()}


def account(person: str) -> str:
    """The account of someone here; of whoever is not, the stranger's."""
    return f"github:{ACCOUNTS[person]}" if person in ACCOUNTS else STRANGER


def judged(change: Review, actors: Iterable[str], approvers: Iterable[str] = ()) -> Authorization:
    """Judge a change made by some people and approved by others."""
    approvals = [f"{account(person)}@{HEAD}" for person in approvers]
    return authorize(change, [account(person) for person in actors], approvals, TODAY)
