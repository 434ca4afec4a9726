"""What tells an editor the format of the files, and which people and other ids there are.

The schemas are kept with the data. `ids.schema.json` beside them says who and what there is today: it changes
with every new person, so git leaves it alone, and it is written again by each command that changes the data.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from wecomplish_cli.model.kinds import IDS_SCHEMA, KINDS, SETTINGS_PATH, kind_of
from wecomplish_cli.text.escape import markdown

if TYPE_CHECKING:
    from pathlib import Path

    from wecomplish_cli.model.org import Org

FOLDER = ".schema"
IDS = f"{FOLDER}/{IDS_SCHEMA}"
SETTINGS = ".vscode/settings.json"
IGNORED = f"{FOLDER}/.gitignore"
FIRST_LINE = f"# yaml-language-server: $schema={FOLDER}/organization.schema.json\n"
"""What the settings begin with, so that an editor knows their format; other files have one like it."""
_MODELINE = re.compile(r"# yaml-language-server: \$schema=([\w./-]+/)?organization\.schema\.json\s*\n")


def files() -> dict[str, str]:
    """The files that go with the data, by path: schemas, an editor's settings, what git leaves alone."""
    from wecomplish_cli.model import schemas

    texts = {f"{FOLDER}/{kind.schema}": schemas.text(kind, ids=True) for kind in KINDS}
    patterns = {f"./{FOLDER}/{kind.schema}": _patterns(kind.folder) for kind in KINDS}
    settings = {"yaml.schemas": patterns, "yaml.completion": True, "yaml.validate": True}
    return texts | {IGNORED: f"{IDS_SCHEMA}\n", SETTINGS: json.dumps(settings, indent=2) + "\n"}


def _patterns(folder: str) -> list[str]:
    """Which files are of a kind; `skillsets/*.yaml` alone would fit files below `mentorships/` too."""
    if not folder:
        return [SETTINGS_PATH]
    below = "**/*.yaml" if folder in ("mentorships", "help", "reviews", "checkins") else "*.yaml"
    others = ["!**/mentorships/**"] if folder in ("roles", "skillsets") else []
    return [f"{folder}/{below}", *others]


def ids(org: Org) -> str:
    """The ids that there are, with their names, as a schema that the others refer to."""
    from wecomplish_cli.model import schemas

    inside = (f"{ref}/{item}" for ref, found in org.competences.items() for item in found.items)
    by_title = {
        "Person": _refs(org, "people"),
        "Team": _refs(org, "teams"),
        "Program": _refs(org, "programs"),
        "Insight": _refs(org, "insights"),
        "Competence": _refs(org, "roles", "skillsets"),
        "Expectation": [*_refs(org, "expectations"), *inside],
        "Level": [*org.settings.familiarity.levels],
    }
    names: dict[str, dict[str, str]] = {}
    for title, refs in by_title.items():
        by_reference = title in ("Competence", "Expectation")
        names[title] = {
            ref if by_reference else ref.rpartition("/")[2]: markdown(org.called(ref) or ref) for ref in refs
        }
    return schemas.ids_text(names)


def _refs(org: Org, *folders: str) -> list[str]:
    """The references to all files of some folders, also to those that cannot be read."""
    return sorted(ref for ref in org.present if ref.partition("/")[0] in folders)


def modeline(settings: str, path: str) -> str:
    """The first line of a new file, if the settings have one like it; else nothing."""
    found = _MODELINE.match(settings)
    if not found:
        return ""
    up = "../" * path.count("/")
    return f"# yaml-language-server: $schema={up}{found[1] or ''}{kind_of(path).schema}\n"


def has_modeline(text: bytes) -> bool:
    """Whether a file says at its beginning which schema it is of."""
    return b"# yaml-language-server:" in text[:500]


def refresh(root: Path, org: Org) -> None:
    """Write anew which ids there are, where an editor is told so; what cannot be written can wait."""
    with suppress(OSError):
        if (root / FOLDER).is_symlink() or (root / IDS).is_symlink():
            return
        if (root / IGNORED).is_file():
            text = ids(org)
            if not (root / IDS).exists() or (root / IDS).read_text(encoding="utf-8") != text:
                (root / IDS).write_text(text, encoding="utf-8", newline="")
        elif (root / IDS).exists():
            (root / IDS).unlink()
            (root / FOLDER).rmdir()
