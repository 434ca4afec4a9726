"""`wecomplish set`: single values of people, teams, competences and expectations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from wecomplish_cli.cli import completion, options
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Set a single value.",
)

ValueArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[VALUE]...", help="What it is to be; a list takes several.", show_default=False),
]
UnsetOption = Annotated[bool, typer.Option("--unset", help="Take the key away.")]


def _keys(kind: str) -> Any:
    """Offer the keys of a kind of thing."""

    def offer(ctx: Any, incomplete: str) -> list[str]:
        from wecomplish_cli.model.expectations import Responsibility
        from wecomplish_cli.model.kinds import BY_FOLDER
        from wecomplish_cli.model.walk import dotted_keys

        is_item = str(ctx.params.get("ref")).count("/") == 2
        known = dotted_keys(Responsibility if is_item else BY_FOLDER[kind].record)
        return [key for key in known if key.startswith(incomplete) and "ID" not in key]

    return offer


def _key(kind: str) -> Any:
    return typer.Argument(metavar="KEY", help="Such as `name`.", autocompletion=_keys(kind))


@app.command()
@options.writes
def person(
    ref: Annotated[str, typer.Argument(metavar="ID", help="Who.", autocompletion=completion.people)],
    key: Annotated[str, _key("people")],
    value: ValueArgument = None,
    unset: UnsetOption = False,
    *,
    how: options.WriteOptions,
) -> None:
    """Set a value of a person, such as `email`, `leaders`, `status` or `accounts.github.login`."""
    _set(("people",), ref, key, value, unset, how)


@app.command()
@options.writes
def team(
    ref: Annotated[str, typer.Argument(metavar="ID", help="Which.", autocompletion=completion.teams)],
    key: Annotated[str, _key("teams")],
    value: ValueArgument = None,
    unset: UnsetOption = False,
    *,
    how: options.WriteOptions,
) -> None:
    """Set a value of a team, such as `lead`."""
    _set(("teams",), ref, key, value, unset, how)


@app.command()
@options.writes
def competence(
    ref: Annotated[str, typer.Argument(metavar="ID", help="Which.", autocompletion=completion.competences)],
    key: Annotated[str, _key("roles")],
    value: ValueArgument = None,
    unset: UnsetOption = False,
    *,
    how: options.WriteOptions,
) -> None:
    """Set a value of a role or skillset, such as `critical` or `keeper`."""
    _set(("roles", "skillsets"), ref, key, value, unset, how)


@app.command()
@options.writes
def expectation(
    ref: Annotated[str, typer.Argument(metavar="ID", help="Which.", autocompletion=completion.expectations)],
    key: Annotated[str, _key("expectations")],
    value: ValueArgument = None,
    unset: UnsetOption = False,
    *,
    how: options.WriteOptions,
) -> None:
    """Set a value of a responsibility, skill or other expectation, such as `title` or `target`."""
    _set(("roles", "skillsets", "expectations"), ref, key, value, unset, how)


def _set(
    folders: tuple[str, ...],
    ref: str,
    key: str,
    value: list[str] | None,
    unset: bool,
    how: options.WriteOptions,
) -> None:
    from wecomplish_cli.actions import setting
    from wecomplish_cli.cli.change import change
    from wecomplish_cli.model.values import Reference

    if bool(value) == unset:
        raise UsageError(
            f"what is `{key}` to be?" if not value else "a value and --unset are given",
            f"give a value, or take `{key}` away with --unset",
        )

    def decide(request: Request) -> Plan:
        if folders == ("people",):
            what = f"people/{request.person(ref)}"
        elif "expectations" in folders:
            what = request.referred(Reference.EXPECTATION, ref)
        else:
            what = request.anything(ref, folders, items=False)

        def read_day(word: str) -> date:
            return request.day(word, key) or request.today

        if unset:
            return setting.unset(request.org, what, key)
        return setting.set_value(request.org, what, key, tuple(value or ()), request.referred, read_day)

    change(how, decide)
