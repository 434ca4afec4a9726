"""`wecomplish add`: people, teams, competences, expectations, insights and programmes."""

from __future__ import annotations

from wecomplish_cli.cli.commands.add.expectation import expectation
from wecomplish_cli.cli.commands.add.insight import insight, insight_text
from wecomplish_cli.cli.commands.add.person import person
from wecomplish_cli.cli.commands.add.program import program
from wecomplish_cli.cli.commands.add.responsibility import responsibility
from wecomplish_cli.cli.commands.add.role import role
from wecomplish_cli.cli.commands.add.skill import skill
from wecomplish_cli.cli.commands.add.skillset import skillset
from wecomplish_cli.cli.commands.add.team import team
from wecomplish_cli.cli.mistyped import group

__all__ = ["app", "insight", "insight_text"]

app = group(
    "Add people, teams, roles, skillsets and more.",
    {
        "person": person,
        "team": team,
        "role": role,
        "responsibility": responsibility,
        "skillset": skillset,
        "skill": skill,
        "expectation": expectation,
        "insight": insight,
        "programme": program,
    },
    also={"program": program},
)
