"""What a check found, as platforms that host code take it in: annotations, Markdown and code quality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.diagnostics import Severity, Standing
from wecomplish_cli.render import authorization
from wecomplish_cli.render.blocks import Block, Column, Heading, Sentence, Table
from wecomplish_cli.render.document import as_markdown
from wecomplish_cli.render.findings import closing, decided, dumped, remarks, said, summary
from wecomplish_cli.text.escape import github_message, github_property, visible
from wecomplish_cli.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wecomplish_cli.diagnostics import Diagnostic
    from wecomplish_cli.render.findings import Checked

SHOWN_PER_STEP = 10
"""Annotations of one level that GitHub shows for one step."""

MARKER = "<!-- wecomplish check -->"
"""What a comment is found by when it is to be replaced; nobody sees it."""

MOST_MARKDOWN = 65_536
"""Bytes that the Markdown stays below: no comment may be of so many characters."""

MOST_ROWS = 1_000
"""More do not fit in."""

_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor"}
_COLUMNS = (Column("severity", "severity"), Column("where", "where"), Column("what", "what"))


def github(checked: Checked) -> str:
    """Show annotations for a workflow's log, ten of each level, and after them how much was found.

    What was there before a change is a notice, since it does not fail it; what is fixed is counted only.
    """
    shown = [each for each in checked.diagnostics if each.standing is not Standing.FIXED]
    annotations, more = [], []
    for level in ("error", "warning", "notice"):
        of_level = [each for each in shown if _level(each) == level]
        if level == "notice":
            of_level.sort(key=lambda each: each.severity is not Severity.ERROR)
        annotations += [_annotation(each, level, checked.prefix) for each in of_level[:SHOWN_PER_STEP]]
        if len(of_level) > SHOWN_PER_STEP:
            more.append(counted(len(of_level) - SHOWN_PER_STEP, f"more {level}"))
    if more:
        more = [f"{', '.join(more)}; `wecomplish check` shows all"]
    denied = ["::error title=not allowed::Those who made this change may not make all of it"]
    decision = checked.change.decision if checked.change else None
    return "\n".join(
        [
            *(denied if decision and not decision.allowed else []),
            *annotations,
            *more,
            *closing(checked),
            *decided(checked),
        ]
    )


def _level(each: Diagnostic) -> str:
    return "notice" if each.standing is Standing.THERE else each.severity.value


def _annotation(each: Diagnostic, level: str, prefix: str) -> str:
    place = each.place
    there = f" ({each.standing})" if each.standing is Standing.THERE else ""
    return (
        f"::{level} file={github_property(prefix + each.path)},line={place.line},"
        f"col={place.column},endColumn={place.end_column},"
        f"title={github_property(f'{each.code} {each.rule}{there}')}::{github_message(said(each))}"
    )


def gitlab(checked: Checked) -> str:
    """Show a code quality report; GitLab itself compares it with the one of the base, by the fingerprints."""
    return dumped(
        [
            {
                "check_name": f"{each.code} {each.rule}",
                "description": visible(said(each)),
                "severity": _GITLAB[each.severity],
                "fingerprint": each.fingerprint,
                "location": {
                    "path": visible(checked.prefix + each.path),
                    "lines": {"begin": each.place.line},
                },
            }
            for each in checked.diagnostics
            if each.standing is not Standing.FIXED
        ]
    )


def markdown(checked: Checked) -> str:
    """Show what counts, errors first, as Markdown that fits into a comment and into a job's summary."""
    counting = sorted(checked.counting, key=lambda each: each.severity is not Severity.ERROR)
    rows = [
        (each.severity.value, _where(each, checked.prefix), f"{each.code} {each.rule}: {said(each)}")
        for each in counting[:MOST_ROWS]
    ]
    decision = checked.change.decision if checked.change else None
    shown = authorization.MOST_SHOWN
    while True:
        parts = [_markdown(checked, rows, len(counting) - len(rows))]
        parts += [authorization.as_markdown(decision, shown)] if decision else []
        text = "\n\n".join(parts)
        if len(text.encode()) < MOST_MARKDOWN or not (rows or shown):
            return text
        rows, shown = (rows[: len(rows) * 9 // 10], shown) if rows else (rows, shown // 2)


def _markdown(checked: Checked, rows: Sequence[tuple[str, str, str]], more: int) -> str:
    blocks: list[Block] = [Heading(f"wecomplish check: {summary(checked)}", 3)]
    if rows:
        blocks.append(Table("findings", _COLUMNS, tuple(rows)))
    if more:
        blocks.append(Sentence(f"{counted(more, 'more finding')}; `wecomplish check` shows all."))
    return f"{MARKER}\n{as_markdown([*blocks, *map(Sentence, remarks(checked))])}"


def _where(each: Diagnostic, prefix: str) -> str:
    return f"{prefix}{each.path}:{each.place.line}:{each.place.column}"
