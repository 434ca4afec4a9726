"""What a check found, in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS, 2020)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from wecomplish_cli import __version__
from wecomplish_cli.diagnostics import Standing
from wecomplish_cli.render.findings import dumped, remarks, said
from wecomplish_cli.rules.register import BY_CODE
from wecomplish_cli.text.escape import visible
from wecomplish_cli.text.phrases import counted

if TYPE_CHECKING:
    from wecomplish_cli.diagnostics import Diagnostic, Place
    from wecomplish_cli.render.findings import Checked
    from wecomplish_cli.rules.rule import Rule

MOST_RESULTS = 25_000
"""Results that GitHub takes of one run; a file with more it refuses."""

_BASELINE = {Standing.NEW: "new", Standing.THERE: "unchanged", Standing.FIXED: "absent"}


def sarif(checked: Checked) -> str:
    """Show each finding as a result; of a change, with what that has to do with it."""
    shown = checked.diagnostics[:MOST_RESULTS]
    codes = sorted({each.code for each in shown})
    rules = [_rule(BY_CODE[code]) for code in codes]
    run = {
        "tool": {"driver": {"name": "wecomplish", "semanticVersion": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notes(checked)}],
        "results": [_result(each, codes.index(each.code), checked.prefix) for each in shown],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return dumped({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule[Any]) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.manual},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _notes(checked: Checked) -> list[dict[str, Any]]:
    more = len(checked.diagnostics) - MOST_RESULTS
    left_out = [f"{counted(more, 'more finding')}; `wecomplish check` shows all"] if more > 0 else []
    return [{"level": "note", "message": {"text": said}} for said in (*left_out, *remarks(checked))]


def _result(each: Diagnostic, rule: int, prefix: str) -> dict[str, Any]:
    more = f" ({each.more_related} more related places)" if each.more_related else ""
    found: dict[str, Any] = {
        "ruleId": each.code,
        "ruleIndex": rule,
        "level": each.severity.value,
        "message": {"text": _message(said(each) + more)},
        "locations": [{"physicalLocation": _location(prefix + each.path, each.place)}],
        # The second is the one that GitHub knows a finding by; else it would take the line's text.
        "partialFingerprints": {
            "finding/v1": each.fingerprint,
            "primaryLocationLineHash": each.fingerprint,
        },
    }
    if each.related:
        found["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _location(prefix + related.path, related.place),
                "message": {"text": _message(related.message)},
            }
            for number, related in enumerate(each.related, 1)
        ]
    return found | ({"baselineState": _BASELINE[each.standing]} if each.standing else {})


def _location(path: str, place: Place) -> dict[str, Any]:
    return {
        # Whatever bytes git has in a path, each that is no plain letter is written as its number.
        "artifactLocation": {"uri": quote(path, safe="/", errors="surrogateescape")},
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.line,
            "endColumn": place.end_column,
        },
    }


def _message(text: str) -> str:
    """Make text safe as a message, in which `[…](…)` is a link and `{0}` stands for something else."""
    return re.sub(r"(\](?=\()|\{(?=\d))", "\\1\N{WORD JOINER}", visible(text))
