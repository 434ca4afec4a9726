"""Writes what the golden cases give today as what they should give, for a person to review.

    python tests/golden/update.py              all cases
    python tests/golden/update.py undo/ help   those whose name contains one of the words

`git diff tests/golden` shows what is different.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

TEST = Path(__file__).parents[1] / "test_golden.py"

if __name__ == "__main__":
    # Named as a plug-in, this very file tells the test to write rather than to compare.
    words = " or ".join(sys.argv[1:])
    options = ["-p", "update", "-p", "no:cacheprovider", "-m", "", "-k", words]
    sys.exit(pytest.main([*options, f"{TEST}::test_golden"]))
