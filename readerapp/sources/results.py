"""Results of reading a source: papers, and a skip for each thing that was left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from readerapp.domain.paper import Paper
from readerapp.domain.values import dataclass


class Readable(Protocol):
    """Anything that bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes, all that are left for -1, none at the end."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Part of a source that couldn't be read or placed."""

    where: str
    """`line 12`, `record 3`, or an entry's own key; empty for the whole source."""
    why: str
    """Reason, one line for a person."""


class TooDeep(Exception):
    """A text is nested too deeply to be parsed."""


@dataclass(frozen=True, slots=True)
class NotPapers(Skip):
    """The whole source is something else; papers it mentions aren't meant to be added."""


@dataclass(frozen=True, slots=True)
class Repeat(Skip):
    """A paper that an earlier block had; its further facts are still worth merging."""

    paper: Paper


@dataclass(frozen=True, slots=True)
class Unnamed(Skip):
    """An address that names no paper by its id, such as that of its code."""

    address: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Papers of one source in its order, each once."""

    papers: tuple[Paper, ...]
    skipped: tuple[Skip, ...]
    format: str
    """Format it was read as; empty if none fits."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Facts for the sightings of the papers of one source."""

    name: str
    seen: str | None = None
    """Time of reading: ISO, UTC."""
    listed: str | None = None
    """Listing date, if the caller knows it better than the source."""
    is_known: Callable[[str], bool] | None = None
    """Tells whether the library has the paper with a key."""
