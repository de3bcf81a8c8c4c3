"""Values of JSON records whose types cannot be relied on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from readerapp.domain.people import split_names

_MOST = 2**53
_FAMILY = ("family", "lastName", "family_name", "last_name", "last", "surname")
_GIVEN = ("given", "firstName", "forenames", "given_name", "first_name", "first")
_NAMESAKE = re.compile(r"(?<=\w) 0\d{3}$")  # DBLP numbers those of one name
Record = Mapping[str, Any]


def text(record: Record, *names: str) -> str:
    """The first of the named values that is a string or a number, or a list of such, with something in it."""
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
    """The first of the named values that is a count: a number, or a string of digits."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str):
            value = value.replace(",", "").strip()
            value = int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _MOST:
            return int(value)
    return None


def strings(value: object) -> list[str]:
    """The strings of a list, or a single one as a list."""
    values: Iterable[object] = value if isinstance(value, list | tuple) else (value,)
    return [item for item in values if isinstance(item, str) and item.strip()]


def records(value: object) -> Iterator[Record]:
    """The objects of a list."""
    for item in value if isinstance(value, list) else ():
        if isinstance(item, Mapping):
            yield item


def child(record: Record, name: str) -> Record:
    """The object under a name; an empty one if there is none."""
    value = record.get(name)
    return value if isinstance(value, Mapping) else {}


def names(value: object) -> list[str]:
    """People: strings, or objects with a whole name or its parts, in any of the usual spellings."""
    if isinstance(value, str):
        return split_names(value)
    if isinstance(value, Mapping):  # DBLP wraps the list once more
        value = value.get("author") or [value]
    found: list[str] = []
    for item in value if isinstance(value, list) else ():
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, Mapping):
            found.append(_name(item))
    return [_NAMESAKE.sub("", name) for name in found if name.strip()]


def _name(person: Record) -> str:
    whole = text(
        person, "name", "display_name", "literal", "fullname", "full_name", "raw_author_name", "text"
    )
    if whole:
        return whole
    family = " ".join(
        part for part in (text(person, "non-dropping-particle"), text(person, *_FAMILY)) if part
    )
    parts = (text(person, *_GIVEN), text(person, "dropping-particle"), family)
    suffix = text(person, "suffix")
    return " ".join(part for part in parts if part) + (f", {suffix}" if suffix else "")


def date_parts(value: object) -> str | None:
    """The ISO date of a CSL or Crossref date object, as far as it goes."""
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
