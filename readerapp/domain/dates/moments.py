"""Dates as written (`2026-10-09`, `2026-10`, `Oct 9`) as seconds, for ordering."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from readerapp.domain.dates.days import MONTH_NUMBERS
from readerapp.domain.values import pattern

DAY_SECONDS = 86_400
_LAST = (date.max.toordinal() + 1) * DAY_SECONDS - 1
_YEAR_1970 = 719_163 * DAY_SECONDS
_CLOCK = r"[T ](\d{2}):(\d{2})(?::(\d{2}))?"
_ISO = pattern(rf"(\d{{4}})(?:[-/.](\d{{1,2}})(?:[-/.](\d{{1,2}})(?:{_CLOCK})?)?)?(?![\d-])")
_NAMED = pattern(r"(?:([A-Za-z]{3,9})\.?\s+(\d{1,2})|(\d{1,2})\.?\s+([A-Za-z]{3,9})\.?)(?:,?\s+(\d{4}))?")


def moment(text: str | None, near: int = 0) -> int:
    """Return a written date as seconds since 0001-01-01; 0 if it is none.

    A date without a year is the last such day up to `near` (a moment; one day later is allowed for time
    zones), which is good enough for ordering and never shown. Without `near` it sorts before all other dates.
    """
    if not text:
        return 0
    found = exact_moment(text)
    return _moment(text, near) if found is None else found


@lru_cache(maxsize=4096)  # many papers share a date
def exact_moment(text: str) -> int | None:
    """Return the moment of `2026-10-09` or `2026-10-09T18:30:00Z`, as most dates are written; else None."""
    if text[4:5] != "-" or text[7:8] != "-":
        return None
    if len(text) == 10:
        text += "T00:00:00Z"
    elif text[19:] not in ("Z", "+00:00") or text[10] != "T" or text[13] != ":" or text[16] != ":":
        return None
    try:
        return int(datetime.fromisoformat(text).timestamp()) + _YEAR_1970
    except ValueError:
        return None


@lru_cache(maxsize=2048)
def _moment(text: str, near: int) -> int:
    if match := _ISO.match(text):
        year, month, day, *clock = (int(part) if part else 0 for part in match.groups())
        hours, minutes, seconds = clock
        return _at(year, month or 1, day or 1) and _at(year, month or 1, day or 1) + (
            hours * 3600 + minutes * 60 + seconds
        )
    return _named(text, near)


def _at(year: int, month: int, day: int) -> int:
    try:
        return date(year, month, day).toordinal() * DAY_SECONDS
    except ValueError:
        return 0


def _named(text: str, near: int) -> int:
    match = _NAMED.fullmatch(text.strip())
    if not match:
        return 0
    name, number = (match[1], match[2]) if match[1] else (match[4], match[3])
    if name[:3].lower() not in MONTH_NUMBERS:
        return 0
    month, day = MONTH_NUMBERS[name[:3].lower()], int(number)
    if match[5]:
        return _at(int(match[5]), month, day)
    if not near:
        return _at(4, month, day)  # a leap year, which has a Feb 29
    latest = near + DAY_SECONDS
    year = date.fromordinal(latest // DAY_SECONDS).year
    # nine years include a Feb 29 even around 1900
    days = (_at(max(year - ago, 1), month, day) for ago in range(9))
    return next((at for at in days if 0 < at <= latest), 0)


def moment_of(when: datetime) -> int:
    """Return a time as seconds since 0001-01-01 UTC."""
    when = when.astimezone(UTC)
    return when.toordinal() * DAY_SECONDS + when.hour * 3600 + when.minute * 60 + when.second


def iso_text(moment: int) -> str:
    """Return a moment as the start of an ISO time, `2026-10-09T18:30:00`, as near as the calendar has one."""
    days, seconds = divmod(min(max(moment, DAY_SECONDS), _LAST), DAY_SECONDS)
    minutes, seconds = divmod(seconds, 60)
    return f"{date.fromordinal(days)}T{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


_TIME = pattern(rf"\d{{4}}-\d\d-\d\d{_CLOCK}")


def period(text: str) -> tuple[int, int] | None:
    """Return the first and last moment of a year, month, day or minute in UTC; None if `text` is none.

    Forms: `2026`, `2026-10`, `2026-10-09`, `2026-10-09T18:30`.
    """
    if time := _TIME.fullmatch(text.strip()):
        start = moment(time[0])
        return (start, start + (0 if time[3] else 59)) if start else None
    match = re.fullmatch(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", text.strip())
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    start = _at(year, month or 1, day or 1)
    if not start or (match[2] and not month) or (match[3] and not day):
        return None
    if day:
        return start, start + DAY_SECONDS - 1
    following = _at(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1) or start + 366 * DAY_SECONDS
    return start, following - 1


_AGE = pattern(r"(\d{1,5})\s*(h|d|w|m|y)")
_LENGTHS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_LENGTHS |= {"m": timedelta(days=30.44), "y": timedelta(days=365.25)}


def age(text: str) -> int | None:
    """Return the seconds of an age (`12h`, `7d`, `2w`, `6m`, `1y`); None if `text` is none."""
    match = _AGE.fullmatch(text.strip())
    return int(int(match[1]) * _LENGTHS[match[2]].total_seconds()) if match else None
