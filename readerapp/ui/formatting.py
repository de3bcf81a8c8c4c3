"""Dates and numbers as the list and the paper pane show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from readerapp.domain.dates.days import MONTHS, WEEKDAYS, day_of
from readerapp.domain.state import LONG_QUEUED_DAYS, State
from readerapp.domain.values import NamedTuple


def short(written: str | None, today: date) -> str:
    """Return an ISO date in at most 6 cells: `Oct 9` this year, else `Oct'25`; other text unchanged."""
    if not written:
        return ""
    try:
        day = date.fromisoformat(written[:10])
    except ValueError:
        return written
    return (
        f"{MONTHS[day.month - 1][:3]} {day.day}"
        if day.year == today.year
        else f"{MONTHS[day.month - 1][:3]}'{day:%y}"
    )


def relative(written: str | None, today: date) -> str:
    """Return how long ago an ISO date was, in at most 6 cells: `today`, `3 d`, `6 w`, `8 mo`, `2 y`.

    A date to come is as in `short`; so is other text.
    """
    try:
        days = (today - date.fromisoformat((written or "")[:10])).days
    except ValueError:
        return written or ""
    if days < 1:
        return short(written, today) if days else "today"
    least = ((730, 365, "y"), (60, 30, "mo"), (14, 7, "w"), (1, 1, "d"))
    return next(f"{days // size} {unit}" for enough, size, unit in least if days >= enough)


def waited(state: State, now: datetime) -> str:
    """Return how long ago a paper was queued, as `relative`; empty if that isn't long ago."""
    is_long = state.days_queued(now) > LONG_QUEUED_DAYS
    return relative(state.queued_at, day_of(now)) if is_long else ""


def iso(written: str | None, today: date) -> str:
    """Return an ISO date or time as its 10 cells; other text unchanged."""
    return written[:10] if written and _is_date(written) else written or ""


def _is_date(written: str) -> bool:
    try:
        return bool(date.fromisoformat(written[:10]))
    except ValueError:
        return False


class DateStyle(NamedTuple):
    """How the list writes dates."""

    of: Callable[[str | None, date], str]
    """Returns an ISO date in words, as of today."""
    cells: int
    """Its greatest width."""


DATE_STYLES: Mapping[str, DateStyle] = {
    "short": DateStyle(short, 6),
    "relative": DateStyle(relative, 6),
    "iso": DateStyle(iso, 10),
}
"""The ways to write dates, by the names in the settings."""


def compact(number: int) -> str:
    """Return a number in at most 6 cells: `12,345`, `123k`, `1.2M`."""
    if abs(number) < 100_000:
        return f"{number:,}"
    return f"{number // 1000}k" if number < 1_000_000 else f"{number / 1_000_000:.1f}M"


def ago(stamp: str, now: datetime) -> str:
    """Return how long ago an ISO time was, as in `3 days ago`; other text unchanged."""
    try:
        seconds = (now - datetime.fromisoformat(stamp)).total_seconds()
    except (ValueError, TypeError):
        return stamp
    for size, unit in (
        (86400 * 365, "year"),
        (86400 * 30, "month"),
        (86400, "day"),
        (3600, "hour"),
        (60, "minute"),
    ):
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "just now"


def since(when: datetime, now: datetime) -> str:
    """Return a time to follow "since", in local time: `09:30`, `yesterday`, `Friday`, `Oct 9`."""
    when, now = when.astimezone(), now.astimezone()
    return f"{when:%H:%M}" if when.date() >= now.date() else weekday(when.date(), now.date())


def since_clock(when: datetime, now: datetime) -> str:
    """Return a time to follow "since" with its time of day: `09:30`, `yesterday 18:40`, `Oct 9`."""
    near = 0 < (now.astimezone().date() - when.astimezone().date()).days < 7
    return f"{since(when, now)} {when.astimezone():%H:%M}" if near else since(when, now)


def weekday(day: date, today: date) -> str:
    """Return a day to follow "since": `today`, `yesterday`, `Friday`, `Oct 9`."""
    days = (today - day).days
    if days < 2:
        return "yesterday" if days == 1 else "today"
    return WEEKDAYS[day.weekday()] if days < 7 else short(day.isoformat(), today)


def ordinal(number: int) -> str:
    """Return `1st`, `2nd`, `3rd`, `4th`, `11th` …"""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
