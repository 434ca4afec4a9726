"""What may happen to a dataset between two checks of it: to its files, to git, to the clock."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import time
from contextlib import redirect_stderr, suppress
from typing import TYPE_CHECKING

from tests.conftest import TODAY, git
from tests.golden.stage import BAKERY, commit, repository
from wecomplish_cli.cli import judging
from wecomplish_cli.dataset import own, verdict
from wecomplish_cli.errors import WecomplishError
from wecomplish_cli.render.findings import Checked, as_json

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

DAYS = (TODAY, TODAY, TODAY, "2027-01-15")
SETTINGS = """
core.autocrlf true
core.autocrlf input
core.autocrlf false
core.fileMode true
core.fileMode false
core.trustctime false
core.checkStat minimal
core.symlinks false
core.ignoreCase true
core.splitIndex true
core.splitIndex false
filter.odd.clean rev
""".strip().splitlines()
MOVES = """
commit -qm More
commit -qam More
commit -q --amend -m Other
reset -q --soft HEAD~1
reset -q HEAD~1
reset -q --hard
checkout -q HEAD~1
checkout -q -
stash -q
stash pop -q
""".strip().splitlines()
ODD: tuple[object, ...] = (None, 1, -1, 1e400, "", "\ud800", [], {}, [[]], {"a": 1}, 10**30, True)
"""What may stand in a hostile file in the place of anything."""


class World:
    """A dataset in a repository, on a day."""

    def __init__(self, home: Path, chance: random.Random) -> None:
        self.home, self.chance = home, chance
        self.root = repository(home / "org", BAKERY)
        self.day = TODAY
        self.ahead = 0
        """How far the clock is ahead, in nanoseconds."""

    def answer(self, cache: bool) -> str:
        """All that a check says, and how it ends."""
        said = io.StringIO()
        with redirect_stderr(said):
            try:
                judged = judging.folder(self.root, self.day, cache)
            except WecomplishError as error:
                return f"{said.getvalue()}{error.message}\n{error.hint}\n{error.exit_code}"
        return said.getvalue() + as_json(Checked(judged.found, judged.files, 0, "", None, judged.unread))

    def file(self) -> Path:
        """One of the files of the data."""
        found = [p for p in sorted(self.root.rglob("*.yaml")) if ".git" not in p.parts and p.is_file()]
        return self.chance.choice(found)

    def place(self) -> Path:
        """One of them, or a folder of the data."""
        file = self.file()
        return file.parent if file.parent != self.root and self.chance.random() < 0.3 else file

    def path(self) -> str:
        """One of them, as git names it."""
        return self.file().relative_to(self.root).as_posix()

    def state(self) -> Path:
        """Where what is remembered is kept."""
        return own.own_folder(self.root) / verdict.NAME


# What may happen


def nothing(_world: World) -> None:
    """Change nothing."""


def edit(world: World) -> None:
    """Change a letter."""
    file = world.file()
    file.write_bytes(_edited(file.read_bytes(), world.chance))


def edit_and_put_the_time_back(world: World) -> None:
    """Change a letter, and make size and time what they were."""
    file = world.file()
    about = file.stat()
    edit_of = _edited(file.read_bytes(), world.chance)
    file.write_bytes(edit_of)
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))


def edit_and_back(world: World) -> None:
    """Change a letter, and soon after put back what was there, with its time."""
    file = world.file()
    about, text = file.stat(), file.read_bytes()
    file.write_bytes(_edited(text, world.chance))
    world.answer(cache=True)
    file.write_bytes(text)
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))


def touch(world: World) -> None:
    """Give a file another time, which may lie ahead."""
    moment = time.time() + world.chance.choice((-9e6, -3, 0, 3600))
    os.utime(world.file(), (moment, moment))


def chmod(world: World) -> None:
    """Change who may read or run a file or folder."""
    file = world.place()
    file.chmod(0o755 if file.is_dir() else world.chance.choice((0o644, 0o755, 0o400)))


def link(world: World) -> None:
    """Put a link in the place of a file or folder, to what was there."""
    file = world.place()
    there = world.home / f"moved-{world.chance.random()}"
    file.rename(there)
    file.symlink_to(there)


def hard_link(world: World) -> None:
    """Give a file a second name, and change it by that."""
    other = world.home / f"twin-{world.chance.random()}"
    other.hardlink_to(world.file())
    other.write_bytes(_edited(other.read_bytes(), world.chance))


def fifo(world: World) -> None:
    """Put a pipe in the place of a file."""
    file = world.file()
    file.unlink()
    os.mkfifo(file)


def delete(world: World) -> None:
    """Delete a file, or a folder with all in it."""
    place = world.place()
    shutil.rmtree(place) if place.is_dir() else place.unlink()


def add(world: World) -> None:
    """Write a new file, which may not be one of the data."""
    file = world.file()
    name = world.chance.choice(
        ("new-one.yaml", "New.yaml", "x.yml", ".hidden", "README.md", "x.yaml~", "con.yaml")
    )
    _put(file.parent / name, file.read_bytes())


def make_folder(world: World) -> None:
    """Make an empty folder, or one with a file."""
    folder = world.file().parent / world.chance.choice(("inner", "Inner", ".git"))
    folder.mkdir()
    if world.chance.random() < 0.5:
        _put(folder / "x.yaml", b"name: X\n")


def move(world: World) -> None:
    """Give a file the place of another."""
    world.file().rename(world.file())


def ignore(world: World) -> None:
    """Ignore what is no data, in one of the places that say so."""
    pattern = world.chance.choice(("*.yaml~", "x.*", "New.yaml", "!x.yml", "inner/", "*"))
    places = (".gitignore", "people/.gitignore", ".git/info/exclude", "../ignored")
    place = world.root / world.chance.choice(places)
    place.parent.mkdir(exist_ok=True)
    _put(place, f"{pattern}\n".encode())
    git(world.root, "config", "core.excludesFile", str(world.home / "ignored"))


def attributes(world: World) -> None:
    """Say how git takes files."""
    place = world.root / world.chance.choice(
        (".gitattributes", "people/.gitattributes", ".git/info/attributes")
    )
    place.parent.mkdir(exist_ok=True)
    _put(place, f"* {world.chance.choice(('text', '-text', 'text eol=crlf', 'filter=odd'))}\n".encode())


def line_ends(world: World) -> None:
    """Write a file with other line ends."""
    file = world.file()
    text = file.read_bytes()
    file.write_bytes(text.replace(b"\r\n", b"\n") if b"\r\n" in text else text.replace(b"\n", b"\r\n"))


def setting(world: World) -> None:
    """Change a setting of git that says what counts as changed."""
    git(world.root, "config", *world.chance.choice(SETTINGS).split())


def assume_unchanged(world: World) -> None:
    """Have git look at a file no more, or again."""
    option = world.chance.choice(("--assume-unchanged", "--no-assume-unchanged"))
    git(world.root, "update-index", option, world.path())


def skip(world: World) -> None:
    """Have git leave a file out of the folder, or no more."""
    path = world.path()
    git(world.root, "update-index", world.chance.choice(("--skip-worktree", "--no-skip-worktree")), path)
    if world.chance.random() < 0.5:
        (world.root / path).unlink()


def stage(world: World) -> None:
    """Change what the next commit would have."""
    words = world.chance.choice(
        ("add --all", f"add -- {world.path()}", f"rm -q --cached -- {world.path()}", "add -N .")
    )
    git(world.root, *words.split())


def move_head(world: World) -> None:
    """Change which commit is the last, and maybe the files."""
    git(world.root, *world.chance.choice(MOVES).split())


def tidy(world: World) -> None:
    """Have git tidy up, which changes no answer."""
    git(
        world.root,
        *world.chance.choice(("update-index -q --refresh", "gc -q", "status", "pack-refs --all")).split(),
    )


def submodule(world: World) -> None:
    """Put a repository of its own among the data, or change which commit of it is there."""
    inner = world.root / "people" / "sub"
    if not inner.is_dir():
        inner.mkdir()
        git(inner, "init", "-q")
    _put(inner / f"p{world.chance.randrange(3)}.yaml", b"name: P\n")
    commit(inner)
    if world.chance.random() < 0.5:
        git(world.root, "add", "people/sub")


def another_day(world: World) -> None:
    """Let another day be today."""
    world.day = world.chance.choice(DAYS)


def clock(world: World) -> None:
    """Let the clock jump, until the next change."""
    world.ahead = world.chance.choice((3_600, -3_600, 86_400)) * 10**9


def spoil(world: World) -> None:
    """Damage what is remembered, or put something else there."""
    state = world.state()
    # A pipe that was put there would wait for somebody who writes to it.
    text = b"{}" if state.is_fifo() else state.read_bytes()
    state.unlink()
    how = world.chance.randrange(8)
    if how == 0:
        state.write_bytes(text[: world.chance.randrange(len(text))])
    elif how == 1:
        state.write_bytes(_edited(text, world.chance))
    elif how == 2:
        state.mkdir()
    elif how == 3:
        state.symlink_to(world.file())
    elif how == 4:
        os.mkfifo(state)
    elif how == 5:
        state.write_bytes(text)
        state.chmod(0o666)
    elif how == 6:
        body = _hostile(text, world.chance)
        state.write_bytes(hashlib.blake2b(body, digest_size=32).hexdigest().encode() + b"\n" + body)
    if how in (2, 3, 4) and world.chance.random() < 0.7:
        state.rmdir() if how == 2 else state.unlink()


def _hostile(text: bytes, chance: random.Random) -> bytes:
    """What is remembered, with something of another kind in it, and a sum that fits."""
    kept = json.loads(text.partition(b"\n")[2])
    odd = chance.choice(ODD)
    found = kept["found"]
    name = chance.choice([key for key in kept if key not in ("found", "files", "unread", "left_out")])
    target = kept if not found or chance.random() < 0.3 else chance.choice(found)
    if target is kept:
        kept[name] = odd
    else:
        target["place"] = target["related"] = odd if odd != [] else 1
    return json.dumps(kept).encode()


def two_at_once(world: World) -> None:
    """Let two processes check while a third changes something."""
    children = []
    for _ in range(2):
        child = os.fork()
        if child == 0:
            with suppress(BaseException):
                world.answer(cache=True)
            os._exit(0)
        children.append(child)
    edit(world)
    for child in children:
        os.waitpid(child, 0)


KINDS: dict[str, Callable[[World], None]] = {
    each.__name__.replace("_", " "): each
    for each in (
        nothing,
        *(edit, edit_and_put_the_time_back, edit_and_back, touch, chmod, link, hard_link, fifo, delete, add),
        *(
            make_folder,
            move,
            ignore,
            attributes,
            line_ends,
            setting,
            assume_unchanged,
            skip,
            stage,
            move_head,
        ),
        *(tidy, submodule, another_day, clock, spoil, two_at_once),
    )
}


def _put(path: Path, content: bytes) -> None:
    """Write a file, unless a pipe is there: writing to one would wait for somebody who reads it."""
    if not path.is_fifo():
        path.write_bytes(content)


def _edited(text: bytes, chance: random.Random) -> bytes:
    """A text with another letter, of the same length."""
    place = chance.choice([number for number, sign in enumerate(text) if chr(sign).isalpha()])
    return text[:place] + bytes([chance.choice(b"abcdxyz")]) + text[place + 1 :]
