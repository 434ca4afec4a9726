"""What every `wecomplish set` does, once it is found what has the values."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from wecomplish_cli.cli import asking, terminal, words
from wecomplish_cli.cli.command import Given, argument, flag
from wecomplish_cli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.cli.request import Request


UNSET = flag("--unset", "Remove these keys; no values are given.")


def words_of(folder: str) -> Given:
    """The keys and values to set in what lies in a folder."""
    said = "A key, such as `name`, and its value; then more keys and values. A list takes several values."
    return argument("KEY VALUE...", said, words.keys(folder))


class Values(ABC):
    """Values to set or to take away; each kind of thing says how it is named."""

    words: tuple[str, ...]
    unset: bool

    @abstractmethod
    def found(self, request: Request) -> str:
        """Find what has the values, as a reference."""
        ...

    def decide(self, request: Request) -> Plan:
        """Decide on the values, each read as its key has it."""
        from wecomplish_cli.actions import setting

        what = self.found(request)
        words = self.words or _asked(request, what)
        if self.unset:
            return setting.unset_all(request.view, what, words)

        def read_day(word: str) -> date:
            return request.day(word, words[0]) or request.today

        return setting.set_values(request.view, what, words, request.referred, read_day)


def _asked(request: Request, what: str) -> tuple[str, ...]:
    """Ask for a key and its value.

    Raises:
        UsageError: if there is nobody to ask.
    """
    from wecomplish_cli.actions import setting

    known = setting.settable(request.view, what)
    if not (request.asks and terminal.can_ask()):
        raise UsageError("KEY and VALUE are missing", f"the keys are {', '.join(known)}")
    choices = [(key, key) for key in known]
    key = asking.choose("Which key", choices, "KEY")
    return key, terminal.ask(f"What `{key}` should be", "VALUE")


_MADE_BY = {"checkins": "checkin", "reviews": "review", "help": "request-help"}


def event(folder: str) -> Callable[[Request, str], str]:
    """Find a check-in, a review or a request for help: the newest one of a person, or one by its date.

    The words may be a person, a person and a date (`ola/2026-05-09`), or the whole reference.
    """

    def find(request: Request, wanted: str) -> str:
        who, _, which = wanted.removeprefix(f"{folder}/").partition("/")
        mentee = request.person(who)
        events: Mapping[str, Any] = getattr(request.org, folder)
        refs = [each.ref for each in events.get(mentee, ())]
        found = [ref for ref in refs if ref.startswith(f"{folder}/{mentee}/{which}")]
        if not found:
            begins = f" that begins with {which}" if which else ""
            raise UsageError(
                f"{request.org.name(mentee)} has no file in {folder}/{begins}",
                f"there are {', '.join(refs[-5:])}"
                if refs
                else f"`wecomplish {_MADE_BY[folder]}` records one",
            )
        return str(max(found))

    return find
