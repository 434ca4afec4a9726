"""How a message can be answered without a clone: the links beside its commands."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from wecomplish_cli.actions import accepting, helping, lifecycle, meeting, programs, reviewing
from wecomplish_cli.dataset import links
from wecomplish_cli.dataset.links import Link
from wecomplish_cli.derive import familiarity, mentoring
from wecomplish_cli.derive.proof import proof
from wecomplish_cli.errors import WecomplishError
from wecomplish_cli.model.mentorships import ReviewOutcome
from wecomplish_cli.model.people import ProgramRole
from wecomplish_cli.notify.email import Mailbox, mailbox
from wecomplish_cli.notify.requesting import REFRESH, request
from wecomplish_cli.reports.needs import to_refresh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wecomplish_cli.actions.plan import Plan
    from wecomplish_cli.dataset.store import Dataset
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.text.catalogue import Catalogue


class Answers:
    """Links for the commands of messages, made from the data that the messages are about."""

    def __init__(self, dataset: Dataset, view: View) -> None:
        self.dataset, self.view = dataset, view
        self.forge = links.forge(dataset)
        # Both sides of a mentorship are told of the same meeting.
        self._decided = cache(partial(_decided, view))
        self._reachable = cache(partial(_reachable, view))

    def link(self, command: str, reader: str, words: Catalogue, asks: str | None = None) -> Link | None:
        """Link to what a command would do that a message names for its reader.

        `command` is one that the tool has written itself, such as `wecomplish accept ola roles/baker`.
        `asks` is who would ask for it, in `words`, where that is not the reader.

        Returns:
            None for a command that leaves something open, or that nobody could carry out. Levels are left
            open on purpose: the form asks for them, and the mail has a line for each.
        """
        if command.split()[1] == REFRESH:
            return self._levels(command, words, self.contact(reader if asks is None else asks))
        plan = self._plan(command, reader)
        if plan is None:
            return None
        form = self._form(command, reader, plan)
        if form is not None:
            return form
        command = _explicit(self.view, command, reader)
        contact = self.asked_to_do(command, reader if asks is None else asks)
        return self.made_or_asked(plan, command, words, contact)

    def made_or_asked(
        self, plan: Plan, command: str, words: Catalogue, contact: Mailbox | None
    ) -> Link | None:
        """Link to what makes the change of a plan, or asks for the command; None without either."""
        please = request(self.view, command, words)
        address = contact.address if contact else None
        return links.link(self.dataset, self.forge, plan.edits, please, command, address)

    def _form(self, command: str, reader: str, plan: Plan) -> Link | None:
        """Link to the form for an answer, which names what is answered as it is now; None without forms."""
        verb, *words = command.split()[1:]
        settings = self.view.org.settings.forge
        own = "--by" not in words or words[words.index("--by") + 1] == reader
        if verb not in _FORMS or not plan.edits or not own or not (settings and settings.forms):
            return None
        name, field = _FORMS[verb]
        org = self.view.org
        if verb == "checkin":
            mentee, competence = words[:2]
            title = f"{org.name(mentee)}: {org.title(competence)}"
            answers = {field: f"{title} (mentorships/{mentee}/{competence})"}
        else:
            answers = {field: proof(org, plan.edits[0].ref)}
        address = self.forge.form(name, **answers) if self.forge else None
        return Link(links.Kind.FORM, address) if address else None

    def _levels(self, command: str, words: Catalogue, contact: Mailbox | None) -> Link | None:
        """Link to the form in which people say how familiar they are, or to what asks them to."""
        settings = self.view.org.settings
        if self.forge and settings.forge and settings.forge.forms:
            address = self.forge.form("indicate-familiarity")
            return Link(links.Kind.FORM, address) if address else None
        person, *competence = command.split()[2:]
        expected = (
            familiarity.expectations_by_competence(self.view).get(competence[0], ())
            if competence
            else familiarity.expected_of(self.view, person)
        )
        levels = words.listed(settings.familiarity.levels, "or")
        blanks = [f"{self.view.org.title(ref)}: " for ref in to_refresh(self.view, person, expected)]
        blanks.insert(0, words.say("ask", "levels", levels=levels))
        please = request(self.view, command, words)
        return links.asking(self.forge, please, command, contact.address if contact else None, blanks)

    def contact(self, reader: str, mentee: str | None = None) -> Mailbox | None:
        """Whom a reader may ask: who coordinates a mentee's program, or else an administrator.

        Without a mentee, it is the reader's own program.
        """
        org = self.view.org
        of = org.people.get(mentee or reader)
        programs = [org.programs.get(each) for each in (of.programs if of else ())]
        asked = [each.coordinator for each in programs if each is not None and each.coordinator is not None]
        return self._reachable((*asked, *org.settings.administrators), reader)

    def asked_to_do(self, command: str, reader: str) -> Mailbox | None:
        """Whom a reader may ask to carry out a command: of a program, who coordinates it."""
        _, verb, about, *more = command.split()
        if verb != "programme":
            return self.contact(reader, about)
        program = self.view.org.programs[more[0]]
        asked = [program.coordinator] if program.coordinator else []
        return self._reachable((*asked, *self.view.org.settings.administrators), reader)

    def _plan(self, command: str, reader: str) -> Plan | None:
        """What a command would do today; None if it cannot be said, or is not possible any more."""
        verb, *words = command.split()[1:]
        if verb == "programme":
            return programs.join(self.view, reader, words[1], ProgramRole(words[-1]))
        if verb not in _DECIDE or len(words) < 2:
            return None
        by = words[words.index("--by") + 1] if "--by" in words else reader
        return self._decided(verb, words[0], words[1], by if verb in _IN_ONES_OWN_NAME else "")


def _decided(view: View, verb: str, mentee: str, about: str, by: str) -> Plan | None:
    try:
        return _DECIDE[verb](view, mentee, about, by)
    except WecomplishError:
        return None


def _reachable(view: View, people: Iterable[str], reader: str) -> Mailbox | None:
    """The first of some people who is there, gets mail and is not the reader; None if nobody is."""
    boxes = (mailbox(view.org, each) for each in mentoring.still_there(view, people) if each != reader)
    return next((box for box in boxes if box.address), None)


def _explicit(view: View, command: str, reader: str) -> str:
    """Say in a command whatever it would ask its reader: somebody else may run it, on another day."""
    words = command.split()
    if words[1] == "checkin":
        return f"{command} --date {view.today}"
    if words[1] == "programme":
        return f"{command} --person {reader}"
    if words[1] in _IN_ONES_OWN_NAME and "--by" not in words:
        command += f" --by {reader}"
    return f"{command} --outcome agree" if words[1] == "review" and "--outcome" not in words else command


def _accept(view: View, mentee: str, about: str, by: str) -> Plan:
    return accepting.accept(view, mentee, about, by)


def _decline(view: View, mentee: str, about: str, by: str) -> Plan:
    return accepting.decline(view, mentee, about, by, None)


def _review(view: View, mentee: str, about: str, by: str) -> Plan:
    return reviewing.review(view, mentee, about, by, ReviewOutcome.AGREE, {})


def _answer_help(view: View, mentee: str, about: str, by: str) -> Plan:
    return helping.answer_help(view, mentee, about, by, None)


def _resume(view: View, mentee: str, about: str, _by: str) -> Plan:
    return lifecycle.resume(view, mentee, about)


def _end(view: View, mentee: str, about: str, _by: str) -> Plan:
    return lifecycle.end(view, mentee, about, None)


def _checkin(view: View, mentee: str, about: str, _by: str) -> Plan:
    return meeting.checkin(view, mentee, about, meeting.Meeting(view.today))


_IN_ONES_OWN_NAME = ("accept", "decline", "acknowledge-help", "answer-help", "review")
"""Commands that record who runs them, unless they are told who acts."""

_FORMS = {
    "accept": ("answer-proposal", "mentorship"),
    "decline": ("answer-proposal", "mentorship"),
    "acknowledge-help": ("answer-help", "request"),
    "answer-help": ("answer-help", "request"),
    "checkin": ("check-in", "mentorship"),
}
"""The form in which each command can be asked for, and its field that says what is answered."""

_DECIDE: dict[str, Callable[[View, str, str, str], Plan]] = {
    "accept": _accept,
    "decline": _decline,
    "acknowledge-help": helping.acknowledge_help,
    "answer-help": _answer_help,
    "review": _review,
    "checkin": _checkin,
    "resume": _resume,
    "end": _end,
}
"""What each command decides of a mentee, an assignment or expectation, and the person who acts."""
