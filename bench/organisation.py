"""Writes synthetic organisations of any size, free of findings on 1 June 2026, for the benchmarks.

Run it as `python bench/organisation.py PEOPLE FOLDER [--checkins] [--seed N]`.
"""

from __future__ import annotations

import argparse
import random
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def _words(text: str) -> list[str]:
    """The words of a text: a list of literals would take a line for each."""
    return text.split()


TODAY = date(2026, 6, 1)
TEAM_SIZE = 12
LEVELS = ("none", "aware", "understand", "comfortable", "automated")
COMFORTABLE = LEVELS.index("comfortable")
MENTORED_SHARE = {"roles": 0.62, "skillsets": 0.35}
STATUS_WEIGHTS = {"active": 80, "proposed": 4, "paused": 5, "completed": 8, "ended": 3}
PROGRAM, PROGRAM_STARTS = "hand-over-2026", date(2025, 11, 1)

FIRST_NAMES = _words("""
    Ola Kari Åse Bjørn Siri Per Ingrid Søren Astrid Łukasz Zofia Jan Małgorzata Piotr Chloé François Zoë
    Amélie Luc Margaux José Inés Mateo Lucía Álvaro Carmen João Beatriz Tiago Giulia Luca Chiara Matteo
    Jürgen Anja Käthe Lars Maja Nils Freja Aino Eero Päivi Juhani Sanna Mehmet Elif Emre Zeynep Aylin Amir
    Leila Omar Yasmin Tariq Priya Arjun Ananya Rohan Meera Wei Mei Hiroshi Yuki Kenji Sakura Minh Linh Jisoo
    Minjun Chidi Amara Kwame Abena Thandi Sipho Wanjiru Otieno Grace Samuel Emily Oliver Fiona Callum Niamh
    Cian Olena Taras Ivana Marko
""")
LAST_NAMES = _words("""
    Nordmann Hansen Olsen Berg Lind Haugen Bakke Dahl Strand Moen Solberg Ødegård Sæther Lundgren Sjöberg
    Åkesson Nyström Holm Jensen Møller Kjær Korhonen Mäkinen Virtanen Nieminen Laine Nowak Wójcik Kowalczyk
    Zieliński Kamińska Lewandowska Dvořák Novotná Horváth Szabó Kovács Ionescu Popescu Petrov Georgieva
    Müller Schäfer Köhler Becker Vogel Keller Huber Steiner Janssen Bakker Visser Peeters Maes Dubois Moreau
    Lefèvre Girard Roux García Muñoz Ibáñez Ortega Vidal Silva Araújo Gonçalves Pereira Rossi Bianchi Greco
    Conti Demir Yılmaz Kaya Şahin Haddad Nasser Rahimi Karimi Sharma Patel Iyer Gupta Reddy Chen Wang Liu
    Zhao Tanaka Sato Suzuki Mori Nguyen Tran Pham Kim Park Choi Okafor Eze Mensah Boateng Dlamini Nkosi
    Kamau Mwangi Smith Taylor Clarke Murphy Byrne Doyle Campbell Stewart Shevchenko Bondar Marić Petrović
""")
FIELDS = _words("""
    Platform Data Safety Quality Robotics Payments Logistics Research Security Mobile Network Design Energy
    Field Product Support Supply Training Vision Motion Control Finance Customer Factory Cloud
""")
JOBS = _words("engineer analyst lead designer tester planner operator adviser coordinator scientist")
UNITS = _words("tools services group delivery insight desk works studio lab crew office partners hub line")
PRACTICES = _words("response review facilitation planning negotiation modelling writing auditing coaching")
VERBS = _words("Plan Review Improve Document Measure Automate Secure Teach Test Monitor Simplify Schedule")
THINGS = _words("""
    pipelines releases budgets alarms contracts interviews drawings backups dashboards estimates deliveries
    prototypes incidents audits roadmaps suppliers surveys
""")
MANNERS = _words("Blameless Safe Fair Timely Open Careful Lean Shared Written Yearly")
KINDS = ("policy", "process", "value", "risk", "system")
PLACES = (
    ("nb", "Europe/Oslo"),
    ("sv", "Europe/Stockholm"),
    ("de", "Europe/Berlin"),
    ("pl", "Europe/Warsaw"),
    ("es", "Europe/Madrid"),
    ("hi", "Asia/Kolkata"),
    ("ja", "Asia/Tokyo"),
)
AGREEMENTS = (
    "Weekly, half an hour; either may end it any time.",
    "Every other Tuesday, own one release by the summer.",
    "By video, notes stay between us, goals are looked at monthly.",
)
SUMMARIES = (
    "Shadowed one release; leads the next one.",
    "Went through the latest review together and agreed on two things to try.",
    "Short one, everything on track; the next step is a first hand-over.",
    "Looked at what was unclear last time; a small exercise until the next meeting.",
)
QUESTIONS = (
    "Where do I see who decides this?",
    "How do I tell a real break from noise?",
    "Which of the two ways is the one we use now?",
)


@dataclass(slots=True, eq=False)
class Competence:
    """A role or a skillset.

    `own` has the titles of its own expectations by id; `expected` refers to these and the others relevant for
    it. `mentors` are the proficient people open to mentor, `free_mentors` those who may have a place left.
    """

    ref: str
    name: str
    own: dict[str, str]
    in_program: bool
    expected: list[str] = field(default_factory=list)
    mentors: list[Person] = field(default_factory=list)
    free_mentors: list[Person] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Expectation:
    """A policy, process, value, risk or system; `people` are the indices of those it is asked of."""

    ref: str
    title: str
    relevant_for: list[Competence]
    people: list[int]


@dataclass(slots=True, eq=False)
class Person:
    """Someone with a role; `levels` has each expectation of theirs, 0 where nothing is indicated.

    `mentors` are those of the mentorships under way, by competence.
    """

    index: int
    id: str
    name: str
    joined: date
    held: list[Competence]
    levels: dict[str, int]
    capacity: int
    load: int = 0
    mentors: dict[str, Person] = field(default_factory=dict)
    program_parts: set[str] = field(default_factory=set)


@dataclass(slots=True, eq=False)
class Mentorship:
    """One slot. A proposal was made on the day `started`; a finished mentorship ended on the day `until`."""

    mentee: Person
    competence: Competence
    mentor: Person
    co_mentor: Person | None
    status: str
    started: date
    until: date
    checkin_every_days: int
    goal: str | None

    @property
    def finished(self) -> bool:
        """Whether it is completed or ended."""
        return self.status in ("completed", "ended")

    @property
    def in_program(self) -> bool:
        """Whether it belongs to the program."""
        return self.competence.in_program and self.status == "active" and self.started >= PROGRAM_STARTS


@dataclass(slots=True, eq=False)
class Organisation:
    """Everything that is written. Person `n` leads team `n`; whoever has no team is at the top."""

    competences: list[Competence]
    expectations: list[Expectation]
    people: list[Person]
    mentorships: list[Mentorship]


def write_organisation(folder: Path, people: int, checkins: bool = False, seed: int = 1) -> int:
    """Write an organisation of so many people and return the number of files.

    The same seed gives the same bytes. With a year of check-ins, the other files are the same as without.

    Raises:
        FileExistsError: the folder holds an organisation already; nothing is written.
        ValueError: fewer than two people; nothing is written.
    """
    if people < 2:
        raise ValueError("an organisation has two people at least")
    if (folder / "wecomplish.yaml").exists():
        raise FileExistsError(f"{folder} holds an organisation already")
    made: set[str] = set()
    count = 0
    for path, text in _files(people, checkins, random.Random(seed)):
        parent = path.rpartition("/")[0]
        if parent not in made:
            (folder / parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        with open(f"{folder}/{path}", "wb") as file:
            file.write(text.encode())
        count += 1
    return count


def _files(people: int, checkins: bool, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Each file's path and text; check-ins are last, so that they change no random number before them."""
    organisation = _organisation(people, rng)
    everyone = organisation.people
    yield "wecomplish.yaml", _settings_text(everyone[0])
    yield f"programs/{PROGRAM}.yaml", _program_text(organisation)
    for number in range(_team(people - 1) + 1):
        yield f"teams/{_team_id(number)}.yaml", _team_text(number, everyone[number])
    for competence in organisation.competences:
        yield f"{competence.ref}.yaml", _competence_text(competence, rng.choice(everyone), rng)
    for number, expectation in enumerate(organisation.expectations):
        yield f"{expectation.ref}.yaml", _expectation_text(number, expectation, everyone)
    for person in everyone:
        yield f"people/{person.id}.yaml", _person_text(person, everyone, rng)
        yield f"familiarity/{person.id}.yaml", _familiarity_text(person, rng)
    for mentorship in organisation.mentorships:
        slot = f"{mentorship.mentee.id}/{mentorship.competence.ref}"
        yield f"mentorships/{slot}.yaml", _mentorship_text(mentorship, rng)
    for mentee in rng.sample(everyone[1:], people // 30):
        yield _help_file(mentee, everyone[_team(mentee.index)], rng)
    if checkins:
        for mentorship in organisation.mentorships:
            yield from _checkin_files(mentorship, rng)


def _organisation(people: int, rng: random.Random) -> Organisation:
    """People in order of index, each mentored only by people before them, so that there are no circles."""
    roles, skillsets = _roles(max(5, people // 100)), _skillsets(max(4, people // 250))
    competences = roles + skillsets
    expectations = _expectations(8 + len(roles) // 2, competences, people, rng)
    asked: dict[int, list[str]] = {}
    for expectation in expectations:
        for competence in expectation.relevant_for:
            competence.expected.append(expectation.ref)
        for index in expectation.people:
            asked.setdefault(index, []).append(expectation.ref)
    everyone: list[Person] = []
    mentorships: list[Mentorship] = []
    for index in range(people):
        held = [roles[index % len(roles)], *rng.sample(skillsets, rng.choice((0, 0, 1, 1, 1)))]
        person = _person(index, held, asked.get(index, []), rng)
        everyone.append(person)
        mentorships += filter(None, [_mentorship(person, competence, rng) for competence in held])
        for competence in held:
            if person.capacity and _is_proficient(person, competence):
                competence.mentors.append(person)
                competence.free_mentors.append(person)
    return Organisation(competences, expectations, everyone, mentorships)


def _roles(count: int) -> list[Competence]:
    roles = []
    for number in range(count):
        name = _name(FIELDS, JOBS, number)
        titles = [_name(VERBS, THINGS, 5 * (number % 40) + k) for k in range(5)]
        roles.append(_competence("roles", name, titles, in_program=number < 3))
    return roles


def _skillsets(count: int) -> list[Competence]:
    skillsets = []
    for number in range(count):
        name = _name(FIELDS, PRACTICES, number)
        titles = [_name(MANNERS, PRACTICES, 4 * (number % 22) + k) for k in range(4)]
        skillsets.append(_competence("skillsets", name, titles, in_program=number < 2))
    return skillsets


def _competence(kind: str, name: str, titles: Iterable[str], in_program: bool) -> Competence:
    ref = f"{kind}/{_id(name)}"
    own = {_id(title): title for title in sorted(titles)}
    return Competence(ref, name, own, in_program, [f"{ref}/{key}" for key in own])


def _expectations(
    count: int, competences: Sequence[Competence], people: int, rng: random.Random
) -> list[Expectation]:
    """Each relevant for three competences, every fourth also asked of two people."""
    expectations = []
    for number in range(count):
        title = _name(MANNERS, THINGS, number)
        asked = rng.sample(range(people), 2) if number % 4 == 0 else []
        relevant_for = rng.sample(competences, 3)
        expectations.append(Expectation(f"expectations/{_id(title)}", title, relevant_for, asked))
    return expectations


def _person(index: int, held: list[Competence], asked: Iterable[str], rng: random.Random) -> Person:
    """Someone senior in some competences and junior in others, not always with places as a mentor."""
    levels: dict[str, int] = {}
    for competence in held:
        usual = (2, 3, 3, 4, 4) if rng.random() < 0.5 else (1, 1, 2, 2, 3)
        for ref in competence.expected:
            indicated = not ref.startswith("expectations/") or rng.random() < 0.8
            levels.setdefault(ref, rng.choice(usual) if indicated else 0)
    for ref in asked:
        levels.setdefault(ref, 0)
    name = _name(FIRST_NAMES, LAST_NAMES, index)
    joined = _day(rng, date(2018, 1, 1), 1900)
    return Person(index, _id(name), name, joined, held, levels, rng.choice((0, 1, 2, 2, 3, 3, 4)))


def _is_proficient(person: Person, competence: Competence) -> bool:
    levels = sorted(person.levels[ref] for ref in competence.expected)
    return levels[(len(levels) - 1) // 2] >= COMFORTABLE


def _mentorship(mentee: Person, competence: Competence, rng: random.Random) -> Mentorship | None:
    """This assignment's mentorship, or none. While it is under way, it takes a place of each mentor."""
    mentor = _free_mentor(mentee, competence, rng)
    if mentor is None or rng.random() >= MENTORED_SHARE[competence.ref.partition("/")[0]]:
        return None
    other = _free_mentor(mentee, competence, rng) if rng.random() < 0.05 else None
    co_mentor = None if other is mentor else other
    (status,) = rng.choices(list(STATUS_WEIGHTS), list(STATUS_WEIGHTS.values()))
    every = 7 if rng.random() < 0.12 else 14
    goal = rng.choice(competence.expected) if rng.random() < 0.6 else None
    started, until = _term(status, rng)
    made = Mentorship(mentee, competence, mentor, co_mentor, status, started, until, every, goal)
    mentors = [mentor, co_mentor] if co_mentor else [mentor]
    if not made.finished:
        mentee.mentors[competence.ref] = mentor
        for one in mentors:
            one.load += 1
    if made.in_program:
        mentee.program_parts.add("mentee")
        for one in mentors:
            one.program_parts.add("mentor")
    return made


def _free_mentor(mentee: Person, competence: Competence, rng: random.Random) -> Person | None:
    """A proficient person with a free place who is none of the mentee's leaders."""
    free = competence.free_mentors
    for _ in range(5):
        if not free:
            return None
        place = rng.randrange(len(free))
        mentor = free[place]
        if mentor.load >= mentor.capacity:
            free[place] = free[-1]
            free.pop()
        elif not _leads(mentor, mentee):
            return mentor
    return None


def _leads(leader: Person, person: Person) -> bool:
    """Whether someone leads a person, directly or through others."""
    index = person.index
    while index > leader.index:
        index = _team(index)
    return index == leader.index


def _term(status: str, rng: random.Random) -> tuple[date, date]:
    """A mentorship's first and last day; the last of one under way is in the future."""
    if status in ("completed", "ended"):
        started = _day(rng, date(2024, 9, 1), 450)
        return started, _day(rng, started + timedelta(90), 90)
    if status == "proposed":
        return _day(rng, TODAY - timedelta(5), 5), _day(rng, date(2026, 10, 1), 60)
    return _day(rng, date(2024, 9, 1), 600), _day(rng, date(2026, 7, 1), 150)


def _team(index: int) -> int:
    """The team of a person by index, which is also the index of its lead; -1 for the person at the top."""
    return (index - 1) // TEAM_SIZE


def _day(rng: random.Random, first: date, days: int) -> date:
    return first + timedelta(rng.randrange(days))


def _name(firsts: Sequence[str], seconds: Sequence[str], number: int) -> str:
    """A first and a second word, another pair for each number; when all are used, again with a number."""
    times, rest = divmod(number, len(firsts) * len(seconds))
    row, column = divmod(rest, len(firsts))
    name = f"{firsts[column]} {seconds[(row + column) % len(seconds)]}"
    return f"{name} {times + 1}" if times else name


def _id(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.lower().translate(str.maketrans("øłæı", "olai")))
    return folded.encode("ascii", "ignore").decode().replace(" ", "-")


def _team_id(number: int) -> str:
    return _id(_name(FIELDS, UNITS, number))


def _blocks(blocks: Iterable[str]) -> str:
    """The blocks that are not empty with a blank line between them."""
    return "\n\n".join(block for block in blocks if block)


def _settings_text(administrator: Person) -> str:
    return f"""\
format: 1
organization: Fjord Robotics
administrators: [{administrator.id}]
timezone: Europe/Oslo

mail:
  domains: [fjord.example]
"""


def _program_text(organisation: Organisation) -> str:
    competences = ", ".join(one.ref for one in organisation.competences if one.in_program)
    head = organisation.people[0].id
    return f"""\
name: Hand-over 2026
aim: Two people beyond today's can do what only one does now.
competences: [{competences}]
criteria: Mentors have led two releases and want to teach.
sponsor: {head}
coordinator: {head}
starts: {PROGRAM_STARTS}
ends: 2026-12-01
kpis:
  familiarity_gain: 30
  have_mentor: 100
resources: [{organisation.expectations[0].ref}]
"""


def _team_text(number: int, lead: Person) -> str:
    parent = f"parent: {_team_id(_team(number))}\n" if number else ""
    return f"name: {_name(FIELDS, UNITS, number)}\nlead: {lead.id}\n{parent}"


def _competence_text(competence: Competence, keeper: Person, rng: random.Random) -> str:
    """A role's or skillset's file; only one with mentors enough is critical."""
    critical = "critical: true\n" if len(competence.mentors) >= 4 and rng.random() < 0.3 else ""
    key = "responsibilities" if competence.ref.startswith("roles/") else "skills"
    entries = _blocks(
        f"""\
  {id_}:
    title: {title}
    heading: {rng.choice(("Delivery", "Quality", "People"))}
    target: {rng.choice(LEVELS[2:])}"""
        for id_, title in sorted(competence.own.items())
    )
    return f"name: {competence.name}\n{critical}keeper: {keeper.id}\n\n{key}:\n{entries}\n"


def _expectation_text(number: int, expectation: Expectation, everyone: Sequence[Person]) -> str:
    asked = ", ".join(everyone[index].id for index in expectation.people)
    people = f"people: [{asked}]\n" if asked else ""
    return f"""\
type: {KINDS[number % len(KINDS)]}
title: {expectation.title}
keeper: {everyone[number % len(everyone)].id}
relevant_for: [{", ".join(one.ref for one in expectation.relevant_for)}]
{people}target: {LEVELS[2 + number % 2]}
"""


def _person_text(person: Person, everyone: Sequence[Person], rng: random.Random) -> str:
    language, timezone = rng.choice(PLACES)
    leaders = f"leaders: [{everyone[_team(person.index)].id}]\n" if person.index else ""
    profile = f"""\
name: {person.name}
email: {person.id}@fjord.example
accounts:
  github:
    id: {100_000 + 37 * person.index}
    login: {person.id}
status: active
{leaders}languages: [{language}, en]
timezone: {timezone}"""
    role, *skillsets = person.held
    teams = f"    teams: [{_team_id(_team(person.index))}]\n" if person.index else ""
    assignments = [f"assignments:\n  {role.ref}:\n{teams}    since: {person.joined}"]
    assignments += [f"  {one.ref}:\n    since: {person.joined + timedelta(200)}" for one in skillsets]
    program = ""
    if person.program_parts:
        part = "both" if len(person.program_parts) > 1 else min(person.program_parts)
        program = f"programs:\n  {PROGRAM}:\n    as: {part}\n    joined: {PROGRAM_STARTS - timedelta(10)}"
    return _blocks([profile, *assignments, _mentoring(person, rng), program]) + "\n"


def _mentoring(person: Person, rng: random.Random) -> str:
    """What a person offers as a mentor and wishes as a mentee; empty if nothing."""
    lines = []
    offered = [one.ref for one in person.held if person in one.mentors]
    if offered:
        lines += ["open: true", f"capacity: {person.capacity}"]
        if rng.random() < 0.25:
            lines.append(f"topics: [{', '.join(offered)}]")
        if rng.random() < 0.5:
            lines.append(f"trained: {person.joined + timedelta(300)}")
    wished = [one.ref for one in person.held if one.ref not in person.mentors and person not in one.mentors]
    if wished and rng.random() < 0.5:
        lines.append(f"seeks: [{', '.join(wished)}]")
    if lines and rng.random() < 0.03:
        lines += ["away:", "  from: 2026-07-01", "  until: 2026-07-31"]
    return "\n  ".join(["mentoring:", *lines]) if lines else ""


def _familiarity_text(person: Person, rng: random.Random) -> str:
    """Everything indicated, two thirds of it within the last four weeks."""
    entries = []
    for ref, level in sorted(person.levels.items()):
        if level:
            updated = TODAY - timedelta(1 + rng.randrange(rng.choice((28, 28, 300))))
            unclear = "\n  unclear: true" if level < COMFORTABLE and rng.random() < 0.1 else ""
            entries.append(f"{ref}:\n  level: {LEVELS[level]}\n  updated: {updated}{unclear}")
    return _blocks(entries) + "\n"


def _mentorship_text(mentorship: Mentorship, rng: random.Random) -> str:
    proposed = mentorship.status == "proposed"
    blocks = [_terms(mentorship, rng), _acceptance(mentorship, rng)]
    if not proposed:
        gained = rng.choice((0, 1, 1, 2))
        blocks.append(f"baseline:\n  taken: {mentorship.started}\n{_levels(mentorship, gained)}")
    blocks.append(f"target:\n  familiarity: {rng.choice((60, 75, 90))}\n  by: {mentorship.until}")
    blocks.append(_goal(mentorship, rng))
    if mentorship.status == "paused":
        blocks.append(f"paused_until: {_day(rng, date(2026, 6, 8), 20)}")
    if mentorship.finished:
        completed = mentorship.status == "completed"
        reason = "Reached what was agreed." if completed else "Moved to other work, thanks to both."
        outcome = f"outcome:\n  taken: {mentorship.until}\n{_levels(mentorship, 0)}"
        blocks.append(f"ended: {mentorship.until}\nreason: {reason}\n{outcome}")
    if not proposed and rng.random() < 0.05:
        blocks.append(_previous(mentorship, rng))
    return _blocks(blocks) + "\n"


def _terms(mentorship: Mentorship, rng: random.Random) -> str:
    lines = [f"mentor: {mentorship.mentor.id}"]
    if mentorship.co_mentor:
        lines.append(f"co_mentors: [{mentorship.co_mentor.id}]")
    lines.append(f"status: {mentorship.status}")
    if mentorship.status != "proposed":
        lines.append(f"started: {mentorship.started}")
    lines.append(f"until: {mentorship.until}")
    if mentorship.in_program:
        lines.append(f"program: {PROGRAM}")
    if mentorship.checkin_every_days == 7:
        lines.append("checkin_every_days: 7")
    if rng.random() < 0.4:
        lines.append(f"agreement: {rng.choice(AGREEMENTS)}")
    return "\n".join(lines)


def _acceptance(mentorship: Mentorship, rng: random.Random) -> str:
    """Everyone's yes of the days before the start; a proposal waits for all of them."""
    people = [mentorship.mentee, mentorship.mentor]
    if mentorship.co_mentor:
        people.append(mentorship.co_mentor)
    entries = []
    for id_ in sorted(person.id for person in people):
        accepted = mentorship.started - timedelta(rng.randrange(4))
        entries.append(f"  {id_}: {'waiting' if mentorship.status == 'proposed' else accepted}")
    return "acceptance:\n" + _blocks(entries)


def _levels(mentorship: Mentorship, below: int) -> str:
    """The mentee's levels, so many below today's but never under the lowest."""
    known = [(ref, mentorship.mentee.levels[ref]) for ref in sorted(mentorship.competence.expected)]
    lines = [f"    {ref}: {LEVELS[max(1, level - below)]}" for ref, level in known if level]
    return "\n".join(["  levels:", *lines])


def _goal(mentorship: Mentorship, rng: random.Random) -> str:
    """One goal or none; it is due when the mentorship ends, which is never before today while under way."""
    if mentorship.goal is None:
        return ""
    under_way = {"proposed": "not_started"}.get(mentorship.status, rng.choice(("not_started", "on_track")))
    status = {"completed": "done", "ended": "dropped"}.get(mentorship.status, under_way)
    actions = ""
    if mentorship.status != "proposed" and rng.random() < 0.3:
        done = mentorship.started + timedelta(25)
        dates = f"        due: {done + timedelta(5)}\n        done: {done}"
        actions = f"\n    actions:\n      watch-once:\n{dates}"
    return f"""\
goals:
  {_goal_id(mentorship.goal)}:
    title: Do it once without help
    measure: Once alone, nothing to mend afterwards
    expectation: {mentorship.goal}
    due: {mentorship.until}
    status: {status}{actions}"""


def _goal_id(expectation: str) -> str:
    return f"own-{expectation.rpartition('/')[2]}"


def _previous(mentorship: Mentorship, rng: random.Random) -> str:
    """An earlier record of the slot with another mentor, if there was one to have."""
    mentor = rng.choice(mentorship.competence.mentors)
    if mentor.index >= mentorship.mentee.index or mentor is mentorship.mentor:
        return ""
    ended = mentorship.started - timedelta(10 + rng.randrange(30))
    return f"""\
previous:
  - mentor: {mentor.id}
    status: ended
    started: {ended - timedelta(100 + rng.randrange(100))}
    ended: {ended}
    reason: Moved team."""


def _help_file(mentee: Person, leader: Person, rng: random.Random) -> tuple[str, str]:
    """One request: every third asked within three days, answered otherwise."""
    expectation = rng.choice(sorted(mentee.levels))
    holding = [one.ref for one in mentee.held if expectation in one.expected]
    by = next((mentee.mentors[ref].id for ref in holding if ref in mentee.mentors), leader.id)
    status = rng.choice(("open", "acknowledged", "answered", "answered", "answered", "answered"))
    asked = _day(rng, date(2025, 11, 1), 180) if status == "answered" else _day(rng, date(2026, 5, 29), 3)
    text = f"expectation: {expectation}\nquestion: {rng.choice(QUESTIONS)}\nstatus: {status}\n"
    if status != "open":
        text += f"\nacknowledged:\n  by: {by}\n  date: {asked + timedelta(status == 'answered')}\n"
    if status == "answered":
        text += f"\nanswered:\n  by: {by}\n  date: {_day(rng, asked + timedelta(1), 9)}\n"
    return f"help/{mentee.id}/{asked}-{expectation.rpartition('/')[2]}.yaml", text


def _checkin_files(mentorship: Mentorship, rng: random.Random) -> Iterator[tuple[str, str]]:
    """The last year's meetings, each on the day that the one before names."""
    if mentorship.status == "proposed":
        return
    last = mentorship.until if mentorship.finished else TODAY - timedelta(1)
    if mentorship.status == "paused":
        last = date(2026, 5, 1)
    competence = mentorship.competence.ref
    met = _day(rng, max(mentorship.started + timedelta(2), TODAY - timedelta(365)), 7)
    while met <= last:
        following = met + timedelta(mentorship.checkin_every_days + rng.randrange(-1, 2))
        goals = f"goals: [{_goal_id(mentorship.goal)}]\n" if mentorship.goal and rng.random() < 0.5 else ""
        text = f"""\
competence: {competence}
minutes: {rng.choice((20, 30, 30, 45, 60))}
{goals}next: {following}
summary: {rng.choice(SUMMARIES)}
"""
        yield f"checkins/{mentorship.mentee.id}/{met}-{competence.rpartition('/')[2]}.yaml", text
        met = following


def main() -> None:
    """Write an organisation as the command line says."""
    parser = argparse.ArgumentParser(description="Write a synthetic organisation.")
    parser.add_argument("people", metavar="PEOPLE", type=int, help="how many people, two at least")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="where to; made if it is not there")
    parser.add_argument("--checkins", action="store_true", help="also a year of check-ins")
    parser.add_argument("--seed", metavar="N", type=int, default=1, help="the same seed gives the same files")
    given = parser.parse_args()
    try:
        count = write_organisation(given.folder, given.people, given.checkins, given.seed)
    except (FileExistsError, ValueError) as error:
        parser.error(str(error))
    print(f"{count} files in {given.folder}")


if __name__ == "__main__":
    main()
