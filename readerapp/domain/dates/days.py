"""The reader's days, in the zone of their machine, and the English names of days and months."""

from __future__ import annotations

from datetime import date, datetime

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
"""The number of each month by the first three letters of its name, in lower case."""


def day_of(now: datetime) -> date:
    """Return the reader's day at a moment (aware)."""
    return now.astimezone().date()


def today(now: datetime) -> str:
    """Return the reader's day at a moment, in ISO."""
    return day_of(now).isoformat()
