"""What stands on a command line, and what may stand next: as Typer reads it, without loading Typer.

Loading it takes longer than all that completion does. Which command has which arguments and options is read
from a table that `make docs` writes, and a test compares every place in it with what Typer says.
"""

from __future__ import annotations

import os
from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:  # At the tab key, even loading `typing` is felt.
    from collections.abc import Iterator
    from typing import Any

TABLE = os.path.join(os.path.dirname(__file__), "templates", "line.txt")
"""What `make docs` writes: behind a form feed and the words of a command, a line for each place of it."""

Offers = list[tuple[str, str]]
"""What may stand here, and what it is called."""


class Place:
    """A line of the table: a command, an argument or an option, and what may stand there."""

    def __init__(self, row: str) -> None:
        self.kind, self.name, flags, self.offers, self.about = row.split("\t")
        self.flags = flags.split()
        self.many = self.kind in ("arguments", "options")

    @property
    def is_argument(self) -> bool:
        """Whether it is found by where it stands."""
        return self.kind in ("argument", "arguments")

    @property
    def is_option(self) -> bool:
        """Whether it is found by its flags."""
        return self.kind in ("flag", "option", "options")

    @property
    def takes_value(self) -> bool:
        """Whether it is an option that is followed by a value."""
        return self.kind in ("option", "options")


class Line:
    """What was understood of the words of a command: what completion asks of Typer's context.

    Where the words make no sense, or the value of an option is yet to come, no arguments are told apart.
    """

    def __init__(self, command: str, words: list[str], above: Line | None = None) -> None:
        self.command = command
        self.above = above
        self.params: dict[str, Any] = {}
        self.args: list[str] = []
        """The words that are left."""
        self.places = [Place(row) for row in rows(command)]
        self.commands = {each.name: each.offers for each in self.places if each.kind in ("command", "hidden")}
        """The commands of a group, and what each is called in the table."""
        self._read([*words])

    def find_root(self) -> Line:
        """What stands before the command."""
        return self.above.find_root() if self.above else self

    def next(self, last: str) -> Place | None:
        """What the next word is: the value of the option that stands last, or the first argument missing."""
        values = (each for each in self.places if each.takes_value and last in each.flags)
        missing = (
            each for each in self.places if each.is_argument and (each.many or each.name not in self.params)
        )
        return next(values, None) or next(missing, None)

    def own(self, begun: str) -> Iterator[tuple[str, str]]:
        """The commands of a group that begin so, or the options that are not there yet."""
        for each in self.places:
            if each.kind == "command" and each.name.startswith(begun):
                yield each.name, each.about
            elif each.is_option and begun[:1] == "-" and (each.many or each.name not in self.params):
                yield from ((flag, each.about) for flag in each.flags if flag.startswith(begun))

    def _read(self, words: list[str]) -> None:
        for each in self.places:
            if each.kind == "instead" and words[: len(each.flags)] == each.flags:
                words = [each.offers, *words[len(each.flags) :]]
        flags = {flag: each for each in self.places if each.is_option for flag in each.flags}
        while words and words[0] != "--":
            word = words.pop(0)
            if word[:1] != "-" or word == "-":
                if self.commands:
                    self.args = [word, *words]
                    return
                self.args.append(word)
            elif not self._read_option(word, words, flags):
                return
        self._read_arguments(self.args + words[1:])

    def _read_option(self, word: str, words: list[str], flags: dict[str, Place]) -> bool:
        """Read an option, or several of one letter, with a value from the words after; False at a mistake."""
        name, equals, value = word.partition("=")
        if name[:2] == "--":
            if equals:
                words.insert(0, value)
            return name in flags and self._take(flags[name], words, bool(equals))
        for at, letter in enumerate(word[1:], 2):
            option = flags.get(f"-{letter}")
            if option is None:
                return False
            if option.takes_value:
                joined = word[at:]
                return self._take(option, [joined] if joined else words, False)
            self._take(option, words, False)
        return True

    def _take(self, option: Place, words: list[str], has_value: bool) -> bool:
        if not option.takes_value:
            if not has_value:
                self.params[option.name] = True
            return not has_value
        if not words:
            return False
        value = words.pop(0)
        self.params[option.name] = [*self.params.get(option.name, ()), value] if option.many else value
        return True

    def _read_arguments(self, words: list[str]) -> None:
        for each in self.places:
            if each.is_argument and words:
                self.params[each.name] = [*words] if each.many else words[0]
                words = [] if each.many else words[1:]
        self.args = words


def understood(words: list[str]) -> Line:
    """Understand words after `wecomplish`, down to the innermost command that they name."""
    line = Line("", words)
    while line.args and line.args[0] in line.commands:
        inner = f"{line.command} {line.commands[line.args[0]]}".strip()
        line = Line(inner, line.args[1:], line)
    return line


def rows(command: str) -> list[str]:
    """The lines of the table about a command; none where there is no such command."""
    found = _table().partition(f"\f{command}\n".encode())[2].partition(b"\f")[0]
    return found.decode("utf-8").split("\n")[:-1]


@lru_cache(maxsize=1)
def _table() -> bytes:
    with open(TABLE, "rb") as file:
        return file.read()
