"""A fact, and how a record that differs is told: in sentences of its own, the rest value by value."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from wecomplish_cli.model.org import alike, apart
from wecomplish_cli.model.text import shortened
from wecomplish_cli.model.walk import value_at
from wecomplish_cli.reports.facts.keys import FLAGS, called
from wecomplish_cli.text.phrases import several, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wecomplish_cli.diagnostics import Pointer
    from wecomplish_cli.model.changes import RecordChange, ValueChange
    from wecomplish_cli.model.org import Org


class Topic(StrEnum):
    """What a fact is about, in the order in which facts are told."""

    SETTINGS = "settings"
    PEOPLE = "people"
    MENTORSHIPS = "mentorships"
    HELP = "help"
    FAMILIARITY = "familiarity"
    MEETINGS = "meetings"
    """Check-ins and reviews."""
    INSIGHTS = "insights"
    EXPECTATIONS = "expectations"
    """Roles, skillsets and expectations."""
    TEAMS = "teams"
    PROGRAMS = "programs"
    FILES = "files"


TOPIC_OF = {
    "organization": Topic.SETTINGS,
    "person": Topic.PEOPLE,
    "mentorship": Topic.MENTORSHIPS,
    "help": Topic.HELP,
    "familiarity": Topic.FAMILIARITY,
    "review": Topic.MEETINGS,
    "checkin": Topic.MEETINGS,
    "insight": Topic.INSIGHTS,
    "role": Topic.EXPECTATIONS,
    "skillset": Topic.EXPECTATIONS,
    "expectation": Topic.EXPECTATIONS,
    "team": Topic.TEAMS,
    "program": Topic.PROGRAMS,
}
"""The topic of each kind of file."""

MOST_TOLD = 100
"""Names in one sentence; of more, the rest is counted."""

MOST_WHOLE = 8
"""Values of a list that is told as it is and was; of a longer one, what came and went."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a change makes so, as a sentence without a full stop."""

    topic: Topic
    sentence: str
    """Holds text from the data as it is."""
    path: str
    """The file it stands in, relative to the data's root; of files that are no data, to the repository's."""
    values: tuple[ValueChange, ...] = ()
    """The values of that file that the sentence tells of."""


class Telling:
    """One record that differs, with what of it is still to be told."""

    def __init__(self, change: RecordChange, before: Org, after: Org) -> None:
        self.path = change.path
        self.kind = change.kind
        self.old: Any = change.before
        self.new: Any = change.after
        self.before = before
        self.after = after
        self._changed = change.changed
        self._left = {each.pointer: each for each in change.changed}
        self._said = False
        self._below: dict[Pointer, list[int]] = defaultdict(list)
        for index, each in enumerate(change.changed):
            for depth in range(len(each.pointer) + 1):
                self._below[each.pointer[:depth]].append(index)

    def changes(self, *keys: str) -> tuple[ValueChange, ...]:
        """The values that differ at or below some keys, such as `mentoring.away`; all, if none is given."""
        wanted = [_pointer(key) for key in keys] or [()]
        found = {index for key in wanted if key in self._below for index in self._below[key]}
        return tuple(self._changed[index] for index in sorted(found))

    def left(self, *keys: str) -> bool:
        """Whether something that differs at or below one of some keys is still to be told."""
        return any(each.pointer in self._left for key in keys for each in self.changes(key))

    def ids(self, key: str = "") -> list[str]:
        """The keys of an open map under which something differs, in their order; by default of the file."""
        depth = len(_pointer(key))
        return list(
            dict.fromkeys(str(each.pointer[depth]) for each in self.changes(key) if each.pointer[depth:])
        )

    def say(self, sentence: str, *keys: str) -> Fact:
        """Tell of all that differs at or below some keys, in one sentence."""
        values = self.changes(*keys)
        for each in values:
            self._left.pop(each.pointer, None)
        self._said = True
        return Fact(TOPIC_OF[self.kind], sentence, self.path, values)

    def rest(self, subject: str) -> Iterator[Fact]:
        """Tell whatever has no sentence of its own, as what this value of the subject is and was."""
        for each in [*self._left.values()]:
            yield self.say(f"{subject}: {self.is_and_was(each)}", ".".join(map(str, each.pointer)))
        if not self._said:
            happened = "is new" if self.old is None else "is gone" if self.new is None else "differs"
            yield self.say(f"{self.path} {happened}, without a value that says anything")

    def is_and_was(self, change: ValueChange) -> str:
        """Say what a value is and was; what is not there stands for the default, which so is said."""
        is_now = self._meant(self.new, change.after, change)
        was = self._meant(self.old, change.before, change)
        key = called(change.pointer, {"@": self.name, "/": self.title})
        flag = FLAGS.get(".".join(map(str, change.pointer)))
        if flag:
            so = value_at(self.new, change.pointer) if is_now is None else is_now
            return f"{flag[bool(so)]}{'' if self.old is None else ' now'}"
        if self.old is None:
            return f"{key} is {told(is_now)}"
        long = max((len(each) for each in (is_now, was) if isinstance(each, (list, tuple))), default=0)
        if is_now and was and long > MOST_WHOLE:
            return f"{key} {now_instead('has', [*map(told, is_now)], [*map(told, was)])}"
        return f"{key} is {told(is_now, was)} now, was {told(was, is_now)}"

    def _meant(self, record: Any, value: Any, change: ValueChange) -> Any:
        if change.pointer[-1] in ("outcome", "status") and value:
            return str(value).replace("_", " ")
        return value_at(record, change.pointer) if value is None and self.kind == "organization" else value

    def name(self, person: str) -> str:
        """A person's name, also after they are deleted; with the id where somebody else is called so too."""
        return self.title(f"people/{person}", person)

    def names(self, people: Iterable[str]) -> str:
        """The names of several people."""
        return every(map(self.name, people))

    def title(self, ref: str, unknown: str | None = None) -> str:
        """What a reference leads to is called, also where it is no longer in the data; as `name` does."""
        found = self.after.called(ref) or self.before.called(ref)
        if found is None:
            return shortened(unknown or ref)
        return apart(found, ref) if ref in _namesakes(self.before, self.after) else shortened(found)

    def titles(self, refs: Iterable[str]) -> str:
        """What several references lead to is called."""
        return every(map(self.title, refs))


@lru_cache(maxsize=4)
def _namesakes(before: Org, after: Org) -> frozenset[str]:
    """What is called like something else of its kind is or was, also responsibilities and skills."""
    items = (
        ("items", item.title, f"{ref}/{own}")
        for org in (before, after)
        for ref, competence in org.competences.items()
        for own, item in competence.items.items()
    )
    return alike(chain(before.names(), after.names(), items))


def _pointer(key: str) -> Pointer:
    return tuple(key.split(".")) if key else ()


def every(names: Iterable[str]) -> str:
    """Join names as in a sentence, and hide none unless there are more than anyone reads."""
    return several(names, MOST_TOLD)


def now_instead(verb: str, names: Sequence[str], before: Sequence[str], *, ordered: bool = False) -> str:
    """Say what came to a list and what went: `is led by A as well now, no longer C`.

    Where nothing stays, what the list holds now is what came. Of an `ordered` list, a new first one is told.
    """
    now, was = set(names), set(before)
    came, lost = [each for each in names if each not in was], [each for each in before if each not in now]
    if not came and lost:
        first, _, rest = verb.partition(" ")
        helped = first in ("is", "would")
        gone = f"{first} no longer {rest}" if helped else f"no longer {verb}"
        return f"{gone} {every(lost)}{_first(names, before, ordered)}"
    if not came:
        return f"{verb} {every(names)} now, in this order"
    stays = len(came) < len(names)
    new = f"{verb} {every(came)}{' as well' if stays else ''}{' now' if before else ''}"
    gone = f", no longer {every(lost)}" if lost else ""
    return f"{new}{gone}{_first(names, before, ordered and stays)}"


def _first(names: Sequence[str], before: Sequence[str], ordered: bool) -> str:
    changed = ordered and names and before and names[0] != before[0]
    return f"; {names[0]} comes first now" if changed else ""
