"""`wecomplish match`: who should mentor whom, as a plan to read, edit and apply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from wecomplish_cli.cli import plan_files, planning, table_rows
from wecomplish_cli.cli.command import acts, argument, option
from wecomplish_cli.cli.completion import competences, people, programs
from wecomplish_cli.cli.options import PlanOptions
from wecomplish_cli.cli.weights import WEIGHT, weights
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.derive.pairing import Group


@dataclass(frozen=True)
class Listed:
    """A row of people to match: a mentee, a mentor, or one of each in two lists side by side."""

    mentee: str | None = None
    mentor: str | None = None


@dataclass(frozen=True)
class Match:
    """Match the mentees of a programme with mentors.

    As many mentees as possible get a mentor, mentorships are divided as evenly as possible, and people suit
    each other as well as possible, in this order. Nothing is written but the plan, until it is applied:
    --plan writes it, --check judges it once you have edited it, --apply proposes all its pairs or none, and
    --refresh fits it to data that has changed, keeping the pairs that still hold.
    """

    program: Annotated[str | None, argument("[PROGRAM]", "The programme to match.", programs)] = None
    mentees: Annotated[
        tuple[str, ...],
        option(
            "PERSON", "Match these instead of a programme; can be repeated, or separated by commas.", people
        ),
    ] = ()
    mentors: Annotated[
        tuple[str, ...],
        option("PERSON", "With this mentor; can be repeated. Otherwise everyone open to mentoring.", people),
    ] = ()
    from_file: Annotated[
        str | None,
        option("FILE", "Match the people in the columns mentee and mentor of a CSV file.", name="--from"),
    ] = None
    competence: Annotated[
        tuple[str, ...],
        option("COMPETENCE", "Only in this role or skillset; can be repeated.", competences),
    ] = ()
    weight: Annotated[tuple[str, ...], WEIGHT] = ()
    plan: Annotated[str | None, option("FILE", "Write the plan to this new file; - shows it.")] = None
    check: Annotated[str | None, option("FILE", "Judge this plan.")] = None
    apply: Annotated[str | None, option("FILE", "Carry this plan out: all of it, or nothing.")] = None
    refresh: Annotated[str | None, option("FILE", "Match again, keeping what still holds of this plan.")] = (
        None
    )

    def act(self, how: PlanOptions) -> None:
        """Match, or do what is asked with a plan."""
        given = {"--check": self.check, "--apply": self.apply, "--refresh": self.refresh}
        whom = {
            "PROGRAM": self.program,
            "--mentees": self.mentees or self.mentors,
            "--from": self.from_file,
        }
        if not any([*given.values(), *whom.values()]):
            raise UsageError(
                "nobody is named to match", "give a programme, --mentees, --from, or a plan with --check"
            )
        beside = {"--weight": self.weight, "--competence": self.competence, "--plan": self.plan}
        planning.require_one(how, given, whom, beside)
        if not planning.on_plan(how, given):
            self._match(how)

    def _match(self, how: PlanOptions) -> None:
        from wecomplish_cli.cli.request import open_request

        wanted = weights(self.weight)
        request = open_request(how.org, how.today)
        group, program, keys = self._group(request, dict(wanted))
        plan_files.require_new(self.plan)
        report = planning.matched(request, group, program)
        plan_files.answer(request, how, report, keys, self.plan)

    def _group(self, request: Request, wanted: dict[str, int]) -> tuple[Group, str | None, dict[str, Any]]:
        """Who is to be matched, the programme, and what a plan says of both."""
        refs = tuple(dict.fromkeys(request.competence(each) for each in self.competence))
        if self.program:
            program = request.anything(self.program, ("programs",), items=False).partition("/")[2]
            keys = {"program": program, "competences": list(refs), "weights": wanted}
            return planning.group_of(request, keys), program, keys
        mentees, mentors = self.mentees, self.mentors
        if self.from_file:
            rows = [row.asked for row in table_rows.rows(self.from_file, Listed, {})]
            mentees = tuple(row.mentee for row in rows if row.mentee)
            mentors = tuple(row.mentor for row in rows if row.mentor)
        if not mentees:
            raise UsageError("no mentee is named", "name them with --mentees, or in a column `mentee`")
        keys = {
            "mentees": _people(request, mentees),
            "mentors": _people(request, mentors),
            "competences": list(refs),
            "weights": wanted,
        }
        return planning.group_of(request, keys), None, keys


def _people(request: Request, named: tuple[str, ...]) -> list[str]:
    """Find people by what the command line says, sorted: their order is of no importance."""
    words = [word.strip() for each in named for word in each.split(",") if word.strip()]
    return sorted({request.person(word) for word in words})


match = acts(Match, PlanOptions)
