"""What is wrong with the data, in words for people: whose it is, what is wrong, and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wecomplish_cli.checking.check import judged
from wecomplish_cli.diagnostics import Severity
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.kinds import SETTINGS_PATH
from wecomplish_cli.reports.site.who import Who, who

if TYPE_CHECKING:
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.diagnostics import Finding
    from wecomplish_cli.rules.rule import Rule

OF_PEOPLE = ("people", "familiarity", "help", "reviews", "checkins", "mentorships")
"""Folders in which what follows is a person's id."""
SHOWN_ELSEWHERE = ("overdue-help", "overdue-proposal")
"""Rules about what people have not done yet: the page has a section for them."""


@frozen
class Problem:
    """One thing that `check` finds wrong with the data."""

    who: Who | None
    """Whose file it is in; None where it is nobody's."""
    about: str
    """What that file is about."""
    path: str
    wrong: str
    remedy: str
    grave: bool
    """Whether it fails a check."""


def problems(view: View) -> tuple[Problem, ...]:
    """List what `check` finds, in words for people, those that fail a check first."""
    listed = [
        _problem(view, rule, severity is Severity.ERROR, each)
        for rule, severity, each in judged(view)
        if rule.name not in SHOWN_ELSEWHERE
    ]
    return tuple(sorted(listed, key=lambda each: (not each.grave, each.path)))


def _problem(view: View, rule: Rule[Any], grave: bool, finding: Finding) -> Problem:
    path = finding.spot.path
    folder, _, rest = path.partition("/")
    person = rest.partition("/")[0].removesuffix(".yaml") if folder in OF_PEOPLE else None
    if path == SETTINGS_PATH:
        about = view.org.settings.organization
    else:
        about = view.org.called(path.removesuffix(".yaml")) or path
    whose = who(view, person) if person and person in view.org.people else None
    remedy = finding.hint or " ".join(rule.manual.rpartition("Fix: ")[2].split())
    return Problem(whose, about, path, finding.message, remedy, grave)
