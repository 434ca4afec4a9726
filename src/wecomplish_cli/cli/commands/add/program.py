"""`wecomplish add programme`: a mentoring programme."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli import naming
from wecomplish_cli.cli.command import argument, flag, option, writes
from wecomplish_cli.cli.completion import competences, people, programs

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Program:
    """Add a mentoring programme; people join it in their own files."""

    name: Annotated[str, argument("NAME", "The programme's name.", question="The programme's name")]
    like: Annotated[
        str | None,
        option(
            "PROGRAM", "Copy the settings of this one, but not its people, dates or pilot mark.", programs
        ),
    ] = None
    aim: Annotated[str | None, option("TEXT", "What should be true at the end.")] = None
    competence: Annotated[
        tuple[str, ...], option("COMPETENCE", "What it is about; can be repeated.", competences)
    ] = ()
    coordinator: Annotated[str | None, option("PERSON", "Who runs it.", people)] = None
    sponsor: Annotated[str | None, option("PERSON", "Who answers for it.", people)] = None
    starts: Annotated[str | None, option("DATE", "The first day.")] = None
    ends: Annotated[str | None, option("DATE", "The last day.")] = None
    pilot: Annotated[bool, flag("--pilot", "A first try.")] = False
    id: Annotated[str | None, naming.ID] = None
    neutral: Annotated[bool, naming.NEUTRAL] = False

    def decide(self, request: Request) -> Plan:
        """Decide on the programme's file."""
        from wecomplish_cli.actions import adding
        from wecomplish_cli.actions.programs import frame
        from wecomplish_cli.cli.commands.programme.which import program_of

        like = frame(request.view, program_of(request, self.like)) if self.like else {}
        name = self.name.strip()
        given = {
            "name": name,
            "aim": self.aim,
            "competences": [request.competence(each) for each in self.competence],
            "sponsor": request.person(self.sponsor) if self.sponsor else None,
            "coordinator": request.person(self.coordinator) if self.coordinator else None,
            "starts": request.day(self.starts, "--starts"),
            "ends": request.day(self.ends, "--ends"),
            "pilot": self.pilot,
        }
        own = naming.id_of(request, "programs", name, self.id, self.neutral)
        said = {key: value for key, value in given.items() if value}
        plan = adding.add(request.view, f"programs/{own}", like | said)
        join = f"to join it: wecomplish programme join {own} --as mentor, or --as mentee"
        return replace(plan, consequences=lambda _after: (join,)) if plan.edits else plan


program = writes(Program, many=True)
