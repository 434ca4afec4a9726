"""Organisations of the shapes that real ones have, drawn at random and written as files.

Some people mentor without holding anything, some have left or are away, some mentorships are proposed, paused
or over, some have co-mentors, and not all of these have said yes.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import yaml

from tests.conftest import TODAY

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

DAY = date.fromisoformat(TODAY)
LEVELS = ["aware", "understand", "comfortable", "automated"]
STATUSES = ["proposed", "active", "active", "active", "paused", "completed", "ended", "declined"]
Files = dict[str, Any]
"""Reference to what its file holds."""


class _Written(yaml.SafeDumper):
    """Writes out what stands in several places, rather than an alias."""

    def ignore_aliases(self, _: Any) -> bool:
        return True


def organisation(rng: Random, people: int) -> Files:
    """Everything that an organisation of so many people holds."""
    ids = [f"p-{number}" for number in range(people)]
    refs = [f"roles/r-{number}" for number in range(3)] + ["skillsets/s-0", "skillsets/s-1"]
    found: Files = {
        "wecomplish": {
            "format": 1,
            "organization": "Real",
            "administrators": ["p-0"],
            "timezone": "Europe/Oslo",
            "mentorship": {"default_capacity": rng.choice([1, 2])},
        },
        "teams/top": {"name": "Top"},
        "teams/below": {"name": "Below", "parent": "top"},
        "teams/beside": {"name": "Beside"},
    }
    for ref in refs:
        inside = "responsibilities" if ref.startswith("roles") else "skills"
        items = {f"do-{n}": _item(rng, f"{ref} {n}") for n in range(rng.randrange(4))}
        record = {"name": f"The {ref}", "critical": rng.random() < 0.5, "keeper": rng.choice(ids)}
        found[ref] = record | ({inside: items} if items else {})
    for number in range(2):
        found[f"expectations/e-{number}"] = {
            "type": "policy",
            "title": f"Policy {number}",
            "relevant_for": rng.sample(refs, rng.randrange(1, 3)),
            "people": rng.sample(ids, min(rng.randrange(1, 3), people)),
        }
    known = [f"{ref}/{item}" for ref in refs for item in _items(found[ref])]
    known += ["expectations/e-0", "expectations/e-1"]
    for each in ids:
        found[f"people/{each}"] = _person(rng, each, ids, refs)
        said = {ref: _indication(rng) for ref in known if rng.random() < 0.6}
        if said:
            found[f"familiarity/{each}"] = said
        if each != "p-0":
            _mentee(rng, found, each, (ids, refs, known))
    return found


def write(files: Files, folder: Path) -> Path:
    """Write an organisation into a folder."""
    for ref, content in files.items():
        path = folder / f"{ref}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.dump(content, Dumper=_Written, sort_keys=False, allow_unicode=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _items(record: Any) -> dict[str, Any]:
    return record.get("responsibilities") or record.get("skills") or {}


def _ago(rng: Random, most: int) -> date:
    return DAY - timedelta(rng.randrange(most))


def _item(rng: Random, title: str) -> dict[str, Any]:
    retired = {"retired": DAY + timedelta(rng.choice([-5, 0, 5]))} if rng.random() < 0.2 else {}
    return {"title": title} | retired


def _indication(rng: Random) -> dict[str, Any]:
    level = {"level": rng.choice(LEVELS)} if rng.random() < 0.9 else {}
    unclear = {"unclear": True} if not level or rng.random() < 0.1 else {}
    return {"updated": _ago(rng, 60)} | level | unclear


def _person(rng: Random, own: str, ids: list[str], refs: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {"name": f"Person {own}", "status": rng.choice(["active"] * 6 + ["left"])}
    leaders = [each for each in rng.sample(ids, min(len(ids), 1)) if each != own]
    assignments: dict[str, dict[str, Any]] = {}
    for ref in rng.sample(refs, rng.choice([0, 0, 1, 1, 2])):
        teams: dict[str, Any] = (
            {"teams": [rng.choice(["top", "below", "beside"])]} if ref.startswith("roles") else {}
        )
        until = {"until": DAY + timedelta(rng.choice([-9, 0, 9]))} if rng.random() < 0.3 else {}
        assignments[ref] = teams | {"since": _ago(rng, 500) - timedelta(20)} | until
    offer: dict[str, Any] = {}
    if rng.random() < 0.6:
        offer["open"] = rng.random() < 0.7
    if rng.random() < 0.5:
        offer["capacity"] = rng.randrange(4)
    if rng.random() < 0.3:
        offer["topics"] = rng.sample(refs, 2)
    if rng.random() < 0.2:
        first = DAY + timedelta(rng.choice([-20, -3, 0, 4]))
        offer["away"] = {"from": first, "until": first + timedelta(3)}
    parts = {"leaders": leaders, "assignments": assignments, "mentoring": offer}
    return found | {key: value for key, value in parts.items() if value}


def _mentee(rng: Random, found: Files, mentee: str, known: tuple[list[str], list[str], list[str]]) -> None:
    """The mentorships of one person, and what happens in them."""
    ids, refs, expectations = known
    # As in real ones, a few mentor most.
    mentors = [each for each in ids[: max(len(ids) // 3, 1)] if each != mentee]
    for ref in rng.sample(refs, rng.choice([0, 1, 1, 2])):
        if mentors:
            slot = _terms(rng, mentee, mentors)
            if rng.random() < 0.3:
                slot["previous"] = [_terms(rng, mentee, mentors, "completed")]
            found[f"mentorships/{mentee}/{ref}"] = slot
        for _ in range(rng.choice([0, 0, 1, 3])):
            met = _ago(rng, 200)
            found[f"checkins/{mentee}/{met}-{ref.rpartition('/')[2]}"] = {"competence": ref}
        if rng.random() < 0.2:
            reviewed = {"competence": ref, "by": rng.choice(ids), "outcome": "agree"}
            found[f"reviews/{mentee}/{_ago(rng, 60)}-{ref.rpartition('/')[2]}"] = reviewed
    if rng.random() < 0.4:
        about, asked = rng.choice(expectations), _ago(rng, 40)
        status = rng.choice(["open", "acknowledged", "answered", "withdrawn"])
        request: dict[str, Any] = {"expectation": about, "status": status, "question": f"What of {about}?"}
        if status in ("acknowledged", "answered"):
            days = timedelta(rng.randrange(5))
            request[status] = {"by": rng.choice(ids), "date": min(asked + days, DAY)}
        found[f"help/{mentee}/{asked}-{about.rpartition('/')[2]}"] = request


def _terms(rng: Random, mentee: str, mentors: list[str], status: str = "") -> dict[str, Any]:
    status = status or rng.choice(STATUSES)
    who = rng.sample(mentors, min(len(mentors), rng.choice([1, 1, 1, 2, 3])))
    started = _ago(rng, 300) - timedelta(60)
    found: dict[str, Any] = {"mentor": who[0], "status": status}
    if who[1:]:
        found["co_mentors"] = who[1:]
    if status not in ("proposed", "declined"):
        found["started"] = started
    if status == "paused":
        found["paused_until"] = DAY + timedelta(10)
    if status in ("completed", "ended", "declined"):
        found["ended"] = started + timedelta(50)
    if status == "proposed" or rng.random() < 0.5:
        found["acceptance"] = {
            each: "waiting" if rng.random() < 0.3 else started for each in sorted((mentee, *who))
        }
    return found


def with_programme(rng: Random, files: Files) -> Files:
    """The same with a programme that some joined, and with what a programme is measured by."""
    found = {ref: dict(record) for ref, record in files.items()}
    found["programs/rye"] = {"name": "Rye", "pilot": True, "ends": DAY + timedelta(rng.choice([-30, 30]))}
    for ref, record in found.items():
        kind, _, rest = ref.partition("/")
        if kind == "people" and rng.random() < 0.6:
            joined = {"as": rng.choice(["mentee", "mentor", "both"]), "joined": DAY - timedelta(90)}
            record["programs"] = {"rye": joined}
        elif kind == "mentorships":
            about = [f"{rest.partition('/')[2]}/do-{number}" for number in range(3)]
            for terms in (record, *record.get("previous", ())):
                terms |= _measured(rng, about)
        elif kind == "checkins":
            people = [rest.partition("/")[0], f"p-{rng.randrange(3)}"]
            record["pulse"] = {each: rng.randrange(1, 6) for each in people if rng.random() < 0.8}
            record |= {"fit": rng.choice(["good", "unsure", "poor"])} if rng.random() < 0.5 else {}
        elif kind == "reviews":
            refs = [f"{record['competence']}/do-{number}" for number in range(2)]
            seen = {each: rng.choice(LEVELS) for each in refs if rng.random() < 0.7}
            record |= {"observed": seen} if seen else {}
            record["outcome"] = rng.choice(["agree", "adjust", "follow_up"])
    return found


def _measured(rng: Random, refs: list[str]) -> dict[str, Any]:
    """What one mentorship is measured by."""
    levels = [{ref: rng.choice(LEVELS) for ref in refs if rng.random() < 0.8} for _ in range(2)]
    statuses = ["not_started", "on_track", "off_track", "done", "dropped"]
    goals = {
        f"goal-{n}": {"title": f"Goal {n}", "status": rng.choice(statuses)} for n in range(rng.randrange(3))
    }
    return {
        key: value
        for key, value in {
            "program": "rye",
            "until": DAY + timedelta(rng.randrange(-60, 60)),
            "checkin_every_days": rng.choice([7, 30]),
            "baseline": {"taken": DAY - timedelta(rng.randrange(30, 90)), "levels": levels[0]},
            "outcome": {"taken": DAY - timedelta(rng.randrange(20)), "levels": levels[1]},
            "goals": goals,
        }.items()
        if rng.random() < 0.7 and value
    }
