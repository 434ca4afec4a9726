"""`wecomplish explain`: the manual of a rule."""

from __future__ import annotations

from typing import Annotated

import typer

from wecomplish_cli.cli import terminal
from wecomplish_cli.errors import UsageError


def explain(
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="RULE", help="A rule's code or name; none: list all rules.", show_default=False
        ),
    ] = None,
) -> None:
    """Explain a rule.

    What it asks for, why, and how to mend what it finds.
    """
    from wecomplish_cli.derive.lookup import did_you_mean
    from wecomplish_cli.rules.register import BY_CODE, BY_NAME, RULES

    if rule is None:
        for each in RULES:
            terminal.say(f"{each.code}  {each.severity:7}  {each.name:23}  {each.summary}")
        return
    found = BY_CODE.get(rule.upper()) or BY_NAME.get(rule.lower())
    if found is None:
        hint = did_you_mean(rule, [*BY_NAME, *BY_CODE]) or "`wecomplish explain` lists all rules"
        raise UsageError(f"no rule `{rule}`", hint)
    fixed = "fixed" if found.fixed else f"or as `rules: {found.name}:` in wecomplish.yaml says"
    terminal.say(f"{found.code} {found.name} ({found.severity}, {fixed})\n\n{found.manual}")
