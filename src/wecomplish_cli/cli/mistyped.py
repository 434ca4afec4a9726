"""Words that people try, and the command that does what they want."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import typer
from typer.core import TyperGroup

from wecomplish_cli.cli import asking, terminal
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TRIED = {
    "status": "`wecomplish` alone shows what needs you; `wecomplish check` judges the data",
    "me": "`wecomplish` alone shows what needs you",
    "people": "`wecomplish list people`",
    "person": "`wecomplish list people`, or `wecomplish show PERSON`",
    "teams": "`wecomplish list teams`",
    "roles": "`wecomplish list roles`",
    "skillsets": "`wecomplish list skillsets`",
    "expectations": "`wecomplish list expectations`",
    "programs": "`wecomplish list programmes`",
    "programmes": "`wecomplish list programmes`",
    "insights": "`wecomplish list insights`",
    "search": "`wecomplish list KIND` lists, and `wecomplish show REF` finds one by part of its name",
    "create": "`wecomplish add`",
    "new": "`wecomplish add`",
    "mentor": "`wecomplish assign MENTEE COMPETENCE --mentor PERSON` gives someone a mentor",
    "start": "`wecomplish assign MENTEE COMPETENCE --mentor PERSON` gives someone a mentor",
    "join": "`wecomplish programme join PROGRAM`; `wecomplish offer` says what you offer and wish for",
    "pair": "`wecomplish suggest MENTEE COMPETENCE` for one, `wecomplish match PROGRAM` for many",
    "approve": "`wecomplish accept`",
    "reject": "`wecomplish decline`",
    "stop": "`wecomplish end` ends a mentorship, and `wecomplish pause` pauses one",
    "cancel": "`wecomplish end` ends a mentorship, and `wecomplish withdraw-help` takes a request back",
    "meet": "`wecomplish checkin MENTEE COMPETENCE`",
    "meeting": "`wecomplish checkin MENTEE COMPETENCE`",
    "ask": "`wecomplish request-help me EXPECTATION`",
    "level": "`wecomplish indicate me EXPECTATION LEVEL`",
    "update": "`wecomplish set` sets a value, and `wecomplish refresh` goes through your familiarity",
    "change": "`wecomplish set` sets a value, and `wecomplish edit` opens a file",
    "delete": "`wecomplish retire` (roles, skills, expectations), `wecomplish drop` (what someone holds), "
    "`wecomplish end` (a mentorship), or `wecomplish set person PERSON status left`",
    "remove": "`wecomplish retire` (roles, skills, expectations), `wecomplish drop` (what someone holds), "
    "`wecomplish end` (a mentorship), or `wecomplish set person PERSON status left`",
    "leave": "`wecomplish set person PERSON status left`",
    "stats": "`wecomplish report mentorships`",
    "log": "`wecomplish history PERSON`",
    "validate": "`wecomplish check`",
    "lint": "`wecomplish check`",
    "revert": "`wecomplish undo`",
    "mail": "`wecomplish notify`, or `wecomplish digest PERSON`",
    "add competence": "`wecomplish add role`, or `wecomplish add skillset`",
    "add mentorship": "`wecomplish assign MENTEE COMPETENCE --mentor PERSON`",
    "add mentor": "`wecomplish assign MENTEE COMPETENCE --mentor PERSON`",
    "insight add": "`wecomplish add insight`",
    "insight list": "`wecomplish list insights`",
    "insight show": "`wecomplish show INSIGHT`",
}
"""What was tried after `wecomplish`, and what to try."""


class Suggesting(TyperGroup):
    """A group of commands that asks which is meant, and knows what else people try."""

    has_default = False
    """Whether it means something without the name of a command."""

    instead: ClassVar[dict[str, str]] = {}
    """Words that stand for the name of a command."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the words of a group; where there are none, it is asked which command is meant."""
        if not args and self.no_args_is_help and terminal.can_ask() and not ctx.resilient_parsing:
            shown = [(name, _first_sentence(each)) for name, each in self.commands.items() if not each.hidden]
            args = [asking.choose(self.help or "", shown, "COMMAND")]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that is meant.

        Raises:
            UsageError: if it is a word that people try, and another command does what it says.
        """
        if args and self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            tried = " ".join([*ctx.command_path.split()[1:], args[0]])
            if tried in TRIED:
                raise UsageError(f"there is no command `{tried}`", f"try {TRIED[tried]}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - as it is called
        """List the commands with their first sentences, none of them cut."""
        shown = [(name, _first_sentence(each)) for name, each in self.commands.items() if not each.hidden]
        with formatter.section("Commands"):
            formatter.write_dl(shown)


def _first_sentence(command: Any) -> str:
    """What a command's help begins with."""
    return " ".join(command.help.partition("\n\n")[0].split())


def group(
    help: str,  # noqa: A002 - what Typer calls it
    commands: Mapping[str, Callable[..., None]],
    also: Mapping[str, Callable[..., None]] | None = None,
    cls: type[Suggesting] = Suggesting,
) -> typer.Typer:
    """Make a group of commands by the names they are typed with; `also` holds names that no help lists."""
    found = typer.Typer(
        cls=cls, rich_markup_mode=None, add_completion=False, no_args_is_help=not cls.has_default, help=help
    )
    for name, command in commands.items():
        found.command(name)(command)
    for name, command in (also or {}).items():
        found.command(name, hidden=True)(command)
    return found
