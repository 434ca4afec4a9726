"""Finds what someone means by a name: people, competences and expectations; did-you-mean for the rest."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import count, islice
from typing import TYPE_CHECKING

from wecomplish_cli.derive import familiarity
from wecomplish_cli.errors import AmbiguousNameError, UnknownNameError, UsageError, WecomplishError
from wecomplish_cli.model.text import is_id, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.expectations import Competence, Expectation
    from wecomplish_cli.model.org import Org, Table
    from wecomplish_cli.model.people import Person

    Choose = Callable[[str, list[tuple[str, str]]], str | None]
    """Asks which of several (id, name) is meant; None where nobody can be asked."""


_KINDS = {
    "people": "person",
    "teams": "team",
    "roles": "role",
    "skillsets": "skillset",
    "expectations": "expectation",
    "insights": "insight",
    "programs": "programme",
}
"""What lies in a folder, in a message."""

MOST_LISTED = 8
"""Known words that a hint lists."""

MOST_CHOICES = 20
"""What may be meant is listed up to so many; of more, it says how many."""

LIKE_ENOUGH = 70
"""Percent of likeness from which a word may have been meant."""


@lru_cache(maxsize=1 << 16)
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
    return _Words(known).like(wanted, most)


class _Words:
    """Words in pieces, to be compared with many others."""

    def __init__(self, known: Iterable[str]) -> None:
        self._words = [(word, fold(word)) for word in known]
        self._tails = [folded.rpartition("/")[2] for _, folded in self._words]
        parts = [re.split(r"[-_\s]", tail) for tail in self._tails]
        self._parts = [part for each in parts for part in each if len(part) > 2]
        self._owners = [index for index, each in enumerate(parts) for part in each if len(part) > 2]

    def like(self, wanted: str, most: int) -> list[str]:
        """The words most like the wanted one, best first."""
        from rapidfuzz import fuzz, process

        whole = fold(wanted)
        last = whole.rpartition("/")[2]
        best: dict[int, float] = {}
        for pieces, owners in ((self._tails, None), ([] if "/" in whole else self._parts, self._owners)):
            found = process.extract(last, pieces, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH, limit=None)
            for _, likeness, index in found:
                owner = owners[index] if owners else index
                best[owner] = max(best.get(owner, 0), likeness)
        scored = [
            (-likeness, -fuzz.ratio(whole, self._words[index][1]), self._words[index][0])
            for index, likeness in best.items()
        ]
        return [word for _, _, word in sorted(scored)[:most]]


MOST_HINTS = 100
"""Words for which something alike is looked for among the same known ones, which takes its time."""


class Hints:
    """Hints for the first of many words that lead nowhere, among the same known ones."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = known
        self._words: _Words | None = None
        self._left = MOST_HINTS

    def like(self, wanted: str) -> str | None:
        """A hint that names the most similar known word; None for want of one, and after so many."""
        if not self._left:
            return None
        self._left -= 1
        self._words = self._words or _Words(self._known)
        found = self._words.like(wanted, 1)
        return f"did you mean `{found[0]}`?" if found else None


def did_you_mean(wanted: str, known: Iterable[str]) -> str | None:
    """A hint that names the most similar known word, or None."""
    return Hints(known).like(wanted)


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
    exactly = directory(org.people).known_as(wanted)
    if len(exactly) == 1:
        return exactly[0]
    names = {each: record.name for each, record in org.people.items()}
    found = _exactly(wanted, {each: names[each] for each in exactly}) or exactly or _matching(wanted, names)
    return _one(org, "person", wanted, {each: names[each] for each in found}, names, choose)


class Directory:
    """People by their whole name, e-mail address and logins, in any case."""

    def __init__(self, people: Table[str, Person]) -> None:
        self._people = people
        self._seen = 0
        self._called: dict[str, tuple[set[str], str]] = {}
        self._accounts: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, set[str]] = defaultdict(set)
        for each in people:
            self._enter(each)

    def known_as(self, wanted: str) -> list[str]:
        """Who has this address or login; or else, who has this name."""
        found = self._accounts.get(wanted.casefold()) or (fold(wanted) and self._names.get(fold(wanted)))
        return sorted(found or ())

    def named(self, name: str) -> list[str]:
        """Who has this name."""
        return sorted(self._names.get(fold(name), ()))

    def with_email(self, email: str) -> list[str]:
        """Who has this e-mail address."""
        known = sorted(self._accounts.get(email.casefold(), ()))
        return [each for each in known if (self._people[each].email or "").casefold() == email.casefold()]

    def catch_up(self) -> None:
        """Take in whoever was entered since."""
        for each in islice(self._people.entered, self._seen, None):
            accounts, name = self._called.pop(each, (set[str](), ""))
            for account in accounts:
                self._accounts[account].discard(each)
            self._names[name].discard(each)
            self._enter(each)
        self._seen = len(self._people.entered)

    def _enter(self, person: str) -> None:
        record = self._people[person]
        called = (record.email, *(account.login for account in record.accounts.values()))
        accounts, name = {each.casefold() for each in called if each}, fold(record.name)
        self._called[person] = accounts, name
        for account in accounts:
            self._accounts[account].add(person)
        self._names[name].add(person)


@lru_cache(maxsize=2)
def _directory(people: Table[str, Person]) -> Directory:
    return Directory(people)


def directory(people: Table[str, Person]) -> Directory:
    """The directory of some people, which is made once."""
    found = _directory(people)
    found.catch_up()
    return found


def competence(org: Org, wanted: str, choose: Choose | None = None) -> str:
    """Find a role or skillset by reference, id, or a unique part of the name.

    Raises:
        UsageError: if none, or more than one, is meant.
    """
    if wanted in org.competences:
        return wanted
    names = {ref: record.name for ref, record in org.competences.items()}
    found = _by_id(wanted, names) or _matching(wanted, names)
    return _one(org, "role or skillset", wanted, {ref: names[ref] for ref in found}, names, choose)


def assignment(view: View, wanted: str, whose: str, choose: Choose | None = None) -> str:
    """Find a role or skillset as `competence` does, first among those that the person `whose` holds.

    Raises:
        UsageError: if none, or more than one, is meant.
    """
    held = {
        ref: view.org.called(ref) or ref
        for ref in view.org.people[whose].held(view.today)
        if ref in view.org.competences
    }
    held |= {ref: view.org.called(ref) or ref for mentee, ref in view.org.mentorships if mentee == whose}
    found = _by_id(wanted, held) or _exactly(wanted, held)
    if not found:
        names = {ref: record.name for ref, record in view.org.competences.items()}
        if _by_id(wanted, names) or _exactly(wanted, names):
            return competence(view.org, wanted, choose)
        found = _matching(wanted, held)
    if not found:
        return competence(view.org, wanted, choose)
    return _one(view.org, "assignment", wanted, {ref: held[ref] for ref in found}, held, choose)


def expectation(view: View, wanted: str, whose: str | None, choose: Choose | None = None) -> str:
    """Find an expectation by reference, id, or a unique part of its title.

    Where several fit, those expected of the person `whose` come first.

    Raises:
        UsageError: if none, or more than one, is meant.
    """
    titles = _titles(view.org.competences, view.org.expectations)
    if wanted in titles:
        return wanted
    expected = familiarity.expected_of(view, whose) if whose else ()
    own = {ref: titles.get(ref, ref) for ref in expected}
    found: list[str] = []
    for matching in (_by_id, _exactly, _matching):
        found = found or matching(wanted, own) or matching(wanted, titles)
    return _one(view.org, "expectation", wanted, {ref: titles[ref] for ref in found}, titles, choose)


@lru_cache(maxsize=2)
def _titles(competences: Table[str, Competence], expectations: Table[str, Expectation]) -> Mapping[str, str]:
    """What every expectation is called."""
    titles = {f"{ref}/{item}": what.title for ref, c in competences.items() for item, what in c.items.items()}
    return titles | {ref: record.title for ref, record in expectations.items()}


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
    titles = {ref: org.called(ref) or ref for ref in sorted(known)}
    found = _by_id(wanted, titles)
    if "people" in folders and not found:
        exactly = directory(org.people).known_as(wanted)
        if wanted == "me" or "@" in wanted or len(exactly) == 1:
            return f"people/{person(org, wanted, me)}"
    found = found or _matching(wanted, titles)
    what = _listed([_KINDS[folder] for folder in folders])
    return _one(org, what, wanted, {ref: titles[ref] for ref in found}, titles, choose)


def among(names: Mapping[str, str], wanted: str) -> list[str]:
    """The references that are meant by one, by an id or by a part of the name that each has."""
    return _by_id(wanted, names) or _matching(wanted, names)


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
        f"{what} needs to know who you are, and git's user.email is not an address in this data",
        "set WECOMPLISH_AS to your id or e-mail address, or git config user.email to the address in the data",
    )


def _named(org: Org, what: str, wanted: str, names: Mapping[str, str], choose: Choose | None) -> str:
    if wanted in names:
        return wanted
    return _one(org, what, wanted, {each: names[each] for each in _matching(wanted, names)}, names, choose)


def _by_id(wanted: str, names: Mapping[str, str]) -> list[str]:
    """The references of which the text is the whole or the last part."""
    return [ref for ref in names if wanted in (ref, ref.rpartition("/")[2])]


def _exactly(wanted: str, names: Mapping[str, str]) -> list[str]:
    """The ids whose whole name the text is; or else, is but for accents and the like."""
    whole = " ".join(wanted.split())
    folded = fold(wanted)
    same = [each for each, name in names.items() if folded and fold(name) == folded]
    return [each for each in same if " ".join(names[each].split()) == whole] or same


def _matching(wanted: str, names: Mapping[str, str]) -> list[str]:
    """The ids whose name is the text; or else has it at the beginning of a word, anywhere, or in the id."""
    part = fold(wanted)
    if not part:
        return []
    folded = {each: f" {fold(name)}" for each, name in names.items()}
    return (
        _exactly(wanted, names)
        or [each for each, name in folded.items() if f" {part}" in name]
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
        names = [f"{each} ({shortened(name)})" for each, name in options]
        more = [f"… and {len(names) - MOST_CHOICES} more"] if len(names) > MOST_CHOICES else []
        raise AmbiguousNameError(
            f"`{shortened(wanted)}` could be any of {len(found)}:",
            "give the id",
            (*names[:MOST_CHOICES], *more),
        )
    return chosen


def _meant(org: Org, wanted: str, known: Mapping[str, str]) -> str:
    """Say what may have been meant, or where else to look."""
    alike = similar(wanted, known.values(), 3)
    ids = [each for each, name in known.items() if name in alike] or similar(wanted, known, 3)
    if ids:
        return "did you mean " + " or ".join(f"{each} ({shortened(known[each])})" for each in ids[:3]) + "?"
    if any(f"{ref}.yaml" not in org.records for ref in org.present):
        return "a file with errors is not read, and `wecomplish check` names those"
    if len(known) <= MOST_LISTED:
        return f"known here: {', '.join(sorted(known))}" if known else "there are none yet"
    return f"there are {len(known)}; the tab key completes them after `wecomplish --install-completion SHELL`"
