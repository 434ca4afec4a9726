"""What the shell offers when the tab key is pressed: ids, with the names they stand for.

Only names are read, and only of the kind asked for: the whole dataset takes too long to load at a keystroke.
Whatever goes wrong, nothing is offered, and nothing is said.

The data may come from anybody, and bash puts what is offered on the command line as it stands. So only valid
ids are offered, and a name is only ever shown.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from enum import StrEnum
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from wecomplish_cli.cli import about
from wecomplish_cli.model.text import is_id, shortened
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Callable

ASKED = "_WECOMPLISH_COMPLETE"
"""The variable in which our completion functions say `words`. The functions that Typer wrote say something
else there, and run what they are answered: they are answered nothing."""

MOST = 100
"""Offers at once; a shell that lists more is no help."""

Offers = list[tuple[str, str]]
"""What may stand here, and what it is called."""

_PLAIN = re.compile(r"[A-Za-z0-9-][A-Za-z0-9._/-]*")
"""What means itself in every shell. Nothing else is offered, wherever it comes from."""


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


def answer(command: Any, words: list[str]) -> None:
    """Print what may stand in place of the last word: one offer a line, with a tab and what it is called.

    The words are those after `wecomplish`, as they stand on the command line with their quotes.
    """
    with suppress(Exception):
        from typer import completion

        library: Any = completion
        split = library.shell_completion.split_arg_string
        *before, word = ["".join(split(each)) for each in words] or [""]
        # bash makes three words of `--format=json`; the others make one, and want it completed as a whole.
        before = [each for last, each in pairwise(["", *before]) if each != "=" or last[:2] != "--"]
        option = word[: word.index("=") + 1] if word[:2] == "--" and "=" in word else ""
        if not word.isascii():
            from wecomplish_cli.derive.lookup import fold

            # Ids have no accents; whoever types a name as it is written means the id made of it.
            word = fold(word).replace(" ", "-")
        asking = SimpleNamespace(cli=command, ctx_args={}, prog_name="wecomplish")
        found = library.shell_completion.ShellComplete.get_completions(asking, before, word)
        for offer in found:
            if _PLAIN.fullmatch(offer.value):
                print(f"{option}{offer.value}\t{shortened(visible(offer.help or ''))}")  # noqa: T201


def people(ctx: Any, incomplete: str) -> Offers:
    """Offer yourself, and people."""
    me = [("me", "yourself")] if "me".startswith(incomplete) else []
    return [*me, *_offers(ctx, incomplete, ("people",))]


def mentors(ctx: Any, incomplete: str) -> Offers:
    """Offer people who have offered to mentor; where nobody fits who has, everybody."""

    def offers_to(content: dict[str, Any]) -> bool:
        return content.get("status") != "left" and content["mentoring"]["open"] == "true"

    return _offers(ctx, incomplete, ("people",), fits=offers_to) or _offers(ctx, incomplete, ("people",))


def teams(ctx: Any, incomplete: str) -> Offers:
    """Offer teams."""
    return _offers(ctx, incomplete, ("teams",))


def leaders_and_teams(ctx: Any, incomplete: str) -> Offers:
    """Offer teams and people."""
    return [*teams(ctx, incomplete), *people(ctx, incomplete)]


def competences(ctx: Any, incomplete: str) -> Offers:
    """Offer roles and skillsets."""
    return _offers(ctx, incomplete, ("roles", "skillsets"), keep_folder=True)


def expectations(ctx: Any, incomplete: str) -> Offers:
    """Offer what is expected of the person whom it is about; where nothing of it fits, all expectations."""
    with suppress(Exception):
        root = _root(ctx)
        who = about.person(ctx.params, root)
        own = _fitting([*about.expectations(root, who, _read)], incomplete) if who else []
        if own:
            return own[:MOST]
    offers = _offers(ctx, incomplete, ("roles", "skillsets", "expectations"), keep_folder=True, items=True)
    return [each for each in offers if each[0].startswith("expectations/") or each[0].count("/") != 1]


def insights(ctx: Any, incomplete: str) -> Offers:
    """Offer insights."""
    return _offers(ctx, incomplete, ("insights",))


def programs(ctx: Any, incomplete: str) -> Offers:
    """Offer programmes."""
    return _offers(ctx, incomplete, ("programs",))


def anything(ctx: Any, incomplete: str) -> Offers:
    """Offer whatever has a name and a file of its own, and responsibilities and skills."""
    folders = ("people", "teams", "roles", "skillsets", "expectations", "programs", "insights")
    return _offers(ctx, incomplete, folders, keep_folder=True, items=True)


def levels(ctx: Any, incomplete: str) -> Offers:
    """Offer the levels of familiarity, the lowest first."""
    with suppress(Exception):
        settings = _read(_root(ctx) / "wecomplish.yaml")
        from wecomplish_cli.model.organization import FamiliaritySettings

        known = settings.get("familiarity", {}).get("levels") or FamiliaritySettings().levels
        return [
            (each, f"level {rank}")
            for rank, each in enumerate(known, 1)
            if is_id(each) and each.startswith(incomplete)
        ]
    return []


def _offers(
    ctx: Any,
    incomplete: str,
    folders: tuple[str, ...],
    keep_folder: bool = False,
    items: bool = False,
    fits: Callable[[dict[str, Any]], bool] | None = None,
) -> Offers:
    with suppress(Exception):
        root = _root(ctx)
        files = [
            (f"{folder}/{path.stem}" if keep_folder else path.stem, path)
            for folder in folders
            for path in sorted((root / folder).glob("*.yaml"))
            if is_id(path.stem)
        ]
        # Where an id begins so, no other file is read; nor where nothing but a file's own id could.
        near = [
            each for each in files if each[0].startswith(incomplete) or each[1].stem.startswith(incomplete)
        ]
        if fits is not None:
            near = [each for each in near if _holds(fits, _read(each[1]))]
        read = near[:MOST] or (files if items else [])
        found = [offer for ref, path in read for offer in _of_file(ref, path, items)]
        return _fitting(found, incomplete)[:MOST]
    return []


def _holds(fits: Callable[[dict[str, Any]], bool], content: dict[str, Any]) -> bool:
    """Whether a file's values are as wanted; not if they are not even of that kind."""
    with suppress(LookupError, TypeError):
        return fits(content)
    return False


def _of_file(ref: str, path: Path, items: bool) -> Offers:
    content = _read(path)
    offers = [(ref, _name(content))]
    with suppress(AttributeError):  # What should be a mapping is something else.
        inside = content.get("responsibilities") or content.get("skills") or {}
        offers += [(f"{ref}/{item}", _name(what)) for item, what in inside.items() if items and is_id(item)]
    return offers


def _name(content: Any) -> str:
    """What it is called, if it is a mapping that says so."""
    named = (content.get("name") or content.get("title")) if isinstance(content, dict) else None
    return named if isinstance(named, str) else ""


def _fitting(offers: Offers, incomplete: str) -> Offers:
    """Those that begin so; or else the last parts of references that do: shells complete beginnings only."""
    return [each for each in offers if each[0].startswith(incomplete)] or [
        (own, name) for ref, name in offers if (own := ref.rpartition("/")[2]).startswith(incomplete)
    ]


def _root(ctx: Any) -> Path:
    from wecomplish_cli.cli import options

    named = ctx.params.get("org") or ctx.find_root().params.get("org") or os.environ.get("WECOMPLISH_ORG")
    return options.root(Path(named) if named else None)


def _read(path: Path) -> dict[str, Any]:
    """Read a file's values; nothing of one that cannot be read."""
    from wecomplish_cli.dataset.files import read_file
    from wecomplish_cli.yamltext import reader

    with suppress(Exception):
        return reader.read(reader.decode(read_file(path, reader.MAX_BYTES)))
    return {}
