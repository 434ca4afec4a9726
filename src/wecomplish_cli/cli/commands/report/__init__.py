"""`wecomplish report`: reports on the mentor network."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from wecomplish_cli.cli import terminal
from wecomplish_cli.cli.commands.report.familiarity import familiarity
from wecomplish_cli.cli.commands.report.gaps import gaps
from wecomplish_cli.cli.commands.report.help import help_
from wecomplish_cli.cli.commands.report.mentorships import mentorships
from wecomplish_cli.cli.commands.report.network import network
from wecomplish_cli.cli.commands.report.program import program
from wecomplish_cli.cli.commands.report.progress import progress
from wecomplish_cli.cli.commands.report.thanks import thanks
from wecomplish_cli.cli.commands.report.unclear import unclear
from wecomplish_cli.cli.mistyped import Suggesting, group
from wecomplish_cli.text.phrases import listed


class Reports(Suggesting):
    """The reports; without a name, the one that shows most to who asks."""

    has_default = True

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the words after `report`."""
        named = args and (not args[0].startswith("-") or args[0] in ctx.help_option_names)
        if not named and not ctx.resilient_parsing:
            args = [_for_whom(), *args]
        return super().parse_args(ctx, args)


def _for_whom() -> str:
    """Choose the report on mentorships for administrators, and the one on familiarity for others."""
    from wecomplish_cli.cli.request import open_request

    org = os.environ.get("WECOMPLISH_ORG")
    request = open_request(Path(org) if org else None, os.environ.get("WECOMPLISH_TODAY"))
    chosen = "mentorships" if request.identity in request.org.settings.administrators else "familiarity"
    others = [f"`wecomplish report {each}`" for each in REPORTS if each != chosen]
    terminal.note(f"note: this is the report on {chosen}; there are also {listed(others)}")
    return chosen


REPORTS = {
    "mentorships": mentorships,
    "gaps": gaps,
    "familiarity": familiarity,
    "unclear": unclear,
    "help": help_,
    "programme": program,
    "progress": progress,
    "network": network,
    "thanks": thanks,
}
app = group("Report on mentorships, familiarity and help.", REPORTS, also={"program": program}, cls=Reports)
