"""Every figure of the report on what must be passed on, worked out once more from the YAML."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import EXAMPLE
from tests.real_shape import DAY, LEVELS, organisation, write
from tests.reports.test_figures import answer
from tests.reports.test_suggestions import UNDER_WAY, Pairs, with_wishes

if TYPE_CHECKING:
    from pathlib import Path


def below(sums: Pairs, person: str, ref: str) -> bool:
    for each in sums.expected_in(ref):
        holder, _, own = each.rpartition("/")
        record = sums.files[each] if holder == "expectations" else sums.files[holder]
        items = record.get("responsibilities") or record.get("skills") or {}
        target = (record if holder == "expectations" else items[own]).get("target")
        if target and sums.rank(person, each) <= LEVELS.index(target):
            return True
    return False


def has_mentor(sums: Pairs, person: str, ref: str) -> bool:
    return sums.files.get(f"mentorships/{person}/{ref}", {}).get("status") in UNDER_WAY


def gaps_are_right(root: Path, team: str | None = None) -> None:
    sums = Pairs(root, team)
    said = answer(root, "report", "gaps", *(["--team", team] if team else []), env={})
    assert said["people"] == len(sums.population)
    here = {p for p in sums.people if sums.people[p]["status"] == "active"} if team is None else sums.within
    refs = [r for r in sums.files if r.startswith(("roles/", "skillsets/")) and sums.expected_in(r)]
    refs = [r for r in refs if "retired" not in sums.files[r] or sums.files[r]["retired"] > DAY]
    rows = {row["competence"]: row for row in said["gaps"]}
    wanted = set()
    for ref in refs:
        holders = {p for p in here if ref in sums.held(p)}
        able = {p for p in sums.people if sums.people[p]["status"] == "active" and sums.proficient(p, ref)}
        teachers = {p for p in able if sums.would(p, ref)}
        low = {p for p in holders if below(sums, p, ref)}
        seeking = {p for p in here if ref in sums.offer(p).get("seeks", ()) and not has_mentor(sums, p, ref)}
        asking = {
            who for who, r, _ in sums.waiting() if who in here and r["expectation"] in sums.expected_in(ref)
        }
        learning = {p for p in low - able if not has_mentor(sums, p, ref)}
        if not (holders or seeking or (sums.files[ref].get("critical") and team is None)):
            continue
        wanted.add(ref)
        row = rows[ref]
        assert (row["holders"], row["below"]) == (len(holders), len(low))
        assert row["silent"] == sum(all(not sums.rank(p, e) for e in sums.expected_in(ref)) for p in holders)
        assert people(row, "others") == able - teachers
        assert (people(row, "seeking"), people(row, "asking"), people(row, "learning")) == (
            seeking,
            asking,
            learning,
        )
        places = {p: sums.places_left(p) if sums.free(p) else 0 for p in teachers}
        taught = {
            p: sum(s[1] == ref and s[2] == "active" and p in s[3] for s in sums.slots) for p in teachers
        }
        assert {t["person"]: t["free"] for t in row["teachers"]} == places
        assert {t["person"]: t["mentees"] for t in row["teachers"]} == taught
        only = next(iter(teachers), None)
        left = len((seeking | asking | learning) - {only})
        assert row["depends_on"] == (taught[only] + left if only and len(teachers) == 1 else 0)
    assert rows.keys() == wanted
    order = [
        (not r["critical"], min(len(r["teachers"]), 2), -r["depends_on"], -r["below"]) for r in said["gaps"]
    ]
    assert order == sorted(order)


def people(row: Any, section: str) -> set[str]:
    return {each["person"] for each in row[section]}


@pytest.mark.sampled(3)
@pytest.mark.parametrize("seed", range(3))
def test_the_gaps_of_a_real_shape_are_right(seed: int, tmp_path: Path) -> None:
    rng = Random(seed)  # noqa: S311 - the same each time is wanted
    files = with_wishes(rng, organisation(rng, 60))
    for ref, record in files.items():
        for item in (record.get("responsibilities") or record.get("skills") or {}).values():
            if ref.startswith(("roles/", "skillsets/")) and rng.random() < 0.7:
                item["target"] = rng.choice(LEVELS)
    root = write(files, tmp_path)
    for team in (None, "top", "beside"):
        gaps_are_right(root, team)


def test_the_gaps_of_the_example_are_right() -> None:
    for team in (None, "robotics", "platform"):
        gaps_are_right(EXAMPLE, team)


@pytest.mark.parametrize("people", [0, 1, 3])
@pytest.mark.parametrize("status", ["active", "left"])
def test_nobody_one_person_and_everybody_gone_are_no_hindrance(
    people: int, status: str, tmp_path: Path
) -> None:
    held = {"assignments": {"roles/r": {"since": DAY, "teams": ["t"]}}}
    root = write(
        {
            "wecomplish": {"format": 1, "organization": "Small", "administrators": ["p-0"]},
            "teams/t": {"name": "T"},
            "roles/r": {"name": "R", "critical": True, "responsibilities": {"do": {"title": "Do"}}},
            **{f"people/p-{n}": {"name": f"P {n}", "status": status, **held} for n in range(people)},
        },
        tmp_path,
    )
    there = people if status == "active" else 0
    for words in ([], ["--team", "t"]):
        said = answer(root, "report", "gaps", *words, env={})
        assert said["people"] == there
        assert [row["holders"] for row in said["gaps"]] == ([there] if there or not words else [])
