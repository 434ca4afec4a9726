"""The files that a new dataset begins with."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from wecomplish_cli.dataset.journal import Change
from wecomplish_cli.errors import RefusedError
from wecomplish_cli.git.forge import Forge, Platform
from wecomplish_cli.model import schemas
from wecomplish_cli.model.kinds import KINDS, SETTINGS_PATH
from wecomplish_cli.yamltext import writer

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

EXAMPLE_DAY = "2026-06-01"
"""The day on which the example organisation is set."""

_ATTRIBUTES = "*.yaml text eol=lf\n"


@dataclass(frozen=True)
class Founder:
    """Who begins a dataset, and what for."""

    organization: str
    id: str
    name: str
    email: str
    timezone: str
    forge: Forge | None = None
    """Where the repository lies, if a remote says so."""


def new_organization(founder: Founder) -> list[Change]:
    """The files of an organisation with one person, its administrator."""
    fields = {
        "organization": writer.scalar(founder.organization),
        "administrator": founder.id,
        "timezone": writer.scalar(founder.timezone),
        "name": writer.scalar(founder.name),
        "email": writer.scalar(founder.email),
    }
    forge = founder.forge or Forge(Platform.GITHUB, "https://github.com", "example/people")
    fields |= {name: getattr(forge, name) for name in ("platform", "base", "repository", "branch")}
    fields["mark"] = "" if founder.forge else "# "
    texts = {
        SETTINGS_PATH: _template("wecomplish.yaml").format(**fields),
        f"people/{founder.id}.yaml": _template("person.yaml").format(**fields),
        ".gitattributes": _ATTRIBUTES,
    }
    texts |= {f".schema/{schemas.file_name(kind)}": schemas.text(kind) for kind in KINDS}
    return [Change(path, None, text.encode()) for path, text in texts.items()]


def example() -> list[Change]:
    """The files of the example organisation that ships with the tool."""
    packaged = files("wecomplish_cli") / "example_org"
    # Installed from a checkout in development mode, the example is still where it is edited.
    source = packaged if packaged.is_dir() else Path(__file__).parents[3] / "examples" / "org"
    return [Change(path, None, content) for path, content in sorted(_below(source, ""))]


def require_room(folder: Path) -> None:
    """Make sure that a dataset may begin in a folder: it is not there yet, or empty but for git's own.

    Raises:
        RefusedError: if something else is there.
    """
    if folder.exists() and not folder.is_dir():
        raise RefusedError(f"{folder} is not a folder", "name a new or an empty one")
    others = [p.name for p in folder.iterdir() if not p.name.startswith(".git")] if folder.exists() else []
    if others:
        raise RefusedError(
            f"{folder} is not empty ({others[0]} is in it) and has no {SETTINGS_PATH}",
            "name a new or an empty folder",
        )


def _template(name: str) -> str:
    return (files("wecomplish_cli.dataset") / "templates" / name).read_text(encoding="utf-8")


def _below(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        path = f"{prefix}{entry.name}"
        if entry.is_dir():
            found += _below(entry, f"{path}/")
        else:
            found.append((path, entry.read_bytes()))
    return found
