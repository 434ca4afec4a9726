"""What the shell offers when the tab key is pressed: ids, with the names they stand for.

Only names are read, and only of the kind asked for: the whole dataset takes too long to load at a keystroke.
Whatever goes wrong, nothing is offered, and nothing is said.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

MOST = 100
"""Offers at once; a shell that lists more is no help."""

Offers = list[tuple[str, str]]
"""What may stand here, and what it is called."""


def people(ctx: Any, incomplete: str) -> Offers:
    """Offer people."""
    return _offers(ctx, incomplete, ("people",))


def teams(ctx: Any, incomplete: str) -> Offers:
    """Offer teams."""
    return _offers(ctx, incomplete, ("teams",))


def competences(ctx: Any, incomplete: str) -> Offers:
    """Offer roles and skillsets."""
    return _offers(ctx, incomplete, ("roles", "skillsets"), keep_folder=True)


def expectations(ctx: Any, incomplete: str) -> Offers:
    """Offer responsibilities, skills and other expectations."""
    offers = _offers(ctx, incomplete, ("roles", "skillsets", "expectations"), keep_folder=True, items=True)
    return [each for each in offers if each[0].startswith("expectations/") or each[0].count("/") != 1]


def insights(ctx: Any, incomplete: str) -> Offers:
    """Offer insights."""
    return _offers(ctx, incomplete, ("insights",))


def anything(ctx: Any, incomplete: str) -> Offers:
    """Offer whatever has a name and a file of its own, and responsibilities and skills."""
    folders = ("people", "teams", "roles", "skillsets", "expectations", "programs", "insights")
    return _offers(ctx, incomplete, folders, keep_folder=True, items=True)


def levels(ctx: Any, incomplete: str) -> Offers:
    """Offer the levels of familiarity."""
    with suppress(Exception):
        settings = _read(_root(ctx) / "wecomplish.yaml")
        from wecomplish_cli.model.organization import FamiliaritySettings

        known = settings.get("familiarity", {}).get("levels") or FamiliaritySettings().levels
        return [(each, f"level {rank}") for rank, each in enumerate(known, 1) if each.startswith(incomplete)]
    return []


def _offers(
    ctx: Any, incomplete: str, folders: tuple[str, ...], keep_folder: bool = False, items: bool = False
) -> Offers:
    with suppress(Exception):
        root = _root(ctx)
        files = [
            (f"{folder}/{path.stem}" if keep_folder else path.stem, path)
            for folder in folders
            for path in sorted((root / folder).glob("*.yaml"))
        ]
        # Where an id begins so, no other file is read; nor where nothing but a file's own id could.
        near = [
            each for each in files if each[0].startswith(incomplete) or each[1].stem.startswith(incomplete)
        ]
        read = near[:MOST] or (files if items else [])
        found = [offer for ref, path in read for offer in _of_file(ref, path, items)]
        return _fitting(found, incomplete)[:MOST]
    return []


def _of_file(ref: str, path: Path, items: bool) -> Offers:
    content = _read(path)
    inside = content.get("responsibilities") or content.get("skills") or {}
    own = [(ref, content.get("name") or content.get("title") or "")]
    below = [(f"{ref}/{item}", what.get("title", "")) for item, what in inside.items()] if items else []
    return own + below


def _fitting(offers: Offers, incomplete: str) -> Offers:
    """Those that begin so; or else the last parts of references that do: shells complete beginnings only."""
    return [each for each in offers if each[0].startswith(incomplete)] or [
        (own, name) for ref, name in offers if (own := ref.rpartition("/")[2]).startswith(incomplete)
    ]


def _root(ctx: Any) -> Path:
    from wecomplish_cli.cli import options

    named = ctx.params.get("org") or os.environ.get("WECOMPLISH_ORG")
    return options.root(Path(named) if named else None)


def _read(path: Path) -> dict[str, Any]:
    """Read a file's values; nothing of one that cannot be read."""
    from wecomplish_cli.disk import read_file
    from wecomplish_cli.yamltext import reader

    with suppress(Exception):
        return reader.read(reader.decode(read_file(path, reader.MAX_BYTES)))
    return {}
