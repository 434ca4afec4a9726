"""Real files with bytes mutated at random: all that may come of reading, checking and reporting is findings.

Mutation number n is the same in every run. Each is read and shaped as the one changed file of a small
organisation, and what that finds is placed and shown. The whole check and the mentorships report, shown too,
follow where the file gives a record that differs from the original, and when a rule first refuses the file.
Not run: these two where the record is as it was, or the rule refused the file before in the same chunk.

The organisation is small so that a check of all of it takes half a millisecond: files of every kind, and what
the mutated file names. The rest of the example counts as there but unread, so that nothing dangles at first.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache, reduce
from operator import add
from random import Random
from typing import TYPE_CHECKING

from tests.conftest import EXAMPLE, TODAY
from tests.stress.chunks import in_chunks
from tests.yamltext.test_hostile_texts import MOST_SECONDS as MOST_SECONDS
from tests.yamltext.test_hostile_texts import is_within
from wecomplish_cli.checking import check
from wecomplish_cli.dataset import store
from wecomplish_cli.dataset.sources import Overlay
from wecomplish_cli.derive.view import View
from wecomplish_cli.model.org import index
from wecomplish_cli.render import document, findings, mentorships
from wecomplish_cli.reports.mentorships import mentorships_report
from wecomplish_cli.rules.register import BY_NAME

if TYPE_CHECKING:
    from wecomplish_cli.dataset.store import Dataset

CHUNK = 50_000
"""Mutations that one process makes at a time."""
DAY = date.fromisoformat(TODAY)
CORE = """
wecomplish teams/platform people/bo-lind people/kari-hansen people/ola-nordmann people/per-olsen
familiarity/ola-nordmann familiarity/per-olsen mentorships/ola-nordmann/roles/platform-engineer
roles/platform-engineer skillsets/incident-response expectations/blameless-review programs/platform-2026
help/ola-nordmann/2026-06-01-rotate-fleet-keys reviews/ola-nordmann/2026-05-12-platform-engineer
checkins/ola-nordmann/2026-05-27-platform-engineer insights/telling-flaky-from-broken
"""
"""Files of every kind that refer to one another; they are around every mutated file."""
_TOKENS = (
    "{¦}¦[¦]¦{}¦[]¦{a: b}¦[a, b]¦&a ¦*a¦a: &a b\n¦b: *a\n¦!¦!!¦!!str ¦|¦>¦|-\n¦>+2\n¦>\n\n¦: ¦:¦- ¦-¦--¦? "
    "¦ #¦'¦\"¦''¦`¦@¦%¦\n%YAML 1.1\n¦---¦\n---\n¦...¦\n...\n¦<<: {}\n¦<<¦<<<<<<< a\n¦\n=======\n¦ ¦\n  ¦\n\n"
    "¦\t¦\n\t¦\r¦\r\n¦~¦null¦true¦yes¦NO¦0x1F¦1_000¦1:30¦-1¦1e9¦.inf¦0¦007¦0000-00-00¦0001-01-01¦2026-02-30"
    "¦9999-12-31¦2026-06-01¦per-olsen¦ola-nordmann¦nobody¦../x¦roles/x¦roles/platform-engineer¦expectations/x"
    '¦skillsets/incident-response¦active¦proposed¦paused¦ended¦left¦waiting¦open¦answered¦status¦"\\x00"¦\0'
    '¦"\\u202e"¦\x1b[2J¦\x7f¦\x85¦\xa0¦A\u030a¦\u200b¦\u2028¦\u2029¦\u202e¦\u2066¦\ufeff¦\ufffe¦\U0001f9d1'
)
_NOT_UTF_8 = (b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe2\x80", b"\xfe\xff")
_LONG = (b"9" * 40, b"0" * 400, b"1" * 5000, b"a" * 300)
TOKENS = (*_TOKENS.encode().split("¦".encode()), *_NOT_UTF_8, *_LONG)
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
        answer = mentorships_report(View(after.org, DAY))
        assert document.as_plain(mentorships.mentorships_report(answer, "●"))
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
    core = {f"{ref}.yaml" for ref in CORE.split()}
    found = {}
    for path in _paths():
        near = core | {path} | _named(path)
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


@cache
def _values() -> dict[bytes, list[bytes]]:
    """What stands behind each key anywhere in the example."""
    found = defaultdict(list)
    for line in (line for path in _paths() for line in _text(path).split(b"\n")):
        key, _, value = line.strip().partition(b": ")
        found[key].append(value)
    return found


def _another(chance: Random) -> bytes:
    return _text(chance.choice(_paths()))


def _stretch(chance: Random, text: bytes) -> tuple[int, int]:
    start = chance.randrange(len(text))
    return start, start + 1 + int(chance.expovariate(0.1))


def flip(chance: Random, text: bytes) -> bytes:
    at = chance.randrange(len(text))
    return text[:at] + bytes([text[at] ^ (1 << chance.randrange(8))]) + text[at + 1 :]


def delete(chance: Random, text: bytes) -> bytes:
    start, end = _stretch(chance, text)
    return text[:start] + text[end:]


def insert(chance: Random, text: bytes) -> bytes:
    at, source = chance.randrange(len(text)), chance.choice((text, _another(chance)))
    start, end = _stretch(chance, source)
    new = chance.choice((chance.randbytes(1), chance.choice(TOKENS), source[start:end]))
    # Rarely so often that whatever takes the square of a text's length would show.
    return text[:at] + new * (chance.randrange(5000) if chance.random() < 0.001 else 1) + text[at:]


def change_line(chance: Random, text: bytes) -> bytes:
    lines = text.split(b"\n")
    at = chance.randrange(len(lines))
    line, other = lines[at], chance.choice(_another(chance).split(b"\n"))
    key, colon, value = line.partition(b": ")
    values = (*chance.choices(_values().get(key.strip(), [value]), k=9), other, chance.choice(TOKENS))
    ways = (line[2:], b"  " + line, other + b"\n" + line, line + b"\n" + line)
    lines[at] = chance.choice((*ways, *(key + colon + each for each in values)))
    return b"\n".join(lines)


def swap_lines(chance: Random, text: bytes) -> bytes:
    lines = text.split(b"\n")
    at, there = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[at], lines[there] = lines[there], lines[at]
    return b"\n".join(lines)


def end_lines(chance: Random, text: bytes) -> bytes:
    return text.replace(b"\n", chance.choice((b"\r\n", b"\r\n", b"\r", b"\n\n", b"\n\t")))


MUTATIONS = (flip, flip, delete, insert, insert, insert, change_line, change_line, swap_lines, end_lines)
"""Each as often as it stands here."""
