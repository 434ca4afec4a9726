"""What the files must hold after each command, in plain values and worked out from its arguments alone.

Nothing of the tool works here. Each command gives the files it changes, and None for one that is gone; the
values of a file are what any reader of YAML gives for it.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from wecomplish_cli.actions.assign import Wish

Files: TypeAlias = "dict[str, Any]"
"""Reference to values; None for a file that is gone."""
Keys: TypeAlias = tuple[str, ...]

NAMED = ("people", "teams", "roles", "skillsets", "expectations", "insights", "programs")
UNDER_WAY = ("proposed", "active", "paused")
OWN_FOLDERS = ("familiarity", "mentorships", "help", "reviews", "checkins")
"""Where a person's id is a part of the path."""
OPEN_MAPS = ("accounts", "assignments", "programs", "responsibilities", "skills")
"""The maps of what can be unset."""
ABSENT = {"mail": "all", "critical": False, "pilot": False, "notify": True, "peer": False, "unclear": False}
"""What is as if the key were not there; so is `status: active` of a person, and whatever is empty."""

# What the keys and values of each kind of file refer to: the spec of what a rename must follow.
PERSON, TEAM, PROGRAM, INSIGHT, COMPETENCE, EXPECTATION, RESOURCE, ANY = "PTGICERA"
_LEVELS = {"levels": {EXPECTATION: None}}
_TERMS = {
    "mentor": PERSON,
    "co_mentors": [PERSON],
    "program": PROGRAM,
    "acceptance": {PERSON: None},
    "baseline": _LEVELS,
    "outcome": _LEVELS,
    "goals": {ANY: {"expectation": EXPECTATION}},
}
_MENTORING = {"topics": [COMPETENCE], "seeks": [COMPETENCE], "prefers": [PERSON]}
REFERENCES: dict[str, Any] = {
    "wecomplish": {"administrators": [PERSON]},
    "teams": {"lead": PERSON, "parent": TEAM},
    "people": {
        "leaders": [PERSON],
        "assignments": {COMPETENCE: {"teams": [TEAM]}},
        "mentoring": _MENTORING,
        "programs": {PROGRAM: None},
    },
    "roles": {"keeper": PERSON},
    "skillsets": {"keeper": PERSON},
    "expectations": {"keeper": PERSON, "relevant_for": [COMPETENCE], "people": [PERSON]},
    "familiarity": {EXPECTATION: None},
    "mentorships": _TERMS | {"previous": [_TERMS]},
    "help": {"expectation": EXPECTATION, "acknowledged": {"by": PERSON}}
    | {"answered": {"by": PERSON, "insight": INSIGHT}},
    "reviews": {"competence": COMPETENCE, "by": PERSON, "observed": {EXPECTATION: None}},
    "checkins": {"competence": COMPETENCE, "pulse": {PERSON: None}},
    "programs": {"competences": [COMPETENCE], "sponsor": PERSON, "coordinator": PERSON}
    | {"resources": [RESOURCE]},
    "insights": {"expectation": EXPECTATION, "author": PERSON, "source": PERSON},
}
"""A capital is a reference of this kind, as a value or as each key of a map; `A` any other key."""


@dataclass(frozen=True)
class Rename:
    """A reference and what it becomes."""

    old: str
    new: str

    def follow(self, kind: str | None, value: str) -> str:
        """What a reference of a kind becomes."""
        folder, _, bare = self.old.partition("/")
        kinds = {"people": PERSON, "teams": TEAM, "programs": PROGRAM, "insights": INSIGHT + RESOURCE}
        if folder in kinds:
            return self.new.partition("/")[2] if kind and kind in kinds[folder] and value == bare else value
        if kind and kind in COMPETENCE + EXPECTATION + RESOURCE:
            return (
                (self.new + (value + "/").removeprefix(self.old)).rstrip("/") if self.meant(value) else value
            )
        return value

    def meant(self, value: str) -> bool:
        """Whether it is what a reference leads to, or leads through."""
        return f"{value}/".startswith(f"{self.old}/")

    def values(self, spec: Any, found: Any) -> Any:
        """Rename whatever the values refer to."""
        if isinstance(found, dict):
            kind = next((key for key in spec or () if len(key) == 1), None)
            below = {key: spec[kind] if kind else (spec or {}).get(key) for key in found}
            return {self.follow(kind, key): self.values(below[key], inner) for key, inner in found.items()}
        if isinstance(found, list):
            return [self.values(spec[0] if spec else None, inner) for inner in found]
        return self.follow(spec, found) if isinstance(spec, str) else found

    def path(self, ref: str) -> str:
        """Where a file lies afterwards."""
        folder, _, rest = ref.partition("/")
        owner, _, slot = rest.partition("/")
        bare, new = self.old.partition("/")[2], self.new.partition("/")[2]
        if ref == self.old:
            return self.new
        if self.old.startswith("people/") and folder in OWN_FOLDERS and owner == bare:
            return f"{folder}/{new}/{slot}".rstrip("/")
        return f"mentorships/{owner}/{self.new}" if folder == "mentorships" and slot == self.old else ref


class Model:
    """The values of all files; a command does not change them, but gives those it changes."""

    def __init__(self, files: Mapping[str, Any]) -> None:
        self.files = dict(files)

    @classmethod
    def of(cls, texts: Mapping[str, bytes]) -> Model:
        """Read the files of an organisation to begin with."""
        return cls({path.removesuffix(".yaml"): read(text) for path, text in texts.items()})

    def after(self, changed: Files) -> Model:
        """What there is after a change."""
        return Model({ref: values for ref, values in (self.files | changed).items() if values is not None})

    def differing(self, changed: Files, normally: bool = True) -> set[str]:
        """The files among those that hold something else; `normally`, also but for what is as if absent."""
        form = normal if normally else (lambda _, values: values)
        return {ref for ref, new in changed.items() if form(ref, self.files.get(ref)) != form(ref, new)}

    def ids(self, folder: str) -> list[str]:
        """The ids of what lies in a folder."""
        return sorted(ref.partition("/")[2] for ref in self.files if ref.startswith(f"{folder}/"))

    def competences(self) -> list[str]:
        return sorted(ref for ref in self.files if ref.startswith(("roles/", "skillsets/")))

    def items(self, competence: str) -> dict[str, Any]:
        found: dict[str, Any] = self.files[competence].get(place(f"{competence}/x")[1][0], {})
        return found

    def expectations(self) -> list[str]:
        own = [f"{ref}/{item}" for ref in self.competences() for item in self.items(ref)]
        return own + [f"expectations/{each}" for each in self.ids("expectations")]

    def value(self, ref: str, keys: Keys) -> Any:
        found = self.files.get(ref)
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    def put(self, *changes: tuple[str, Keys, Any]) -> Files:
        """Set values, each in a file of its own or in what came of those before; None takes a key away."""
        changed: Files = {}
        for ref, keys, value in changes:
            inner = changed.setdefault(ref, deepcopy(self.files.get(ref, {})))
            for key in keys[:-1]:
                inner = inner.setdefault(key, {})
            inner[keys[-1]] = value
            if value is None:
                del inner[keys[-1]]
        return changed

    def take(self, ref: str, keys: Keys) -> Files:
        """Take a key away, and the map around it where nothing else is in that."""
        if self.value(ref, keys) is None:
            return {}
        while len(keys) > 1 and keys[-2] in OPEN_MAPS and len(self.value(ref, keys[:-1])) == 1:
            keys = keys[:-1]
        return self.put((ref, keys, None))

    def add(self, ref: str, given: Mapping[str, Any]) -> Files:
        kept = {key: value for key, value in given.items() if value not in (None, [], False)}
        file, keys = place(ref)
        if not keys:
            return {file: self.files.get(file, {}) | kept}
        return self.put((file, keys, (self.value(file, keys) or {}) | kept))

    def rename(self, rename: Rename) -> Files:
        changed: Files = {}
        for ref, found in self.files.items():
            spec, (file, keys) = REFERENCES[ref.partition("/")[0]], place(rename.old)
            new = rename.values(spec, found)
            if keys and ref == file:
                items = {
                    rename.new.rpartition("/")[2] if k == keys[1] else k: v for k, v in new[keys[0]].items()
                }
                new = new | {keys[0]: items}
            path = ref if keys else rename.path(ref)
            if path != ref:
                changed[ref] = None
            if path != ref or new != found:
                changed[path] = new
        return changed

    def hold(self, person: str, competence: str, teams: list[str], since: date | None, today: date) -> Files:
        ref, keys = f"people/{person}", ("assignments", competence)
        before = self.value(ref, keys)
        if before is None or self.over(before, today):
            since = since or today
        new = {"teams": teams or None, "since": since}
        values = {**(before or {}), **{key: value for key, value in new.items() if value}}
        if before and self.over(before, today):
            del values["until"]
        return self.put((ref, keys, values))

    @staticmethod
    def over(dated: Mapping[str, Any], today: date, key: str = "until") -> bool:
        return key in dated and bool(dated[key] <= today)

    def held(self, person: str, today: date) -> list[str]:
        assignments = self.files[f"people/{person}"].get("assignments", {})
        return [ref for ref, assignment in assignments.items() if not self.over(assignment, today)]

    def expected(self, competence: str, today: date) -> list[str]:
        """What is expected of whoever holds a competence."""
        own = [
            f"{competence}/{item}"
            for item, what in self.items(competence).items()
            if not self.over(what, today, "retired")
            and not self.over(self.files[competence], today, "retired")
        ]
        return own + self._asked("relevant_for", competence, today)

    def _asked(self, key: str, of: str, today: date) -> list[str]:
        files = (
            (f"expectations/{each}", self.files[f"expectations/{each}"]) for each in self.ids("expectations")
        )
        return [ref for ref, f in files if of in f.get(key, ()) and not self.over(f, today, "retired")]

    def expected_of(self, person: str, today: date) -> list[str]:
        found = [each for held in self.held(person, today) for each in self.expected(held, today)]
        return sorted({*found, *self._asked("people", person, today)})

    def indicate(self, person: str, what: str, level: str | None, unclear: bool, today: date) -> Files:
        ref = f"familiarity/{person}"
        known = level or self.value(ref, (what, "level"))
        new = {"level": known, "updated": today, "unclear": unclear or None}
        return self.put((ref, (what,), {key: value for key, value in new.items() if value}))

    def rings(self, person: str) -> list[str]:
        """The open and acknowledged requests of a person."""
        own = (ref for ref in sorted(self.files) if ref.startswith(f"help/{person}/"))
        return [ref for ref in own if self.files[ref]["status"] in ("open", "acknowledged")]

    def ring(self, person: str, expectation: str) -> str | None:
        return next((r for r in self.rings(person) if self.files[r]["expectation"] == expectation), None)

    def ask(self, person: str, expectation: str, question: str | None, today: date) -> Files:
        if waiting := self.ring(person, expectation):
            return self.put((waiting, ("question",), question)) if question else {}
        before, label = f"help/{person}/{today}-", expectation.rpartition("/")[2]
        ref, number = before + label, 1
        while ref in self.files:
            number += 1
            # With the number too it is to be no longer than an id may be.
            ref = f"{before}{label[:60].rstrip('-')}-{number}"
        return self.add(ref, {"expectation": expectation, "question": question, "status": "open"})

    def levels(self, person: str, competence: str, today: date) -> dict[str, Any]:
        """A baseline or an outcome of that day."""
        indicated = self.files.get(f"familiarity/{person}", {})
        expected = self.expected(competence, today)
        levels = {each: indicated[each]["level"] for each in expected if "level" in indicated.get(each, ())}
        return {"taken": today, "levels": levels} if levels else {"taken": today}

    def assign(self, wish: Wish, today: date, identity: str | None) -> Files:
        """Give a mentor, or change the terms; only who leads or administers decides, others propose."""
        ref = f"mentorships/{wish.mentee}/{wish.competence}"
        slot: Any = self.files.get(ref)
        taken = slot is not None and slot["status"] in UNDER_WAY
        asks_everyone = self.value("wecomplish", ("mentorship", "consent")) == "required"
        leaders = self.value(f"people/{wish.mentee}", ("leaders",)) or []
        may_decide = identity in (None, *leaders, *self.files["wecomplish"]["administrators"])
        aim = {
            key: value for key, value in (("familiarity", wish.target), ("by", wish.by)) if value is not None
        }
        if taken and slot["mentor"] == wish.mentor:
            others = [each for each in wish.co_mentors if each not in slot.get("co_mentors", ())]
            asked = [each for each in others if each not in slot.get("acceptance", {})]
            are_asked = asks_everyone or not may_decide or slot["status"] == "proposed"
            return self._terms(ref, slot, wish, aim, others, asked if are_asked else [])
        new: dict[str, Any] = {"mentor": wish.mentor, "co_mentors": [*wish.co_mentors], "until": wish.until}
        new |= {"target": aim}
        if not wish.propose and not asks_everyone and may_decide:
            baseline = self.levels(wish.mentee, wish.competence, today)
            new |= {"status": "active", "started": today, "baseline": baseline}
        else:
            acceptance = {each: today if each == identity else "waiting" for each in wish.parties}
            new |= {"status": "proposed", "proposed": today, "acceptance": acceptance}
        if slot is not None:
            new["previous"] = [*slot.get("previous", ()), self._earlier(slot, wish, taken, today)]
        told = {} if wish.notify is None else {"notify": wish.notify}
        return {ref: {key: value for key, value in new.items() if value} | told}

    def _earlier(self, slot: Mapping[str, Any], wish: Wish, taken: bool, today: date) -> dict[str, Any]:
        outcome = self.levels(wish.mentee, wish.competence, today)
        ended = (
            {"status": "ended", "ended": today, "reason": wish.reason, "outcome": outcome} if taken else {}
        )
        gone = ("previous", "paused_until") if taken else ("previous",)
        return {key: value for key, value in (slot | ended).items() if key not in gone}  # type: ignore[operator]

    def _terms(
        self, ref: str, slot: Any, wish: Wish, aim: Files, others: list[str], asked: list[str]
    ) -> Files:
        new = {"until": wish.until or slot.get("until")}
        told = {} if wish.notify is None else {"notify": wish.notify}
        new |= {"co_mentors": [*slot.get("co_mentors", ()), *others], "target": slot.get("target", {}) | aim}
        new["acceptance"] = slot.get("acceptance", {}) | dict.fromkeys(asked, "waiting")
        return {ref: slot | {key: value for key, value in new.items() if value} | told}

    def load(self, person: str) -> int:
        """How many active mentorships someone has as mentor, or as co-mentor who is not waited for."""
        return sum(
            person == slot["mentor"]
            or (person in slot.get("co_mentors", ()) and slot.get("acceptance", {}).get(person) != "waiting")
            for ref, slot in self.files.items()
            if ref.startswith("mentorships/") and self._active(slot, ref.split("/")[1])
        )

    @staticmethod
    def _active(slot: Mapping[str, Any], mentee: str) -> bool:
        yes = [slot.get("acceptance", {}).get(each, "waiting") for each in (mentee, slot["mentor"])]
        return slot["status"] == "active" or (slot["status"] == "proposed" and "waiting" not in yes)


def place(ref: str) -> tuple[str, Keys]:
    """The file of something, and the keys within it that lead there."""
    holder, _, item = ref.rpartition("/")
    kinds = {"roles": "responsibilities", "skillsets": "skills"}
    kind = kinds.get(holder.partition("/")[0]) if "/" in holder else None
    return (holder, (kind, item)) if kind else (ref, ())


def read(text: bytes) -> Any:
    """What any reader of YAML makes of a text."""
    return yaml.load(text, yaml.CSafeLoader)


def normal(ref: str, values: Any) -> Any:
    """Values without what is as if it were not there."""
    if isinstance(values, list):
        return [normal(ref, each) for each in values]
    if not isinstance(values, dict):
        return values
    found = {key: normal(ref, each) for key, each in values.items()}
    absent = ABSENT | ({"status": "active"} if ref.startswith("people/") else {})
    return {k: v for k, v in found.items() if v not in ([], {}) and (k not in absent or v != absent[k])}
