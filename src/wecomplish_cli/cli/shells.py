"""The functions that shells complete with: what they are, and where they are installed."""

from __future__ import annotations

from enum import StrEnum
from importlib.resources import files
from pathlib import Path


class Shell(StrEnum):
    """The shells that completion is written for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


_PLACES = {
    Shell.BASH: (".bash_completions/wecomplish.sh", ".bashrc", "source ~/.bash_completions/wecomplish.sh"),
    Shell.ZSH: (".zfunc/_wecomplish", ".zshrc", "fpath+=~/.zfunc; autoload -Uz compinit; compinit"),
    Shell.FISH: (".config/fish/completions/wecomplish.fish", None, None),
}
"""In the home folder: where the function goes, and the settings that need a line to find it there."""


def function(shell: Shell) -> str:
    """The completion function of a shell."""
    return (files("wecomplish_cli.cli") / "templates" / f"completion.{shell}").read_text(encoding="utf-8")


def install(shell: Shell) -> list[str]:
    """Write the completion function of a shell to its place.

    Returns:
        Lines that say what was done, and what is left to do: settings are not changed.
    """
    place, settings, line = _PLACES[shell]
    path = Path.home() / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(function(shell), encoding="utf-8")
    told = [f"{path} written; start a new {shell} to use it"]
    if settings is None or line is None:
        return told
    known = Path.home() / settings
    if known.is_file() and line in known.read_text(encoding="utf-8", errors="replace"):
        return told
    return [f"{path} written", f"add this line to {known} and start a new {shell}: {line}"]
