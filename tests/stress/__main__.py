"""Runs every suite in its long form, or a share of it, and writes the figures to `docs/reliability.md`.

python -m tests.stress                all of it, which takes hours
python -m tests.stress 0.1            a tenth of it
python -m tests.stress 0.1 faults     a tenth of one suite; the document keeps the others' figures

A suite of several parts that was interrupted goes on after the last part that is written down.
"""

from __future__ import annotations

import json
import math
import os
import sys
import time
from collections import Counter
from dataclasses import fields
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

DOCUMENT = Path(__file__).parents[2] / "docs" / "reliability.md"
FIGURES = Path(__file__).with_name("figures.json")


class Suite(NamedTuple):
    """One of the modules here: what it shows, how much of it the long form is, and in how many parts."""

    module: str
    title: str
    shown: str
    long: int
    parts: int = 1
    """What takes hours is written down part by part; only suites that can begin at a number have several."""


SUITES = (
    Suite(
        "faults",
        "Killed or failed at any system call",
        "Every command that writes is killed, or its system call fails with ENOSPC, EIO, EINTR, EACCES or "
        "EMFILE, by `strace`, while it reads and while it writes. The next command then finds all old or all "
        "new, as the command said, and nothing stray.",
        20_000,
    ),
    Suite(
        "power",
        "Power failing",
        "A change of three files (one changed, one new, one deleted) is cut off after each step, with every "
        "state that the disk may then be in. Whoever comes next finds all old or all new. Leaving out one "
        "of the syncs shows that the model can find what it looks for.",
        3,
    ),
    Suite(
        "races",
        "Eight at once",
        "Eight processes assign, indicate and ask for help at once; holders of the lock are killed; git "
        "checks out or stashes between a crash and the recovery. No update is lost, and nothing that git put "
        "away comes back by itself.",
        600,
    ),
    Suite(
        "editing",
        "Any sequence of edits",
        "Random sequences of all editing commands against a model of the data. Every state is clean under "
        "`check`, and every comment is kept.",
        1_000_000,
        20,
    ),
    Suite(
        "mutations",
        "Mutated files",
        "Real files with mutated bytes, read, checked and reported. Nothing comes of it but findings, none "
        "of them after more than two seconds.",
        10_000_000,
        50,
    ),
    Suite(
        "readers",
        "Two readers",
        "The same mutated files, through the quick reader of plain files and the strict reader. What the "
        "quick one reads, the strict one reads alike; all else it leaves to the strict one.",
        10_000_000,
        50,
    ),
    Suite(
        "renames",
        "Renaming",
        "Everything that has an id is renamed, in the example and in an organisation of 1,000. References "
        "before and after agree, reports differ in the id alone, and renaming back restores the bytes.",
        400,
    ),
    Suite(
        "merges",
        "Merging",
        "Pairs of branches, each with random valid edits, merged by git.",
        2_000,
    ),
    Suite(
        "permissions",
        "Who may make a change",
        "Random changes, right and slightly wrong, by random people with random approvals. `authorize` and a "
        "naive reading of the rules, which knows nothing of it, agree on each.",
        10_000,
    ),
    Suite(
        "judged_merges",
        "Merges that are not valid",
        "Pairs of valid branches about the same few people, judged by `check --base`. It fails exactly the "
        "merges that an oracle of its own finds something wrong with: someone removed here and made a mentor "
        "there, a last place filled twice.",
        2_000,
    ),
    Suite(
        "verdicts",
        "Checks that remember",
        "Random changes to the files, to git, to the clock and to what is remembered: a letter changed with "
        "size and time put back, links, pipes, ignored files, `assume-unchanged`, line ends, a submodule, "
        "two processes at once. After each, `check` says what a check says that reads everything.",
        5_000,
    ),
    Suite(
        "costly",
        "Data made to keep a command busy",
        "Sets of data of which one file is as large as it may be, or there are thousands, and a mutation of "
        "each; every command on each. None takes more than 5 seconds of processor time, nor 500 MiB.",
        120,
    ),
)


IN_SHORT = {
    "faults": (
        "the program or the disk fails in the middle",
        "all of a change or nothing",
        "{injected:,} faults",
    ),
    "power": ("the power fails", "all of a change or nothing", "{states:,} states of the disk"),
    "races": (
        "several people or scripts write at once",
        "no change is lost",
        "{commands:,} commands, 8 at once",
    ),
    "editing": ("commands edit for years", "the data stays valid, with your comments", "{steps:,} edits"),
    "mutations": ("a file is damaged", "a finding that names the place", "{mutations:,} damaged files"),
    "readers": ("a file is read the quick way", "the same values", "{mutations:,} damaged files"),
    "renames": ("something gets another id", "everything that refers to it follows", "{renames:,} renames"),
    "merges": (
        "two branches are merged",
        "git merges them, or marks what people must decide",
        "{pairs:,} pairs, {pairs_with_conflict:,} of them with a conflict",
    ),
    "permissions": ("someone changes what they may not", "the review says so", "{changes:,} changes"),
    "judged_merges": (
        "two changes are right, and together wrong",
        "`check --base` fails before they are merged",
        "{pairs:,} pairs, {invalid:,} of them wrong together",
    ),
    "verdicts": (
        "`check` answers from what it found before",
        "the answer of a check that reads everything",
        "{changes:,} changes, {remembered:,} checks that read nothing",
    ),
    "costly": (
        "a file is made to keep a command busy",
        "an answer within 5 seconds",
        "{commands:,} commands",
    ),
}
"""What may happen, what you can rely on then, and how often it was tried: for those who read one table."""

BEFORE = """\
What was done to the data on purpose, how often, and what came of it. `make test` runs a short form,
`make stress` the long one, and writes this page. A suite ends at the first violation, so that a figure here
means that there was none; what takes hours may have been interrupted, and gone on where it was."""


def main(words: list[str]) -> None:
    """Run the suites named, or all, and write what they counted."""
    share = float(words[0]) if words else 1.0
    kept = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    for suite in SUITES:
        if words[1:] and suite.module not in words[1:]:
            continue
        amount = max(round(suite.long * share), 1) if suite.module != "power" else suite.long
        for run in _in_parts(suite, amount, kept.get(suite.module, {})):
            kept[suite.module] = run
            FIGURES.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
            DOCUMENT.write_text("\n".join(_document(kept)), encoding="utf-8")


def _in_parts(suite: Suite, amount: int, before: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """Run a suite, and give what is to be written down after each part."""
    module = import_module(f"tests.stress.{suite.module}")
    done, seconds, figures = 0, 0.0, None
    if suite.parts > 1 and 0 < before.get("done", 0) < amount:
        done, seconds, figures = before["done"], before["seconds"], _read(module.Figures, before["figures"])
    part = math.ceil(amount / suite.parts)
    while done < amount:
        now = min(part, amount - done)
        print(f"{suite.title}: {done:,} of {amount:,} …", flush=True)  # noqa: T201 - says how far it has come
        started = time.monotonic()
        new = module.run(now, done) if suite.parts > 1 else module.run(now)
        figures = figures + new if figures else new
        done, seconds = done + now, seconds + time.monotonic() - started
        yield {
            "done": done,
            "seconds": round(seconds),
            "on": f"{date.today()}",  # noqa: DTZ011 - the day here
            "figures": {each.name: _plain(getattr(figures, each.name)) for each in fields(figures)},
        }


def _read(kind: type[Any], written: dict[str, Any]) -> Any:
    """Read figures as they are written down."""
    empty = kind()
    return kind(**{each.name: type(getattr(empty, each.name))(written[each.name]) for each in fields(kind)})


def _plain(value: Any) -> Any:
    if isinstance(value, Counter | dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (frozenset, set, tuple, list)):
        return [_plain(each) for each in sorted(value)]
    return round(value, 3) if isinstance(value, float) else value


def _document(kept: dict[str, Any]) -> Iterable[str]:
    yield "# Reliability\n"
    yield from _in_short(kept)
    yield f"{BEFORE} On a machine with {os.cpu_count()} cores.\n"
    for suite in SUITES:
        if suite.module in kept:
            run = kept[suite.module]
            yield f"## {suite.title}\n"
            minutes = math.ceil(run["seconds"] / 60)
            took = "in less than a minute" if minutes == 1 else f"in {minutes} minutes"
            yield f"{suite.shown} Run on {run['on']}, {took}.\n"
            yield "| counted | number |\n| --- | ---: |"
            yield from _rows(run["figures"])
            yield ""


def _in_short(kept: dict[str, Any]) -> Iterable[str]:
    yield "| when … | you can rely on | tried |\n| --- | --- | --- |"
    for module, (when, promise, tried) in IN_SHORT.items():
        if module in kept:
            yield f"| {when} | {promise} | {tried.format_map(kept[module]['figures'])} |"
    yield ""


def _rows(figures: dict[str, Any]) -> Iterable[str]:
    for name, value in figures.items():
        said = name.replace("_", " ")
        if isinstance(value, dict):
            yield from (f"| {said}: {key} | {number:,} |" for key, number in value.items())
        elif isinstance(value, list):
            yield f"| {said} | {len(value):,} |"
        else:
            yield f"| {said} | {value:,} |"


if __name__ == "__main__":
    main(sys.argv[1:])
