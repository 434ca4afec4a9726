from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import FULL
from tests.stress.judged_merges import base_in, files_of, run, wrong_with

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = 40 if FULL else 8


def test_what_is_wrong_with_a_merge_of_valid_branches_is_seen_and_nothing_else() -> None:
    figures = run(PAIRS)
    assert figures.pairs == PAIRS == figures.conflicts + figures.valid + figures.invalid
    assert figures.caught == figures.invalid > PAIRS // 10
    assert figures.valid > PAIRS // 10
    assert not FULL or {"a last place filled twice", "the mentor is not there"} <= {*figures.wrong}


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
