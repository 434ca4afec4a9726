"""Every key of the format is shown: take it away or change it, and some view says something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date, timedelta
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import TODAY
from tests.golden.stage import play, repository
from wecomplish_cli.dataset import store
from wecomplish_cli.errors import WecomplishError
from wecomplish_cli.model import walk
from wecomplish_cli.model.edits import Delete, Put
from wecomplish_cli.model.expectations import Milestone
from wecomplish_cli.model.kinds import KINDS
from wecomplish_cli.model.mentorships import PreviousMentorship
from wecomplish_cli.model.people import Indication

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wecomplish_cli.diagnostics import Pointer

EVERY_KEY = Path(__file__).parent / "every_key"
"""An organisation in which every key is set; a new one belongs there."""
VIEWS = (
    *("show organisation", "show ola", "show ola roles/baker", "show ola skillsets/sums", "show per"),
    *("show ola skillsets/songs", "show roles/baker", "show roles/baker/knead", "show skillsets/sums"),
    *("show skillsets/sums/add", "show expectations/flour", "show programs/rye", "show insights/steam"),
    *("show teams/own", "list people", "list teams", "list roles", "list skillsets", "list expectations"),
    *("list programmes", "list mentorships --all", "list insights", "mentorships ola --all", "training ola"),
    *("support ola", "team own", "history ola", "history per", "report mentorships", "report familiarity"),
    *("report help", "report unclear", "agenda ola", "suggest ola", "team kari --cards"),
)
"""Every view for people; a key is looked for in the first ones first."""
NOT_SHOWN = {
    "organization:format": "data of another format cannot be read",
    "mentorship:previous.ID.paused_until": "an earlier mentorship is over",
}
"""Keys that no view shows, each with the reason."""
OTHERS = {
    "per": "siri",
    "kari": "per",
    "siri": "per",
    "ola": "siri",
    "roles/baker": "skillsets/sums",
    "roles/baker/bake": "roles/baker/knead",
    "roles/baker/knead": "roles/baker/bake",
    "active": "completed",
    "ended": "declined",
    "completed": "ended",
    "acknowledged": "open",
    "aware": "understand",
    "understand": "comfortable",
    "policy": "process",
    "follow_up": "adjust",
    "mentee": "both",
    "published": "draft",
    "on_track": "off_track",
    "done": "dropped",
    "left": "active",
    "github": "gitlab",
    "every/key": "every/lock",
    "https://github.com": "https://git.example",
}
"""What else a value could be that refers to something, or is one of a few words."""


def keys() -> Iterator[tuple[str, str]]:
    """Every key of each kind of file, such as `mentorship` and `goals.ID.title`."""
    for kind in KINDS:
        if not is_dataclass(kind.record):
            yield from ((kind.name, f"ID.{each}") for each in walk.dotted_keys(Indication))
            continue
        yield from ((kind.name, each) for each in walk.dotted_keys(kind.record))
    yield from (("mentorship", f"previous.ID.{each}") for each in walk.dotted_keys(PreviousMentorship))
    for owner in ("role", "skillset"):
        yield from ((owner, f"path.ID.{each}") for each in walk.dotted_keys(Milestone))


def places(value: Any, parts: list[str]) -> Iterator[Pointer]:
    """Where a key stands in the values of a file."""
    if not parts:
        yield ()
    elif isinstance(value, Mapping):
        inner = value if parts[0] == walk.ID else [parts[0]]
        for key in [key for key in inner if key in value]:
            yield from ((key, *rest) for rest in places(value[key], parts[1:]))
    elif isinstance(value, list) and parts[0] == walk.ID:
        for number, each in enumerate(value):
            yield from ((number, *rest) for rest in places(each, parts[1:]))


def other(value: Any) -> Any:
    """A value of the same kind that is another."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, date):
        return value - timedelta(days=1)
    if isinstance(value, list):
        return [other(each) for each in value]
    return OTHERS.get(value, f"{value} changed")


def views(root: Path, lines: Iterable[str] = VIEWS) -> Iterator[tuple[str, str]]:
    """Each view with what it says; one after the other, as they are needed."""
    for line in lines:
        env = {"WECOMPLISH_AS": "kari", "COLUMNS": "400", "WECOMPLISH_TODAY": TODAY}
        done = play(*line.split(), "--format", "table", cwd=root, env=env)
        yield line, done.stdout


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The organisation, and what each view says of it."""
    root = repository(tmp_path_factory.mktemp("every_key") / "org", EVERY_KEY)
    return root, dict(views(root))


def values_of(record: Any) -> Any:
    """A record as its file has it."""
    if isinstance(record, Mapping):
        return {key: walk.values(each) for key, each in record.items()}
    return walk.values(record)


@pytest.mark.sampled(12)
@pytest.mark.parametrize(("kind", "key"), list(keys()), ids=lambda each: str(each))
def test_every_key_is_shown(kind: str, key: str, shown: tuple[Path, dict[str, str]]) -> None:
    root, said = shown
    if f"{kind}:{key}" in NOT_SHOWN:
        return
    dataset = store.load(root)
    folder = next(each.folder for each in KINDS if each.name == kind)
    found = False
    for path, record in dataset.org.records.items():
        ref = path.removesuffix(".yaml")
        if (path.partition("/")[0] if "/" in path else "") != folder:
            continue
        for pointer in places(values_of(record), key.split(".")):
            found = True
            value = reduce(getitem, pointer, values_of(record))
            applied = changed(dataset, ref, pointer, value)
            if applied and differs(root, applied, said, str(value)):
                return
    assert found, f"{EVERY_KEY.name} has no {key} of a {kind}"
    pytest.fail(f"no view shows {key} of a {kind}")


def changed(dataset: store.Dataset, ref: str, pointer: Pointer, value: Any) -> store.Applied | None:
    """The data without a key, or with another value there; None where neither is valid."""
    for edit in (Delete(ref, pointer), Put(ref, pointer, other(value))):
        try:
            applied = store.apply(dataset, [edit])
        except WecomplishError:
            continue
        if applied.after.org.records.keys() == dataset.org.records.keys():
            return applied
    return None


def differs(root: Path, applied: store.Applied, said: dict[str, str], value: str) -> bool:
    """Whether some view says something else of the changed data; those that say the value are tried first."""
    lines = sorted(VIEWS, key=lambda line: value not in said[line])
    before = {change.path: (root / change.path).read_bytes() for change in applied.changes}
    try:
        for change in applied.changes:
            assert change.new is not None
            (root / change.path).write_bytes(change.new)
        return any(text != said[line] for line, text in views(root, lines))
    finally:
        for path, content in before.items():
            (root / path).write_bytes(content)
