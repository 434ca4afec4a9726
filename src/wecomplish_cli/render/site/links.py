"""The links of a page: to other pages, and to write to people. Whatever is shown of the data is escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from wecomplish_cli.render.site.acts import REQUESTS
from wecomplish_cli.render.site.words import marked, safe
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from wecomplish_cli.model.org import Org
    from wecomplish_cli.render.site.acts import Acts, Button
    from wecomplish_cli.reports.site.who import Who

SCHEMES = ("", "https", "http", "mailto")
"""Schemes that a link may have; without one it leads to a page beside it, or a place in it."""
MOST_ADDRESSES = 5
"""A link to write to people names at most so many: longer ones are cut by mail programs."""


class Links:
    """The links of the pages that are so many folders deep; without `linked`, names are text only.

    Without `acts`, nothing on the pages can be acted on.
    """

    def __init__(self, org: Org, acts: Acts | None, root: str = "", *, linked: bool = True) -> None:
        self._org = org
        self._acts = acts
        self._root = root
        self._linked = linked
        self._made: dict[tuple[str, str], Markup] = {}
        self._parts: dict[tuple[Callable[..., Markup], int], tuple[object, Markup]] = {}

    def once(self, part: Callable[..., Markup], about: object) -> Markup:
        """What a part of a page makes of something, made once: whoever is in a team is in those above it."""
        key = (part, id(about))
        if key not in self._parts:
            # It is kept with what it is about, whose `id` would else become that of something else.
            self._parts[key] = (about, part(about, self))
        return self._parts[key][1]

    def person(self, who: Who) -> Markup:
        """A name, as a link to the page of the person."""
        known = self._acts is not None and who.id in self._org.people
        return self._kept(who.id if known else "", who.name)

    def people(self, several: Iterable[Who]) -> Markup:
        """Names, separated by commas."""
        return marked(", ".join(map(self.person, several)))

    def competence(self, ref: str, title: str) -> Markup:
        """The name of a role or skillset, as a link to its page."""
        return self._kept(ref, title)

    def competences(self, several: Iterable[tuple[str, str]]) -> Markup:
        """The names of roles and skillsets, separated by commas."""
        return marked(", ".join(self.competence(*each) for each in several))

    def team(self, team: str) -> Markup:
        """The name of a team, as a link to its page."""
        return self._kept(f"teams/{team}", self._org.title(f"teams/{team}"))

    def teams(self, several: Iterable[str]) -> Markup:
        """The names of teams, separated by commas."""
        return marked(", ".join(map(self.team, several)))

    def program(self, program: str) -> Markup:
        """The name of a programme, as a link to its page."""
        return self._kept(f"programs/{program}", self._org.title(f"programs/{program}"))

    def step(self, program: str, step: str, number: int) -> Markup:
        """How many have come so far in a programme, as a link to their names."""
        address = f"{self._root}{page_path(f'programs/{program}')}.html#{step}"
        link = f'<a href="{safe(address)}">{number}</a>'
        return marked(link if number and self._linked else str(number))

    def month(self, month: date, name: Markup) -> Markup:
        """The name of a month, as a link to what changed in it."""
        return Markup('<a href="{}{}.html">{}</a>').format(self._root, month_page(month), name)

    @property
    def commands(self) -> bool:
        """Whether commands are shown: not where names and ids are left out."""
        return self._acts is not None

    def button(self, command: str, reader: str | None) -> Button | None:
        """What makes the change that a command would make, or asks for it."""
        return self._acts.button(command, reader) if self._acts else None

    def asking(self, command: str, reader: str | None) -> Button | None:
        """What asks somebody to run a command."""
        return self._acts.asking(command, reader) if self._acts else None

    def requests(self) -> list[tuple[str, str, Button]]:
        """What can be asked of an administrator: the key of its words, the command, and the button."""
        return self._acts.requests(REQUESTS) if self._acts else []

    def inviting(self, program: str) -> list[tuple[str, str, Button]]:
        """What asks an administrator to invite people to a programme."""
        return self._acts.requests({"invite": f"programme invite {program} PERSON"}) if self._acts else []

    def mail(self, people: Iterable[str], subject: str) -> str | None:
        """An address to write to people; None where none of them has one."""
        found = (self._org.people.get(person) for person in people)
        addresses = [each.email for each in found if each is not None and each.email]
        to = ",".join(quote(address, safe="@") for address in addresses[:MOST_ADDRESSES])
        return f"mailto:{to}?subject={quote(visible(subject))}" if to else None

    def home(self) -> str:
        """The way to the manager's page."""
        return f"{self._root}index.html"

    def _kept(self, ref: str, name: str) -> Markup:
        """A name as a link, made once."""
        if (ref, name) not in self._made:
            # Its direction stays its own.
            text = f"<bdi>{safe(name)}</bdi>"
            link = f'<a href="{safe(f"{self._root}{page_path(ref)}.html")}">{text}</a>'
            self._made[ref, name] = marked(link if ref and self._linked else text)
        return self._made[ref, name]


def page_path(ref: str) -> str:
    """The page of a person, by their id, or of something else, by its reference."""
    folder, _, rest = ref.partition("/")
    if not rest:
        return f"people/{ref}"
    return f"competences/{folder}-{rest}" if folder in ("roles", "skillsets") else ref


def month_page(month: date) -> str:
    """The page of what changed in a month."""
    return f"months/{month:%Y-%m}"


def allowed(address: str) -> str:
    """An address that may be put into a link.

    Raises:
        ValueError: if it has a scheme that is not allowed.
    """
    # Most are of mails, whose long text need not be read for it.
    if not address.startswith("mailto:") and urlsplit(address).scheme not in SCHEMES:
        raise ValueError(address)
    return address
