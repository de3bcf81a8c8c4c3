"""Times of changes as text: ISO 8601 in UTC with microseconds, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

_WIDTH = len("2026-11-22T07:30:20.123456Z")
_TICK = timedelta(microseconds=1)
# A later stamp comes from a broken clock; trusting it would let its value win for ever.
_END = "9000"


def to_text(now: datetime) -> str:
    """Return `now` (aware) as text: `2026-11-22T07:30:20.123456Z`."""
    return now.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def from_text(stamp: str) -> datetime:
    """Return `stamp` as a time; the year 1 if it isn't one."""
    return datetime.fromisoformat(stamp) if is_valid(stamp) else datetime.min.replace(tzinfo=UTC)


def is_valid(value: Any) -> bool:
    """Return True if `value` is a time as this program writes it."""
    if not isinstance(value, str) or len(value) != _WIDTH or value[-1] != "Z" or value >= _END:
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return value.isascii()


def after(now: datetime, latest: str) -> str:
    """Return the stamp of a change made `now` to a value last changed at `latest` (empty: never).

    It is always later than `latest`: a clock that jumped back can't make the older value win.
    """
    stamp = to_text(now)
    return stamp if stamp > latest else to_text(from_text(latest) + _TICK)
