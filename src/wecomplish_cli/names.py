"""Finds what someone means by a name: people, competences and expectations; did-you-mean for the rest."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from wecomplish_cli import derive
from wecomplish_cli.errors import UnknownNameError, UsageError, WecomplishError
from wecomplish_cli.model.text import is_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from wecomplish_cli.model.org import Org

    Choose = Callable[[str, list[tuple[str, str]]], str | None]
    """Asks which of several (id, name) is meant; None where nobody can be asked."""


_KINDS = {
    "people": "person",
    "teams": "team",
    "roles": "role",
    "skillsets": "skillset",
    "expectations": "expectation",
    "insights": "insight",
    "programs": "program",
}
"""What lies in a folder, in a message."""

MOST_LISTED = 8
"""Known words that a hint lists."""

LIKE_ENOUGH = 70
"""Percent of likeness from which a word may have been meant."""


def fold(text: str) -> str:
    """Make text comparable: letters without accents, lower case (`Åse Łukasz` → `ase lukasz`)."""
    from anyascii import anyascii

    return " ".join(anyascii(text).casefold().split())


def slug(text: str) -> str:
    """Make an id of a name: `Åse Nygård` → `ase-nygard`; empty where no letter is left."""
    words = re.findall(r"[a-z0-9]+", fold(text))
    return re.sub(r"^[0-9-]+", "", "-".join(words))[:64].rstrip("-")


def similar(wanted: str, known: Iterable[str], most: int = 1) -> list[str]:
    """The known words most like the wanted one, best first; none that is unlike.

    Of references, the last parts are compared first; of names and ids, also the single words.
    """
    from rapidfuzz import fuzz

    whole = fold(wanted)
    last = whole.rpartition("/")[2]
    scored = []
    for word in known:
        folded = fold(word)
        tail = folded.rpartition("/")[2]
        parts = [] if "/" in whole else [part for part in re.split(r"[-_\s]", tail) if len(part) > 2]
        likeness = max(fuzz.ratio(last, each) for each in (tail, *parts))
        if likeness >= LIKE_ENOUGH:
            scored.append((-likeness, -fuzz.ratio(whole, folded), word))
    return [word for _, _, word in sorted(scored)[:most]]


def did_you_mean(wanted: str, known: Iterable[str]) -> str | None:
    """A hint that names the most similar known word, or None."""
    found = similar(wanted, known)
    return f"did you mean `{found[0]}`?" if found else None


def person(org: Org, wanted: str, me: str | None, choose: Choose | None = None) -> str:
    """Find a person by id, e-mail address, login, `me`, or a unique part of the name.

    Raises:
        UsageError: if nobody, or more than one, is meant.
    """
    if wanted == "me":
        if me is None:
            raise who_are_you("`me`")
        return me
    if wanted in org.people:
        return wanted
    by_account = [
        each
        for each, record in org.people.items()
        if (record.email and record.email.casefold() == wanted.casefold())
        or any(a.login and a.login.casefold() == wanted.casefold() for a in record.accounts.values())
    ]
    names = {each: record.name for each, record in org.people.items()}
    found = by_account or _matching(wanted, names)
    return _one(org, "person", wanted, {each: names[each] for each in found}, names, choose)


def competence(org: Org, wanted: str, choose: Choose | None = None) -> str:
    """Find a role or skillset by reference, id, or a unique part of the name.

    Raises:
        UsageError: if none, or more than one, is meant.
    """
    if wanted in org.competences:
        return wanted
    exact = [ref for ref in org.competences if ref.rpartition("/")[2] == wanted]
    names = {ref: record.name for ref, record in org.competences.items()}
    found = exact or _matching(wanted, names)
    return _one(org, "role or skillset", wanted, {ref: names[ref] for ref in found}, names, choose)


def assignment(org: Org, wanted: str, whose: str, today: date, choose: Choose | None = None) -> str:
    """Find a role or skillset as `competence` does, first among those that the person `whose` holds.

    Raises:
        UsageError: if none, or more than one, is meant.
    """
    held = {ref: org.title(ref) for ref in org.people[whose].held(today) if ref in org.competences}
    held |= {ref: org.title(ref) for mentee, ref in org.mentorships if mentee == whose}
    exact = [ref for ref in held if wanted in (ref, ref.rpartition("/")[2])]
    found = exact or _matching(wanted, held)
    if not found:
        return competence(org, wanted, choose)
    return _one(org, "assignment", wanted, {ref: held[ref] for ref in found}, held, choose)


def expectation(org: Org, wanted: str, whose: str | None, today: date, choose: Choose | None = None) -> str:
    """Find an expectation by reference, id, or a unique part of its title.

    Where several fit, those expected of the person `whose` come first.

    Raises:
        UsageError: if none, or more than one, is meant.
    """
    titles = {
        f"{ref}/{item}": what.title for ref, c in org.competences.items() for item, what in c.items.items()
    }
    titles |= {ref: record.title for ref, record in org.expectations.items()}
    if wanted in titles:
        return wanted
    expected = derive.expected_of(org, whose, today) if whose else ()
    found: list[str] = []
    for among in (expected, titles):
        exact = [ref for ref in among if ref.rpartition("/")[2] == wanted]
        found = found or exact or _matching(wanted, {ref: titles.get(ref, ref) for ref in among})
    return _one(org, "expectation", wanted, {ref: titles[ref] for ref in found}, titles, choose)


def anything(
    org: Org,
    wanted: str,
    folders: Iterable[str],
    me: str | None,
    choose: Choose | None = None,
    items: bool = True,
) -> str:
    """Find what lies in one of the folders, by reference, id, or a unique part of its name.

    People are found by what `person` knows as well; with `items`, so are responsibilities and skills.

    Raises:
        UsageError: if nothing, or more than one, is meant.
    """
    known = named(org, folders, items)
    if wanted in known:
        return wanted
    if "people" in folders and (wanted == "me" or "@" in wanted):
        return f"people/{person(org, wanted, me)}"
    exact = [ref for ref in known if ref.rpartition("/")[2] == wanted]
    titles = {ref: org.title(ref) for ref in sorted(known)}
    found = exact or _matching(wanted, titles)
    what = _listed([_KINDS[folder] for folder in folders])
    return _one(org, what, wanted, {ref: titles[ref] for ref in found}, titles, choose)


def named(org: Org, folders: Iterable[str], items: bool = True) -> set[str]:
    """The references of all that has a name in some folders; with `items`, also of what competences hold."""
    known = {ref.removesuffix(".yaml") for ref in org.records if ref.partition("/")[0] in folders}
    if items:
        known |= {f"{ref}/{item}" for ref, c in org.competences.items() if ref in known for item in c.items}
    return known


def neutral(letter: str) -> str:
    """Make an id that says nothing of whom or what it is for, such as `p-7k3x9m2q`."""
    import secrets

    # Without the vowels that make words, and the signs that look alike.
    return f"{letter}-" + "".join(secrets.choice("23456789bcdfghjkmnpqrstvwxz") for _ in range(8))


def free(wanted: str, taken: Callable[[str], bool]) -> str:
    """The id wanted, or, where it is taken or reserved, the first of it with -2, -3 … that is not."""
    if not wanted or (is_id(wanted) and not taken(wanted)):
        return wanted
    return next(each for n in count(2) if not taken(each := f"{wanted[:60].rstrip('-')}-{n}"))


def team(org: Org, wanted: str, choose: Choose | None = None) -> str:
    """Find a team by id or a unique part of its name.

    Raises:
        UsageError: if none, or more than one, is meant.
    """
    return _named(org, "team", wanted, {each: record.name for each, record in org.teams.items()}, choose)


def insight(org: Org, wanted: str, choose: Choose | None = None) -> str:
    """Find an insight by id or a unique part of its title.

    Raises:
        UsageError: if none, or more than one, is meant.
    """
    return _named(
        org, "insight", wanted, {each: record.title for each, record in org.insights.items()}, choose
    )


def level(org: Org, wanted: str) -> str:
    """Find a level of familiarity by its name.

    Raises:
        UsageError: if there is none.
    """
    levels = org.settings.familiarity.levels
    if wanted not in levels:
        known = f"the levels are {', '.join(levels)}"
        raise UsageError(f"no level `{wanted}`", did_you_mean(wanted, levels) or known)
    return wanted


def who_are_you(what: str) -> WecomplishError:
    """The error for a command that needs to know who runs it, and does not."""
    return UsageError(
        f"{what} needs to know who you are, and git's user.email is nobody's address in this data",
        "set WECOMPLISH_AS to your id or e-mail address, or git config user.email to the address in the data",
    )


def _named(org: Org, what: str, wanted: str, names: Mapping[str, str], choose: Choose | None) -> str:
    if wanted in names:
        return wanted
    return _one(org, what, wanted, {each: names[each] for each in _matching(wanted, names)}, names, choose)


def _matching(wanted: str, names: Mapping[str, str]) -> list[str]:
    """The ids whose name has the text at the beginning of a word; or else anywhere; or else in the id."""
    part = fold(wanted)
    if not part:
        return []
    folded = {each: f" {fold(name)}" for each, name in names.items()}
    return (
        [each for each, name in folded.items() if f" {part}" in name]
        or [each for each, name in folded.items() if part in name]
        or [each for each in names if part in each]
    )


def _listed(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def _one(
    org: Org,
    what: str,
    wanted: str,
    found: Mapping[str, str],
    known: Mapping[str, str],
    choose: Choose | None,
) -> str:
    if len(found) == 1:
        return next(iter(found))
    if not found:
        raise UnknownNameError(f"no {what} `{wanted}`", _meant(org, wanted, known))
    options = sorted(found.items())
    chosen = choose(f"Several fit `{wanted}`:", options) if choose else None
    if chosen is None:
        names = "; ".join(f"{each} ({name})" for each, name in options)
        raise UsageError(f"`{wanted}` may be any of {len(found)}: {names}", "give the id")
    return chosen


def _meant(org: Org, wanted: str, known: Mapping[str, str]) -> str:
    """Say what may have been meant, or where else to look."""
    alike = similar(wanted, known.values(), 3)
    ids = [each for each, name in known.items() if name in alike] or similar(wanted, known, 3)
    if ids:
        return "did you mean " + " or ".join(f"{each} ({known[each]})" for each in ids[:3]) + "?"
    if any(f"{ref}.yaml" not in org.records for ref in org.present):
        return "a file with errors is not read, and `wecomplish check` names those"
    if len(known) <= MOST_LISTED:
        return f"known here: {', '.join(known)}" if known else "there is none yet"
    return f"there are {len(known)}; the tab key completes them after `wecomplish --install-completion SHELL`"
