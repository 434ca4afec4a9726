"""What a sheet of people asks for: who is added, changed or marked as left, and which rows are at fault."""

from __future__ import annotations

from dataclasses import field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from wecomplish_cli.actions.identifying import Fault, FaultError, PersonRow, Rows, by_name, named
from wecomplish_cli.derive import mentoring
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.edits import Put
from wecomplish_cli.model.people import Person
from wecomplish_cli.model.walk import yaml_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wecomplish_cli.derive.view import View


_ORDER = yaml_keys(Person)


class Became(StrEnum):
    """What becomes of a row, or of somebody who is in none."""

    ADDED = "added"
    CHANGED = "changed"
    LEFT = "left"
    SKIPPED = "skipped"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


HAS_LEFT = "has left according to the file"
"""Why a row is skipped where nobody is to be marked as left."""


@frozen
class Value:
    """A value that changes; text as people read it."""

    key: str
    before: str
    after: str


@frozen
class Outcome:
    """What becomes of a row, or of somebody who is in none."""

    place: str
    """The file and the row; of somebody who is in none, the file."""
    person: str | None
    name: str
    became: Became
    values: tuple[Value, ...] = ()
    why: str | None = None
    """Why it is skipped or rejected."""
    hint: str | None = None
    key: str = ""
    """The key of the cell that is at fault."""
    edits: tuple[Put, ...] = field(default=(), repr=False)


@frozen
class ColumnUse:
    """A column of the sheet, and the key that it is read as; None if it is not read."""

    column: str
    key: str | None


@frozen
class ImportPlan:
    """What a sheet asks for."""

    source: str
    rows: tuple[Outcome, ...]
    columns: tuple[ColumnUse, ...] = ()
    note: str | None = None
    """What was assumed of the file."""
    absent: int = 0
    """Active people who are not in the sheet, where they are not marked as left."""
    command: str = ""
    """The command that shows it."""
    apply: str | None = None
    """The command that carries it out; None where there is nothing to do, or something is rejected."""

    @property
    def rejected(self) -> list[Outcome]:
        """What cannot be carried out."""
        return [each for each in self.rows if each.became is Became.REJECTED]

    @property
    def spares_leavers(self) -> bool:
        """Whether it could mark somebody as left, and does not."""
        return bool(self.absent) or any(each.why == HAS_LEFT for each in self.rows)


def import_people(found: Rows, source: str, leavers: bool) -> list[Outcome]:
    """Decide what becomes of each row, in their order, and then of those who are in none.

    People are found by id, then e-mail address, then account, then name. With `leavers`, those of whom the
    sheet says so and those who are not in it are marked as left.
    """
    deciding = _Deciding(found)
    outcomes = [deciding.outcome(index, leavers) for index in range(len(found.rows))]
    if leavers:
        outcomes += [_gone(found.view, person, source) for person in found.absent()]
    return outcomes


class _Deciding:
    """Decides what becomes of each row."""

    def __init__(self, rows: Rows) -> None:
        self.view, self.rows = rows.view, rows
        self.competences = by_name({ref: each.name for ref, each in rows.view.org.competences.items()})
        self.teams = by_name({ref: each.name for ref, each in rows.view.org.teams.items()})

    def outcome(self, index: int, leavers: bool) -> Outcome:
        """Decide what becomes of a row."""
        row = self.rows.rows[index]
        name = str(row.values.get("name") or row.values.get("email") or "")
        if index in self.rows.faults:
            return _rejected(row.place, name, self.rows.faults[index])
        person = self.rows.whose[index]
        record = self.view.org.people.get(person)
        done = Outcome(row.place, person, name or (record.name if record else person), Became.UNCHANGED)
        if f"people/{person}" in self.view.org.present and record is None:
            return _rejected(
                row.place, name, Fault("", f"people/{person}.yaml cannot be read", "correct it first")
            )
        left = row.values.get("status") == "left"
        if record is None and left:
            return replace(done, became=Became.SKIPPED, why="has left, and was never in the data")
        if record is not None and not record.active:
            if left or row.values.get("status") is None:
                return done if left else replace(done, became=Became.SKIPPED, why="has left")
            back = f"has left in the data; `wecomplish return {person}` first if they are back"
            return replace(done, became=Became.SKIPPED, why=back)
        if record is not None and left:
            gone = replace(_gone(self.view, person, row.place), name=done.name)
            return gone if leavers else replace(done, became=Became.SKIPPED, why=HAS_LEFT)
        try:
            return self._added(done, row) if record is None else self._changed(done, record, row)
        except FaultError as error:
            return _rejected(row.place, name, error.fault)

    def _added(self, done: Outcome, row: PersonRow) -> Outcome:
        if "name" not in row.values:
            raise FaultError("name", "the cell is empty", "fill it in, or delete the row")
        wanted = self._wanted(done, row)
        whole: dict[str, Any] = {}
        for (first, *rest), value in wanted.items():
            inside = whole
            for key in rest:
                inside = inside.setdefault(first, {})
                first = key
            inside[first] = value
        ordered = {key: whole[key] for key in _ORDER if key in whole}
        values = tuple(Value(".".join(path), "", _shown(value)) for path, value in wanted.items())
        return replace(
            done, became=Became.ADDED, values=values, edits=(Put(f"people/{done.person}", (), ordered),)
        )

    def _changed(self, done: Outcome, record: Person, row: PersonRow) -> Outcome:
        account = record.accounts.get("github")
        present: dict[tuple[str, ...], Any] = {
            ("name",): record.name,
            ("email",): record.email,
            ("leaders",): list(record.leaders),
            ("languages",): list(record.languages),
            ("timezone",): record.timezone,
            ("accounts", "github", "id"): account.id if account else None,
            ("accounts", "github", "login"): account.login if account else None,
        }
        wanted = {
            path: value
            for path, value in self._wanted(done, row, record).items()
            if not _same(path, present.get(path), value)
        }
        if not wanted:
            return done
        return replace(
            done,
            became=Became.CHANGED,
            values=tuple(Value(".".join(p), _shown(present.get(p)), _shown(v)) for p, v in wanted.items()),
            edits=tuple(Put(f"people/{done.person}", path, value) for path, value in wanted.items()),
        )

    def _wanted(
        self, done: Outcome, row: PersonRow, record: Person | None = None
    ) -> dict[tuple[str, ...], Any]:
        """What the row says, by where it stands in the person's file."""
        values = row.values
        found: dict[tuple[str, ...], Any] = {
            (key,): values[key] for key in ("name", "email") if key in values
        }
        for key in ("id", "login"):
            if f"github_{key}" in values:
                found["accounts", "github", key] = values[f"github_{key}"]
        if "leaders" in values:
            found["leaders",] = [self.rows.leader(each, done.person) for each in values["leaders"]]
        if "languages" in values:
            found["languages",] = list(values["languages"])
        if "timezone" in values:
            found["timezone",] = values["timezone"]
        return found | self._holdings(values, record)

    def _holdings(self, values: Mapping[str, Any], record: Person | None) -> dict[tuple[str, ...], Any]:
        """The competences that the row adds, each with its teams."""
        teams = [named(self.teams, "team", each, "team") for each in values.get("team", ())]
        found: dict[tuple[str, ...], Any] = {}
        for word in values.get("holds", ()):
            ref = named(self.competences, "holds", word, "role or skillset")
            held = record.assignments.get(ref) if record else None
            is_role = ref.startswith("roles/")
            if held is None:
                place = {"teams": teams} if teams and is_role else {}
                found["assignments", ref] = {**place, "since": values.get("since", self.view.today)}
            elif not held.held(self.view.today):
                raise FaultError("holds", f"they no longer hold {ref}", "`wecomplish hold` records it again")
            elif teams and is_role and list(held.teams) != teams:
                found["assignments", ref, "teams"] = teams
        return found


def _gone(view: View, person: str, place: str) -> Outcome:
    """Mark somebody as left, unless somebody else still needs them."""
    org, record = view.org, view.org.people[person]
    done = Outcome(
        place, person, record.name, Became.LEFT, edits=(Put(f"people/{person}", ("status",), "left"),)
    )
    if person in org.settings.administrators:
        return replace(
            done,
            became=Became.REJECTED,
            why="administers the data, and cannot be marked as left",
            hint="name another administrator first: `wecomplish set organisation administrators …`",
            edits=(),
        )
    busy = next(
        (m for m in org.mentorships.values() if m.status.under_way and person in (m.mentee, *m.mentors)), None
    )
    if mentoring.life_rings(view, person):
        return replace(
            done,
            became=Became.REJECTED,
            why="still waits for help",
            hint=f"`wecomplish offboard {person}` takes the request back",
            edits=(),
        )
    if busy:
        part = "learns" if person == busy.mentee else "mentors"
        return replace(
            done,
            became=Became.REJECTED,
            why=f"still {part} in the mentorship of {org.name(busy.mentee)} in {org.title(busy.competence)}",
            hint=f"`wecomplish offboard {person}` hands over what rests on them",
            edits=(),
        )
    return done


def _rejected(place: str, name: str, fault: Fault) -> Outcome:
    return Outcome(place, None, name, Became.REJECTED, (), fault.message, fault.hint, fault.key)


def _same(path: tuple[str, ...], present: Any, wanted: Any) -> bool:
    if path in (("email",), ("accounts", "github", "login")) and isinstance(present, str):
        return bool(present.casefold() == str(wanted).casefold())
    return bool(present == wanted)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_shown(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def edits(outcomes: Iterable[Outcome]) -> list[Put]:
    """Everything that is to be written."""
    return [edit for each in outcomes for edit in each.edits]
