"""A message as it is sent: plain text and HTML, with the headers of a mail that a program wrote."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from wecomplish_cli.model.addresses import on_the_wire
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from email.message import EmailMessage

    from wecomplish_cli.model.org import Org

NO_DOMAIN = "wecomplish.invalid"
"""The domain of what an organisation sends that names no domain of its own."""


@dataclass(frozen=True)
class Way:
    """How something is done without a clone: on a page, or by writing to someone."""

    said: str
    address: str
    button: str
    """What the link is called where the address is not shown."""
    shown: str
    """What plain text shows of the address."""
    lines: tuple[str, ...] = ()
    """What is to be changed on the page."""


@dataclass(frozen=True)
class Step:
    """Something to do, the command that does it, and how it is done without one."""

    said: str
    command: str
    way: Way | None = None


@dataclass(frozen=True)
class Guide:
    """A page to read."""

    said: str
    address: str


@dataclass(frozen=True)
class Body:
    """What a message says, in one language."""

    language: str
    subject: str
    greeting: str
    paragraphs: tuple[str, ...]
    footer: str
    points: tuple[str, ...] = ()
    """A list below the paragraphs."""
    closing: tuple[str, ...] = ()
    """Paragraphs below the list."""
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()
    """Paragraphs below the steps."""
    guide: Guide | None = None


@dataclass(frozen=True)
class Mailbox:
    """A person in the data and the address they get mail at; None where there is none that can exist."""

    person: str
    name: str
    address: str | None


@dataclass(frozen=True)
class Message:
    """What one person is told."""

    id: str
    """Tells it from every other message, whenever it is made: the first part of its Message-ID."""
    to: Mailbox
    reply_to: Mailbox | None
    """Who is recorded in the data as having done it, if their address is."""
    body: Body


def mailbox(org: Org, person: str) -> Mailbox:
    """Find where a person gets mail."""
    address = org.people[person].email
    return Mailbox(person, org.people[person].name, on_the_wire(address) if address else None)


def domain(org: Org) -> str:
    """The domain that Message-IDs end in: of the organisation's data, never of a machine."""
    return next(iter(org.settings.mail.domains), NO_DOMAIN)


def text(body: Body) -> str:
    """The message as plain text, in lines of at most 72 characters, but for commands and addresses."""
    parts = [body.greeting, *body.paragraphs]
    parts += ["\n".join(_wrapped(point, "- ", "  ") for point in body.points)] if body.points else []
    parts += body.closing
    parts += [_step(step) for step in body.steps]
    parts += body.notes
    parts += [f"{_wrapped(body.guide.said)}\n    {body.guide.address}"] if body.guide else []
    shown = [part if "\n" in part else _wrapped(part) for part in parts]
    # What follows two hyphens and a blank is a signature, which mail programs set apart.
    return "\n\n".join([*shown, f"-- \n{_wrapped(body.footer)}"]) + "\n"


def _step(step: Step) -> str:
    """A step as text: what to do, the command, and how it is done without one."""
    lines = [_wrapped(step.said), f"    {step.command}"]
    if step.way is not None:
        shown = (f"      {visible(line)}" for line in step.way.lines)
        lines += [_wrapped(step.way.said), *shown, f"    {step.way.shown}"]
    return "\n".join(lines)


def html(body: Body) -> str:
    """The message as HTML, in which nothing from the data is markup."""
    rendered: str = _template().render(body=body, visible=visible)
    return rendered


def mail(message: Message, org: Org, sender: str) -> EmailMessage:
    """The message as a mail from an address, which is as mail servers take it."""
    from email.message import EmailMessage
    from email.policy import SMTP, SMTPUTF8
    from email.utils import format_datetime

    from wecomplish_cli.notify import headers

    to = message.to.address or ""
    # Headers are folded already; folding them again would lose and double blanks.
    policy = (SMTP if to.isascii() else SMTPUTF8).clone(refold_source="none")
    letter = EmailMessage(policy)
    letter.set_raw("From", headers.mailbox(org.settings.organization, sender, "From"))
    letter.set_raw("To", headers.mailbox(message.to.name, to, "To"))
    reply_to = message.reply_to
    # An address with other letters would need a server that takes them, whoever the message is for.
    if reply_to is not None and reply_to.address and reply_to.address.isascii():
        letter.set_raw("Reply-To", headers.mailbox(reply_to.name, reply_to.address, "Reply-To"))
    letter.set_raw("Subject", headers.subject(message.body.subject))
    letter["Date"] = format_datetime(datetime.now(UTC))
    letter["Message-ID"] = f"<{message.id}@{domain(org)}>"
    letter["Auto-Submitted"] = "auto-generated"
    # Not every server takes eight bits or long lines.
    letter.set_content(text(message.body), cte="quoted-printable")
    letter.add_alternative(html(message.body), subtype="html", cte="quoted-printable")
    return letter


def _wrapped(paragraph: str, first: str = "", others: str = "") -> str:
    return textwrap.fill(
        paragraph,
        72,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    source = files("wecomplish_cli.notify").joinpath("message.html").read_text(encoding="utf-8")
    # Of every template, whatever its name: what is from the data is text.
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True
    )
    return environment.from_string(source)
