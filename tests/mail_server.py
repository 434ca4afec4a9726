"""A real mail server on loopback, with TLS and passwords, that does to each recipient what a script says."""

from __future__ import annotations

import asyncio
import email
import email.policy
import socket
import ssl
from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

HOST = "127.0.0.1"
USER, PASSWORD = "mentoring", "p\u00e5ssord".encode().hex()

RECIPIENT = {
    "451 at RCPT": "451 4.2.0 Greylisted",
    "503 at RCPT": "503 5.5.1 Bad sequence of commands",
    "550 at RCPT": "550 5.1.1 No such user",
}
DATA = {
    "500 at DATA": "500 5.5.2 Line too long",
    "451 at DATA": "451 4.3.0 Try again",
    "552 at DATA": "552 5.2.2 Mailbox full",
    "421 at DATA": "421 4.3.2 Closing",
}
DROPS = ("dropped at RCPT", "dropped before DATA ends", "dropped after DATA")
SILENT = "never answers"
FINAL = ("550 at RCPT", "552 at DATA")
IN_DOUBT = ("dropped after DATA",)
"""Whoever sends cannot know that it arrived."""
BEHAVIOURS = ("taken", *RECIPIENT, *DATA, *DROPS)


class Script:
    """What becomes of each recipient's mail, try by try (then it is taken); and what arrived."""

    def __init__(self) -> None:
        self.tries: dict[str, list[str]] = defaultdict(list)
        self.arrived: list[EmailMessage] = []
        self.seen: dict[str, list[str]] = defaultdict(list)
        """Recipient to the Message-ID of each try that came as far as the message."""

    def next(self, address: str) -> str:
        tries = self.tries[address]
        return tries.pop(0) if tries else "taken"

    async def handle_RCPT(self, server: Any, _session: Any, envelope: Any, address: str, _o: Any) -> str:  # noqa: N802 - aiosmtpd's name
        envelope.behaviour = self.next(address)
        if envelope.behaviour == "dropped at RCPT":
            server.transport.abort()
        if envelope.behaviour in RECIPIENT:
            return RECIPIENT[envelope.behaviour]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        (address,) = envelope.rcpt_tos
        self.seen[address].append(message["Message-ID"])
        if envelope.behaviour == SILENT:
            await asyncio.sleep(3)
        if envelope.behaviour in ("taken", *IN_DOUBT):
            self.arrived.append(message)
        if envelope.behaviour in DROPS:
            server.transport.abort()
        return DATA.get(envelope.behaviour, "250 OK")

    def ids(self) -> list[str]:
        """The Message-ID of everything that arrived."""
        return [message["Message-ID"] for message in self.arrived]


def free_port() -> int:
    """A port that nothing listens at."""
    with socket.socket() as found:
        found.bind((HOST, 0))
        port: int = found.getsockname()[1]
    return port


def authority(folder: Path) -> tuple[ssl.SSLContext, str]:
    """A certificate for this host, and the file of the authority that signed it."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(context)
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    return context, str(folder / "authority.pem")


def _knows(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
    right = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=given == right, handled=given == right)


@contextmanager
def serving(
    script: Script, context: ssl.SSLContext | None, tls: bool = False, international: bool = True
) -> Iterator[int]:
    """Serve at a port: with STARTTLS and a password asked for, with TLS from the start, or with neither."""
    port = free_port()
    how: dict[str, Any] = {"ssl_context": context} if tls else {}
    if context is not None and not tls:
        how = {
            "tls_context": context,
            "require_starttls": True,
            "auth_required": True,
            "authenticator": _knows,
        }
    controller = Controller(script, HOST, port, ready_timeout=30, enable_SMTPUTF8=international, **how)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
