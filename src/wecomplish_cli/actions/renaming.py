"""Giving something another id: its files move, and every reference follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.actions.plan import Plan
from wecomplish_cli.actions.retiring import located
from wecomplish_cli.errors import RefusedError, UsageError
from wecomplish_cli.model.edits import Edit, Move, Put, Rekey
from wecomplish_cli.model.text import is_id, why_no_id
from wecomplish_cli.model.values import Reference
from wecomplish_cli.model.walk import value_at
from wecomplish_cli.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wecomplish_cli.diagnostics import Pointer
    from wecomplish_cli.model.org import Org

OWN_FOLDERS = frozenset(("familiarity", "mentorships", "help", "reviews", "checkins"))
"""Where a person's id is a file's name or a folder's."""

BARE = {
    "people": (Reference.PERSON, Reference.CONTACT),
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
        return Plan((), f"that is already its id: {ref}")
    file, pointer = located(org, ref)
    taken = value_at(org.records[f"{file}.yaml"], (*pointer[:-1], new)) if pointer else renamed in org.present
    if taken:
        raise RefusedError(f"`{renamed}` already exists", "choose another id")
    unread = sorted(each for each in org.present if f"{each}.yaml" not in org.records)
    if unread:
        raise RefusedError(
            f"{unread[0]}.yaml cannot be read, and might refer to `{old}`"
            + (f"; so might {len(unread) - 1} more" if unread[1:] else ""),
            "first fix what `wecomplish check` finds",
        )
    ids = {ref: renamed}
    if blocking := in_the_way(org, [renamed]):
        raise RefusedError(
            f"`{renamed}` does not exist, but {blocking[renamed]}.yaml belongs to it or refers to it",
            "fix that first, or choose another id",
        )
    references = [*_references(org, ids)]
    moves = [] if pointer else [*_moves(org, ids)]
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


def following(org: Org, ids: Mapping[str, str]) -> tuple[Edit, ...]:
    """Give everything another id that has one, old reference to new, and let every reference follow.

    Each new id must be free. Files that cannot be read stay as they are.
    """
    own = []
    for ref, new in ids.items():
        file, pointer = located(org, ref)
        own += [Rekey(file, pointer, new.rpartition("/")[2])] if pointer else []
    return (*_references(org, ids), *own, *_moves(org, ids))


def in_the_way(org: Org, wanted: Iterable[str]) -> dict[str, str]:
    """Find which new references are not free, each with a file that is for it, or refers to it."""
    found: dict[str, str] = {}
    for each in sorted(org.present):
        found.update(dict.fromkeys(_owners(each), each))
    path = ""

    def see(kind: Reference, value: str, _: Pointer) -> None:
        bare = [f"{folder}/{value}" for folder, kinds in BARE.items() if kind in kinds]
        found.update(
            dict.fromkeys((*bare, value, "/".join(value.split("/")[:2])), path.removesuffix(".yaml"))
        )

    for path, record, walk in org.walks(Reference):  # noqa: B007 - `see` reads the path
        walk(record, (), see)
    return {ref: found[ref] for ref in wanted if ref in found}


def done(wanted: str, new: str, known: Iterable[str]) -> Plan | None:
    """The plan for what was renamed already: what is asked for is not there, and its new id is."""
    holder = wanted.rpartition("/")[0]
    there = [ref for ref in known if ref.rpartition("/")[2] == new and ref.startswith(holder)]
    if is_id(wanted.rpartition("/")[2]) and there:
        return Plan((), f"there is no `{wanted}`, and {there[0]} already exists")
    return None


def _references(org: Org, ids: Mapping[str, str]) -> Iterator[Edit]:
    """Change every reference, those deep inside a file before what they stand in."""
    found: list[tuple[str, Pointer, str, str]] = []
    path = ""

    def see(kind: Reference, value: str, pointer: Pointer) -> None:
        to = _follows(kind, value, ids)
        if to is not None:
            found.append((path, pointer, value, to))

    for path, record, walk in org.walks(Reference):  # noqa: B007 - `see` reads the path
        walk(record, (), see)
    for path, pointer, value, to in sorted(found, key=lambda each: -len(each[1])):
        # A key has something else under it; a value is what stands there.
        is_key = value_at(org.records[path], pointer) != value
        change = Rekey if is_key else Put
        yield change(path.removesuffix(".yaml"), pointer, to)


def _follows(kind: Reference, value: str, ids: Mapping[str, str]) -> str | None:
    """What a reference becomes; None where it stays."""
    for folder, kinds in BARE.items():
        if kind in kinds and f"{folder}/{value}" in ids:
            return ids[f"{folder}/{value}"].partition("/")[2]
    if kind not in (Reference.COMPETENCE, Reference.EXPECTATION, Reference.RESOURCE):
        return None
    # An item's new reference names its holder as it was; that may have another id as well.
    holder, item = "/".join(value.split("/")[:2]), ids.get(value, value).split("/")[2:]
    to = "/".join((ids.get(holder, holder), *item))
    return to if to != value else None


def _moves(org: Org, ids: Mapping[str, str]) -> Iterator[Move]:
    for each in sorted(org.present):
        folder, *parts = each.split("/")
        to = ids.get(each, each)
        if folder in OWN_FOLDERS and parts:
            person, rest = f"people/{parts[0]}", "/".join(parts[1:])
            # Of these, only a mentorship's path goes on with the reference of something.
            own = (ids.get(person, person).partition("/")[2], ids.get(rest, rest))
            to = "/".join((folder, *filter(None, own)))
        if to != each:
            yield Move(each, to)


def _owners(ref: str) -> tuple[str, ...]:
    """What a file is named after: itself, the person whose it is, and of a mentorship the competence."""
    folder, *parts = ref.split("/")
    if folder not in OWN_FOLDERS or not parts:
        return (ref,)
    competence = ("/".join(parts[1:]),) if folder == "mentorships" else ()
    return (f"people/{parts[0]}", *competence)
