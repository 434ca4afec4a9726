"""The scripts of `tools/`, which are no package."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

from tests.conftest import REPOSITORY


def tool(name: str) -> Any:
    """Load a script as a module."""
    sys.path.insert(0, str(REPOSITORY / "tools"))
    try:
        return import_module(name)
    finally:
        sys.path.pop(0)
