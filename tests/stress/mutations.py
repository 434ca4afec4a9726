"""Real files with bytes mutated at random, read, checked and reported on: all that may come of it is findings.

Mutation number n is the same in every run. Each is read and shaped as the one changed file of a small
organisation, and what that finds is placed and shown. The whole check and the mentorships report follow, shown
too, where the file gives a record that differs from the original, and when a rule first refuses the file. Not
run: these two where the record is as it was, or the rule refused the file before in the same chunk.

The organisation is small so that a check of all of it takes half a millisecond: files of every kind, and what
the mutated file names. The rest of the example counts as there but unread, so that nothing dangles at first.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache, reduce
from operator import add
from random import Random
from typing import TYPE_CHECKING, TypeVar

from tests.conftest import EXAMPLE, TODAY
from tests.test_hostile_texts import MOST_SECONDS, is_within
from wecomplish_cli import check, store
from wecomplish_cli.model.org import index
from wecomplish_cli.render import answers, document, findings
from wecomplish_cli.reports.mentorships import mentorships_report
from wecomplish_cli.rules.register import BY_NAME
from wecomplish_cli.sources import Overlay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wecomplish_cli.store import Dataset

CHUNK = 50_000
"""Mutations that one process makes at a time."""
Sum = TypeVar("Sum")
DAY = date.fromisoformat(TODAY)
CORE = frozenset(
    (
        "wecomplish.yaml",
        "checkins/ola-nordmann/2026-05-27-platform-engineer.yaml",
        "expectations/blameless-review.yaml",
        "familiarity/ola-nordmann.yaml",
        "familiarity/per-olsen.yaml",
        "help/ola-nordmann/2026-06-01-rotate-fleet-keys.yaml",
        "insights/telling-flaky-from-broken.yaml",
        "mentorships/ola-nordmann/roles/platform-engineer.yaml",
        "people/bo-lind.yaml",
        "people/kari-hansen.yaml",
        "people/ola-nordmann.yaml",
        "people/per-olsen.yaml",
        "programs/platform-2026.yaml",
        "reviews/ola-nordmann/2026-05-12-platform-engineer.yaml",
        "roles/platform-engineer.yaml",
        "skillsets/incident-response.yaml",
        "teams/platform.yaml",
    )
)
"""Files of every kind that refer to one another; they are around every mutated file."""

TOKENS = (
    *b"{ } [ ] {a:b} [a,b] [] {} &a *a ! !! !!str | > >+2 : - -- ? # , ' \" '' ` @ % --- ... << ~ \t".split(
        b" "
    ),
    *(b": ", b"- ", b"? ", b" #", b"a: &a b\n", b"b: *a\n", b"|-\n", b">\n\n", b"<<: {}\n", b"\n%YAML 1.1\n"),
    *(
        b"\n---\n",
        b"\n...\n",
        b"<<<<<<< a\n",
        b"\n=======\n",
        b"\n\t",
        b"\n  ",
        b"\n\n",
        b" ",
        b"\r",
        b"\r\n",
    ),
    *b"null true yes NO 0x1F 1_000 1:30 -1 1e9 .inf 0 007 0000-00-00 0001-01-01 2026-02-30 9999-12-31".split(),
    *(b"9" * 40, b"0" * 400, b"1" * 5000, b"a" * 300, b'"\\x00"', b'"\\u202e"', b"\0", b"\x1b[2J", b"\x7f"),
    *b"2026-06-01 per-olsen ola-nordmann nobody ../x roles/x roles/platform-engineer expectations/x".split(),
    *b"skillsets/incident-response active proposed paused ended left waiting status open answered".split(),
    *(b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe2\x80", b"\xfe\xff", b"A\xcc\x8a"),
    *"\x85 \xa0 \u200b \u2028 \u2029 \u202e \u2066 \ufeff \ufffe \U0001f9d1".encode().split(b" "),
)
"""What hurts readers of YAML, and what means something, though perhaps not where it is put."""


@dataclass(frozen=True)
class Figures:
    """What came of the mutations."""

    mutations: int = 0
    accepted: int = 0
    """The file gave a record."""
    changed: int = 0
    """Of these, one that differs from the original."""
    refused: int = 0
    whole_checks: int = 0
    """Mutations that the whole check and the report followed."""
    slowest_seconds: float = 0.0
    """Of processor time: on a busy machine, anything may have to wait."""
    rules: frozenset[str] = frozenset()
    """The rules that found something."""

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.mutations + other.mutations,
            self.accepted + other.accepted,
            self.changed + other.changed,
            self.refused + other.refused,
            self.whole_checks + other.whole_checks,
            max(self.slowest_seconds, other.slowest_seconds),
            self.rules | other.rules,
        )


def run(amount: int, first: int = 0) -> Figures:
    """Make so many mutations, from a number on.

    Raises:
        AssertionError: at the first that gives anything but findings, or takes too long.
    """
    return in_chunks(_chunk, range(first, first + amount), CHUNK)


def in_chunks(work: Callable[[range], Sum], numbers: range, chunk: int) -> Sum:
    """Add up what work gives for chunks of the numbers: one is done here, several on all processors."""
    chunks = [numbers[at : at + chunk] for at in range(0, len(numbers), chunk)]
    if len(chunks) > 1:
        with ProcessPoolExecutor() as pool:
            return reduce(add, pool.map(work, chunks))
    tracer = sys.gettrace()
    # To count the lines that run would take three times as long as running them.
    sys.settrace(None)
    try:
        return work(numbers)
    finally:
        sys.settrace(tracer)


def _chunk(numbers: range) -> Figures:
    refusals: set[tuple[str, str]] = set()
    return reduce(add, (_one(number, refusals) for number in numbers))


def _one(number: int, refusals: set[tuple[str, str]]) -> Figures:
    path, text = mutated(number)
    started = time.process_time()
    try:
        changed, whole, rules = _look_at(path, text, refusals)
        seconds = time.process_time() - started
        assert seconds < MOST_SECONDS, f"it took {seconds:.1f} s"
    except Exception as error:
        with tempfile.NamedTemporaryFile(prefix="mutated-", suffix=".yaml", delete=False) as file:
            file.write(text)
        raise AssertionError(f"mutation {number}, of {path}, kept in {file.name}: {error!r}") from error
    refused = changed is None
    return Figures(1, not refused, bool(changed), refused, whole, seconds, rules)


def _look_at(
    path: str, text: bytes, refusals: set[tuple[str, str]]
) -> tuple[bool | None, bool, frozenset[str]]:
    """Do what the commands do; returns whether the record differs (None: refused), was all run, and rules."""
    before = organisations()[path]
    after = store.with_texts(before, {path: text}).after
    problems = after.problems.get(path, [])
    changed = None
    if path in after.org.records:
        changed = whole = after.org.records[path] != before.org.records[path]
    else:
        first = {(path, rule) for rule, _ in problems} - refusals
        assert problems, "it is neither a record nor a finding"
        whole = bool(first)
        refusals |= first
    if whole:
        found = check.check(after, DAY)
        answer = mentorships_report(after.org, DAY)
        assert document.as_plain(answers.mentorships_report(answer, "●"))
    else:
        own = [(BY_NAME[rule], BY_NAME[rule].severity, finding) for rule, finding in problems]
        found = check.place(after, own)
    for each in found:
        assert each.path != path or is_within(text, each.place.line, each.place.column), each
    assert len(findings.text(found).splitlines()) >= len(found)
    return changed, whole, frozenset(each.rule for each in found)


@cache
def organisations() -> dict[str, Dataset]:
    """The small organisation around each file of the example."""
    whole = store.load(EXAMPLE)
    source = Overlay(whole.source, {path: _text(path) for path in _paths()})
    found = {}
    for path in _paths():
        near = CORE | {path} | _named(path)
        records = {each: record for each, record in whole.org.records.items() if each in near}
        found[path] = store.Dataset(EXAMPLE, source, index(records, {}, whole.org.present), {})
    return found


def _named(path: str) -> set[str]:
    """The files about people, competences and so on that are named in a file, or in that of its person."""
    person = f"people/{path.partition('/')[2].partition('/')[0].removesuffix('.yaml')}.yaml"
    texts = (path.encode(), _text(path), _text(person) if person in _paths() else b"")
    words = set(re.findall("[a-z0-9-]+", b" ".join(texts).decode()))
    return {each for each in _paths() if each.count("/") == 1 and each[:-5].rpartition("/")[2] in words}


def mutated(number: int) -> tuple[str, bytes]:
    """Mutate a file as its number wants it; returns the path, and the new bytes."""
    chance = Random(number)  # noqa: S311 - it is to be the same again
    path = chance.choice(_paths())
    text = _text(path)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 4))):
        text = chance.choice(MUTATIONS)(chance, text or b"\n")
    return path, text


@cache
def _paths() -> tuple[str, ...]:
    return tuple(sorted(path.relative_to(EXAMPLE).as_posix() for path in EXAMPLE.rglob("*.yaml")))


@cache
def _text(path: str) -> bytes:
    return (EXAMPLE / path).read_bytes()


def _another(chance: Random) -> bytes:
    return _text(chance.choice(_paths()))


def _stretch(chance: Random, text: bytes) -> tuple[int, int]:
    start = chance.randrange(len(text))
    return start, start + 1 + int(chance.expovariate(0.1))


def _with(chance: Random, text: bytes, new: bytes) -> bytes:
    at = chance.randrange(len(text))
    return text[:at] + new + text[at:]


def _lines(chance: Random, text: bytes) -> tuple[list[bytes], int]:
    lines = text.split(b"\n")
    return lines, chance.randrange(len(lines))


def flip(chance: Random, text: bytes) -> bytes:
    at = chance.randrange(len(text))
    return text[:at] + bytes([text[at] ^ (1 << chance.randrange(8))]) + text[at + 1 :]


def insert_byte(chance: Random, text: bytes) -> bytes:
    return _with(chance, text, chance.randbytes(1))


def insert_token(chance: Random, text: bytes) -> bytes:
    return _with(chance, text, chance.choice(TOKENS))


def delete(chance: Random, text: bytes) -> bytes:
    start, end = _stretch(chance, text)
    return text[:start] + text[end:]


def repeat(chance: Random, text: bytes) -> bytes:
    start, end = _stretch(chance, text)
    # Rarely so often that whatever takes the square of a text's length shows.
    times = chance.randrange(5000) if chance.random() < 0.002 else 1
    return _with(chance, text, text[start:end] * times)


def splice(chance: Random, text: bytes) -> bytes:
    other = _another(chance)
    start, end = _stretch(chance, other)
    return _with(chance, text, other[start:end])


def splice_line(chance: Random, text: bytes) -> bytes:
    (lines, at), (others, there) = _lines(chance, text), _lines(chance, _another(chance))
    return b"\n".join([*lines[:at], others[there], *lines[at:]])


def swap_lines(chance: Random, text: bytes) -> bytes:
    (lines, at), there = _lines(chance, text), _lines(chance, text)[1]
    lines[at], lines[there] = lines[there], lines[at]
    return b"\n".join(lines)


def indent(chance: Random, text: bytes) -> bytes:
    lines, at = _lines(chance, text)
    lines[at] = lines[at][2:] if chance.random() < 0.5 else b" " * chance.randint(1, 4) + lines[at]
    return b"\n".join(lines)


def replace_value(chance: Random, text: bytes) -> bytes:
    lines, at = _lines(chance, text)
    key, colon, _ = lines[at].partition(b": ")
    lines[at] = key + colon + chance.choice(TOKENS)
    return b"\n".join(lines)


def exchange_value(chance: Random, text: bytes) -> bytes:
    lines, at = _lines(chance, text)
    key, colon, value = lines[at].partition(b": ")
    lines[at] = key + colon + chance.choice(_values().get(key.strip(), [value]))
    return b"\n".join(lines)


@cache
def _values() -> dict[bytes, list[bytes]]:
    """What stands behind each key somewhere in the example."""
    found = defaultdict(list)
    for path in _paths():
        for line in _text(path).split(b"\n"):
            key, _, value = line.strip().partition(b": ")
            found[key].append(value)
    return found


def end_lines_otherwise(chance: Random, text: bytes) -> bytes:
    return text.replace(b"\n", chance.choice((b"\r\n", b"\r\n", b"\r", b"\n\n", b"\n\t")))


MUTATIONS: tuple[Callable[[Random, bytes], bytes], ...] = (
    *(flip, insert_byte, insert_token, delete, repeat, splice, splice_line, swap_lines, indent),
    *(replace_value, exchange_value, exchange_value, end_lines_otherwise),
)
