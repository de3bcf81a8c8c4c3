"""What reading a source gives: papers, and a line for each thing that was left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from readerapp.domain.paper import Paper


class Readable(Protocol):
    """What bytes come from."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, all that are left for -1; none at the end."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Something of a source that could not be read or placed."""

    where: str
    """`line 12`, `record 3`, an entry's own key; empty for the whole source."""
    why: str
    """One line for a person."""


@dataclass(frozen=True, slots=True)
class NotPapers(Skip):
    """What the whole source is: what it mentions are no papers to take from it."""


@dataclass(frozen=True, slots=True)
class Repeat(Skip):
    """A paper that its source named before; what it says more is still worth having."""

    paper: Paper


@dataclass(frozen=True, slots=True)
class Reading:
    """The papers of one source, in its order, each once."""

    papers: tuple[Paper, ...]
    skipped: tuple[Skip, ...]
    format: str
    """The format it was read as; empty if none fits."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where papers are read from, for their sightings."""

    name: str
    seen: str | None = None
    """When it was read: ISO, UTC."""
    listed: str | None = None
    """The listing date, where the caller knows it better than the source."""
