"""Values of JSON records whose types can't be relied on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_MAX_COUNT = 2**53
Record = Mapping[str, Any]


def text(record: Record, *names: str) -> str:
    """Return the first named value that is a non-empty string or a number, alone or first in a list."""
    for name in names:
        value = record.get(name)
        if value is None:
            continue
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str) and value and not value.isspace():
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return ""


def number(record: Record, *names: str) -> int | None:
    """Return the first named value that is a number or a string of digits."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str):
            value = value.replace(",", "").strip()
            value = int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _MAX_COUNT:
            return int(value)
    return None


def strings(value: object) -> list[str]:
    """Return the non-empty strings of a list, or a single one as a list."""
    values: Iterable[object] = value if isinstance(value, list | tuple) else (value,)
    return [item for item in values if isinstance(item, str) and item.strip()]


def records(value: object) -> Iterator[Record]:
    """Yield the objects of a list."""
    for item in value if isinstance(value, list) else ():
        if isinstance(item, Mapping):
            yield item


def child(record: Record, name: str) -> Record:
    """Return the object under a name; an empty one if there is none."""
    value = record.get(name)
    return value if isinstance(value, Mapping) else {}


def date_parts(value: object) -> str | None:
    """Return the date of a CSL or Crossref date object in ISO, as precise as it is."""
    if not isinstance(value, Mapping):
        return None
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    digits: list[int] = []
    for part in first[:3] if isinstance(first, list) else ():
        if isinstance(part, str) and part.isascii() and part.isdigit() and len(part) <= 4:
            part = int(part)
        if not isinstance(part, int) or isinstance(part, bool) or not 0 < part < 3000:
            break
        digits.append(part)
    if digits:
        return "-".join(f"{part:04}" if index == 0 else f"{part:02}" for index, part in enumerate(digits))
    return text(value, "raw", "literal") or None
