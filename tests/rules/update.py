"""Rewrites each `expected` to what the check says now: `python tests/rules/update.py`; review the diff."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest


class Rewrite:
    @pytest.fixture(autouse=True)
    def rewrite(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
        def write(shown: str, expected: Path) -> None:
            expected.write_bytes(shown.encode())

        monkeypatch.setattr(request.module, "compare", write)


if __name__ == "__main__":
    test = f"{Path(__file__).with_name('test_rules.py')}::test_bad_shows_exactly_what_is_expected"
    sys.exit(pytest.main(["-m", "", test], plugins=[Rewrite()]))
