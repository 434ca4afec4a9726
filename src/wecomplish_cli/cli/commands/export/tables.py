"""`wecomplish export people` and its like: one table each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from wecomplish_cli.cli.answer import Answer
from wecomplish_cli.cli.command import reads
from wecomplish_cli.cli.options import ExportOptions

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class _Export:
    """Export a table."""

    kind: ClassVar[str]

    def answer(self, request: Request) -> Answer:
        """Give its rows."""
        from wecomplish_cli.render import tables as layout
        from wecomplish_cli.reports.tables.organization import ALL

        about = ALL[self.kind]
        rows = [*about.rows(request.view)]

        return Answer(
            self.kind,
            layout.as_data(about, rows),
            lambda _data, _ring: layout.table(self.kind, about, rows),
            section=self.kind,
        )


class People(_Export):
    """Export people, in the form that `import people` reads.

    One row for everyone, including those who have left. Lists are separated by semicolons.
    """

    kind = "people"


class Mentorships(_Export):
    """Export mentorships, with earlier ones of the same slot; `previous` is 0 for the present one."""

    kind = "mentorships"


class Familiarity(_Export):
    """Export familiarity: a row for each person and expectation.

    Levels are for help, never for appraisal.
    """

    kind = "familiarity"


class Help(_Export):
    """Export requests for help."""

    kind = "help"


class Checkins(_Export):
    """Export check-ins."""

    kind = "checkins"


TABLES = {
    each.kind: reads(each, ExportOptions) for each in (People, Mentorships, Familiarity, Help, Checkins)
}
