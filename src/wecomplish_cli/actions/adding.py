"""Adding people, teams, competences, expectations, insights and programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.actions.retiring import located
from wecomplish_cli.derive.lookup import directory, fold, named
from wecomplish_cli.errors import AmbiguousNameError, RefusedError
from wecomplish_cli.model.edits import Put
from wecomplish_cli.model.kinds import kind_of
from wecomplish_cli.model.text import shortened
from wecomplish_cli.model.walk import value_at, yaml_keys
from wecomplish_cli.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wecomplish_cli.derive.view import View


def add(view: View, ref: str, given: Mapping[str, Any]) -> Plan:
    """Add a file of its own, with what is given; a value of None, and an empty list, is left out.

    Nothing is to be done where it is there already with all that is given.

    Raises:
        RefusedError: if something else is there.
    """
    new = _given(given)
    path = f"{ref}.yaml"
    if ref in view.org.present:
        if path in view.org.records and _agrees(
            view.org.records[path], {k: new[k] for k in new if k != "date"}
        ):
            return Plan((), f"{view.org.title(ref)} already exists as {ref}")
        raise _taken(view, ref, ref.partition("/")[2])
    order = yaml_keys(kind_of(path).record)
    ordered = {key: new[key] for key in order if key in new}
    name = new.get("name") or new["title"]
    return Plan(
        (Put(ref, (), ordered),),
        f"{name} has been added as {ref}",
        warnings=tuple(same_name(view, ref, name)),
    )


def add_item(view: View, competence: str, item: str, given: Mapping[str, Any]) -> Plan:
    """Add a responsibility to a role, or a skill to a skillset.

    Raises:
        RefusedError: if there is another with this id.
    """
    ref, new = f"{competence}/{item}", _given(given)
    file, pointer = located(view.org, ref)
    present = value_at(view.org.records[f"{file}.yaml"], pointer)
    if present is not None:
        if _agrees(present, new):
            return Plan((), f"{view.org.title(ref)} already exists as {ref}")
        raise _taken(view, ref, ref)
    return Plan(
        (Put(file, pointer, new),),
        f"{new['title']} is expected in {view.org.title(competence)}, as {ref}",
        warnings=tuple(same_name(view, ref, new["title"])),
    )


def same_name(view: View, ref: str, name: str) -> Iterator[str]:
    """Say what else beside `ref` has a name: from then on, the name alone says no longer which is meant."""
    folder = ref.rpartition("/")[0]
    if folder == "people":
        alike = [f"people/{each}" for each in directory(view.org.people).named(name)]
    else:
        beside = sorted(named(view.org, (ref.partition("/")[0],)))
        alike = [
            e
            for e in beside
            if e.rpartition("/")[0] == folder and fold(view.org.called(e) or "") == fold(name)
        ]
    others = [each.removeprefix("people/") for each in alike if each != ref]
    if others:
        are = "is" if len(others) == 1 else "are"
        yield f"{listed(others)} {are} also called {shortened(name)}: use the ids to tell them apart"


def same_person(view: View, name: str, email: str | None) -> str | None:
    """Find whoever has this e-mail address, or, where none is given, this name.

    Raises:
        AmbiguousNameError: if several people have it.
    """
    people = directory(view.org.people)
    found = people.with_email(email) if email else people.named(name)
    if len(found) > 1 and not email:
        raise AmbiguousNameError(
            f"{len(found)} people are called {shortened(name)} already:",
            "give an e-mail address, or an id with --id, so that it is clear who this is",
            tuple(f"{person} ({shortened(view.org.people[person].name)})" for person in sorted(found)),
        )
    return min(found, key=lambda each: f"people/{each}.yaml", default=None)


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in values.items() if value not in (None, [], False)}
    return {
        key: list(dict.fromkeys(value)) if isinstance(value, list) else value for key, value in kept.items()
    }


def _agrees(record: Any, new: Mapping[str, Any]) -> bool:
    present = {key: value_at(record, (key,)) for key in new}
    return all(
        (list(present[key]) if isinstance(present[key], tuple) else present[key]) == value
        for key, value in new.items()
    )


def _taken(view: View, ref: str, own: str) -> RefusedError:
    folder = ref.partition("/")[0]
    kind = "expectation" if own == ref else _SET.get(folder)
    change = f"`wecomplish set {kind} {own} KEY VALUE`" if kind else f"`wecomplish edit {ref}`"
    return RefusedError(
        f"{view.org.title(ref)} already exists as {ref}, with other values",
        f"change them with {change}, or give this one another id",
    )


_SET = {
    "people": "person",
    "teams": "team",
    "roles": "competence",
    "skillsets": "competence",
    "expectations": "expectation",
}
"""What `set` calls that which lies in a folder."""
