"""Asking a service for papers: its answer, read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from readerapp import sources
from readerapp.actions.services.places import Places
from readerapp.domain.paper import Paper
from readerapp.sources import Skip
from readerapp.web import Web

# An answer that has no papers is one; one that makes no sense is none.
_EMPTY = {"hf-json": re.compile(rb"\s*\[\s*\]\s*"), "arxiv-atom": re.compile(rb"(?s)(?!.*<entry).*<feed.*")}
_TOTAL = re.compile(rb"totalResults[^<>]*>\s*(\d{1,9})\s*<")


@dataclass(frozen=True, slots=True)
class Batch:
    """Papers that a service gave at once."""

    name: str
    """Where from, as sightings have it: `hf daily 2026-11-21`."""
    papers: tuple[Paper, ...]
    skipped: tuple[Skip, ...] = ()
    total: int | None = None
    """How many the service has of what was asked for, if it says so."""

    def __iter__(self) -> Iterator[Paper | Skip]:
        """The papers, then what was left out, with the name of the source."""
        yield from self.papers
        for skip in self.skipped:
            yield Skip(f"{self.name}: {skip.where}".rstrip(": "), skip.why)


@dataclass(frozen=True, slots=True)
class ServiceClient:
    """Asks services, and reads what they say."""

    web: Web
    places: Places
    seen: str
    """The time of asking, for the sightings: ISO, UTC."""

    def get(self, url: str, accept: str) -> bytes:
        """What is at an address; GitHub is told who asks.

        Raises:
            Unreachable, Cancelled: as `Web.get`.
        """
        token = self.places.token if url.startswith(f"{self.places.github}/") else None
        return self.web.get(url, accept=accept, token=token).data

    def papers(
        self,
        url: str,
        *,
        name: str,
        format: str | None = None,
        listed: str | None = None,
        accept: str | None = None,
    ) -> Batch:
        """The papers at an address that answers in `format`, if it keeps to that; None is found out.

        Raises:
            Unreachable, Cancelled: as `Web.get`.
        """
        data = self.get(url, accept or _KINDS.get(format or "", "*/*"))
        said = _TOTAL.search(data[:_HEAD])
        total = int(said[1]) if said else None
        if format in _EMPTY and _EMPTY[format].fullmatch(data):
            return Batch(name, (), total=total)
        if format in _FIRST and data.lstrip()[:1] not in _FIRST[format]:
            format = None
        reading = sources.read(data, name=name, format=format, seen=self.seen, listed=listed)
        return Batch(name, reading.papers, reading.skipped, total)


_HEAD = 4096
_KINDS = {"hf-json": "application/json", "arxiv-atom": "application/atom+xml"}
_FIRST = {"hf-json": (b"[", b"{"), "csl-json": (b"[", b"{"), "arxiv-atom": (b"<",)}
