"""Diagnostics as text: for people, for programs, and as annotations of a code host."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from wecomplish_cli.diagnostics import Severity
from wecomplish_cli.visible import github_message, github_property, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wecomplish_cli.diagnostics import Diagnostic, Place

SHOWN_PER_STEP = 10
"""Annotations of one severity that the code host shows for one step."""

_RED, _YELLOW, _CYAN, _BOLD, _DIM = "31;1", "33;1", "36", "1", "2"


def text(diagnostics: Sequence[Diagnostic], colour: bool = False, width: int = 0) -> str:
    """Show each diagnostic with its line, as a compiler does; lines are cut to `width` columns (0: not)."""
    return "\n".join(_shown(each, colour, width) for each in diagnostics)


def summary(diagnostics: Sequence[Diagnostic], files: int, seconds: float) -> str:
    """Count what was found: `2 errors, 1 warning in 183 files (0.4 s)`."""
    counts = Counter(each.severity for each in diagnostics)
    said = ", ".join(_count(counts[s], s.value) for s in Severity if counts[s]) or "no findings"
    fixable = sum(each.fix is not None for each in diagnostics)
    mend = f"\n`wecomplish check --fix` mends {fixable} of them" if fixable else ""
    return f"{said} in {_count(files, 'file')} ({seconds:.1f} s){mend}"


def as_json(diagnostics: Sequence[Diagnostic], files: int) -> str:
    """Show everything to programs; lines and columns count from 1, the keys are stable."""
    document = {"version": 1, "files": files, "findings": [_as_object(each) for each in diagnostics]}
    return json.dumps(document, ensure_ascii=False, indent=2)


def github(diagnostics: Sequence[Diagnostic], prefix: str = "") -> str:
    """Show annotations for a workflow's log: errors first, ten of each, then how many more there are.

    `prefix` is the path of the data within the repository, empty or ending in a slash.
    """
    lines = []
    for severity in Severity:
        each_of = [each for each in diagnostics if each.severity is severity]
        for each in each_of[:SHOWN_PER_STEP]:
            message = f"{each.message}; {each.hint}" if each.hint else each.message
            lines.append(
                f"::{severity} file={github_property(prefix + each.path)},line={each.place.line},"
                f"col={each.place.column},endColumn={each.place.end_column},"
                f"title={github_property(f'{each.code} {each.rule}')}::{github_message(message)}"
            )
        if len(each_of) > SHOWN_PER_STEP:
            more = _count(len(each_of) - SHOWN_PER_STEP, f"more {severity}")
            lines.append(f"::notice::{more}; run `wecomplish check` to see all")
    return "\n".join(lines)


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
    return "\n".join(lines)


def _cut(source: str, place: Place, room: int) -> tuple[str, str]:
    """Show the line made visible with carets under the place; only the part around it if it is long."""
    room = max(room, 24) if room else 120
    start = max(place.column - 1 - room // 2, 0) if len(source) > room else 0
    before, marked = source[start : place.column - 1], source[place.column - 1 : place.end_column - 1]
    lead = "…" if start else ""
    shown_before, shown = lead + visible(before), visible(source[place.column - 1 :])[: room - len(before)]
    carets = " " * _columns(shown_before) + "^" * max(min(_columns(visible(marked)), _columns(shown)), 1)
    return (shown_before + shown).rstrip(), carets


def _columns(text: str) -> int:
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")


def _as_object(each: Diagnostic) -> dict[str, Any]:
    return {
        "code": each.code,
        "rule": each.rule,
        "severity": each.severity.value,
        "path": each.path,
        **_span(each.place),
        "pointer": list(each.pointer),
        "message": each.message,
        "hint": each.hint,
        "fix": {"mend": each.fix.mend.value, "text": each.fix.text or None} if each.fix else None,
        "related": [{"path": r.path, **_span(r.place), "message": r.message} for r in each.related],
    }


def _span(place: Place) -> dict[str, int]:
    return {"line": place.line, "column": place.column, "end_column": place.end_column}
