"""Days to come, as a person writes them: `friday`, `24 Dec`, `3 weeks`, `10d`, `2026-12-24`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

from readerapp.domain.dates.days import MONTH_NUMBERS, MONTHS, WEEKDAYS, weekday
from readerapp.domain.errors import ReaderError
from readerapp.domain.text import shorten
from readerapp.domain.values import pattern

_MAX_WIDTH = 40
_YEARS_AHEAD = 8
"""Years within which every day of the calendar comes, Feb 29 too."""
_COUNTED = pattern(r"(?:in\s+)?(\d{1,4}|an?)\s*(d|w|m|y|days?|weeks?|months?|years?)")
_NAMED = pattern(r"(?:([a-z]{3,9})\.?\s*(\d{1,2})|(\d{1,2})\.?\s*([a-z]{3,9})\.?)(?:,?\s*(\d{4}))?")
_ISO = pattern(r"\d{4}-\d{1,2}-\d{1,2}", re.ASCII)


def tomorrow(today: date) -> date:
    """Return the next day."""
    return today + timedelta(days=1)


def next_week(today: date) -> date:
    """Return the next Monday."""
    return today + timedelta(days=7 - today.weekday())


def in_months(today: date, count: int) -> date:
    """Return the same day some months later, or the last of that month if it is shorter."""
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def coming_day(text: str, today: date) -> date | None:
    """Return the day after `today` that a text means; None if it means none.

    A weekday, and a day without its year, is the next such day.
    """
    written = " ".join(text.lower().split()).removeprefix("on ").removeprefix("until ")
    with suppress(ValueError, OverflowError):  # no such day, or one beyond the calendar
        return next((day for day in _meanings(written, today) if day and day > today), None)
    return None


def parsed(text: str, today: date) -> date:
    """Return the day after `today` that a text means.

    Raises:
        ReaderError: it means none.
    """
    day = coming_day(text, today)
    if day is None:
        what = shorten(text.strip(), _MAX_WIDTH)
        raise ReaderError(f"No day to come: {what!r}; write it as friday, 24 Dec, 3 weeks or 2026-12-24")
    return day


def _meanings(text: str, today: date) -> Iterator[date | None]:
    if _ISO.fullmatch(text):
        year, month, day = map(int, text.split("-"))
        yield date(year, month, day)
    elif text in ("tomorrow", "next week", "next month"):
        yield {"tomorrow": tomorrow, "next week": next_week}.get(text, lambda day: in_months(day, 1))(today)
    elif counted := _COUNTED.fullmatch(text):
        yield _after(today, int(counted[1]) if counted[1].isdigit() else 1, counted[2][0])
    elif (number := weekday(text)) is not None:
        yield today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    elif named := _NAMED.fullmatch(text):
        yield from _named(named, today)


def _after(today: date, count: int, unit: str) -> date:
    if unit in "my":
        return in_months(today, count * (12 if unit == "y" else 1))
    return today + timedelta(days=count * (7 if unit == "w" else 1))


def _named(match: re.Match[str], today: date) -> Iterator[date]:
    name, number = (match[1], match[2]) if match[1] else (match[4], match[3])
    month = MONTH_NUMBERS.get(name[:3])
    if month is None or not MONTHS[month - 1].lower().startswith(name):
        return
    years = [int(match[5])] if match[5] else range(today.year, today.year + _YEARS_AHEAD + 1)
    for year in years:
        with suppress(ValueError):
            yield date(year, month, int(number))


def named_day(day: date, today: date) -> str:
    """Return a day to come in words: `Mon 30 Nov`, and its year if that isn't today's."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}{year}"
