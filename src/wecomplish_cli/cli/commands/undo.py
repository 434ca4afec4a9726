"""`wecomplish undo`: take the newest change back."""

from __future__ import annotations

from wecomplish_cli.cli import options


@options.writes
def undo(*, how: options.WriteOptions) -> None:
    """Take back the newest change.

    Only the newest one that a command wrote here, and only if its files were not changed since. Once more,
    and it is there again. What was committed stays in git's history.
    """
    # Never tried once more: the newest change would then be another.
    options.require_commit(how.message, how.commit, how.submit)
    _undo(how)


def _undo(how: options.WriteOptions) -> None:
    from wecomplish_cli.cli import terminal
    from wecomplish_cli.cli.change import open_request, write
    from wecomplish_cli.cli.introduced import show_introduced
    from wecomplish_cli.dataset import store
    from wecomplish_cli.errors import DataError
    from wecomplish_cli.text.escape import visible

    request = open_request(how.org, how.today)
    last = store.journal(request.dataset.root).last()
    if not last:
        terminal.say("Nothing to do: no command has written anything here yet.")
        return
    applied = store.with_texts(
        request.dataset,
        {change.path: change.old for change in last},
        {change.path: change.mode for change in last},
    )
    present = {change.path: change.old for change in applied.changes}
    changed = [change.path for change in last if present.get(change.path, change.old) != change.new]
    if changed:
        raise DataError(
            f"changed since: {', '.join(changed)}", "undo it by hand; `git diff` shows what is different"
        )
    show_introduced(request.dataset, applied, request.today)

    def tell() -> None:
        for change in applied.changes:
            back = "is there again" if change.old is None else "is as it was"
            now = "is gone again" if change.new is None else back
            terminal.say(f"{visible(change.path)} {now}")

    write(request, applied, how, "Take back the newest change", tell)
