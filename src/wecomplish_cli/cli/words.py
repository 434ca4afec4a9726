"""What completion offers of the tool's own words: commands, kinds, columns, topics and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.cli.line import Line, Offers, understood

if TYPE_CHECKING:
    from collections.abc import Callable


def commands(ctx: Line, incomplete: str) -> Offers:
    """Offer commands, and after a group of them those in it."""
    given = understood(list(ctx.params.get("command") or ()))
    return [each for each in given.own(incomplete) if not given.args]


def topics(ctx: Line, incomplete: str) -> Offers:  # noqa: ARG001 - as it is called
    """Offer what can be explained: topics, words and rules."""
    from wecomplish_cli.cli.topics import PAGES, words
    from wecomplish_cli.rules.register import RULES

    known = [(name, about) for name, (_, about) in PAGES.items()] + [*words().items()]
    known += [(each.code, each.name) for each in RULES]
    return [each for each in known if each[0].lower().startswith(incomplete.lower())]


def kinds(ctx: Line, incomplete: str) -> Offers:  # noqa: ARG001 - as it is called
    """Offer the kinds that there are lists of."""
    from wecomplish_cli.reports.list import ROWS

    return [(kind, "") for kind in ROWS if kind.startswith(incomplete)]


def _kind(ctx: Line) -> str:
    """The kind that is listed; while the value of an option is missing, arguments are not told apart."""
    return str(ctx.params.get("kind") or next(iter(ctx.args), ""))


def statuses(ctx: Line, incomplete: str) -> Offers:
    """Offer what the kind that is listed may be."""
    from wecomplish_cli.reports.list import STATUSES

    known = (each.replace(" ", "-") for each in STATUSES.get(_kind(ctx), ()))
    return [(each, "") for each in known if each.startswith(incomplete)]


def columns(ctx: Line, incomplete: str) -> Offers:
    """Offer the columns of the kind that is listed."""
    from wecomplish_cli.render.list import COLUMNS

    known = ((each.key, each.title) for each in COLUMNS.get(_kind(ctx), ()))
    return [each for each in known if each[0].startswith(incomplete)]


def rules(ctx: Line, incomplete: str) -> Offers:  # noqa: ARG001 - as it is called
    """Offer the codes of rules, and where none begins so, their names."""
    from wecomplish_cli.rules.register import RULES

    codes = [(each.code, each.name) for each in RULES if each.code.startswith(incomplete)]
    return codes or [(each.name, each.code) for each in RULES if each.name.startswith(incomplete)]


def keys(folder: str) -> Callable[[Line, str], Offers]:
    """Offer the keys of what lies in a folder."""

    def offer(ctx: Line, incomplete: str) -> Offers:
        from wecomplish_cli.model.expectations import Responsibility
        from wecomplish_cli.model.kinds import BY_FOLDER
        from wecomplish_cli.model.walk import dotted_keys

        is_item = str(ctx.params.get("ref")).count("/") == 2
        known = dotted_keys(Responsibility if is_item else BY_FOLDER[folder].record)
        return [(key, "") for key in known if key.startswith(incomplete) and "ID" not in key]

    return offer
