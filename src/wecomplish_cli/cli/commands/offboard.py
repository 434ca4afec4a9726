"""`wecomplish offboard`: somebody leaves, and nobody is left alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from wecomplish_cli.cli import leaving, plan_files, planning
from wecomplish_cli.cli.command import acts, argument, option
from wecomplish_cli.cli.completion import people
from wecomplish_cli.cli.options import PlanOptions
from wecomplish_cli.errors import UsageError


@dataclass(frozen=True)
class Offboard:
    """Show what rests on someone who leaves, and hand it over.

    It suggests another mentor for each of their mentees, and says what only they could pass on, who waits for
    their help, and what they lead and keep. Nothing is written but the plan, until it is applied: --plan
    writes it, --check judges it once you have edited it, --apply hands everything over and records that they
    have left, and --refresh fits it to data that has changed.
    """

    person: Annotated[str | None, argument("[PERSON]", "Who leaves.", people)] = None
    plan: Annotated[str | None, option("FILE", "Write the plan to this new file; - shows it.")] = None
    check: Annotated[str | None, option("FILE", "Judge this plan.")] = None
    apply: Annotated[str | None, option("FILE", "Carry this plan out: all of it, or nothing.")] = None
    refresh: Annotated[
        str | None, option("FILE", "Make the plan again, keeping what still holds of this one.")
    ] = None

    def act(self, how: PlanOptions) -> None:
        """Show what rests on them, or do what is asked with a plan."""
        from wecomplish_cli.cli.request import open_request

        given = {"--check": self.check, "--apply": self.apply, "--refresh": self.refresh}
        if not self.person and not any(given.values()):
            raise UsageError("nobody is named", "say who leaves, or give a plan with --check or --apply")
        planning.require_one(how, given, {"PERSON": self.person}, {"--plan": self.plan})
        if planning.on_plan(how, given):
            return
        request = open_request(how.org, how.today)
        person = request.person(str(self.person))
        plan_files.require_new(self.plan, plan_files.OFFBOARD)
        report = leaving.departure(request, person)
        plan_files.answer(request, how, report, {"leaves": person}, self.plan)


offboard = acts(Offboard, PlanOptions)
