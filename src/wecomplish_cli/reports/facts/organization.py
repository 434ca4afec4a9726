"""What became of the settings, teams, roles, skillsets, expectations and programs, told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.reports.facts.telling import now_instead
from wecomplish_cli.text.phrases import counted, day, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.reports.facts.telling import Fact, Telling


def settings(t: Telling) -> Iterator[Fact]:
    """Tell of the settings: who administers, and every value that changes."""
    if t.old is not None and t.new is not None and t.changes("administrators"):
        names = [[t.name(each) for each in record.administrators] for record in (t.new, t.old)]
        yield t.say(f"The data {now_instead('is administered by', *names)}", "administrators")
    yield from t.rest("Settings")


def team(t: Telling) -> Iterator[Fact]:
    """Tell of a team."""
    name = f"The team {t.title(_ref(t))}"
    if t.new is None:
        yield t.say(f"{name} is deleted")
        return
    lead = f", led by {t.name(t.new.lead)}" if t.new.lead else ""
    if t.old is None:
        part = f", part of {t.title(f'teams/{t.new.parent}')}" if t.new.parent else ""
        yield t.say(f"{name} is new{lead}{part}")
    elif t.changes("lead"):
        was = f", was {t.name(t.old.lead)}" if t.old.lead else ""
        now = f"is led by {t.name(t.new.lead)} now" if t.new.lead else "has no lead now"
        yield t.say(f"{name} {now}{was}", "lead")
    yield from t.rest(name)


def competence(t: Telling) -> Iterator[Fact]:
    """Tell of a role or skillset and what it expects."""
    name = f"The {t.kind} {t.title(_ref(t))}"
    key = "responsibilities" if t.kind == "role" else "skills"
    if t.new is None:
        yield t.say(f"{name} is deleted, with {counted(len(t.old.items), 'expectation')}")
        return
    if t.old is None:
        critical = ", critical for the organisation" if t.new.critical else ""
        keeper = f", kept by {t.name(t.new.keeper)}" if t.new.keeper else ""
        yield t.say(f"{name} is new{critical}{keeper}", "name", "critical", "keeper")
    else:
        yield from _upkeep(t, name)
        if t.changes("critical"):
            said = "is critical for the organisation now" if t.new.critical else "is critical no longer"
            yield t.say(f"{name} {said}", "critical")
    if t.changes("path"):
        titles = [quoted(each.title) for each in t.new.milestones]
        said = f"now leads by way of {listed(titles)}" if titles else "has no career path any more"
        yield t.say(f"{name} {said}", "path")
    for item in t.ids(key):
        yield from _expected(t, name, key, item)
    yield from t.rest(name)


def _expected(t: Telling, name: str, key: str, item: str) -> Iterator[Fact]:
    """Tell of one responsibility or skill."""
    pointer = f"{key}.{item}"
    old = t.old.items.get(item) if t.old else None
    if item not in t.new.items:
        yield t.say(f"{name} no longer has {quoted(t.old.items[item].title)}, which is deleted", pointer)
        return
    new = t.new.items[item]
    title = quoted(new.title)
    if old is None:
        target = f", at the level {new.target}" if new.target else ""
        until = f", until {day(new.retired)}" if new.retired else ""
        heading = f", under {quoted(new.heading)}" if new.heading else ""
        yield t.say(f"{name} expects {title}{heading}{target}{until}", pointer)
        return
    if t.changes(f"{pointer}.title"):
        yield t.say(f"{name} expects {title} now, was {quoted(old.title)}", f"{pointer}.title")
    if t.changes(f"{pointer}.target"):
        was = old.target or "none"
        yield t.say(
            f"{name}: the target of {title} is {new.target or 'none'} now, was {was}", f"{pointer}.target"
        )
    if t.changes(f"{pointer}.retired"):
        said = f"no longer from {day(new.retired)} on" if new.retired else "again without an end"
        yield t.say(f"{name} expects {title} {said}", f"{pointer}.retired")


def expectation(t: Telling) -> Iterator[Fact]:
    """Tell of a policy, process, value, risk or system."""
    found = t.new or t.old
    name = f"The {found.type} {quoted(found.title)}"
    if t.new is None:
        yield t.say(f"{name} is deleted")
        return
    if t.old is None:
        keeper = f", kept by {t.name(found.keeper)}" if found.keeper else ""
        target = f", with the target {found.target}" if found.target else ""
        yield t.say(f"{name} is new{keeper}{target}", "type", "title", "keeper", "target")
    else:
        yield from _upkeep(t, name)
    for key, verb in {"relevant_for": "is asked of holders of", "people": "is asked by name of"}.items():
        if t.changes(key):
            called = t.name if key == "people" else t.title
            names = [[called(each) for each in getattr(r, key)] if r else [] for r in (t.new, t.old)]
            yield t.say(f"{name} {now_instead(verb, *names)}", key)
    yield from t.rest(name)


def _upkeep(t: Telling, name: str) -> Iterator[Fact]:
    """Tell of what competences and expectations share: who keeps them, and whether they are retired."""
    if t.changes("keeper"):
        was = f", was {t.name(t.old.keeper)}" if t.old.keeper else ""
        now = f"is kept by {t.name(t.new.keeper)} now" if t.new.keeper else "has no keeper now"
        yield t.say(f"{name} {now}{was}", "keeper")
    if t.changes("retired"):
        said = f"is retired from {day(t.new.retired)} on" if t.new.retired else "is no longer retired"
        yield t.say(f"{name} {said}", "retired")


def program(t: Telling) -> Iterator[Fact]:
    """Tell of a program."""
    name = f"The programme {t.title(_ref(t))}"
    if t.new is None:
        yield t.say(f"{name} is deleted")
        return
    if t.old is None:
        about = f", about {t.titles(t.new.competences)}" if t.new.competences else ""
        starts = f", from {day(t.new.starts)}" if t.new.starts else ""
        ends = f", until {day(t.new.ends)}" if t.new.ends else ""
        yield t.say(f"{name} is new{about}{starts}{ends}", "name", "competences", "starts", "ends")
    for key, verb in {"coordinator": "is run by", "sponsor": "is sponsored by"}.items():
        if t.changes(key):
            now, was = (getattr(each, key) if each else None for each in (t.new, t.old))
            before = f", was {t.name(was)}" if was else ""
            yield t.say(f"{name} {verb} {t.name(now) if now else 'nobody'}{before}", key)
    if t.old and t.changes("competences"):
        names = [[t.title(each) for each in record.competences] for record in (t.new, t.old)]
        yield t.say(f"{name} {now_instead('is about', *names)}", "competences")
    yield from t.rest(name)


def _ref(t: Telling) -> str:
    return t.path.removesuffix(".yaml")
