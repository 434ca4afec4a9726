"""Links with which a change is made without a clone: the platform's own pages, filled in, or a mail.

What a page is filled in with is what the command would write: the same edits, spliced into the same text.
"""

from __future__ import annotations

from difflib import unified_diff
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import quote

from wecomplish_cli.dataset import store
from wecomplish_cli.errors import WecomplishError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.git import repository
from wecomplish_cli.git.forge import Forge, Platform
from wecomplish_cli.model.addresses import on_the_wire
from wecomplish_cli.text.escape import markdown, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wecomplish_cli.dataset.store import Dataset
    from wecomplish_cli.model.edits import Edit

LONGEST = 6000
"""Characters of a link; browsers and servers cut longer ones off."""
MOST_LINES = 12
"""Lines to be changed by hand on a page; where there are more, somebody with a clone is asked instead."""
_BETWEEN, _BEFORE, _END = (quote(each, safe="") for each in ("\r\n\r\n", "\r\n\r\n    ", "\r\n"))


class Kind(StrEnum):
    """What a link opens."""

    NEW_FILE = "new_file"
    """A page that makes a file whose name and text are filled in."""
    FORM = "form"
    """A form that is filled in as far as it can be; what comes of it is a change by its author."""
    EDIT = "edit"
    """A page that edits a file; `lines` says what is to be changed there."""
    ISSUE = "issue"
    """A page that opens an issue, in which somebody is asked to make the change."""
    MAIL = "mail"
    """A mail in which somebody is asked to make the change."""


@frozen
class Link:
    """A link that makes one change, or asks for it."""

    kind: Kind
    address: str
    lines: tuple[str, ...] = ()
    """Of `EDIT`: the lines that go, after `- `, and those that come, after `+ `."""


def forge(dataset: Dataset) -> Forge | None:
    """Where the data's repository lies, as its settings say; None where they do not."""
    found = dataset.org.settings.forge
    if found is None:
        return None
    folder = repository.prefix(dataset.root)
    return Forge(Platform(found.platform.value), found.base, found.repository, found.branch, folder)


def link(
    dataset: Dataset,
    where: Forge | None,
    edits: Iterable[Edit],
    please: str,
    command: str,
    contact: str | None = None,
) -> Link | None:
    """Link to a page on which a reader makes a change under their own account, or else asks for it.

    `edits` are those of an action's plan, `command` carries it out, and `please` asks for it in a sentence.
    `where` is what `forge` says of the dataset, asked once for many links; without it, `contact` is the
    address that is written to. Nothing is written, and only `dataset` is read.

    Returns:
        None if there is nothing to change, or nobody to ask.
    """
    edits = tuple(edits)
    if where is None:
        # A mail only names the command, so no text need be made.
        return asking(None, please, command, contact) if edits else None
    try:
        texts = store.edited(dataset, edits)
        changed = {path: (store.content(dataset, path), new) for path, new in texts.items()}
    except WecomplishError:
        return None
    changed = {path: (old, new) for path, (old, new) in changed.items() if old != (new or b"")}
    if not changed:
        return None
    found = _page(where, changed) if len(changed) == 1 else None
    return found if found and len(found.address) <= LONGEST else asking(where, please, command, contact)


def asking(
    where: Forge | None, please: str, command: str, contact: str | None = None, blanks: Sequence[str] = ()
) -> Link | None:
    """Link to an issue or a mail that asks somebody with a clone to run a command; None without either.

    `blanks` are lines that the sender fills in before they send it, as long as there is room for them.
    """
    to = on_the_wire(contact) if contact else None
    if where is not None:
        # An issue is Markdown, in which a name must be no more than a name.
        lines = "".join(f"{markdown(each)}\n\n" for each in blanks)
        address = where.new_issue(visible(please), f"{markdown(please)}.\n\n{lines}    {visible(command)}\n")
        found = Link(Kind.ISSUE, address)
    elif to is not None:
        subject = quote(visible(please), safe="")
        # The body begins with the subject, in lines as a mail has them.
        lines = "".join(f"{_BETWEEN}{quote(visible(each), safe='')}" for each in blanks)
        body = f"{subject}.{lines}{_BEFORE}{quote(visible(command), safe='')}{_END}"
        found = Link(Kind.MAIL, f"mailto:{quote(to, safe='@')}?subject={subject}&body={body}")
    else:
        return None
    if len(found.address) <= LONGEST:
        return found
    return asking(where, please, command, contact) if blanks else None


def _page(where: Forge, changed: dict[str, tuple[bytes, bytes | None]]) -> Link | None:
    """Link to the platform's page for one file; None where there is none that would do."""
    ((path, (old, new)),) = changed.items()
    if new is None:
        return None
    if not old:
        address = where.new_file(path, new.decode())
        return Link(Kind.NEW_FILE, address) if address else None
    lines = _lines(old.decode(), new.decode())
    page = where.edit(path)
    return Link(Kind.EDIT, page, lines) if page and len(lines) <= MOST_LINES else None


def _lines(old: str, new: str) -> tuple[str, ...]:
    """The lines that go and those that come."""
    lines = [*unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")][2:]
    return tuple(f"{each[0]} {each[1:]}".rstrip() for each in lines if not each.startswith("@@"))
