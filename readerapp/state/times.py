"""The time of a change, as it is written: ISO, UTC, microseconds, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

_WIDTH = len("2026-11-22T07:30:20.123456Z")
_TICK = timedelta(microseconds=1)
# A stamp from further on is a broken clock's; believing it would let that value win for ever.
_END = "9000"


def written(now: datetime) -> str:
    """`now` (aware) as it is written: `2026-11-22T07:30:20.123456Z`."""
    return now.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def moment(stamp: str) -> datetime:
    """The time that `stamp` says; the year 1 where it says none."""
    return datetime.fromisoformat(stamp) if known(stamp) else datetime.min.replace(tzinfo=UTC)


def known(value: Any) -> bool:
    """Whether `value` is a time as this program writes it."""
    if not isinstance(value, str) or len(value) != _WIDTH or value[-1] != "Z" or value >= _END:
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return value.isascii()


def after(now: datetime, latest: str) -> str:
    """The stamp of a change made `now` to what was last changed at `latest` (empty: never).

    Always later than `latest`, so that a clock that jumped back can't make the older value win.
    """
    stamp = written(now)
    return stamp if stamp > latest else written(moment(latest) + _TICK)
