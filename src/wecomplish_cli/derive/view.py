"""The data as it looks on one day: what every rule, action and report is asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from wecomplish_cli.model.org import Org


@dataclass(frozen=True, eq=False)
class View:
    """An organisation on a day, with what follows from the two computed at most once.

    Two views are never equal, even of the same organisation: a view is the place where what follows is kept.
    """

    org: Org
    today: date
