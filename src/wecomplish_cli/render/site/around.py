"""What the page of an answer can lead to: the site that it lies in, and changes of the data."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from wecomplish_cli.derive import mentoring
from wecomplish_cli.frozen import frozen
from wecomplish_cli.render.site.links import page_path
from wecomplish_cli.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wecomplish_cli.derive.view import View
    from wecomplish_cli.render.site.acts import Acts, Button

_READ = ("show", "mentorships", "training", "team", "refresh", "ask-familiarity")
"""Commands about a person, or something else that may have a page."""


@frozen
class Step:
    """What to do next: a link where there is one, else whom to ask; and the command."""

    command: str
    about: str
    """The names of those and of that which the command is about."""
    does: str
    """What the command does, in a sentence; empty where a link says it."""
    button: Button | None
    read: tuple[str, str] | None
    """The page of the site that says it: its address, and what it is about."""
    helpers: str
    """Who can do it; empty where there is a link."""


@frozen
class Around:
    """What a page can lead to."""

    view: View
    acts: Acts
    reader: str | None = None
    """Who asks for the page, where that is known."""
    root: str = ""
    """The way to the site."""
    pages: frozenset[str] = frozenset()
    """The paths of the site's pages; none where the page lies in no site."""
    summaries: Mapping[str, str] = field(default_factory=dict)
    """What each command does, by its name."""

    @property
    def home(self) -> str | None:
        """The way to the manager's page; None where the page lies in no site."""
        return f"{self.root}index.html" if "index.html" in self.pages else None

    def address(self, ref: str) -> str | None:
        """The way to the page of a person, by their id, or of something else, by its reference."""
        path = f"{page_path(ref)}.html"
        return f"{self.root}{path}" if path in self.pages else None

    def step(self, command: str) -> Step:
        """How somebody without a clone goes on where a command would be next."""
        known = self.acts.button(command, self.reader)
        read = None if known else self._read(command)
        button = known if known or read else self.acts.asking(command, self.reader)
        does = "" if known else self.summaries.get("".join(command.split()[1:2]), "")
        helpers = "" if button or read else self._helpers()
        return Step(command, self._about(command), does, button, read, helpers)

    def _about(self, command: str) -> str:
        org = self.view.org
        refs = (f"people/{each}" if each in org.people else each for each in command.split()[2:])
        return ", ".join(org.title(ref) for ref in refs if org.called(ref) is not None)

    def _read(self, command: str) -> tuple[str, str] | None:
        _, verb, about, *_ = [*command.split(), "", ""]
        found = (about, f"teams/{about}") if verb in _READ else ()
        for ref in found:
            address = self.address(ref)
            if address:
                return address, self.view.org.title(ref if "/" in ref else f"people/{ref}")
        return None

    def _helpers(self) -> str:
        there = mentoring.still_there(self.view, self.view.org.settings.administrators)
        return listed(self.view.org.name(each) for each in there) or "someone who has a copy of the data"
