"""Looks at what has to be in place for a dataset to be worked on, and names the remedy for what is not."""

from __future__ import annotations

import platform
import shlex
from collections import Counter
from typing import TYPE_CHECKING

from wecomplish_cli import __version__
from wecomplish_cli.checking import check
from wecomplish_cli.checking.extras import PACKAGE, extras
from wecomplish_cli.dataset import editors, links, store
from wecomplish_cli.derive.confidant import confidant
from wecomplish_cli.errors import WecomplishError
from wecomplish_cli.frozen import frozen
from wecomplish_cli.git import outgoing, repository
from wecomplish_cli.model import schemas
from wecomplish_cli.model.kinds import DATA_FOLDERS, KINDS
from wecomplish_cli.model.organization import FORMAT
from wecomplish_cli.text.phrases import counted
from wecomplish_cli.yamltext import libyaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from wecomplish_cli.dataset.store import Dataset
    from wecomplish_cli.git.forge import Forge

SCHEMA_FOLDERS = (".schema", "schema")
CHECKED_BY = (".pre-commit-config.yaml", ".github/workflows", ".gitlab-ci.yml")
"""Where a repository says that the check runs before a change is merged."""


@frozen
class Symptom:
    """One thing looked at."""

    topic: str
    well: bool | None
    """None: nothing wrong, but something to know."""
    said: str
    remedy: str | None = None


@frozen
class Examination:
    """Everything looked at, in the order in which it is best mended."""

    symptoms: tuple[Symptom, ...]

    @property
    def well(self) -> bool:
        """Whether nothing is wrong."""
        return all(each.well is not False for each in self.symptoms)


def examine(
    root: Path, dataset: Dataset | WecomplishError, identity: str | WecomplishError | None, today: date
) -> Examination:
    """Look at everything; `dataset` is what loading gave, `identity` the person who asks."""
    found = [*_versions(), *_git(root), *_leftovers(root)]
    if isinstance(dataset, WecomplishError):
        found.append(Symptom("dataset", False, dataset.message, dataset.hint))
    else:
        found += [*_dataset(dataset, today), *_left_out(dataset), *_identity(dataset, identity)]
        found += [*_forge(dataset), *_contact(dataset), *_editor(dataset)]
    return Examination((*found, *_attributes(root), *_schema(root), *_hooks(root)))


def _versions() -> Iterator[Symptom]:
    said = f"wecomplish {__version__}, Python {platform.python_version()}, format {FORMAT}"
    try:
        libyaml.require()
        yield Symptom("versions", True, said)
    except WecomplishError as error:
        yield Symptom("versions", False, error.message, error.hint)
    for extra, installed in extras().items():
        if installed:
            yield Symptom("extras", True, f"{extra} is installed")
        else:
            remedy = f"pip install '{PACKAGE}[{extra}]', if you need it"
            yield Symptom("extras", None, f"{extra} is not installed", remedy)


def _git(root: Path) -> Iterator[Symptom]:
    try:
        said = (repository.call(root, "version") or b"").decode()
        if not said:
            yield Symptom("git", False, "git is not installed", "install git, which keeps the data's history")
            return
        state = repository.state_folder(root)
    except WecomplishError as error:
        yield Symptom("git", False, error.message, error.hint)
        return
    if state is None:
        yield Symptom(
            "git", False, f"{root} is not in a git repository", f"git init {shlex.quote(str(root))}"
        )
        return
    head = repository.call(root, "rev-parse", "--verify", "--quiet", "HEAD")
    if head is None:
        yield Symptom(
            "git", None, "nothing is committed yet", "git add --all && git commit -m 'Begin the dataset'"
        )
        return
    changed = len(repository.uncommitted(root))
    if repository.call(root, "rev-parse", "--verify", "--quiet", "MERGE_HEAD"):
        yield Symptom("git", False, "a merge is not finished", "git merge --continue, or git merge --abort")
    elif repository.held(root, ("rebase-merge", "rebase-apply")):
        yield Symptom(
            "git", False, "a rebase is not finished", "git rebase --continue, or git rebase --abort"
        )
    elif changed:
        said = "1 change is" if changed == 1 else f"{changed} changes are"
        yield Symptom("git", None, f"{said} not committed", "git status shows more")
    else:
        yield Symptom("git", True, f"{said.strip()}, everything is committed")


def _leftovers(root: Path) -> Iterator[Symptom]:
    """What a command that was cut short, or a copy of the folder, left behind."""
    try:
        pending = store.journal(root).pending()
    except WecomplishError:
        return  # Where the journal is, only git could say.
    if pending:
        yield Symptom("journal", False, f"a change was interrupted, and {pending}", "run `wecomplish check`")
    strays = [
        path.relative_to(root).as_posix()
        for folder in sorted(DATA_FOLDERS)
        for path in (root / folder).rglob(".*.yaml.new")
    ]
    if strays:
        said = f"left behind by a change that was interrupted: {', '.join(strays)}"
        yield Symptom("journal", False, said, "delete them")
    if not pending and not strays:
        yield Symptom("journal", True, "no change is half done")


def _dataset(dataset: Dataset, today: date) -> Iterator[Symptom]:
    counts = Counter(str(severity) for _, severity, _ in check.judge(dataset.org, today))
    said = f"{counted(len(dataset.org.records), 'file')} at {dataset.root}"
    if counts["error"]:
        yield Symptom("dataset", False, f"{said}, {counted(counts['error'], 'error')}", "wecomplish check")
    elif counts["warning"]:
        yield Symptom("dataset", None, f"{said}, {counted(counts['warning'], 'warning')}", "wecomplish check")
    else:
        yield Symptom("dataset", True, f"{said}, no findings")


def _forge(dataset: Dataset) -> Iterator[Symptom]:
    """Whether mail and pages can link to the platform that the repository lies on."""
    there, said = outgoing.forge_of(dataset.root), links.forge(dataset)
    if said is None and there is not None:
        yield Symptom(
            "forge",
            None,
            "mail has no links for people without a clone",
            f"add to wecomplish.yaml: {_setting(there)}",
        )
    elif said is not None and there is not None and there.page() != said.page():
        told = f"mail links to {said.page()}, and the remote is {there.page()}"
        yield Symptom("forge", None, told, f"if that is wrong, write in wecomplish.yaml: {_setting(there)}")
    elif said is not None:
        yield Symptom("forge", True, f"mail links to {said.page()}")


def _contact(dataset: Dataset) -> Iterator[Symptom]:
    """Whether mail and pages name somebody to write to in confidence."""
    named, found = dataset.org.settings.contact, confidant(dataset.org)
    if found is not None:
        yield Symptom("contact", True, f"{found.who} can be written to in confidence")
    elif named is None:
        said = "nobody is named to write to in confidence when a pair does not work"
        yield Symptom("contact", None, said, "wecomplish set organisation contact PERSON, or an address")
    else:
        said = f"`{named}` is to be written to in confidence, but has left or has no address"
        yield Symptom("contact", False, said, "wecomplish set organisation contact PERSON, or an address")


def _setting(forge: Forge) -> str:
    """How the settings name a platform and a repository."""
    values = {"platform": forge.platform, "base": forge.base, "repository": forge.repository}
    lines = ", ".join(f"{key}: {value}" for key, value in (values | {"branch": forge.branch}).items())
    return f"forge: {{{lines}}}"


def _left_out(dataset: Dataset) -> Iterator[Symptom]:
    """Whether git leaves files out of the folder, as a sparse checkout does."""
    if dataset.left_out:
        said = f"{counted(len(dataset.left_out), 'file')} are not in this folder, as git was told: "
        remedy = repository.how_to_get(dataset.root, min(dataset.left_out))
        yield Symptom("checkout", None, said + "they are read from its index, and not written", remedy)


def _identity(dataset: Dataset, identity: str | WecomplishError | None) -> Iterator[Symptom]:
    if isinstance(identity, WecomplishError):
        yield Symptom("identity", False, identity.message, identity.hint)
        return
    if identity is not None:
        yield Symptom("identity", True, f"you are {dataset.org.name(identity)} ({identity})")
        return
    email = repository.user_email(dataset.root)
    said = (
        f"git's user.email {email} is not an address in this data" if email else "git's user.email is not set"
    )
    yield Symptom(
        "identity",
        False,
        said,
        "git config user.email ADDRESS, as in your file; or set WECOMPLISH_AS to your id",
    )


def _attributes(root: Path) -> Iterator[Symptom]:
    try:
        said = repository.call(root, "check-attr", "text", "eol", "--", "people/any.yaml")
    except WecomplishError:
        return  # What is wrong with git is said already.
    if said is None:
        return
    if b"eol: lf" in said and b"text: set" in said:
        yield Symptom(".gitattributes", True, "line ends are LF everywhere")
    else:
        remedy = "add the line `*.yaml text eol=lf` to .gitattributes"
        yield Symptom(".gitattributes", False, "git may change the data's line ends", remedy)


def _schema(root: Path) -> Iterator[Symptom]:
    for name in SCHEMA_FOLDERS:
        folder = root / name
        if not (folder / schemas.file_name(KINDS[0])).exists():
            continue
        ids = name == editors.FOLDER and (root / editors.IGNORED).exists()
        stale = [kind for kind in KINDS if _text(folder / schemas.file_name(kind)) != schemas.text(kind, ids)]
        if stale:
            remedy = "wecomplish doctor --fix" if ids else f"wecomplish schema --write --folder {name}"
            files = counted(len(stale), "file")
            yield Symptom("schema", False, f"{name}/ is out of date ({files})", remedy)
        else:
            yield Symptom("schema", True, f"{name}/ is up to date")
        return
    yield Symptom("schema", None, "editors are not told the format", "wecomplish doctor --fix")


def _editor(dataset: Dataset) -> Iterator[Symptom]:
    """Whether editors know which people and other ids there are."""
    if not (dataset.root / editors.IGNORED).is_file():
        return
    if _text(dataset.root / editors.IDS) == editors.ids(dataset.org):
        yield Symptom("editor", True, "editors complete the names and ids that there are")
    else:
        yield Symptom("editor", None, "editors do not know today's names and ids", "wecomplish doctor --fix")


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _hooks(root: Path) -> Iterator[Symptom]:
    """Whether something runs the check before a change is merged, as far as files can tell."""
    try:
        top = repository.top(root)
    except WecomplishError:
        return  # What is wrong with git is said already.
    if top is None:
        return
    files = [path for name in CHECKED_BY for path in _files(top / name)]
    hook = repository.hook(root, "pre-commit")
    said_by = [path for path in (*files, *filter(None, [hook])) if "wecomplish" in (_text(path) or "")]
    if said_by:
        names = ", ".join(_short(path, top) for path in said_by)
        yield Symptom("hooks", True, f"the check is named in {names}")
    else:
        remedy = "`wecomplish explain pull-requests` says how; without it, nothing stops a mistake"
        yield Symptom("hooks", None, "nothing seems to run the check before a change is merged", remedy)


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return [each for each in sorted(path.iterdir()) if each.suffix in (".yaml", ".yml")]
    return [path] if path.is_file() else []


def _short(path: Path, top: Path) -> str:
    return path.relative_to(top).as_posix() if path.is_relative_to(top) else str(path)
