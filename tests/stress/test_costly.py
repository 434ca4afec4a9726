from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if os.name == "nt":
    pytest.skip("processor time and memory are limited as only Unix can", allow_module_level=True)

from tests.stress import costly

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.sampled(20)
@pytest.mark.parametrize("name", costly.WORST)
def test_data_made_to_keep_a_command_busy_does_not(name: str, tmp_path: Path) -> None:
    figures = costly.one(name, tmp_path, costly.WORST[name])
    assert figures.runs == len(costly.WORST[name])


def test_there_are_forty_sets_and_a_mutation_of_each() -> None:
    from tests.stress.costly_sets import MUTATED, SETS

    assert len(SETS) >= 40
    assert len(MUTATED) == len(SETS)
