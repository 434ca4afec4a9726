"""Giving something another id: its files move, and every reference follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.actions.retiring import located
from wecomplish_cli.edits import Edit, Move, Put, Rekey
from wecomplish_cli.errors import RefusedError, UsageError
from wecomplish_cli.model.text import is_id, why_no_id
from wecomplish_cli.model.values import Reference
from wecomplish_cli.model.walk import value_at
from wecomplish_cli.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wecomplish_cli.diagnostics import Pointer
    from wecomplish_cli.model.org import Org

OWN_FOLDERS = frozenset(("familiarity", "mentorships", "help", "reviews", "checkins"))
"""Where a person's id is a file's name or a folder's."""

BARE = {
    "people": (Reference.PERSON,),
    "teams": (Reference.TEAM,),
    "programs": (Reference.PROGRAM,),
    "insights": (Reference.INSIGHT, Reference.RESOURCE),
}
"""What is referred to by its bare id, and the kinds of reference that may mean it."""


def rename(org: Org, ref: str, new: str) -> Plan:
    """Give a person, team, competence, expectation, insight or program another id, everywhere.

    Texts that mention the id are left alone.

    Raises:
        UsageError: if the new id is none.
        RefusedError: if it is taken, or a file that might refer to the old one cannot be read.
    """
    folder, old = ref.rpartition("/")[::2]
    renamed = f"{folder}/{new}"
    if not is_id(new):
        raise UsageError(f"`{new}` {why_no_id(new)}", "choose another id")
    if new == old:
        return Plan((), f"that is its id already: {ref}")
    file, pointer = located(org, ref)
    taken = value_at(org.records[f"{file}.yaml"], (*pointer[:-1], new)) if pointer else renamed in org.present
    if taken:
        raise RefusedError(f"`{renamed}` is there already", "choose another id")
    unread = sorted(each for each in org.present if f"{each}.yaml" not in org.records)
    if unread:
        raise RefusedError(
            f"{unread[0]}.yaml cannot be read, and might refer to `{old}`"
            + (f"; so might {len(unread) - 1} more" if unread[1:] else ""),
            "mend what `wecomplish check` finds first",
        )
    references = [*_references(org, ref, renamed)]
    moves = [] if pointer else [*_moves(org, ref, renamed)]
    in_the_way = [move.value for move in moves if move.value in org.present]
    in_the_way += [edit.ref for edit in _references(org, renamed, renamed)]
    if in_the_way:
        raise RefusedError(
            f"`{renamed}` is not there, but {in_the_way[0]}.yaml is for it, or refers to it",
            "mend that first, or choose another id",
        )
    own: list[Edit] = [Rekey(file, pointer, new)] if pointer else []
    return Plan(
        (*references, *own, *moves),
        f"{org.title(ref)} is now `{renamed}`, no longer `{ref}`",
        consequences=lambda _: (
            *([f"{counted(len(moves), 'file')} moved"] if moves else []),
            *([f"{counted(len(references), 'reference')} changed"] if references else []),
            f"texts that mention `{old}`, and links from elsewhere, stay as they are",
        ),
    )


def done(wanted: str, new: str, known: Iterable[str]) -> Plan | None:
    """The plan for what was renamed already: what is asked for is not there, and its new id is."""
    holder = wanted.rpartition("/")[0]
    there = [ref for ref in known if ref.rpartition("/")[2] == new and ref.startswith(holder)]
    if is_id(wanted.rpartition("/")[2]) and there:
        return Plan((), f"there is no `{wanted}`, and {there[0]} is there already")
    return None


def _references(org: Org, ref: str, renamed: str) -> Iterator[Edit]:
    """Change every reference, those deep inside a file before what they stand in."""
    found: list[tuple[str, Pointer, str, str]] = []
    path = ""

    def see(kind: Reference, value: str, pointer: Pointer) -> None:
        to = _follows(kind, value, ref, renamed)
        if to is not None:
            found.append((path, pointer, value, to))

    for path, record, walk in org.walks(Reference):  # noqa: B007 - `see` reads the path
        walk(record, (), see)
    for path, pointer, value, to in sorted(found, key=lambda each: -len(each[1])):
        # A key has something else under it; a value is what stands there.
        is_key = value_at(org.records[path], pointer) != value
        change = Rekey if is_key else Put
        yield change(path.removesuffix(".yaml"), pointer, to)


def _follows(kind: Reference, value: str, ref: str, renamed: str) -> str | None:
    """What a reference becomes; None where it means something else."""
    folder, _, old = ref.partition("/")
    if folder in BARE:
        return renamed.partition("/")[2] if kind in BARE[folder] and value == old else None
    if kind in (Reference.COMPETENCE, Reference.EXPECTATION, Reference.RESOURCE):
        if value == ref:
            return renamed
        if value.startswith(f"{ref}/"):
            return renamed + value.removeprefix(ref)
    return None


def _moves(org: Org, ref: str, renamed: str) -> Iterator[Move]:
    folder, old = ref.split("/")
    new = renamed.rpartition("/")[2]
    for each in sorted(org.present):
        parts = each.split("/")
        if each == ref:
            yield Move(each, renamed)
        elif folder == "people" and parts[0] in OWN_FOLDERS and parts[1] == old:
            yield Move(each, "/".join((parts[0], new, *parts[2:])))
        elif parts[0] == "mentorships" and "/".join(parts[2:]) == ref:
            yield Move(each, f"{parts[0]}/{parts[1]}/{renamed}")
