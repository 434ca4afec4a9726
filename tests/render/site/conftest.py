"""The site of the example, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import EXAMPLE, TODAY
from tests.golden.stage import play

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages, which no test changes."""
    folder = tmp_path_factory.mktemp("site") / "site"
    done = play("site", "-o", str(folder), "--today", TODAY, cwd=EXAMPLE)
    assert (done.exit, done.stderr) == (0, "")
    return folder
