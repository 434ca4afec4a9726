"""`wecomplish set organisation`: the settings in wecomplish.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from wecomplish_cli.cli.command import writes
from wecomplish_cli.cli.commands.set.value import UNSET, Values, words_of

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request


@dataclass(frozen=True)
class Organisation(Values):
    """Set values of the organisation, such as `administrators` or `mentorship.checkin_every_days`."""

    words: Annotated[tuple[str, ...], words_of("")] = ()
    unset: Annotated[bool, UNSET] = False

    def found(self, _request: Request) -> str:
        """Name the file of the settings."""
        return "wecomplish"


organisation = writes(Organisation)
