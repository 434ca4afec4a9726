"""Prints the oldest versions that the project says it runs with, one a line, as constraints for pip."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def oldest(dependencies: list[str]) -> list[str]:
    """Turn what is needed at least into what is needed exactly."""
    found = (re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?\s*>=\s*([0-9.]+)", each) for each in dependencies)
    return [f"{each[1]}=={each[2]}" for each in found if each]


if __name__ == "__main__":
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    extras = project.get("optional-dependencies", {}).values()
    print("\n".join(oldest([*project["dependencies"], *(each for extra in extras for each in extra)])))
