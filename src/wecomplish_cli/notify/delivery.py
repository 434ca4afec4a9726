"""Hands messages to a mail server, over TLS only, with bounded patience; no message is lost, none is changed.

A message of which nobody knows whether it arrived is sent again, with the same Message-ID.
"""

from __future__ import annotations

import smtplib
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from email.message import EmailMessage

PAUSES = (0.0, 2.0, 10.0)
"""Seconds to wait before each round; in a round, each message that still waits is tried once."""

PATIENCE = 30.0
"""Seconds to wait for an answer of the server."""

NOT_OF_THE_MESSAGE = (500, 502, 503, 504, 555)
"""What a server says of a line or command that it does not understand: no verdict on who gets the message."""

MAX_REASON = 200
"""Characters of a server's answer that are shown."""


class Security(StrEnum):
    """How the connection is encrypted; there is no third way."""

    STARTTLS = "starttls"
    TLS = "tls"

    @property
    def port(self) -> int:
        """The usual port."""
        return 587 if self is Security.STARTTLS else 465


@dataclass(frozen=True)
class Server:
    """A mail server, and who sends through it."""

    host: str
    sender: str
    """The address in From."""
    security: Security = Security.STARTTLS
    port: int | None = None
    user: str | None = None
    password: str = field(default="", repr=False)
    authorities: str | None = None
    """A file of certificates to trust instead of the system's."""


@dataclass
class Delivery:
    """What became of the messages, by id; reasons are sentences in the server's words or ours."""

    sent: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    """Refused for good: trying again is in vain."""
    unsent: dict[str, str] = field(default_factory=dict)
    hint: str | None = None
    """What to mend before anything can be sent at all; None where trying again may help."""


class _HopelessError(Exception):
    """Nothing can be sent as the server is set up."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.hint = hint


class _RoundOverError(Exception):
    """The server is not well; the rest of the round would fail too."""


def deliver(
    server: Server, letters: Mapping[str, EmailMessage], done: Callable[[str], None], result: Delivery
) -> None:
    """Send letters, by id, in their order; `result` says what became of them, also when it is interrupted.

    `done` is told at once of each that was sent or refused for good.

    Raises:
        UsageError: if the certificates to trust cannot be read; nothing is sent then.
    """
    try:
        context = ssl.create_default_context(cafile=server.authorities)
    except OSError as error:
        raise UsageError(
            f"the certificates of WECOMPLISH_SMTP_CAFILE cannot be read: {error.strerror or error}",
            "name a file in PEM format",
        ) from None
    result.unsent = dict.fromkeys(letters, "it was not tried")
    for pause in PAUSES:
        if result.unsent:
            time.sleep(pause)
            try:
                _Round(server, context, result, done).run(letters)
            except _HopelessError as error:
                result.unsent = dict.fromkeys(result.unsent, str(error))
                result.hint = error.hint
                return


class _Round:
    """One try of each message that still waits, over as few connections as it takes."""

    def __init__(
        self, server: Server, context: ssl.SSLContext, result: Delivery, done: Callable[[str], None]
    ) -> None:
        self._server = server
        self._context = context
        self._result = result
        self._done = done
        self._connection: smtplib.SMTP | None = None

    def run(self, letters: Mapping[str, EmailMessage]) -> None:
        unsent = self._result.unsent
        waiting = list(unsent)
        try:
            for number, message in enumerate(waiting, 1):
                # Whatever fails goes to the end, so that it keeps no other from being tried.
                unsent[message] = unsent.pop(message)
                try:
                    self._send(message, letters[message])
                except _RoundOverError as error:
                    unsent.update(dict.fromkeys([message, *waiting[number:]], str(error)))
                    return
            if self._connection is not None:
                with suppress(smtplib.SMTPException, OSError):
                    self._connection.quit()
        finally:
            self._drop()

    def _send(self, message: str, letter: EmailMessage) -> None:
        connection = self._connection = self._connection or self._connected()
        try:
            connection.send_message(letter, self._server.sender, [letter["To"].addresses[0].addr_spec])
        except smtplib.SMTPRecipientsRefused as error:
            self._answered(message, *next(iter(error.recipients.values())))
        except smtplib.SMTPSenderRefused as error:
            self._require_patience(error)
            self._answered(message, error.smtp_code, error.smtp_error)
        except smtplib.SMTPDataError as error:
            self._answered(message, error.smtp_code, error.smtp_error)
        except smtplib.SMTPNotSupportedError:
            self._settle(message, "the server cannot send to an address with such letters")
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            reason = _reason(error)
            if _took_too_long(error):
                raise _RoundOverError(reason) from None
            self._result.unsent[message] = reason
        else:
            self._settle(message)
        if connection.sock is None:
            self._connection = None

    def _answered(self, message: str, code: int, said: bytes | str) -> None:
        """Take the server's no: 4xx is worth another try, and 5xx is final if it is about the message."""
        if code == 530:
            raise _HopelessError(_answer(code, said), "set WECOMPLISH_SMTP_USER and WECOMPLISH_SMTP_PASSWORD")
        if code >= 500 and code not in NOT_OF_THE_MESSAGE:
            self._settle(message, _answer(code, said))
        else:
            self._result.unsent[message] = _answer(code, said)

    def _settle(self, message: str, refused: str | None = None) -> None:
        del self._result.unsent[message]
        if refused is None:
            self._result.sent.append(message)
        else:
            self._result.refused[message] = refused
        self._done(message)

    def _connected(self) -> smtplib.SMTP:
        """Connect, encrypted and with the server's certificate verified, and log in."""
        server = self._server
        # Our name in the greeting is the sender's domain, rather than whatever this machine is called.
        name = server.sender.rpartition("@")[2]
        port = server.port or server.security.port
        connection: smtplib.SMTP | None = None
        try:
            if server.security is Security.TLS:
                connection = smtplib.SMTP_SSL(
                    server.host, port, name, timeout=PATIENCE, context=self._context
                )
            else:
                connection = smtplib.SMTP(server.host, port, name, timeout=PATIENCE)
                connection.starttls(context=self._context)
            if server.user:
                connection.login(server.user, server.password)
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            if connection is not None:
                connection.close()
            self._require_hope(error)
            raise _RoundOverError(_reason(error)) from None
        return connection

    def _require_hope(self, error: Exception) -> None:
        """Make sure that trying again may help.

        Raises:
            _HopelessError: if it cannot, with what is to be mended.
        """
        host = self._server.host
        if isinstance(error, ssl.SSLCertVerificationError):
            raise _HopelessError(
                f"the certificate of {host} cannot be trusted: {error.verify_message}",
                "nothing is sent without a certificate that can be verified; WECOMPLISH_SMTP_CAFILE names "
                "the certificates of an authority of your own",
            ) from None
        if isinstance(error, ssl.SSLError):
            raise _HopelessError(
                f"{host} does not speak TLS as expected: {error.reason or error}",
                "WECOMPLISH_SMTP_SECURITY is starttls (port 587) or tls (port 465)",
            ) from None
        if isinstance(error, smtplib.SMTPNotSupportedError):
            raise _HopelessError(
                f"{host} does not offer what is needed: {error}",
                "nothing is sent without encryption; look at WECOMPLISH_SMTP_SECURITY and _PORT",
            ) from None
        if isinstance(error, UnicodeError):
            raise _HopelessError(
                f"{host} is no host that can be called, or the password has letters that no server takes",
                "look at WECOMPLISH_SMTP_HOST, _USER and _PASSWORD",
            ) from None
        if isinstance(error, smtplib.SMTPAuthenticationError):
            self._require_patience(error)

    def _require_patience(self, error: smtplib.SMTPResponseException) -> None:
        if error.smtp_code >= 500:
            raise _HopelessError(
                f"the server refuses the sender: {_answer(error.smtp_code, error.smtp_error)}",
                "look at WECOMPLISH_SMTP_USER, _PASSWORD and _FROM",
            ) from None

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _took_too_long(error: BaseException) -> bool:
    # smtplib says of a time-out that the connection was closed.
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def _reason(error: Exception) -> str:
    if _took_too_long(error):
        return f"the server did not answer within {PATIENCE:g} seconds"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "the server dropped the connection"
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    if isinstance(error, OSError) and error.strerror:
        return f"the server cannot be reached: {error.strerror}"
    return f"the server cannot be understood: {error}"[:MAX_REASON]


def _answer(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(text.split())}"[:MAX_REASON]
