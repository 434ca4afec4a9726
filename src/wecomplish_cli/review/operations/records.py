"""Takes a change apart into facts, each of which is allowed or denied by itself."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from wecomplish_cli.review.addresses import is_own
from wecomplish_cli.review.operation import Fact, became
from wecomplish_cli.review.operations import events, mentorships
from wecomplish_cli.review.policy import BY_KEY, COMMENTS, ROWS, row_of
from wecomplish_cli.review.relations import administrators

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from wecomplish_cli.model.changes import RecordChange, ValueChange
    from wecomplish_cli.model.org import Org
    from wecomplish_cli.review.operations.derived import Judged
    from wecomplish_cli.review.policy import Row

REMOVED_AT_MOST = 4
"""A quarter of all people, or mentorships, may be removed in one change; more need two administrators."""
ENOUGH_ADMINISTRATORS = 2
"""With as many who have an account, nothing that takes two administrators has to be done by one."""


def of_records(changes: list[RecordChange], judged: Judged) -> Iterator[Fact]:
    """Tell every record that differs as facts, then how much is removed at once."""
    for change in changes:
        told = list(_OF_KIND[change.kind](change, judged))
        yield from told or [layout(change.path, change.kind, change.after)]
    for kind, all_of in (("person", judged.before.people), ("mentorship", judged.before.mentorships)):
        gone = sum(change.kind == kind and change.after is None for change in changes)
        if gone * REMOVED_AT_MOST > len(all_of):
            said = f"{gone} of {len(all_of)} files removed"
            yield Fact(BY_KEY["many"], {"person": "people", "mentorship": "mentorships"}[kind], (), said)


def layout(path: str, kind: str, record: Any) -> Fact:
    """The fact that only comments and layout of a file differ."""
    row = BY_KEY["settings"] if kind == "organization" else _layout_row(kind)
    about, competence, named = None, None, None
    if kind in ("person", "familiarity"):
        about = path.removesuffix(".yaml").partition("/")[2]
    elif kind == "insight":
        about = record.author
    elif kind not in ("organization", "team", "role", "skillset", "expectation", "program"):
        about, competence = record.mentee, getattr(record, "competence", None)
        named = record.by if kind == "review" else None
    return Fact(row, path, (), "comments or layout", about, competence, named)


def _layout_row(kind: str) -> Row:
    return next(row for row in ROWS if kind in row.kinds and row.what == COMMENTS)


def renamed(old: str, new: str, known: bool, judged: Judged) -> Fact:
    """The fact that something is called something else, by references such as `people/ola-nordmann`.

    A person is `known` by the number of an account.
    """
    folder, own, *item = new.split("/")
    said = f"renamed from {old}"
    if folder == "people":
        key = "person-file" if known else "unknown-person"
        said += "" if known else ", who has no account number to be known by"
        key = "administrator" if own in judged.before.settings.administrators else key
        return Fact(BY_KEY[key], f"{new}.yaml", (), said, own)
    if folder == "insights":
        return Fact(BY_KEY["authorship"], f"{new}.yaml", (), said)
    return Fact(BY_KEY["kept" if item else "kept-file"], f"{folder}/{own}.yaml", (*item,), said)


def _settings(change: RecordChange, _judged: Judged) -> Iterator[Fact]:
    for each in change.changed:
        yield Fact(BY_KEY["settings"], change.path, each.pointer, _value(each))


def _person(change: RecordChange, judged: Judged) -> Iterator[Fact]:
    person = change.ref.partition("/")[2]
    is_administrator = person in judged.before.settings.administrators
    if change.before is None or change.after is None:
        alike = "new-person" if change.before is None else "person-file"
        said = "new" if change.before is None else "removed"
        row = BY_KEY["administrator" if is_administrator else alike]
        accounts = change.after.accounts.items() if change.after is not None else ()
        taken = (_taken(judged, person, platform, account.id) for platform, account in accounts)
        yield Fact(row, change.path, (), said, person, wrong=next(filter(None, taken), None))
        return
    assigned = [each for each in change.changed if each.pointer[0] == "assignments"]
    for each in change.changed:
        if each.pointer[0] != "assignments":
            yield _of_person(change, each, person, is_administrator, judged)
    for competence in dict.fromkeys(str(each.pointer[1]) for each in assigned):
        yield _assignment(change, person, competence)


def _of_person(
    change: RecordChange, each: ValueChange, person: str, is_administrator: bool, judged: Judged
) -> Fact:
    key, said = each.pointer[0], _value(each)
    row = row_of("person", str(key))
    if key == "email":
        domains = judged.before.settings.mail.domains
        own = each.after is not None and is_own(each.after, person, domains)
        row = BY_KEY["email" if own else "other-email"]
    elif key == "status":
        said = f"status: {became(change.before.status, change.after.status)}"
    if is_administrator and (key == "status" or (key == "accounts" and not _needs_account(person, judged))):
        row = BY_KEY["administrator"]
    wrong = _wrong_day(each, judged)
    if key == "accounts" and each.pointer[-1] == "id":
        wrong = _taken(judged, person, str(each.pointer[1]), each.after)
    return Fact(row, change.path, each.pointer, said, person, wrong=wrong)


def _taken(judged: Judged, person: str, platform: str, number: int | None) -> str | None:
    """Say whose account a number is, if it is somebody else's; it stays theirs."""
    others = [each for each in _by_account(judged.before).get((platform, number), ()) if each != person]
    return f"it is the account of {judged.before.name(others[0])}" if others else None


@lru_cache(maxsize=4)
def _by_account(org: Org) -> Mapping[tuple[str, int | None], list[str]]:
    """Who has each account."""
    found: dict[tuple[str, int | None], list[str]] = {}
    for person, record in org.people.items():
        for platform, account in record.accounts.items():
            if account.id is not None:
                found.setdefault((platform, account.id), []).append(person)
    return found


def _needs_account(person: str, judged: Judged) -> bool:
    """Whether an administrator's first account takes one yes: only while there are not two to give theirs."""
    people = judged.before.people
    known = [p for p in (*administrators(judged.before), person) if _has_account(people[p])]
    return person not in known and len(known) < ENOUGH_ADMINISTRATORS


def _has_account(record: Any) -> bool:
    return any(account.id is not None for account in record.accounts.values())


def _wrong_day(each: ValueChange, judged: Judged) -> str | None:
    """A day on which something happened cannot be still to come."""
    happened = each.pointer[-1] in ("trained", "joined") and each.after is not None
    return f"{each.after} is still to come" if happened and judged.future(each.after) else None


def _assignment(change: RecordChange, person: str, competence: str) -> Fact:
    was, now = (record.assignments.get(competence) for record in (change.before, change.after))
    # With no team before or after, no lead of a team has a say.
    within = [each.teams for each in (was, now) if each is not None]
    teams = tuple(team for each in within for team in each) if all(within) else ()
    said = f"assignments.{competence}: " + ("new" if was is None else "removed" if now is None else "changed")
    return Fact(BY_KEY["assignment"], change.path, ("assignments", competence), said, person, teams=teams)


def _familiarity(change: RecordChange, judged: Judged) -> Iterator[Fact]:
    person = change.ref.partition("/")[2]
    if change.after is None:
        yield Fact(BY_KEY["own-file"], change.path, (), "removed", person)
        return
    before = change.before or {}
    for ref in dict.fromkeys(str(each.pointer[0]) for each in change.changed):
        was, now = before.get(ref), change.after.get(ref)
        said = "removed" if now is None else now.level or "unclear"
        wrong = judged.day("updated", now.updated) if now is not None else None
        if was is not None and now is not None and now.updated < was.updated:
            wrong = f"`updated` was {was.updated} already"
        yield Fact(BY_KEY["familiarity"], change.path, (ref,), f"{ref}: {said}", person, wrong=wrong)


def _kept(change: RecordChange, _judged: Judged) -> Iterator[Fact]:
    if change.before is None or change.after is None:
        said = "new" if change.before is None else "removed"
        yield Fact(BY_KEY["kept-file"], change.path, (), said)
        return
    for each in change.changed:
        yield Fact(BY_KEY["kept"], change.path, each.pointer, _value(each))


def _insight(change: RecordChange, judged: Judged) -> Iterator[Fact]:
    record = change.before or change.after
    about, keeper = record.author, file_of(record.expectation)
    if change.after is None:
        yield Fact(BY_KEY["authorship"], change.path, (), "removed", about, kept=keeper)
    elif change.before is None:
        wrong = judged.day("date", record.date)
        yield Fact(BY_KEY["new-insight"], change.path, (), f"new, by {about}", about, wrong=wrong)
    else:
        for each in change.changed:
            row = row_of("insight", str(each.pointer[0]))
            yield Fact(row, change.path, each.pointer, _value(each), about, kept=keeper)


def file_of(expectation: str) -> str:
    """The file that an expectation stands in."""
    return "/".join(expectation.split("/")[:2]) + ".yaml"


def _value(each: ValueChange) -> str:
    return f"{'.'.join(map(str, each.pointer))}: {became(each.before, each.after)}"


_OF_KIND: Mapping[str, Callable[[RecordChange, Judged], Iterator[Fact]]] = {
    "organization": _settings,
    "person": _person,
    "familiarity": _familiarity,
    "mentorship": mentorships.mentorship,
    "help": events.help_request,
    "review": events.review,
    "checkin": events.checkin,
    "insight": _insight,
    **dict.fromkeys(("team", "role", "skillset", "expectation", "program"), _kept),
}
