"""`wecomplish set`: values of anything in the data."""

from __future__ import annotations

from wecomplish_cli.cli.commands.set.checkin import checkin
from wecomplish_cli.cli.commands.set.competence import competence
from wecomplish_cli.cli.commands.set.expectation import expectation
from wecomplish_cli.cli.commands.set.help import help_
from wecomplish_cli.cli.commands.set.insight import insight
from wecomplish_cli.cli.commands.set.mentorship import mentorship
from wecomplish_cli.cli.commands.set.organisation import organisation
from wecomplish_cli.cli.commands.set.person import person
from wecomplish_cli.cli.commands.set.programme import programme
from wecomplish_cli.cli.commands.set.review import review
from wecomplish_cli.cli.commands.set.team import team
from wecomplish_cli.cli.mistyped import group

KINDS = {
    "person": person,
    "team": team,
    "competence": competence,
    "expectation": expectation,
    "mentorship": mentorship,
    "checkin": checkin,
    "review": review,
    "help": help_,
    "programme": programme,
    "insight": insight,
    "organisation": organisation,
}
# `program` and `organization` are as the keys and folders of the format have them.
app = group("Set values, by their keys.", KINDS, also={"program": programme, "organization": organisation})
