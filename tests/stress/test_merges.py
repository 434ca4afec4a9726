from __future__ import annotations

from typing import TYPE_CHECKING

from tests.golden.stage import repository
from tests.stress.merges import CHUNK, Branch, Figures, merges, run
from wecomplish_cli.dataset import store

if TYPE_CHECKING:
    from pathlib import Path

ROLE = "roles/platform-engineer.yaml"
INSIGHT = "insights/bad-news-before-lunch.yaml"


def merged(folder: Path, ours: dict[str, bytes | None], theirs: dict[str, bytes | None]) -> Figures:
    """Merge two branches that replace these files of the example."""
    root = repository(folder / "org")
    base = store.load(root)
    ends = [store.with_texts(base, texts).after for texts in (ours, theirs)]
    return merges(root, [(Branch("ours", ends[0], ours), Branch("theirs", ends[1], theirs))])


def text(folder: Path, path: str) -> bytes:
    return repository(folder / "to-read").joinpath(path).read_bytes()


def test_no_merge_of_valid_edits_gives_a_file_that_does_not_parse(thorough: bool) -> None:
    pairs = CHUNK if thorough else CHUNK // 10
    figures = run(pairs)
    assert figures.pairs == pairs
    assert pairs * 4 < figures.edits < pairs * 10
    assert 0 < figures.refused_edits < figures.edits
    assert pairs // 20 < figures.pairs_with_conflict < pairs // 2
    assert figures.conflicted_files == figures.conflicts.total() >= figures.pairs_with_conflict
    assert not thorough or {"familiarity", "mentorship", "person"} <= {*figures.conflicts}
    assert figures.dangling_references + figures.other_findings <= figures.findings.total()
    assert figures.merges_unparsed == 0, figures.unparsed
    assert figures.unparsed_beside_conflicts <= pairs // 50, figures.unparsed


def test_a_pair_is_the_same_whenever_it_is_merged() -> None:
    assert run(3, first=40) == run(3, first=40)


def test_a_key_that_both_add_in_different_places_is_a_merge_that_does_not_parse(tmp_path: Path) -> None:
    before = text(tmp_path, ROLE)
    ours, theirs = b"retired: 2027-01-01\n" + before, before + b"\nretired: 2027-01-01\n"
    figures = merged(tmp_path, {ROLE: ours}, {ROLE: theirs})
    assert (figures.merges_unparsed, figures.pairs_with_conflict) == (1, 0)
    assert len(figures.unparsed) == 1
    assert f"{ROLE}: duplicate-key" in figures.unparsed[0]


def test_what_one_deletes_and_the_other_refers_to_dangles(tmp_path: Path) -> None:
    program = "programs/platform-2026.yaml"
    before = text(tmp_path, program).replace(b"resources: [", b"resources: [bad-news-before-lunch, ")
    figures = merged(tmp_path, {INSIGHT: None}, {program: before})
    assert (figures.dangling_references, figures.other_findings) == (1, 0)
    assert figures.findings == {"unknown-insight": 1}


def test_what_both_change_is_a_conflict_and_is_not_read(tmp_path: Path) -> None:
    before = text(tmp_path, ROLE)
    ours, theirs = (before.replace(b"name: Platform engineer", new) for new in (b"name: A", b"name: B"))
    figures = merged(tmp_path, {ROLE: ours, INSIGHT: None}, {ROLE: theirs})
    assert (figures.pairs_with_conflict, figures.conflicts, figures.unparsed) == (1, {"role": 1}, ())


def test_beside_a_conflict_a_file_that_does_not_parse_is_counted_too(tmp_path: Path) -> None:
    before = text(tmp_path, ROLE)
    ours, theirs = b"retired: 2027-01-01\n" + before, before + b"\nretired: 2027-01-01\n"
    figures = merged(tmp_path, {ROLE: ours, INSIGHT: b"a: 1\n"}, {ROLE: theirs, INSIGHT: b"b: 1\n"})
    assert (figures.merges_unparsed, figures.unparsed_beside_conflicts, len(figures.unparsed)) == (0, 1, 1)
