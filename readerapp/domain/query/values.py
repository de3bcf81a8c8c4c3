"""Values of query fields: numbers, dates, ages and ranges."""

from __future__ import annotations

import re

from readerapp.domain.dates import moments

_COMPARED = re.compile(r"(>=|<=|>|<|=|≥|≤)?\s*(.*)", re.DOTALL)
_UNBOUNDED = 2**61
_NUMBER = re.compile(r"\d{1,15}")


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


def date_range(text: str, now: int) -> tuple[int, int] | None:
    """Return the inclusive range of moments that `text` means, None if it is no date.

    Dates are `2026`, `2026-10`, `2026-10-09` or `Oct 9`, ranges of them, `>2026-10`, `today`, or `7d` for the
    last seven days.
    """
    if ".." in text:
        low, high = (part.strip() for part in text.split("..", 1))
        return _dates_between(low, high, now)
    sign, value = _compared(text)
    if (age := moments.age(value)) is not None:
        # `>7d` is older than seven days, `<7d` and `7d` are younger
        return (-_UNBOUNDED, now - age) if sign in (">", ">=") else (now - age, _UNBOUNDED)
    period = _period(value, now)
    return _bounds(sign, *period) if period else None


_LONG_AGE = re.compile(r"([<>]?=?)\s*(\d{1,5})\s*(h|d|w|m|y)[a-z]*", re.IGNORECASE)


def nearest_date(text: str) -> str | None:
    """Return the date probably meant by an invalid one: `7d` for `7days`, `today` for `tody`."""
    from difflib import get_close_matches  # only a mistake needs it

    if match := _LONG_AGE.fullmatch(text.strip()):
        return f"{match[1]}{match[2]}{match[3].lower()}"
    return next(iter(get_close_matches(text.lower(), ("today", "yesterday"), n=1, cutoff=0.6)), None)


def _dates_between(low: str, high: str, now: int) -> tuple[int, int] | None:
    first, last = _period(low, now), _period(high, now)
    if not (low or high) or (low and not first) or (high and not last):
        return None
    start = first[0] if first else -_UNBOUNDED
    end = last[1] if last else _UNBOUNDED
    if start > end and first and last:  # `30d..7d` and `7d..30d` are the same days
        start, end = last[0], first[1]
    return start, end


def _period(text: str, now: int) -> tuple[int, int] | None:
    today = now - now % moments.DAY_SECONDS
    if text.lower() in ("today", "yesterday"):
        start = today - (moments.DAY_SECONDS if text.lower() == "yesterday" else 0)
        return start, start + moments.DAY_SECONDS - 1
    if (age := moments.age(text)) is not None:
        return now - age, now - age
    if period := moments.period(text):
        return period
    day = 0 if text[:1].isdigit() and text[:4].isdigit() else moments.moment(text, now)
    return (day, day + moments.DAY_SECONDS - 1) if day else None


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
