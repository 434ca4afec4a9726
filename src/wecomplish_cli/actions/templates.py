"""Goals that a career path suggests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wecomplish_cli.derive import career, lookup
from wecomplish_cli.errors import UsageError
from wecomplish_cli.text.phrases import listed, quoted

if TYPE_CHECKING:
    from wecomplish_cli.derive.view import View
    from wecomplish_cli.model.expectations import Milestone


def milestones_up_to(view: View, person: str, competence: str, wanted: str) -> tuple[Milestone, ...]:
    """List the milestones that someone still has to reach, up to and including the one that is named.

    Where that one is behind them already, it alone.

    Raises:
        UsageError: if there is no such milestone, or several are meant.
    """
    path = career.path_of(view, competence)
    named = {f"{number}": each.title for number, each in enumerate(path, 1)}
    found = lookup.among(named, wanted)
    if len(found) != 1:
        title = view.org.title(competence)
        if not path:
            raise UsageError(
                f"{title} has no career path, so there is no template",
                f"add one under `path`: wecomplish edit {competence}",
            )
        raise UsageError(
            f"`{wanted}` matches {'several milestones' if found else 'no milestone'} of {title}",
            f"choose one of {listed(map(quoted, named.values()), 'or')}",
        )
    last = int(found[0])
    ahead = (each for each in path[:last] if not career.reached(view, person, competence, each))
    return tuple(ahead) or (path[last - 1],)


def served(milestone: Milestone) -> str | None:
    """The expectation that a goal to reach a milestone serves; None where there are several, or none."""
    return milestone.expectations[0] if len(milestone.expectations) == 1 else None


def goal(milestone: Milestone) -> dict[str, Any]:
    """The keys of the goal to reach a milestone, but for its status."""
    said = {"title": milestone.title, "measure": milestone.shown_by, "expectation": served(milestone)}
    return {key: value for key, value in said.items() if value is not None}
