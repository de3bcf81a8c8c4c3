"""How long to wait before another try."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that another time may be others."""


def asked_wait(status: int, headers: Mapping[str, str], now: float) -> float | None:
    """The seconds that a server asks to be left alone; None if it doesn't."""
    if status < 400:
        return None
    if (said := headers.get("retry-after")) is not None:
        return _until(said.strip(), now)
    if headers.get("x-ratelimit-remaining") == "0" and status in (403, 429):
        return _seconds(headers.get("x-ratelimit-reset", ""), now)
    return None


def _until(said: str, now: float) -> float | None:
    if (seconds := _seconds(said, 0.0)) is not None:
        return seconds
    try:
        when = parsedate_to_datetime(said)
    except (ValueError, TypeError, OverflowError):
        return None
    return max(0.0, (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - now)


def _seconds(said: str, since: float) -> float | None:
    if not said.isascii() or not said.isdigit():
        return None
    return max(0.0, float(said[:15]) - since)


def in_words(seconds: float) -> str:
    """A wait as a person says it: `40 seconds`, `12 minutes`."""
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= 2 * length:
            return f"{round(seconds / length)} {unit}s"
    whole = max(1, round(seconds))
    return f"{whole} second{'s' if whole > 1 else ''}"
