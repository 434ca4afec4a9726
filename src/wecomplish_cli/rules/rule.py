"""What a rule is: a code, a function that finds, and the function's docstring as its manual."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from inspect import cleandoc
from typing import Generic, TypeAlias, TypeVar

from wecomplish_cli.derive.view import View
from wecomplish_cli.diagnostics import Finding, Severity
from wecomplish_cli.frozen import frozen

Find: TypeAlias = Callable[[View], Iterable[Finding]]
"""Looks at the whole organisation as of a day, and yields what it finds."""

Compare: TypeAlias = Callable[[View, View], Iterable[Finding]]
"""Looks at what an organisation was and what it is now, and yields what it finds in what it is now."""

F = TypeVar("F", Find, Compare)


@frozen
class Rule(Generic[F]):
    """A rule; its name is its function's, and its manual the function's docstring."""

    code: str
    find: F
    severity: Severity = Severity.ERROR

    @property
    def name(self) -> str:
        """The name, such as `unknown-person`."""
        return self.find.__name__.replace("_", "-")

    @property
    def manual(self) -> str:
        """One sentence, then why, then how to mend it."""
        return cleandoc(self.find.__doc__ or "")

    @property
    def summary(self) -> str:
        """The manual's first sentence."""
        return self.manual.split("\n\n", 1)[0]

    @property
    def fixed(self) -> bool:
        """Whether its severity is fixed: rules about files and shape cannot be changed or turned off."""
        return self.code < "WC200"
