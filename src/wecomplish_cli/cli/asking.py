"""What is missing on the command line: the only thing that fits, or what a terminal is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from wecomplish_cli.cli import completion, terminal
from wecomplish_cli.errors import AmbiguousNameError, RefusedError, UsageError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.text.escape import visible
from wecomplish_cli.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from wecomplish_cli.cli.request import Request

    Choices: TypeAlias = Sequence[tuple[str, str]]
    Found: TypeAlias = Mapping[str, Any]
    """What is known of the command's fields so far."""
    Find: TypeAlias = Callable[[Request, Found], "Fits"]

SHOWN = 15
"""Choices that are listed; the others are found by typing part of the name."""


@frozen
class Fits:
    """What a field may be, each as (id, name)."""

    choices: Choices
    nothing: str = ""
    """Why the command cannot be carried out where there is no choice; empty if anything may be typed."""
    take_only: bool = False
    """Whether a single choice is taken without a question."""


@frozen
class Missing:
    """A field that must be given and is not."""

    label: str
    """What it is called in an error, such as MENTEE or --until."""
    about: str
    """What the help says of it."""
    fits: Find | None = None
    complete: Any = None
    """The completion of the field, which says what kind of thing it is."""


def answer(
    opened: Callable[[], Request], missing: Sequence[Missing], found: Found, many: bool = False
) -> str:
    """Find out the first of the fields that are missing: the only choice that fits, or the one chosen.

    The data is read only where it is needed.

    Raises:
        UsageError: if there is nobody to ask; it names all that are missing.
        RefusedError: if nothing fits.
    """
    first = missing[0]
    if first.fits is None and not terminal.can_ask():
        raise _lacking(missing, (), many)
    request = opened()
    find = first.fits or _FITS.get(first.complete)
    fits = find(request, found) if find else Fits(())
    if fits.nothing and not fits.choices:
        raise RefusedError(fits.nothing, "`wecomplish` shows what needs you")
    if fits.take_only and len(fits.choices) == 1:
        return fits.choices[0][0]
    if not terminal.can_ask():
        raise _lacking(missing, fits.choices, many)
    question = first.about.partition(";")[0].rstrip(".")
    if not fits.choices:
        return _meant(request, first, terminal.ask(question, first.label).strip(), found)
    return choose(question, fits.choices, first.label, lambda typed: _meant(request, first, typed, found))


def _lacking(missing: Sequence[Missing], choices: Choices, many: bool) -> UsageError:
    are, them = ("is", "it") if len(missing) == 1 else ("are", "them")
    said = f"{listed(each.label for each in missing)} {are} missing"
    about = missing[0].about.rstrip(".")
    if many:
        about = f"give {them}, or many at once with --from FILE"
    widest = max((len(each) for each, _ in choices[:SHOWN]), default=0)
    lines = [f"{each.ljust(widest)}  {name}" for each, name in choices[:SHOWN]]
    return AmbiguousNameError(said, f"{about[0].lower()}{about[1:]}", tuple(lines))


def choose(
    question: str,
    choices: Choices,
    label: str,
    accept: Callable[[str], str] = str,
    enter: str | None = None,
) -> str:
    """Ask until the answer is the number of a choice, or accepted; `enter` says what Enter alone does."""
    terminal.note(f"{visible(question)}:")
    for number, (each, name) in enumerate(choices[:SHOWN], 1):
        terminal.note(f"  {number:2}  {visible(name)} ({visible(each)})")
    more = len(choices) - SHOWN
    if more > 0:
        terminal.note(f"      and {more} more: type part of the name")
    numbers = {str(number): each for number, (each, _) in enumerate(choices[:SHOWN], 1)}
    while True:
        prompt = "Which one" if enter is None else f"Which one ({enter})"
        typed = terminal.ask(prompt, label, None if enter is None else "").strip()
        if typed in numbers or not typed:
            return numbers.get(typed, "")
        try:
            return accept(typed)
        except UsageError as error:
            terminal.fail(error)


def _meant(request: Request, missing: Missing, typed: str, found: Found) -> str:
    """Find what was typed, as the command would."""
    find = _MEANT.get(missing.complete)
    return find(request, typed, found) if find else typed


# What fits a field of a kind, whatever the command.


def _people(request: Request, _found: Found) -> Fits:
    """Everyone who is there: who runs the command first, then those they lead."""
    org, me = request.org, request.identity
    there = [person for person, record in org.people.items() if record.active]
    there.sort(key=lambda each: (each != me, me not in org.people[each].leaders, org.name(each)))
    return Fits(named(request, there))


def _competences(request: Request, found: Found) -> Fits:
    """The roles and skillsets there are, first those that the person asked about holds."""
    from wecomplish_cli.model.expectations import is_retired

    refs = [
        ref for ref, each in request.org.competences.items() if not is_retired(each.retired, request.today)
    ]
    who = whose(request, found)
    held = request.org.people[who].held(request.today) if who else ()
    return Fits(named(request, sorted(refs, key=lambda ref: (ref not in held, request.org.title(ref)))))


def _expectations(request: Request, found: Found) -> Fits:
    """What is expected of the person asked about; of everyone, if nobody is."""
    from wecomplish_cli.derive import familiarity

    who = whose(request, found)
    if who:
        return Fits(named(request, familiarity.expected_of(request.view, who)))
    by_competence = familiarity.expectations_by_competence(request.view)
    return Fits(named(request, dict.fromkeys(ref for refs in by_competence.values() for ref in refs)))


def _levels(request: Request, _found: Found) -> Fits:
    return Fits([(each, f"level {n}") for n, each in enumerate(request.org.settings.familiarity.levels, 1)])


def _teams(request: Request, _found: Found) -> Fits:
    return Fits([(team, record.name) for team, record in request.org.teams.items()])


def _insights(request: Request, _found: Found) -> Fits:
    return Fits([(each, record.title) for each, record in request.org.insights.items()])


_FITS: dict[Any, Find] = {
    completion.people: _people,
    completion.competences: _competences,
    completion.expectations: _expectations,
    completion.levels: _levels,
    completion.teams: _teams,
    completion.insights: _insights,
}


def _meant_level(request: Request, typed: str, _found: Found) -> str:
    from wecomplish_cli.derive import lookup

    return lookup.level(request.org, typed)


def _meant_expectation(request: Request, typed: str, found: Found) -> str:
    from wecomplish_cli.model.values import Reference

    who = whose(request, found)
    return request.expectation(typed, who) if who else request.referred(Reference.EXPECTATION, typed)


def _meant_competence(request: Request, typed: str, found: Found) -> str:
    who = whose(request, found)
    return request.assignment(typed, who) if who else request.competence(typed)


_MEANT: dict[Any, Callable[[Request, str, Found], str]] = {
    completion.people: lambda request, typed, _: request.person(typed),
    completion.competences: _meant_competence,
    completion.expectations: _meant_expectation,
    completion.levels: _meant_level,
    completion.teams: lambda request, typed, _: request.team(typed),
    completion.insights: lambda request, typed, _: request.insight(typed),
}


def whose(request: Request, found: Found) -> str | None:
    """The person a command is about, if that is known by now."""
    said = found.get("person") or found.get("mentee")
    return request.person(said) if isinstance(said, str) else None


def named(request: Request, refs: Iterable[str]) -> list[tuple[str, str]]:
    """References with what they are called."""
    org = request.org
    return [(ref, org.name(ref) if "/" not in ref else org.title(ref)) for ref in refs]
