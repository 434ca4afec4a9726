"""`wecomplish redo`: make again what was just taken back."""

from __future__ import annotations

from wecomplish_cli.cli import options


@options.writes
def redo(*, how: options.WriteOptions) -> None:
    """Make again what was just taken back.

    Only what `undo` took back here, and only if nothing was changed since.
    """
    from wecomplish_cli.cli import terminal
    from wecomplish_cli.cli.commands.undo import newest, put
    from wecomplish_cli.cli.request import open_request

    # Never tried once more: the newest change would then be another.
    options.require_commit(how.message, how.commit, how.submit)
    request = open_request(how.org, how.today)
    last = newest(request)
    if last is None or not last.takes_back:
        terminal.say("Nothing to do: nothing has been taken back.")
    else:
        put(request, last, how, last.done or "Make the newest change again")
