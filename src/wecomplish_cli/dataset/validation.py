"""Values to a record, and what does not fit said in plain words."""

from __future__ import annotations

from dataclasses import is_dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from wecomplish_cli.diagnostics import Finding, Fix, Mend, Pointer, Spot
from wecomplish_cli.model.build import build
from wecomplish_cli.model.record import placed
from wecomplish_cli.model.text import describe, misreadable, shortened
from wecomplish_cli.model.walk import layout, value_type
from wecomplish_cli.text.escape import odd_spaces, revealed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from wecomplish_cli.model.kinds import Kind

Found = tuple[str, Finding]
"""A rule's name and what it found."""

MOST_OF_FILE = 1_000
"""Findings about the shape of one file; with so many, it is another kind of file."""

MOST_MISREAD = 10_000
"""Texts of one file that lack quotes: `check --fix` mends as many in a round, and has few rounds."""

_OURS = {
    "empty": "empty-value",
    "wrong_type": "wrong-type",
    "bad_value": "bad-value",
    "bad_date": "bad-date",
    "bad_reference": "malformed-reference",
    "not_one_of": "not-one-of",
    "needs_one": "missing-key",
}
"""The kinds of error that the model's own types raise, and their rules."""


def shape_findings(kind: Kind, path: str, value: dict[str, Any]) -> tuple[Any | None, list[Found]]:
    """Make a record of a file's values.

    Returns:
        The record, or None where the values do not fit, and the findings; a record may come with warnings.
    """
    suspects: list[str] = []
    record = build(kind.record, value, suspects)
    if record is None:
        from pydantic import ValidationError

        try:
            record = kind.adapter.validate_python(value, context=suspects)
        except ValidationError as error:
            return None, list(_in_plain_words(kind, path, error))
    found = list(islice(_misread(kind, path, value), MOST_MISREAD)) if suspects else []
    if is_dataclass(record):
        placed(record, path)
    return record, found


def _misread(kind: Kind, path: str, value: Any) -> Iterator[Found]:
    for pointer, text in _scalars(value, ()):
        if type(text) is str and misreadable(text) and value_type(kind.record, pointer) is str:
            yield (
                "misread-text",
                Finding(
                    Spot(path, pointer),
                    f"`{shortened(text)}` is text here, but some YAML readers take it for something else",
                    hint=f'write "{shortened(text)}", in quotes',
                    fix=Fix(Mend.REPLACE, text),
                ),
            )


def _scalars(value: Any, pointer: Pointer) -> Iterator[tuple[Pointer, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _scalars(inner, (*pointer, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _scalars(inner, (*pointer, index))
    else:
        yield pointer, value


def _in_plain_words(kind: Kind, path: str, error: ValidationError) -> Iterator[Found]:
    found = [_finding(kind, path, detail) for detail in error.errors(include_url=False)[:MOST_OF_FILE]]
    # A misspelled key is one mistake: what its proposal would mend is not missing as well.
    meant = {
        (*finding.spot.pointer[:-1], finding.hint.split("`")[1])
        for rule, finding in found
        if rule == "unknown-key" and finding.hint and finding.hint.startswith("did you mean")
    }
    for rule, finding in found:
        if rule != "missing-key" or finding.spot.pointer not in meant:
            yield rule, finding


def _finding(kind: Kind, path: str, detail: ErrorDetails) -> Found:
    """What an error says, with the spaces named that only look like the usual one."""
    rule, finding = _said(kind, path, detail)
    pointer = finding.spot.pointer
    given = pointer[-1] if finding.spot.at_key and pointer else detail["input"]
    odd = odd_spaces(given) if isinstance(given, str) else ""
    if not odd:
        return rule, finding
    fix = finding.fix if str(given) == str(given).strip() else Fix(Mend.SPACES)
    return rule, replace(finding, message=f"{revealed(finding.message)}; {odd}", fix=fix)


def _said(kind: Kind, path: str, detail: ErrorDetails) -> Found:
    pointer, what, given = tuple(detail["loc"]), detail["type"], detail["input"]
    spot = Spot(path, pointer)
    if pointer and pointer[-1] == "[key]":
        at_key = Spot(path, pointer[:-1], at_key=True)
        key = f"`{shortened(str(pointer[-2]))}`"
        said = detail["msg"] if detail["msg"].startswith(key) else f"{key}: {detail['msg']}"
        return "malformed-reference", Finding(at_key, said, fix=_in_lower_case(pointer[-2]))
    if what in _OURS:
        fix = _in_lower_case(given) if what == "bad_reference" else None
        return _OURS[what], Finding(spot, detail["msg"], fix=fix)
    if what == "missing":
        return "missing-key", Finding(spot, f"`{pointer[-1]}` is missing here", hint=f"add `{pointer[-1]}:`")
    if what == "unexpected_keyword_argument":
        return _unknown_key(kind, path, pointer)
    if what == "enum":
        return "not-one-of", _not_one_of(path, pointer, given, detail["ctx"]["expected"].replace("'", "`"))
    if what == "too_short":
        return "empty-value", Finding(spot, "an empty list; at least one item is needed")
    wanted = {"tuple_type": "a list", "dict_type": "a mapping", "dataclass_type": "a mapping"}.get(what)
    if wanted is None:
        return "bad-value", Finding(spot, detail["msg"])
    hint = (
        f"write `[{shortened(given)}]`" if wanted == "a list" and isinstance(given, str) and given else None
    )
    return "wrong-type", Finding(spot, f"expected {wanted}, found {describe(given)}", hint=hint)


def _in_lower_case(given: object) -> Fix | None:
    """The fix for a reference of which only the case is wrong; its rule says whether it leads anywhere."""
    lower = given.lower() if isinstance(given, str) else None
    return Fix(Mend.REPLACE, lower) if lower and lower != given else None


def _not_one_of(path: str, pointer: Pointer, given: Any, expected: str) -> Finding:
    if not isinstance(given, str):
        return Finding(Spot(path, pointer), f"expected one of {expected}; found {describe(given)}")
    from wecomplish_cli.derive.lookup import did_you_mean

    word = shortened(given)
    hint = did_you_mean(word, expected.split("`")[1::2])
    return Finding(Spot(path, pointer), f"`{word}` is not one of {expected}", hint=hint)


def _unknown_key(kind: Kind, path: str, pointer: Pointer) -> Found:
    from wecomplish_cli.derive.lookup import did_you_mean

    known = layout(kind.record, pointer[:-1]).order or ()
    key = shortened(str(pointer[-1]))
    hint = did_you_mean(key, known) or f"known here: {', '.join(known)}"
    return "unknown-key", Finding(Spot(path, pointer, at_key=True), f"unknown key `{key}`", hint=hint)
