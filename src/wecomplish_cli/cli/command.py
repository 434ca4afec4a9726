"""A command as a dataclass: its fields are its arguments, its options and the columns of its `--from`.

The docstring of the dataclass is the help; `decide` or `answer` is what the command does. Options that
all commands share, such as `--dry-run` and `--format`, are added here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from functools import cache, partial
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any, Protocol, TypeAlias, get_args, get_origin, get_type_hints

import typer

from wecomplish_cli.cli import asking, table_rows, terminal
from wecomplish_cli.cli.answer import Answer, Shape, show
from wecomplish_cli.cli.around import around
from wecomplish_cli.cli.options import (
    DocumentOptions,
    ExportOptions,
    NowOptions,
    PageOptions,
    ReadOptions,
    ReportOptions,
    WriteOptions,
)
from wecomplish_cli.frozen import frozen

if TYPE_CHECKING:
    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.asking import Find
    from wecomplish_cli.cli.request import Request

Command: TypeAlias = Callable[..., None]
"""What Typer runs; its signature says which parameters there are."""
Question: TypeAlias = str | Callable[[], str]


class Writes(Protocol):
    """A change, in the words of the command line."""

    def decide(self, request: Request) -> Plan:
        """Decide on the change from the data as it is."""
        ...


class Reads(Protocol):
    """A question, in the words of the command line."""

    def answer(self, request: Request) -> Answer:
        """Answer it from the data as it is."""
        ...


@frozen
class Given:
    """How a field is given on the command line."""

    metavar: str | None
    help: str
    complete: Any = None
    flags: tuple[str, ...] = ()
    is_argument: bool = False
    question: Question | None = None
    """What a terminal is asked where the field is missing, or what asks it."""
    bounds: tuple[int, int | None] | None = None
    fits: Find | None = None
    """Which choices there are where the field is missing; otherwise all of the kind that is completed."""
    unless: tuple[str, ...] = ()
    """The field must be given unless one of these is; for fields with a default."""
    ask: Callable[[Request, Mapping[str, Any]], Any] | None = None
    """Asks for the field on a terminal where it is missing; elsewhere it is left out."""


def argument(
    metavar: str,
    help: str,  # noqa: A002 - what Typer calls it
    complete: Any = None,
    *,
    question: Question | None = None,
    fits: Find | None = None,
    unless: tuple[str, ...] = (),
) -> Given:
    """Give a field by its place on the command line."""
    return Given(metavar, help, complete, is_argument=True, question=question, fits=fits, unless=unless)


def option(
    metavar: str | None,
    help: str,  # noqa: A002 - what Typer calls it
    complete: Any = None,
    *,
    name: str | None = None,
    question: Question | None = None,
    bounds: tuple[int, int | None] | None = None,
    fits: Find | None = None,
    ask: Callable[[Request, Mapping[str, Any]], Any] | None = None,
) -> Given:
    """Give a field by an option with a value; its name is the field's unless `name` is another."""
    flags = (name,) if name else ()
    return Given(metavar, help, complete, flags, question=question, bounds=bounds, fits=fits, ask=ask)


def flag(name: str, help: str) -> Given:  # noqa: A002 - what Typer calls it
    """Set a field by an option without a value, such as `--propose` or `--open/--closed`."""
    return Given(None, help, flags=(name,))


def writes(
    command: type[Any],
    *,
    many: bool = False,
    require: Callable[[list[table_rows.Row[Any]]], None] = lambda _rows: None,
) -> Command:
    """Make a command of a dataclass with `decide`.

    With `many`, it also takes the rows of a file, which `require` may refuse together.
    """
    own = [_parameter(field, kind, how) for field, kind, how in _fields(command)]
    if many:
        own.append(_keyword("source_file", table_rows.from_option(command), None))
    flags = tuple(field.name for field, _, how in _fields(command) if not how.is_argument)

    def run(**words: Any) -> None:
        from wecomplish_cli.cli.batch import change_each
        from wecomplish_cli.cli.request import open_request

        how = WriteOptions(**{each.name: words.pop(each.name) for each in fields(WriteOptions)})
        if how.no_input:
            terminal.ask_nothing()
        source = words.pop("source_file", None)
        if source is None:
            words = _complete(command, words, lambda: open_request(how.org, how.today), many)
        rows = table_rows.rows(source, command, _given(command, words), flags)
        require(rows)
        change_each(how, rows, command.decide)

    return _with_signature(run, command, [*own, *_shared(WriteOptions)])


def reads(
    command: type[Any],
    options: type[
        ReadOptions | NowOptions | PageOptions | ReportOptions | ExportOptions | DocumentOptions
    ] = ReadOptions,
) -> Command:
    """Make a command of a dataclass with `answer`; `options` are those it shares with others."""
    own = [_parameter(field, kind, how) for field, kind, how in _fields(command)]

    def run(**words: Any) -> None:
        from wecomplish_cli.cli.request import open_request

        how = options(**{each.name: words.pop(each.name) for each in fields(options)})
        request = open_request(how.org, how.today, how.at)
        asked = command(**_given(command, _complete(command, words, lambda: request)))
        answer = asked.answer(request)
        leads_to = partial(around, request, how.output)
        show(answer, how.format, Shape(how.every, how.section, not how.no_header, how.output, leads_to))
        if answer.failed:
            raise typer.Exit(1)

    return _with_signature(run, command, [*own, *_shared(options)])


def acts(command: type[Any], options: type[WriteOptions]) -> Command:
    """Make a command of a dataclass with `act`, which may read or write; `options` are those it shares."""
    own = [_parameter(field, kind, how) for field, kind, how in _fields(command)]

    def run(**words: Any) -> None:
        how = options(**{each.name: words.pop(each.name) for each in fields(options)})
        if how.no_input:
            terminal.ask_nothing()
        command(**_given(command, words)).act(how)

    return _with_signature(run, command, [*own, *_shared(options)])


def _fields(command: type[Any]) -> list[tuple[Field[Any], Any, Given]]:
    """The fields of a command, each with its type and how it is given."""
    hints = get_type_hints(command, include_extras=True)
    return [(field, *get_args(hints[field.name])) for field in fields(command)]


def _parameter(field: Field[Any], kind: Any, how: Given) -> Parameter:
    """What Typer needs to know of a field; all are optional to it, since what is missing is asked for."""
    required = field.default is MISSING
    default = None if required or field.default == () else field.default
    if get_origin(kind) is tuple:
        kind = list[str] | None
    elif required:
        kind = kind | None
    shown: dict[str, Any] = {"show_default": False} if default is None else {}
    if how.bounds:
        shown |= {"min": how.bounds[0], "max": how.bounds[1]}
    make: Any = typer.Argument if how.is_argument else typer.Option
    about = make(*how.flags, metavar=how.metavar, help=how.help, autocompletion=how.complete, **shown)
    return _keyword(field.name, Annotated[kind, about], default)


def _keyword(name: str, annotation: Any, default: Any) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def _shared(options: type[Any]) -> list[Parameter]:
    """The options that are every such command's."""
    hints = get_type_hints(options, include_extras=True)
    return [_keyword(each.name, hints[each.name], each.default) for each in fields(options)]


def _complete(
    command: type[Any], words: dict[str, Any], request: Callable[[], Request], many: bool = False
) -> dict[str, Any]:
    """Complete what the command line gives with what is missing: the only thing that fits, or an answer.

    Raises:
        UsageError: if something is missing, and there is nobody to ask.
    """
    known, opened = dict(words), cache(request)
    fields = _fields(command)
    for place, (field, _, how) in enumerate(fields):
        if not _is_missing(field, how, known):
            continue
        if how.question:
            known[field.name] = (
                how.question() if callable(how.question) else terminal.ask(how.question, _label(field, how))
            )
        elif not how.ask:
            missing = [
                asking.Missing(_label(field, how), how.help, how.fits, how.complete)
                for field, _, how in fields[place:]
                if _is_missing(field, how, known) and not how.ask
            ]
            known[field.name] = asking.answer(opened, missing, known, many)
        elif terminal.can_ask():
            known[field.name] = how.ask(opened(), known)
    return known


def _is_missing(field: Field[Any], how: Given, known: dict[str, Any]) -> bool:
    """Whether a field has to be given, and is not."""
    needed = field.default is MISSING or how.question or how.unless or how.ask
    return bool(needed) and not known[field.name] and not any(known[each] for each in how.unless)


def _label(field: Field[Any], how: Given) -> str:
    name = field.name.replace("_", "-")
    return str(how.metavar).strip("[]") if how.is_argument else f"--{name}"


def _given(command: type[Any], words: dict[str, Any]) -> dict[str, Any]:
    """What the command line gives of each field."""
    return {
        field.name: tuple(words[field.name] or ()) if get_origin(kind) is tuple else words[field.name]
        for field, kind, _ in _fields(command)
    }


def _with_signature(run: Command, command: type[Any], parameters: list[Parameter]) -> Command:
    """Let Typer see a function with these parameters, and the dataclass's docstring as its help."""
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    run.__doc__, run.__name__ = command.__doc__, command.__name__
    return run
