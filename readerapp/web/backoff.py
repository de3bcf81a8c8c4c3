"""Waiting times that servers ask for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

RETRY_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})


def asked_wait(status: int, headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds that a server asked us to wait (Retry-After); None if it didn't."""
    if status < 400:
        return None
    if (value := headers.get("retry-after")) is not None:
        return _until(value.strip(), now)
    if headers.get("x-ratelimit-remaining") == "0" and status in (403, 429):
        return _seconds(headers.get("x-ratelimit-reset", ""), now)
    return None


def _until(value: str, now: float) -> float | None:
    if (seconds := _seconds(value, 0.0)) is not None:
        return seconds
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    return max(0.0, (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - now)


def _seconds(value: str, since: float) -> float | None:
    if not value.isascii() or not value.isdigit():
        return None
    return max(0.0, float(value[:15]) - since)


def in_words(seconds: float) -> str:
    """Return a waiting time in words: `40 seconds`, `12 minutes`."""
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= 2 * length:
            return f"{round(seconds / length)} {unit}s"
    whole = max(1, round(seconds))
    return f"{whole} second{'s' if whole > 1 else ''}"
