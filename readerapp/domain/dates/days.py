"""The reader's days, in the zone of their machine, and the English names of days and months."""

from __future__ import annotations

from datetime import date, datetime

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MIN_LETTERS = 3
MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
"""The number of each month by the first three letters of its name, in lower case."""


def weekday(text: str) -> int | None:
    """Return the number of a weekday, 0 for Monday, by its name or at least the first three letters."""
    begun = text.lower() if len(text) >= _MIN_LETTERS else "-"
    return next((number for number, name in enumerate(WEEKDAYS) if name.lower().startswith(begun)), None)


def day_of(now: datetime) -> date:
    """Return the reader's day at a moment (aware)."""
    return now.astimezone().date()


def today(now: datetime) -> str:
    """Return the reader's day at a moment, in ISO."""
    return day_of(now).isoformat()
