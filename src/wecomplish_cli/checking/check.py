"""Runs the rules over a dataset and gives each finding its place."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from wecomplish_cli.dataset import files
from wecomplish_cli.derive.view import View
from wecomplish_cli.diagnostics import Diagnostic, Finding, Place, RelatedDiagnostic, Severity, Spot, Standing
from wecomplish_cli.model.kinds import SETTINGS_PATH
from wecomplish_cli.model.walk import value_at
from wecomplish_cli.rules.register import BY_NAME, OF_CHANGE, OF_STATE
from wecomplish_cli.yamltext.reader import YamlError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from wecomplish_cli.dataset.store import Dataset
    from wecomplish_cli.model.org import Org
    from wecomplish_cli.rules.rule import Find, Rule

Judged = tuple["Rule[Any]", Severity, Finding]
"""A finding with the rule it comes from and the severity the organisation gives it."""

_TOP = Place(1, 1, 2)


@lru_cache(maxsize=2)
def judge(org: Org, today: date, weighed_by: Org | None = None) -> tuple[Judged, ...]:
    """Run every rule about data as it is; the findings are in the order of the register, not yet placed.

    What each rule weighs is said by the settings of the data itself, or those of another state of it. The
    state after a change is the one before the next, so that the last two are kept.
    """
    return tuple(judged(View(org, today), weighed_by))


def judged(view: View, weighed_by: Org | None = None) -> Iterator[Judged]:
    """Run every rule as `judge` does, and keep with the view what is worked out about it."""
    for rule in _applicable(view.org):
        severity = _severity(weighed_by or view.org, rule)
        if severity is not None:
            yield from ((rule, severity, finding) for finding in rule.find(view))


def judge_change(before: Org, after: Org, today: date, weighed_by: Org | None = None) -> tuple[Judged, ...]:
    """Run every rule about what became of the data since an earlier state of it; as `judge` does."""
    found: list[Judged] = []
    if after is before or any(_unjudged(org) for org in (before, after)):
        return ()
    was, now = View(before, today), View(after, today)
    for rule in OF_CHANGE:
        severity = _severity(weighed_by or after, rule)
        if severity is not None:
            found.extend((rule, severity, finding) for finding in rule.find(was, now))
    return tuple(found)


def _severity(org: Org, rule: Rule[Any]) -> Severity | None:
    """The severity that the organisation gives a rule; None where it is off."""
    levels = org.settings.rules
    return levels[rule.name].severity if not rule.fixed and rule.name in levels else rule.severity


def _unjudged(org: Org) -> bool:
    """Whether only files and shape are judged: the settings cannot be read, or are of a newer format."""
    return SETTINGS_PATH not in org.records


def _applicable(org: Org) -> Iterable[Rule[Find]]:
    if "newer-format" in org.problems:
        return (BY_NAME["newer-format"],)  # What it means is not for this version to judge.
    if _unjudged(org):
        # Whatever the settings weigh would be judged by what the organisation did not decide.
        return [rule for rule in OF_STATE if rule.code < "WC300" and rule.severity is Severity.ERROR]
    return OF_STATE


def check(dataset: Dataset, today: date, since: Dataset | None = None) -> list[Diagnostic]:
    """Judge a dataset, and what became of it `since` an earlier state, in the order of the places."""
    return place(dataset, _judge_all(dataset, today, since))


def introduced(
    before: Dataset, after: Dataset, today: date, since: Dataset | None = None
) -> list[Diagnostic]:
    """Judge a change: what is found after it that was not there before, in the order of the places.

    What became of the data `since` an earlier state is judged as well, as far as this change adds to it.
    A finding is the same whatever line it is at and whatever it counts: by rule, file, the keys that lead to
    it, and the value there. What the reader refused is the same if it says the same.
    """
    now = _judge_all(after, today, since)
    if not now:
        return []
    new, _ = _split(before.org, _judge_all(before, today, since), after.org, now)
    return place(after, new)


def compare(before: Dataset, after: Dataset, today: date, weighed_by: Org) -> list[Diagnostic]:
    """Judge a change and say what it has to do with each finding, new ones first, then in order of places.

    Both states are judged as of the same day and by the same weights, so that what only the calendar brings
    about is never new.
    """
    old = judge(before.org, today, weighed_by)
    now = judge(after.org, today, weighed_by) + judge_change(before.org, after.org, today, weighed_by)
    new, there = _split(before.org, old, after.org, now)
    # What cannot be judged any more, since the settings cannot be read, is not fixed.
    judged = {rule.name for rule in _applicable(after.org)}
    gone, _ = _split(after.org, now, before.org, old)
    fixed = [each for each in gone if each[0].name in judged]
    return [
        *place(after, new, Standing.NEW),
        *place(after, there, Standing.THERE),
        *place(before, fixed, Standing.FIXED),
    ]


def _split(
    before: Org, old: Iterable[Judged], after: Org, now: Iterable[Judged]
) -> tuple[list[Judged], list[Judged]]:
    """Split what is found now into what was not found before, and what was."""
    known = Counter(_identity(before, each) for each in old)
    new: list[Judged] = []
    there: list[Judged] = []
    for each in now:
        identity = _identity(after, each)
        (there if known[identity] > 0 else new).append(each)
        known[identity] -= 1
    return new, there


def _judge_all(dataset: Dataset, today: date, since: Dataset | None) -> tuple[Judged, ...]:
    of_change = judge_change(since.org, dataset.org, today) if since else ()
    return judge(dataset.org, today) + of_change


def place(dataset: Dataset, judged: Iterable[Judged], standing: Standing | None = None) -> list[Diagnostic]:
    """Give findings their places; each file is read again once."""
    judged = [*judged]
    places, lines = _placed(dataset, [finding for _, _, finding in judged])
    seen = Counter[str]()
    placed = [
        Diagnostic(
            code=rule.code,
            rule=rule.name,
            severity=severity,
            path=finding.spot.path,
            pointer=finding.spot.pointer,
            place=(spot := finding.place or places[finding.spot]),
            message=finding.message,
            source=lines[finding.spot.path, spot.line],
            hint=finding.hint,
            related=tuple(
                RelatedDiagnostic(r.spot.path, r.place or places[r.spot], r.message) for r in finding.related
            ),
            more_related=finding.more_related,
            fix=finding.fix,
            at_key=finding.spot.at_key,
            standing=standing,
            fingerprint=_fingerprint(_identity(dataset.org, (rule, severity, finding)), seen),
        )
        for rule, severity, finding in judged
    ]
    return sorted(placed, key=lambda d: (d.path, d.place.line, d.place.column, d.code, d.message))


def _placed(
    dataset: Dataset, findings: list[Finding]
) -> tuple[dict[Spot, Place], dict[tuple[str, int], str]]:
    """Find the places of findings and of what is related to them, and the lines that the findings are in."""
    wanted: dict[str, dict[Spot, None]] = defaultdict(dict)
    shown: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        shown[finding.spot.path].append(finding)
        unplaced = [finding.spot] if finding.place is None else []
        unplaced += [related.spot for related in finding.related if related.place is None]
        for spot in unplaced:
            wanted[spot.path][spot] = None
    places: dict[Spot, Place] = {}
    lines: dict[tuple[str, int], str] = {}
    for path in {**wanted, **shown}:
        text = _text(dataset, path)
        places |= _places(text, wanted[path])
        written = text.split("\n") if shown[path] else []
        for finding in shown[path]:
            number = (finding.place or places[finding.spot]).line
            lines[path, number] = written[number - 1].rstrip("\r") if number <= len(written) else ""
    return places, lines


def _places(text: str, spots: Iterable[Spot]) -> dict[Spot, Place]:
    """Find the places in one text, which is parsed once."""
    # Where nothing is found, libyaml need not be loaded.
    from wecomplish_cli.yamltext.places import locate, tree

    places = dict.fromkeys(spots, _TOP)
    try:
        root = tree(text) if any(spot.pointer for spot in places) else None
    except YamlError:
        return places
    return {s: locate(text, root, s.pointer, s.at_key) if root and s.pointer else _TOP for s in places}


def _text(dataset: Dataset, path: str) -> str:
    try:
        return dataset.source.read(path).decode("utf-8", "backslashreplace")
    except (OSError, KeyError, files.NotRegularError, files.TooLargeError):
        return ""


def _identity(org: Org, judged: Judged) -> tuple[str, str, tuple[str, ...], object]:
    rule, _, finding = judged
    spot = finding.spot
    keys = tuple(key for key in spot.pointer if isinstance(key, str))
    found = finding.message if rule.fixed else value_at(org.records.get(spot.path), spot.pointer)
    return rule.name, spot.path, keys, found if isinstance(found, str) else str(found)


def _fingerprint(identity: tuple[object, ...], seen: Counter[str]) -> str:
    """Sum an identity up; of the same one again, which a list with a value twice gives, with its number."""
    text = repr(identity)
    seen[text] += 1
    return sha256(f"{text} {seen[text]}".encode()).hexdigest()[:32]
