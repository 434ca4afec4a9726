"""Sends the data's uncommitted changes for review, and says how a change that is written gets out."""

from __future__ import annotations

import sys
from textwrap import shorten
from typing import TYPE_CHECKING

from wecomplish_cli.cli import approval, terminal
from wecomplish_cli.errors import DataError, RefusedError, UnfinishedError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.text.escape import commit_message, markdown, visible
from wecomplish_cli.text.phrases import counted, listed, several

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from wecomplish_cli.dataset.store import Dataset
    from wecomplish_cli.git.outgoing import Commit, Destination
    from wecomplish_cli.git.pull_request import Opened, Request

MOST_SENTENCES = 50
"""Sentences that a commit and its pull request have room for."""
MOST_NAMES = 100
"""Branches of the same name, numbered, that are tried."""
LONGEST_NAME = 50
FOLDER = "wecomplish"
"""The first part of the name of every branch that the user does not name."""


@frozen
class Options:
    """How a change is sent, in the words of the command line."""

    message: str | None = None
    branch: str | None = None
    draft: bool = False


@frozen
class _Change:
    """What is sent, and in which words."""

    root: Path
    paths: list[str]
    title: str
    rest: str
    """What else the user wrote about it."""
    sentences: list[str]
    must_approve: str | None = None
    """Who has to, as a sentence; None where nobody has to."""

    def told(self, escape: Callable[[str], str]) -> str:
        """Describe the change in the sentences that tell what it means."""
        more = self.sentences if [*map(commit_message, self.sentences)] != [self.title] else []
        sentences = "\n".join(f"- {escape(each)}" for each in more)
        return "\n\n".join(filter(None, (self.rest, sentences)))


def how_it_gets_out(root: Path, submit: str, committed: bool) -> str | None:
    """Say how a change that is written gets to others; None where the repository has no remote.

    `submit` is the command that sends it.
    """
    from wecomplish_cli.git import outgoing

    if not outgoing.remotes(root):
        return None
    return "only this clone has the commit: git push" if committed else f"send it for review: {submit}"


def require_destination(root: Path) -> None:
    """Make sure that a change could be sent, before anything is written.

    Raises:
        DataError: if there is no git or no remote, or something else is not finished.
        UsageError: if there are several remotes, and nothing says which one.
    """
    from wecomplish_cli.git import outgoing

    try:
        outgoing.destination(root)
    except DataError as error:
        raise DataError(f"{error.message}; nothing was written", error.hint) from None


def send(dataset: Dataset, today: date, who: str | None, title: str | None, options: Options) -> None:
    """Send all uncommitted changes of the data for review, and put the folder back as it was before them.

    `title` is the commit's message if none is given; None is what the change means.

    Raises:
        DataError: if there is nowhere to send it to.
        UnfinishedError: if git, a hook or the platform refuses; it says what is where, and how to go on.
    """
    from wecomplish_cli.dataset import links, store
    from wecomplish_cli.git import outgoing

    root = dataset.root
    if options.branch is not None:
        outgoing.require_branch(root, options.branch)
    where = outgoing.destination(root, links.forge(dataset))
    change = _change(dataset, today, who, title, options)
    if change is None:
        _say_nothing(root, where)
        return
    journal = dataset.journal or store.journal(root)
    with journal.locked("sending a change"), terminal.uninterrupted():
        commit = outgoing.made(root, change.paths, f"{change.title}\n\n{change.told(commit_message)}".strip())
        sent = {path: journal.present(path) for path in change.paths}
    if outgoing.is_empty(root, commit):
        outgoing.unstage(root, change.paths)
        _say_nothing(root, where)
        return
    _note_beside(change, where)
    with terminal.uninterrupted():
        refused = _publish(change, commit, where, options)
    if change.must_approve:
        terminal.note(change.must_approve)
    _put_back(change, commit, sent)
    if refused:
        raise UnfinishedError(f"the change is pushed, but {refused}", "open it yourself with the link above")


def _change(
    dataset: Dataset, today: date, who: str | None, title: str | None, options: Options
) -> _Change | None:
    """Find what is to be sent; None if nothing differs from the last commit.

    Raises:
        RefusedError: if the change would introduce an error.
    """
    from wecomplish_cli.dataset import store
    from wecomplish_cli.git import objects, repository
    from wecomplish_cli.model.changes import OtherFiles, changes
    from wecomplish_cli.model.kinds import is_data
    from wecomplish_cli.reports.facts.facts import facts

    root = dataset.root
    paths = [each for each in repository.uncommitted(root) if is_data(each)]
    if not paths:
        return None
    texts = objects.texts_at(root, "HEAD", paths)
    before = store.with_earlier(dataset, {path: texts.get(path) for path in paths})
    _refuse_errors(before, dataset, today)
    told = facts(changes(before.org, dataset.org), before.org, dataset.org, {}, OtherFiles((), (), (), ()))
    sentences = [each.sentence for each in told]
    message = options.message or title or commit_message(_summary(sentences))
    subject, _, rest = message.strip().partition("\n")
    must_approve = approval.needed(before, dataset, paths, who, today)
    return _Change(root, paths, visible(subject), rest.strip(), _fitting(sentences), must_approve)


def _refuse_errors(before: Dataset, after: Dataset, today: date) -> None:
    """Print what a change would introduce.

    Raises:
        RefusedError: if there is an error among it.
    """
    from wecomplish_cli.checking import check
    from wecomplish_cli.render import findings

    found = check.introduced(before, after, today, before)
    if found:
        width = terminal.width() if terminal.is_terminal(sys.stderr) else 0
        terminal.note(findings.text(found, terminal.colour(sys.stderr), width))
    if any(each.severity == "error" for each in found):
        raise RefusedError(
            "what is not committed would introduce the errors above; nothing was sent",
            "fix them, and run `wecomplish submit`",
        )


def _summary(sentences: list[str]) -> str:
    """The first of some sentences, and how many more there are."""
    if not sentences:
        return "Change the layout of the data"
    more = len(sentences) - 1
    return f"{sentences[0]}, and {counted(more, 'more change')}" if more else sentences[0]


def _fitting(sentences: list[str]) -> list[str]:
    more = len(sentences) - MOST_SENTENCES
    return [*sentences[:MOST_SENTENCES], counted(more, "more change")] if more > 0 else sentences


def _say_nothing(root: Path, where: Destination) -> None:
    """Say that there is nothing to send, and name what only this clone has."""
    from wecomplish_cli.git import outgoing

    terminal.say("Nothing to do: the data has no uncommitted changes.")
    if ahead := outgoing.ahead(root, where):
        are = "is" if ahead == 1 else "are"
        terminal.note(f"note: {counted(ahead, 'commit')} {are} only in this clone: git push")


def _note_beside(change: _Change, where: Destination) -> None:
    """Name what is left alone, and what else the branch has."""
    from wecomplish_cli.git import outgoing, repository

    prefix = repository.prefix(change.root)
    data = {f"{prefix}{path}" for path in change.paths}
    top = repository.top(change.root) or change.root
    others = [path for path in repository.uncommitted(top) if path not in data]
    if others:
        terminal.note(f"note: left alone, because they are not data: {visible(several(others, 4))}")
    if ahead := outgoing.ahead(change.root, where):
        terminal.note(f"note: {counted(ahead, 'commit')} that only this clone had will be sent as well")


def _publish(change: _Change, commit: Commit, where: Destination, options: Options) -> str:
    """Push a change and open a request to merge it; returns why it is not open, if it should be.

    Raises:
        RefusedError: if the branch that the user named is taken.
        UnfinishedError: if the remote does not take it.
    """
    from wecomplish_cli.git import outgoing, pull_request

    name, is_new = _name(change, commit, where, options)
    forge = where.target or where.forge
    if forge is None:
        if is_new:
            outgoing.push(change.root, where.remote, commit, name)
        terminal.say(f"The change is on the branch {visible(name)} of {visible(where.remote)}.")
        terminal.say("Ask someone to review it and to merge it.")
        return ""
    fork = where.forge if where.target else None
    body = change.told(markdown)
    request = pull_request.Request(forge, fork, name, where.into, change.title, body, options.draft)
    program = pull_request.program(change.root, forge)
    opened = pull_request.Opened(None)
    if is_new:
        with_options = () if program else pull_request.push_options(request)
        said = outgoing.push(change.root, where.remote, commit, name, with_options)
        opened = pull_request.Opened(pull_request.announced(forge, said))
    if program:
        opened = pull_request.open_with(program, change.root, request)
    _say_where(request, opened)
    return opened.refused and f"{program} did not open the {forge.request}: {opened.refused}"


def _name(change: _Change, commit: Commit, where: Destination, options: Options) -> tuple[str, bool]:
    """Find the name of the branch to push, and whether the remote does not have it yet.

    Raises:
        RefusedError: if the user named one that is taken.
    """
    from wecomplish_cli.derive import lookup
    from wecomplish_cli.git import outgoing

    short = shorten(lookup.slug(change.title).replace("-", " "), LONGEST_NAME, placeholder="")
    wanted = options.branch or f"{FOLDER}/{short.replace(' ', '-') or 'change'}"
    taken = outgoing.branches_there(change.root, where.remote, wanted)
    numbered = [] if options.branch else [f"{wanted}-{number}" for number in range(2, MOST_NAMES)]
    for name in (wanted, *numbered):
        if name in taken:
            if outgoing.is_same(change.root, commit, taken[name]):
                return name, False
        elif not outgoing.is_branch_here(change.root, name):
            return name, True
    raise RefusedError(
        f"there is already a branch `{wanted}`, with another change; nothing was sent",
        "choose another name with --branch; or, to add to that change: "
        f"git switch {wanted}, change the data there with --commit, and git push",
    )


def _say_where(request: Request, opened: Opened) -> None:
    """Say where the request is, or where it can be opened."""
    what = request.forge.request
    if opened.link:
        terminal.say(f"Sent for review: {visible(opened.link)}")
        return
    link = request.forge.compare(request.branch, request.into, request.fork)
    terminal.say(f"The change is on the branch {visible(request.branch)}. Open the {what} here:")
    terminal.say(link)
    if request.draft:
        terminal.note(f"note: choose there that it is a draft {what}")


def _put_back(change: _Change, commit: Commit, sent: dict[str, bytes | None]) -> None:
    """Put the folder back as it was before the change, which is on its branch now.

    Raises:
        UnfinishedError: if a file was changed since, or the disk refuses.
    """
    from wecomplish_cli.dataset import store
    from wecomplish_cli.git import objects, outgoing

    texts = objects.texts_at(change.root, commit.parent, change.paths)
    outgoing.unstage(change.root, change.paths)
    hint = "once it is merged: git restore the files that you have not changed since, and git pull"
    try:
        left = store.put_back(change.root, sent, {path: texts.get(path) for path in change.paths})
    except DataError as error:
        said = f"the change is sent, but this folder still has it: {error.message}"
        raise UnfinishedError(said, hint) from None
    if left:
        said = f"the change is sent, but {listed(left)} changed meanwhile, and was left alone"
        raise UnfinishedError(said, hint)
    here = outgoing.branch(change.root)
    stands = f"on {visible(here)}" if here else "at the last commit"
    terminal.note(f"your files are as {stands} again; git pull brings the change once it is merged")
