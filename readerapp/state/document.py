"""One paper's document in the state file, and the `State` it says.

A document is never changed, only replaced: whoever holds one holds it as it was.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from readerapp.domain.errors import ReaderError
from readerapp.domain.state import FIELDS, State, Status
from readerapp.domain.text import clean, clean_line
from readerapp.state import times

Document = Mapping[str, Any]
"""A JSON object with `key`, the fields of `State`, and `changed`: field -> time. What this version
does not know stays in it."""

DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {"title": "", "status": "unread", "queue": None, "note": "", "tags": (), "rating": 0}
)
_STATUSES = {status.value: status for status in Status}


def blank(key: str) -> Document:
    """The document of a paper of which nothing is known but its key."""
    return {"key": key, **{name: plain(value) for name, value in DEFAULTS.items()}, "changed": {}}


def read_status(value: Any) -> Status:
    """The status that `value` names, else unread."""
    return _STATUSES.get(value, Status.UNREAD) if isinstance(value, str) else Status.UNREAD


def read_rank(value: Any) -> float | None:
    """The queue rank that `value` is, else None."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        rank = float(value)
    except OverflowError:
        return None
    return rank if math.isfinite(rank) else None


def _is_clean(text: str) -> bool:
    """Whether cleaning would leave a line as it is, without cleaning it."""
    return text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text))


def read_note(value: Any) -> str:
    """The note that `value` is, made safe to draw; tabs stay."""
    if not isinstance(value, str):
        return ""
    if _is_clean(value.replace("\n", "").replace("\t", "")):
        return value
    return "\t".join(map(clean, value.split("\t")))


def read_line(value: Any) -> str:
    """The text that `value` is, on one line and safe to draw."""
    if not isinstance(value, str):
        return ""
    return value if _is_clean(value) and value == value.strip() else clean_line(value)


def read_tags(value: Any) -> tuple[str, ...]:
    """The tags that `value` lists, each on one line, once, in order."""
    if not isinstance(value, list | tuple):
        return ()
    lines = map(read_line, value)
    return tuple(dict.fromkeys(tag for tag in lines if tag))


def read_rating(value: Any) -> int:
    """The rating that `value` is, 1 to 5, else 0."""
    return value if type(value) is int and 0 <= value <= 5 else 0


_READERS = MappingProxyType(
    {
        "status": read_status,
        "queue": read_rank,
        "note": read_note,
        "tags": read_tags,
        "rating": read_rating,
    }
)

_TYPES: Mapping[str, Any] = MappingProxyType(
    {"status": str, "queue": (int, float, type(None)), "note": str, "tags": (list, tuple), "rating": int}
)


def read(field: str, value: Any) -> Any:
    """`value` as the value of `field` that it stands for; the default where it stands for none."""
    return _READERS[field](value)


def accept(field: str, value: object) -> Any:
    """`value` for `field` as a caller gave it; raises `ReaderError` where it is no value of that field."""
    if field not in _READERS:
        raise ReaderError(f"“{field}” is no field of a paper's state; the fields are {', '.join(FIELDS)}.")
    accepted = _READERS[field](value)
    exact = field not in ("note", "tags")  # of those only the unsafe parts go
    if not isinstance(value, _TYPES[field]) or (exact and accepted != value):
        raise ReaderError(f"{value!r} is no {field} of a paper.")
    return accepted


def plain(value: Any) -> Any:
    """A field's value as JSON holds it."""
    if isinstance(value, Status):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def stamps(document: Document) -> Mapping[str, Any]:
    """Field -> time of its last change, as the document has it."""
    changed = document.get("changed")
    return changed if isinstance(changed, dict) else {}


def stamp(document: Document, field: str) -> str:
    """When `field` last changed; empty where that isn't known."""
    found = stamps(document).get(field)
    return found if found is not None and times.known(found) else ""


def to_state(key: str, document: Document) -> State:
    """What the document says; whatever is of a wrong type counts as its default."""
    changed = {field: time for field, time in stamps(document).items() if times.known(time)}
    return State(
        key=key,
        title=read_line(document.get("title")),
        status=read_status(document.get("status")),
        queue=read_rank(document.get("queue")),
        note=read_note(document.get("note")),
        tags=read_tags(document.get("tags")),
        rating=read_rating(document.get("rating")),
        changed=MappingProxyType(changed),
    )


_USUAL = ("key", "title", "status", "queue", "note", "tags", "rating", "changed")
_ORDER = {name: place for place, name in enumerate(_USUAL)}


def in_order(document: Document) -> dict[str, Any]:
    """The document with its fields in the order they are written in, so that equal ones are equal bytes."""
    if tuple(document) == _USUAL:
        return dict(document)
    names = sorted(document, key=lambda name: (_ORDER.get(name, len(_ORDER)), name))
    return {name: document[name] for name in names}
