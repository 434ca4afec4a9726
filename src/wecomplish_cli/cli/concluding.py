"""How a check ends: what it found in the format that is asked for, and the exit status that fits it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from wecomplish_cli.cli import terminal
from wecomplish_cli.errors import DataError, NotAllowedError
from wecomplish_cli.render import findings
from wecomplish_cli.text.phrases import counted

if TYPE_CHECKING:
    from wecomplish_cli.render.findings import Checked


class FindingFormat(StrEnum):
    """How findings are shown."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    GITLAB = "gitlab"
    MD = "md"


class FailOn(StrEnum):
    """From which severity on a finding fails the check."""

    ERROR = "error"
    WARNING = "warning"


def note_left_out(files: int) -> None:
    """Say how many files were read from git's index, if any were."""
    if files:
        said, were = counted(files, "file"), "was" if files == 1 else "were"
        terminal.note(f"note: {said} that git leaves out of this folder {were} read from its index")


def needs_prefix(how: FindingFormat) -> bool:
    """Whether a format names files by their path within the repository."""
    return how not in (FindingFormat.TEXT, FindingFormat.JSON)


def end(checked: Checked, how: FindingFormat, fail_on: FailOn) -> int:
    """Show what was found, and return the exit status that fits it."""
    terminal.say(_rendered(checked, how))
    return _status(checked, fail_on, how)


def _rendered(checked: Checked, how: FindingFormat) -> str:
    if how is FindingFormat.TEXT:
        width = terminal.width() if terminal.is_terminal() else 0
        return findings.as_text(checked, terminal.colour(), width)
    if how is FindingFormat.JSON:
        return findings.as_json(checked)
    from wecomplish_cli.render import platforms, sarif

    formats = {
        FindingFormat.GITHUB: platforms.github,
        FindingFormat.SARIF: sarif.sarif,
        FindingFormat.GITLAB: platforms.gitlab,
        FindingFormat.MD: platforms.markdown,
    }
    return formats[how](checked)


def _status(checked: Checked, fail_on: FailOn, how: FindingFormat) -> int:
    if any(each.rule == "newer-format" for each in checked.counting):
        return DataError.exit_code
    if any(each.severity == "error" or fail_on is FailOn.WARNING for each in checked.counting):
        return 1
    decision = checked.change.decision if checked.change is not None else None
    if decision is None or decision.allowed:
        return 0
    if how in (FindingFormat.SARIF, FindingFormat.GITLAB):
        from wecomplish_cli.render import authorization

        terminal.note(authorization.text(decision))
    return NotAllowedError.exit_code
