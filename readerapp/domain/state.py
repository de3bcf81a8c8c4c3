"""The reader's marks on a paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from readerapp.domain.values import dataclass

_NEVER: Mapping[str, str] = MappingProxyType({})

LATER = "later"
READER_DATE_FIELDS = ("read", "queued", "noted", LATER)
"""When the reader did something that still stands; `later` is the date on which a paper comes back."""
LONG_QUEUED_DAYS = 30
"""A paper that was queued more days ago has waited for long."""


class Status(StrEnum):
    """The reader's progress with a paper."""

    UNREAD = "unread"
    READING = "reading"
    READ = "read"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The reader's marks on one paper; without any it equals `State(key=…)`."""

    key: str
    title: str = ""
    """The paper's title at the last change, so that the file is readable on its own."""
    status: Status = Status.UNREAD
    queue: float | None = None
    """Sort key of its place in the queue, or None; `Store.queue()` gives places 1, 2, 3 …."""
    queued: str = ""
    """When it was queued, if it was moved in the queue since; `queued_at` is right in any case."""
    note: str = ""
    """Markdown."""
    tags: tuple[str, ...] = ()
    rating: int = 0
    """1 to 5; 0 if unrated."""
    later: str | None = None
    """The date (ISO) on which a paper that was put off comes back; stays until the reader acts on it."""
    changed: Mapping[str, str] = field(default_factory=lambda: _NEVER, hash=False)
    """Field name to the time of its last change: ISO, UTC, microseconds."""

    @property
    def is_queued(self) -> bool:
        """True if the paper has a place in the queue; archived papers have none."""
        return self.queue is not None and self.status is not Status.ARCHIVED

    @property
    def queued_at(self) -> str:
        """When it was queued, wherever it was moved since: as in `changed`; empty if nobody knows."""
        return (self.queued or self.changed.get("queue", "")) if self.is_queued else ""

    def is_put_off(self, today: str) -> bool:
        """True if the paper comes back after `today` (ISO). Archived papers don't come back."""
        return self.later is not None and self.later > today and self.status is not Status.ARCHIVED

    def is_back(self, today: str) -> bool:
        """True if the paper was put off until `today` or before, and the reader hasn't acted on it since."""
        return self.later is not None and self.later <= today and self.status is not Status.ARCHIVED

    def days_queued(self, now: datetime) -> int:
        """Return how many days ago it was queued; 0 if it isn't, or nobody knows."""
        return max(0, (now - datetime.fromisoformat(self.queued_at)).days) if self.queued_at else 0

    @property
    def is_blank(self) -> bool:
        """True if every mark has its default value."""
        return all(getattr(self, name) == default for name, default in _BLANK.items())


FIELDS = ("status", "queue", "note", "tags", "rating", "later")
"""Fields the reader can change."""
EXPORTED = frozenset((*FIELDS, "changed", "rank", "queued"))
"""Fields of a record of a paper that are about its state."""
_BLANK = MappingProxyType({name: getattr(State(key=""), name) for name in FIELDS})


def ends_later(edit: Mapping[str, object], later: str, today: str) -> bool:
    """Return True if an edit by the reader ends that its paper was put off until the date `later`.

    A paper that is back: any edit. One that is away: a status or a place in the queue, but not a note.
    """
    return "later" not in edit and (later <= today or "status" in edit or edit.get("queue") is not None)
