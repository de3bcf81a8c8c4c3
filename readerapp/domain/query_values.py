"""The values of field terms: numbers, dates, ages, and ranges of them."""

from __future__ import annotations

import re

from readerapp.domain import query_dates as dates

_COMPARED = re.compile(r"(>=|<=|>|<|=|≥|≤)?\s*(.*)", re.DOTALL)
_FAR = 2**61
_NUMBER = re.compile(r"\d{1,15}")


def number_range(text: str) -> tuple[int, int] | None:
    """`50`, `>50`, `<=50`, `10..20`, `10..` as the numbers from and to, both included; None if it is none."""
    if ".." in text:
        low, high = (part.strip() for part in text.split("..", 1))
        if not (low or high) or not all(_NUMBER.fullmatch(part) for part in (low, high) if part):
            return None
        return (int(low) if low else -_FAR, int(high) if high else _FAR)
    sign, value = _compared(text)
    if not _NUMBER.fullmatch(value):
        return None
    return _bounds(sign, int(value), int(value))


def date_range(text: str, now: int) -> tuple[int, int] | None:
    """`2026`, `2026-10`, `2026-10-09`, ranges of them, `>2026-10`, `7d` (the last seven days), `today`,
    `Oct 9`, as the moments from and to, both included; None if it is none.
    """
    if ".." in text:
        low, high = (part.strip() for part in text.split("..", 1))
        return _dates_between(low, high, now)
    sign, value = _compared(text)
    if (age := dates.age(value)) is not None:
        # `>7d` is older than seven days, `<7d` and `7d` are younger
        return (-_FAR, now - age) if sign in (">", ">=") else (now - age, _FAR)
    period = _period(value, now)
    return _bounds(sign, *period) if period else None


def _dates_between(low: str, high: str, now: int) -> tuple[int, int] | None:
    first, last = _period(low, now), _period(high, now)
    if not (low or high) or (low and not first) or (high and not last):
        return None
    start = first[0] if first else -_FAR
    end = last[1] if last else _FAR
    if start > end and first and last:  # `30d..7d` and `7d..30d` are the same days
        start, end = last[0], first[1]
    return start, end


def _period(text: str, now: int) -> tuple[int, int] | None:
    today = now - now % dates.DAY
    if text.lower() in ("today", "yesterday"):
        start = today - (dates.DAY if text.lower() == "yesterday" else 0)
        return start, start + dates.DAY - 1
    if (age := dates.age(text)) is not None:
        return now - age, now - age
    if period := dates.period(text):
        return period
    day = 0 if text[:1].isdigit() and text[:4].isdigit() else dates.moment(text, now)
    return (day, day + dates.DAY - 1) if day else None


def _compared(text: str) -> tuple[str, str]:
    match = _COMPARED.fullmatch(text.strip())
    assert match, "the pattern matches any text"
    return {"≥": ">=", "≤": "<="}.get(match[1], match[1]) or "=", match[2].strip()


def _bounds(sign: str, first: int, last: int) -> tuple[int, int]:
    return {
        "=": (first, last),
        ">": (last + 1, _FAR),
        ">=": (first, _FAR),
        "<": (-_FAR, first - 1),
        "<=": (-_FAR, last),
    }[sign]
