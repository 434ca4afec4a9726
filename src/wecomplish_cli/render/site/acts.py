"""The buttons that make the change which a page proposes, or ask for it: links to the platform, or a mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.actions.assign import Wish, assign
from wecomplish_cli.dataset import links
from wecomplish_cli.errors import WecomplishError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.notify.answering import Answers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wecomplish_cli.dataset.links import Link
    from wecomplish_cli.dataset.store import Dataset
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.render.site.words import Words

VERBS = (
    "accept",
    "acknowledge-help",
    "answer-help",
    "review",
    "resume",
    "end",
    "checkin",
    "assign",
    "refresh",
)
"""The commands that there are buttons for."""
NOBODY = ""
"""The id of nobody: who asks is not known."""
REQUESTS = {
    "import": "import people staff.xlsx",
    "left": "offboard PERSON --plan leaving.yaml",
    "end": "end MENTEE COMPETENCE",
    "board": "site --anonymous --single board.html",
    "workbook": "report progress --format xlsx -o progress.xlsx",
}
"""What a programme manager can ask an administrator for, and the command that does it."""
WAYS = {links.Kind.ISSUE: "by_issue", links.Kind.MAIL: "by_mail"}
"""How somebody with a clone is asked, where the button does not make the change itself."""


@frozen
class Button:
    """A link that makes a change, or asks for it."""

    label: str
    address: str
    lines: tuple[str, ...]
    """What is to be changed by hand on the page that it opens."""


class Acts:
    """The buttons of a site, made from the data that it shows."""

    def __init__(self, dataset: Dataset, view: View, words: Words) -> None:
        self._words = words
        self._view = view
        self._answers = Answers(dataset, view)
        self._ask_done = words.catalogue.say("button", "ask_done")
        self._manager = next((p for p in view.org.settings.administrators if p in view.org.people), None)

    def button(self, command: str, reader: str | None) -> Button | None:
        """The button for a command that a page proposes to a reader; None is the programme manager.

        None where the platform has no page for it and nobody can be asked.
        """
        verb = "".join(command.split()[1:2])
        if reader is None and verb == "acknowledge-help":
            # A programme manager has not seen it for the people it reaches.
            return None
        # A programme manager may not be an administrator, and can ask any of them.
        asks, reader = reader or NOBODY, reader or self._manager
        if reader is None or verb not in VERBS:
            return None
        found = (
            self._assigning(command, reader, asks)
            if verb == "assign"
            else self._answers.link(command, reader, self._words.catalogue, asks)
        )
        if found is None:
            return None
        label = self._words.say("button", verb.replace("-", "_"))
        if verb == "checkin" and found.kind is not links.Kind.FORM:
            # The file that the link makes, or asks for, is of this day.
            label = self._words.say(
                "button", "checkin_held", date=self._words.catalogue.date(self._view.today)
            )
        if found.kind in WAYS:
            contact = self._answers.asked_to_do(command, asks)
            asked = contact.name if contact else ""
            label = self._words.say("button", WAYS[found.kind], label=label, person=asked)
        return Button(label, found.address, found.lines)

    def asking(self, command: str, reader: str | None) -> Button | None:
        """The button that asks somebody to run a command; None where nobody can be asked."""
        contact = self._answers.contact(reader or NOBODY)
        say = self._words.catalogue.say
        please, address = self._ask_done, contact.address if contact else None
        found = links.asking(self._answers.forge, please, command, address)
        if found is None:
            return None
        asked = contact.name if contact and found.kind is links.Kind.MAIL else None
        label = say("button", "ask_mail", person=asked) if asked else say("button", "ask_issue")
        return Button(label, found.address, ())

    def requests(self, several: Mapping[str, str]) -> list[tuple[str, str, Button]]:
        """The buttons that ask an administrator for something by mail, with its key and its command.

        It is never an issue: a sheet or a name is added to it, which need not be kept for all readers.
        """
        say, contact = self._words.catalogue.say, self._answers.contact(NOBODY)
        made = []
        for key, command in several.items():
            line, please = f"wecomplish {command}", say("ask", f"{key}_please")
            found = links.asking(None, please, line, contact.address if contact else None)
            if found:
                made.append((key, line, Button(say("ask", key), found.address, ())))
        return made

    def _assigning(self, command: str, reader: str, asks: str) -> Link | None:
        _, _, mentee, competence, _, mentor, *flags = command.split()
        wish = Wish(mentee, competence, mentor, peer="--peer" in flags, replace="--replace" in flags)
        try:
            plan = assign(self._view, wish, reader)
        except WecomplishError:
            return None
        contact = self._answers.contact(asks, mentee)
        return self._answers.made_or_asked(plan, command, self._words.catalogue, contact)
