"""Runs commands as forks of a process that has everything loaded.

Starting Python and loading the tool takes longer than most commands. What runs is `main` with real files as
its streams, in a process of its own; only the loading is spared. This module starts the server, and run as a
script, is it: it takes a request for each connection (see `fork_client`), and answers with the exit status.
"""

from __future__ import annotations

import atexit
import gc
import marshal
import os
import select
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile, mkdtemp
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from tests import fork_client
from tests.conftest import REPOSITORY, Done, quiet_environment

if TYPE_CHECKING:
    import _socket
    from collections.abc import Iterator


class Forks:
    """A server of forks, started when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._address = str(folder / "socket")
        self._server: subprocess.Popen[bytes] | None = None

    def begin(self, *arguments: str, cwd: Path, env: dict[str, str], terminal: int) -> _socket.socket:
        """Begin a command on a terminal; returns what to ask for its exit status with `fork_client`."""
        self._start()
        words = {os.fsencode(name): os.fsencode(value) for name, value in env.items()}
        return fork_client.begin(self._address, list(arguments), str(cwd), words, (terminal,) * 3)

    def run(self, *arguments: str, cwd: Path, env: dict[str, str] | None = None, stdin: str = "") -> Done:
        """Run a command, as `conftest.run_fresh` does."""
        self._start()
        whole = quiet_environment(self._folder) | (env or {})
        with TemporaryFile() as given, TemporaryFile() as said, TemporaryFile() as complaints:
            given.write(stdin.encode())
            given.seek(0)
            status = fork_client.ask(
                self._address,
                list(arguments),
                str(cwd),
                {os.fsencode(name): os.fsencode(value) for name, value in whole.items()},
                (given.fileno(), said.fileno(), complaints.fileno()),
            )
            said.seek(0)
            complaints.seek(0)
            return Done(said.read().decode(), complaints.read().decode(), status)

    def command(self) -> Path:
        """A program that does what `wecomplish` does, for shells, hooks and workflows."""
        self._start()
        program = self._folder / "bin" / "wecomplish"
        if not program.exists():
            program.parent.mkdir()
            line = shlex.join([sys.executable, "-ISB", fork_client.__file__, self._address])
            program.write_text(f'#!/bin/sh\nexec {line} "$@"\n', encoding="utf-8")
            program.chmod(0o755)
        return program

    def end(self) -> None:
        """Let the server end."""
        if self._server is not None:
            self._server.communicate()
        shutil.rmtree(self._folder)

    def _start(self) -> None:
        if self._server is None:
            with socket.socket(socket.AF_UNIX) as listener:
                listener.bind(self._address)
                listener.listen()
                self._server = subprocess.Popen(
                    [sys.executable, "-W", "error", "-m", "tests.forks", str(listener.fileno())],
                    cwd=REPOSITORY,
                    stdin=subprocess.PIPE,
                    pass_fds=[listener.fileno()],
                )


@cache
def shared() -> Forks:
    """The server of this process."""
    # The address of a socket has to be short.
    forks = Forks(Path(mkdtemp()))
    atexit.register(forks.end)
    return forks


class Request(NamedTuple):
    """What `fork_client` asks for."""

    arguments: list[str]
    cwd: str
    env: dict[bytes, bytes]
    streams: list[int]


def serve(listener: socket.socket) -> None:
    """Run what each connection asks for, and answer with its exit status, until stdin is closed."""
    load()
    listener.set_inheritable(False)
    waiting: dict[int, socket.socket] = {}
    woken, wake = socket.socketpair()
    wake.setblocking(False)
    with woken, wake:
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake.fileno())
        while sys.stdin not in (ready := select.select([listener, woken, sys.stdin], [], [])[0]):
            if woken in ready:
                woken.recv(4096)
                answer(waiting)
            if listener in ready:
                connection, _ = listener.accept()
                request = received(connection)
                child = os.fork()
                if child == 0:
                    signal.set_wakeup_fd(-1)
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    become(request)
                waiting[child] = connection
                for stream in request.streams:
                    os.close(stream)


def answer(waiting: dict[int, socket.socket]) -> None:
    """Tell those who wait for a process that has ended how it did."""
    while waiting and (ended := os.waitpid(-1, os.WNOHANG))[0]:
        with waiting.pop(ended[0]) as connection:
            status = os.waitstatus_to_exitcode(ended[1])
            connection.send(status.to_bytes(fork_client.SIZE, "big", signed=True))


def received(connection: socket.socket) -> Request:
    """Read what a client asks for."""
    size, streams, _, _ = socket.recv_fds(connection, fork_client.SIZE, 3)
    with connection.makefile("rb") as file:
        arguments, cwd, env = marshal.loads(file.read(int.from_bytes(size, "big")))  # noqa: S302 - our own
    return Request(arguments, cwd, env, streams)


def load() -> None:
    """Load all that commands load: every module, every command, and what loading the example brings."""
    from datetime import date
    from importlib import import_module
    from pkgutil import walk_packages

    import typer.main

    import wecomplish_cli
    from wecomplish_cli.checking import check
    from wecomplish_cli.cli import app
    from wecomplish_cli.cli.registry import COMMANDS
    from wecomplish_cli.dataset import store

    for module in walk_packages(wecomplish_cli.__path__, "wecomplish_cli."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    typer.main.get_command = cache(typer.main.get_command)
    commands: Any = typer.main.get_command(app.app)
    for name in COMMANDS:
        commands.get_command(None, name)
    check.check(store.load(REPOSITORY / "examples" / "org"), date(2026, 6, 1))
    # Else each fork copies what is loaded, by looking through it for garbage.
    gc.freeze()


def become(request: Request) -> None:
    """Be the command that is asked for, to the end."""
    for number, stream in enumerate(request.streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin, sys.stdout, sys.stderr = opened()
    if sys.stdin.isatty():
        _take_terminal()
    os.chdir(request.cwd)
    os.environ.clear()
    os.environb.update(request.env)
    sys.argv = ["wecomplish", *request.arguments]
    # Else the command would be called what this script is.
    sys.modules["__main__"].__package__ = None
    status = ended()
    _save_coverage()
    os._exit(status)


def _take_terminal() -> None:
    """Have the terminal of the streams as one's own, so that what is typed there may be a signal."""
    import fcntl
    import termios

    os.setsid()
    # One that a shell has stays with it.
    with suppress(OSError):
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    # Whatever runs the tests may ignore Ctrl-C, and what it starts inherits that.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def opened() -> Iterator[IO[str]]:
    """Open the standard streams as Python does when it starts."""
    for number, mode in enumerate("rww"):
        yield open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115


def ended() -> int:
    """Run the command that `sys.argv` says to its end, and return its exit status."""
    from wecomplish_cli.cli.start import main

    status: Any = 0
    try:
        main()
    except SystemExit as end:
        status = end.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return status or 0


def _save_coverage() -> None:
    """Keep what was covered: a fork that ends like this does not do so by itself."""
    # Where nothing is covered, loading this would take as long as most commands.
    coverage = sys.modules.get("coverage")
    running = coverage and coverage.Coverage.current()
    if running:
        running.stop()
        running.save()


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as listener:
        serve(listener)
