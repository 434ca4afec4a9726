"""Random changes by random people: the tool and a naive reading of the rules must agree on each.

What is changed is drawn from everything that the matrix knows, rightly and slightly wrongly: other dates,
other levels, other people, and several changes at once, to data that was changed at random before.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

import yaml

from tests.review.oracle import Files, Oracle
from tests.review.organisation import ACCOUNTS, FILES, HEAD, TODAY, reviewed
from wecomplish_cli.review.authorize import authorize

if TYPE_CHECKING:
    from collections.abc import Callable

CHUNK = 500
"""As many changes as the short form judges."""

PEOPLE = (*ACCOUNTS, "zed")
NUMBERS = (*ACCOUNTS.values(), 99)
DAYS = (
    "2026-06-01",
    "2026-06-01",
    "2026-05-25",
    "2026-05-01",
    "2026-04-30",
    "2026-06-02",
    "2026-06-03",
    "2026-03-01",
)
COMPETENCES = ("roles/baker", "roles/waiter", "skillsets/rye")
EXPECTATIONS = ("roles/baker/bake", "roles/waiter/serve", "skillsets/rye/sour", "expectations/flour")
LEVELS = ("aware", "understand", "automated")


class Plain(yaml.SafeDumper):
    """Writes every text as it is, without quotes, as the data has it."""


Plain.yaml_implicit_resolvers = {}


@dataclass
class Figures:
    """What was judged."""

    changes: int = 0
    rulings: int = 0
    allowed: int = 0
    approved: int = 0
    """Of these, changes that were allowed only since someone approved them."""
    lines_that_allowed: set[str] = field(default_factory=set)
    """The lines of the matrix that allowed something, and those that denied something."""
    lines_that_denied: set[str] = field(default_factory=set)


def run(amount: int, first: int = 0) -> Figures:
    """Judge as many random changes, and fail on the first one that the two do not agree on."""
    figures = Figures()
    for number in range(first, first + amount):
        judge(number, figures)
    return figures


def judge(number: int, figures: Figures) -> None:
    """Judge one change by one to three people, some of whom approve it."""
    random = Random(number)  # noqa: S311 - the same changes again, whoever draws them
    before = START if random.random() < 0.5 else changed(random, START, random.randint(1, 3))
    before = {**before, "wecomplish.yaml": before.get("wecomplish.yaml", START["wecomplish.yaml"])}
    after = changed(random, before, random.choice((1, 1, 1, 2, 3)))
    actors = [f"github:{each}" for each in drawn(random, before, after, random.choice((1, 1, 1, 2)))]
    approvers = [f"github:{each}" for each in drawn(random, before, after, random.choice((0, 0, 1, 2)))]
    change = reviewed(texts(before, after), texts(START, before))
    answer = authorize(change, actors, [f"{each}@{HEAD}" for each in approvers], TODAY)
    oracle = Oracle(plain(before), plain(after), TODAY, plain(START))
    told = f"change {number} by {actors}, approved by {approvers}: {answer.rulings}"
    assert answer.allowed == oracle.allowed(actors, approvers), told
    figures.changes += 1
    figures.rulings += len(answer.rulings)
    figures.allowed += answer.allowed and bool(answer.rulings)
    figures.approved += answer.allowed and not oracle.allowed(actors, ())
    figures.lines_that_allowed |= {each.rule for each in answer.rulings if each.allowed}
    figures.lines_that_denied |= {each.rule for each in answer.rulings if not each.allowed}


def drawn(random: Random, before: Files, after: Files, amount: int) -> list[int]:
    """Accounts, more often of those whom the change could be for."""
    oracle = Oracle(plain(before), plain(after), TODAY, plain(START))
    able = sorted({ACCOUNTS[p] for demand in oracle.demands() for p in demand.who if p in ACCOUNTS})
    return [random.choice(able if able and random.random() < 0.7 else NUMBERS) for _ in range(amount)]


def texts(before: Files, after: Files) -> dict[str, str | None]:
    """The files that differ by more than layout, which the naive reading does not see."""
    was, now = plain(before), plain(after)
    unread = {path for files in (before, after) for path, each in files.items() if not isinstance(each, dict)}
    differing = {path for path in {*was, *now} if was.get(path) != now.get(path)} | unread
    return {path: text(after[path]) if path in after else None for path in differing}


def text(values: Any) -> str:
    """The text of a file; what is no mapping is one that cannot be read."""
    return str(yaml.dump(values, Dumper=Plain, sort_keys=False)) if isinstance(values, dict) else str(values)


def plain(files: Files) -> Files:
    """The values without what is as if it were not there."""
    found = {path: _plain(each) if isinstance(each, dict) else None for path, each in files.items()}
    for path, each in found.items():
        if path.startswith("people/") and each and each.get("status") == "active":
            del each["status"]
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    found = {key: _plain(inner) for key, inner in value.items()}
    return {key: inner for key, inner in found.items() if inner not in ({}, [], "false")}


def changed(random: Random, files: Files, times: int) -> Files:
    """Change some files, each in one of the ways there are."""
    files = deepcopy(files)
    for _ in range(times):
        random.choice(WAYS)(random, files)
    return files


# The ways, each on one file; what is not there is left alone


def a_value(random: Random, files: Files) -> None:
    path, keys, values = random.choice(VALUES)
    found = files.get(path)
    for key in keys[:-1]:
        found = found.setdefault(key, {}) if isinstance(found, dict) else None
    if isinstance(found, dict):
        new = deepcopy(random.choice(values))
        if new is None:
            found.pop(keys[-1], None)
        else:
            found[keys[-1]] = new


def a_whole_file(random: Random, files: Files) -> None:
    path, new = random.choice(NEW)
    if path not in files:
        files[path] = new
    elif random.random() < 0.3:
        del files[path]


def another_id(_: Random, files: Files) -> None:
    """Give Zoe, who has no account and whom nothing mentions, another id."""
    zoe = files.pop("people/zoe.yaml", None)
    files["people/zoe.yaml" if zoe is None else "people/zora.yaml"] = zoe or {"name": "Zoe"}


def a_file_less(random: Random, files: Files) -> None:
    path = random.choice(sorted(files))
    if path != "wecomplish.yaml" or random.random() < 0.1:
        del files[path]


def what_is_mended(random: Random, files: Files) -> None:
    path = random.choice([p for p, values in files.items() if values == "name: ["] or ["none"])
    if path in START and random.random() < 0.9:
        files[path] = deepcopy(START[path])
    else:
        files.pop(path, None)


def what_cannot_be_read(random: Random, files: Files) -> None:
    if random.random() < 0.2 and files is not START:
        files[random.choice(sorted(set(files) - {"wecomplish.yaml"}))] = "name: ["


def an_indication(random: Random, files: Files) -> None:
    person, ref = random.choice(("mia", "mia", "oda", "max")), random.choice(EXPECTATIONS)
    said = files.setdefault(f"familiarity/{person}.yaml", {})
    if isinstance(said, dict):
        said[ref] = {"level": random.choice(LEVELS), "updated": random.choice(DAYS)}
        if random.random() < 0.2:
            said[ref]["unclear"] = "true"


def a_past(random: Random, files: Files) -> None:
    """A record of what happened elsewhere, mostly where there was none."""
    mentee, day = random.choice(("oda", "kim", "mia")), random.choice((*DAYS, "2025-01-01", "2025-01-01"))
    path = f"mentorships/{mentee}/{random.choice(COMPETENCES)}.yaml"
    terms: dict[str, Any] = {"mentor": random.choice(("max", "max", "len", "oda")), "started": "2025-01-01"}
    terms["status"] = random.choice(("active", "paused", "completed", "ended", "ended", "proposed"))
    if terms["status"] in ("completed", "ended"):
        terms["ended"] = day
    if random.random() < 0.3 or terms["status"] == "proposed":
        terms["acceptance"] = {random.choice(("len", "len", "max", "oda")): random.choice((day, "waiting"))}
    if random.random() < 0.2:
        terms["previous"] = [{**deepcopy(terms), "status": "ended", "ended": day}]
    if random.random() < 0.2:
        terms[random.choice(("baseline", "outcome"))] = {"taken": day}
    if terms["status"] == "paused":
        terms["paused_until"] = day
    files[path] = terms
    if random.random() < 0.3:
        by = random.choice(("max", "len"))
        request = {
            "expectation": "roles/baker/bake",
            "status": "answered",
            "answered": {"by": by, "date": day},
        }
        new = (
            (f"help/{mentee}/2025-01-02-bake.yaml", request),
            (
                f"reviews/{mentee}/2025-01-03-baker.yaml",
                {"competence": "roles/baker", "by": by, "outcome": "agree"},
            ),
        )
        files.update([random.choice(new)])


def an_answer(random: Random, files: Files) -> None:
    path = random.choice([p for p in files if p.startswith("help/")] or ["help/none"])
    request = files.get(path)
    if isinstance(request, dict):
        request["status"] = random.choice(("open", "acknowledged", "answered", "answered", "withdrawn"))
        for key in ("acknowledged", "answered"):
            if request["status"] == key and random.random() < 0.9:
                request[key] = {"by": random.choice(PEOPLE[:-1]), "date": random.choice(DAYS)}


def a_meeting(random: Random, files: Files) -> None:
    path = f"checkins/mia/{random.choice(DAYS)}-{random.choice(('baker', 'waiter'))}.yaml"
    meeting = files.setdefault(path, {"competence": f"roles/{path[:-5].rpartition('-')[2]}"})
    if isinstance(meeting, dict):
        meeting["minutes"] = random.choice(("10", "20"))
        if random.random() < 0.4:
            meeting["pulse"] = {random.choice(PEOPLE[:-1]): random.choice("12345")}


def a_review(random: Random, files: Files) -> None:
    about = {
        "competence": random.choice(COMPETENCES),
        "by": random.choice(("max", "cho", "wes", "neo", "mia", "ada")),
    }
    path = f"reviews/mia/{random.choice(DAYS)}-baker.yaml"
    files[path] = about | {"outcome": random.choice(("agree", "adjust"))}


def a_yes(random: Random, files: Files) -> None:
    slot = a_slot(random, files)
    if slot is not None:
        asked = ["mia", slot["mentor"], *slot.get("co_mentors", []), "oda"]
        person = random.choice(asked)
        slot.setdefault("acceptance", {})[person] = random.choice((*DAYS, "waiting", "waiting"))
        if random.random() < 0.1:
            del slot["acceptance"][person]
        if random.random() < 0.3:
            slot["baseline"] = levels(random, files, random.choice(COMPETENCES), random.choice(DAYS))


def a_co_mentor(random: Random, files: Files) -> None:
    slot = a_slot(random, files)
    if slot is not None:
        person = random.choice(("cho", "wes", "oda", "oda", "len", "mia"))
        there = slot.get("co_mentors", [])
        slot["co_mentors"] = [p for p in there if p != person] if person in there else [*there, person]
        if person in there:
            slot.get("acceptance", {}).pop(person, None)
        elif random.random() < 0.5:
            slot.setdefault("acceptance", {})[person] = random.choice(("waiting", "2026-06-01"))


def a_step(random: Random, files: Files) -> None:
    competence = random.choice(COMPETENCES)
    slot = files.get(f"mentorships/mia/{competence}.yaml")
    if not isinstance(slot, dict):
        return
    slot["status"] = random.choice(("active", "paused", "completed", "ended", "ended", "declined"))
    slot.pop("paused_until", None)
    if slot["status"] == "paused":
        slot["paused_until"] = random.choice(DAYS)
    if slot["status"] in ("completed", "ended", "declined"):
        over(random, files, slot, competence)
    yes = [
        day
        for p, day in slot.get("acceptance", {}).items()
        if day != "waiting" and p in ("mia", slot["mentor"])
    ]
    if len(yes) == 2 and "started" not in slot:
        slot["started"] = random.choice((max(yes), max(yes), "2026-06-01"))
        slot.setdefault("baseline", levels(random, files, competence, "2026-06-01"))
    if random.random() < 0.1:
        slot.pop(random.choice(("started", "baseline", "outcome", "ended")), None)


def anew(random: Random, files: Files) -> None:
    competence = random.choice(COMPETENCES)
    path = f"mentorships/mia/{competence}.yaml"
    old = files.get(path)
    mentor = random.choice(("max", "oda", "neo", "kim"))
    new: dict[str, Any] = {"mentor": mentor, "status": random.choice(("proposed", "proposed", "active"))}
    day = random.choice(DAYS)
    if new["status"] == "active":
        new |= {"started": day, "baseline": levels(random, files, competence, day)}
    else:
        new["acceptance"] = {p: random.choice(("waiting", "waiting", day)) for p in ("mia", mentor)}
    if isinstance(old, dict) and random.random() < 0.95:
        earlier = deepcopy(
            {key: value for key, value in old.items() if key not in ("previous", "paused_until")}
        )
        if earlier["status"] in ("proposed", "active", "paused"):
            earlier["status"] = "ended"
            over(random, files, earlier, competence)
        if random.random() < 0.1:
            earlier["agreement"] = "Otherwise."
        new["previous"] = [*old.get("previous", []), earlier]
    files[path] = new


def over(random: Random, files: Files, terms: Any, competence: str) -> None:
    day = random.choice(DAYS)
    terms |= {"ended": day, "outcome": levels(random, files, competence, day)}
    if random.random() < 0.9:
        terms["reason"] = random.choice(("Done.", "Moved."))


def levels(random: Random, files: Files, competence: str, day: str) -> dict[str, Any]:
    """Levels taken on a day: mostly those indicated."""
    found = Oracle(START, START, TODAY).levels(plain(files), "mia", competence, day)
    if random.random() < 0.1:
        found[random.choice(EXPECTATIONS)] = random.choice(LEVELS)
    return {"taken": random.choice((day, day, day, day, "2026-05-20")), "levels": found}


def a_slot(random: Random, files: Files) -> Any:
    slot = files.get(f"mentorships/mia/{random.choice(COMPETENCES)}.yaml")
    return slot if isinstance(slot, dict) else None


START: Files = {path: yaml.load(content, yaml.BaseLoader) for path, content in FILES.items()}  # noqa: S506 - safe

PERSON = "people/mia.yaml"
LISTS: list[Any] = [["ada"], ["lea"], ["mia"], ["lea", "max"], None]
VALUES: list[tuple[str, tuple[str, ...], list[Any]]] = [
    ("wecomplish.yaml", ("organization",), ["Skua", "Auk"]),
    (
        "wecomplish.yaml",
        ("administrators",),
        [["ada"], ["ada", "bea"], ["ada", "bea", "mia"], ["bea", "zed"]],
    ),
    ("wecomplish.yaml", ("mentorship", "consent"), ["optional", "required"]),
    (PERSON, ("name",), ["Mi", "Mia"]),
    (
        PERSON,
        ("email",),
        [
            "m@skua.example",
            "m.ia@Skua.example",
            "everyone@skua.example",
            "mia@else.example",
            "mia@x.skua.example",
            None,
        ],
    ),
    (PERSON, ("languages",), [["en"], None]),
    (PERSON, ("status",), ["left", "active", None]),
    (PERSON, ("leaders",), LISTS),
    (PERSON, ("accounts", "github", "id"), ["3", "1", "99", "11", None]),
    (PERSON, ("accounts", "gitlab"), [{"id": "3"}, {"login": "mia"}, None]),
    (PERSON, ("mentoring", "capacity"), ["1", "2", None]),
    (PERSON, ("mentoring", "trained"), [*DAYS, "2026-07-01"]),
    (
        PERSON,
        ("programs", "spring"),
        [{"as": "both", "joined": "2026-02-01"}, {"as": "mentee", "joined": "2026-09-01"}, None],
    ),
    *(
        (
            PERSON,
            ("assignments", competence),
            [
                {"since": "2026-01-01", "teams": ["ovens"]},
                {"since": "2026-02-01"},
                {"since": "2026-01-01", "teams": ["ovens", "shop"]},
                None,
            ],
        )
        for competence in COMPETENCES
    ),
    ("people/tom.yaml", ("assignments", "roles/baker"), [{"since": "2026-01-01", "teams": ["ovens"]}]),
    ("people/oda.yaml", ("leaders",), LISTS),
    ("people/oda.yaml", ("accounts", "github", "id"), ["11", "1", "3"]),
    ("people/bea.yaml", ("status",), ["left", "active"]),
    ("people/bea.yaml", ("name",), ["B"]),
    ("people/bea.yaml", ("accounts", "github", "id"), ["2", "98", None]),
    ("people/len.yaml", ("status",), ["left", "active"]),
    ("people/lea.yaml", ("status",), ["left", "active"]),
    ("teams/ovens.yaml", ("lead",), ["tom", "oda", None]),
    ("teams/ovens.yaml", ("parent",), ["shop", None]),
    ("teams/shop.yaml", ("lead",), ["oda", "tom"]),
    ("roles/baker.yaml", ("critical",), ["true", None]),
    ("roles/baker.yaml", ("keeper",), ["kim", "oda", None]),
    ("roles/baker.yaml", ("responsibilities", "clean"), [{"title": "Clean"}, None]),
    ("roles/baker.yaml", ("responsibilities", "bake", "retired"), ["2026-05-01", "2026-12-01", None]),
    ("expectations/flour.yaml", ("target",), ["aware", None]),
    ("expectations/flour.yaml", ("relevant_for",), [["roles/baker"], ["roles/waiter"], None]),
    ("programs/spring.yaml", ("coordinator",), ["cora", "oda", None]),
    ("programs/spring.yaml", ("aim",), ["More", None]),
    ("insights/steam.yaml", ("title",), ["Steam", "Hot"]),
    ("insights/steam.yaml", ("author",), ["mia", "oda"]),
    ("insights/steam.yaml", ("expectation",), [*EXPECTATIONS]),
    ("insights/steam.yaml", ("source",), ["max", None]),
    ("insights/steam.yaml", ("date",), [*DAYS]),
    ("help/mia/2026-05-30-bake.yaml", ("question",), ["Why?", None]),
    ("help/mia/2026-05-30-bake.yaml", ("expectation",), [*EXPECTATIONS]),
    ("help/mia/2026-04-30-bake.yaml", ("answered", "insight"), ["steam", None]),
    ("checkins/mia/2026-05-20-baker.yaml", ("competence",), [*COMPETENCES]),
    ("checkins/mia/2026-05-20-baker.yaml", ("pulse", "max"), ["1", "2", None]),
    ("reviews/mia/2026-05-21-baker.yaml", ("outcome",), ["agree", "adjust"]),
    ("reviews/mia/2026-05-21-baker.yaml", ("by",), ["max", "cho"]),
    *(
        (f"mentorships/mia/{competence}.yaml", keys, values)
        for competence in COMPETENCES
        for keys, values in (
            (("until",), [*DAYS, None]),
            (("agreement",), ["Weekly.", None]),
            (("target", "familiarity"), ["50", "60"]),
            (("mentor",), ["max", "oda", "neo"]),
            (("reason",), ["So.", None]),
            (("started",), [*DAYS]),
            (("paused_until",), [*DAYS, None]),
            (("peer",), ["true", "false"]),
        )
    ),
]
NEW: list[tuple[str, Any]] = [
    ("people/zed.yaml", {"name": "Zed", "accounts": {"github": {"id": "99"}}}),
    ("people/zoe.yaml", {"name": "Zoe"}),
    ("teams/new.yaml", {"name": "New", "lead": "oda"}),
    ("roles/new.yaml", {"name": "New", "keeper": "kim"}),
    ("expectations/new.yaml", {"type": "risk", "title": "New"}),
    ("programs/new.yaml", {"name": "New", "coordinator": "cora"}),
    ("help/mia/2026-06-01-bake.yaml", {"expectation": "roles/baker/bake", "status": "open"}),
    ("help/oda/2026-04-01-bake.yaml", {"expectation": "roles/baker/bake", "status": "open"}),
    *(
        (
            f"insights/of-{author}.yaml",
            {
                "title": author,
                "expectation": "roles/baker/bake",
                "author": author,
                "date": day,
                "status": "draft",
                "body": "x",
            },
        )
        for author, day in (("oda", "2026-06-01"), ("mia", "2026-06-01"), ("kim", "2026-03-01"))
    ),
    ("README.md", "Hello\n"),
    (".github/workflows/gate.yml", "on: push\n"),
    ("people/.hidden", "x\n"),
]
WAYS: list[Callable[[Random, Files], None]] = [
    *[a_value] * 6,
    *[a_step, anew, a_yes] * 2,
    *[a_past] * 2,
    a_whole_file,
    another_id,
    a_file_less,
    what_cannot_be_read,
    what_is_mended,
    an_indication,
    an_answer,
    a_meeting,
    a_review,
    a_co_mentor,
]
