"""What `--version` says: the version, and which extras are installed."""

from __future__ import annotations

from importlib.machinery import PathFinder

from wecomplish_cli import __version__

# Reading this from the package's metadata would take as long as starting Python; a test compares them.
EXTRAS = {"calendar": ("icalendar",), "xlsx": ("python_calamine", "xlsxwriter")}
"""Each extra, with the modules that it brings."""


def version() -> str:
    """The version and the extras, on a line each."""
    there = [extra for extra, modules in EXTRAS.items() if all(map(PathFinder.find_spec, modules))]
    missing = [extra for extra in EXTRAS if extra not in there]
    said = ", ".join(there) or "none"
    said += f"; not installed: {', '.join(missing)}" if missing else ""
    return f"wecomplish {__version__}\nextras: {said}"
