"""Values of query fields: numbers, dates, ages and ranges."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from readerapp.domain.dates import moments
from readerapp.domain.dates.days import WEEKDAYS, weekday
from readerapp.domain.nearest import nearest
from readerapp.domain.state import LATER, READER_DATE_FIELDS
from readerapp.domain.values import NamedTuple, pattern

_COMPARED = pattern(r"(>=|<=|>|<|=|≥|≤)?\s*(.*)", re.DOTALL)
_UNBOUNDED = 2**61
_OWN_DAYS = ("added", *READER_DATE_FIELDS)
DAYS = ("today", "yesterday", *(name.lower() for name in WEEKDAYS))
"""Words that mean a day; in `later:`, weekdays are days to come."""
_NUMBER = pattern(r"\d{1,15}")


def number_range(text: str) -> tuple[int, int] | None:
    """Return the inclusive range that `50`, `>50`, `<=50`, `10..20` or `10..` means, else None."""
    if ".." in text:
        low, high = (part.strip() for part in text.split("..", 1))
        if not (low or high) or not all(_NUMBER.fullmatch(part) for part in (low, high) if part):
            return None
        if low and high:
            return min(int(low), int(high)), max(int(low), int(high))
        return (int(low) if low else -_UNBOUNDED, int(high) if high else _UNBOUNDED)
    sign, value = _compared(text)
    if not _NUMBER.fullmatch(value):
        return None
    return _bounds(sign, int(value), int(value))


class Now(NamedTuple):
    """A moment as a query counts from it."""

    moment: int
    """Seconds since 0001-01-01 UTC."""
    offset: int = 0
    """Seconds that the reader's clock is ahead of UTC."""

    @classmethod
    def at(cls, when: datetime) -> Now:
        """Return a time (aware), with the offset of this machine."""
        offset = when.astimezone().utcoffset() or timedelta()
        return cls(moments.moment_of(when), int(offset.total_seconds()))


_TIMED = pattern(r"\d[T ]\d\d:")


def dates_of_field(name: str, text: str, now: Now) -> tuple[int, int] | None:
    """Return the inclusive range of moments that `text` means in a field, None if it is no date.

    Days of what the reader did are those of their clock; times as written are UTC.
    """
    if name == LATER:
        return date_range(text, now.moment + now.offset, ahead=True)
    offset = now.offset if name in _OWN_DAYS and not _TIMED.search(text) else 0
    found = date_range(text, now.moment + offset)
    return (found[0] - offset, found[1] - offset) if found else None


def date_range(text: str, now: int, *, ahead: bool = False) -> tuple[int, int] | None:
    """Return the inclusive range of moments that `text` means, None if it is no date.

    Dates are `2026`, `2026-10`, `2026-10-09` or `Oct 9`, ranges of them, `>2026-10`, `today`, a weekday, or
    `7d` for the last seven days; with `ahead`, days and ages are days to come, if they can be.
    """
    if ".." in text:
        low, high = (part.strip() for part in text.split("..", 1))
        return _dates_between(low, high, partial(_period, now=now, ahead=ahead))
    sign, value = _compared(text)
    if ahead and moments.age(value) is not None:
        until = _period(value, now, ahead)
        within = (now - now % moments.DAY_SECONDS + moments.DAY_SECONDS, until[1]) if until else None
        return (until[1] + 1, _UNBOUNDED) if until and sign in (">", ">=") else within
    if (age := moments.age(value)) is not None:
        # `>7d` is older than seven days, `<7d` and `7d` are younger
        return (-_UNBOUNDED, now - age) if sign in (">", ">=") else (now - age, _UNBOUNDED)
    period = _period(value, now, ahead)
    return _bounds(sign, *period) if period else None


_LONG_AGE = pattern(r"([<>]?=?)\s*(\d{1,5})\s*(h|d|w|m|y)[a-z]*", re.IGNORECASE)


def nearest_date(text: str) -> str | None:
    """Return the date probably meant by an invalid one: `7d` for `7days`, `today` for `tody`."""
    if match := _LONG_AGE.fullmatch(text.strip()):
        return f"{match[1]}{match[2]}{match[3].lower()}"
    return nearest(text, DAYS) or None


def _dates_between(
    low: str, high: str, period: Callable[[str], tuple[int, int] | None]
) -> tuple[int, int] | None:
    first, last = period(low), period(high)
    if not (low or high) or (low and not first) or (high and not last):
        return None
    start = first[0] if first else -_UNBOUNDED
    end = last[1] if last else _UNBOUNDED
    if start > end and first and last:  # `30d..7d` and `7d..30d` are the same days
        start, end = last[0], first[1]
    return start, end


def _coming_day(text: str, today: date) -> date | None:
    from readerapp.domain.dates.coming import coming_day  # few queries ask for what was put off

    return coming_day(text, today)


def _period(text: str, now: int, ahead: bool = False) -> tuple[int, int] | None:
    today = date.fromordinal(now // moments.DAY_SECONDS)
    if day := (_coming_day(text, today) if ahead else None) or _past_day(text, today):
        start = day.toordinal() * moments.DAY_SECONDS
        return start, start + moments.DAY_SECONDS - 1
    if (age := moments.age(text)) is not None:
        return now - age, now - age
    if period := moments.period(text):
        return period
    start = 0 if text[:1].isdigit() and text[:4].isdigit() else moments.moment(text, now)
    return (start, start + moments.DAY_SECONDS - 1) if start else None


def _past_day(text: str, today: date) -> date | None:
    """Return the day that `today`, `yesterday` or a weekday was last; None if `text` is none of them."""
    ago = {"today": 0, "yesterday": 1}.get(text.lower())
    if ago is None and (number := weekday(text)) is not None:
        ago = (today.weekday() - number - 1) % 7 + 1
    return None if ago is None else today - timedelta(days=ago)


def _compared(text: str) -> tuple[str, str]:
    match = _COMPARED.fullmatch(text.strip())
    assert match, "the pattern matches any text"
    return {"≥": ">=", "≤": "<="}.get(match[1], match[1]) or "=", match[2].strip()


def _bounds(sign: str, first: int, last: int) -> tuple[int, int]:
    return {
        "=": (first, last),
        ">": (last + 1, _UNBOUNDED),
        ">=": (first, _UNBOUNDED),
        "<": (-_UNBOUNDED, first - 1),
        "<=": (-_UNBOUNDED, last),
    }[sign]
