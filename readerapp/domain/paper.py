"""A paper as the library knows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, fields
from types import MappingProxyType
from typing import Any

from readerapp.domain.values import dataclass

_NOTHING: Mapping[str, Any] = MappingProxyType({})
SAMPLES = "seeds"
"""The source of the papers that a new home shows."""


@dataclass(frozen=True, slots=True)
class Links:
    """Links by kind: cleaned http and https URLs, each once, in order within a kind."""

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
        """Yield every link as (kind, URL), the most wanted kind first."""
        for kind in KINDS:
            for url in getattr(self, kind):
                yield kind, url

    def first(self, kind: str) -> str | None:
        """Return the first link of a kind, or None."""
        urls: tuple[str, ...] = getattr(self, kind)
        return urls[0] if urls else None

    @property
    def best(self) -> tuple[str, str] | None:
        """(kind, URL) of the link most people want: the repository, else arXiv, else any."""
        return next(iter(self), None)


KINDS = tuple(f.name for f in fields(Links))
_ADDRESSES = MappingProxyType(
    {
        "arxiv": ("arxiv:", "https://arxiv.org/abs/"),
        "pdf": ("arxiv:", "https://arxiv.org/pdf/"),
        "doi": ("doi:", "https://doi.org/"),
    }
)
"""By kind of link: (key prefix, URL prefix)."""
PLACE = ("volume", "number", "pages")
"""Fields that locate a work in its venue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One appearance of a paper in one source at one time."""

    source: str
    """File name, `-`, or address it was read from."""
    seen: str | None = None
    """Time it was read: ISO, UTC."""
    listed: str | None = None
    """Listing date as the source writes it (`Oct 9`, `2026-10-09`)."""
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
    """ISO date the work appeared."""
    listed: str | None = None
    """Date of the latest listing: ISO, or as written if the year is unknown."""
    added: str | None = None
    """Time it was added to the library: ISO, UTC."""
    upvotes: int | None = None
    stars: int | None = None
    """Stars of its repository."""
    keywords: tuple[str, ...] = ()
    venue: str | None = None
    volume: str | None = None
    number: str | None = None
    """Issue of the volume."""
    pages: str | None = None
    summary: str | None = None
    """Machine-written one-line summary, separate from the abstract."""
    sightings: tuple[Sighting, ...] = ()
    original: Mapping[str, str] = field(default_factory=lambda: _NOTHING, hash=False)
    """Field name to the source's own text, for fields shown differently than written."""
    extra: Mapping[str, Any] = field(default_factory=lambda: _NOTHING, hash=False)
    """Record fields unknown to this version; written back unchanged."""

    @property
    def has_code(self) -> bool:
        """True if a repository is known."""
        return bool(self.links.repo)


def address_by_key(key: str, kind: str) -> str | None:
    """Return the address of a kind that a paper with this key has; None if none follows."""
    scheme, address = _ADDRESSES.get(kind, ("", ""))
    return address + key.removeprefix(scheme) if scheme and key.startswith(scheme) else None
