"""Builds every call of git: which program, which settings, which environment.

The folder may have been made by somebody else. So git is never taken from it, no program that its repository
names is run unless something is committed, and what git's environment says of another repository is left out.
"""

from __future__ import annotations

import os
import re
import subprocess
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from wecomplish_cli.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

OLDEST = (2, 38)
"""The first git that can be told to ignore a bare repository among the files (`safe.bareRepository`)."""

ALWAYS = (
    *("safe.bareRepository=explicit", "core.fsmonitor=false", "core.commitGraph=false"),
    "advice.graftFileDeprecated=false",
)
"""Settings of every call. The commit graph may say something else than the commits, in this clone alone.

That there is a file of grafts, which is empty, would be said with every complaint.
"""

PATHS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY")
MORE_PATHS = ("GIT_SHALLOW_FILE", "GIT_CONFIG", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH")
"""Variables that hold paths, and say which repository is meant, or which parts of it."""

SETTINGS = ("GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT")
"""Variables that hold settings given for one call, `git -c NAME=VALUE`."""

NEVER = (
    *("GIT_PREFIX", "GIT_INTERNAL_SUPER_PREFIX", "GIT_IMPLICIT_WORK_TREE", "GIT_GRAFT_FILE"),
    *("GIT_REPLACE_REF_BASE", "GIT_NO_REPLACE_OBJECTS", "GIT_ATTR_SOURCE", "GIT_EXTERNAL_DIFF"),
    *("GIT_DIFF_OPTS", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS"),
    "GIT_ICASE_PATHSPECS",
)
"""Variables that would change what is read, or what a path means, whichever repository they are about."""


EMPTY = "WECOMPLISH_EMPTY"
"""A variable without a value, for settings that take one from a variable (`--config-env`)."""


def prepared(
    folder: Path,
    *arguments: str,
    more: Mapping[str, str] = MappingProxyType({}),
    committing: bool = False,
) -> tuple[list[str], dict[str, str]]:
    """Build the command line and the environment of a call in a folder, with `more` in the environment.

    Only when `committing` may hooks and filters run, as in any commit.

    Raises:
        FileNotFoundError: if git is not installed.
        DataError: if it is too old.
    """
    git = program("git", folder)
    if git is None:
        raise FileNotFoundError("git is not installed")
    _require_new_enough(git)
    settings = (*ALWAYS, *(() if committing else ("core.hooksPath=/dev/null",)))
    command = [git, "--no-pager", "-C", str(folder), *(part for each in settings for part in ("-c", each))]
    # Objects that stand in for others, and grafts, would show this clone another past than everyone else's.
    ours = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1", "PATH": search_path()}
    ours[EMPTY] = ""
    if not committing:
        # None of the paths is a pattern, and to fetch what is missing would run what settings name.
        ours |= {"GIT_LITERAL_PATHSPECS": "1", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": ""}
        ours |= {"GIT_GRAFT_FILE": os.devnull}
    return [*command, *arguments], {**_inherited(folder), **ours, **more}


def search_path() -> str:
    """PATH without what depends on the current folder: an empty or relative entry could lie in the data."""
    entries = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(entry for entry in entries if os.path.isabs(entry)) or os.defpath


def repository(folder: Path) -> Path | None:
    """Find the `.git` of the repository that a folder lies in; None if there is none.

    A repository elsewhere counts if the environment names both it and a work tree with the folder in it.
    """
    real = Path(os.path.realpath(folder))
    found = next((each / ".git" for each in (real, *real.parents) if os.path.lexists(each / ".git")), None)
    given, tree = os.environ.get("GIT_DIR"), os.environ.get("GIT_WORK_TREE")
    if found is None and given and tree and real.is_relative_to(os.path.realpath(tree)):
        return Path(os.path.abspath(given))
    return found


def data_of(folder: Path) -> Path:
    """The folder in which whatever a change may write lies: the work tree, or the folder without git."""
    found = repository(folder)
    return found.parent if found and found.name == ".git" else Path(os.path.realpath(folder))


def program(name: str, folder: Path) -> str | None:
    """Find a program on PATH, by an absolute path that is not in the data; None if there is none."""
    return _found(name, os.environ.get("PATH", os.defpath), str(data_of(folder)))


@cache
def _found(name: str, search: str, data: str) -> str | None:
    for entry in search.split(os.pathsep):
        path = os.path.join(entry, f"{name}.exe" if os.name == "nt" else name)
        executable = os.path.isabs(entry) and os.path.isfile(path) and os.access(path, os.X_OK)
        if executable and not _is_inside(path, data):
            return path
    return None


def _is_inside(path: str, folder: str) -> bool:
    """Whether something lies in a folder, however links or the case of letters spell either."""
    above = {*Path(path).parents, *Path(os.path.realpath(path)).parents}
    return any(os.path.exists(each) and os.path.samefile(each, folder) for each in above)


@cache
def _require_new_enough(git: str) -> None:
    done = subprocess.run([git, "version"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode < 0:
        raise DataError(f"git was stopped by signal {-done.returncode}", "run the command again")
    said = done.stdout.decode("utf-8", "replace").strip()
    numbers = re.search(r"(\d+)\.(\d+)", said)
    if numbers is None or (int(numbers[1]), int(numbers[2])) < OLDEST:
        needed = ".".join(map(str, OLDEST))
        raise DataError(
            f"{git} is too old ({said or 'it does not say its version'}): git {needed} or newer is needed",
            f"install git {needed} or newer; an older one runs programs that a folder's own files name",
        )


def _inherited(folder: Path) -> dict[str, str]:
    """The environment, without what it says of another repository than that of the folder."""
    kept = {name: value for name, value in os.environ.items() if name not in NEVER}
    local = {name: kept.pop(name) for name in (*PATHS, *MORE_PATHS, *SETTINGS) if name in kept}
    if not local:
        return kept
    own, given = repository(folder), os.environ.get("GIT_DIR")
    meant = Path(given) if given else _repository_here()
    if meant is None:
        # What is set for one call is about no repository, and may be what lets git in (`safe.directory`).
        return kept | {name: local[name] for name in SETTINGS if name in local}
    if own is None or not _same(own, meant):
        return kept
    for name in (*PATHS, *MORE_PATHS):
        if name in local and not given and not _lies_in(own, local[name]):
            # A hook that changed to another folder: git said this of the repository that it was started in.
            del local[name]
        if name in local:
            several = name == "GIT_ALTERNATE_OBJECT_DIRECTORIES"
            paths = local[name].split(os.pathsep) if several else [local[name]]
            local[name] = os.pathsep.join(map(os.path.abspath, paths))
    if given and own.name == ".git":
        # Without it, git would take the folder for the top of the work tree.
        local.setdefault("GIT_WORK_TREE", str(own.parent))
    return kept | local


def _lies_in(own: Path, path: str) -> bool:
    """Whether a path lies in a repository's own folder, or in that which its work trees share."""
    shared = own / "commondir"
    folders = [own, own / shared.read_text(encoding="utf-8").strip()] if shared.is_file() else [own]
    return any(Path(os.path.realpath(path)).is_relative_to(os.path.realpath(each)) for each in folders)


def _repository_here() -> Path | None:
    try:
        return repository(Path())
    except OSError:
        return None  # The current folder is gone.


def _git_folder(path: Path) -> Path:
    """The folder that a `.git` is, or that it names if it is a file, as in a linked work tree."""
    if not path.is_file():
        return path
    with path.open("rb") as file:
        named = file.read(1 << 16).removeprefix(b"gitdir: ").rstrip(b"\r\n")
    return path.parent / os.fsdecode(named)


def _same(one: Path, other: Path) -> bool:
    try:
        return _git_folder(one).samefile(_git_folder(other))
    except (OSError, ValueError):
        return False
