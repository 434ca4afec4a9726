"""Every number of the reports on progress, worked out once more from the YAML by other code."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from random import Random
from statistics import fmean, median_low
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.conftest import EXAMPLE, TODAY, git
from tests.golden.stage import play
from tests.linear import few_of, gives_away
from tests.real_shape import DAY, LEVELS, organisation, with_programme, write
from tests.reports.test_portrait import commit_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from tests.linear import Total

Run = tuple[str, str, dict[str, Any], date, date, bool]
"""Mentee, competence, terms, first and last day, and whether it is the present one of its slot."""


class Files:
    """An organisation's YAML, and what follows from it by the definitions of the format."""

    def __init__(self, root: Path) -> None:
        self.files: dict[str, Any] = {
            path.relative_to(root).with_suffix("").as_posix(): yaml.safe_load(path.read_text("utf-8"))
            for path in sorted(root.rglob("*.yaml"))
        }

    def of(self, folder: str) -> dict[str, Any]:
        return {r.partition("/")[2]: c for r, c in self.files.items() if r.startswith(f"{folder}/")}

    def events(self, folder: str, mentee: str, competence: str) -> list[tuple[date, Any]]:
        found = [(ref.split("/"), each) for ref, each in self.of(folder).items()]
        return [
            (date.fromisoformat(name[:10]), each)
            for (who, name), each in found
            if (who, each["competence"]) == (mentee, competence)
        ]

    @cached_property
    def runs(self) -> list[Run]:
        found: list[Run] = []
        for ref, slot in self.of("mentorships").items():
            mentee, _, competence = ref.partition("/")
            for terms in (*slot.get("previous", ()), slot):
                yes = [terms.get("acceptance", {}).get(who, "waiting") for who in (mentee, terms["mentor"])]
                first = terms.get("started") or (max(yes) if "waiting" not in yes else None)
                if first:
                    last = terms.get("ended", DAY)
                    found.append((mentee, competence, terms, first, last, terms is slot))
        return found

    def active(self, run: Run) -> bool:
        return run[5] and run[2]["status"] in ("active", "proposed")

    def met(self, run: Run) -> list[Any]:
        events = self.events("checkins", run[0], run[1])
        return [each for day, each in sorted(events, key=lambda e: e[0]) if run[3] <= day <= run[4]]

    def due(self, run: Run) -> int:
        usual: int = self.files["wecomplish"].get("mentorship", {}).get("checkin_every_days", 14)
        return self.could_meet(run) // int(run[2].get("checkin_every_days", usual))

    def could_meet(self, run: Run) -> int:
        """Days after the first on which neither was away; of a pause, up to the last check-in."""
        last = run[4]
        if run[2]["status"] == "paused":
            last = max(
                (day for day, _ in self.events("checkins", run[0], run[1]) if run[3] <= day <= last),
                default=run[3],
            )
        people = self.of("people")
        away = [people.get(who, {}).get("mentoring", {}).get("away") for who in (run[0], run[2]["mentor"])]
        days = (run[3] + timedelta(n) for n in range(1, (last - run[3]).days + 1))
        return sum(not any(each and each["from"] <= day <= each["until"] for each in away) for day in days)

    def expected(self, competence: str) -> list[str]:
        record = self.files[competence]
        own = record.get("responsibilities") or record.get("skills") or {}
        shared = [
            f"expectations/{ref}"
            for ref, each in self.of("expectations").items()
            if competence in each.get("relevant_for", ()) and ("retired" not in each or each["retired"] > DAY)
        ]
        return [
            f"{competence}/{k}" for k, v in own.items() if "retired" not in v or v["retired"] > DAY
        ] + shared

    def levels(self, person: str, competence: str) -> dict[str, str]:
        said = self.files.get(f"familiarity/{person}", {})
        return {r: said[r]["level"] for r in self.expected(competence) if "level" in said.get(r, {})}

    def held(self, person: str) -> dict[str, Any]:
        given = self.of("people")[person].get("assignments", {})
        return {ref: each for ref, each in given.items() if "until" not in each or each["until"] > DAY}

    def there(self) -> set[str]:
        return {who for who, each in self.of("people").items() if each.get("status", "active") == "active"}

    def members(self, team: str) -> set[str]:
        below = {team}
        while more := {t for t, each in self.of("teams").items() if each.get("parent") in below} - below:
            below |= more
        return {
            who
            for who in self.there()
            if any(below.intersection(each.get("teams", ())) for each in self.held(who).values())
        }

    def scope(self, options: list[str]) -> list[Run]:
        if not options:
            return self.runs
        if options[0] == "--team":
            return [run for run in self.runs if run[0] in self.members(options[1])]
        return [run for run in self.runs if run[2].get("program") == options[1]]

    # Values by person

    def gains(self, runs: Iterable[Run]) -> dict[str, list[float]]:
        found: dict[str, list[float]] = defaultdict(list)
        for mentee, competence, terms, *_ in runs:
            if "baseline" in terms:
                start = terms["baseline"].get("levels", {})
                ends = terms.get("outcome", {"levels": self.levels(mentee, competence)}).get("levels", {})
                steps = [rank(ends[ref]) - rank(start[ref]) for ref in start.keys() & ends.keys()]
                found[mentee] += [25 * fmean(steps)] if steps else []
        return found

    def pulses(self, runs: Iterable[Run], side: bool) -> dict[str, list[float]]:
        found: dict[str, list[float]] = defaultdict(list)
        for run in runs:
            for each in self.met(run):
                for person, score in each.get("pulse", {}).items():
                    if (person == run[0]) is side:
                        found[person].append(score)
        return found

    def observed(self, runs: Iterable[Run], competence: str) -> dict[str, list[float]]:
        found: dict[str, list[float]] = defaultdict(list)
        for mentee, ref, _, first, last, _ in runs:
            said, last_seen = self.files.get(f"familiarity/{mentee}", {}), {}
            for day, review in sorted(self.events("reviews", mentee, competence), key=lambda e: e[0]):
                for each in self.expected(competence) if ref == competence and first <= day <= last else ():
                    if "level" not in said.get(each, {}) or said[each]["updated"] > day:
                        continue
                    own, seen = said[each]["level"], review.get("observed", {}).get(each)
                    if seen or review["outcome"] != "follow_up":
                        last_seen[each] = rank(seen or own) - rank(own)
            found[mentee] += last_seen.values()
        return found


def rank(level: str) -> int:
    return LEVELS.index(level)


def answer(root: Path, *words: str) -> dict[str, Any]:
    settings = yaml.safe_load((root / "wecomplish.yaml").read_text("utf-8"))
    env = {"WECOMPLISH_AS": settings["administrators"][0]}
    done = play(*words, "--format", "json", "--today", TODAY, cwd=root, env=env)
    assert (done.exit, done.stderr) == (0, "")
    return next(value for key, value in json.loads(done.stdout).items() if key != "version")


def is_mean(figure: Any, values: dict[str, list[float]]) -> None:
    """A figure has the number of people, and their mean, which may be hidden, and is with fewer than five."""
    known = [fmean(each) for each in values.values() if each]
    assert figure["people"] == len(known)
    if figure["mean"] is not None:
        assert len(known) >= 5
        assert figure["mean"] == pytest.approx(fmean(known), abs=0.051)


def progress_is_right(root: Path, options: list[str]) -> None:
    files, said = Files(root), answer(root, "report", "progress", *options)
    runs = files.scope(options)
    running = [run for run in runs if files.active(run)]
    held, due = sum(len(files.met(run)) for run in running), sum(map(files.due, running))
    mentees = len({run[0] for run in running})
    share = round(100 * held / due, 1) if due and mentees >= 5 else None
    assert said["cadence"] == {"held": held, "due": due, "mentees": mentees, "share": share}
    assert {(p["mentee"], p["competence"]) for p in said["pairs"]} == set(under_way(files, options))
    assert Counter(p["state"] for p in said["pairs"]) == dict(said["states"])
    goals = Counter(
        g["status"].replace("_", " ")
        for s in under_way(files, options).values()
        for g in s.get("goals", {}).values()
    )
    assert dict(said["goals"]) == goals
    for side, key in ((True, "pulse_mentees"), (False, "pulse_mentors")):
        is_mean(said[key], files.pulses(runs, side))
    is_mean(said["gain_mentored"], files.gains(runs))
    last = [(run[0], [c["fit"] for c in files.met(run) if "fit" in c]) for run in running]
    fits = [(mentee, each[-1]) for mentee, each in last if each]
    assert said["fit_mentees"] == len({mentee for mentee, _ in fits})
    assert said["fit"] is None or (
        said["fit_mentees"] >= 5 and dict(said["fit"]) == Counter(f for _, f in fits)
    )
    reviewed = {each["competence"]: files.observed(runs, each["competence"]) for each in said["calibration"]}
    for each in said["calibration"]:
        is_mean(each["difference"], reviewed[each["competence"]])
    others = {run[1] for run in runs} - reviewed.keys()
    assert not any(any(files.observed(runs, each).values()) for each in others)
    if part := said["participation"]:
        who = {p for p in files.there() if files.held(p)} & (
            files.members(options[1]) if options else files.there()
        )
        now = [s for s in files.of("mentorships").items() if is_running(*s)]
        mentored = {ref.partition("/")[0] for ref, _ in now}
        mentoring = {m for ref, slot in now for m in mentors(slot)}
        assert part == {
            "people": len(who),
            "mentored": len(who & mentored),
            "mentoring": len(who & mentoring),
        }


def under_way(files: Files, options: list[str]) -> dict[tuple[str, str], Any]:
    slots = {tuple(ref.split("/", 1)): slot for ref, slot in files.of("mentorships").items()}
    kind, which = options or ["", ""]
    return {
        (ref[0], ref[1]): slot
        for ref, slot in slots.items()
        if slot["status"] in ("proposed", "active", "paused")
        and (kind != "--team" or ref[0] in files.members(which))
        and (kind != "--programme" or slot.get("program") == which)
    }


def is_running(ref: str, slot: dict[str, Any]) -> bool:
    yes = slot.get("acceptance", {})
    agreed = all(yes.get(who, "waiting") != "waiting" for who in (ref.partition("/")[0], slot["mentor"]))
    return slot["status"] in ("active", "paused") or (slot["status"] == "proposed" and agreed)


def mentors(slot: dict[str, Any]) -> list[str]:
    yes = slot.get("acceptance", {})
    return [slot["mentor"], *(each for each in slot.get("co_mentors", ()) if yes.get(each) != "waiting")]


def network_is_right(root: Path) -> None:
    files, said = Files(root), answer(root, "report", "network")
    slots = [
        (ref.partition("/")[0], slot)
        for ref, slot in files.of("mentorships").items()
        if is_running(ref, slot)
    ]
    ties = [(mentor, mentee) for mentee, slot in slots for mentor in mentors(slot)]
    people = {person for tie in ties for person in tie}
    assert (said["people"], said["pairs"]) == (len(people), len(ties))
    teams = {p: {t for each in files.held(p).values() for t in each.get("teams", ())} for p in people}
    crossing = [tie for tie in ties if all(map(teams.get, tie)) and not teams[tie[0]] & teams[tie[1]]]
    both = {mentor for mentor, _ in ties} & {mentee for _, mentee in ties}
    for key, number, of in (("across", len(crossing), len(ties)), ("both", len(both), len(people))):
        share = round(100 * number / of, 1) if of >= 5 else None
        assert said[key] == {"number": number, "of": of, "share": share}
    assert said["no_team"] == sum(not all(map(teams.get, tie)) for tie in ties)
    bridges: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for one, other in crossing:
        for pair in {tuple(sorted((a, b))) for a in teams[one] for b in teams[other]}:
            bridges[pair[0], pair[1]].append((one, other))
    assert {tuple(each["teams"]): each["pairs"] for each in said["bridges"]} == {
        pair: len(found) for pair, found in bridges.items()
    }
    for each in said["bridges"]:
        found = bridges[each["teams"][0], each["teams"][1]]
        assert {who["id"] for who in each["people"]} == {person for tie in found for person in tie}
        assert {who["id"] for who in each["rests_on"]} == set.intersection(*map(set, found))
    assert [len(each["people"]) for each in said["groups"]] == sorted(map(len, joined(ties)), reverse=True)
    chain = [each["people"] for each in said["chain"]]
    assert len(chain) == longest(ties)
    assert all(any((a, b) in ties for a in one for b in other) for one, other in pairwise(chain))
    division = answer(root, "report", "mentorships")["division"]
    assert said["division"] == division


def joined(ties: list[tuple[str, str]]) -> list[set[str]]:
    """The groups of people that ties connect."""
    found: list[set[str]] = []
    for tie in ties:
        group = set(tie).union(*(each for each in found if each & set(tie)))
        found = [each for each in found if not each & set(tie)] + [group]
    return found


def longest(ties: list[tuple[str, str]]) -> int:
    """The most people in a row each of whom mentors the next, those who reach each other counted once."""
    people = {person for tie in ties for person in tie}
    reach = {person: {person} for person in people}
    for _ in people:
        reach = {p: each.union(*(reach[b] for a, b in ties if a == p)) for p, each in reach.items()}
    same = {p: frozenset(q for q in people if q in reach[p] and p in reach[q]) for p in people}
    steps = {(same[a], same[b]) for a, b in ties if same[a] != same[b]}
    row = dict.fromkeys(same.values(), 1)
    for _ in people:
        row = {step: 1 + max((row[b] for a, b in steps if a == step), default=0) for step in row}
    return max(row.values(), default=0)


def calibration_is_right(root: Path, program: str) -> None:
    files, said = Files(root), answer(root, "programme", "calibrate", program)
    own = [run for run in files.runs if run[2].get("program") == program]
    others = [run for run in files.runs if run[2].get("program") != program]
    people = {each["topic"]: each["people"] for each in said["advice"]}
    part = {p: each.get("programs", {}).get(program, {}).get("as") for p, each in files.of("people").items()}
    joined = {p for p in files.there() if part[p] in ("mentee", "both")}
    ends = files.files[f"programs/{program}"].get("ends")
    judged = [(run, run[2].get("until", ends)) for run in own]
    judged = [
        (run, end)
        for run, end in judged
        if end
        and end > run[3]
        and (
            run[2]["status"] == "completed"
            or (run[2]["status"] in ("proposed", "active", "paused") and end < DAY)
        )
    ]
    assert people == {
        "cadence": len({run[0] for run in own if files.due(run)}),
        "places": len(joined),
        "criteria": len({run[0] for run in own}),
        "length": len({run[0] for run, _ in judged}),
    }
    for each in said["advice"]:
        assert (each["verdict"] == "too few to say") == (each["people"] < 5)
    held, failed, gained = said["compared"]
    for side, runs in (("own", own), ("others", others)):
        due = [run for run in runs if files.due(run)]
        share = 100 * sum(len(files.met(r)) for r in due) / max(sum(map(files.due, due)), 1)
        is_share(held[side], share, {run[0] for run in due})
        fits = {id(run): [c["fit"] for c in files.met(run) if "fit" in c][-1:] for run in runs}
        bad = {run[0] for run in runs if run[2]["status"] == "ended" or fits[id(run)] == ["poor"]}
        mentees = {run[0] for run in runs}
        is_share(failed[side], 100 * len(bad) / max(len(mentees), 1), mentees)
        is_mean(gained[side], files.gains(runs))
    figures = {each["topic"]: each["figure"] for each in said["advice"]}
    late = len({run[0] for run, end in judged if run[4] > end})
    if judged and people["length"] >= 5:
        took = median_low((run[4] - run[3]).days for run, _ in judged)
        planned = median_low((end - run[3]).days for run, end in judged)
        assert f"{late} of {people['length']} mentees" in figures["length"]
        assert f"half had {took} days or fewer, and {planned} were planned" in figures["length"]
    waiting = len(joined - {run[0] for run in own})
    assert not joined or figures["places"].startswith(f"{waiting} of {len(joined)} mentee")


def is_share(figure: Any, share: float, people: set[str]) -> None:
    assert figure["people"] == len(people)
    assert figure["mean"] == (pytest.approx(share, abs=0.051) if len(people) >= 5 else None)


def programme_is_right(root: Path, program: str) -> None:
    files, report = Files(root), answer(root, "report", "programme", program)
    of_it = {ref: slot for ref, slot in files.of("mentorships").items() if slot.get("program") == program}
    running = {ref: s for ref, s in of_it.items() if s["status"] in ("proposed", "active", "paused")}
    assert {f"{pair['mentee']}/{pair['competence']}" for pair in report["pairs"]} == {*running}
    active = [run for run in files.runs if run[2].get("program") == program and files.active(run)]
    assert report["held"] == sum(len(files.met(run)) for run in active)
    assert report["due"] == sum(files.due(run) for run in active)
    goals = Counter(
        goal["status"].replace("_", " ")
        for slot in running.values()
        for goal in slot.get("goals", {}).values()
    )
    assert dict(report["goals"]) == goals
    parts = [each.get("programs", {}).get(program, {}).get("as") for each in files.of("people").values()]
    assert report["page"]["steps"]["joined"] == sum(part in ("mentee", "both") for part in parts)


def all_is_right(root: Path, teams: Iterable[str], programs: Iterable[str]) -> None:
    progress_is_right(root, [])
    network_is_right(root)
    for team in teams:
        progress_is_right(root, ["--team", team])
    for program in programs:
        progress_is_right(root, ["--programme", program])
        programme_is_right(root, program)
        calibration_is_right(root, program)


def test_every_number_about_the_example_is_that_of_its_files(thorough: bool) -> None:
    files = Files(EXAMPLE)
    most = None if thorough else 1
    all_is_right(EXAMPLE, [*files.of("teams")][:most], [*files.of("programs")][:most])


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [0, 1, 2, 3, 5, 7])  # In 4 and 6, too few have gained to show a mean.
def test_every_number_about_a_generated_organisation_is_that_of_its_files(seed: int, tmp_path: Path) -> None:
    rng = Random(seed)  # noqa: S311 - the same each time is wanted
    root = write(with_programme(rng, organisation(rng, 60)), tmp_path)
    all_is_right(root, ["top", "below", "beside"], ["rye"])
    assert answer(root, "report", "progress")["gain_mentored"]["mean"] is not None
    assert any(
        each["verdict"] != "too few to say"
        for each in answer(root, "programme", "calibrate", "rye")["advice"]
    )


@pytest.mark.parametrize("people", [0, 1, 3])
def test_nothing_is_judged_where_there_is_nobody_or_next_to_nobody(people: int, tmp_path: Path) -> None:
    rng = Random(1)  # noqa: S311 - the same each time is wanted
    files = with_programme(rng, organisation(rng, max(people, 1)))
    for ref, record in files.items():
        if ref.startswith("people/") and not people:
            record["status"] = "left"
    root = write(files, tmp_path)
    all_is_right(root, ["top"], ["rye"])
    verdicts = {each["verdict"] for each in answer(root, "programme", "calibrate", "rye")["advice"]}
    assert verdicts == {"too few to say"}
    said = answer(root, "report", "progress")
    assert (
        said["gain_mentored"]["mean"] is said["gain_unmentored"]["mean"] is said["cadence"]["share"] is None
    )


START = DAY - timedelta(90)


def compared(rng: Random) -> tuple[Any, Any]:
    """Mentored and unmentored holders of a role: their files on the day of the baselines, and today."""
    role = {"assignments": {"roles/r": {"since": DAY - timedelta(200)}}}
    items = {f"do-{n}": {"title": f"Do {n}"} for n in range(3)}
    then: dict[str, Any] = {
        "wecomplish": {"format": 1, "organization": "Real", "administrators": ["p-0"], "timezone": "UTC"},
        "roles/r": {"name": "R", "responsibilities": items},
        "roles/s": {"name": "S", "responsibilities": items},
    }
    for n in range(14):
        then[f"people/p-{n}"] = {"name": f"Person {n}", **role}
        then[f"familiarity/p-{n}"] = levels(rng, START)
    then["people/p-12"] = {"name": "Late", "assignments": {"roles/r": {"since": DAY - timedelta(10)}}}
    then["people/p-13"]["status"] = "left"
    now = {ref: levels(rng, DAY) if ref.startswith("familiarity/") else each for ref, each in then.items()}
    for n in range(5):
        start = {"taken": START, "levels": {"roles/r/do-0": rng.choice(LEVELS)}}
        slot = {"mentor": "p-11", "status": "active", "started": START, "baseline": start}
        now[f"mentorships/p-{n}/roles/r"] = slot
    now["mentorships/p-5/roles/s"] = {"mentor": "p-11", "status": "active", "started": DAY - timedelta(5)}
    return then, now


def levels(rng: Random, day: date) -> dict[str, Any]:
    return {
        f"roles/r/do-{n}": {"level": rng.choice(LEVELS), "updated": day}
        for n in range(3)
        if rng.random() < 0.8
    }


@pytest.mark.parametrize("seed", range(2))
def test_people_without_a_mentor_are_compared_over_the_same_days(seed: int, tmp_path: Path) -> None:
    then, now = compared(Random(seed))  # noqa: S311 - the same each time is wanted
    root = write(then, tmp_path)
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    commit_on(root, f"{START}T23:30:00Z")
    write(now, root)
    git(root, "add", "--all")
    commit_on(root, f"{START + timedelta(1)}T00:30:00Z")
    gained = []
    for person in (f"p-{n}" for n in range(6, 12)):
        was, is_now = then[f"familiarity/{person}"], now[f"familiarity/{person}"]
        steps = [rank(is_now[ref]["level"]) - rank(was[ref]["level"]) for ref in was.keys() & is_now.keys()]
        gained += [25 * fmean(steps)] if steps else []
    said = answer(root, "report", "progress")["gain_unmentored"]
    assert said == {"people": len(gained), "mean": pytest.approx(fmean(gained), abs=0.051)}
    progress_is_right(root, [])


def test_without_git_the_comparison_says_that_it_is_not_known(tmp_path: Path) -> None:
    _, now = compared(Random(1))  # noqa: S311 - the same each time is wanted
    root = write(now, tmp_path)
    assert answer(root, "report", "progress")["gain_unmentored"] == {"people": 0, "mean": None}
    shown = play("report", "progress", "--format", "md", "--today", TODAY, cwd=root).stdout
    assert "over the same days: git does not know what they had indicated then" in shown


def known(
    root: Path, files: Files, values: Callable[[list[Run]], dict[str, list[float]]], key: str
) -> list[Total]:
    """The sums of people's values that the reports give together."""
    scopes = [[], *(["--team", team] for team in files.of("teams")), ["--programme", "rye"]]
    found = [(answer(root, "report", "progress", *each)[key], files.scope(each)) for each in scopes]
    if key == "gain_mentored":
        others = [run for run in files.runs if run[2].get("program") != "rye"]
        found.append((answer(root, "programme", "calibrate", "rye")["compared"][2]["others"], others))
    return [
        {(person, ""): 1 for person, each in values(runs).items() if each}
        for said, runs in found
        if said["mean"] is not None
    ]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("seed", range(8))
def test_no_figures_together_give_away_a_few(seed: int, tmp_path: Path) -> None:
    rng = Random(seed)  # noqa: S311 - the same each time is wanted
    root = write(with_programme(rng, organisation(rng, 24)), tmp_path)
    files = Files(root)
    totals = known(root, files, files.gains, "gain_mentored")
    assert totals
    people = sorted({person for person, each in files.gains(files.runs).items() if each})
    chosen = [*few_of(people)]
    for few in rng.sample(chosen, min(len(chosen), 100)):
        assert not gives_away(totals, few), few
