"""Types into real interactive shells, through a terminal of their own, with the completion loaded."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from select import select
from typing import TYPE_CHECKING

import pytest

from tests.conftest import quiet_environment

if TYPE_CHECKING:
    from pathlib import Path

SHELLS = ("bash", "zsh", "fish")
PROMPT = "READY> "
HUNG = 300
"""Seconds without a word from a shell, after which it will never say anything."""

_START = {
    "bash": ["--noprofile", "--rcfile", "rc", "-i"],
    "zsh": ["-d", "-i"],
    "fish": ["--no-config", "--init-command", "source rc"],
}
_SETTINGS = {
    "bash": f"PS1='{PROMPT}'; bind 'set show-all-if-ambiguous on'; bind 'set page-completions off'",
    "zsh": f"PS1='{PROMPT}'; LISTMAX=1000; unsetopt prompt_sp; autoload -Uz compinit; compinit -u -D",
    "fish": f"function fish_prompt; printf '{PROMPT}'; end; function fish_greeting; end",
}
_WRAPPER = """#!/bin/sh
# Completes with the real command; whatever else it is called for is only written down.
[ -n "$_WECOMPLISH_COMPLETE" ] && exec "{command}" "$@"
printf '%s\\0' "$@" >> "{log}"
printf '\\n\\0' >> "{log}"
"""


@dataclass
class Shell:
    """A shell, the folder that it is in, and the one that its settings are in."""

    name: str
    cwd: Path
    home: Path
    command: Path
    """The `wecomplish` that completes."""
    shown: str = ""
    """What was on the terminal in the last session, without colours and movements."""
    called: list[list[str]] = field(default_factory=list)
    """The words that `wecomplish` was called with, call by call."""
    settings: str = ""
    """How completion is loaded; otherwise from what `--show-completion` shows."""

    def type(self, *keys: str) -> None:
        """Type each line and a return in one session, to its end."""
        self._prepare()
        log = self.home / "log"
        log.write_bytes(b"")
        self.shown = re.sub(r"\x1b(\[[0-9;?<>=]*[a-zA-Z]|[()][A-Z0-9]|[=>])", "", self._session(keys))
        calls = log.read_bytes().decode().split("\n\0")
        self.called = [call.removesuffix("\0").split("\0") for call in calls if call]

    def _prepare(self) -> None:
        bin_ = self.home / "bin"
        bin_.mkdir(exist_ok=True)
        wrapper = bin_ / "wecomplish"
        wrapper.write_text(_WRAPPER.format(command=self.command, log=self.home / "log"))
        wrapper.chmod(0o755)
        done = subprocess.run(
            [self.command, "--show-completion", self.name],
            env=quiet_environment(self.home),
            capture_output=True,
            text=True,
            check=True,
        )
        settings = f"{_SETTINGS[self.name]}\n{self.settings or done.stdout}\n"
        (self.home / {"zsh": ".zshrc"}.get(self.name, "rc")).write_text(settings)

    def _session(self, keys: tuple[str, ...]) -> str:
        import pty

        env = quiet_environment(self.home) | {
            "PATH": f"{self.home / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "ZDOTDIR": str(self.home),
            "LANG": "C.UTF-8",
            "TERM": "xterm",
            "LINES": "200",
            "COLUMNS": "200",
        }
        words = [self.name, *(str(self.home / "rc") if w == "rc" else w for w in _START[self.name])]
        words = [word.replace("source rc", f"source {self.home / 'rc'}; cd {self.cwd}") for word in words]
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(self.cwd)
            os.execvpe(self.name, words, env)  # noqa: S606 - the shell under test
        said = b""
        for line in (*keys, "exit"):
            said += self._until(terminal, PROMPT.strip().encode())
            os.write(terminal, line.encode() + b"\r")
        said += self._until(terminal, None)
        os.close(terminal)
        os.waitpid(child, 0)
        return said.decode("utf-8", "replace")

    def _until(self, terminal: int, mark: bytes | None) -> bytes:
        """What the shell says up to a mark, or to its end."""
        said = b""
        while mark is None or mark not in said:
            if not select([terminal], [], [], HUNG)[0]:
                raise AssertionError(f"{self.name} hangs after {said!r}")
            try:
                more = os.read(terminal, 65536)
            except OSError:  # Linux says so at the end.
                more = b""
            if not more:
                break
            said += more
        return said


def started(name: str, cwd: Path, home: Path, command: Path) -> Shell:
    """A shell in a folder; skips the test, and says so, where it is not installed."""
    if sys.platform == "win32" or shutil.which(name) is None:
        pytest.skip(f"{name} is not installed: completion in {name} is NOT tested here")
    return Shell(name, cwd, home, command)
