"""Measures `wecomplish check --base` on a head that adds 100,000 files, in CPU seconds and peak MiB.

Run it as `python bench/change.py [FILES]`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PERSON = "name: Person {0}\naccounts:\n  github:\n    id: {0}\n"
LEADERS = "".join(f"- p{number}\n" for number in range(49_000))
MANY, FEW = 1, 200
HEADS: dict[str, tuple[int, Callable[[int], tuple[str, str]]]] = {
    "people": (MANY, lambda number: (f"people/p{number}.yaml", PERSON.format(number))),
    "files that are no data": (MANY, lambda number: (f"people/P {number}.yml", "name: Nobody\n")),
    "files beside the data": (MANY, lambda number: (f"docs/{number}.txt", "nothing\n")),
    "people with 49,000 leaders": (
        FEW,
        lambda number: (f"people/p{number}.yaml", f"name: A\nleaders:\n{LEADERS}"),
    ),
}
"""What a head adds, by number, and by what the number of files is divided."""


def commits(files: int) -> Iterator[bytes]:
    """Each head as `git fast-import` reads it, beginning where `main` is."""
    for head, (divided, made) in enumerate(HEADS.values()):
        yield f"commit refs/heads/head-{head}\ncommitter Bench <bench@bench.example> 0 +0000\n".encode()
        yield b"data 3\nAdd\nfrom refs/heads/main^0\n"
        for path, text in map(made, range(files // divided)):
            yield f'M 100644 inline "{path}"\ndata {len(text)}\n{text}\n'.encode()
        yield b"\n"


def prepare(data: Path, files: int) -> None:
    """Write an organisation of 1,000 people, and the heads."""
    # In a process of its own: the peak memory of a child is never less than its parent's was.
    subprocess.run([sys.executable, organisation.__file__, "1000", data], check=True, stdout=sys.stderr)
    git = ["git", "-c", "user.name=Bench", "-c", "user.email=bench@bench.example", "-C", str(data)]
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "Begin"]):
        subprocess.run([*git, *words], check=True)
    with tempfile.TemporaryFile() as stream:
        stream.writelines(commits(files))
        stream.seek(0)
        subprocess.run([*git, "fast-import", "--quiet"], stdin=stream, check=True)


def measure(data: Path, head: int) -> tuple[float, float, str]:
    """Check a head: CPU seconds with git's, peak MiB of the largest process, and what was found."""
    wecomplish = Path(sys.executable).with_name("wecomplish")
    command = [wecomplish, "check", "-C", data, "--base", "main", "--head", f"head-{head}", "--format", "md"]
    with tempfile.TemporaryFile() as printed:
        command += ["--today", str(organisation.TODAY)]
        process = subprocess.Popen(command, stdout=printed, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        said = printed.read().decode().splitlines()
    refused = process.returncode == 3
    if process.returncode not in (0, 1, 3):
        raise SystemExit(f"check stopped with exit status {process.returncode}")
    # Linux counts in units of 1024 bytes, macOS in bytes.
    memory = usage.ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10))
    found = said[0].removeprefix("error: ") if refused else said[1].partition(": ")[2]
    return usage.ru_utime + usage.ru_stime, memory, found


def main() -> None:
    """Measure each head and print a row of a table for it."""
    parser = argparse.ArgumentParser(description="Measure the check of a change that adds many files.")
    parser.add_argument("files", metavar="FILES", type=int, nargs="?", default=100_000)
    files: int = parser.parse_args().files
    print("| a head adds | CPU seconds | peak MiB | found |")
    print("| --- | ---: | ---: | --- |")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "organisation"
        prepare(data, files)
        for head, (name, (divided, _)) in enumerate(HEADS.items()):
            seconds, memory, said = measure(data, head)
            print(f"| {files // divided:,} {name} | {seconds:.0f} | {memory:.0f} | {said} |", flush=True)


if __name__ == "__main__":
    main()
