"""Plan files: read as strictly as the data, and whether the data is still what a plan was made from."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from wecomplish_cli.dataset import store
from wecomplish_cli.dataset.files import NotRegularError, TooLargeError, read_file
from wecomplish_cli.dataset.validation import shape_findings
from wecomplish_cli.diagnostics import Finding, Spot
from wecomplish_cli.errors import DataError
from wecomplish_cli.git import objects
from wecomplish_cli.model.kinds import SETTINGS_PATH
from wecomplish_cli.model.plans import PLAN, MatchPlan
from wecomplish_cli.yamltext import reader
from wecomplish_cli.yamltext.reader import YamlError

if TYPE_CHECKING:
    from wecomplish_cli.dataset.store import Dataset

Found = tuple[str, Finding]
"""A rule's name and what it found."""

MATTERING = ("people", "roles", "skillsets", "expectations", "familiarity", "mentorships", "programs")
"""The folders of what a matching depends on."""

OF_DEPARTURE = ("teams", "help", "insights")
"""The folders of what else a plan depends on where somebody leaves."""


def read_plan(name: str) -> tuple[str, MatchPlan | None, list[Found]]:
    """Read a plan file: its text, the plan if it can be one, and what is wrong with it.

    Raises:
        DataError: if there is no such file, or it cannot be read.
    """
    try:
        content = read_file(Path(name), reader.MAX_BYTES)
    except (OSError, NotRegularError, TooLargeError) as error:
        reasons = {NotRegularError: "not a regular file", TooLargeError: "too large for a plan"}
        why = error.strerror if isinstance(error, OSError) else reasons[type(error)]
        raise DataError(f"{name} cannot be read: {why}", "name a plan that `match --plan` wrote") from None
    text = ""
    try:
        text = reader.decode(content)
        value = reader.read(text)
    except YamlError as error:
        return text, None, [(error.rule, Finding(Spot(name), error.message, place=error.place))]
    plan, found = shape_findings(PLAN, name, value)
    return text, plan, found


def digest(dataset: Dataset, leaves: bool) -> str:
    """Sum up the files that a matching depends on, also what else does where somebody leaves."""
    summed = blake2b(digest_size=8)
    for path in _mattering(dataset, leaves):
        content = store.content(dataset, path)
        summed.update(f"{path}\0{len(content)}\0".encode())
        summed.update(content)
    return summed.hexdigest()


def last_commit(dataset: Dataset) -> str | None:
    """The commit that the folder stands at; None without git or before the first."""
    return objects.resolved(dataset.root, "HEAD")


def changed_since(dataset: Dataset, commit: str, leaves: bool) -> list[str] | None:
    """The files a plan depends on that differ from a commit; None where git does not know it."""
    try:
        then = store.load(dataset.root, commit)
    except DataError:
        return None
    paths = sorted({*_mattering(dataset, leaves), *_mattering(then, leaves)})
    return [path for path in paths if store.content(dataset, path) != store.content(then, path)]


def _mattering(dataset: Dataset, leaves: bool) -> list[str]:
    folders = (*MATTERING, *(OF_DEPARTURE if leaves else ()))
    paths = (f"{ref}.yaml" for ref in dataset.org.present)
    return sorted(path for path in paths if path == SETTINGS_PATH or path.partition("/")[0] in folders)
