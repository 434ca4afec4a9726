"""`wecomplish schema`: the JSON Schemas of the files, for editors and other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wecomplish_cli.cli import terminal
from wecomplish_cli.cli.folder import replace_file
from wecomplish_cli.errors import UsageError


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="KIND",
            help="The kind of file whose schema to show; otherwise they are listed.",
            show_default=False,
        ),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Write all schemas, one file per kind.")] = False,
    folder: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where to write them; otherwise `schema`.", show_default=False),
    ] = None,
) -> None:
    """Show or write the JSON Schemas."""
    from wecomplish_cli.derive.lookup import did_you_mean
    from wecomplish_cli.model import schemas
    from wecomplish_cli.model.kinds import KINDS

    by_name = {each.name: each for each in KINDS}
    if write and kind is not None:
        raise UsageError("--write writes all schemas, not one", f"leave out {kind}, or --write")
    if folder is not None and not write:
        raise UsageError("--folder says where to write", "add --write")
    # What is below a folder that the user names is theirs; `schema` may be somebody else's link.
    within, folder = folder or Path(), folder or Path("schema")
    if write:
        for each in KINDS:
            replace_file(folder / schemas.file_name(each), schemas.text(each), within=within)
        terminal.say(f"{len(KINDS)} schemas written to {folder}.")
    elif kind is None:
        for each in KINDS:
            terminal.say(f"{each.name:12}  {each.pattern}")
    elif kind in by_name:
        terminal.say(schemas.text(by_name[kind]).rstrip("\n"))
    else:
        hint = did_you_mean(kind, by_name) or f"known: {', '.join(by_name)}"
        raise UsageError(f"no kind of file `{kind}`", hint)
