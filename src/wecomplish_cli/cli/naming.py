"""The id of what is added: given, made of its name, neutral, or chosen on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.cli import terminal
from wecomplish_cli.cli.command import flag, option
from wecomplish_cli.errors import UsageError
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from wecomplish_cli.cli.request import Request

ID = option("ID", "Its id; otherwise made from the name.")
NEUTRAL = flag("--neutral", "Give it an id that says nothing, such as p-7k3x9m2q.")


def id_of(request: Request, folder: str, name: str, wanted: str | None, neutral: bool) -> str:
    """The id of what is to be added: of what has its name already, else one of its own."""
    same = None if wanted is not None else _same(request, folder, name)
    return same or own_id(request, folder, name, wanted, neutral)


def _same(request: Request, folder: str, name: str) -> str | None:
    """Find what has this name already: adding it again is nothing to do, or a mistake."""
    from wecomplish_cli.derive.lookup import fold

    for path in request.org.records:
        ref = path.removesuffix(".yaml")
        if ref.startswith(f"{folder}/") and fold(request.org.called(ref) or "") == fold(name):
            return ref.partition("/")[2]
    return None


def own_id(request: Request, folder: str, name: str, wanted: str | None, neutral: bool) -> str:
    """The id wanted, or a neutral one, or one made of the name; on a terminal, whoever adds it chooses."""
    from wecomplish_cli.derive import lookup

    if wanted is not None and neutral:
        raise UsageError("--id and --neutral cannot be used together", "give one of the two")
    if wanted is not None:
        require_id(wanted)
        return wanted
    other = lookup.neutral(folder[0])
    if neutral:
        return other
    holder = request.org.competences.get(folder)
    taken = holder.items.__contains__ if holder else lambda each: f"{folder}/{each}" in request.org.present
    proposed = lookup.free(lookup.slug(name), taken)
    if request.asks and terminal.can_ask():
        return _chosen_id(proposed, other)
    if not proposed:
        raise UsageError(f"no id can be made from `{name}`", "give one with --id, or --neutral")
    return proposed


def _chosen_id(proposed: str, other: str) -> str:
    from wecomplish_cli.model.text import is_id, why_no_id

    terminal.note("The id goes into file names and references, and stays when the name changes:")
    numbered = {str(number): each for number, each in enumerate(filter(None, (proposed, other)), 1)}
    for number, each in numbered.items():
        terminal.note(f"  {number}  {each}{'  (says nothing of the name)' if each == other else ''}")
    while True:
        answer = terminal.ask("Which one, or an id of your own", "--id", "1").strip()
        own = numbered.get(answer, answer)
        if is_id(own):
            return own
        terminal.note(f"`{visible(own)}` {why_no_id(own)}")


def require_id(wanted: str, remedy: str = "another with --id") -> None:
    """Refuse what cannot be an id.

    Raises:
        UsageError: if it cannot; it says why not, and what to give.
    """
    from wecomplish_cli.model.text import is_id, why_no_id

    if not is_id(wanted):
        raise UsageError(f"`{wanted}` {why_no_id(wanted)}", f"give {remedy}")
