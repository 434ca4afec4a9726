"""What `match` and `offboard` do with a plan: write, judge, apply and refresh it."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from wecomplish_cli.cli import batch, leaving, table_rows, terminal
from wecomplish_cli.cli.plan_files import command_of, show_report, text_of, write
from wecomplish_cli.errors import RefusedError, UsageError
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.options import PlanOptions
    from wecomplish_cli.cli.plan_files import Report
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.dataset.journal import Journal
    from wecomplish_cli.derive.pairing import Group
    from wecomplish_cli.diagnostics import Diagnostic
    from wecomplish_cli.model.plans import MatchPlan, PlannedPair
    from wecomplish_cli.reports.matching import MatchReport


def on_plan(how: PlanOptions, given: Mapping[str, str | None]) -> bool:
    """Do what is asked with a plan: check, apply or refresh it; False where nothing is."""
    act = {"--check": check, "--apply": apply, "--refresh": refresh}
    for flag, name in given.items():
        if name:
            act[flag](how, name)
            return True
    return False


def require_one(
    how: PlanOptions, given: Mapping[str, Any], whom: Mapping[str, Any], beside: Mapping[str, Any]
) -> None:
    """Make sure that at most one thing is asked for, with nothing besides that it has no use for.

    `given` are the options that name a plan, `whom` what else can be asked for, `beside` what goes with that.

    Raises:
        UsageError: if not.
    """
    asked = [name for name, value in {**given, **whom}.items() if value]
    if len(asked) > 1:
        raise UsageError(f"{asked[0]} and {asked[1]} cannot be used together", "use one or the other")
    with_plan = next((name for name, value in given.items() if value), None)
    extra = next((name for name, value in beside.items() if value), None)
    if with_plan and extra:
        raise UsageError(f"{extra} has no use with {with_plan}", "the plan says it; leave one of them out")
    if not given.get("--apply") and (how.dry_run or how.commit or how.submit):
        raise UsageError(
            "--dry-run, --commit and --submit are for --apply", "nothing else here changes the data"
        )


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


def check(how: PlanOptions, name: str) -> None:
    """Show what is wrong with a plan.

    Raises:
        typer.Exit: with 1 if it could not be applied.
    """
    from wecomplish_cli.cli.request import open_request
    from wecomplish_cli.render import findings

    if how.format not in (None, "json", "plain", "table"):
        raise UsageError(f"findings are not shown as {how.format}", "leave --format out, or give json")
    request = open_request(how.org, how.today)
    plan, found = _read(request, name)
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
    if how.format != "json" and plan is not None and plan.pairs:
        command = f"{command_of(plan)} --apply {shlex.quote(name)}{request.there}"
        terminal.note(f"next: {visible(command)}")


def apply(how: PlanOptions, name: str) -> None:
    """Write all pairs of a plan, or nothing.

    Raises:
        RefusedError: if it cannot be applied.
    """
    from wecomplish_cli.cli.change import keeping_others_out

    keeping_others_out(how, lambda journal: _apply(how, name, journal))


def _apply(how: PlanOptions, name: str, journal: Journal) -> None:
    from wecomplish_cli.cli.request import open_request

    request = open_request(how.org, how.today, journal=journal)
    plan, found = _read(request, name)
    _show_beside(found)
    if plan is None or _fails(found):
        raise RefusedError(
            f"{name} cannot be applied; nothing was written",
            f"fix it, or fit it to the data: {command_of(plan)} --refresh {shlex.quote(name)}",
        )
    if plan.leaves:
        leaver = plan.leaves
        rows = leaving.rows(plan, leaver)
        batch.change_all(
            request,
            how,
            rows,
            lambda row, here: leaving.decide(row, here, plan, leaver),
            done=f"{request.org.name(leaver)} has left",
        )
        return
    if not plan.pairs:
        terminal.say(f"Nothing to do: {visible(name)} has no pairs.")
        return
    pairs = [table_rows.Row(f"pair {number}", pair) for number, pair in enumerate(plan.pairs, 1)]
    batch.change_all(request, how, pairs, lambda pair, here: _assign(pair, here, plan.program))


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
    from wecomplish_cli.cli.request import open_request
    from wecomplish_cli.derive.pairing import Pair

    request = open_request(how.org, how.today)
    plan, found = _read(request, name)
    found = [each for each in found if each.rule != STALE]
    broken = [each for each in found if each.severity == "error"]
    if plan is None or any(each.pointer[:1] not in (("pairs",), ("hand_over",)) for each in broken):
        _show_beside(broken)
        raise RefusedError(f"{name} cannot be refreshed; it was not changed", "fix it first")
    gone = {each.pointer[1] for each in broken if each.pointer[0] == "pairs"}
    for each in broken:
        terminal.note(f"left out: {visible(each.message)}")
    kept = [
        Pair(each.mentee, each.mentor, each.competence)
        for number, each in enumerate(plan.pairs)
        if number not in gone and not judging.stands(request.view, each)
    ]
    keys = _keys(plan)
    report: Report
    if plan.leaves:
        dropped = {each.pointer[1] for each in broken if each.pointer[0] == "hand_over"}
        handed = [each for number, each in enumerate(plan.hand_over) if number not in dropped]
        report = leaving.departure(request, plan.leaves, leaving.successors(handed), kept)
    else:
        report = matched(request, replace(group_of(request, keys), kept=tuple(kept)), plan.program)
    show_report(request, report, how, written=True)
    write(Path(name), text_of(request, report, keys, name), command_of(plan))


def _keys(plan: MatchPlan) -> dict[str, Any]:
    keys = ("leaves", "program", "mentees", "mentors", "competences", "weights")
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
        handed = leaving.successors(plan.hand_over)
        of_data = judging.judged(request.view, plan, lambda leaver: leaving.departed(request, leaver, handed))
        found += of_data
        done = _is_done(request, plan)
        if not done and not any(rule in judging.OF_WHOLE for rule, _, _ in of_data):
            found += _stale(request, plan)
    return plan, judging.placed(text, found)


def _is_done(request: Request, plan: MatchPlan) -> bool:
    """Whether all of a plan is so already."""
    from wecomplish_cli.checking import plans as judging

    if plan.leaves and (plan.leaves not in request.org.people or request.org.people[plan.leaves].active):
        return False
    stands = all(judging.stands(request.view, each) for each in plan.pairs)
    return stands and bool(plan.pairs or plan.leaves)


def _stale(request: Request, plan: MatchPlan) -> list[Any]:
    """Say what changed since a plan was made, if anything did."""
    from wecomplish_cli.dataset import plans
    from wecomplish_cli.diagnostics import Finding, Severity, Spot
    from wecomplish_cli.text.phrases import several

    if plan.data == plans.digest(request.dataset, bool(plan.leaves)):
        return []
    changed = plans.changed_since(request.dataset, plan.commit, bool(plan.leaves)) if plan.commit else None
    if changed:
        what = f": {several(changed)}"
    else:
        what = "; git cannot tell what" if changed is None else ", and was not committed then"
    said = f"the data changed since the plan was made{what}"
    hint = f"`{command_of(plan)} --refresh {shlex.quote(plan.path)}` keeps the pairs that still hold"
    return [(STALE, Severity.ERROR, Finding(Spot(plan.path, ("data",)), said, hint))]


def _fails(found: list[Diagnostic]) -> bool:
    return any(each.severity == "error" for each in found)


def _show_beside(found: list[Diagnostic]) -> None:
    from wecomplish_cli.render import findings

    if found:
        width = terminal.width() if terminal.is_terminal(sys.stderr) else 0
        terminal.note(findings.text(found, terminal.colour(sys.stderr), width))
