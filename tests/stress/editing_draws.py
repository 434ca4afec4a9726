"""What random commands are about: whatever is there, and new ids, texts, days and values of every kind."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.stress.editing_base import MARK, plain_lines
from tests.stress.editing_model import NAMED, UNDER_WAY
from tests.stress.mutations import DAY
from wecomplish_cli.actions.assign import Wish
from wecomplish_cli.actions.offering import Offer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from tests.stress.editing_model import Model

IDS = (
    *("ada", "bo", "cy", "core", "baker", "bake", "ask", "spring", "new", "a-1", "zz", "z" * 64, "fay"),
    *("gus", "hal", "ida", "jo", "kim", "lou", "mia", "ned", "x1"),
)
"""Few, so that the same id means things of several kinds; one is as long as an id can be."""
TEXTS = (
    *("NO", "~", "007", "1:30", "2026-06-01", "null", "=", "true", "ada", "roles/baker", "Kåre Æ. Ø"),
    *(
        "a: b",
        "a #b",
        "#b",
        "- a",
        "? a",
        "a:",
        "'a'",
        '"a"',
        "\\n",
        "{a: [b]}",
        "[a",
        "&a",
        "*a",
        "!a",
        "%a",
    ),
    *("@a", "`a", "|", ">-", "a\tb", " a", "a ", "---", "...", "<<", "a, b", "\U0001f35e", "x" * 120),
)
_REFERS = re.compile(
    r"((?!.*(?:aim|name|title|heading|question|reason|agreement|summary|body): )[^#]*?\b)"
    r"((?:roles|skillsets|expectations)/[a-z0-9/-]+)"
)
NAMES = ("Con", "No", "Åse Ødegård", "Ada", "Bo", "bo", "李", "123", "x" * 80, "Anna " * 15)
LEVELS = ("aware", "understand", "comfortable", "automated")


def of(
    choose: Callable[[Model], Sequence[Any]], otherwise: SearchStrategy[Any] | None = None
) -> SearchStrategy[Any]:
    """One of what there is when the command is given, or where that is nothing, something else."""

    def chosen(machine: Any) -> SearchStrategy[Any]:
        found = choose(machine.model)
        return st.sampled_from(found) if found or otherwise is None else otherwise

    return st.runner().flatmap(chosen)


def several(one: SearchStrategy[Any], least: int = 0) -> SearchStrategy[list[Any]]:
    """A few, each once."""
    return st.lists(one, min_size=least, max_size=3, unique=True)


def perhaps(one: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.none() | one


def _folder(folder: str) -> SearchStrategy[str]:
    return of(lambda model: model.ids(folder))


person, team, program, insight = map(_folder, ("people", "teams", "programs", "insights"))
competence = of(lambda model: model.competences())
expectation = of(lambda model: model.expectations())
item = of(lambda model: [ref for ref in model.expectations() if not ref.startswith("expectations/")])
own_expectation = of(lambda model: model.ids("expectations")).map("expectations/{}".format)
level = st.sampled_from(LEVELS)
new_id = st.sampled_from(IDS)
any_id = new_id | st.sampled_from(["No", "no", "å", "con", "a--b", "z" * 65])
line = st.sampled_from(TEXTS) | st.text("ab:#-'\" \\,[]{}é", min_size=1, max_size=8)
name = st.sampled_from(NAMES) | line
text = line | st.lists(line | st.just(""), min_size=2, max_size=4).map("\n".join)
day = st.integers(-400, 400).map(lambda days: DAY + timedelta(days))
past = st.integers(-400, 0).map(lambda days: DAY + timedelta(days))
flag = st.booleans()
number = st.integers(0, 9)
anything = of(lambda model: [f"{folder}/{each}" for folder in NAMED for each in model.ids(folder)]) | item
asker = st.one_of(st.none(), st.none(), st.just("ada"), person)
path = of(lambda model: [f"{ref}.yaml" for ref in sorted(model.files)])
any_holding = st.tuples(person, competence)
held = of(lambda m: [(p, ref) for p in m.ids("people") for ref in m.held(p, DAY)], any_holding)
holding = any_holding | held
any_indication = st.tuples(person, expectation)
expected = of(lambda m: [(p, e) for p in m.ids("people") for e in m.expected_of(p, DAY)], any_indication)
indication = expected | any_indication
waiting = of(lambda m: [(p, m.files[ref]["expectation"]) for p in m.ids("people") for ref in m.rings(p)])
email = st.sampled_from(["ada@crumb.example", "Bo@crumb.example", "x@y.example", "no address", "a b@c.de"])
away = st.tuples(day, st.integers(-2, 30)).map(lambda d: (d[0], d[0] + timedelta(d[1])))

ADDED: dict[str, dict[str, SearchStrategy[Any]]] = {
    "teams": {"name": line, "lead": perhaps(person), "parent": perhaps(team)},
    "roles": {"name": line, "critical": flag, "keeper": perhaps(person)},
    "skillsets": {"name": line, "critical": flag, "keeper": perhaps(person)},
    "expectations": {
        "type": st.sampled_from(["policy", "system"]),
        "title": line,
        "keeper": perhaps(person),
        "relevant_for": several(competence),
        "people": several(person),
        "target": perhaps(level),
    },
    "insights": {
        "title": line,
        "expectation": expectation,
        "author": person,
        "source": perhaps(person),
        "date": st.just(DAY),
        "status": st.sampled_from(["draft", "published"]),
        "body": text,
    },
    "programs": {
        "name": line,
        "aim": perhaps(text),
        "competences": several(competence),
        "sponsor": perhaps(person),
        "starts": perhaps(day),
        "pilot": flag,
    },
}
"""What `add` is given, by the folder of what it adds; people and items have rules of their own."""
additions = st.sampled_from(sorted(ADDED)).flatmap(
    lambda folder: st.tuples(new_id.map(f"{folder}/{{}}".format), st.fixed_dictionaries(ADDED[folder]))
)
SETTABLE: dict[str, dict[str, SearchStrategy[Any]]] = {
    "people": {
        "name": line,
        "email": email,
        "accounts.forge.id": number,
        "accounts.github.login": st.sampled_from(["ada", "bob", "007", "no", "a b"]),
        "status": st.sampled_from(["active", "left", "gone"]),
        "leaders": several(person, 1),
        "languages": several(st.sampled_from(["nb", "no", "en", "pt-BR", "x"]), 1),
        "timezone": st.sampled_from(["UTC", "Asia/Tokyo", "Nowhere"]),
        "assignments.{competence}.teams": several(team, 1),
        "assignments.{competence}.since": day,
        "assignments.{competence}.until": day,
        "mentoring.open": flag,
        "mentoring.capacity": number,
        "mentoring.topics": several(competence, 1),
        "mentoring.trained": past,
        "mentoring.seeks": several(competence, 1),
        "mentoring.prefers": several(person, 1),
        "mentoring.away.from": day,
        "mentoring.away.until": day,
        "programs.{program}.as": st.sampled_from(["mentee", "mentor", "both"]),
        "programs.{program}.joined": past,
    },
    "teams": {"name": line, "lead": person, "parent": team},
    "roles": {"name": line, "critical": flag, "keeper": person, "retired": day},
    "skillsets": {"name": line, "critical": flag, "keeper": person, "retired": day},
    "expectations": {
        "type": st.sampled_from(["policy", "risk", "none"]),
        "title": line,
        "keeper": person,
        "relevant_for": several(competence, 1),
        "people": several(person, 1),
        "target": level,
        "retired": day,
    },
    "items": {"title": line, "heading": line, "target": level, "retired": day},
}
"""What `set` can set, by the folder of what it is of; `items` are responsibilities and skills."""


@st.composite
def settings_of(draw: DrawFn, folders: Sequence[str]) -> tuple[str, str, Any]:
    """What is set: of what, which key, and to what."""
    folder = draw(st.sampled_from(folders))
    ref = draw(item) if folder == "items" else f"{folder}/{draw(_folder(folder))}"
    key = draw(st.sampled_from([*SETTABLE[folder]]))
    filled = key.replace("{competence}", draw(competence)).replace("{program}", draw(program))
    return ref, filled, draw(SETTABLE[folder][key])


@st.composite
def settings_taken(draw: DrawFn) -> tuple[str, str]:
    """What is unset: of what, and which key; or what the key is within."""
    ref, key, _ = draw(settings_of(sorted(SETTABLE)))
    parts = key.split(".")
    return ref, ".".join(parts[: draw(st.integers(1, len(parts)))])


later = st.integers(0, 400).map(lambda days: DAY + timedelta(days)) | day
able = of(lambda m: [p for p in m.ids("people") if m.value(f"people/{p}", ("status",)) != "left"], person)


slot = of(
    lambda m: (
        [
            (*ref.split("/", 2)[1:], m.files[ref]["mentor"])
            for ref in sorted(m.files)
            if ref.startswith("mentorships/") and m.files[ref]["status"] in UNDER_WAY
        ]
        or [("bo", "roles/baker", "ada")]
    )
)
vacancy = st.tuples(held | holding, able | person).map(lambda drawn: (*drawn[0], drawn[1]))
"""A mentee, a competence and a mentor; of a slot, those that are there."""


@st.composite
def wishes(draw: DrawFn, among: SearchStrategy[tuple[str, str, str]], is_new: bool = True) -> Wish:
    """A mentorship asked for: a new one, or other terms or another mentor of one that there is."""
    mentee, what, mentor = draw(among)
    mentor = draw(able) if is_new else mentor
    return Wish(
        mentee,
        what,
        mentor,
        tuple(each for each in draw(several(able)) if each != mentor),
        draw(perhaps(later)),
        draw(perhaps(st.integers(0, 100))),
        draw(perhaps(later)),
        propose=draw(st.sampled_from([False, False, True])),
        replace=draw(st.sampled_from([True, True, False])),
        reason=draw(text | perhaps(text)),
        notify=draw(perhaps(flag)),
    )


offers = st.builds(
    Offer,
    perhaps(flag),
    perhaps(number),
    *[several(each).map(tuple) for each in (competence, competence, person)],
    perhaps(away),
)


spots = st.tuples(st.integers(0, 99), st.sampled_from(["behind", "above", "deeper", "further out"]))
"""Where a comment is put: a line, and where there."""
disorders = st.tuples(
    st.sampled_from(["exchange", "join", "capitals", "line ends"]), st.integers(0, 99), st.integers(0, 99)
)


def noted(content: str, spot: tuple[int, str], mark: str) -> str:
    """A text with one comment more."""
    lines, plain = content.split("\n"), plain_lines(content)
    free = [at for at in plain if at == 0 or at - 1 in plain]
    at = free[spot[0] % len(free)]
    indent = len(lines[at]) - len(lines[at].lstrip(" "))
    if spot[1] == "behind" and lines[at] and not MARK.search(lines[at]):
        lines[at] += f" {mark}"
    else:
        indent += {"deeper": 2, "further out": -2}.get(spot[1], 0)
        lines.insert(at, " " * max(indent, 0) + mark)
    return "\n".join(lines)


def disordered(content: str, disorder: tuple[str, int, int]) -> str:
    """A text as people leave it: paragraphs exchanged or joined, references in capitals, other line ends."""
    how, one, other = disorder
    if how == "line ends":
        return content.replace("\n", "\r\n")
    lines, plain = content.split("\n"), plain_lines(content)
    found = [at for at in plain if _REFERS.match(lines[at])]
    if how == "capitals" and found:
        at = found[one % len(found)]
        lines[at] = _REFERS.sub(lambda match: match[1] + match[2].upper(), lines[at])
        return "\n".join(lines)
    if how == "capitals" or len(plain) < len(lines):
        return content
    parts = content.removesuffix("\n").split("\n\n")
    one, other = one % len(parts), other % len(parts)
    if how == "exchange":
        parts[one], parts[other] = parts[other], parts[one]
    elif one:
        parts[one - 1 : one + 1] = [parts[one - 1] + "\n" + parts[one]]
    return "\n\n".join(parts) + "\n"
