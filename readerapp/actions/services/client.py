"""Requests to services, and papers read from their answers."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from readerapp import sources
from readerapp.actions.services.places import Places
from readerapp.actions.workspace import Workspace
from readerapp.domain.paper import Paper
from readerapp.domain.values import dataclass
from readerapp.sources import Skip
from readerapp.web import Web

# Empty answers are told apart from those that can't be read.
_EMPTY = {"hf-json": re.compile(rb"\s*\[\s*\]\s*"), "arxiv-atom": re.compile(rb"(?s)(?!.*<entry).*<feed.*")}
_TOTAL = re.compile(rb"totalResults[^<>]*>\s*(\d{1,9})\s*<")


@dataclass(frozen=True, slots=True)
class PaperBatch:
    """Papers from one answer of a service."""

    name: str
    """The source in sightings: `hf daily 2026-11-21`."""
    papers: tuple[Paper, ...]
    skipped: tuple[Skip, ...] = ()
    total: int | None = None
    """How many papers match the request, if the service says so."""

    def __iter__(self) -> Iterator[Paper | Skip]:
        """Yield the papers, then what was skipped, with the name of the source."""
        yield from self.papers
        for skip in self.skipped:
            yield Skip(f"{self.name}: {skip.where}".rstrip(": "), skip.why)


@dataclass(frozen=True, slots=True)
class ServiceClient:
    """Sends requests to services and reads their answers."""

    web: Web
    places: Places
    now: datetime

    @classmethod
    def of(cls, workspace: Workspace, web: Web | None = None, *, private: bool = False) -> ServiceClient:
        """Return a client for the places in the reader's settings; None makes a `Web`.

        Raises:
            ReaderError: a place in the settings is not a web address.
        """
        from readerapp.settings import Settings

        places = Places.of(Settings.load(workspace.home.settings), os.environ)
        web = web or places.web(workspace.home.cache, os.environ, private=private)
        return cls(web, places, workspace.clock())

    @property
    def seen(self) -> str:
        """The time for sightings: ISO."""
        return self.now.isoformat(timespec="seconds")

    @property
    def today(self) -> date:
        """The day in UTC, which the services use."""
        return self.now.astimezone(UTC).date()

    def get(self, url: str, accept: str) -> bytes:
        """Return the body at a URL; GitHub gets the reader's token.

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
    ) -> PaperBatch:
        """Return the papers at a URL whose answer should be in `format`; None recognises it.

        Raises:
            Unreachable, Cancelled: as `Web.get`.
        """
        data = self.get(url, accept or _KINDS.get(format or "", "*/*"))
        said = _TOTAL.search(data[:_HEAD_BYTES])
        total = int(said[1]) if said else None
        if format in _EMPTY and _EMPTY[format].fullmatch(data):
            return PaperBatch(name, (), total=total)
        if format in _FIRST and data.lstrip()[:1] not in _FIRST[format]:
            format = None
        reading = sources.read(data, name=name, format=format, seen=self.seen, listed=listed)
        return PaperBatch(name, reading.papers, reading.skipped, total)


_HEAD_BYTES = 4096
_KINDS = {"hf-json": "application/json", "arxiv-atom": "application/atom+xml"}
_FIRST = {"hf-json": (b"[", b"{"), "csl-json": (b"[", b"{"), "arxiv-atom": (b"<",)}
