"""The one commit that an issue asks for: written as a stream for git, or compared with what was pushed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecomplish_cli import __version__
from wecomplish_cli.errors import NotAllowedError
from wecomplish_cli.git import comparing, objects, repository
from wecomplish_cli.intake.issues import TRY_AGAIN
from wecomplish_cli.text.escape import commit_message
from wecomplish_cli.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from wecomplish_cli.dataset.journal import Change
    from wecomplish_cli.intake.issues import Issue

COMMITTER = "Wecomplish intake <intake@wecomplish.invalid>"
"""Who commits: nobody, since only the issue says whose change it is."""


@dataclass(frozen=True)
class Derived:
    """The change that an issue asks for."""

    issue: Issue
    base: str
    """The id of the commit that it is made on."""
    prefix: str
    """The dataset's path within the repository, empty or ending in a slash."""
    done: str
    """What it does, in a sentence."""
    changes: tuple[Change, ...]

    @property
    def branch(self) -> str:
        """The branch that it is pushed to."""
        return f"intake/{self.issue.number}"

    @property
    def message(self) -> str:
        """The message of its commit; the version is named since another might make another change of it."""
        asked = f"Asked for in issue #{self.issue.number}."
        return f"{commit_message(self.done)}\n\n{asked}\nMade by wecomplish {__version__}.\n"

    @property
    def stream(self) -> bytes:
        """The commit in the format of `git fast-import`, with the same id however often it is made."""
        message = self.message.encode()
        head = f"commit refs/heads/{self.branch}\ncommitter {COMMITTER} {self._when}\ndata {len(message)}\n"
        found = [head.encode(), message, f"from {self.base}\n".encode()]
        for change in self.changes:
            path = self.prefix + change.path
            if change.new is None:
                found.append(f"D {path}\n".encode())
            else:
                found += [f"M 100644 inline {path}\ndata {len(change.new)}\n".encode(), change.new, b"\n"]
        return b"".join(found)

    @property
    def _when(self) -> str:
        return f"{int(self.issue.written.timestamp())} +0000"

    def require_new(self, root: Path) -> None:
        """Make sure that nothing happened since the issue was written to what it changes.

        An issue stays open, and anyone who may push could make its branch again: what was done and taken
        back since would be done once more, in its author's name.

        Raises:
            NotAllowedError: if something did.
        """
        # Somebody's own records of a kind: `people/ola.yaml`, or all of `help/ola`.
        whose = sorted({"/".join(change.path.split("/")[:2]) for change in self.changes})
        newest = ("rev-list", "-1", "--first-parent", "--timestamp", self.base, "--", *whose)
        said = repository.asked(root, *newest, doing="git cannot say what happened since").split()
        again = "edit the issue if it still stands" if self.issue.is_asked_again else TRY_AGAIN
        if said and int(said[0]) >= int(self.issue.written.timestamp()):
            raise NotAllowedError(f"{listed(whose)} changed after the issue was written", again)

    def require_same(self, root: Path, head: str) -> None:
        """Make sure that a commit is this change, to the byte, and nothing else.

        Raises:
            NotAllowedError: if not.
        """
        there = objects.Commit(root, head)
        said = (repository.call(root, "cat-file", "commit", there.id()) or b"").partition(b"\n")[2]
        own = f"parent {self.base}\nauthor {COMMITTER} {self._when}\ncommitter {COMMITTER} {self._when}\n\n"
        if said != own.encode() + self.message.encode():
            raise NotAllowedError(
                "the commit is not the one that the issue asks for, on the tip of the base",
                "edit the issue, which makes it again; or bring gate and intake to one version of the tool",
            )
        wanted = {change.path: change.new for change in self.changes}
        if not _changes_only(root, self.base, there, wanted, self.prefix):
            raise NotAllowedError("the commit changes something else than the issue asks for", "look at it")


def _changes_only(
    root: Path, base: str, there: objects.Commit, wanted: Mapping[str, bytes | None], prefix: str
) -> bool:
    """Whether a commit differs from the base in these plain files, to the byte, and in nothing else.

    They are relative to `root`, which is the folder `prefix` of the repository.
    """
    differing = comparing.differing_paths(root, base, there.id())
    texts = objects.texts_at(root, there.id(), wanted)
    same = sorted(differing) == sorted(prefix + path for path in wanted)
    same = same and texts == {path: text for path, text in wanted.items() if text is not None}
    return same and not comparing.remoded_paths(root, base, there.id()) and not there.named_twice()


def require_forms(top: Path, base: str, head: str, texts: Mapping[str, str]) -> None:
    """Make sure that a commit on the base brings the forms up to date, and does nothing else.

    `texts` are the forms as they should be, by their paths in the repository whose top is `top`.

    Raises:
        NotAllowedError: if not.
    """
    there, before = objects.Commit(top, head), objects.Commit(top, base).id()
    parents = (repository.call(top, "rev-list", "--parents", "--max-count=1", there.id()) or b"").split()[1:]
    wanted = {path: text.encode() for path, text in texts.items()}
    present = objects.texts_at(top, before, wanted)
    stale = {path: text for path, text in wanted.items() if present.get(path) != text}
    if parents != [before.encode()] or not _changes_only(top, before, there, stale, ""):
        raise NotAllowedError(
            "the commit is not what `wecomplish forms --write` makes on the tip of the base",
            "run the workflow that refreshes the forms again, with the version of the tool that the gate has",
        )


def number_of(branch: str) -> int:
    """The number of the issue that a branch was made for.

    Raises:
        NotAllowedError: if it is no branch for an issue.
    """
    before, _, number = branch.partition("/")
    if before != "intake" or not (number.isascii() and number.isdigit()) or str(int(number)) != number:
        raise NotAllowedError(f"`{branch}` is not a branch for an issue", "such as intake/7")
    return int(number)
