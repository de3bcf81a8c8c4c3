"""Asking a service for papers: its answer, read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from readerapp import sources
from readerapp.actions.places import Places
from readerapp.domain.paper import Paper
from readerapp.sources import Reading, Skip
from readerapp.web import Web

_EMPTY = re.compile(rb"\s*\[\s*\]\s*|(?s:.*)<opensearch:totalResults[^>]*>\s*0\s*<(?s:.*)")


@dataclass(frozen=True, slots=True)
class Found:
    """Papers that a service gave at once."""

    name: str
    """Where from, as sightings have it: `hf daily 2026-11-21`."""
    papers: tuple[Paper, ...]
    skipped: tuple[Skip, ...] = ()


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
        if _EMPTY.fullmatch(data[:_HEAD]):
            return Found(name, ())
        form = format if data.lstrip()[:1] in _FIRST[format] else None
        reading: Reading = sources.read(data, name=name, format=form, seen=self.seen, listed=listed)
        return Found(name, reading.papers, reading.skipped)


_HEAD = 4096
_KINDS = {"hf-json": "application/json", "arxiv-atom": "application/atom+xml"}
_FIRST = {"hf-json": (b"[", b"{"), "arxiv-atom": (b"<",)}
