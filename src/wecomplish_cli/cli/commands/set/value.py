"""What every `wecomplish set` does, once it is found what has the value."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from wecomplish_cli.cli.command import Given, argument, flag
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.change import Request


def key_of(folder: str) -> Given:
    """A key of what lies in a folder."""
    return argument("KEY", "Such as `name`.", _keys(folder))


def _keys(folder: str) -> Any:
    """Offer the keys of what lies in a folder."""

    def offer(ctx: Any, incomplete: str) -> list[str]:
        from wecomplish_cli.model.expectations import Responsibility
        from wecomplish_cli.model.kinds import BY_FOLDER
        from wecomplish_cli.model.walk import dotted_keys

        is_item = str(ctx.params.get("ref")).count("/") == 2
        known = dotted_keys(Responsibility if is_item else BY_FOLDER[folder].record)
        return [key for key in known if key.startswith(incomplete) and "ID" not in key]

    return offer


@dataclass(frozen=True)
class Value(ABC):
    """A value to set or to take away; each kind of thing says how `ref` and `key` are given."""

    ref: str
    key: str
    value: Annotated[tuple[str, ...], argument("[VALUE]...", "What it is to be; a list takes several.")] = ()
    unset: Annotated[bool, flag("--unset", "Take the key away.")] = False

    @abstractmethod
    def found(self, request: Request) -> str:
        """Find what has the value, as a reference."""
        ...

    def decide(self, request: Request) -> Plan:
        """Decide on the value, read as its key has it."""
        from wecomplish_cli.actions import setting

        if bool(self.value) == self.unset:
            raise UsageError(
                f"what is `{self.key}` to be?" if not self.value else "a value and --unset are given",
                f"give a value, or take `{self.key}` away with --unset",
            )
        what = self.found(request)

        def read_day(word: str) -> date:
            return request.day(word, self.key) or request.today

        if self.unset:
            return setting.unset(request.view, what, self.key)
        return setting.set_value(request.view, what, self.key, self.value, request.referred, read_day)
