"""The plan file of a matching: short YAML to read and edit, with reasons as comments."""

from __future__ import annotations

import shlex
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from wecomplish_cli.model.plans import VERSION, MatchPlan
from wecomplish_cli.render import offboarding
from wecomplish_cli.render.matching import CANNOT_SAY, summary
from wecomplish_cli.text.escape import visible
from wecomplish_cli.text.phrases import several
from wecomplish_cli.yamltext import writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wecomplish_cli.reports.matching import MatchedPair, MatchReport, Unmatched
    from wecomplish_cli.reports.offboarding import Departure, Handed

COLUMNS = 100


def plan_text(
    report: MatchReport, keys: Mapping[str, Any], called: str, leaving: Departure | None = None
) -> str:
    """Write a plan; `keys` are those that say what it was made of, `called` is what it is to be saved as."""
    return "\n".join(_lines(report, keys, called, leaving)) + "\n"


def _lines(
    report: MatchReport, keys: Mapping[str, Any], called: str, leaving: Departure | None
) -> Iterator[str]:
    said = offboarding.summary(leaving) if leaving else summary(report)
    yield from _comment(f"{report.title}: {said}")
    yield from _comment(CANNOT_SAY)
    yield "#"
    yield "# Change, add or take out pairs as you like; comments are only for you."
    if leaving:
        yield from _comment(
            "A mentorship of theirs without a pair here ends. Without `to`, nobody takes a thing over."
        )
    command = "wecomplish offboard" if leaving else "wecomplish match"
    file = shlex.quote(called)
    yield from _comment(f"{command} --check {file}      what would be wrong with it")
    yield from _comment(f"{command} --apply {file}      write all of it, or nothing")
    yield from _comment(f"{command} --refresh {file}    after the data changed: keep what still holds")
    yield ""
    head = {"plan": VERSION, "organization": report.organization, **keys}
    yield from writer.mapping({key: value for key, value in head.items() if value}, MatchPlan, ())
    yield ""
    yield "pairs:" if report.pairs else "pairs: []"
    for pair in report.pairs:
        yield from _pair(pair)
        yield ""
    if not report.pairs:
        yield ""
    if not leaving:
        yield from _network(report)
    else:
        yield "hand_over:" if leaving.handed else "hand_over: []"
        for thing in leaving.handed:
            yield from _handed(thing)
        yield ""
    yield "unmatched:" if report.unmatched else "unmatched: []"
    for each in report.unmatched:
        yield from _unmatched(each)


def _pair(pair: MatchedPair) -> Iterator[str]:
    yield from _comment(f"{pair.mentee_name} with {pair.mentor_name} in {pair.title}", "  ")
    for sign, good in (("+", True), ("-", False)):
        words = [each.words for each in pair.reasons if each.good is good]
        if words:
            yield from _comment("; ".join(words), "  ", f"{sign} ")
    yield f"  - mentee: {pair.mentee}"
    yield f"    mentor: {pair.mentor}"
    yield f"    competence: {pair.competence}"


def _handed(thing: Handed) -> Iterator[str]:
    yield from _comment(f"{offboarding.PARTS[thing.duty.part]} {thing.title}", "  ")
    yield f"  - what: {thing.duty.ref}"
    yield f"    as: {thing.duty.part}"
    if thing.to:
        yield f"    to: {thing.to}"


def _network(report: MatchReport) -> Iterator[str]:
    for each in report.network if report.pairs else ():
        now, then = f"{each.before} of {each.before_of}", f"{each.after} of {each.after_of}"
        yield from _comment(f"{each.name}: {now} now, {then} then")
    if report.pairs:
        yield ""


def _unmatched(each: Unmatched) -> Iterator[str]:
    yield from _comment(f"{each.name}: {each.words}", "  ")
    if each.changes:
        number = len(each.changes) + each.more_changes
        words = several((change.words for change in each.changes), 4, number)
        yield from _comment(f"what would change that: {words}", "  ", "> ")
    yield f"  - {each.person}"


def _comment(text: str, indent: str = "", sign: str = "") -> Iterable[str]:
    """A text as comment lines, with nothing in it that ends a comment or could not be read back."""
    first = f"{indent}# {sign}"
    later = f"{indent}# {' ' * len(sign)}"
    return wrap(
        visible(text),
        COLUMNS,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
        fix_sentence_endings=False,
        drop_whitespace=not text.startswith("wecomplish "),
    )
