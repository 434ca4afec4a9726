from __future__ import annotations

from typing import TYPE_CHECKING

from tests.stress.judged_merges import base_in, files_of, run, wrong_with

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_wrong_with_a_merge_of_valid_branches_is_seen_and_nothing_else(thorough: bool) -> None:
    pairs = 40 if thorough else 8
    figures = run(pairs)
    assert figures.pairs == pairs == figures.conflicts + figures.valid + figures.invalid
    assert figures.caught == figures.invalid > pairs // 10
    assert figures.valid > pairs // 10
    assert not thorough or {"a last place filled twice", "the mentor is not there"} <= {*figures.wrong}


def test_a_pair_is_the_same_whenever_it_is_judged() -> None:
    assert run(2, first=7) == run(2, first=7)


def test_the_oracle_sees_what_is_wrong(tmp_path: Path) -> None:
    files = files_of(base_in(tmp_path / "org"), "main")
    slot = {"mentor": "ada", "co_mentors": ["zoe"], "status": "active"}
    files |= {"mentorships/eli/roles/baker.yaml": slot, "mentorships/fay/roles/baker.yaml": slot}
    files["people/fay.yaml"] = {"name": "Fay", "status": "left"}
    assert sorted(wrong_with(files)) == [
        "a last place filled twice",
        "somebody left",
        "the mentor is not there",
        "the mentor is not there",
        "the role is not held",
    ]
