"""A paper as the library knows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Links:
    """A paper's links by kind: http and https URLs, cleaned, unique, each kind in its order."""

    repo: tuple[str, ...] = ()
    """Code hosts first, then Hugging Face models, datasets and Spaces."""
    arxiv: tuple[str, ...] = ()
    pdf: tuple[str, ...] = ()
    hf: tuple[str, ...] = ()
    """Its page on Hugging Face papers."""
    project: tuple[str, ...] = ()
    doi: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Every link as (kind, URL), the most wanted kind first."""
        for kind in KINDS:
            for url in getattr(self, kind):
                yield kind, url

    def first(self, kind: str) -> str | None:
        """The first link of a kind, or None."""
        urls: tuple[str, ...] = getattr(self, kind)
        return urls[0] if urls else None

    @property
    def best(self) -> tuple[str, str] | None:
        """(kind, URL) of the link most people want: the repo, else arXiv, else any."""
        return next(iter(self), None)


KINDS = tuple(f.name for f in fields(Links))
PLACE = ("volume", "number", "pages")
"""The fields that say where in its venue a work stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One appearance of a paper in one source at one time."""

    source: str
    """File name, `-`, or address it was read from."""
    seen: str | None = None
    """When it was read: ISO, UTC."""
    listed: str | None = None
    """The listing date as the source writes it (`Oct 9`, `2026-10-09`)."""
    upvotes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One work. Immutable: a later sighting makes a new value."""

    key: str
    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ()
    links: Links = Links()
    published: str | None = None
    """ISO date on which the work itself appeared."""
    listed: str | None = None
    """Date of the listing it was last seen in: ISO, or as written where the year is not known."""
    added: str | None = None
    """When it came into the library: ISO, UTC."""
    upvotes: int | None = None
    stars: int | None = None
    """Of its repository."""
    keywords: tuple[str, ...] = ()
    venue: str | None = None
    volume: str | None = None
    number: str | None = None
    """Of the volume: an issue."""
    pages: str | None = None
    summary: str | None = None
    """A machine's one-line summary, kept apart from the abstract."""
    sightings: tuple[Sighting, ...] = ()
    original: Mapping[str, str] = field(default_factory=lambda: _NOTHING, hash=False)
    """Field name to the source's own text, for each field shown otherwise than it was written."""
    extra: Mapping[str, Any] = field(default_factory=lambda: _NOTHING, hash=False)
    """Fields of the record that this version does not know; written back as they came."""

    @property
    def has_code(self) -> bool:
        """Whether a repository is known."""
        return bool(self.links.repo)
