"""What the commands that send messages have in common: their options, the mail server, and what is said."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from wecomplish_cli.cli import terminal
from wecomplish_cli.errors import CancelledError, RefusedError, UnfinishedError, UsageError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wecomplish_cli.model.org import Org
    from wecomplish_cli.model.people import MailWanted
    from wecomplish_cli.notify.delivery import Delivery, Server
    from wecomplish_cli.notify.email import Mailbox, Message

PRINTED = "--channel text prints the messages"
"""How most commands show messages without a mail server."""
LIMIT = 50
"""Messages that are sent in one run unless more are asked for."""


class Channel(StrEnum):
    """What becomes of the messages."""

    MAIL = "mail"
    TEXT = "text"


ChannelOption = Annotated[
    Channel, typer.Option(help="Send the messages as mail, or only print their text here.")
]
LimitOption = Annotated[int, typer.Option(metavar="N", min=1, help="Send no more than this many messages.")]
DryRunOption = Annotated[
    bool,
    typer.Option("--dry-run", help="Send nothing: write each message as an .eml file into git's own folder."),
]


@frozen
class Way:
    """How messages leave: sent as mail, printed, or, on a dry run, written as files."""

    channel: Channel
    dry_run: bool

    def __post_init__(self) -> None:
        """Make sure that there is one way only.

        Raises:
            UsageError: if they are to be printed and written.
        """
        if self.dry_run and self.channel is Channel.TEXT:
            raise UsageError("--dry-run writes mail, and --channel text prints text", "leave one of them out")

    @property
    def sends(self) -> bool:
        """Whether anybody is told."""
        return self.channel is Channel.MAIL and not self.dry_run


def require_wanted(org: Org, person: str, way: Way, *wanted: MailWanted) -> None:
    """Make sure that a person wants mail of this kind, if any is to be sent.

    Raises:
        RefusedError: if their file says otherwise.
    """
    found = org.people[person].mail
    if way.sends and found not in wanted:
        raise RefusedError(
            f"{org.name(person)} does not want such mail: their file says `mail: {found}`",
            "only questions that need their yes are sent; --channel text shows the message",
        )


def show_or_write(way: Way, root: Path, org: Org, messages: list[Message]) -> None:
    """Print messages, or write them as files; nothing is sent."""
    if way.channel is Channel.TEXT:
        _show(messages)
    else:
        _write(root, org, messages)


def _show(messages: list[Message]) -> None:
    from wecomplish_cli.notify import email

    for number, message in enumerate(messages):
        if number:
            terminal.say("")
        terminal.say(f"To: {_mailbox(message.to)}")
        if message.reply_to is not None and message.reply_to.address:
            terminal.say(f"Reply-To: {_mailbox(message.reply_to)}")
        terminal.say(f"Subject: {message.body.subject}\n\n{email.text(message.body)}".rstrip("\n"))


def _mailbox(of: Mailbox) -> str:
    address = f"<{visible(of.address)}>" if of.address else "(no address in the data)"
    return f"{visible(of.name)} {address}"


def _write(root: Path, org: Org, messages: list[Message]) -> None:
    """Write messages as .eml files into a folder that is no part of the data, in place of earlier ones."""
    from wecomplish_cli.notify import email, outbox

    sender = _sender() or f"mentoring@{email.domain(org)}"
    contents = {
        f"{number:03}-{message.to.person}.eml": email.mail(message, org, sender).as_bytes()
        for number, message in enumerate((each for each in messages if each.to.address), 1)
    }
    folder = outbox.write(root, contents)
    for name in contents:
        terminal.say(visible(os.path.relpath(folder / name)))
    terminal.note(f"nothing was sent; {_counted(len(contents))} written")
    _name_unreachable(messages)


def send(
    org: Org,
    messages: list[Message],
    done: Callable[[str], None],
    again: str,
    otherwise: str = PRINTED,
) -> Delivery:
    """Send messages by mail, say what became of each, and tell `done` of those that are done with.

    `again` says how to go on after an interruption, `otherwise` how to see them without a mail server.

    Raises:
        UsageError: if the environment does not name a mail server.
        CancelledError: if whoever runs it would rather not; it says how many were sent.
    """
    from wecomplish_cli.notify import delivery, email

    server = _server(otherwise)
    result = delivery.Delivery()
    reachable = {each.id: each for each in messages if each.to.address}
    letters = {key: email.mail(each, org, server.sender) for key, each in reachable.items()}
    try:
        if letters:
            delivery.deliver(server, letters, done, result)
    except KeyboardInterrupt:
        raise CancelledError(f"cancelled; {_counted(len(result.sent))} sent before", again) from None
    finally:
        for key in result.sent:
            terminal.say(f"sent to {visible(reachable[key].to.name)}: {reachable[key].body.subject}")
    for key, reason in (*result.refused.items(), *result.unsent.items()):
        word = "refused" if key in result.refused else "not sent"
        terminal.note(f"{word} to {visible(reachable[key].to.name)}: {visible(reason)}")
    _name_unreachable(messages)
    return result


def send_all(org: Org, messages: list[Message], again: str, otherwise: str = PRINTED) -> None:
    """Send messages by mail that nobody keeps a list of, as `send` does.

    Raises:
        UsageError: as `send`; so is CancelledError.
        UnfinishedError: if somebody was not told.
    """
    require_all(messages, send(org, messages, lambda _: None, again, otherwise), 0, again)


def require_all(messages: list[Message], result: Delivery, left: int, again: str) -> None:
    """Make sure that everyone was told; `left` messages were over the limit, `again` says how to go on.

    Raises:
        UnfinishedError: if somebody was not.
    """
    unreachable = sum(not each.to.address for each in messages)
    said = [f"{_counted(len(result.sent))} sent"]
    said += [f"{len(result.unsent)} not sent"] if result.unsent else []
    said += [f"{len(result.refused)} refused for good"] if result.refused else []
    said += [f"{unreachable} for people without an address"] if unreachable else []
    said += [f"{left} over the limit of one run"] if left else []
    if len(said) == 1:
        terminal.say(f"{said[0][0].upper()}{said[0][1:]}.")
        return
    mend = "`wecomplish set person ID email ADDRESS` corrects an address"
    hint = result.hint or (again if result.unsent or left else mend)
    raise UnfinishedError("; ".join(said), hint)


def _server(otherwise: str) -> Server:
    """Read the mail server from the environment; nothing of it is read from anywhere else."""
    from wecomplish_cli.notify.delivery import Security, Server

    host, sender, port = _setting("HOST"), _sender(), _setting("PORT")
    security = _setting("SECURITY") or Security.STARTTLS
    if host is None or sender is None:
        missing = "HOST" if host is None else "FROM"
        raise UsageError(
            f"no mail server to send through: WECOMPLISH_SMTP_{missing} is not set",
            "set these in the environment: WECOMPLISH_SMTP_HOST, _FROM, _USER, _PASSWORD; "
            f"`wecomplish explain mail` says more, and {otherwise}",
        )
    if security not in list(Security):
        raise UsageError(f"WECOMPLISH_SMTP_SECURITY: `{security}` is unknown", "it is starttls or tls")
    if port is not None and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise UsageError(
            f"WECOMPLISH_SMTP_PORT: `{port}` is not a port number", "a number such as 587 or 465"
        )
    return Server(
        host,
        sender,
        Security(security),
        int(port) if port else None,
        _setting("USER"),
        _setting("PASSWORD") or "",
        _setting("CAFILE"),
    )


def _setting(name: str) -> str | None:
    return os.environ.get(f"WECOMPLISH_SMTP_{name}") or None


def _sender() -> str | None:
    """The address that mail comes from, as mail servers take it."""
    from wecomplish_cli.model.addresses import on_the_wire, why_undeliverable
    from wecomplish_cli.model.text import is_email

    sender = _setting("FROM")
    if sender is None:
        return None
    wrong = why_undeliverable(sender) if is_email(sender) else f"`{sender}` is not an e-mail address"
    if wrong:
        raise UsageError(f"WECOMPLISH_SMTP_FROM: {wrong}", "such as mentoring@fjord.example")
    return on_the_wire(sender)


def _counted(number: int) -> str:
    return f"{number} message{' was' if number == 1 else 's were'}"


def _name_unreachable(messages: list[Message]) -> None:
    for each in messages:
        if not each.to.address:
            terminal.note(f"no address for {visible(each.to.name)} in the data: {each.body.subject}")
