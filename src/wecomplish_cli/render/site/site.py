"""The pages of a site, by path."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wecomplish_cli.derive.health import State
from wecomplish_cli.render.site.lanes import placed, row_rules
from wecomplish_cli.render.site.links import Links
from wecomplish_cli.render.site.pages import page
from wecomplish_cli.reports.site.manager import manager
from wecomplish_cli.reports.site.who import who

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wecomplish_cli.derive.view import View


def manager_page(view: View, *, alone: bool) -> str:
    """The manager's page; `alone`, it links to no other."""
    found = manager(view)
    pictures = [placed(lane) for lane in found.board]
    return page(
        "manager.html.j2",
        row_rules(pictures),
        said=found,
        lanes=list(zip(found.board, pictures, strict=True)),
        to=Links(view.org, linked=not alone),
        named=partial(who, view),
        teams=_choices(view, {team for row in found.rows for team in row.teams}, "teams"),
        programs=_choices(view, {row.program for row in found.rows if row.program}, "programs"),
        states=[each for each in State if any(row.state is each for row in found.rows)],
        title=f"Mentoring in {found.organization}",
    )


def _choices(view: View, ids: Iterable[str], folder: str) -> list[tuple[str, str]]:
    """What a list is narrowed down to: ids and names, by name."""
    return sorted(((each, view.org.title(f"{folder}/{each}")) for each in ids), key=lambda pair: pair[1])


def pages(view: View) -> Iterator[tuple[str, str]]:
    """Each page of the site, by its path."""
    yield "index.html", manager_page(view, alone=False)
