"""What `wecomplish match` does with a plan: write, judge, apply and refresh it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from wecomplish_cli.cli import batch, terminal
from wecomplish_cli.cli.answer import Answer, Shape, show
from wecomplish_cli.errors import DataError, RefusedError, UsageError
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request
    from wecomplish_cli.cli.options import PlanOptions
    from wecomplish_cli.derive.pairing import Group
    from wecomplish_cli.diagnostics import Diagnostic
    from wecomplish_cli.model.plans import MatchPlan, PlannedPair
    from wecomplish_cli.reports.matching import MatchReport


def group_of(request: Request, keys: Mapping[str, Any]) -> Group:
    """The people to match, from what a plan says of them."""
    from wecomplish_cli.derive import mentoring, programs
    from wecomplish_cli.derive.pairing import Group

    view, program = request.view, keys.get("program")
    everyone = not program and not keys.get("mentors")
    if program:
        mentees, mentors = programs.mentees(view, program), programs.mentors(view, program)
    else:
        mentees = [each for each in keys["mentees"] if view.org.people[each].active]
        mentors = keys.get("mentors") or [
            each for each in view.org.people if mentoring.wants_to_mentor(view, each)
        ]
    about = keys.get("competences") or (view.org.programs[program].competences if program else ())
    return Group(tuple(mentees), tuple(mentors), tuple(about), keys.get("weights") or {}, everyone=everyone)


def matched(request: Request, group: Group, program: str | None) -> MatchReport:
    """Match a group."""
    from wecomplish_cli.reports.matching import match_report

    return match_report(request.view, group, program)


def show_report(report: MatchReport, how: PlanOptions) -> None:
    """Show a matching."""
    from wecomplish_cli.render import matching as layout

    show(Answer("matching", report, layout.matching), how.format, Shape(how.every))


def text_of(request: Request, report: MatchReport, keys: Mapping[str, Any], called: str) -> str:
    """Write a plan."""
    from wecomplish_cli.dataset import plans
    from wecomplish_cli.render.plan import plan_text

    made = {
        "made": request.today,
        "commit": plans.last_commit(request.dataset),
        "data": plans.digest(request.dataset),
    }
    return plan_text(report, {**keys, **made}, called)


def require_new(name: str | None) -> None:
    """Make sure that a plan overwrites nothing.

    Raises:
        RefusedError: if there is such a file.
    """
    if name and name != "-" and os.path.lexists(name):
        raise RefusedError(
            f"{name} already exists, and may have been edited",
            f"`wecomplish match --refresh {name}` keeps what still holds of it; or name another file",
        )


def write(path: Path, text: str) -> None:
    """Write a plan file, whole or not at all.

    Raises:
        DataError: if it cannot be written.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise DataError(f"{path} cannot be written: {error.strerror}", "name a file elsewhere") from None
    terminal.note(f"wrote {visible(str(path))}; edit it, then: wecomplish match --check {visible(str(path))}")


def check(how: PlanOptions, name: str) -> None:
    """Show what is wrong with a plan.

    Raises:
        typer.Exit: with 1 if it could not be applied.
    """
    from wecomplish_cli.cli.change import open_request
    from wecomplish_cli.render import findings

    if how.format not in (None, "json", "plain", "table"):
        raise UsageError(f"findings are not shown as {how.format}", "leave --format out, or give json")
    _, found = _read(open_request(how.org, how.today), name)
    checked = findings.Checked(found, 1, 0)
    if how.format == "json":
        terminal.say(findings.as_json(checked))
    else:
        if found:
            width = terminal.width() if terminal.is_terminal() else 0
            terminal.say(findings.text(found, terminal.colour(), width))
        terminal.say(findings.summary(checked))
    if _fails(found):
        raise typer.Exit(1)


def apply(how: PlanOptions, name: str) -> None:
    """Write all pairs of a plan, or nothing.

    Raises:
        RefusedError: if it cannot be applied.
    """
    from wecomplish_cli.cli.change import keeping_others_out

    keeping_others_out(how, lambda: _apply(how, name))


def _apply(how: PlanOptions, name: str) -> None:
    from wecomplish_cli.cli.change import open_request

    request = open_request(how.org, how.today)
    plan, found = _read(request, name)
    _show_beside(found)
    if plan is None or _fails(found):
        raise RefusedError(
            f"{name} cannot be applied; nothing was written",
            f"fix it, or fit it to the data: wecomplish match --refresh {name}",
        )
    if not plan.pairs:
        terminal.say(f"Nothing to do: {visible(name)} has no pairs.")
        return
    rows = [batch.Row(f"pair {number}", pair) for number, pair in enumerate(plan.pairs, 1)]
    batch.change_all(request, how, rows, lambda pair, here: _assign(pair, here, plan.program))


def _assign(pair: PlannedPair, request: Request, program: str | None) -> Plan:
    from wecomplish_cli.actions.assign import Wish, assign

    ends = request.org.programs[program].ends if program else None
    until = ends if ends and ends > request.today else None
    wish = Wish(pair.mentee, pair.competence, pair.mentor, until=until, program=program)
    return assign(request.view, wish, request.identity)


def refresh(how: PlanOptions, name: str) -> None:
    """Match again what a plan was for, keeping the pairs that still hold.

    Raises:
        RefusedError: if the plan as a whole is not one for this data.
    """
    from dataclasses import replace

    from wecomplish_cli.checking import plans as judging
    from wecomplish_cli.cli.change import open_request
    from wecomplish_cli.derive.pairing import Pair

    request = open_request(how.org, how.today)
    plan, found = _read(request, name)
    found = [each for each in found if each.rule != STALE]
    broken = [each for each in found if each.severity == "error"]
    if plan is None or any(each.pointer[:1] != ("pairs",) for each in broken):
        _show_beside(broken)
        raise RefusedError(f"{name} cannot be refreshed; it was not changed", "fix it first")
    gone = {each.pointer[1] for each in broken}
    for each in broken:
        terminal.note(f"left out: {visible(each.message)}")
    kept = [
        Pair(each.mentee, each.mentor, each.competence)
        for number, each in enumerate(plan.pairs)
        if number not in gone and not judging.stands(request.view, each)
    ]
    keys = _keys(plan)
    group = replace(group_of(request, keys), kept=tuple(kept))
    report = matched(request, group, plan.program)
    show_report(report, how)
    write(Path(name), text_of(request, report, keys, name))


def _keys(plan: MatchPlan) -> dict[str, Any]:
    keys = ("program", "mentees", "mentors", "competences", "weights")
    found = {key: getattr(plan, key) for key in keys}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()}


STALE = "data-changed"
"""What is wrong with a plan that was made on other data."""


def _read(request: Request, name: str) -> tuple[MatchPlan | None, list[Diagnostic]]:
    """Read a plan, and judge it by the data as it is."""
    from wecomplish_cli.checking import plans as judging
    from wecomplish_cli.dataset import plans
    from wecomplish_cli.diagnostics import Severity

    text, plan, problems = plans.read_plan(name)
    found = [(rule, Severity.ERROR, finding) for rule, finding in problems]
    if plan is not None:
        of_data = judging.judged(request.view, plan)
        found += of_data
        done = plan.pairs and all(judging.stands(request.view, each) for each in plan.pairs)
        if not done and not any(rule in judging.OF_WHOLE for rule, _, _ in of_data):
            found += _stale(request, plan)
    return plan, judging.placed(text, found)


def _stale(request: Request, plan: MatchPlan) -> list[Any]:
    """Say what changed since a plan was made, if anything did."""
    from wecomplish_cli.dataset import plans
    from wecomplish_cli.diagnostics import Finding, Severity, Spot
    from wecomplish_cli.text.phrases import several

    if plan.data == plans.digest(request.dataset):
        return []
    changed = plans.changed_since(request.dataset, plan.commit) if plan.commit else None
    if changed:
        what = f": {several(changed)}"
    else:
        what = "; git cannot tell what" if changed is None else ", and was not committed then"
    said = f"the data changed since the plan was made{what}"
    hint = f"`wecomplish match --refresh {plan.path}` keeps the pairs that still hold"
    return [(STALE, Severity.ERROR, Finding(Spot(plan.path, ("data",)), said, hint))]


def _fails(found: list[Diagnostic]) -> bool:
    return any(each.severity == "error" for each in found)


def _show_beside(found: list[Diagnostic]) -> None:
    from wecomplish_cli.render import findings

    if found:
        width = terminal.width() if terminal.is_terminal(sys.stderr) else 0
        terminal.note(findings.text(found, terminal.colour(sys.stderr), width))
