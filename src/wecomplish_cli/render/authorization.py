"""Shows what was decided of a change: who may make what of it, and whose approval is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.render import document
from wecomplish_cli.review import approvals
from wecomplish_cli.text.escape import markdown, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wecomplish_cli.review.authorize import Approval, Authorization, Ruling, Someone

MOST_SHOWN = 50
"""Facts of each kind that are shown to people; of more, it is said how many."""

MOST_NAMED = 10
"""People who could approve a fact, likewise."""


def text(answer: Authorization) -> str:
    """Show a decision as lines: what is denied before what is allowed."""
    lines = [_verdict(answer), f"made by {_actors(answer)}"]
    denied, allowed = _split(answer)
    lines += filter(None, (_approval(denied),))
    for ruling in denied[:MOST_SHOWN]:
        lines.append(f"✗ {_what(ruling)}")
        lines += [f"    {line}" for line in _why(ruling)]
    lines += _left_out(denied, "denied")
    lines += [f"✓ {_what(ruling)} ({ruling.reason})" for ruling in allowed[:MOST_SHOWN]]
    lines += _left_out(allowed, "allowed")
    lines += map(_ignored, _not_counting(answer))
    return "\n".join(map(visible, lines))


def as_markdown(answer: Authorization, most: int = MOST_SHOWN) -> str:
    """Show a decision as Markdown, nothing in it taken for markup; at most so many facts of each kind."""
    denied, allowed = _split(answer)
    parts = [f"### {'✓' if answer.allowed else '✗'} {markdown(_verdict(answer))}"]
    parts.append(f"Made by {markdown(_actors(answer))}.")
    needed = _approval(denied)
    parts += [f"{markdown(needed[0].upper() + needed[1:])}."] if needed else []
    parts += [
        "\n".join((f"- ✗ {markdown(_what(ruling))}", *(f"  - {markdown(line)}" for line in _why(ruling))))
        for ruling in denied[:most]
    ]
    parts += map(markdown, _left_out(denied, "denied", most))
    said = [f"- ✓ {markdown(_what(r))} ({markdown(r.reason)})" for r in allowed[:most]]
    parts += ["\n".join(said)] if said else []
    parts += map(markdown, _left_out(allowed, "allowed", most))
    parts += (markdown(_ignored(each)) for each in _not_counting(answer))
    return "\n\n".join(parts)


def as_json(answer: Authorization) -> str:
    """Show a decision to programs."""
    return document.as_json("authorization", answer)


def _split(answer: Authorization) -> tuple[list[Ruling], list[Ruling]]:
    denied = [ruling for ruling in answer.rulings if not ruling.allowed]
    return denied, [ruling for ruling in answer.rulings if ruling.allowed]


def _verdict(answer: Authorization) -> str:
    denied, number = len(_split(answer)[0]), len(answer.rulings)
    if not number:
        return "Allowed: nothing is changed"
    if not denied:
        return f"Allowed: {_things(number)}"
    return f"Denied: {_things(denied)} of {number}" if denied < number else f"Denied: {_things(number)}"


def _approval(denied: Sequence[Ruling]) -> str | None:
    """Say who has to approve it, as the command that made it did; None if nobody has to, or nobody can."""
    return approvals.sentence(denied) if all(ruling.could_approve for ruling in denied) else None


def _things(number: int) -> str:
    return "1 change" if number == 1 else f"{number} changes"


def _actors(answer: Authorization) -> str:
    return ", ".join(
        f"{actor.name} ({actor.account})" if actor.name else f"{actor.account}, who is not in this data"
        for actor in answer.actors
    )


def _what(ruling: Ruling) -> str:
    return f"{ruling.path}: {ruling.said}"


def _why(ruling: Ruling) -> Iterator[str]:
    yield ruling.reason
    if ruling.could_approve:
        number = "two of them" if ruling.missing > 1 else "one of them"
        whose = "" if len(ruling.could_approve) == 1 else f"{number}: "
        more = len(ruling.could_approve) - MOST_NAMED
        names = ", ".join(map(_someone, ruling.could_approve[:MOST_NAMED]))
        yield f"missing: the approval of {whose}{names}" + (f" and {more} more" if more > 0 else "")


def _someone(someone: Someone) -> str:
    accounts = ", ".join(someone.accounts) or "no account in the data"
    return f"{someone.name} ({accounts})"


def _left_out(rulings: Sequence[Ruling], what: str, most: int = MOST_SHOWN) -> list[str]:
    more = len(rulings) - most
    return [f"and {more} more that {'is' if more == 1 else 'are'} {what}"] if more > 0 else []


def _not_counting(answer: Authorization) -> list[Approval]:
    return [approval for approval in answer.approvals if approval.ignored]


def _ignored(approval: Approval) -> str:
    whose = f"{approval.name} ({approval.account})" if approval.name else approval.account
    return f"the approval of {whose} for {approval.commit[:12]} does not count: {approval.ignored}"


RENDER: dict[str, Callable[[Authorization], str]] = {"text": text, "md": as_markdown, "json": as_json}
"""How to show a decision in each format."""
