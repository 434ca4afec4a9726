"""Every figure of every report, worked out once more from the YAML by other code."""

from __future__ import annotations

import json
import tempfile
from functools import cached_property
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import TODAY
from tests.golden.stage import play
from tests.real_shape import DAY, LEVELS, Files, organisation, write
from wecomplish_cli.dataset import store

ADMIN = {"WECOMPLISH_AS": "p-0"}


class Sums:
    """The figures of one organisation, by the definitions of the format; of a team, of its members."""

    def __init__(self, folder: Path, team: str | None = None) -> None:
        self.files: Files = {
            path.relative_to(folder).with_suffix("").as_posix(): yaml.safe_load(path.read_text("utf-8"))
            for path in sorted(folder.rglob("*.yaml"))
        }
        self.people = self.of("people")
        within = {p for p in self.people if team is None or self.is_in(p, team)}
        self.there = {p for p in within if self.people[p]["status"] == "active"}
        self.population = {p for p in self.there if self.held(p)}
        self.within = within

    def of(self, folder: str) -> dict[str, Any]:
        return {r.partition("/")[2]: c for r, c in self.files.items() if r.startswith(f"{folder}/")}

    def held(self, person: str) -> list[str]:
        given = self.people[person].get("assignments", {})
        return [ref for ref, a in given.items() if "until" not in a or a["until"] > DAY]

    def is_in(self, person: str, team: str) -> bool:
        wanted = {"top", "below"} if team == "top" else {team}
        given = self.people[person].get("assignments", {})
        teams = [each for ref in self.held(person) for each in given[ref].get("teams", ())]
        return self.people[person]["status"] == "active" and bool(wanted.intersection(teams))

    # What is expected, and how familiar somebody is with it

    def expected_in(self, ref: str) -> list[str]:
        record = self.files[ref]
        own = record.get("responsibilities") or record.get("skills") or {}
        kept = [f"{ref}/{each}" for each, v in own.items() if "retired" not in v or v["retired"] > DAY]
        return kept + [
            f"expectations/{e}" for e, v in self.of("expectations").items() if ref in v["relevant_for"]
        ]

    def expected_of(self, person: str) -> list[str]:
        found = [each for ref in self.held(person) for each in self.expected_in(ref)]
        found += [f"expectations/{e}" for e, v in self.of("expectations").items() if person in v["people"]]
        return [*dict.fromkeys(found)]

    def rank(self, person: str, expectation: str) -> int:
        said = self.files.get(f"familiarity/{person}", {}).get(expectation, {})
        return LEVELS.index(said["level"]) + 1 if "level" in said else 0

    def awareness(self, person: str, refs: list[str]) -> float | None:
        return 100 * sum(self.rank(person, r) > 0 for r in refs) / len(refs) if refs else None

    def familiarity(self, person: str, refs: list[str]) -> float | None:
        return 25 * sum(self.rank(person, r) for r in refs) / len(refs) if refs else None

    def stale(self, person: str, refs: list[str]) -> int:
        said = self.files.get(f"familiarity/{person}", {})
        return sum(r in said and (DAY - said[r]["updated"]).days > 30 for r in refs)

    def proficient(self, person: str, ref: str) -> bool:
        ranks = sorted(self.rank(person, each) for each in self.expected_in(ref))
        return bool(ranks) and ranks[(len(ranks) - 1) // 2] >= 3

    # Who mentors whom

    @cached_property
    def slots(self) -> list[tuple[str, str, str, list[str], Any]]:
        """Mentee, competence, the status that counts, the mentors who said yes, and the record."""
        found = []
        for ref, slot in self.of("mentorships").items():
            mentee, _, competence = ref.partition("/")
            yes = slot.get("acceptance", {})
            agreed = all(yes.get(who, "waiting") != "waiting" for who in (mentee, slot["mentor"]))
            status = "active" if slot["status"] == "proposed" and agreed else slot["status"]
            also = [who for who in slot.get("co_mentors", ()) if yes.get(who) != "waiting"]
            found.append((mentee, competence, status, [slot["mentor"], *also], slot))
        return found

    @property
    def helped(self) -> set[str]:
        return {mentee for mentee, _, status, _, _ in self.slots if status in ("active", "paused")}

    @property
    def helping(self) -> set[str]:
        return {
            m for _, _, status, mentors, _ in self.slots if status in ("active", "paused") for m in mentors
        }

    def load(self, person: str) -> int:
        return sum(status == "active" and person in mentors for _, _, status, mentors, _ in self.slots)

    def capacity(self, person: str) -> int:
        default: int = self.files["wecomplish"]["mentorship"]["default_capacity"]
        own: int = self.people[person].get("mentoring", {}).get("capacity", default)
        return own

    def promised(self, person: str) -> int:
        return sum(
            status == "proposed" and person in (slot["mentor"], *slot.get("co_mentors", ()))
            for _, _, status, _, slot in self.slots
        )

    def places_left(self, person: str) -> int:
        """Neither taken nor promised to a proposal."""
        return max(self.capacity(person) - self.load(person) - self.promised(person), 0)

    def open(self, person: str) -> bool:
        here = self.people[person]["status"] == "active"
        return here and self.people[person].get("mentoring", {}).get("open") is True

    def away(self, person: str) -> bool:
        when = self.people[person].get("mentoring", {}).get("away")
        return bool(when) and when["from"] <= DAY <= when["until"]

    def free(self, person: str) -> bool:
        return self.open(person) and not self.away(person) and self.places_left(person) > 0

    def would(self, person: str, ref: str) -> bool:
        return self.open(person) and ref in (self.people[person]["mentoring"].get("topics") or [ref])

    @property
    def mentors(self) -> list[str]:
        return [p for p in self.people if p in self.within and (self.open(p) or p in self.helping)]

    def able(self, ref: str) -> set[str]:
        """Who could hand a competence on, whatever team it is about."""
        here = {p for p in self.people if self.people[p]["status"] == "active"}
        return {p for p in here if self.proficient(p, ref) and self.would(p, ref)}

    def groups(self) -> list[list[str]]:
        ties = [{mentee, *m} for mentee, _, status, m, _ in self.slots if status in ("active", "paused")]
        found: list[set[str]] = []
        for tie in ties:
            joined = tie.union(*(group for group in found if group & tie))
            found = [group for group in found if not group & tie] + [joined]
        among = [sorted(group & self.within) for group in found]
        return sorted((g for g in among if len(g) > 1), key=lambda g: (-len(g), g))

    # Help

    def requests(self) -> list[tuple[str, Any, Any]]:
        found = [(ref.partition("/")[0], ref.partition("/")[2], r) for ref, r in self.of("help").items()]
        return [(who, r, DAY.fromisoformat(name[:10])) for who, name, r in found if who in self.within]

    def waiting(self) -> list[tuple[str, Any, int]]:
        waits = [r for r in self.requests() if r[1]["status"] in ("open", "acknowledged")]
        return [(who, r, (DAY - asked).days) for who, r, asked in waits if who in self.there]

    def reaches(self, mentee: str, expectation: str) -> list[str]:
        mine = [s for s in self.slots if s[0] == mentee and s[2] == "active"]
        found = [who for s in mine if expectation in self.expected_in(s[1]) for who in s[3]]
        for people in (found, self.people[mentee].get("leaders", [])):
            here = [p for p in dict.fromkeys(people) if self.people[p]["status"] == "active"]
            if here:
                return here
        return []


def mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 1) if known else None


def tenth(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def gini(shares: list[float]) -> float:
    """As half the mean difference between any two, over the mean."""
    n = len(shares)
    return 100 * sum(abs(a - b) for a in shares for b in shares) / (2 * n * sum(shares))


def answer(root: Path, *words: str, env: dict[str, str] = ADMIN) -> Any:
    done = play(*words, "--format", "json", "--today", TODAY, cwd=root, env=env)
    assert (done.exit, done.stderr) == (0, "")
    return next(value for key, value in json.loads(done.stdout).items() if key != "version")


def mentorships_are_right(root: Path, team: str | None) -> None:
    sums = Sums(root, team)
    said = answer(root, "report", "mentorships", *(["--team", team] if team else []))
    helped, helping, population = sums.helped, sums.helping, sums.population
    assert said["people"] == len(population)
    part = population.union(sums.mentors, helped & sums.within)
    assert said["counts"] == {
        "both": len(part & helped & helping),
        "mentor_only": len((part & helping) - helped),
        "mentee_only": len((part & helped) - helping),
        "neither": len(part - helped - helping),
    }
    loads = [(sums.load(p), sums.capacity(p)) for p in sums.mentors]
    by_load = sorted((load for load, _ in loads), reverse=True)
    half = next((n for n in range(len(loads) + 1) if 2 * sum(by_load[:n]) >= sum(by_load)), 0)
    even = (
        gini([load / max(places, 1) for load, places in loads]) if len(loads) > 4 and any(by_load) else None
    )
    assert said["division"] == {
        "people": len(loads),
        "mean": tenth(sum(by_load) / len(loads)) if loads else 0,
        "maximum": max(by_load, default=0),
        "carry_half": half,
        "gini": pytest.approx(tenth(even), abs=0.11),
    }
    shares = [
        100 * len(population & who) / len(population) if len(population) > 4 else None
        for who in (helping, helped)
    ]
    for verdict, value, target in zip(said["verdicts"], [even, *shares], [30, 50, 70], strict=True):
        assert verdict["value"] == pytest.approx(tenth(value), abs=0.11)
        good = None if value is None else round(value) <= 30 if target == 30 else round(value) >= target
        assert (verdict["good"], verdict["target"]) == (good, target)
    rows = {r["person"]: (r["load"], r["places"], r["away"], r["left"]) for r in said["load"]}
    left = {p: sums.people[p]["status"] == "left" for p in sums.mentors}
    assert rows == {p: (sums.load(p), sums.capacity(p), sums.away(p), left[p]) for p in sums.mentors}
    assert sorted(r["person"] for r in said["without_mentor"]) == sorted(population - helped)
    assert {r["person"] for r in said["mentoring_nobody"]} == population - helping
    waits = [(r["mentee"], r["expectation"], r["status"], r["days"]) for r in said["waiting"]]
    assert sorted(waits) == sorted((w, r["expectation"], r["status"], d) for w, r, d in sums.waiting())
    assert [g["people"] for g in said["isolated"]] == sums.groups()[1:]
    who_could_is_right(sums, said)
    if team is None:
        critical = [ref for ref in sums.files if sums.files[ref].get("critical")]
        risks = {r: sums.able(r) for r in critical if len(sums.able(r)) < 2 and not retired(sums, r)}
        assert {r["competence"]: set(r["mentors"]) for r in said["risks"]} == risks


def retired(sums: Sums, ref: str) -> bool:
    """Whether a competence expects nothing of its own any more."""
    return not any(each.startswith(f"{ref}/") for each in sums.expected_in(ref))


def who_could_is_right(sums: Sums, said: Any) -> None:
    for row in said["mentoring_nobody"]:
        person = row["person"]
        topics = sums.people[person].get("mentoring", {}).get("topics") or sums.held(person)
        could = [ref for ref in topics if sums.proficient(person, ref)]
        assert row["could"] == (could if sums.free(person) else [])
    for row in said["without_mentor"]:
        person = row["person"]
        possible = sums.able(row["competence"]) - {person, *sums.people[person].get("leaders", [])}
        taken = [s[4]["status"] for s in sums.slots if s[:2] == (person, row["competence"])]
        if row["mentor"]:
            assert row["mentor"] in {p for p in possible if sums.free(p)}
            assert not sums.proficient(person, row["competence"])
            assert not {"proposed", "active", "paused"}.intersection(taken)


def familiarity_is_right(root: Path, team: str | None) -> None:
    sums = Sums(root, team)
    said = answer(root, "report", "familiarity", *(["--team", team] if team else []))
    expected = {p: sums.expected_of(p) for p in sums.population}
    assert said["people"] == len(expected)
    if is_shown(said, len(expected)):
        assert said["awareness"] == mean([sums.awareness(p, refs) for p, refs in expected.items()])
        assert said["familiarity"] == mean([sums.familiarity(p, refs) for p, refs in expected.items()])
        assert said["stale"] == sum(sums.stale(p, refs) for p, refs in expected.items())
        assert said["missing"] == sum(sums.rank(p, r) == 0 for p, refs in expected.items() for r in refs)
    holders = {ref: [p for p in sums.population if ref in sums.held(p)] for ref in sums.files}
    rows = {r["competence"]: r for r in said["competences"]}
    assert rows.keys() == {ref for ref, who in holders.items() if who and sums.expected_in(ref)}
    for ref, row in rows.items():
        refs, who = sums.expected_in(ref), holders[ref]
        assert row["holders"] == len(who)
        if is_shown(row, len(who)):
            assert row["awareness"] == mean([sums.awareness(p, refs) for p in who])
            assert row["familiarity"] == mean([sums.familiarity(p, refs) for p in who])
            assert row["stale"] == sum(sums.stale(p, refs) for p in who)
            assert row["missing"] == sum(sums.rank(p, r) == 0 for p in who for r in refs)
            assert row["proficient"] == sum(sums.proficient(p, ref) for p in who)
    asked = {
        ref: [p for p, refs in expected.items() if ref in refs] for refs in expected.values() for ref in refs
    }
    assert {r["expectation"]: r["people"] for r in said["least_known"]} == {
        r: len(p) for r, p in asked.items()
    }
    for row in said["least_known"]:
        ref = row["expectation"]
        if is_shown(row, len(asked[ref])):
            assert row["awareness"] == mean([sums.awareness(p, [ref]) for p in asked[ref]])
            assert row["familiarity"] == mean([sums.familiarity(p, [ref]) for p in asked[ref]])
            assert row["unclear"] == sum(unclear(sums, p, ref) for p in asked[ref])


FIGURES = ("awareness", "familiarity", "stale", "missing", "proficient", "unclear")


def is_shown(row: dict[str, Any], people: int) -> bool:
    """Whether a row has figures: all of them or none, and none of fewer than five people."""
    shown = {row[key] is not None for key in FIGURES if key in row}
    assert len(shown) == 1
    assert people >= 5 or shown == {False}
    return shown == {True}


def unclear(sums: Sums, person: str, ref: str) -> bool:
    return "unclear" in sums.files.get(f"familiarity/{person}", {}).get(ref, {})


def unclear_is_right(root: Path) -> None:
    sums = Sums(root)
    expected = {p: sums.expected_of(p) for p in sums.there}
    refs = {ref for each in expected.values() for ref in each}
    of = {ref: {p for p in expected if ref in expected[p]} for ref in refs}
    rows = {ref: ({p for p in of[ref] if unclear(sums, p, ref)}, len(of[ref])) for ref in refs}
    said = answer(root, "report", "unclear")["unclear"]
    found = {r["expectation"]: (set(r["people"]), r["of"]) for r in said}
    assert found == {ref: row for ref, row in rows.items() if row[0]}


def help_is_right(root: Path, team: str | None) -> None:
    sums = Sums(root, team)
    said = answer(root, "report", "help", *(["--team", team] if team else []))
    answered = [(asked, r["answered"]["date"]) for _, r, asked in sums.requests() if "answered" in r]
    days = sorted((to - asked).days for asked, to in answered)
    waits = sums.waiting()
    late = [(who, r, d) for who, r, d in waits if d > (3 if r["status"] == "open" else 14)]
    assert said["asked"] == len(sums.requests())
    assert said["answered"] == len(days)
    assert said["withdrawn"] == sum(r["status"] == "withdrawn" for _, r, _ in sums.requests())
    assert said["with_insight"] == 0
    assert said["median_days"] == (median(days) if days else None)
    assert said["ninetieth_days"] == next((d for n, d in enumerate(days, 1) if 10 * n >= 9 * len(days)), None)
    assert said["oldest_days"] == max((d for _, _, d in waits), default=None)
    assert said["overdue"] == len(late)
    found = {
        (r["request"]["mentee"], r["request"]["expectation"], r["request"]["days"]) for r in said["waiting"]
    }
    assert found == {(who, r["expectation"], d) for who, r, d in waits}
    for row in said["waiting"]:
        reached = sums.reaches(row["request"]["mentee"], row["request"]["expectation"])
        assert row["helpers"] == [sums.people[p]["name"] for p in reached]


def people_are_right(root: Path, some: list[str]) -> None:
    sums = Sums(root)
    for person in some:
        refs = sums.expected_of(person)
        said = answer(root, "training", person)
        assert said["awareness"] == tenth(sums.awareness(person, refs))
        assert said["familiarity"] == tenth(sums.familiarity(person, refs))
        for part in said["parts"]:
            if part["competence"]:
                inside = sums.expected_in(part["competence"])
                assert part["awareness"] == tenth(sums.awareness(person, inside))
                assert part["familiarity"] == tenth(sums.familiarity(person, inside))
                missing = sum(sums.rank(person, r) == 0 or sums.stale(person, [r]) for r in inside)
                assert part["to_refresh"] == missing
        card = answer(root, "support", person)
        assert (card["expected"], card["missing"]) == (
            len(refs),
            sum(sums.rank(person, r) == 0 for r in refs),
        )
        assert card["familiarity"] == tenth(sums.familiarity(person, refs))
        assert card["awareness"] == tenth(sums.awareness(person, refs))
        mine_are_right(sums, person, answer(root, "mentorships", person))


def mine_are_right(sums: Sums, person: str, said: Any) -> None:
    assert (said["load"], said["places"]) == (sums.load(person), sums.capacity(person))
    under_way = [s for s in sums.slots if s[4]["status"] in ("proposed", "active", "paused")]
    named = [s for s in under_way if person in (s[4]["mentor"], *s[4].get("co_mentors", ()))]
    assert {(r["person"], r["competence"]) for r in said["mentors"]} == {s[:2] for s in named}
    own = [
        (who, s[1])
        for s in under_way
        if s[0] == person
        for who in (s[4]["mentor"], *s[4].get("co_mentors", ()))
    ]
    assert [(r["person"], r["competence"]) for r in said["mentored_by"]] == own
    for row in said["mentors"]:
        refs, (slot,) = (
            sums.expected_in(row["competence"]),
            [s for s in named if s[:2] == (row["person"], row["competence"])],
        )
        assert row["awareness"] == tenth(sums.awareness(row["person"], refs))
        assert row["familiarity"] == tenth(sums.familiarity(row["person"], refs))
        yes = [day for day in slot[4].get("acceptance", {}).values() if day != "waiting"]
        begun = slot[4].get("started") or (max(yes) if slot[2] == "active" else None)
        met = [
            DAY.fromisoformat(ref.partition("/")[2][:10])
            for ref, c in sums.of("checkins").items()
            if ref.startswith(f"{row['person']}/") and c["competence"] == row["competence"]
        ]
        last = max((day for day in met if begun and day >= begun), default=None)
        assert row["last_checkin"] == (last.isoformat() if last else None)


def all_is_right(root: Path, people: list[str]) -> None:
    org = store.load(root).org
    assert org.records.keys() == {f"{ref}.yaml" for ref in org.present}
    for team in (None, "top", "beside"):
        mentorships_are_right(root, team)
        familiarity_is_right(root, team)
        help_is_right(root, team)
    unclear_is_right(root)
    people_are_right(root, people)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(2))
def test_the_figures_of_a_real_shape_are_right(seed: int, tmp_path: Path) -> None:
    root = write(organisation(Random(seed), 90), tmp_path)  # noqa: S311 - the same each time is wanted
    all_is_right(root, [f"p-{number}" for number in range(0, 90, 9)])


@settings(max_examples=min(12, settings().max_examples // 25))
@given(st.randoms(use_true_random=False), st.integers(1, 14))
def test_the_figures_of_any_organisation_are_right(rng: Random, people: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write(organisation(rng, people), Path(folder))
        all_is_right(root, ["p-0", f"p-{people - 1}"])


def test_a_mentor_who_holds_nothing_is_counted(tmp_path: Path) -> None:
    held = {"assignments": {"roles/r": {"since": DAY}}}
    pair = {"mentor": "max", "status": "active", "started": DAY}
    root = write(
        {
            "wecomplish": {"format": 1, "organization": "Real", "administrators": ["mia"]},
            "roles/r": {"name": "R"},
            "people/mia": {"name": "Mia", **held},
            "people/kim": {"name": "Kim", **held},
            "people/max": {"name": "Max", "mentoring": {"open": True, "capacity": 1}},
            "mentorships/mia/roles/r": pair,
            "mentorships/kim/roles/r": pair,
        },
        tmp_path,
    )
    env = {"WECOMPLISH_AS": "mia", "COLUMNS": "100"}
    said = play("report", "mentorships", "--format", "table", "--today", TODAY, cwd=root, env=env).stdout
    few = "fewer than 5 people are too few for a share; the target is 50 %"
    assert f"{few}; without an assignment, 1 more mentors" in " ".join(said.split())
    assert "0 do both, 1 only mentor, 2 are only mentored, 0 neither" in said
    assert "2 of 1" in said
