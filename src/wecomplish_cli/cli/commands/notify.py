"""`wecomplish notify`: tells people by mail what a merge changed for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import mail, options, terminal
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from pathlib import Path

    from wecomplish_cli.model.org import Org
    from wecomplish_cli.notify.email import Message
    from wecomplish_cli.notify.progress import Told


def notify(
    base: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            help="Tell what changed since this commit; otherwise since the end of the last run.",
            show_default=False,
        ),
    ] = None,
    head: Annotated[str, typer.Option(metavar="REV", help="Tell what changed up to this commit.")] = "HEAD",
    limit: mail.LimitOption = mail.LIMIT,
    channel: mail.ChannelOption = mail.Channel.MAIL,
    dry_run: mail.DryRunOption = False,
    org: options.OrgOption = None,
    today: options.TodayOption = None,
) -> None:
    """Mail people about what changed for them.

    Everyone whose yes is needed is asked. Those concerned also hear of new, changed, paused and ended
    mentorships, mentors who will be away, help asked for and given, and familiarity completed and reviewed.
    Each is told once, by the merge that brought it. Git records how far this has got; a run that was
    cut short is completed by the next one.
    """
    from wecomplish_cli.notify.progress import Told

    way = mail.Way(channel, dry_run)
    root = options.root(org)
    told = Told(root)
    with told.locked():
        _notify(root, told, (base, head), limit, today, way)


def _notify(
    root: Path, told: Told, between: tuple[str | None, str], limit: int, today: str | None, way: mail.Way
) -> None:
    from wecomplish_cli.git import objects

    head = objects.Commit(root, between[1]).id()
    base = told.base(between[0], head)
    if base is None:
        terminal.say(f"Nothing to do: all that changed up to {visible(between[1])} has been mailed.")
        return
    org, due = _due(root, base, head, told.done(), today)
    # Whoever has no address is named by every run until all are told, and takes no place of those who have.
    reachable = [message for message in due if message.to.address]
    now = [*reachable[:limit], *(message for message in due if not message.to.address)]
    left = len(due) - len(now)
    if due and not way.sends:
        mail.show_or_write(way, root, org, now)
        if left:
            terminal.note(f"{left} more would stay for the next run, over the limit of {limit}")
        return
    result = mail.send(org, now, told.add, "run it again: it sends what is missing") if due else None
    if way.sends and not left and not (result and result.unsent):
        told.finish(head)
    if result is None:
        terminal.say("Nothing to do: what changed concerns nobody.")
        if way.sends and between[0]:
            terminal.note(f"what changes after {visible(between[1])} is told by the next run")
    else:
        mail.require_all(now, result, left, "run it again: it sends what is missing, and nothing twice")


def _due(root: Path, base: str, head: str, done: set[str], today: str | None) -> tuple[Org, list[Message]]:
    """The messages that what changed between two commits gives, but for those done with."""
    from wecomplish_cli.dataset import earlier, store
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.notify import event, events, messages
    from wecomplish_cli.notify.answering import Answers

    before, after = earlier.before_and_after(root, base, head)
    store.require_format(after)
    for ref in sorted(ref for ref in after.org.present if f"{ref}.yaml" not in after.org.records):
        terminal.note(f"note: {visible(ref)}.yaml cannot be read, so nobody is told of it")
    day = options.today(after.org, today)
    view = View(after.org, day)
    happened = event.in_turns(events.events(View(before.org, day), view), day)
    answers = Answers(after, view)
    found = [messages.of_event(after.org, each, person, answers) for each, person in happened]
    return after.org, [message for message in found if message.id not in done]
