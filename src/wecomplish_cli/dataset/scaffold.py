"""The files that a new dataset begins with."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from wecomplish_cli.dataset import editors
from wecomplish_cli.dataset.journal import Change
from wecomplish_cli.errors import RefusedError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.git.forge import Forge, Platform
from wecomplish_cli.model.kinds import SETTINGS_PATH
from wecomplish_cli.yamltext import writer

if TYPE_CHECKING:
    from collections.abc import Collection
    from importlib.resources.abc import Traversable

EXAMPLE_DAY = "2026-06-01"
"""The day on which the example organisation is set."""

ALWAYS = ("gate", "watch", "site")
"""GitHub's workflows that need nothing but the data."""
EXTRAS = {"mail": ("notify", "digest"), "forms": ("intake", "forms"), "pages": ("pages",)}
"""Those that need something more: a mail server, an App, or pages that only the organisation reads."""

_ATTRIBUTES = "*.yaml text eol=lf\n"


@frozen
class Founder:
    """Who begins a dataset, and what for."""

    organization: str
    id: str
    name: str
    email: str
    timezone: str
    forge: Forge | None = None
    """Where the repository lies, if that is known."""


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
    texts |= editors.files()
    return [Change(path, None, text.encode()) for path, text in texts.items()]


def example() -> list[Change]:
    """The files of the example organisation that ships with the tool."""
    return [Change(path, None, content) for path, content in sorted(_below(_shipped("org"), ""))]


def workflows(platform: Platform, extras: Collection[str] = (), folder: str = ".") -> dict[str, str]:
    """The files that have a platform check every change, by path from the top of the repository.

    With what `extras` of `EXTRAS` need. `folder` is the dataset's in the repository.
    """
    source = _shipped("ci") / platform
    if platform is Platform.GITLAB:
        return _for_gitlab(source, "forms" in extras, folder)
    names = [*ALWAYS, *(name for extra in extras for name in EXTRAS[extra])]
    where = f"WECOMPLISH_ORG: {writer.scalar(folder)}"
    texts = {name: (source / f"{name}.yml").read_text(encoding="utf-8") for name in names}
    return {
        f".github/workflows/{name}.yml": text.replace("WECOMPLISH_ORG: .", where)
        for name, text in texts.items()
    }


def _for_gitlab(source: Traversable, forms: bool, folder: str) -> dict[str, str]:
    """GitLab's files; with `forms`, also what makes merge requests of issues."""
    text = (source / "gitlab-ci.yml").read_text(encoding="utf-8")
    texts = {".gitlab-ci.yml": text + ("  - local: ci/intake.yml\n" if forms else "")}
    names = ("intake.yml", "intake.py") if forms else ()
    texts |= {f"ci/{name}": (source / name).read_text(encoding="utf-8") for name in names}
    named = json.dumps(folder, ensure_ascii=False)
    return {
        path: re.sub(r'(?im)^( *folder: )"\."', lambda found: found[1] + named, text)
        for path, text in texts.items()
    }


def _shipped(name: str) -> Traversable:
    """A folder of `examples/`, which ships with the tool."""
    packaged = files("wecomplish_cli") / f"example_{name}"
    # Installed from a checkout in development mode, the examples are still where they are edited.
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "examples" / name


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
