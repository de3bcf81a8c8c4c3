"""Asking a service for papers: its answer, read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from readerapp import sources
from readerapp.actions.places import Places
from readerapp.domain.paper import Paper
from readerapp.sources import Reading, Skip
from readerapp.web import Web

# An answer that has no papers is one; one that makes no sense is none.
_EMPTY = {"hf-json": re.compile(rb"\s*\[\s*\]\s*"), "arxiv-atom": re.compile(rb"(?s)(?!.*<entry).*<feed.*")}
_TOTAL = re.compile(rb"totalResults[^<>]*>\s*(\d{1,9})\s*<")


@dataclass(frozen=True, slots=True)
class Found:
    """Papers that a service gave at once."""

    name: str
    """Where from, as sightings have it: `hf daily 2026-11-21`."""
    papers: tuple[Paper, ...]
    skipped: tuple[Skip, ...] = ()
    total: int | None = None
    """How many the service has of what was asked for, if it says so."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks services, and reads what they say."""

    web: Web
    places: Places
    seen: str
    """The time of asking, for the sightings: ISO, UTC."""

    def papers(self, url: str, *, name: str, format: str, listed: str | None = None) -> Found:
        """The papers at an address of a service that answers in `format`, if it keeps to that.

        Raises:
            Unreachable, Cancelled: as `Web.get`.
        """
        data = self.web.get(url, accept=_KINDS[format]).data
        said = _TOTAL.search(data[:_HEAD])
        total = int(said[1]) if said else None
        if _EMPTY[format].fullmatch(data):
            return Found(name, (), total=total)
        form = format if data.lstrip()[:1] in _FIRST[format] else None
        reading: Reading = sources.read(data, name=name, format=form, seen=self.seen, listed=listed)
        return Found(name, reading.papers, reading.skipped, total)


_HEAD = 4096
_KINDS = {"hf-json": "application/json", "arxiv-atom": "application/atom+xml"}
_FIRST = {"hf-json": (b"[", b"{"), "arxiv-atom": (b"<",)}
