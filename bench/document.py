"""The tables of the benchmarks in docs/performance.md, each between marks with the name of its script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

DOCUMENT = Path(__file__).parents[1] / "docs" / "performance.md"


def put(script: str, lines: Iterable[str]) -> None:
    """Put a table in the place of the one that a script wrote before.

    Raises:
        SystemExit: if there is no place for it.
    """
    name = Path(script).stem
    begin, end = f"<!-- {name}: written by bench/{name}.py -->\n", f"<!-- {name} ends -->\n"
    text = DOCUMENT.read_text(encoding="utf-8")
    before, begun, rest = text.partition(begin)
    _, ended, after = rest.partition(end)
    if not begun or not ended:
        raise SystemExit(f"{DOCUMENT} has no marks for the table of {name}: {begin}{end}")
    whole = before, begin, "\n", "\n".join(lines), "\n\n", end, after
    DOCUMENT.write_text("".join(whole), encoding="utf-8")
