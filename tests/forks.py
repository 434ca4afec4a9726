"""Runs commands as forks of a process that has everything loaded.

Starting Python and loading the tool takes longer than most commands. What runs is `main` with real files as
its streams, in a process of its own; only the loading is spared. This module is the client, and run as a
script, the server: it takes one request a line, and answers with the exit status.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from tests.conftest import REPOSITORY, Done, quiet_environment

if TYPE_CHECKING:
    from pathlib import Path


class Forks:
    """A server of forks, started when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: subprocess.Popen[str] | None = None

    def run(self, *arguments: str, cwd: Path, env: dict[str, str] | None = None, stdin: str = "") -> Done:
        """Run a command, as `conftest.run` does."""
        streams = [self._folder / name for name in ("stdin", "stdout", "stderr")]
        streams[0].write_bytes(stdin.encode())
        request = {
            "argv": ["wecomplish", *arguments],
            "cwd": str(cwd),
            "env": quiet_environment(self._folder) | (env or {}),
            "streams": list(map(str, streams)),
        }
        server = self._started()
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps(request) + "\n")
        server.stdin.flush()
        status = int(server.stdout.readline())
        return Done(streams[1].read_bytes().decode(), streams[2].read_bytes().decode(), status)

    def end(self) -> None:
        """Let the server end."""
        if self._server is not None:
            self._server.communicate()

    def _started(self) -> subprocess.Popen[str]:
        if self._server is None:
            self._server = subprocess.Popen(
                [sys.executable, "-W", "error", "-m", "tests.forks"],
                cwd=REPOSITORY,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        return self._server


def serve() -> None:
    """Run what each line asks for, and answer with its exit status."""
    load()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            become(json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)  # noqa: T201 - the answer


def load() -> None:
    """Load all that commands load: every module, and what loading the example brings."""
    from datetime import date
    from importlib import import_module
    from pkgutil import walk_packages

    import wecomplish_cli
    from wecomplish_cli.checking import check
    from wecomplish_cli.dataset import store

    for module in walk_packages(wecomplish_cli.__path__, "wecomplish_cli."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    check.check(store.load(REPOSITORY / "examples" / "org"), date(2026, 6, 1))
    # Else each fork copies what is loaded, by looking through it for garbage.
    gc.freeze()


def become(request: dict[str, Any]) -> None:
    """Be the command that is asked for, to the end."""
    from wecomplish_cli.cli.app import main

    for number, (path, flags) in enumerate(
        zip(request["streams"], (os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT | os.O_TRUNC] * 2), strict=True)
    ):
        os.dup2(os.open(path, flags), number)
    sys.stdin, sys.stdout, sys.stderr = (open(n, mode, encoding="utf-8") for n, mode in enumerate("rww"))  # noqa: SIM115
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    sys.argv = request["argv"]
    # Else the command would be called what this script is.
    sys.modules["__main__"].__package__ = None
    status: Any = 0
    try:
        main()
    except SystemExit as ended:
        status = ended.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    _save_coverage()
    os._exit(status or 0)


def _save_coverage() -> None:
    """Keep what was covered: a fork that ends like this does not do so by itself."""
    # Where nothing is covered, loading this would take as long as most commands.
    coverage = sys.modules.get("coverage")
    running = coverage and coverage.Coverage.current()
    if running:
        running.stop()
        running.save()


if __name__ == "__main__":
    serve()
