"""A change is written all or not at all, whatever cuts it short, refuses it or comes in between."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import REPOSITORY, TODAY, Run
from tests.golden.stage import SMALL, Tree, changes, play, repository, tree
from wecomplish_cli.dataset import files, store
from wecomplish_cli.dataset import journal as disk
from wecomplish_cli.dataset.journal import Change, Journal
from wecomplish_cli.errors import ChangedError, DataError
from wecomplish_cli.model.edits import Put

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Call = Callable[..., Any]
    Patch = Callable[[str, Call], None]
    """Puts a function in the place of the one of this name in `os`."""
    Harm = Callable[[str, Call, tuple[Any, ...]], None]
    """What befalls a step that is about to be taken: its name, the real call and its arguments."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills by signals, and links without privileges")

STEPS = ("open", "write", "fsync", "replace", "unlink", "mkdir", "rmdir")
"""Every call through which a change reaches the disk; `open` only for writing."""
TAKES_ROOM = ("open", "write", "fsync", "mkdir")
STATE = ".git/wecomplish"
"""Where lock and journal lie in a repository."""
OLA, PER = "people/ola.yaml", "people/per.yaml"
CHANGES = (
    Change(OLA, b"name: Ola\n", b"name: Ola Nordmann\n"),
    Change("help/ola/2026-06-01-bake-rye.yaml", None, b"status: open\n"),
    Change("checkins/per/2026-05-01-baker.yaml", b"minutes: 30\n", None),
)
OLD: Tree = {PER: b"name: Per\n", **{c.path: c.old for c in CHANGES if c.old is not None}}
NEW: Tree = {PER: b"name: Per\n", **{c.path: c.new for c in CHANGES if c.new is not None}}


def laid_out(root: Path) -> Path:
    """The files as they are before the change."""
    for path, content in OLD.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content or b"")
    return root


def journal_of(root: Path) -> Journal:
    """The journal of a folder that looks like a repository."""
    return Journal(root, root / STATE)


def data(root: Path) -> Tree:
    """The data's files."""
    return tree(root)


def sabotage(patch: Patch, at: int, harm: Harm) -> None:
    """Let harm befall the step with this number, and each one after it that is still taken."""
    numbers = count(1)

    def around(name: str, real: Call) -> Call:
        def step(*arguments: Any, **named: Any) -> Any:
            changes_something = name != "open" or arguments[1] & (os.O_WRONLY | os.O_RDWR)
            if changes_something and next(numbers) >= at:
                harm(name, real, arguments)
            return real(*arguments, **named)

        return step

    for name in STEPS:
        patch(name, around(name, getattr(os, name)))


def kill(name: str, real: Call, arguments: tuple[Any, ...]) -> None:
    """Die before the step; if it is writing, having written half."""
    if name == "write":
        handle, content = arguments
        real(handle, content[: len(content) // 2])
    os.kill(os.getpid(), signal.SIGKILL)


def refusing(steps: tuple[str, ...]) -> Harm:
    """A disk without room for the steps named."""

    def refuse(name: str, _real: Call, _arguments: tuple[Any, ...]) -> None:
        if name in steps:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return refuse


def killed(action: Callable[[], object], at: int) -> bool:
    """Do something in a process that is killed at a step of it; False if it ends before that step."""
    child = os.fork()
    if child == 0:
        try:
            sabotage(lambda name, step: setattr(os, name, step), at, kill)
            action()
        except BaseException as error:
            os._exit(0 if isinstance(error, SystemExit) and not error.code else 1)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, -signal.SIGKILL), status
    return status != 0


def elsewhere(function: Callable[..., None], *arguments: object) -> None:
    """Call a function of this module in a new process, which may fork since it has one thread only."""
    code = f"import sys; from tests.dataset.test_journal import *; {function.__name__}(*sys.argv[1:])"
    words = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(words, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def kill_writing(folder: str, many: str) -> None:
    """Kill the writing of a change at every step; the next command finishes it, or it never was."""
    files.MANY = int(many)
    for at in count(1):
        root = laid_out(Path(folder) / f"{at}")
        died = killed(partial(journal_of(root).write, list(CHANGES), None), at)
        settled(root, at)
        if not died:
            break


def kill_finishing(folder: str, many: str) -> None:
    """Kill what finishes a change at every step; whoever comes next finishes it all the same."""
    files.MANY = int(many)
    noted = written_down(Path(folder) / "noted")
    for at in count(1):
        root = Path(shutil.copytree(noted, Path(folder) / f"{at}"))
        died = killed(journal_of(root).recover, at)
        assert settled(root, at) == NEW
        if not died:
            break


def written_down(root: Path) -> Path:
    """A folder with a change that is in the journal, and not carried out."""

    class PowerCutError(BaseException):
        """What nobody can react to."""

    class Cut(Journal):
        def _carry_out(self, *_: Sequence[Change]) -> list[str]:
            raise PowerCutError

    with pytest.raises(PowerCutError):
        Cut(laid_out(root), root / STATE).write(list(CHANGES), None)
    return root


def settled(root: Path, at: int) -> Tree:
    """What the data is once the next command has come by: all old or all new, with nothing left over."""
    journal = journal_of(root)
    journal.recover()
    found = data(root)
    assert found in (OLD, NEW), (at, found)
    journal.write([Change(PER, b"name: Per\n", b"name: Per Olsen\n")], journal.stamp())
    left = {path.name for path in (root / STATE).iterdir()}
    assert left <= {"lock", "last.json"}, (at, left)
    shutil.rmtree(root)
    return found


@pytest.fixture(params=[files.MANY, 1], ids=["one by one", "by threads"])
def many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """From how many files on they are written by several threads."""
    monkeypatch.setattr(files, "MANY", request.param)
    return int(request.param)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("kill_at_every_step", [kill_writing, kill_finishing])
def test_a_change_killed_anywhere_is_finished_or_never_was(
    kill_at_every_step: Callable[[str, str], None], many: int, tmp_path: Path
) -> None:
    elsewhere(kill_at_every_step, tmp_path, many)


def kill_command(folder: str, step: str) -> None:
    """Kill a command that writes two files at its steps; the next one reads the old or the new data."""
    from wecomplish_cli.cli.app import main

    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.argv = ["wecomplish", "indicate", "ola-nordmann", "bake-rye", "aware", "--request-help"]
    sys.argv += ["--today", TODAY]
    seen = []
    for at in count(1, int(step)):
        root = Path(shutil.copytree(Path(folder) / "org", Path(folder) / f"{at}"))
        old = data(root)
        os.chdir(root)
        died = killed(main, at)
        dataset = store.load(root)
        indicated, asks = "ola-nordmann" in dataset.org.familiarity, "ola-nordmann" in dataset.org.help
        assert indicated == asks
        assert (data(root) == old) is not indicated
        assert store.journal(root).recover() == []
        seen.append(indicated)
        os.chdir(folder)
        shutil.rmtree(root)
        if not died:
            break
    assert sorted(seen) == seen
    assert {True, False} == set(seen)


def test_a_command_killed_anywhere_is_finished_or_never_was(tmp_path: Path, thorough: bool) -> None:
    shutil.copytree(SMALL, tmp_path / "org")
    elsewhere(kill_command, tmp_path, 1 if thorough else 3)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("steps", [TAKES_ROOM, STEPS], ids=["full", "broken"])
def test_a_disk_that_refuses_leaves_all_as_it_was_or_says_what_will_be(
    steps: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in count(1):
        root = laid_out(tmp_path / f"{at}")
        said = ""
        with monkeypatch.context() as patched:
            sabotage(lambda name, step: patched.setattr(os, name, step), at, refusing(steps))
            try:
                journal_of(root).write(list(CHANGES), None)
            except DataError as error:
                said = error.message
        if not said:
            assert data(root) == NEW
            break
        assert os.strerror(errno.ENOSPC) in said
        will_be_finished = said.endswith("the next command will finish it")
        assert will_be_finished or data(root) == OLD, (at, said)
        journal_of(root).recover()
        assert data(root) == (NEW if will_be_finished else OLD), (at, said)


@pytest.mark.usefixtures("many")
def test_a_disk_that_refuses_to_finish_is_an_error_and_no_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = written_down(tmp_path / "noted")
    for at in count(1):
        root = Path(shutil.copytree(noted, tmp_path / f"{at}"))
        with monkeypatch.context() as patched:
            sabotage(lambda name, step: patched.setattr(os, name, step), at, refusing(STEPS))
            try:
                finished = bool(journal_of(root).recover())
            except DataError as error:
                finished = False
                said = error.message
        assert finished or os.strerror(errno.ENOSPC) in said
        assert settled(root, at) == NEW
        if finished:
            break


@pytest.mark.usefixtures("many")
def test_every_step_is_on_the_disk_before_the_next_relies_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a power failure may lose is what was not synced; here is the order that makes it harmless."""
    root = laid_out(tmp_path)
    paths: dict[int, str] = {}
    log: list[str] = []
    real_open, real_fsync, real_replace, real_unlink = os.open, os.fsync, os.replace, os.unlink

    def name(path: str | Path) -> str:
        return Path(path).relative_to(root).as_posix()

    def opened(path: str | Path, *arguments: int) -> int:
        handle = real_open(path, *arguments)
        paths[handle] = name(path)
        return handle

    def synced(handle: int) -> None:
        real_fsync(handle)
        log.append(f"sync {paths[handle]}")

    def replaced(source: str | Path, target: str | Path) -> None:
        real_replace(source, target)
        log.append(f"replace {name(target)}")

    def unlinked(path: str | Path) -> None:
        real_unlink(path)
        log.append(f"delete {name(path)}")

    for step, function in (("open", opened), ("fsync", synced), ("replace", replaced), ("unlink", unlinked)):
        monkeypatch.setattr(os, step, function)
    journal_of(root).write(list(CHANGES), None)
    monkeypatch.undo()

    changed, created, deleted = (change.path for change in CHANGES)
    staged = {
        path: f"sync {Path(path).parent.as_posix()}/.{Path(path).name}.new" for path in (changed, created)
    }
    noted, done = f"replace {STATE}/journal.json", f"replace {STATE}/last.json"
    order = [f"sync {STATE}/journal.tmp", noted, f"sync {STATE}"]
    noting = log.index(order[0])
    assert log[noting : noting + 3] == order
    first_change = min(log.index(f"replace {path}") for path in staged)
    assert all(log.index(sync) < first_change for sync in staged.values())
    for step in (f"replace {changed}", f"replace {created}", f"delete {deleted}"):
        path = step.partition(" ")[2]
        assert (
            log.index(step)
            < log.index(f"sync {Path(path).parent.as_posix()}", first_change)
            < log.index(done)
        )
    assert log.index("sync help") < log.index(done)


def cut_short(root: Path) -> None:
    """Begin a change with the real command, and kill it when it is written down and not carried out."""
    code = """if True:
        import os, signal, sys
        from wecomplish_cli.cli.app import main
        from wecomplish_cli.dataset import journal
        journal.Journal._carry_out = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        main()
        """
    words = ["indicate", "ola-nordmann", "bake-rye", "aware", "--request-help", "--today", TODAY]
    done = subprocess.run([sys.executable, "-c", code, *words], cwd=root, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small organisation in a repository."""
    return repository(tmp_path / "org", SMALL)


def test_the_next_command_finishes_a_change_and_says_so(root: Path) -> None:
    cut_short(root)
    done = play("check", "--today", TODAY, cwd=root)
    assert done.exit == 0
    assert (root / "familiarity" / "ola-nordmann.yaml").is_file()
    again = play("mentorships", "ola-nordmann", "--today", TODAY, cwd=root)
    assert "interrupted" not in again.stderr


def test_a_command_that_writes_finishes_what_was_cut_short_first(root: Path, run: Run) -> None:
    cut_short(root)
    done = run("indicate", "per-olsen", "bake-rye", "comfortable", "--today", TODAY, cwd=root)
    assert done.exit == 0
    assert "an earlier change was interrupted; familiarity/ola-nordmann.yaml is finished now" in done.stderr


def test_a_file_changed_after_a_crash_is_named_and_nothing_is_touched(root: Path) -> None:
    cut_short(root)
    path = root / "familiarity" / "ola-nordmann.yaml"
    path.write_text("roles/baker/bake-rye:\n  level: automated\n  updated: 2026-05-31\n", encoding="utf-8")
    before = tree(root)
    for words in (["check"], ["indicate", "per-olsen", "bake-rye", "comfortable"], ["undo"]):
        done = play(*words, "--today", TODAY, cwd=root)
        assert done.exit == 3
        assert "familiarity/ola-nordmann.yaml" in done.stderr
        assert str(root / STATE / "journal.json") in done.stderr
        assert tree(root) == before
    path.unlink()
    path.parent.rmdir() if not any(path.parent.iterdir()) else None
    assert play("check", "--today", TODAY, cwd=root).exit == 0
    assert path.is_file()


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"changes": [{"path": "../out", "old": null, "new": ""}]}']
)
def test_a_damaged_journal_is_named_and_nothing_is_touched(damage: bytes, root: Path) -> None:
    (root / STATE).mkdir()
    (root / STATE / "journal.json").write_bytes(damage)
    before = tree(root)
    done = play("check", "--today", TODAY, cwd=root)
    assert done.exit == 3
    assert "error:" in done.stderr
    assert "journal.json" in done.stderr
    assert tree(root) == before


def changed_after_loading(root: Path, path: str, disturb: Callable[[Path], object]) -> None:
    """Decide a change, let something happen to its file, and try to save."""
    dataset = store.load(root)
    applied = store.apply(dataset, [Put(path.removesuffix(".yaml"), ("name",), "Ola N.")])
    disturb(root / path)
    before = tree(root)
    with pytest.raises(ChangedError, match=path):
        store.save(applied)
    assert tree(root) == before


def test_a_file_changed_between_load_and_save_is_not_overwritten(root: Path) -> None:
    changed_after_loading(
        root, "people/ola-nordmann.yaml", lambda path: path.write_text("name: Ola\nstatus: left\n")
    )


def test_a_file_deleted_between_load_and_save_is_not_written_again(root: Path) -> None:
    changed_after_loading(root, "people/ola-nordmann.yaml", Path.unlink)


def test_a_file_that_appeared_between_load_and_save_is_not_overwritten(root: Path) -> None:
    (root / "teams").mkdir()
    changed_after_loading(root, "teams/night.yaml", lambda path: path.write_text("name: Night\n"))


def hold_the_lock(folder: str) -> None:
    """Keep the lock until killed."""
    with journal_of(Path(folder)).locked():
        print("locked", flush=True)  # noqa: T201 - tells the test
        signal.pause()


def test_the_lock_keeps_others_out_and_is_free_when_its_holder_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = laid_out(tmp_path / "org")
    code = "import sys; from tests.dataset.test_journal import hold_the_lock; hold_the_lock(sys.argv[1])"
    with subprocess.Popen(
        [sys.executable, "-c", code, root], cwd=REPOSITORY, stdout=subprocess.PIPE
    ) as holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == b"locked\n"
            monkeypatch.setattr(disk, "LOCK_SECONDS", 0.1)
            with pytest.raises(DataError, match="another command has been writing"):
                journal_of(root).write(list(CHANGES), None)
            assert data(root) == OLD
        finally:
            holder.kill()
    journal_of(root).write(list(CHANGES), None)
    assert data(root) == NEW


def write_twenty(folder: str, name: str) -> None:
    """Add twenty lines to a file, each in a change of its own, beginning again where another came first."""
    path = Path(folder) / OLA
    for number in range(20):
        while True:
            journal = journal_of(Path(folder))
            since, old = journal.stamp(), path.read_bytes()
            try:
                journal.write([Change(OLA, old, old + f"# {name} {number}\n".encode())], since)
            except ChangedError:
                continue
            break


def test_two_writers_lose_no_change(tmp_path: Path) -> None:
    root = laid_out(tmp_path / "org")
    code = "import sys; from tests.dataset.test_journal import write_twenty; write_twenty(*sys.argv[1:])"
    writers = [
        subprocess.Popen([sys.executable, "-c", code, root, name], cwd=REPOSITORY) for name in ("a", "b")
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    lines = (root / OLA).read_text(encoding="ascii").splitlines()
    for name in ("a", "b"):
        assert [line for line in lines if line.startswith(f"# {name}")] == [
            f"# {name} {n}" for n in range(20)
        ]


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A folder beside the data, with a file, that nothing may be written to."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "victim.yaml").write_bytes(b"name: Ola\n")
    return outside


@pytest.mark.parametrize(
    "link", [OLA, "people", "help", "help/ola", "people/.ola.yaml.new", f"{STATE}/journal.tmp"]
)
def test_nothing_is_written_through_a_link(link: str, tmp_path: Path, victim: Path) -> None:
    root = laid_out(tmp_path / "org")
    path = root / link
    path.parent.mkdir(parents=True, exist_ok=True)
    is_file = "." in path.name
    if path.is_dir():
        shutil.move(path, victim / path.name)
        target = victim / path.name
    else:
        path.unlink(missing_ok=True)
        target = victim / "victim.yaml" if is_file else victim
    path.symlink_to(target)
    before, inside = tree(victim), tree(root)
    with pytest.raises(DataError):
        journal_of(root).write(list(CHANGES), None)
    assert tree(victim) == before
    assert changes(inside, tree(root)).keys() <= {link}


def test_redo_of_undo_is_the_change_again(root: Path) -> None:
    before = tree(root)
    play("indicate", "ola-nordmann", "bake-rye", "aware", "--request-help", "--today", TODAY, cwd=root)
    after = tree(root)
    for word, expected in (
        ("undo", before),
        ("undo", before),
        ("redo", after),
        ("redo", after),
        ("undo", before),
    ):
        assert play(word, "--today", TODAY, cwd=root).exit == 0
        assert tree(root) == expected


def test_undo_leaves_a_file_alone_that_was_changed_by_hand(root: Path) -> None:
    play("indicate", "ola-nordmann", "bake-rye", "aware", "--request-help", "--today", TODAY, cwd=root)
    path = root / "familiarity" / "ola-nordmann.yaml"
    path.write_bytes(path.read_bytes().replace(b"aware", b"understand"))
    before = tree(root)
    done = play("undo", "--today", TODAY, cwd=root)
    assert done.exit == 3
    assert "familiarity/ola-nordmann.yaml" in done.stderr
    assert tree(root) == before
