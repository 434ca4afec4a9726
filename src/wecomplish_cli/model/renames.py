"""Who and what has another id in a later state of the data: one answer for mail, `diff` and `history`.

It is for telling what happened. Who may do what is judged by accounts alone (`changes.renamed_people`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.changes import renamed_people
from wecomplish_cli.model.expectations import Competence
from wecomplish_cli.model.programs import Insight

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from wecomplish_cli.model.org import Org
    from wecomplish_cli.model.people import Person

FOLDERS = ("roles", "skillsets", "expectations", "teams", "programs", "insights")
"""Where else than in `people` something may get another id."""

COMMON = 20
"""What more than so many have in common tells none of them from the others."""

MARKS = 2
"""How much two have to have in common: one mark may be chance."""

Marks = frozenset["Hashable"]


@frozen
class Renames:
    """What was renamed, each as its old and its new id or reference."""

    people: Mapping[str, str]
    others: Mapping[str, str]
    """By reference, such as `roles/baker`."""


def renames(before: Org, after: Org) -> Renames:
    """Find who and what is gone under one id and there under a new one.

    The same are: who has the same account; then who has the same e-mail address; then what shares two of the
    marks that the old one left in the data, at least half of all, and more than anything else does; then what
    is called the same. Nobody is taken for someone with another account on the same platform.
    """
    others: dict[str, str] = {}
    for folder in FOLDERS:
        was, now = _in_folder(before, folder), _in_folder(after, folder)
        gone, new = (_without(one, other) for one, other in ((was, now), (now, was)))
        if gone and new:
            found = _by_marks(_thing_marks(before, gone), _thing_marks(after, new))
            others |= found | _by_key(_each(gone, _name), _each(new, _name), found)
    return Renames(_people(before, after, others), others)


def _people(before: Org, after: Org, others: Mapping[str, str]) -> dict[str, str]:
    gone, new = _without(before.people, after.people), _without(after.people, before.people)
    if not gone or not new:
        return {}
    found = renamed_people(before, after)
    steps: tuple[Callable[[], dict[str, str]], ...] = (
        lambda: _by_key(_each(gone, _address), _each(new, _address), found),
        lambda: _by_marks(
            _person_marks(before, _without(gone, found), others),
            _person_marks(after, _without(new, found.values()), {}),
        ),
        lambda: _by_key(_each(gone, _name), _each(new, _name), found),
    )
    for step in steps:
        found |= {old: to for old, to in step().items() if not _another_account(gone[old], new[to])}
    return dict(sorted(found.items()))


def _each(records: Mapping[str, Any], key: Callable[[Any], Hashable]) -> dict[str, Hashable]:
    return {each: key(record) for each, record in records.items()}


def _address(person: Person) -> str | None:
    return person.email.casefold() if person.email else None


def _name(record: Any) -> str:
    called = getattr(record, "name", None) or getattr(record, "title", "")
    return " ".join(str(called).casefold().split())


def _another_account(old: Person, new: Person) -> bool:
    """Whether each has an account of their own on one platform: then they are two people."""
    return any(
        account.id is not None and new.accounts[platform].id not in (None, account.id)
        for platform, account in old.accounts.items()
        if platform in new.accounts
    )


def _by_key(
    gone: Mapping[str, Hashable], new: Mapping[str, Hashable], found: Mapping[str, str]
) -> dict[str, str]:
    """Pair those still without a pair that have the same key, where nobody else has it."""
    was, now = _unique(_without(gone, found)), _unique(_without(new, found.values()))
    return {was[key]: now[key] for key in was.keys() & now.keys()}


def _without(all_: Mapping[str, Any], those: Iterable[str]) -> dict[str, Any]:
    taken = set(those)
    return {each: value for each, value in all_.items() if each not in taken}


def _unique(keys: Mapping[str, Hashable]) -> dict[Hashable, str]:
    times = Counter(keys.values())
    return {key: each for each, key in keys.items() if key not in (None, "") and times[key] == 1}


def _by_marks(gone: Mapping[str, Marks], new: Mapping[str, Marks]) -> dict[str, str]:
    """Pair what has most marks in common, where there are enough of them."""
    having: dict[Hashable, list[str]] = defaultdict(list)
    for each, marks in new.items():
        for mark in marks:
            having[mark].append(each)
    best: dict[str, str] = {}
    for old, marks in gone.items():
        shared = Counter(to for mark in marks if len(having[mark]) <= COMMON for to in having[mark])
        (to, most), (_, next_most) = [*shared.most_common(2), ("", 0), ("", 0)][:2]
        if most > next_most and most >= MARKS and most * 2 >= len(marks):
            best[old] = to
    times = Counter(best.values())
    return {old: to for old, to in best.items() if times[to] == 1}


def _person_marks(org: Org, people: Iterable[str], renamed: Mapping[str, str]) -> dict[str, Marks]:
    """What people left in their own files that hardly anyone else could have: what, and on which day."""
    found: dict[str, set[Hashable]] = {each: set() for each in people}

    def now(ref: str) -> str:
        holder, _, item = ref.rpartition("/")
        return renamed.get(ref) or (f"{renamed[holder]}/{item}" if holder in renamed else ref)

    for person, marks in found.items():
        record = org.people[person]
        marks |= {("holds", now(ref), held.since) for ref, held in record.assignments.items()}
        marks |= {("joined", program, part.joined) for program, part in record.programs.items()}
        indicated = org.familiarity.get(person, {})
        marks |= {("indicated", now(ref), each.level, each.updated) for ref, each in indicated.items()}
        for events in (org.help, org.reviews, org.checkins):
            marks |= {("event", type(each).__name__, each.id) for each in events.get(person, ())}
    for (mentee, competence), slot in org.mentorships.items():
        if mentee in found:
            found[mentee].add(("mentored", now(competence), slot.started, len(slot.previous)))
    for insight in org.insights.values():
        if insight.author in found:
            found[insight.author].add(("wrote", insight.title, insight.date))
    return {person: frozenset(marks) for person, marks in found.items()}


def _in_folder(org: Org, folder: str) -> dict[str, Any]:
    return {path[:-5]: record for path, record in org.records.items() if path.startswith(f"{folder}/")}


def _thing_marks(org: Org, things: Mapping[str, Any]) -> dict[str, Marks]:
    """What things say, but for what they are called, and who has held competences since when."""
    found: dict[str, set[Hashable]] = {each: set() for each in things}
    for ref, marks in found.items():
        record = things[ref]
        if isinstance(record, Competence):
            marks |= {(key, _name(item)) for key, item in record.items.items()}
        elif isinstance(record, Insight):
            marks |= {("body", record.body), ("written", record.author, record.date)}
    for person, holder in org.people.items():
        for ref, held in holder.assignments.items():
            if ref in found:
                found[ref].add((person, held.since))
    return {ref: frozenset(marks) for ref, marks in found.items()}
