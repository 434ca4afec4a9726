"""Whose row of a sheet each is, and who is meant by what a row says."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from wecomplish_cli.derive.lookup import directory, fold, free, slug
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.text import is_id, shortened, why_no_id
from wecomplish_cli.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wecomplish_cli.derive.view import View


@frozen
class Fault:
    """Why a row cannot be carried out: the key of the cell that is at fault, or none; and what helps."""

    key: str
    message: str
    hint: str | None = None


@frozen
class PersonRow:
    """A row of a sheet, by keys; empty cells are left out."""

    place: str
    """The file and the row."""
    values: Mapping[str, Any]
    fault: Fault | None = None


class FaultError(Exception):
    """A row cannot be carried out."""

    def __init__(self, key: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.fault = Fault(key, message, hint)


class Rows:
    """The rows of a sheet, each with the person whose it is."""

    def __init__(self, view: View, rows: Sequence[PersonRow]) -> None:
        self.view, self.rows = view, rows
        self.people = directory(view.org.people)
        self.accounts: dict[Any, list[str]] = defaultdict(list)
        for person, record in view.org.people.items():
            account = record.accounts.get("github")
            if account and account.id is not None:
                self.accounts[account.id].append(person)
            if account and account.login:
                self.accounts[account.login.casefold()].append(person)
        self.taken = {ref.partition("/")[2] for ref in view.org.present if ref.startswith("people/")}
        self.faults: dict[int, Fault] = {i: row.fault for i, row in enumerate(rows) if row.fault}
        self.whose: dict[int, str] = {}
        self._find_all()
        self.known = self._known()

    def _find_all(self) -> None:
        """Find whose row each is, and refuse two of one person."""
        self._refuse_same()
        for index, row in enumerate(self.rows):
            if index not in self.faults:
                try:
                    self.whose[index] = self._person(row.values)
                except FaultError as error:
                    self.faults[index] = error.fault
        twice: dict[str, list[int]] = defaultdict(list)
        for index, person in self.whose.items():
            twice[person].append(index)
        for person, indexes in twice.items():
            if len(indexes) > 1:
                self._fault_each(indexes, "", f"is {person} as well")

    def _refuse_same(self) -> None:
        """Refuse rows with one address, account, number or id; and with one name, unless all have more."""
        for key in ("id", "email", "github_login", "github_id", "number"):
            same: dict[Any, list[int]] = defaultdict(list)
            for index, row in enumerate(self.rows):
                if key in row.values:
                    same[str(row.values[key]).casefold()].append(index)
            for indexes in same.values():
                if len(indexes) > 1:
                    self._fault_each(indexes, key, "has this one too")
        called: dict[str, list[int]] = defaultdict(list)
        for index, row in enumerate(self.rows):
            if "name" in row.values:
                called[fold(row.values["name"])].append(index)
        for indexes in called.values():
            own = [self.rows[i].values.keys() & {"id", "email", "github_id", "github_login"} for i in indexes]
            if len(indexes) > 1 and not all(own):
                remedy = "give each an e-mail address or an id, or delete the rows that repeat somebody"
                self._fault_each(indexes, "name", "has this name too", remedy)

    def _fault_each(self, indexes: Sequence[int], key: str, said: str, hint: str | None = None) -> None:
        for index in indexes:
            others = [self.rows[i].place.rpartition(":")[2] for i in indexes if i != index][:3]
            rows = f"row {others[0]}" if len(others) == 1 else f"each of the rows {listed(others)}"
            remedy = hint or "correct one of them, or delete the rows that repeat somebody"
            self.faults.setdefault(index, Fault(key, f"{rows} {said}", remedy))

    def _person(self, values: Mapping[str, Any]) -> str:
        """Find whose row it is, or give a new id."""
        if "id" in values:
            own = str(values["id"])
            if not is_id(own):
                raise FaultError(
                    "id", f"`{shortened(own)}` {why_no_id(own)}", "correct it, or leave it empty"
                )
            return own
        name, email = values.get("name"), values.get("email")
        found = self.people.with_email(email) if email else []
        for key in ("github_id", "github_login"):
            account = values.get(key)
            found = found or self.accounts.get(
                account.casefold() if isinstance(account, str) else account, []
            )
        if len(found) > 1:
            raise FaultError(
                "email", f"{listed(found)} have this one", "add a column `id` that says who it is"
            )
        if found:
            return found[0]
        if not name:
            raise FaultError("name", "the cell is empty", "fill it in, or delete the row")
        return self._by_name(name, email) or self._new(name)

    def _by_name(self, name: str, email: str | None) -> str | None:
        same = self.people.named(name)
        if not same:
            return None
        if len(same) > 1:
            remedy = "add an e-mail address, or a column `id` that says which"
            raise FaultError("name", f"{listed(same)} are called so", remedy)
        other = self.view.org.people[same[0]].email
        if email and other:
            raise FaultError(
                "email",
                f"{same[0]} is called so too, and has another address: {other}",
                f"add a column `id`: {same[0]} if this is them, or another id if not",
            )
        return same[0]

    def _new(self, name: str) -> str:
        own = free(slug(name), self.taken.__contains__)
        if not own:
            raise FaultError("name", f"no id can be made from `{shortened(name)}`", "add a column `id`")
        self.taken.add(own)
        return own

    def _known(self) -> dict[str, set[str]]:
        """Who is meant by each id, number and address of the sheet, and by each name of sheet and data."""
        known: dict[str, set[str]] = defaultdict(set)
        for index, person in self.whose.items():
            known[person].add(person)
            for key in ("number", "email"):
                if key in self.rows[index].values:
                    known[str(self.rows[index].values[key]).casefold()].add(person)
            if "name" in self.rows[index].values:
                known[fold(self.rows[index].values["name"])].add(person)
        return known

    def absent(self) -> list[str]:
        """The active people who are in no row; a row at fault that could be theirs counts."""
        there = {*self.whose.values()}
        for index in self.faults:
            values = self.rows[index].values
            there |= {str(values.get("id", ""))}
            there |= {*self.people.with_email(values.get("email", ""))}
            there |= {*self.people.named(values.get("name", ""))}
            for key in ("github_id", "github_login"):
                account = values.get(key)
                there |= {*self.accounts.get(account.casefold() if isinstance(account, str) else account, ())}
        people = self.view.org.people
        return [person for person, record in people.items() if record.active and person not in there]

    def leader(self, word: str, person: str | None) -> str:
        """Find who is meant as the leader of a person.

        Raises:
            FaultError: if nobody is, or several may be.
        """
        org = self.view.org
        if word in org.people:
            found = {word}
        else:
            exactly = self.known.get(word.casefold(), set()) | {*self.people.with_email(word)}
            found = exactly or self.known.get(fold(word), set()) | {*self.people.named(word)}
        if len(found) > 1:
            remedy = "give their e-mail address or id"
            raise FaultError("leaders", f"`{shortened(word)}` could be {listed(sorted(found), 'or')}", remedy)
        if not found:
            raise self._unknown_leader(word)
        if found == {person}:
            raise FaultError("leaders", "nobody leads themselves", "leave the cell empty")
        return found.pop()

    def _unknown_leader(self, word: str) -> FaultError:
        words = {word.casefold(), fold(word)}
        for index in self.faults:
            values = self.rows[index].values
            own = {str(values.get(key, "")).casefold() for key in ("id", "email", "number")}
            if words & {*own, fold(values.get("name", ""))}:
                said = f"`{shortened(word)}` is in row {self.rows[index].place.rpartition(':')[2]}"
                return FaultError("leaders", f"{said}, which is rejected", "correct that row first")
        said = f"`{shortened(word)}` is neither in the file nor in the data"
        return FaultError("leaders", said, "correct it, or add a row for them")


def by_name(names: Mapping[str, str]) -> dict[str, list[str]]:
    """References by their name, their id and themselves."""
    found: dict[str, list[str]] = defaultdict(list)
    for ref, name in names.items():
        for word in {fold(name), fold(ref), fold(ref.rpartition("/")[2])}:
            found[word].append(ref)
    return found


def named(known: Mapping[str, list[str]], key: str, word: str, what: str) -> str:
    """Find what is called so.

    Raises:
        FaultError: if nothing is, or several things are.
    """
    found = known.get(fold(word), [])
    if len(found) == 1:
        return found[0]
    if found:
        raise FaultError(key, f"`{shortened(word)}` could be {listed(found, 'or')}", "give the reference")
    kinds = {"team": "teams"}.get(what, "roles FILE` or `import skillsets")
    raise FaultError(
        key,
        f"no {what} is called `{shortened(word)}`",
        f"correct it, or first `wecomplish import {kinds} FILE`",
    )
