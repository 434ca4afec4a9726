"""Whether these people may make this change: each fact of it judged by the matrix, denied unless allowed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from wecomplish_cli.dataset import store
from wecomplish_cli.errors import UsageError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.review import merge, renames
from wecomplish_cli.review.collect import everything
from wecomplish_cli.review.operations import founding
from wecomplish_cli.review.relations import may
from wecomplish_cli.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from wecomplish_cli.dataset.store import Dataset
    from wecomplish_cli.diagnostics import Pointer
    from wecomplish_cli.model.org import Org
    from wecomplish_cli.review.merge import Review
    from wecomplish_cli.review.operation import Fact
    from wecomplish_cli.review.policy import Relation

_ACCOUNT = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*:(?:0|[1-9][0-9]{0,18})", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?", re.ASCII)


@frozen
class Someone:
    """A person of the base, with the accounts they are known by."""

    person: str
    name: str
    accounts: tuple[str, ...]


@frozen
class Actor:
    """An account that made the change, or pushed to it."""

    account: str
    person: str | None
    """Whose account it is in the base; None: nobody's."""
    name: str | None


@frozen
class Approval:
    """A yes to the change."""

    account: str
    commit: str
    person: str | None
    name: str | None
    ignored: str | None
    """Why it counts for nothing; None if it counts."""


@frozen
class Ruling:
    """A fact, and whether it is allowed."""

    path: str
    pointer: Pointer
    rule: str
    """The line of the matrix, such as `assignment`."""
    said: str
    """What becomes of it, in words."""
    allowed: bool
    reason: str
    """By whom it is allowed, or why it is not."""
    could_approve: tuple[Someone, ...] = ()
    """If it is denied: who could allow it by approving the change."""
    missing: int = 0
    """How many of them have to."""


@frozen
class Authorization:
    """What was decided of a change."""

    base: str
    head: str
    """The commit that was judged; an approval counts for it alone."""
    allowed: bool
    actors: tuple[Actor, ...]
    approvals: tuple[Approval, ...]
    rulings: tuple[Ruling, ...]
    """Denied facts first, then in the order of the paths."""


def authorize(review: Review, actors: Sequence[str], approvals: Sequence[str], today: date) -> Authorization:
    """Judge whether everyone who made a change may make it, or somebody who may has approved it.

    Actors are accounts such as `github:583231`, approvals such as `github:583231@` and the whole id of the
    commit that was approved. Who is who, and what to whom, is read from the base.

    Raises:
        UsageError: if there is no actor, or an account or approval is not written so.
    """
    accounts = require_accounts(actors)
    if review.begins:
        return _founding(review, accounts, approvals)
    # The base, but for the ids that the change gives others: whoever has a new one is who they were. What
    # cannot be read in it, and is mended, is what it was when it could be.
    known_last = {path: text for path, text in review.mended.items() if text is not None}
    followed = renames.followed(store.with_earlier(review.base, known_last), review.merged)
    before = followed.before.org
    told = [*everything(review, followed, today)]
    return _decided(
        review, before, accounts, approvals, lambda who: _with_limits(before, review.merged.org, who, told)
    )


def unsent(
    before: Dataset, after: Dataset, paths: Iterable[str], person: str | None, today: date
) -> tuple[Ruling, ...]:
    """Judge a change that is not committed yet, as if it were merged into `before`.

    `paths` are the files that differ, relative to the data's root. `person` made it, whatever accounts they
    have; None: nobody knows who did, and nothing is theirs to change. Ask before the change is written.
    """
    change = merge.Review("", "", before, after, {}, before, tuple(paths))
    ids = renames.followed(before, after)
    known = ids.before.org
    if person is not None:
        person = ids.ids.get(f"people/{person}", person).removeprefix("people/")
    who = Actor("", person, known.name(person) if person else None)
    facts = everything(change, ids, today)
    judge = _Judge(known, (who,), frozenset())
    limited = _with_limits(known, after.org, (who,) if person else (), [*facts])
    return tuple(judge.ruling(fact) for fact in limited)


def _founding(review: Review, accounts: Sequence[str], approvals: Sequence[str]) -> Authorization:
    """Judge a change that brings a dataset where the base has none; several others must all allow it."""
    others = merge.elsewhere(review)
    facts = [*(founding.under_others(review) if others else founding.first(review))]
    judged = [
        _decided(review, org, accounts, approvals, lambda _: facts) for org in others or [review.merged.org]
    ]
    return next((each for each in judged if not each.allowed), judged[0])


def _decided(
    review: Review,
    org: Org,
    accounts: Sequence[str],
    approvals: Sequence[str],
    facts_by: Callable[[tuple[Actor, ...]], Iterable[Fact]],
) -> Authorization:
    """Judge the facts of a change by who is who in an organisation."""
    # What a file that the change mends once said of accounts may have been brought in only for this.
    healed = {path for path in review.mended if path.startswith("people/")}
    doubtful = healed - review.steady() if healed else healed
    known = {
        account: person
        for account, person in people_by_account(org).items()
        if f"people/{person}.yaml" not in doubtful
    }
    who = tuple(_actor(org, known, account) for account in accounts)
    said_yes = tuple(_approval(org, known, each, who, review.head_id) for each in dict.fromkeys(approvals))
    judge = _Judge(org, who, frozenset(a.person for a in said_yes if a.person and not a.ignored))
    rulings = [judge.ruling(fact) for fact in facts_by(who)]
    rulings.sort(key=lambda each: (each.allowed, each.path))
    allowed = all(each.allowed for each in rulings)
    return Authorization(review.base_id, review.head_id, allowed, who, said_yes, tuple(rulings))


def _with_limits(before: Org, after: Org, actors: tuple[Actor, ...], found: list[Fact]) -> Iterator[Fact]:
    """Deny what is beside something that must stand alone, and what strangers or those gone may not do."""
    mixed = len({fact.row.alone for fact in found}) > 1
    strangers = {actor.account for actor in actors if actor.person is None}
    left = [a.name or a.account for a in actors if a.person and not before.people[a.person].active]
    for fact in found:
        if left:
            yield replace(fact, wrong=fact.wrong or f"{', '.join(left)} has left")
        elif strangers and not _own_file(before, after, fact, strangers):
            names = ", ".join(sorted(strangers))
            wrong = (
                f"{names} is not an account in this data, and may propose only a file of their own in people/"
            )
            yield replace(fact, wrong=fact.wrong or wrong)
        elif mixed and fact.row.alone:
            yield replace(fact, wrong="it is in one change with data; make it a separate change")
        else:
            yield fact


def _own_file(before: Org, after: Org, fact: Fact, strangers: set[str]) -> bool:
    """Whether a fact is a new person with exactly the one account that is nobody's yet."""
    new = after.records.get(fact.path)
    if fact.path in before.records or fact.row.key not in ("new-person", "administrator"):
        return False
    own = {f"{platform}:{account.id}" for platform, account in new.accounts.items()} if new else set()
    return own == strangers


def people_by_account(org: Org) -> Mapping[str, str]:
    """Whose account each is; one that two people have is nobody's."""
    found: dict[str, list[str]] = {}
    for person, record in org.people.items():
        for platform, account in record.accounts.items():
            if account.id is not None:
                found.setdefault(f"{platform}:{account.id}", []).append(person)
    return {account: people[0] for account, people in found.items() if len(people) == 1}


def require_accounts(given: Iterable[str]) -> list[str]:
    """Make sure that somebody is named whose change it is, by accounts; returns each once.

    Raises:
        UsageError: if not.
    """
    accounts = list(dict.fromkeys(given))
    if not accounts:
        raise UsageError(
            "the authors of the change are missing",
            "name the accounts of its author and of everyone who pushed: --actor github:583231, "
            "or WECOMPLISH_ACTOR in the environment",
        )
    for account in accounts:
        if not _ACCOUNT.fullmatch(account):
            raise UsageError(
                f"`{account}` is not an account",
                "write the platform and its own number of the account, such as github:583231",
            )
    return accounts


def _actor(org: Org, known: Mapping[str, str], account: str) -> Actor:
    person = known.get(account)
    return Actor(account, person, org.name(person) if person else None)


def _approval(
    org: Org, known: Mapping[str, str], given: str, actors: tuple[Actor, ...], head: str
) -> Approval:
    account, _, commit = given.partition("@")
    if not _ACCOUNT.fullmatch(account) or not _COMMIT.fullmatch(commit):
        raise UsageError(
            f"`{given}` is not an approval",
            "write the account and the whole id of the commit approved, such as github:583231@"
            "0123456789012345678901234567890123456789",
        )
    person = known.get(account)
    ignored: str | None
    if person is None:
        ignored = "it is not an account in this data"
    elif person in (actor.person for actor in actors) or account in (actor.account for actor in actors):
        ignored = "they made the change themselves"
    elif not org.people[person].active:
        ignored = "they have left"
    else:
        ignored = None if commit == head else "it was for another commit"
    return Approval(account, commit, person, org.name(person) if person else None, ignored)


@frozen
class _Judge:
    """Judges single facts, by who made the change and who approved it."""

    org: Org
    actors: tuple[Actor, ...]
    approvers: frozenset[str]

    def ruling(self, fact: Fact) -> Ruling:
        """Allow or deny a fact."""
        able = may(self.org, fact)
        own = all(actor.person in able for actor in self.actors)
        approving = [person for person in able if person in self.approvers]
        # Together, those who made a change are one voice: none of them has seen what the others push next.
        needed = max(min(fact.row.administrators, len(able)), 1)
        missing = max(needed - own - len(approving), 0)
        told = (fact.path, fact.pointer, fact.row.key, fact.said)
        if not missing:
            by = [self.org.name(person) for person in approving]
            reason = "theirs to change" if own and not by else f"approved by {', '.join(by)}"
            return Ruling(*told, allowed=True, reason=reason)
        acting = {actor.person for actor in self.actors}
        could = [person for person in able if person not in acting and person not in approving]
        reason = _denied(fact, missing) if able else _impossible(fact)
        return Ruling(*told, False, reason, tuple(map(self._someone, could)), missing)

    def _someone(self, person: str) -> Someone:
        record = self.org.people[person]
        accounts = (f"{platform}:{a.id}" for platform, a in record.accounts.items() if a.id is not None)
        return Someone(person, record.name, tuple(accounts))


def _impossible(fact: Fact) -> str:
    """Say why nobody may make a fact."""
    if fact.wrong is not None:
        return fact.wrong
    if not fact.row.who:
        return "nobody may change that"
    return f"only {_anyone(fact.row.who)} may do that, and nobody here is"


def _anyone(who: tuple[Relation, ...]) -> str:
    """Join those who may; a comma stays where one of them is an `or` by itself."""
    return ", or ".join(who) if any(" or " in each for each in who) else listed(who, "or")


def _denied(fact: Fact, missing: int) -> str:
    if fact.row.administrators > 1:
        more = "one more administrator" if missing < fact.row.administrators else "two administrators"
        return f"{more} must approve this"
    return f"that is for {_anyone(fact.row.who)}"
