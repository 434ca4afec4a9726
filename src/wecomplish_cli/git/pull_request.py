"""Opens a pull or merge request with the platform's own program, where it is installed and signed in."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

from wecomplish_cli.frozen import frozen
from wecomplish_cli.git import calls
from wecomplish_cli.git.forge import Forge, Platform, without_secrets

if TYPE_CHECKING:
    from pathlib import Path

_LINK = re.compile(r"https?://[^\s'\"<>]+")
PROGRAMS = {Platform.GITHUB: "gh", Platform.GITLAB: "glab"}


@frozen
class Request:
    """A pull or merge request to be opened."""

    forge: Forge
    """The repository that it is for."""
    fork: Forge | None
    """The repository that has the branch, if it is another."""
    branch: str
    into: str | None
    """None is the default branch."""
    title: str
    body: str
    draft: bool = False


@frozen
class Opened:
    """What became of it: a link to the request, or why there is none."""

    link: str | None
    refused: str = ""


def program(root: Path, forge: Forge) -> str | None:
    """Find the platform's program; None if it is not installed, or not signed in there."""
    name = PROGRAMS.get(forge.platform)
    path = calls.program(name, root) if name else None
    if path is None:
        return None
    done = _run(path, root, "auth", "status", "--hostname", forge.host)
    return path if done is not None and done.returncode == 0 else None


def open_with(path: str, root: Path, request: Request) -> Opened:
    """Open a request with the platform's program; one that is open already is as good."""
    words = _for_gitlab(request) if request.forge.platform is Platform.GITLAB else _for_github(request)
    done = _run(path, root, *words)
    if done is None:
        return Opened(None, "it cannot be started")
    out, said = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
    if done.returncode == 0:
        return Opened(_link(request.forge, out) or _link(request.forge, said))
    if "already exists" in said and (link := _link(request.forge, said)):
        return Opened(link)
    reason = " ".join(without_secrets(said).split())
    return Opened(None, reason[:400] or f"it ends with {done.returncode}")


def push_options(request: Request) -> list[str]:
    """The options of a push that let GitLab open the request; other platforms have none."""
    if request.forge.platform is not Platform.GITLAB or request.fork is not None:
        return []
    options = ["merge_request.create", f"merge_request.title={request.title}"]
    options += [f"merge_request.target={request.into}"] if request.into else []
    return [*options, "merge_request.draft"] if request.draft else options


def announced(forge: Forge, said: str) -> str | None:
    """Find the link to a merge request in what GitLab says of a push."""
    found = (each for each in _LINK.findall(said) if re.search(r"/-/merge_requests/\d+$", each))
    return next((each for each in found if each.startswith(f"{forge.base}/")), None)


def _link(forge: Forge, said: str) -> str | None:
    return next((each for each in _LINK.findall(said) if each.startswith(f"{forge.base}/")), None)


def _for_github(request: Request) -> list[str]:
    head = f"{request.fork.owner}:{request.branch}" if request.fork else request.branch
    words = ["pr", "create", "--repo", f"{request.forge.host}/{request.forge.repository}", "--head", head]
    words += ["--base", request.into] if request.into else []
    words += ["--title", request.title, "--body", request.body]
    return [*words, "--draft"] if request.draft else words


def _for_gitlab(request: Request) -> list[str]:
    words = ["mr", "create", "--repo", request.forge.page(), "--source-branch", request.branch]
    words += ["--head", request.fork.repository] if request.fork else []
    words += ["--target-branch", request.into] if request.into else []
    words += ["--title", request.title, "--description", request.body, "--yes"]
    return [*words, "--draft"] if request.draft else words


def _run(path: str, root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    quiet = {"PATH": calls.search_path(), "NO_COLOR": "1", "GH_PROMPT_DISABLED": "1", "NO_PROMPT": "1"}
    try:
        return subprocess.run(
            [path, *arguments],
            cwd=root,
            env={**os.environ, **quiet},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
