"""`wecomplish undo`: take the newest change back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.cli import options

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.dataset.journal import Noted
    from wecomplish_cli.dataset.store import Applied


@options.writes
def undo(*, how: options.WriteOptions) -> None:
    """Take back the newest change.

    Only the newest one that a command wrote here, and only if its files were not changed since; `redo` makes
    it again. Older changes are in git's history, and so is what was committed.
    """
    from wecomplish_cli.cli import terminal
    from wecomplish_cli.cli.request import open_request
    from wecomplish_cli.text.escape import visible

    # Never tried once more: the newest change would then be another.
    options.require_commit(how.message, how.commit, how.submit)
    request = open_request(how.org, how.today)
    last = newest(request)
    if last is None:
        terminal.say("Nothing to do: no command has changed anything here yet.")
    elif last.takes_back:
        terminal.say(f"Nothing to do: the newest change has already been taken back{_which(last)}.")
        terminal.note(
            f"help: wecomplish redo{visible(request.there)} makes it again; older changes are in git"
        )
    else:
        put(request, last, how, f"Take back: {last.done or 'the newest change'}", takes_back=last.done)


def newest(request: Request) -> Noted | None:
    """The newest change that a command wrote here."""
    journal = request.dataset.journal
    return journal.last() if journal else None


def _which(change: Noted) -> str:
    from wecomplish_cli.text.escape import visible

    return f" ({visible(change.done)})" if change.done else ""


def put(
    request: Request, last: Noted, how: options.WriteOptions, done: str, takes_back: str | None = None
) -> None:
    """Put the files back as they were before the newest change, and say so.

    Raises:
        DataError: if one of them was changed since.
    """
    from wecomplish_cli.cli import terminal
    from wecomplish_cli.cli.change import Made, write
    from wecomplish_cli.cli.introduced import show_introduced
    from wecomplish_cli.dataset import store
    from wecomplish_cli.errors import DataError
    from wecomplish_cli.text.escape import visible

    before = {change.path: change.old for change in last.changes}
    modes = {change.path: change.mode for change in last.changes}
    applied = store.with_texts(request.dataset, before, modes)
    present = {change.path: change.old for change in applied.changes}
    changed = [each.path for each in last.changes if present.get(each.path, each.old) != each.new]
    if changed:
        raise DataError(
            f"changed since: {', '.join(changed)}", "undo it by hand; `git diff` shows what is different"
        )
    show_introduced(request.dataset, applied, request.today)

    def tell() -> None:
        said = "Made again" if takes_back is None else "Taken back"
        terminal.say(f"{said}: {visible(last.done or 'the newest change')}.")
        _name_files(applied)

    write(request, applied, how, Made(done, tell, takes_back))


def _name_files(applied: Applied) -> None:
    """Say what became of each file."""
    from wecomplish_cli.cli import terminal
    from wecomplish_cli.text.escape import visible

    for change in applied.changes:
        back = "is back" if change.old is None else "is as it was"
        terminal.say(f"  {visible(change.path)} {'is gone again' if change.new is None else back}")
