"""The whole dataset as records, indexed by what is asked of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar
from unicodedata import normalize

from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.build import build
from wecomplish_cli.model.kinds import ORGANIZATION, SETTINGS_PATH, kind_of
from wecomplish_cli.model.organization import FORMAT, Organization
from wecomplish_cli.model.text import shortened
from wecomplish_cli.model.walk import Visit, gatherer, visitor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from wecomplish_cli.diagnostics import Finding
    from wecomplish_cli.model.expectations import Competence, Expectation
    from wecomplish_cli.model.kinds import Kind
    from wecomplish_cli.model.mentorships import CheckIn, HelpRequest, Mentorship, Review
    from wecomplish_cli.model.organization import Team
    from wecomplish_cli.model.people import Indication, Person
    from wecomplish_cli.model.programs import Insight, Program


K = TypeVar("K")
V = TypeVar("V")


class Table(dict[K, V]):
    """A mapping that is equal only to itself, so that what is computed of it can be kept with it."""

    def __init__(self) -> None:
        super().__init__()
        self.entered: list[K] = []
        """The keys that came or changed after it was computed with: whoever keeps something looks here."""
        self.names: _Names | None = None
        """What its things are called, once somebody asked."""

    def __hash__(self) -> int:  # type: ignore[override]
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def enter(self, key: K, value: V) -> None:
        """Put in what whoever keeps something computed has to look at."""
        self[key] = value
        self.entered.append(key)


@frozen(eq=False)
class Org:
    """An organisation's records, in the order of their paths; equal only to itself."""

    records: Mapping[str, Any]
    """Path to record, for every file that could be read."""
    problems: Mapping[str, tuple[Finding, ...]]
    """What reading the files gave to complain of: rule name to findings."""
    present: AbstractSet[str]
    """The references of all data files, also of those that could not be read."""
    settings: Organization
    teams: Table[str, Team] = field(default_factory=Table)
    people: Table[str, Person] = field(default_factory=Table)
    competences: Table[str, Competence] = field(default_factory=Table)
    """Roles and skillsets by reference, such as `roles/platform-engineer`."""
    expectations: Table[str, Expectation] = field(default_factory=Table)
    """By reference, such as `expectations/blameless-review`."""
    familiarity: dict[str, dict[str, Indication]] = field(default_factory=dict)
    """Person to expectation to indication."""
    mentorships: dict[tuple[str, str], Mentorship] = field(default_factory=dict)
    """By (mentee, competence)."""
    help: dict[str, list[HelpRequest]] = field(default_factory=lambda: defaultdict(list))
    """By mentee, oldest first; so are reviews and check-ins."""
    reviews: dict[str, list[Review]] = field(default_factory=lambda: defaultdict(list))
    checkins: dict[str, list[CheckIn]] = field(default_factory=lambda: defaultdict(list))
    programs: Table[str, Program] = field(default_factory=Table)
    insights: Table[str, Insight] = field(default_factory=Table)

    def walks(self, wanted: type) -> Iterator[tuple[str, Any, Visit]]:
        """Every record in which a value can carry a mark: its path, the record, and the walk to its marks."""
        return self._by_kind(lambda kind: visitor(kind.record, wanted))

    @cached_property
    def gathered(self) -> Mapping[Any, set[Any]]:
        """The distinct references of each kind, and the days under `Happened`, of all records."""
        found: dict[Any, set[Any]] = defaultdict(set)
        for _, record, gather in self._by_kind(lambda kind: gatherer(kind.record)):
            gather(record, found)
        return found

    def _by_kind(self, choose: Callable[[Kind], K | None]) -> Iterator[tuple[str, Any, K]]:
        """Every record with its path and what is chosen for its kind, if anything is."""
        folder, chosen = None, None
        for path, record in self.records.items():
            # Records of a kind follow each other, so that it is looked up once for each kind.
            if folder is None or not path.startswith(folder):
                folder = f"{path.partition('/')[0]}/"
                chosen = choose(kind_of(path))
            if chosen is not None:
                yield path, record, chosen

    def unread(self, ref: str) -> bool:
        """Whether there is a file for a reference that cannot be read: what depends on it is not judged."""
        return ref in self.present and f"{ref}.yaml" not in self.records

    def unread_files(self) -> tuple[str, ...]:
        """The paths of all data files that cannot be read, in order."""
        return tuple(sorted(f"{ref}.yaml" for ref in self.present if self.unread(ref)))

    def requests(self) -> Iterator[HelpRequest]:
        """Every request for help, by mentee and then oldest first."""
        for requests in self.help.values():
            yield from requests

    def name(self, person: str) -> str:
        """A person's name, with the id where another is called so too; the id where they are not known."""
        return self.title(f"people/{person}") if person in self.people else person

    def title(self, ref: str) -> str:
        """What the thing a reference leads to is called, or the reference where it is not known.

        Where another of its kind is called so too, its id or reference follows.
        """
        found = self.called(ref)
        if found is None:
            return ref
        return apart(found, ref) if self.is_namesake(ref) else found

    def called(self, ref: str) -> str | None:
        """What the thing a reference leads to is called in its file; None where it is not known."""
        record = self.records.get(f"{ref}.yaml")
        found = getattr(record, "name", None) or getattr(record, "title", None)
        if found:
            return str(found)
        holder, _, item = ref.rpartition("/")
        competence = self.competences.get(holder)
        responsibility = competence.items.get(item) if competence else None
        return responsibility.title if responsibility else None

    def brief(self, ref: str) -> str:
        """As `title`, with a long name cut."""
        found = self.title(ref)
        return found if self.is_namesake(ref) else shortened(found)

    def is_namesake(self, ref: str) -> bool:
        """Whether another file of its kind is called the same; roles and skillsets are one kind here."""
        folder, _, own = ref.partition("/")
        if folder in ("people", "teams", "programs", "insights"):
            return _names_in(getattr(self, folder)).is_shared(own)
        table: Table[str, Any] = self.expectations if folder == "expectations" else self.competences
        return _names_in(table).is_shared(ref)

    def names(self) -> Iterator[tuple[str, str, str]]:
        """The kind, the name and the reference of every file that has a name; roles are skillsets here."""
        yield from (("people", record.name, f"people/{each}") for each, record in self.people.items())
        yield from (("teams", record.name, f"teams/{each}") for each, record in self.teams.items())
        yield from (("competences", record.name, ref) for ref, record in self.competences.items())
        yield from (("expectations", record.title, ref) for ref, record in self.expectations.items())
        yield from (("programs", record.name, f"programs/{each}") for each, record in self.programs.items())
        yield from (("insights", record.title, f"insights/{each}") for each, record in self.insights.items())


class _Names:
    """How many things of a table are called the same; it keeps up with what enters the table."""

    def __init__(self, table: Table[str, Any]) -> None:
        self._table = table
        self._seen = len(table.entered)
        self._names: dict[str, str] = {}
        self._count: Counter[str] = Counter()
        for key in table:
            self._enter(key)

    def catch_up(self) -> None:
        """Take in what entered the table since."""
        if len(self._table.entered) == self._seen:
            return
        for key in islice(self._table.entered, self._seen, None):
            self._enter(key)
        self._seen = len(self._table.entered)

    def is_shared(self, key: str) -> bool:
        """Whether something else in the table is called like this."""
        return self._count[self._names.get(key, "")] > 1

    def _enter(self, key: str) -> None:
        self._count[self._names.get(key, "")] -= key in self._names
        record = self._table[key]
        self._names[key] = _comparable(getattr(record, "name", None) or record.title)
        self._count[self._names[key]] += 1


def _names_in(table: Table[str, Any]) -> _Names:
    """The names of a table, which are counted once."""
    if table.names is None:
        table.names = _Names(table)
    table.names.catch_up()
    return table.names


def _comparable(name: str) -> str:
    return shortened(" ".join(normalize("NFKC", name).casefold().split()))


def alike(names: Iterable[tuple[str, str, str]]) -> frozenset[str]:
    """The references that share a kind and a name with another: by the name, one could be the other."""
    called: dict[tuple[str, str], set[str]] = defaultdict(set)
    for kind, name, ref in names:
        called[kind, _comparable(name)].add(ref)
    return frozenset(ref for refs in called.values() if len(refs) > 1 for ref in refs)


def apart(name: str, ref: str) -> str:
    """A name that others have too, with the id, or of competences and expectations the reference."""
    folder, _, own = ref.partition("/")
    by_id = folder in ("people", "teams", "programs", "insights")
    return f"{shortened(' '.join(name.split()))} ({own if by_id else ref})"


def index(
    records: Mapping[str, Any], problems: Mapping[str, tuple[Finding, ...]], present: AbstractSet[str]
) -> Org:
    """Index records by what is asked of them; without settings, the defaults stand in."""
    settings = records.get(SETTINGS_PATH)
    if settings is None:
        missing = {"format": str(FORMAT), "organization": "?", "administrators": ["nobody"]}
        settings = build(ORGANIZATION.record, missing, [])
    org = Org(records, problems, present, settings)
    by_id: dict[str, dict[str, Any]] = {
        "team": org.teams,
        "person": org.people,
        "program": org.programs,
        "insight": org.insights,
        "familiarity": org.familiarity,
    }
    by_ref: dict[str, dict[str, Any]] = {
        "role": org.competences,
        "skillset": org.competences,
        "expectation": org.expectations,
    }
    by_mentee: dict[str, dict[str, list[Any]]] = {
        "help": org.help,
        "review": org.reviews,
        "checkin": org.checkins,
    }
    for path, record in records.items():
        kind, ref = kind_of(path).name, path.removesuffix(".yaml")
        if kind in by_id:
            by_id[kind][ref.partition("/")[2]] = record
        elif kind in by_ref:
            by_ref[kind][ref] = record
        elif kind in by_mentee:
            by_mentee[kind][ref.split("/", 2)[1]].append(record)
        elif kind == "mentorship":
            _, mentee, competence = ref.split("/", 2)
            org.mentorships[mentee, competence] = record
    for kinds in by_mentee.values():
        for events in kinds.values():
            events.sort(key=as_it_happened)
    return org


def as_it_happened(event: Any) -> tuple[str, int, str]:
    """What events of one mentee are sorted by: the day, then the number that a second label of a day has."""
    label = event.path.rpartition("/")[2]
    return label[:10], len(label), label
