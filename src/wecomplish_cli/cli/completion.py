"""What the shell offers when the tab key is pressed: ids, with the names they stand for.

Only names are read, and only of the kind asked for: the whole dataset takes too long to load at a keystroke,
and so do Typer, pydantic and libyaml. Whatever goes wrong, nothing is offered, and nothing is said.

The data may come from anybody, and bash puts what is offered on the command line as it stands. So only valid
ids are offered, and a name is only ever shown.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from itertools import islice

from wecomplish_cli.cli import about
from wecomplish_cli.cli.line import Line, Offers, Place, understood
from wecomplish_cli.dataset.files import read_file
from wecomplish_cli.model.text import SETTINGS_PATH, is_id, shortened
from wecomplish_cli.text.escape import visible
from wecomplish_cli.yamltext import plain

TYPE_CHECKING = False
if TYPE_CHECKING:  # At the tab key, even loading `typing` is felt.
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

MOST = 100
"""Offers at once; a shell that lists more is no help."""

_PLAIN = re.compile(r"[A-Za-z0-9-][A-Za-z0-9._/-]*")
"""What means itself in every shell. Nothing else is offered, wherever it comes from."""

_QUOTING = "\\'\" \t\r\n"


def answer(words: list[str]) -> None:
    """Print what may stand in place of the last word: one offer a line, with a tab and what it is called.

    The words are those after `wecomplish`, as they stand on the command line with their quotes.
    """
    with suppress(Exception):
        if sys.stdout.encoding.lower() != "utf-8":
            from wecomplish_cli.cli import terminal

            sys.stdout.reconfigure(errors=terminal.OTHERWISE)  # type: ignore[union-attr]
        for offer, name in offered([_unquoted(each) for each in words]):
            print(f"{offer}\t{shortened(visible(name))}")  # noqa: T201


def offered(words: list[str]) -> Iterator[tuple[str, str]]:
    """What may stand in place of the last of some words, and what each is called."""
    *before, word = words or [""]
    # bash makes three words of `--format=json`; the others make one, and want it completed as a whole.
    before = [
        each for last, each in zip(["", *before], before, strict=False) if each != "=" or last[:2] != "--"
    ]
    option = word[: word.index("=") + 1] if word[:1] == "-" and "=" in word else ""
    begun = _plain(word[len(option) :]) if word != "=" else ""
    given = understood(before)
    said = [*before, option[:-1]] if option else before
    is_option = begun[:1] == "-" and "--" not in said
    place = None if is_option else given.next(said[-1] if said else "")
    for offer, name in _fitting_in(place, given, begun) if place else given.own(begun):
        if offer.startswith(begun) and _PLAIN.fullmatch(offer):
            yield f"{option if option[:2] == '--' else ''}{offer}", name


def _unquoted(word: str) -> str:
    """A word as the shell would pass it on, also if a quote is yet to be closed."""
    if not any(sign in word for sign in _QUOTING):
        return word
    import shlex

    signs = shlex.shlex(word, posix=True)
    signs.whitespace_split, signs.commenters = True, ""
    parts: list[str] = []
    try:
        parts += signs
    except ValueError:
        parts.append(signs.token)
    return "".join(parts)


def _plain(begun: str) -> str:
    """Ids have no accents; whoever types a name as it is written means the id made of it."""
    if begun.isascii():
        return begun
    from wecomplish_cli.derive.lookup import fold

    return fold(begun).replace(" ", "-")


def _fitting_in(place: Place, given: Line, begun: str) -> Iterable[tuple[str, str]]:
    """What may stand in a place: one of the words that the table has, or what a function offers."""
    if not place.offers or place.offers[0] == "=":
        return [(each, "") for each in place.offers[1:].split()]
    name, _, kind = place.offers.rstrip(")").partition("(")
    function = globals().get(name)
    if function is None:
        from wecomplish_cli.cli import words

        function = getattr(words, name)
    return (function(kind) if place.offers[-1] == ")" else function)(given, begun)  # type: ignore[no-any-return]


def people(ctx: Line, incomplete: str) -> Offers:
    """Offer yourself, and people."""
    me = [("me", "yourself")] if "me".startswith(incomplete) else []
    return [*me, *_offers(ctx, incomplete, ("people",))]


def mentors(ctx: Line, incomplete: str) -> Offers:
    """Offer people who have offered to mentor; where nobody fits who has, everybody."""

    def offers_to(text: str) -> bool:
        if "true" in text:
            with suppress(LookupError, TypeError):  # What should be a mapping is something else.
                content = _values(text)
                return content.get("status") != "left" and content["mentoring"]["open"] == "true"
        return False

    return _offers(ctx, incomplete, ("people",), fits=offers_to) or _offers(ctx, incomplete, ("people",))


def teams(ctx: Line, incomplete: str) -> Offers:
    """Offer teams."""
    return _offers(ctx, incomplete, ("teams",))


def leaders_and_teams(ctx: Line, incomplete: str) -> Offers:
    """Offer teams and people."""
    return [*teams(ctx, incomplete), *people(ctx, incomplete)]


def competences(ctx: Line, incomplete: str) -> Offers:
    """Offer roles and skillsets."""
    return _offers(ctx, incomplete, ("roles", "skillsets"), keep_folder=True)


def expectations(ctx: Line, incomplete: str) -> Offers:
    """Offer what is expected of the person whom it is about; where nothing of it fits, all expectations."""
    with suppress(Exception):
        root = _root(ctx)
        who = about.person(ctx.params, root)
        own = _fitting([*about.expectations(root, who, _read)], incomplete) if who else []
        if own:
            return own[:MOST]
    offers = _offers(ctx, incomplete, ("roles", "skillsets", "expectations"), keep_folder=True, items=True)
    return [each for each in offers if each[0].startswith("expectations/") or each[0].count("/") != 1]


def insights(ctx: Line, incomplete: str) -> Offers:
    """Offer insights."""
    return _offers(ctx, incomplete, ("insights",))


def programs(ctx: Line, incomplete: str) -> Offers:
    """Offer programmes."""
    return _offers(ctx, incomplete, ("programs",))


def anything(ctx: Line, incomplete: str) -> Offers:
    """Offer whatever has a name and a file of its own, and responsibilities and skills."""
    folders = ("people", "teams", "roles", "skillsets", "expectations", "programs", "insights")
    return _offers(ctx, incomplete, folders, keep_folder=True, items=True)


def levels(ctx: Line, incomplete: str) -> Offers:
    """Offer the levels of familiarity, the lowest first."""
    with suppress(Exception):
        settings = _read(os.path.join(_root(ctx), SETTINGS_PATH))
        from wecomplish_cli.model.organization import FamiliaritySettings

        known = settings.get("familiarity", {}).get("levels") or FamiliaritySettings().levels
        return [
            (each, f"level {rank}")
            for rank, each in enumerate(known, 1)
            if is_id(each) and each.startswith(incomplete)
        ]
    return []


def _offers(
    ctx: Line,
    incomplete: str,
    folders: tuple[str, ...],
    keep_folder: bool = False,
    items: bool = False,
    fits: Callable[[str], bool] | None = None,
) -> Offers:
    with suppress(Exception):
        root = _root(ctx)

        def files(begun: str) -> Iterator[tuple[str, str]]:
            for folder in folders:
                inside = begun.removeprefix(f"{folder}/") if keep_folder else begun
                # Of `ro`, all roles; of `roles/ba`, those whose own ids begin with `ba`.
                whole = keep_folder and f"{folder}/".startswith(begun)
                for own in about.ids(os.path.join(root, folder), "" if whole else inside):
                    yield f"{folder}/{own}" if keep_folder else own, os.path.join(root, folder, f"{own}.yaml")

        # Where an id begins so, no other file is read; nor where nothing but a file's own id could.
        near = (each for each in files(incomplete) if fits is None or fits(_text(each[1])))
        read = [*islice(near, MOST)] or ([*files("")] if items else [])
        found = [offer for ref, path in read for offer in _of_file(ref, path, items)]
        return _fitting(found, incomplete)[:MOST]
    return []


def _of_file(ref: str, path: str, items: bool) -> Offers:
    text = _text(path)
    if not items and (named := plain.first(text, "name", "title")):
        return [(ref, named)]
    content = _values(text)
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


def _root(ctx: Line) -> str:
    """The folder of the dataset, found as `options.root` finds it, which takes longer to load."""
    named = ctx.params.get("org") or ctx.find_root().params.get("org") or os.environ.get("WECOMPLISH_ORG")
    folder = above = os.path.realpath(named or os.curdir)
    while not os.path.lexists(os.path.join(above, SETTINGS_PATH)):
        folder, above = above, os.path.dirname(above)
        if named or above == folder:
            from pathlib import Path

            from wecomplish_cli.cli import options

            return str(options.root(Path(named) if named else None))
    return above


def _read(path: str) -> dict[str, Any]:
    return _values(_text(path))


def _text(path: str) -> str:
    """A file's text; nothing of one that cannot be read."""
    with suppress(Exception):
        return read_file(path, plain.MAX_BYTES).decode("utf-8")
    return ""


def _values(text: str) -> dict[str, Any]:
    """The values in a file's text; nothing of one that is refused."""
    content = plain.read(text) if plain.surely_allowed(text) else None
    if content is None and text:
        from wecomplish_cli.yamltext import reader

        with suppress(Exception):
            content = reader.read(text)
    return content or {}
