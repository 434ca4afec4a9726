"""A small organisation to edit, its files laid out in every way people do it, with comments everywhere."""

from __future__ import annotations

import re
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from tests.stress.mutations import DAY
from wecomplish_cli.checking import check
from wecomplish_cli.dataset import store
from wecomplish_cli.dataset.sources import Overlay
from wecomplish_cli.model.org import index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from wecomplish_cli.dataset.sources import Entry
    from wecomplish_cli.dataset.store import Dataset

BASES = ((1.0, "optional"), (0.5, "optional"), (0.5, "required"), (0.2, "optional"))
"""Of each organisation to begin with, the share of places that have a comment, and the consent."""
MARK = re.compile("#~[0-9]+~")
"""What each comment begins with, and nothing else has."""
_BLOCK = re.compile(r"( *)[a-z_]+: [|>]")

FILES = """\
== wecomplish
format: 1
organization: Crumb
administrators: [ada]
timezone: Europe/Oslo
mentorship:
  consent: {consent}
  default_capacity: 4
help:
  answer_within_days: 60
  acknowledge_within_days: 40
== teams/bakery
name: Bakery
lead: ada
== teams/core
name: 'core'
parent: bakery
== people/ada
name: Ada
email: ada@crumb.example
languages:
  - nb
  - en
assignments:
  roles/baker:
    since: 2024-01-01

  skillsets/tasting:
    since: 2024-01-01
mentoring:
  open: true
  capacity: 9
  topics: [
    roles/baker,
    skillsets/tasting
  ]
== people/bo
name: "bo"
accounts:
  forge:
    id: 77
    login: bo

  github: {id: 78, login: 'bob'}
status: active
leaders:
- ada
timezone: Europe/Oslo

assignments:
  roles/baker:
    teams:
      - core
      - bakery
    since: 2025-01-01
    until: 2027-01-01

  roles/cook:
    since: 2025-01-01
    until: 2026-01-01

mentoring:
  seeks: [roles/baker,
          roles/cook]
  prefers: [ada, cy]
  away:
    from: 2026-07-01
    until: 2026-07-20

programs:
  spring:
    as: mentee
    joined: 2026-02-01
== people/cy
name: Cy Bo
leaders: [ada]
assignments:
  roles/baker: {teams: [bakery], since: 2025-02-01}

  roles/cook:
    since: 2025-02-01

  skillsets/tasting: {since: 2025-02-01}
mentoring: {open: false}
== people/di
name: Di
email: di@crumb.example
assignments:
  skillsets/tasting:
    since: 2026-01-01
== people/eli
name: Eli
status: left
== roles/baker
name: Baker
critical: true
keeper: ada
responsibilities:
  ask:
    title: Ask why the dough is warm
    heading: Dough
    target: comfortable

  bake:
    title: "Bake: bread, buns"
    heading: Dough

  clean:
    title: Clean up
== roles/cook
name: Cook
responsibilities:
  stir: {title: Stir, target: aware}
== skillsets/tasting
name: Tasting
retired: 2028-01-01
skills:
  salt:
    title: Tell salt from sugar
    retired: 2027-03-01

  sour:
    title: Say what is sour
== expectations/hygiene
type: policy
title: Wash your hands
relevant_for: [roles/baker, skillsets/tasting]
== expectations/thrift
type: value
title: Waste nothing
keeper: ada
people:
  - bo
  - eli
target: aware
== familiarity/ada
expectations/hygiene: {level: automated, updated: 2026-05-01}

roles/baker/ask:
  level: automated
  updated: 2026-05-01

roles/baker/bake:
  level: automated
  updated: 2026-05-01
  unclear: true

roles/baker/clean:
  level: comfortable
  updated: 2026-05-01
== familiarity/bo
expectations/thrift:
  updated: 2026-04-01
  unclear: true

roles/baker/ask:
  level: aware
  updated: 2026-05-20
== mentorships/bo/roles/baker
mentor: ada
co_mentors: [cy]
status: active
started: 2026-02-01
until: 2026-12-01
program: spring
notify: true
agreement: |
  Mondays at nine.
  Either may end it.

acceptance:
  ada: 2026-01-30

  bo: 2026-01-31

  cy: waiting

baseline:
  taken: 2026-02-01
  levels:
    expectations/hygiene: aware
    roles/baker/ask: aware
target: {familiarity: 50, by: 2026-12-01}
goals:
  bake-alone:
    title: Bake alone
    expectation: roles/baker/bake
    due: 2026-08-01
    status: on_track
    actions:
      look: {due: 2026-07-01, done: 2026-05-01}
      try:
        due: 2026-07-15

  # to be dropped
  sleep-in:
    title: Sleep in
    status: dropped
previous:
  - mentor: cy
    co_mentors:
      - di
    status: ended
    started: 2025-02-01
    ended: 2025-08-01
    reason: "Moved on: elsewhere"

  - mentor: eli
    status: declined
    ended: 2025-01-02
    goals:
      talk:
        title: Talk
        expectation: roles/baker/ask
        status: done
== mentorships/cy/roles/cook
mentor: bo
status: paused
peer: true
started: 2026-02-01
acceptance: {bo: 2026-01-01, cy: 2026-01-02}
baseline: {taken: 2026-02-01}
target:
  by: 2026-10-01
paused_until: 2026-09-01
== mentorships/cy/skillsets/tasting
mentor: ada
status: completed
started: 2025-02-01
ended: 2026-02-01
reason: >-
  All was
  reached.
outcome:
  taken: 2026-02-01
  levels: {skillsets/tasting/sour: aware}
== mentorships/di/skillsets/tasting
mentor: ada
status: proposed
acceptance:
  ada: 2026-05-30

  di: waiting
target:
  familiarity: 60
== help/bo/2026-05-28-bake
expectation: roles/baker/bake
question: |-
  Why?
  How?
status: open
== help/cy/2026-05-02-ask
expectation: roles/baker/ask
status: answered
acknowledged: {by: ada, date: 2026-05-03}
answered:
  by: ada
  date: 2026-05-04
  insight: bo
== help/cy/2026-05-20-ask
expectation: roles/baker/ask
question: bo
status: acknowledged
acknowledged:
  by: ada
  date: 2026-05-21
== reviews/bo/2026-05-10-baker
competence: roles/baker
by: ada
outcome: adjust
observed:
  roles/baker/ask: aware
  roles/baker/bake: understand
== checkins/bo/2026-05-27-baker
competence: roles/baker
minutes: 30
goals: [bake-alone]
next: 2026-06-10
summary: All well.
== programs/spring
name: Spring
aim: roles/baker
competences:
  - roles/baker
  - roles/cook
sponsor: ada
coordinator: cy
starts: 2026-02-01
ends: 2026-12-31
kpis: {have_mentor: 80}
resources: [bo, expectations/hygiene]
== insights/bo
title: Warm hands
expectation: roles/baker/bake
author: cy
source: ada
date: 2026-05-04
status: published
body: |
  Warm the bowl first.

    # this is text

  bo said so.
"""


class Nowhere:
    """A source without any file, to lay files over."""

    def entries(self) -> Iterable[tuple[str, Entry]]:
        return ()

    def read(self, path: str) -> bytes:
        raise FileNotFoundError(path)


@cache
def organisation(number: int) -> Dataset:
    """One of the organisations to begin with, in memory and clean."""
    share, consent = BASES[number]
    chance = Random(number)  # noqa: S311 - it is to be the same again
    texts: dict[str, bytes] = {}
    for part in FILES.replace("{consent}", consent).split("== ")[1:]:
        ref, _, text = part.partition("\n")
        texts[f"{ref}.yaml"] = "".join(_commented(text, share, chance, 1000 * len(texts))).encode()
    found = in_memory(texts)
    problems = [each for each in check.check(found, DAY) if is_flaw(each.severity, each.code)]
    assert not problems, problems
    return found


def in_memory(texts: dict[str, bytes]) -> Dataset:
    """A dataset of these files and no folder."""
    from pathlib import Path

    empty = store.Dataset(Path(), Overlay(Nowhere(), {}), index({}, {}, frozenset()), {})
    return store.with_texts(empty, texts).after


def write(dataset: Dataset, folder: Path) -> None:
    """Write every file of a dataset, as it is, into a new folder."""
    for path in dataset.org.records:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(dataset.source.read(path))


def is_flaw(severity: str, code: str) -> bool:
    """Whether a finding is one that no edit may leave behind: an error, or a warning about the layout."""
    return severity == "error" or code in ("WC107", "WC110", "WC111", "WC112")


def plain_lines(text: str) -> list[int]:
    """The lines that a comment may stand above and behind: those that are no content of block text."""
    found, within = [], -1
    for number, line in enumerate(text.split("\n")):
        indent = len(line) - len(line.lstrip(" "))
        if within >= 0 and (not line or indent > within):
            continue
        header = _BLOCK.match(line)
        within = len(header[1]) if header else -1
        found.append(number)
    return found


def _commented(text: str, share: float, chance: Random, first: int) -> Iterator[str]:
    """Put comments above lines, behind them, where what is nested ends, and at the very end."""
    number, plain, above = first, {*plain_lines(text.removesuffix("\n"))}, ""
    for at, line in enumerate(text.removesuffix("\n").split("\n")):
        indent = " " * (len(line) - len(line.lstrip(" ")))
        places = [above, indent] if len(indent) < len(above) or not line else [indent]
        if not {at, at - 1} <= plain | {-1}:
            places = []
        for place in places if at else ("", "\n"):
            if chance.random() < share:
                number += 1
                yield f"{place}#~{number}~ above {line.strip()}\n"
        if line and at in plain and chance.random() < share:
            number += 1
            line += f"  #~{number}~ behind"
        above = indent if line else above
        yield f"{line}\n"
    yield f"#~{first + 999}~ the end\n"
