"""How far has been told, kept in two git refs, so that it can be pushed and fetched like commits.

`refs/wecomplish/notified` is the commit up to which everyone has been told. While some of what changed
since is told and some is not, `refs/wecomplish/sending` lists the messages that are done with. Neither says
anything about anyone. Where a repository holds several datasets, each has its own refs, named for its folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from wecomplish_cli.dataset.journal import Journal
from wecomplish_cli.errors import DataError, UnfinishedError, UsageError
from wecomplish_cli.git import objects, repository

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path


class Told:
    """How far has been told of one dataset."""

    def __init__(self, root: Path) -> None:
        """Read nothing yet.

        Raises:
            DataError: if the folder is in no repository.
        """
        folder = repository.state_folder(root)
        if folder is None:
            raise DataError(
                "there is no git here, so nothing says what changed", "git init, and commit the data"
            )
        self._root = root
        # A lock of its own: nobody waits to write while messages are sent.
        self._lock = Journal(root, folder / "notify")
        name = quote(repository.prefix(root), safe="/").replace(".", "%2E").replace("~", "%7E")
        self._notified = f"refs/wecomplish/{name}notified"
        self._sending = f"refs/wecomplish/{name}sending"

    def locked(self) -> AbstractContextManager[None]:
        """Keep other runs from sending while the block runs."""
        return self._lock.locked("sending mail")

    def notified(self) -> str | None:
        """The commit up to which everyone has been told; None before the first time."""
        return self._ref(self._notified)

    def done(self) -> set[str]:
        """The messages since then that are done with: sent, or refused for good."""
        content = repository.call(self._root, "cat-file", "blob", self._sending)
        return set((content or b"").decode("ascii", "replace").split())

    def add(self, message: str) -> None:
        """Remember that a message is done with.

        Raises:
            DataError: if git refuses.
        """
        listed = "".join(f"{each}\n" for each in sorted(self.done() | {message}))
        blob = repository.call(self._root, "hash-object", "-w", "--stdin", stdin=listed.encode())
        if blob is None:
            raise _refused()
        self._update(self._moved(self._sending, blob.decode().strip()))

    def finish(self, head: str) -> None:
        """Remember that everyone has been told up to a commit.

        Raises:
            DataError: if git refuses, or another run was quicker.
        """
        sending = self._ref(self._sending)
        orders = [self._moved(self._notified, head)]
        orders += [f"delete {self._sending} {sending}"] if sending else []
        self._update(*orders)

    def base(self, given: str | None, head: str) -> str | None:
        """Find where to begin: where the last run ended, or at `given`; None if there is nothing new.

        What has been told is not told again: `given` counts before the first run, and where it does not lie
        before the end of the last one.

        Raises:
            UsageError: if nothing has been told yet, and no commit is given.
            DataError: if the repository lacks the commit.
            UnfinishedError: if the end of the last run is no part of the history that led here.
        """
        notified = self.notified()
        if notified is None and given is None:
            raise UsageError(
                "no mail has been sent yet, so there is nothing to go on from",
                "`--base HEAD` begins here: nothing is sent now, and what changes from here on is told "
                "next time; --base REV also tells what changed since then",
            )
        begin = self._commit(given) if given is not None else None
        if notified is None:
            return begin
        self._require_passed(notified, head)
        if self._is_ancestor(head, notified):
            return None
        return notified if begin is None or self._is_ancestor(begin, notified) else begin

    def _require_passed(self, notified: str, head: str) -> None:
        """Make sure that the ref stands at a commit that led to `head`, or to the present one.

        Anything else is not where a run left it: the ref was moved, or the history was rewritten.
        """
        kind = (repository.call(self._root, "cat-file", "-t", notified) or b"commit").strip()
        if kind == b"commit":
            self._commit(notified)
            if any(self._is_ancestor(notified, tip) for tip in (head, "HEAD")):
                return
            if objects.is_shallow(self._root):
                raise _shallow(notified)
        raise UnfinishedError(
            f"{self._notified} stands at {notified[:12]}, which is not part of the history of {head[:12]}: "
            "it was moved, or the history was rewritten; nobody was told anything",
            "find out who. If this clone is only behind, pull. Otherwise name the last commit that everyone "
            f"was told of: git update-ref {self._notified} COMMIT",
        )

    def _commit(self, revision: str) -> str:
        try:
            return objects.Commit(self._root, revision).id()
        except DataError:
            if not objects.is_shallow(self._root):
                raise
            raise _shallow(revision) from None

    def _is_ancestor(self, older: str, newer: str) -> bool:
        return repository.call(self._root, "merge-base", "--is-ancestor", older, newer) is not None

    def _ref(self, name: str) -> str | None:
        found = repository.call(self._root, "rev-parse", "--verify", "--quiet", name)
        return found.decode().strip() if found else None

    def _moved(self, name: str, to: str) -> str:
        old = self._ref(name)
        return f"update {name} {to} {old}" if old else f"create {name} {to}"

    def _update(self, *orders: str) -> None:
        listing = "".join(f"{order}\n" for order in orders).encode()
        if repository.call(self._root, "update-ref", "--stdin", stdin=listing) is None:
            raise _refused()


def _shallow(revision: str) -> DataError:
    return DataError(
        f"this clone is shallow and lacks the commit `{revision}` to compare with",
        "git fetch --unshallow; in a workflow, fetch-depth: 0 at the checkout",
    )


def _refused() -> DataError:
    return DataError(
        "git cannot note what has been sent, so nothing more was sent",
        "look at the permissions and space of git's folder; running it again may send the last message twice",
    )
