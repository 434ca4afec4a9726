"""Why a request cannot be carried out; each kind carries its exit status, each error its remedy."""

from __future__ import annotations

from copy import copy
from typing import ClassVar, Self


class WecomplishError(Exception):
    """A request that cannot be carried out: said once on stderr as `error:` and `help:`."""

    exit_code: ClassVar[int] = 3
    choices: tuple[str, ...] = ()
    """What may be meant, each shown on a line of its own."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def at(self, place: str) -> Self:
        """The same error, with the place of the row that it comes from."""
        other = copy(self)
        other.message = f"{place}: {self.message}"
        return other


class RefusedError(WecomplishError):
    """The data's own rules forbid it: a slot taken, a transition not allowed."""

    exit_code = 1


class UsageError(WecomplishError):
    """The command line says too little or nothing known: unknown or ambiguous name, missing answer."""

    exit_code = 2


class AmbiguousNameError(UsageError):
    """Several things in the data are called so; each is a choice of its own."""

    def __init__(self, message: str, hint: str | None = None, choices: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.choices = choices


class UnknownNameError(UsageError):
    """Nothing in the data is called so."""


class DataError(WecomplishError):
    """The data cannot be found, read or written, or is of a newer format."""

    exit_code = 3


class ChangedError(DataError):
    """A file is no longer what it was when it was read; nothing was written."""


class DiskError(DataError):
    """The disk refused; the message says what became of the change."""


class CancelledError(WecomplishError):
    """Cancelled by whoever ran it, after a change was written down."""

    exit_code = 130


class UnfinishedError(WecomplishError):
    """The change is saved, but something outside the data failed: a commit, a mail."""

    exit_code = 5


class NotAllowedError(WecomplishError):
    """This person may not do this."""

    exit_code = 4
