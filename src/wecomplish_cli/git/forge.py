"""The platform that a repository lies on: found by a remote's address, and the links that lead to it.

Nothing is asked of the platform. Whatever becomes part of a link is percent-encoded, so that a name can
never lead to another host or path.
"""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import quote, urlencode, urlsplit

from wecomplish_cli.frozen import frozen

_SHORT = re.compile(r"(?:[^@/:\s]+@)?(\[[^\]/]+\]|[^@/:\s]+):(?!//)(.+)", re.DOTALL)
"""As git writes addresses for SSH: `git@github.com:fjord/people.git`."""
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.ASCII)
_BEHIND_PORT_443 = {"ssh.github.com": "github.com", "altssh.gitlab.com": "gitlab.com"}
"""Hosts that answer SSH where only the web's port is open, and the host of their pages."""


class Platform(StrEnum):
    """What runs a platform; Forgejo has the pages of Gitea."""

    GITHUB = "github"
    GITLAB = "gitlab"
    GITEA = "gitea"


_NAMES = {
    "github": Platform.GITHUB,
    "gitlab": Platform.GITLAB,
    "gitea": Platform.GITEA,
    "forgejo": Platform.GITEA,
    "codeberg": Platform.GITEA,
}


@frozen
class Forge:
    """A repository on a platform."""

    platform: Platform
    base: str
    """Where the platform's pages begin, such as `https://github.com`."""
    repository: str
    """Owner and name, such as `fjord/people`; on GitLab, any number of groups before the name."""
    branch: str = "main"
    """The branch that holds the data."""
    folder: str = ""
    """The folder of the data in the repository, empty or ending in a slash."""

    @property
    def host(self) -> str:
        """The platform's host, with its port if it is an unusual one."""
        return urlsplit(self.base).netloc

    @property
    def owner(self) -> str:
        """Whom the repository belongs to."""
        return self.repository.rpartition("/")[0]

    @property
    def request(self) -> str:
        """What the platform calls a change that is sent for review."""
        return "merge request" if self.platform is Platform.GITLAB else "pull request"

    def page(self, *path: str, **query: str) -> str:
        """Link to a page of the repository."""
        parts = (part for each in (self.repository, *path) for part in each.split("/"))
        asked = f"?{urlencode(query, quote_via=quote)}" if query else ""
        return f"{self.base}/{'/'.join(quote(each, safe='') for each in parts)}{asked}"

    def new_file(self, path: str, text: str) -> str | None:
        """Link to the page that makes a new file of the data, with its text; None where there is none."""
        whole = f"{self.folder}{path}"
        if self.platform is Platform.GITHUB:
            return self.page("new", self.branch, filename=whole, value=text)
        if self.platform is Platform.GITEA:
            folder, _, name = whole.rpartition("/")
            return self.page("_new", self.branch, *filter(None, [folder]), filename=name, value=text)
        return None

    def edit(self, path: str) -> str | None:
        """Link to the page that edits a file of the data; None on GitLab, where an issue asks for it."""
        words = {Platform.GITHUB: "edit", Platform.GITEA: "_edit"}
        word = words.get(self.platform)
        return self.page(word, self.branch, f"{self.folder}{path}") if word else None

    def new_issue(self, title: str, text: str) -> str:
        """Link to the page that opens an issue, filled in."""
        if self.platform is Platform.GITLAB:
            return self.page("-", "issues", "new", **{"issue[title]": title, "issue[description]": text})
        return self.page("issues", "new", title=title, body=text)

    def form(self, name: str, **answers: str) -> str | None:
        """Link to a form for issues, with answers by the keys of its fields; None if there are no forms."""
        if self.platform is not Platform.GITHUB:
            return None
        return self.page("issues", "new", template=f"{name}.yml", **answers)

    def compare(self, branch: str, into: str | None, fork: Forge | None = None) -> str:
        """Link to the page that compares a branch and opens a request to merge it.

        `into` is the branch to merge into; None is the platform's default. `fork` is the repository that has
        the branch, if it is another.
        """
        if self.platform is Platform.GITLAB:
            query = {"merge_request[source_branch]": branch}
            if into is not None and fork is None:
                query["merge_request[target_branch]"] = into
            return (fork or self).page("-", "merge_requests", "new", **query)
        ends = [into] if into is not None else []
        ends.append(f"{fork.owner}:{branch}" if fork else branch)
        asked = "?expand=1" if self.platform is Platform.GITHUB else ""
        return f"{self.page('compare')}/{'...'.join(quote(each, safe='/:') for each in ends)}{asked}"


def of_address(address: str, known: Forge | None = None) -> Forge | None:
    """Find the platform and repository that a remote's address leads to; None if no platform is known there.

    The platform is that of a `known` repository on the same host, or goes by the host's name. A name and a
    password in the address are left out.
    """
    found = _split(address)
    if found is None:
        return None
    base, host, path = found
    if known is not None and urlsplit(known.base).hostname == host.partition(":")[0]:
        return Forge(known.platform, known.base, path) if "/" in path else None
    words = re.split(r"[.-]", host.partition(":")[0])
    platform = next((_NAMES[word] for word in words if word in _NAMES), None)
    return Forge(platform, base, path) if platform and "/" in path else None


def _split(address: str) -> tuple[str, str, str] | None:
    """Where the pages of an address begin, its host, and the path of its repository; None for other ones."""
    scheme, host, port, path = "https", "", None, ""
    if "://" in address:
        try:
            parts = urlsplit(address)
            host, port, path = (parts.hostname or "").lower(), parts.port, parts.path
        except ValueError:
            return None
        scheme = parts.scheme if parts.scheme in ("http", "https") else "https"
        if parts.scheme not in ("http", "https", "ssh", "git", "git+ssh"):
            return None
        port = port if parts.scheme in ("http", "https") else None
    elif short := _SHORT.fullmatch(address):
        host, path = short[1].lower(), short[2]
    host = _BEHIND_PORT_443.get(host, host)
    path = re.sub(r"/+", "/", path.strip("/")).removesuffix(".git").strip("/")
    if not _HOST.fullmatch(host) or not path or {".", ".."} & {*path.split("/")}:
        return None
    where = f"{host}:{port}" if port else host
    return f"{scheme}://{where}", where, path


def without_secrets(text: str) -> str:
    """Leave out of every address in a text what may be a password or a token.

    That is what stands before its `@`, and after its question mark.
    """
    return re.sub(r"(?<=://)(?:[^/@\s]+@)?([^\s?'\"]*)(\?[^\s'\"]*)?", _bare, text)


def _bare(address: re.Match[str]) -> str:
    return f"{address[1]}?…" if address[2] else address[1]
