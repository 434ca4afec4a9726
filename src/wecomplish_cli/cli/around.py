"""What the page of an answer can lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from wecomplish_cli.cli.request import Request
    from wecomplish_cli.render.site.around import Around


def around(request: Request, output: Path | None = None) -> Around:
    """Find what a page can lead to: changes of the data, and the site that the page's file lies in."""
    from wecomplish_cli.cli import folder
    from wecomplish_cli.cli.registry import COMMANDS
    from wecomplish_cli.render.site.acts import Acts
    from wecomplish_cli.render.site.around import Around
    from wecomplish_cli.render.site.page import words_of

    acts = Acts(request.dataset, request.view, words_of("en"))
    root, pages = folder.site_around(output) if output else ("", frozenset())
    summaries = {name: command.about for name, command in COMMANDS.items()}
    return Around(request.view, acts, request.identity, root, pages, summaries)
