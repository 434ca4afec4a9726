"""Who runs the command, where neither the environment nor git says it: asked for once, and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecomplish_cli.cli import terminal
from wecomplish_cli.errors import UsageError
from wecomplish_cli.text.escape import visible

if TYPE_CHECKING:
    from pathlib import Path

    from wecomplish_cli.model.org import Org


def ask(org: Org, root: Path) -> str | None:
    """Ask who runs the command, and remember it for this dataset; None where nobody can be asked."""
    if not terminal.can_ask() or not org.people:
        return None
    from wecomplish_cli.dataset import memory
    from wecomplish_cli.derive import lookup

    terminal.note(f"This is {visible(org.settings.organization)}, which does not know you yet.")
    while True:
        typed = terminal.ask("Who are you? Your name, id or e-mail address", "WECOMPLISH_AS").strip()
        try:
            who = lookup.person(org, typed, None, terminal.choose)
        except UsageError as error:
            terminal.fail(error)
            continue
        memory.remember(root, who)
        terminal.note(f"note: from now on, you are {visible(org.name(who))} here")
        return who
