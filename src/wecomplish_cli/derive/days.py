"""Days counted from another, also beyond the first and last that there are."""

from __future__ import annotations

from datetime import date, timedelta


def days_after(day: date, days: int) -> date:
    """The day so many days later, or earlier if negative; never beyond the first or last that there is."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
