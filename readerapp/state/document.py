"""A paper's document in the state file, and the `State` read from it.

A document is never changed in place, only replaced.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from readerapp.domain.errors import ReaderError
from readerapp.domain.state import FIELDS, State, Status
from readerapp.domain.text import clean, clean_line
from readerapp.state import times

Document = Mapping[str, Any]
"""A JSON object with `key`, the fields of `State`, and `changed`: field -> time. Unknown fields are kept."""

DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {"title": "", "status": "unread", "queue": None, "note": "", "tags": (), "rating": 0, "later": None}
)
_STATUSES = {status.value: status for status in Status}


def blank(key: str) -> Document:
    """Return a document with defaults."""
    return {"key": key, **{name: plain(value) for name, value in DEFAULTS.items()}, "changed": {}}


def read_status(value: Any) -> Status:
    """Return the status `value` names, or else unread."""
    return _STATUSES.get(value, Status.UNREAD) if isinstance(value, str) else Status.UNREAD


def read_rank(value: Any) -> float | None:
    """Return `value` as a queue rank, or else None."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        rank = float(value)
    except OverflowError:
        return None
    return rank if math.isfinite(rank) else None


def _is_clean(text: str) -> bool:
    """True if cleaning wouldn't change the line: much faster than cleaning it."""
    return text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text))


def read_note(value: Any) -> str:
    """Return `value` as a note that is safe to draw; tabs stay."""
    if not isinstance(value, str):
        return ""
    if _is_clean(value.replace("\n", "").replace("\t", "")):
        return value
    return "\t".join(map(clean, value.split("\t")))


def read_line(value: Any) -> str:
    """Return `value` as text on one line that is safe to draw."""
    if not isinstance(value, str):
        return ""
    return value if _is_clean(value) and value == value.strip() else clean_line(value)


def read_tags(value: Any) -> tuple[str, ...]:
    """Return the tags in `value`, each on one line and once, in order."""
    if not isinstance(value, list | tuple):
        return ()
    lines = map(read_line, value)
    return tuple(dict.fromkeys(tag for tag in lines if tag))


def read_rating(value: Any) -> int:
    """Return `value` as a rating of 1 to 5, or else 0 for none."""
    return value if type(value) is int and 0 <= value <= 5 else 0


@lru_cache(maxsize=1024)  # papers put off together share a date
def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text  # weeks and dates without signs are read, too
    except ValueError:
        return False


def read_later(value: Any) -> str | None:
    """Return `value` as an ISO date, or else None."""
    return value if isinstance(value, str) and _is_date(value) else None


def read_time(value: Any) -> str:
    """Return `value` as a time of a change, or else empty text."""
    return value if times.is_valid(value) else ""


_READERS = MappingProxyType(
    {
        "status": read_status,
        "queue": read_rank,
        "note": read_note,
        "tags": read_tags,
        "rating": read_rating,
        "later": read_later,
    }
)

_TYPES: Mapping[str, Any] = MappingProxyType(
    {
        "status": str,
        "queue": (int, float, type(None)),
        "note": str,
        "tags": (list, tuple),
        "rating": int,
        "later": (str, type(None)),
    }
)


def read(field: str, value: Any) -> Any:
    """Return `value` as a value of `field`, or its default if it isn't one."""
    return _READERS[field](value)


def accept(field: str, value: object) -> Any:
    """Return a caller's `value` for `field`. Raises `ReaderError` if the field can't have it."""
    if field not in _READERS:
        raise ReaderError(f"“{field}” is not a field of a paper's state; the fields are {', '.join(FIELDS)}.")
    validated = _READERS[field](value)
    exact = field not in ("note", "tags")  # these are cleaned
    if not isinstance(value, _TYPES[field]) or (exact and validated != value):
        raise ReaderError(f"{value!r} is not a valid {field}.")
    return validated


def plain(value: Any) -> Any:
    """Return a field's value as JSON has it."""
    if isinstance(value, Status):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def stamps(document: Document) -> Mapping[str, Any]:
    """Return field -> time of its last change."""
    changed = document.get("changed")
    return changed if isinstance(changed, dict) else {}


def stamp(document: Document, field: str) -> str:
    """Return the time `field` last changed; empty if unknown."""
    found = stamps(document).get(field)
    return found if found is not None and times.is_valid(found) else ""


def queued_at(document: Document) -> str:
    """Return when a queued paper was queued, wherever it was moved since; empty if unknown.

    The field `queued` goes with `queue`. Only papers that were moved have it: of others, the time of `queue`
    is that time.
    """
    return read_time(document.get("queued")) or stamp(document, "queue")


def to_state(key: str, document: Document) -> State:
    """Return the state a document describes; a value of the wrong type counts as the default."""
    changed = {field: time for field, time in stamps(document).items() if times.is_valid(time)}
    return State(
        key=key,
        title=read_line(document.get("title")),
        status=read_status(document.get("status")),
        queue=read_rank(document.get("queue")),
        queued=read_time(document.get("queued")) if "queued" in document else "",
        note=read_note(document.get("note")),
        tags=read_tags(document.get("tags")),
        rating=read_rating(document.get("rating")),
        later=read_later(document.get("later")),
        changed=MappingProxyType(changed),
    )


_USUAL = ("key", "title", "status", "queue", "note", "tags", "rating", "later", "changed")
_WITHOUT_LATER = tuple(name for name in _USUAL if name != "later")
"""The fields of a document that an earlier version wrote."""
_ORDER = {name: place for place, name in enumerate(_USUAL)}


def in_order(document: Document) -> dict[str, Any]:
    """Return the document with its fields in their fixed order: equal documents are equal bytes."""
    if tuple(document) in (_USUAL, _WITHOUT_LATER):
        return dict(document)
    names = sorted(document, key=lambda name: (_ORDER.get(name, len(_ORDER)), name))
    return {name: document[name] for name in names}
