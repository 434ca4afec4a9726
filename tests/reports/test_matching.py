"""A matching of people in files: the best one, with changes that help and a network that is counted right."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.conftest import TODAY
from tests.derive.test_matching import best_by_networkx
from tests.golden.stage import play
from tests.real_shape import DAY, Files, organisation, write
from tests.reports.test_figures import answer
from tests.reports.test_suggestions import UNDER_WAY, Pairs, with_wishes
from wecomplish_cli.derive import matching
from wecomplish_cli.derive.kinds import Seats
from wecomplish_cli.derive.suitability import DEFAULTS

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = "programs/p"
Aims = tuple[int, Fraction, int]


def programme(rng: Random, people: int) -> Files:
    """An organisation with a program that most people have joined, as this or that."""
    files = with_wishes(rng, organisation(rng, people))
    competences = rng.sample(["roles/r-0", "roles/r-1", "skillsets/s-0"], 2)
    files[PROGRAM] = {"name": "P", "competences": competences}
    for ref, record in files.items():
        if ref.startswith("people/") and rng.random() < 0.8:
            record["programs"] = {
                "p": {"as": rng.choice(["mentee", "mentor", "both", "both"]), "joined": DAY}
            }
    return files


class Programme(Pairs):
    """Who could mentor whom in the program, by the files."""

    def joined(self, *roles: str) -> list[str]:
        parts = {who: self.people[who].get("programs", {}).get("p", {}).get("as") for who in self.there}
        return sorted(who for who, part in parts.items() if part in roles)

    def open_slots(self, mentee: str) -> list[str]:
        wanted = [ref for ref in self.files[PROGRAM]["competences"] if ref in self.held(mentee)]
        under_way = {
            ref
            for ref in wanted
            if self.files.get(f"mentorships/{mentee}/{ref}", {}).get("status") in UNDER_WAY
        }
        free = [ref for ref in wanted if ref not in under_way]
        return [ref for ref in free if ref in self.offer(mentee).get("seeks", ())] if under_way else free

    def points(self, mentee: str, mentor: str, ref: str) -> int:
        amounts = self.amounts(mentee, mentor, ref, peer=False)
        return sum(DEFAULTS[name] * amount for name, amount in amounts.items())

    def edges(self) -> dict[str, dict[str, int]]:
        """For each mentee who needs one: the mentors who could be, with the best points in any competence."""
        found: dict[str, dict[str, int]] = {}
        for mentee in self.joined("mentee", "both"):
            for ref in self.open_slots(mentee):
                mine = found.setdefault(mentee, {})
                for mentor in self.joined("mentor", "both"):
                    if not self.barriers(mentee, mentor, ref, peer=False) - {"full"}:
                        points = self.points(mentee, mentor, ref)
                        mine[mentor] = max(points, mine.get(mentor, points))
        return found

    def taken(self, mentor: str) -> int:
        return self.load(mentor) + self.promised(mentor)

    def aims(self, edges: dict[str, dict[str, int]], chosen: dict[str, str]) -> Aims | None:
        count = Counter(chosen.values())
        if any(self.taken(m) + n > self.capacity(m) for m, n in count.items()):
            return None
        shares = [Fraction(self.taken(m) + n, self.capacity(m)) for m, n in count.items()]
        return len(chosen), -max(shares, default=Fraction(0)), sum(edges[a][b] for a, b in chosen.items())


def circles(pairs: dict[tuple[str, str], str], slots: list[Any]) -> bool:
    """Whether people mentor each other in a circle with the pairs, in one competence."""
    edges = {(ref, mentor, mentee) for (mentee, ref), mentor in pairs.items()}
    new = set(edges)
    for mentee, ref, _, _, slot in slots:
        if slot["status"] in UNDER_WAY:
            edges |= {(ref, who, mentee) for who in (slot["mentor"], *slot.get("co_mentors", ()))}

    def leads_back(ref: str, start: str, goal: str, seen: frozenset[str]) -> bool:
        return start == goal or any(
            leads_back(ref, below, goal, seen | {below})
            for competence, above, below in edges
            if (competence, above) == (ref, start) and below not in seen
        )

    return any(leads_back(ref, mentee, mentor, frozenset((mentee,))) for ref, mentor, mentee in new)


@pytest.mark.sampled(14)
@pytest.mark.parametrize("most", [matching.MOST_ONE_BY_ONE, -1], ids=["one by one", "by kinds"])
@pytest.mark.parametrize("seed", range(12))
def test_a_program_is_matched_as_well_as_can_be(
    seed: int, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "MOST_ONE_BY_ONE", most)
    rng = Random(seed)  # noqa: S311 - the same each time is wanted
    root = write(programme(rng, 40), tmp_path)
    sums = Programme(root)
    said = answer(root, "match", "p", env={})
    edges = sums.edges()
    chosen = {row["mentee"]: row["mentor"] for row in said["pairs"]}
    assert chosen.keys() | {row["person"] for row in said["unmatched"]} == edges.keys()
    assert said["mentees"] == len(edges)
    assert said["mentors"] == len(sums.joined("mentor", "both"))
    pairs = {(row["mentee"], row["competence"]): row["mentor"] for row in said["pairs"]}
    assert not circles(pairs, sums.slots)
    for row in said["pairs"]:
        assert row["score"] == edges[row["mentee"]][row["mentor"]]
        assert row["score"] == sum(reason["points"] for reason in row["reasons"])
    # Somebody may be both: to networkx these are two.
    scores = {a: {f"mentor {b}": points for b, points in row.items()} for a, row in edges.items()}
    seats = {f"mentor {b}": Seats(sums.capacity(b), sums.taken(b)) for b in sums.joined("mentor", "both")}
    assert sums.aims(edges, chosen) == best_by_networkx(scores, seats)
    network_is_right(sums, said)
    settled = set(sums.joined("mentee", "both")) - edges.keys()
    assert {row["person"] for row in said["settled"]} == settled


def network_is_right(sums: Programme, said: Any) -> None:
    new = [(row["mentee"], row["mentor"]) for row in said["pairs"]]
    had = [
        (mentee, m) for mentee, _, status, who, _ in sums.slots if status in ("active", "paused") for m in who
    ]
    rows = {
        row["name"]: (row["before"], row["before_of"], row["after"], row["after_of"])
        for row in said["network"]
    }
    n, population = len(sums.population), sums.population
    after = (sums.helped | {a for a, _ in new}, sums.helping | {b for _, b in new})
    across = [
        sum(
            bool(sums.teams(a)) and bool(sums.teams(b)) and not sums.teams(a) & sums.teams(b) for a, b in some
        )
        for some in (had, had + new)
    ]
    assert rows == {
        "people with a mentor": (len(population & sums.helped), n, len(population & after[0]), n),
        "people who mentor someone": (len(population & sums.helping), n, len(population & after[1]), n),
        "pairs across teams": (across[0], len(had), across[1], len(had) + len(new)),
    }


def carried_out(root: Path, change: Any, competences: list[str]) -> None:
    """Make the change that is named, by hand."""
    path = root / "people" / f"{change['person']}.yaml"
    record = yaml.safe_load(path.read_text(encoding="utf-8"))
    offer = record.setdefault("mentoring", {})
    if change["barrier"] == "not-joined":
        record["programs"] = {"p": {"as": "mentor", "joined": DAY}}
    elif change["barrier"] == "away":
        del offer["away"]
    elif change["barrier"] in ("closed", "not-asked"):
        offer["open"] = True
    elif change["barrier"] == "topics":
        offer["topics"] = offer["topics"] + competences
    else:
        assert change["barrier"] == "full"
        words = change["command"].split()
        assert words[:4] == ["wecomplish", "offer", change["person"], "--capacity"]
        offer["capacity"] = int(words[4])
    path.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")


def test_of_many_full_mentors_and_changes_ten_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    role = {"name": "R", "responsibilities": {"a": {"title": "A"}}}
    held = {"assignments": {"roles/r": {"since": DAY}}, "programs": {"p": {"as": "mentee", "joined": DAY}}}
    files: Files = {
        "wecomplish": {"format": 1, "organization": "O", "administrators": ["mia"]},
        "roles/r": role,
        PROGRAM: {"name": "P"},
        "people/mia": {"name": "Mia", **held},
    }
    for number in range(25):
        offer = {"open": number < 12, "capacity": 0 if number < 12 else 1}
        files[f"people/t{number:02}"] = {
            "name": f"T {number}",
            "mentoring": offer,
            "programs": {"p": {"as": "mentor", "joined": DAY}},
        }
        files[f"familiarity/t{number:02}"] = {"roles/r/a": {"level": "automated", "updated": DAY}}
    root = write(files, tmp_path)
    (row,) = answer(root, "match", "p", env={})["unmatched"]
    assert (len(row["full"]), row["more_full"]) == (10, 2)
    assert (len(row["changes"]), row["more_changes"]) == (10, 15)
    assert "T 3 and 8 more" in row["words"]
    table = play("match", "p", "--today", TODAY, "--format", "table", cwd=root).stdout
    assert "T 2 and 22 more" in table


@pytest.mark.sampled(6)
@pytest.mark.parametrize("seed", range(6))
def test_each_change_that_is_named_gives_somebody_more_a_mentor(seed: int, tmp_path: Path) -> None:
    rng = Random(50 + seed)  # noqa: S311 - the same each time is wanted
    files = programme(rng, 30)
    root = write(files, tmp_path / "first")
    said = answer(root, "match", "p", env={})
    tried = 0
    for row in said["unmatched"]:
        for change in row["changes"][:3]:
            tried += 1
            other = write(files, tmp_path / f"{row['person']}-{tried}")
            carried_out(other, change, row["competences"])
            more = len(answer(other, "match", "p", env={})["pairs"]) - len(said["pairs"])
            assert more == 1 if change["barrier"] == "full" else more >= 1, change


def test_the_same_people_in_another_order_give_the_same_plan(tmp_path: Path) -> None:
    rng = Random(3)  # noqa: S311 - the same each time is wanted
    files = programme(rng, 30)
    turned = dict(reversed([*files.items()]))
    one, other = write(files, tmp_path / "one"), write(turned, tmp_path / "other")
    people = sorted(ref.partition("/")[2] for ref in files if ref.startswith("people/"))
    lines = [f"{each}," for each in people]
    asked = [
        (one, ["match", "p", "--plan", "-"], ""),
        (other, ["match", "p", "--plan", "-"], ""),
        (one, ["match", "--mentees", ",".join(people), "--plan", "-"], ""),
        (other, ["match", "--mentees", ",".join(reversed(people)), "--plan", "-"], ""),
        (one, ["match", "--from", "-", "--plan", "-"], "\n".join(["mentee,mentor", *reversed(lines)])),
    ]
    plans = [play(*words, "--today", TODAY, cwd=root, stdin=stdin) for root, words, stdin in asked]
    assert all(plan.exit == 0 for plan in plans)
    assert plans[0].stdout == plans[1].stdout
    assert plans[2].stdout == plans[3].stdout == plans[4].stdout
    assert "mentee: " in plans[2].stdout
