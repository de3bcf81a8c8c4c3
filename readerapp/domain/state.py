"""What the reader did with a paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

_NEVER: Mapping[str, str] = MappingProxyType({})


class Status(StrEnum):
    """How far the reader is with a paper."""

    UNREAD = "unread"
    READING = "reading"
    READ = "read"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The reader's mark on one paper. Without any mark it equals `State(key=…)`."""

    key: str
    title: str = ""
    """The paper's title when it was last changed, so that the file reads by itself."""
    status: Status = Status.UNREAD
    queue: float | None = None
    """A number that orders the queue, or None. Places 1, 2, 3 … come from `Store.queue()`."""
    note: str = ""
    """Markdown."""
    tags: tuple[str, ...] = ()
    rating: int = 0
    """1 to 5; 0 is none."""
    changed: Mapping[str, str] = field(default_factory=lambda: _NEVER, hash=False)
    """Field name to the time it last changed: ISO, UTC, microseconds."""

    @property
    def is_queued(self) -> bool:
        """Whether the paper has a place in the queue; an archived one has none."""
        return self.queue is not None and self.status is not Status.ARCHIVED

    @property
    def is_blank(self) -> bool:
        """Whether there is no mark, or none any more."""
        return all(getattr(self, name) == default for name, default in _BLANK.items())


FIELDS = ("status", "queue", "note", "tags", "rating")
"""The fields a reader can change."""
_BLANK = MappingProxyType({name: getattr(State(key=""), name) for name in FIELDS})
