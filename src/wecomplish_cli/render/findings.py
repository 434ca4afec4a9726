"""What a check found, as text for people and as data for programs."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from wecomplish_cli.diagnostics import Severity, Standing
from wecomplish_cli.frozen import frozen
from wecomplish_cli.model.text import SETTINGS_PATH
from wecomplish_cli.text.escape import json_text, revealed, visible
from wecomplish_cli.text.phrases import counted, several

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wecomplish_cli.diagnostics import Diagnostic, Place
    from wecomplish_cli.review.authorize import Authorization

MOST_UNREAD = 4
"""Files that cannot be read that are named; of more, it says how many."""

_RED, _YELLOW, _CYAN, _BOLD, _DIM = "31;1", "33;1", "36", "1", "2"


@frozen
class Change:
    """A change that was judged."""

    base_id: str
    """The commit at the tip of the base; `head_id` the one at the tip of the change."""
    head_id: str
    files: int
    """How many files of the repository it changes."""
    decision: Authorization | None = None
    """Whether those who made it may; None where that was not checked."""


@frozen
class Checked:
    """What a check found: what each format shows in its own way."""

    diagnostics: Sequence[Diagnostic]
    """Of a change, new ones first."""
    files: int
    """How many files of data were looked at."""
    seconds: float
    """How long it took."""
    prefix: str = ""
    """The path of the data within its repository, empty or ending in a slash; for platforms."""
    change: Change | None = None
    """What was judged, if it was not all there is."""
    unread: tuple[str, ...] = ()
    """The files that cannot be read, in order: what depends on them was not checked."""

    @property
    def counting(self) -> list[Diagnostic]:
        """What counts: of a change, the new ones."""
        return [each for each in self.diagnostics if each.standing in (None, Standing.NEW)]

    def count(self, standing: Standing) -> int:
        """Count what has this to do with the change."""
        return sum(each.standing is standing for each in self.diagnostics)


def text(diagnostics: Sequence[Diagnostic], colour: bool = False, width: int = 0) -> str:
    """Show each diagnostic with its line, as a compiler does; lines are cut to `width` columns (0: not)."""
    return "\n".join(_shown(each, colour, width) for each in diagnostics)


def as_text(checked: Checked, colour: bool = False, width: int = 0) -> str:
    """Show what counts as `text` does, and how much was found."""
    shown = [text(checked.counting, colour, width)] if checked.counting else []
    return "\n".join([*shown, *closing(checked), *decided(checked)])


def decided(checked: Checked) -> list[str]:
    """Say whether those who made a change may, where that was judged."""
    decision = checked.change.decision if checked.change else None
    if not decision:
        return []
    from wecomplish_cli.render import authorization

    return [authorization.text(decision)]


def closing(checked: Checked) -> list[str]:
    """Say how much was found and how long it took, what can be mended, and what was not checked."""
    fixable = sum(each.fix is not None for each in checked.counting)
    mend = [f"`wecomplish check --fix` fixes {fixable} of them"] if fixable else []
    return [f"{summary(checked)} ({checked.seconds:.1f} s)", *mend, *remarks(checked)]


def summary(checked: Checked) -> str:
    """Count what was found.

    `2 errors, 1 warning in 183 files`, or of a change `2 new errors in 183 files; 3 already there; 1 fixed`.
    """
    counts = Counter(each.severity for each in checked.counting)
    new = "new " if checked.change else ""
    said = ", ".join(counted(counts[s], new + s.value) for s in Severity if counts[s]) or f"no {new}findings"
    others = [
        f"; {checked.count(standing)} {standing}" for standing in (Standing.THERE, Standing.FIXED) if new
    ]
    return "".join([said, f" in {counted(checked.files, 'file')}", *others])


def remarks(checked: Checked) -> list[str]:
    """Say what was not checked: what depends on what cannot be read, and of a change, who may make it."""
    found = [_unjudged(checked.unread)] if checked.unread else []
    if checked.change is None:
        return found
    if not checked.change.files:
        return ["There is nothing to check: merging it changes no file."]
    if checked.change.decision is not None:
        return found
    return [*found, "Only the data was checked, not who may change it."]


def _unjudged(unread: Sequence[str]) -> str:
    if SETTINGS_PATH in unread:
        return f"{SETTINGS_PATH} cannot be read, so only the shape of each file was checked."
    files, them = several(map(visible, unread), MOST_UNREAD), "it" if len(unread) == 1 else "them"
    return f"{files} cannot be read, so what depends on {them} was not checked."


def said(each: Diagnostic) -> str:
    """What a finding says and what helps, in one."""
    return f"{each.message}; {each.hint}" if each.hint else each.message


def as_json(checked: Checked) -> str:
    """Show everything to programs; lines and columns count from 1, the keys are stable."""
    change = checked.change
    judged = {"base": change.base_id, "head": change.head_id, "files": change.files} if change else None
    decision = None
    if change and change.decision:
        from wecomplish_cli.render.document import plain

        decision = plain(change.decision)
    return dumped(
        {
            "version": 1,
            "files": checked.files,
            "change": judged,
            "authorization": decision,
            "findings": [_as_object(each) for each in checked.diagnostics],
        }
    )


def dumped(document: Any) -> str:
    """Write data for programs in ASCII; nothing in it is a command to a terminal or a workflow's log."""
    return json_text(json.dumps(document, indent=2))


def without_place(each: Diagnostic) -> str:
    """Show a diagnostic of a file that is not there yet: its key instead of its place."""
    key = ".".join(map(str, each.pointer))
    message = visible(f"{key}: {each.message}" if key else each.message)
    lines = [f"{each.severity} {each.code} {each.rule}: {message}"]
    return "\n".join([*lines, *([f"  help: {visible(each.hint)}"] if each.hint else [])])


def _shown(each: Diagnostic, colour: bool, width: int) -> str:
    def styled(style: str, said: str) -> str:
        return f"\x1b[{style}m{said}\x1b[0m" if colour else said

    where = f"{visible(each.path)}:{each.place.line}:{each.place.column}"
    severity = styled(_RED if each.severity is Severity.ERROR else _YELLOW, each.severity)
    lines = [f"{styled(_BOLD, where)}: {severity} {each.code} {each.rule}: {visible(each.message)}"]
    hint = visible(each.hint) if each.hint else ""
    if each.source.strip():
        number = str(each.place.line)
        room = width - len(number) - 5 if width else 0
        source, carets = _cut(each.source, each.place, room)
        lines.append(f"  {styled(_CYAN, number)} | {source}")
        lines.append(f"  {' ' * len(number)} | {styled(_RED, carets)} {hint}".rstrip())
    elif hint:
        lines.append(f"  help: {hint}")
    for related in each.related:
        at = f"{visible(related.path)}:{related.place.line}:{related.place.column}"
        lines.append(styled(_DIM, f"    {at}: {visible(related.message)}"))
    if each.more_related:
        lines.append(styled(_DIM, f"    and {counted(each.more_related, 'more place')}"))
    return "\n".join(lines)


def _cut(source: str, place: Place, room: int) -> tuple[str, str]:
    """Show the line made visible with carets under the place; only the part around it if it is long."""
    room = max(room, 24) if room else 120
    start = max(place.column - 1 - room // 2, 0) if len(source) > room else 0
    # Of a line without end, no more is looked at for each finding in it than can be shown.
    before, after = source[start : place.column - 1], source[place.column - 1 :][:room]
    marked = after[: place.end_column - place.column]
    lead = "…" if start else ""
    shown_before, shown = lead + revealed(before), revealed(after)[: room - len(before)]
    carets = " " * _columns(shown_before) + "^" * max(min(_columns(revealed(marked)), _columns(shown)), 1)
    return (shown_before + shown).rstrip(), carets


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _as_object(each: Diagnostic) -> dict[str, Any]:
    return {
        "code": each.code,
        "rule": each.rule,
        "severity": each.severity.value,
        "standing": each.standing.value.replace(" ", "_") if each.standing else None,
        "path": each.path,
        **_span(each.place),
        "pointer": list(each.pointer),
        "message": each.message,
        "hint": each.hint,
        "fix": {"mend": each.fix.mend.value, "text": each.fix.text or None} if each.fix else None,
        "fingerprint": each.fingerprint,
        "related": [{"path": r.path, **_span(r.place), "message": r.message} for r in each.related],
        "more_related": each.more_related,
    }


def _span(place: Place) -> dict[str, int]:
    return {"line": place.line, "column": place.column, "end_column": place.end_column}
