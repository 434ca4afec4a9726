"""Every point of a suggestion, and everyone left out of it, worked out once more from the YAML."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import EXAMPLE, REPOSITORY
from tests.real_shape import DAY, Files, organisation, write
from tests.reports.test_figures import Sums, answer
from wecomplish_cli.derive.suitability import BARRIERS, DEFAULTS, WEIGHTS, Barrier

if TYPE_CHECKING:
    from pathlib import Path

ZONES = ["Europe/Oslo", "America/Santiago", "Asia/Tokyo", "Asia/Kolkata", "Pacific/Kiritimati"]
WEEK = timedelta(7)
UNDER_WAY = ("proposed", "active", "paused")


def with_wishes(rng: Random, files: Files) -> Files:
    """An organisation in which people have languages, time zones and wishes as well."""
    people = [ref for ref in files if ref.startswith("people/")]
    ids = [ref.partition("/")[2] for ref in people]
    competences = [ref for ref in files if ref.startswith(("roles/", "skillsets/"))]
    for ref in people:
        languages = rng.sample(["nb", "en", "de", "fr"], rng.randrange(3))
        zone = {"timezone": rng.choice(ZONES)} if rng.random() < 0.6 else {}
        wishes = {
            "trained": DAY,
            "seeks": rng.sample(competences, 2),
            "prefers": rng.sample([each for each in ids if f"people/{each}" != ref], 3),
        }
        kept = {key: value for key, value in wishes.items() if rng.random() < 0.5}
        files[ref]["mentoring"] = files[ref].get("mentoring", {}) | kept
        files[ref] |= zone | ({"languages": languages} if languages else {})
    return files


class Pairs(Sums):
    """What counts for two people, by the table in docs/suggestions.md."""

    def expected_in(self, ref: str) -> list[str]:
        found = super().expected_in(ref)
        retired = {each for each in found if self.files.get(each, {}).get("retired", DAY + WEEK) <= DAY}
        return [each for each in found if each not in retired]

    def typical(self, person: str, ref: str) -> int:
        ranks = sorted(self.rank(person, each) for each in self.expected_in(ref))
        return ranks[(len(ranks) - 1) // 2] if ranks else 0

    def offer(self, person: str) -> Any:
        return self.people[person].get("mentoring", {})

    def zone(self, person: str) -> float:
        name = self.people[person].get("timezone", self.files["wecomplish"].get("timezone"))
        noon = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=ZoneInfo(name))
        offset = noon.utcoffset()
        assert offset is not None
        return offset.total_seconds() / 3600

    def hours(self, one: str, other: str) -> int:
        """Half hours in which both work, with the days before and after."""
        halves = [
            {2 * (9 - self.zone(who)) + 48 * day + half for day in (-1, 0, 1) for half in range(16)}
            for who in (one, other)
        ]
        first = {2 * (9 - self.zone(one)) + half for half in range(16)}
        return len(first & halves[1]) // 2

    def teams(self, person: str) -> set[str]:
        given = self.people[person].get("assignments", {})
        return {team for ref in self.held(person) for team in given[ref].get("teams", ())}

    def terms(self) -> list[tuple[str, str, Any]]:
        return [(who, ref, each) for who, ref, _, _, s in self.slots for each in (s, *s.get("previous", ()))]

    def paired(self, one: str, other: str) -> bool:
        for mentee, _, terms in self.terms():
            yes = terms.get("acceptance", {})
            agreed = all(yes.get(who, "waiting") != "waiting" for who in (mentee, terms["mentor"]))
            status = "active" if terms["status"] == "proposed" and agreed else terms["status"]
            mentors = (terms["mentor"], *terms.get("co_mentors", ()))
            if status in ("active", "paused", "completed", "ended") and (
                (mentee == one and other in mentors) or (mentee == other and one in mentors)
            ):
                return True
        return False

    def choice(self, who: str, whom: str) -> int:
        order = self.offer(who).get("prefers", [])
        return 0 if whom not in order else 2 if order[0] == whom else 1

    def amounts(self, mentee: str, other: str, ref: str, peer: bool) -> dict[str, int]:
        ahead = self.typical(other, ref) - self.typical(mentee, ref)
        languages = [set(self.people[who].get("languages", ())) for who in (mentee, other)]
        teams = self.teams(mentee), self.teams(other)
        wants = "seeks" if peer else "topics"
        found = {
            "places": min(self.places_left(other), 3),
            "load": -self.load(other),
            "team": int(bool(teams[0]) and bool(teams[1]) and teams[0].isdisjoint(teams[1])),
            "language": int(bool(languages[0] & languages[1])),
            "hours": self.hours(mentee, other) // 2,
            "wish": self.choice(mentee, other)
            + self.choice(other, mentee)
            + (ref in self.offer(mentee).get("seeks", ()))
            + (ref in self.offer(other).get(wants, ())),
            "before": -int(self.paired(mentee, other)),
        }
        if peer:
            steps = [self.rank(mentee, e) - self.rank(other, e) for e in self.expected_in(ref)]
            both = [sum(s > 0 for s in steps), sum(s < 0 for s in steps), 3]
            return found | {"near": max(3 - abs(ahead), 0), "exchange": min(both)}
        trained = int("trained" in self.offer(other))
        return found | {
            "level": max(self.typical(other, ref) - 3, 0),
            "margin": max(min(ahead, 3), 0),
            "trained": trained,
        }

    def below(self, mentee: str, ref: str, peer: bool) -> set[str]:
        found: set[str] = set()
        for _ in self.people:
            for who, competence, _, _, slot in self.slots:
                mentors = {slot["mentor"], *slot.get("co_mentors", ())}
                equal = peer and slot.get("peer")
                if competence == ref and slot["status"] in UNDER_WAY and not equal:
                    found |= {who} if mentors & (found | {mentee}) else set()
        return found

    def barriers(self, mentee: str, other: str, ref: str, peer: bool) -> set[str]:
        if mentee == other:
            return {"self"}
        slot = self.files.get(f"mentorships/{mentee}/{ref}", {})
        under_way = slot.get("status") in UNDER_WAY
        declined = any(
            (who, competence, terms["status"], terms["mentor"]) == (mentee, ref, "declined", other)
            for who, competence, terms in self.terms()
        )
        offer, left = self.offer(other), self.people[other]["status"] == "left"
        full = self.capacity(other) - self.load(other) - self.promised(other) <= 0
        held = {
            "left": left,
            "leader": self.leaders_may_not and other in self.people[mentee].get("leaders", ()),
            "already": under_way and other in (slot["mentor"], *slot.get("co_mentors", ())),
            "declined": declined,
            "circle": other in self.below(mentee, ref, peer),
            "not-proficient": not peer and not self.proficient(other, ref),
            "not-held": peer and ref not in self.held(other),
            "closed": offer.get("open") is False,
            "not-asked": not peer and "open" not in offer,
            "topics": not peer and bool(offer.get("topics")) and ref not in offer["topics"],
            "away": self.away(other),
            "full": full and not left,
        }
        return {name for name, holds in held.items() if holds}

    @property
    def leaders_may_not(self) -> bool:
        return bool(self.files["wecomplish"].get("rules", {}).get("leader-is-mentor") != "off")

    def allowed(self, mentee: str, ref: str) -> set[str]:
        able = {who for who in self.people if self.proficient(who, ref)}
        return {who for who in able if not self.barriers(mentee, who, ref, peer=False)}

    def wanting(self, person: str) -> list[str]:
        """What someone holds, does not know well yet, and has nobody for."""
        slots = {ref: slot["status"] for who, ref, _, _, slot in self.slots if who == person}
        held = [ref for ref in self.held(person) if not self.proficient(person, ref)]
        return [ref for ref in held if slots.get(ref) not in UNDER_WAY]


def suggestions_are_right(root: Path, mentee: str, ref: str, peer: bool) -> None:
    sums = Pairs(root)
    said = answer(root, "suggest", mentee, ref, "--top", "1000", *(["--peer"] if peer else []), env={})
    near = {
        who
        for who in sums.people
        if who == mentee
        or (sums.people[who]["status"] == "active" and ref in sums.held(who))
        or sums.proficient(who, ref)
    }
    barred = {who: sums.barriers(mentee, who, ref, peer) for who in near}
    assert {row["person"]: set(row["barriers"]) for row in said["excluded"]} == {
        who: barriers for who, barriers in barred.items() if barriers
    }
    active = {who for who in sums.people if sums.people[who]["status"] == "active"}
    assert said["not_proficient"] == len(active - near)
    scores = {}
    for row in said["candidates"]:
        amounts = sums.amounts(mentee, row["person"], ref, peer)
        assert {reason["name"]: reason["amount"] for reason in row["reasons"]} == amounts
        for reason in row["reasons"]:
            assert reason["weight"] == DEFAULTS[reason["name"]]
            assert reason["points"] == reason["weight"] * reason["amount"]
        assert row["score"] == sum(reason["points"] for reason in row["reasons"])
        scores[row["person"]] = row["score"]
    assert scores.keys() == {who for who, barriers in barred.items() if not barriers}
    assert list(scores) == sorted(scores, key=lambda who: (-scores[who], who))


@pytest.mark.sampled(6)
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("peer", [False, True])
def test_points_and_barriers_follow_from_the_files(
    seed: int, peer: bool, tmp_path: Path, thorough: bool
) -> None:
    rng = Random(seed)  # noqa: S311 - the same each time is wanted
    root = write(with_wishes(rng, organisation(rng, 60)), tmp_path)
    sums = Pairs(root)
    held = [(who, ref) for who in sorted(sums.there) for ref in sums.held(who)]
    for mentee, ref in held[: 5 if thorough else 2]:
        suggestions_are_right(root, mentee, ref, peer)


def test_points_and_barriers_of_the_example_are_right() -> None:
    for mentee, ref in (
        ("lukasz-wisniewski", "skillsets/leading-people"),
        ("bo-lind", "roles/platform-engineer"),
    ):
        suggestions_are_right(EXAMPLE, mentee, ref, peer=False)
        suggestions_are_right(EXAMPLE, mentee, ref, peer=True)


def test_each_weight_and_each_barrier_is_documented() -> None:
    page = (REPOSITORY / "docs" / "suggestions.md").read_text(encoding="utf-8")
    for weight in WEIGHTS:
        assert f"| `{weight.name}` | {weight.points} |" in page
    assert set(BARRIERS) == set(Barrier)
    for barrier in Barrier:
        assert f"| `{barrier}` |" in page


@pytest.mark.sampled(4)
@pytest.mark.parametrize("leaders_may", [False, True])
@pytest.mark.parametrize("seed", range(2))
def test_who_is_named_as_a_possible_mentor_is_one_whom_suggest_allows(
    seed: int, leaders_may: bool, tmp_path: Path
) -> None:
    rng = Random(seed)  # noqa: S311 - the same each time is wanted
    files = with_wishes(rng, organisation(rng, 60))
    files["wecomplish"]["rules"] = {"leader-is-mentor": "off"} if leaders_may else {}
    root = write(files, tmp_path)
    named = [row for row in without_mentor(root) if row["mentor"]]
    assert named
    for row in named:
        slot = f"mentorships/{row['person']}/{row['competence']}"
        files.setdefault(slot, {"mentor": row["mentor"], "status": "declined", "ended": DAY})
    write(files, root)
    sums = Pairs(root)
    for row in without_mentor(root):
        assert row["mentor"] in sums.allowed(row["person"], row["competence"]) | {None}
        if not row["mentor"] and not row["proposed"]:
            assert not any(sums.allowed(row["person"], ref) for ref in sums.wanting(row["person"]))


def without_mentor(root: Path) -> list[Any]:
    return list(answer(root, "report", "mentorships", "--all")["without_mentor"])
