"""How `match` and `offboard` show what they find, and write it as a plan."""

from __future__ import annotations

import os
import shlex
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wecomplish_cli.cli import folder, terminal
from wecomplish_cli.cli.answer import Answer, Shape, show
from wecomplish_cli.cli.around import around
from wecomplish_cli.errors import RefusedError
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wecomplish_cli.cli.options import PlanOptions
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.model.plans import MatchPlan
    from wecomplish_cli.reports.matching import MatchReport
    from wecomplish_cli.reports.offboarding import Departure

    Report = MatchReport | Departure

MATCH = "wecomplish match"
OFFBOARD = "wecomplish offboard"


def command_of(plan: MatchPlan | None) -> str:
    """The command that a plan is for."""
    return OFFBOARD if plan is not None and plan.leaves else MATCH


def show_report(request: Request, report: Report, how: PlanOptions, written: bool) -> None:
    """Show a matching, or what rests on someone who leaves; `written` says whether it is a plan as well."""
    from wecomplish_cli.render import matching, offboarding
    from wecomplish_cli.reports.offboarding import Departure

    if isinstance(report, Departure):
        layout = offboarding.planned if written else offboarding.departure
        answer = Answer("offboarding", report, layout)
    else:
        answer = Answer("matching", report, matching.matching)
    show(answer, how.format, Shape(how.every, around=partial(around, request)))


def answer(
    request: Request, how: PlanOptions, report: Report, keys: Mapping[str, Any], plan: str | None
) -> None:
    """Show what was found, and write it as a plan where that was asked for; only that with `-`."""
    if plan == "-":
        terminal.say(text_of(request, report, keys, "plan.yaml").rstrip("\n"))
        return
    show_report(request, report, how, written=bool(plan))
    if plan:
        write(Path(plan), text_of(request, report, keys, plan), OFFBOARD if "leaves" in keys else MATCH)


def text_of(request: Request, report: Report, keys: Mapping[str, Any], called: str) -> str:
    """Write a plan."""
    from wecomplish_cli.dataset import plans
    from wecomplish_cli.render.plan import plan_text
    from wecomplish_cli.reports.offboarding import Departure

    made = {
        "made": request.today,
        "commit": plans.last_commit(request.dataset),
        "data": plans.digest(request.dataset, bool(keys.get("leaves"))),
    }
    if isinstance(report, Departure):
        return plan_text(report.matching, {**keys, **made}, called, report)
    return plan_text(report, {**keys, **made}, called)


def require_new(name: str | None, command: str = MATCH) -> None:
    """Make sure that a plan overwrites nothing.

    Raises:
        RefusedError: if there is such a file.
    """
    if name and name != "-" and os.path.lexists(name):
        raise RefusedError(
            f"{name} already exists, and may have been edited",
            f"`{command} --refresh {shlex.quote(name)}` keeps what still holds of it; or name another file",
        )


def write(path: Path, text: str, command: str) -> None:
    """Write a plan file, whole or not at all.

    Raises:
        DataError: if it cannot be written.
    """
    folder.replace_file(path, text)
    called = visible(shlex.quote(str(path)))
    terminal.note(f"wrote {visible(str(path))}; edit it, then: {command} --check {called}")
