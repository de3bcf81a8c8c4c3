"""ISO timestamps of records, normalised to sort as text."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

NEVER = ""


@lru_cache(maxsize=1024)  # all papers of an import share one
def timestamp(text: str | None) -> str:
    """Return an ISO time in UTC with microseconds, which sorts as text; `NEVER` if it is invalid."""
    if not text:
        return NEVER
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return NEVER
    if text[7:8] == "-" and text[10:11] == "T" and text.endswith("+00:00"):
        if len(text) == 25:  # the common form needs no conversion
            return f"{text[:19]}.000000+00:00"
        if len(text) == 32 and text[19] == ".":
            return text
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC).isoformat(timespec="microseconds")
    except OverflowError:
        return NEVER
