"""`wecomplish edit`: a file of the data in an editor, written only if it is right."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import options, terminal
from wecomplish_cli.cli.commands.rename import NAMED
from wecomplish_cli.cli.completion import anything
from wecomplish_cli.errors import RefusedError, UsageError
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.dataset.journal import Journal
    from wecomplish_cli.dataset.store import Applied, Dataset


AT_ONCE = 1
"""Seconds in which nobody edits anything."""


@options.writes
def edit(
    ref: Annotated[
        str | None,
        typer.Argument(
            metavar="REF",
            help="A reference, such as people/ola-nordmann or wecomplish, or a name.",
            show_default=False,
            autocompletion=anything,
        ),
    ] = None,
    *,
    how: options.WriteOptions,
) -> None:
    """Open a file in your editor.

    The editor is $VISUAL, $EDITOR or git's, and opens a copy. It is saved only if it has no errors:
    otherwise they are shown, and you can go on editing. What is not saved is kept, and you are told where.
    """
    from wecomplish_cli.cli.request import open_request
    from wecomplish_cli.dataset import store

    request = open_request(how.org, how.today, strict=False)
    path = _path(request, ref or terminal.ask("What to edit: a reference or a name", "REF"))
    old = store.content(request.dataset, path)
    folder = Path(tempfile.mkdtemp(prefix="wecomplish-"))
    copy = _copied(request.dataset, path, old, folder)
    attempt = _Attempt(how, path, old, copy)
    try:
        _edit(attempt, request.dataset.root)
    finally:
        if attempt.to_be_kept():
            terminal.note(f"what you wrote is in {copy}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def _copied(dataset: Dataset, path: str, text: bytes, folder: Path) -> Path:
    """Write a copy to edit; below the schemas, if it names one, so that its first line leads there, too."""
    from wecomplish_cli.dataset import editors

    if not editors.has_modeline(text):
        path = path.rpartition("/")[2]
    elif (dataset.root / editors.FOLDER).is_dir():
        editors.refresh(dataset.root, dataset.org)
        shutil.copytree(dataset.root / editors.FOLDER, folder / editors.FOLDER, symlinks=True)
    copy = folder / path
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(text)
    return copy


def _edit(attempt: _Attempt, root: Path) -> None:
    """Open the editor until what it leaves is written, or as it was, or given up."""
    from wecomplish_cli.cli.change import keeping_others_out

    while not attempt.passed:
        started = time.monotonic()
        _open(attempt.copy, root)
        if attempt.left() == attempt.old:
            terminal.say(f"Nothing to do: {visible(attempt.path)} was not changed.")
            if time.monotonic() - started < AT_ONCE and terminal.can_ask():
                attempt.open_still = True
                terminal.note(
                    "if the editor is still open: it must wait for you, such as EDITOR='code --wait'"
                )
            return
        keeping_others_out(attempt.how, attempt.write)
        if not attempt.passed:
            _require_another(attempt)


class _Attempt:
    """One attempt to write what was edited."""

    def __init__(self, how: options.WriteOptions, path: str, old: bytes, copy: Path) -> None:
        self.how, self.path, self.old, self.copy = how, path, old, copy
        self.passed = False
        self.open_still = False
        """Whether the editor may not have waited."""

    def left(self) -> bytes:
        """What the editor left.

        Raises:
            RefusedError: if that is no file.
        """
        try:
            return self.copy.read_bytes()
        except OSError:
            raise RefusedError("the editor left no file; nothing was written", "edit it again") from None

    def to_be_kept(self) -> bool:
        """Whether there is something of the user's that was not written."""
        if self.open_still or not self._is_alone():
            return True
        if self.passed and not self.how.dry_run:
            return False  # It is written: whether the copy can still be read is all the same.
        return self.left() != self.old

    def _is_alone(self) -> bool:
        """Whether the editor left nothing else beside the copy, such as a backup."""
        try:
            return {*self.copy.parent.iterdir()} - {self.copy.parent / ".schema"} == {self.copy}
        except OSError:
            return False

    def write(self, journal: Journal) -> None:
        """Check the text against the data as it is now, and write it if it is right."""
        from wecomplish_cli.cli.change import Made, name_files, write
        from wecomplish_cli.cli.request import open_request
        from wecomplish_cli.dataset import store

        request = open_request(self.how.org, self.how.today, strict=False, journal=journal)
        if store.content(request.dataset, self.path) != self.old:
            raise RefusedError(
                f"{self.path} was changed by someone else meanwhile; nothing was written",
                "edit it again, and add what you wrote",
            )
        applied = store.with_texts(request.dataset, {self.path: self.left()})
        if _errors(request, applied, self.path):
            return

        def tell() -> None:
            self.passed = True
            terminal.say(f"{visible(self.path)} was saved.")
            name_files(applied)

        write(request, applied, self.how, Made(f"Edit {self.path}", tell))
        self.passed = True


def _path(request: Request, ref: str) -> str:
    """Find the file that is meant; also one that cannot be read, which is to be mended."""
    from wecomplish_cli.actions.retiring import located

    wanted = ref.removesuffix(".yaml")
    if wanted not in request.org.present:
        wanted = located(request.org, request.anything(wanted, NAMED))[0]
    return f"{wanted}.yaml"


def _open(copy: Path, root: Path) -> None:
    """Run the editor on the copy.

    Raises:
        UsageError: if it cannot be started.
        RefusedError: if it fails, by which many editors say that nothing is to be done.
    """
    from wecomplish_cli.git import calls, repository

    # An editor named without its folder must not be a file of the data.
    environment = {**os.environ, "PATH": calls.search_path()}
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or repository.editor(root) or "vi"
    try:
        with terminal.uninterrupted():
            ended = subprocess.run([*shlex.split(named), str(copy)], env=environment, check=False).returncode
    except (OSError, ValueError) as error:
        raise UsageError(
            f"the editor `{named}` cannot be started: {error}", "set EDITOR to another"
        ) from None
    if ended != 0:
        raise RefusedError(f"the editor ended with {ended}; nothing was written", "edit it again")


def _errors(request: Request, applied: Applied, path: str) -> bool:
    """Show what is wrong with the file, or by it with others; whether there is an error."""
    from wecomplish_cli.checking import check
    from wecomplish_cli.dataset import store
    from wecomplish_cli.render import findings

    since = store.committed(request.dataset)
    introduced = check.introduced(request.dataset, applied.after, request.today, since)
    own = [each for each in check.check(applied.after, request.today, since) if each.path == path]
    found = own + [each for each in introduced if each.path != path]
    if found:
        width = terminal.width() if terminal.is_terminal(sys.stderr) else 0
        terminal.note(findings.text(found, terminal.colour(sys.stderr), width))
    return any(each.severity == "error" for each in found)


def _require_another(attempt: _Attempt) -> None:
    """Go on to another attempt, if whoever edits wants one.

    Raises:
        RefusedError: if not, or if nobody can be asked.
    """
    refused = RefusedError(f"{attempt.path} was not saved because of these errors", "fix them and save again")
    if not terminal.can_ask():
        raise refused
    while (answer := terminal.ask("(e)dit again, or e(x)it", "e or x", "e").strip().lower()) != "e":
        if answer == "x":
            raise refused
