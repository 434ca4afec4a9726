from __future__ import annotations

import os
import subprocess
import sys
from random import Random
from time import sleep
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY, Run
from tests.real_shape import organisation, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CORES = os.sched_getaffinity(0) if sys.platform == "linux" else {0}
several = pytest.mark.skipif(len(CORES) < 2, reason="this machine has one core")
PIECES = 1_000
SHARED = """
import os, signal, sys, time
from pathlib import Path
from wecomplish_cli.cli.processes import share

first, folder = os.getpid(), Path(sys.argv[1])

def do(piece):
    {here}
    (folder / str(piece)).write_text(str(os.getpid()))

share({pieces}, do)
"""


@pytest.fixture
def one_core() -> Iterator[None]:
    """What is started meanwhile has one core."""
    os.sched_setaffinity(0, {min(CORES)})
    yield
    os.sched_setaffinity(0, CORES)


def shared(folder: Path, here: str = "time.sleep(0.0001)") -> subprocess.CompletedProcess[str]:
    """Let a process of its own share pieces of work, each of which begins with a line of Python."""
    program = SHARED.format(here=here, pieces=PIECES)
    return subprocess.run(
        [sys.executable, "-c", program, folder], capture_output=True, text=True, check=False
    )


@several
def test_each_piece_is_done_by_one_of_several_processes(tmp_path: Path) -> None:
    done = shared(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert {each.name for each in tmp_path.iterdir()} == {str(piece) for piece in range(PIECES)}
    assert len({each.read_text() for each in tmp_path.iterdir()}) > 1


@several
@pytest.mark.parametrize("end", ["os.kill(os.getpid(), signal.SIGKILL)", "raise KeyError"])
def test_what_a_copy_did_not_do_is_done_all_the_same(end: str, tmp_path: Path) -> None:
    done = shared(tmp_path, f"if os.getpid() != first: {end}")
    assert done.returncode == 0
    assert len([*tmp_path.iterdir()]) == PIECES


@several
def test_an_error_is_raised_once_and_no_copy_is_left(tmp_path: Path) -> None:
    done = shared(tmp_path, "if os.getpid() == first: raise OSError('full')\n    else: time.sleep(0.01)")
    assert done.stderr.endswith("OSError: full\n")
    assert done.stderr.count("OSError") == 1
    written = [*tmp_path.iterdir()]
    sleep(0.1)
    assert len(written) == len([*tmp_path.iterdir()]) < PIECES


@several
@pytest.mark.thorough
def test_a_site_is_the_same_with_one_core(
    tmp_path: Path, run_fresh: Run, request: pytest.FixtureRequest
) -> None:
    write(organisation(Random(1), 600), tmp_path / "data")  # noqa: S311 - the same data each time
    for name in ("several", "one"):
        if name == "one":
            request.getfixturevalue("one_core")
        done = run_fresh("site", "-o", f"../{name}", "--today", TODAY, cwd=tmp_path / "data")
        assert (done.exit, done.stderr) == (0, "")
    sites = [
        {each.relative_to(at): each.read_bytes() for each in at.rglob("*") if each.is_file()}
        for at in (tmp_path / "one", tmp_path / "several")
    ]
    assert len(sites[0]) > 600
    assert sites[0] == sites[1]
