"""What became of someone's profile and familiarity, told."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wecomplish_cli.reports.facts.telling import every, now_instead
from wecomplish_cli.text.phrases import counted, day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.model.people import Account, Indication
    from wecomplish_cli.reports.facts.telling import Fact, Telling

STEPS = {
    "up": "is more familiar with",
    "down": "is less familiar with",
    "other": "indicates another level for",
    "first": "says for the first time how familiar they are with",
    "gone": "takes back how familiar they are with",
    "same": "is as familiar as before with",
}
"""How an indicated level may change, in the order told, and what is said of it."""


def person(t: Telling) -> Iterator[Fact]:
    """Tell of someone's profile."""
    who = t.name(t.path.removesuffix(".yaml").partition("/")[2])
    if t.new is None:
        yield t.say(f"{who} is deleted, with {counted(len(t.old.assignments), 'assignment')}")
        return
    if t.old is None:
        led = f", led by {t.names(t.new.leaders)}" if t.new.leaders else ""
        mail = f", gets mail at {t.new.email}" if t.new.email else ""
        joins = "joins" if t.new.active else "is added as someone who left"
        yield t.say(f"{who} {joins}{led}{mail}", "name", "status", "leaders", "email")
    elif t.changes("name"):
        yield t.say(f"{t.before.name(t.old.id)} is called {who} now", "name")
    yield from _profile(t, who)
    for ref in t.ids("assignments"):
        yield from _assignment(t, who, ref)
    yield from _mentoring(t, who)
    for program in t.ids("programs"):
        yield from _program(t, who, program)
    yield from t.rest(who)


def _program(t: Telling, who: str, program: str) -> Iterator[Fact]:
    key, name = f"programs.{program}", t.title(f"programs/{program}")
    joined = t.new.programs.get(program)
    if joined is None:
        yield t.say(f"{who} is no longer in {name}", key)
    elif t.old is None or program not in t.old.programs:
        yield t.say(f"{who} joins {name} as {joined.role}, on {day(joined.joined)}", key)
    elif t.changes(f"{key}.as"):
        yield t.say(f"{who} is in {name} as {joined.role} now", f"{key}.as")


def _profile(t: Telling, who: str) -> Iterator[Fact]:
    if t.old and t.changes("status"):
        yield t.say(f"{who} is back" if t.new.active else f"{who} leaves", "status")
    if t.old and t.changes("leaders"):
        leaders = [[t.name(each) for each in record.leaders] for record in (t.new, t.old)]
        yield t.say(f"{who} {now_instead('is led by', *leaders)}", "leaders")
    if t.changes("languages"):
        before = t.old.languages if t.old else ()
        yield t.say(f"{who} {now_instead('speaks', t.new.languages, before, ordered=True)}", "languages")
    if t.old and t.changes("email"):
        was = f", was {t.old.email}" if t.old.email else ""
        now = f"gets mail at {t.new.email}" if t.new.email else "has no e-mail address any more"
        yield t.say(f"{who} {now}{was}", "email")
    for platform in t.ids("accounts"):
        old, new = (each.accounts.get(platform) if each else None for each in (t.old, t.new))
        was = f", was {_account(old)}" if t.old else ""
        yield t.say(f"{who}'s {platform} account is {_account(new)}{was}", f"accounts.{platform}")


def _account(account: Account | None) -> str:
    if account is None:
        return "none"
    number = "without a number" if account.id is None else str(account.id)
    return f"{number} ({account.login})" if account.login else number


def _assignment(t: Telling, who: str, ref: str) -> Iterator[Fact]:
    key, name = f"assignments.{ref}", t.title(ref)
    old, new = (each.assignments.get(ref) if each else None for each in (t.old, t.new))
    if new is None:
        yield t.say(f"That {who} held {name} is deleted", key)
        return
    teams = [t.title(f"teams/{team}") for team in new.teams]
    if old is None:
        within = f" in {every(teams)}" if teams else ""
        until = f"until {day(new.until)}" if new.until else "on"
        yield t.say(f"{who} holds {name}{within} from {day(new.since)} {until}", key)
        return
    if t.changes(f"{key}.until"):
        until = f"only until {day(new.until)}" if new.until else "without an end"
        was = f", was {day(old.until)}" if old.until else ""
        yield t.say(f"{who} holds {name} {until} now{was}", f"{key}.until")
    if t.changes(f"{key}.since"):
        said = f"{who} holds {name} from {day(new.since)} on now, was {day(old.since)}"
        yield t.say(said, f"{key}.since")
    if t.changes(f"{key}.teams"):
        before = [t.title(f"teams/{team}") for team in old.teams]
        yield t.say(f"{who} {now_instead(f'holds {name} in', teams, before)}", f"{key}.teams")


def _mentoring(t: Telling, who: str) -> Iterator[Fact]:
    offer, before = t.new.mentoring, t.old.mentoring if t.old else None
    if t.changes("mentoring.open"):
        closed = "no longer wants to mentor" if before and before.open else "does not want to mentor"
        yield t.say(f"{who} is open to mentoring" if offer.open else f"{who} {closed}", "mentoring.open")
    if t.changes("mentoring.capacity"):
        default = t.after.settings.mentorship.default_capacity
        places = counted(default if offer.capacity is None else offer.capacity, "place")
        was = "" if before is None or before.capacity is None else f", was {before.capacity}"
        yield t.say(f"{who} has {places} for mentorships{was}", "mentoring.capacity")
    verbs = {"topics": "would mentor in", "seeks": "wishes for a mentor in", "prefers": "would choose"}
    for key, verb in verbs.items():
        if t.changes(f"mentoring.{key}"):
            name = t.name if key == "prefers" else t.title
            names = [[name(each) for each in getattr(m, key)] if m else [] for m in (offer, before)]
            yield t.say(f"{who} {now_instead(verb, *names, ordered=key == 'prefers')}", f"mentoring.{key}")
    if t.changes("mentoring.trained") and offer.trained:
        yield t.say(f"{who} was trained as a mentor on {day(offer.trained)}", "mentoring.trained")
    if t.changes("mentoring.away"):
        away = offer.away
        said = f"is away from {day(away.since)} to {day(away.until)}" if away else "is no longer away"
        yield t.say(f"{who} {said}", "mentoring.away")


def familiarity(t: Telling) -> Iterator[Fact]:
    """Tell of someone's indications, those that change alike in one sentence."""
    person = t.path.removesuffix(".yaml").partition("/")[2]
    who = t.name(person)
    if t.new is None and person not in t.after.people:
        yield t.say(f"{who}'s familiarity is deleted, with {counted(len(t.old), 'indication')}")
        return
    old, new = t.old or {}, t.new or {}
    unclear = [ref for ref in t.ids() if _unclear(new.get(ref)) and not _unclear(old.get(ref))]
    clear = [ref for ref in t.ids() if _unclear(old.get(ref)) and not _unclear(new.get(ref)) and ref in new]
    if unclear:
        yield t.say(f"{who} finds unclear what is meant by {_quoted(t, unclear)}", *unclear)
    if clear:
        yield t.say(f"To {who} it is clear now what is meant by {_quoted(t, clear)}", *clear)
    by_step, said = defaultdict(list), {*unclear, *clear}
    for ref in t.ids():
        by_step[_step(t, old.get(ref), new.get(ref))].append(ref)
    for step, verb in STEPS.items():
        refs = [ref for ref in by_step[step] if step != "same" or ref not in said]
        if refs:
            levels = [f"“{t.title(ref)}”{_levels(old.get(ref), new.get(ref))}" for ref in refs]
            yield t.say(f"{who} {verb} {every(levels)}", *refs)
    yield from t.rest(f"{who}'s familiarity")


def _unclear(indication: Indication | None) -> bool:
    return indication is not None and indication.unclear


def _quoted(t: Telling, refs: list[str]) -> str:
    return every(f"“{t.title(ref)}”" for ref in refs)


def _step(t: Telling, old: Indication | None, new: Indication | None) -> str:
    levels = t.after.settings.familiarity.levels
    was, now = (each.level if each else None for each in (old, new))
    if was == now:
        return "same"
    if was is None or now is None:
        return "first" if was is None else "gone"
    if was not in levels or now not in levels:
        return "other"
    return "up" if levels.index(now) > levels.index(was) else "down"


def _levels(old: Indication | None, new: Indication | None) -> str:
    levels = [each.level for each in (old, new) if each and each.level]
    return f" ({' → '.join(dict.fromkeys(levels))})" if levels else ""
