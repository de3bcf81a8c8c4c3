"""Fetching papers from the services that list them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from readerapp.actions import arxiv, hugging_face
from readerapp.actions.adding import AddReport
from readerapp.actions.asking import Asker, Found
from readerapp.actions.last_fetch import last_fetched
from readerapp.actions.places import Places
from readerapp.actions.wanted import LAST, Bounds, Scope, Wanted, day, wanted
from readerapp.domain.errors import Cancelled
from readerapp.domain.paper import Paper
from readerapp.sources import Skip
from readerapp.web import Unreachable, Web

if TYPE_CHECKING:
    from readerapp.actions.reading_list import ReadingList


ALL = Scope()


@dataclass(frozen=True, slots=True)
class Step:
    """How far a fetch is."""

    source: str
    """What came last: `hf daily 2026-11-21`."""
    papers: int
    """So far, of all sources."""


@dataclass(frozen=True, slots=True)
class FetchReport(AddReport):
    """What a `fetch` did."""

    names: tuple[str, ...] = ()
    """Where papers came from."""
    failed: tuple[str, ...] = ()
    """A sentence for each thing that did not come."""
    cancelled: bool = False
    """Whether it was ended early; what had come is kept."""

    @property
    def summary(self) -> str:
        """The line that says it."""
        said = super(FetchReport, self).summary  # slots make the class anew, which a bare super() misses
        return f"{said} · from {', '.join(self.names)}" if self.names else said


class _Haul:
    """What has come so far."""

    def __init__(self, progress: Callable[[Step], None] | None) -> None:
        self.papers: list[Paper] = []
        self.skipped: list[Skip] = []
        self.sources: dict[str, None] = {}
        self.failed: list[str] = []
        self.cancelled = False
        self._progress = progress

    def take(self, pages: Iterator[Found]) -> None:
        """Take pages until they end, fail or are cancelled."""
        try:
            for found in pages:
                self.papers += found.papers
                self.skipped += (
                    Skip(f"{found.name}: {skip.where}".rstrip(": "), skip.why) for skip in found.skipped
                )
                if found.papers:
                    self.sources[found.name] = None
                if self._progress:
                    self._progress(Step(found.name, len(self.papers)))
        except Unreachable as error:
            self.failed.append(str(error))

    def brought(self, reading: ReadingList, *, dry_run: bool) -> FetchReport:
        """Bring what has come into the library."""
        added = reading.library.add(self.papers, dry_run=dry_run)
        if added.aliases and not dry_run:
            reading.store.rename(added.aliases)
        return FetchReport(
            len(self.papers),
            added.new,
            added.updated,
            added.same,
            tuple(self.skipped),
            names=tuple(self.sources),
            failed=tuple(self.failed),
            cancelled=self.cancelled,
        )


def fetch(
    reading: ReadingList,
    texts: Sequence[str],
    *,
    places: Places,
    web: Web,
    scope: Scope = ALL,
    progress: Callable[[Step], None] | None = None,
) -> FetchReport:
    """Bring in what `texts` such as `hf week` and `arxiv cs.LG` name, or what the places have as sources.

    What came is kept whatever fails later, and also if `web.cancel` or an interrupt ends it.

    Args:
        progress: told after each page; it may raise `Cancelled`.

    Raises:
        NotUnderstood: a text or the scope makes no sense; nothing was fetched.
    """
    now = reading.clock()
    ask = Asker(web, places, now.isoformat(timespec="seconds"))
    found = [
        _SERVICES[one.service](one, _bounds(reading, one, scope, now), ask)
        for one in wanted(texts or places.sources)
    ]
    haul = _Haul(progress)
    try:
        for pages in found:
            haul.take(pages)
    except (Cancelled, KeyboardInterrupt):
        haul.cancelled = True
    return haul.brought(reading, dry_run=scope.dry_run)


def _bounds(reading: ReadingList, one: Wanted, scope: Scope, now: datetime) -> Bounds:
    today = now.astimezone(UTC).date()
    if scope.since == LAST:
        since = last_fetched(reading, one)
    else:
        since = day(scope.since, now) if scope.since else None
    return Bounds(today, since, scope.limit)


def refresh(
    reading: ReadingList, places: Places, *, progress: Callable[[Step], None] | None, web: Web
) -> FetchReport:
    """Bring in what the configured sources have since the last time. For a thread of its own."""
    return fetch(reading, (), places=places, web=web, scope=Scope(since=LAST), progress=progress)


_SERVICES = {"hf": hugging_face.found, "arxiv": arxiv.found}
