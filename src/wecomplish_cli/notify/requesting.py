"""How a mail or an issue asks somebody to carry out a command, in the language of those who send it.

It becomes the subject, and nothing is recorded before the command has run: so it asks, and reports nothing.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.text.catalogue import Catalogue

REFRESH = "refresh"
"""The command that asks for levels: a mail has a line for each."""
_ASSIGN, _JOIN = "assign", "programme"


def request(view: View, command: str, words: Catalogue) -> str:
    """Ask for what a command does, which names all that it needs: `accept ola roles/baker --by ola`."""
    verb, *rest = command.split()[1:]
    given = dict(pairwise(rest))
    name, title = view.org.name, view.org.title
    if verb == _JOIN:
        person, program = given["--person"], title(f"programs/{given['join']}")
        return words.say("please", f"join_{given['--as']}", person=name(person), program=program)
    if verb == REFRESH and len(rest) == 1:
        return words.say("please", "refresh_all", mentee=name(rest[0]))
    mentee, about = rest[:2]
    slot = view.org.mentorships.get((mentee, about))
    key = f"{verb}_peer" if verb == _ASSIGN and "--peer" in rest else verb.replace("-", "_")
    facts = {"mentee": name(mentee), "mentor": name(given.get("--mentor") or (slot.mentor if slot else ""))}
    facts |= {"person": name(given["--by"])} if "--by" in given else {}
    facts |= {"date": words.date(view.today)} if "--date" in given else {}
    return words.say("please", key, competence=title(about), expectation=title(about), **facts)
