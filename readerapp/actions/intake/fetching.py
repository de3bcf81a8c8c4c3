"""Fetching papers from the services that list them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from readerapp.actions.intake import imports
from readerapp.actions.intake.last_fetch import last_fetched
from readerapp.actions.intake.report import AddReport, Meter
from readerapp.actions.progress import Progress
from readerapp.actions.services import arxiv, hugging_face
from readerapp.actions.services.client import Batch, ServiceClient
from readerapp.actions.services.places import Places
from readerapp.actions.services.targets import LAST, Bounds, FetchOptions, NotUnderstood, Target, day, wanted
from readerapp.actions.workspace import Workspace
from readerapp.domain.errors import Cancelled
from readerapp.domain.paper import Paper
from readerapp.sources import Skip
from readerapp.web import Unreachable, Web

ALL = FetchOptions()
_MOST_IDS, _MOST_DOIS = 500, 20
_NAMED = 4


@dataclass(frozen=True, slots=True)
class FetchReport(AddReport):
    """What a `fetch` did."""

    failed: tuple[str, ...] = ()
    """A sentence for each thing that did not come."""

    @property
    def action(self) -> str:
        """What the step is called."""
        return "fetch"

    @property
    def names(self) -> tuple[str, ...]:
        """Where papers came from: `hf daily 2026-11-21`."""
        return tuple(source.name for source in self.sources if source.read)

    @property
    def summary(self) -> str:
        """The line that says it."""
        said = super(FetchReport, self).summary  # slots make the class anew, which a bare super() misses
        named = self.names if len(self.names) <= _NAMED else (self.names[0], "…", self.names[-1])
        return f"{said} · from {', '.join(named)}" if named else said


class Haul:
    """What has come so far."""

    def __init__(self, progress: Callable[[Progress], None] | None) -> None:
        self._found: list[Batch] = []
        self._count = 0
        self._failed: list[str] = []
        self._stopped = False
        self._progress = progress

    def take(self, parts: Iterable[Iterable[Batch]]) -> None:
        """Take all parts: one that fails is left, and all are where somebody stops it."""
        try:
            for pages in parts:
                self._take(pages)
        except (Cancelled, KeyboardInterrupt):
            self._stopped = True

    def _take(self, pages: Iterable[Batch]) -> None:
        try:
            for found in pages:
                self._found.append(found)
                self._count += len(found.papers)
                if self._progress:
                    self._progress(Progress(self._count, source=found.name))
        except Unreachable as error:
            self._failed.append(str(error))

    def bring(self, workspace: Workspace, *, dry_run: bool) -> FetchReport:
        """Bring what has come into the library; nothing waits for a server any more."""
        meter = Meter()
        report = imports.import_papers(
            workspace, self._items(meter), dry_run=dry_run, meter=meter, action="fetch"
        )
        known = {each.name: getattr(report, each.name) for each in fields(report)}
        known["stopped"] = report.stopped or self._stopped
        return FetchReport(**known, failed=tuple(self._failed))

    def _items(self, meter: Meter) -> Iterator[Paper | Skip]:
        for found in self._found:
            meter.source = found.name
            yield from found


def fetch(
    workspace: Workspace,
    texts: Sequence[str],
    *,
    places: Places,
    web: Web,
    scope: FetchOptions = ALL,
    progress: Callable[[Progress], None] | None = None,
) -> FetchReport:
    """Bring in what `texts` such as `hf week` and `arxiv cs.LG` name, or what the places have as sources.

    May run in any thread; `ReadingList.follow` on the owner's shows what came. That is kept whatever fails
    later, and also if `web.cancel` or an interrupt ends it.

    Args:
        progress: told after each page; it may raise `Cancelled`.

    Raises:
        NotUnderstood: a text or the scope makes no sense; nothing was fetched.
        Unwritable: the library can't be written.
    """
    now = workspace.clock()
    ask = ServiceClient(web, places, now.isoformat(timespec="seconds"))
    asked = wanted(texts or places.sources)
    if not asked:
        raise NotUnderstood("Nothing to fetch: name hf or arxiv, or set sources in [fetch] of config.toml")
    parts = [_SERVICES[one.service](one, _bounds(workspace, one, scope, now), ask) for one in asked]
    haul = Haul(progress)
    haul.take([*parts, *_of_ids(workspace, ask)])
    return haul.bring(workspace, dry_run=scope.dry_run)


def _of_ids(workspace: Workspace, ask: ServiceClient) -> Iterator[Iterator[Batch]]:
    """What is known at arXiv and by DOI of the papers that were kept by their ids alone."""
    from readerapp.actions.services import arxiv, citations

    keys = workspace.library.keys_without_title()
    numbers = [key.removeprefix("arxiv:") for key in keys if key.startswith("arxiv:")]
    if numbers:
        yield arxiv.by_ids(numbers[-_MOST_IDS:], ask)
    for key in [key for key in keys if key.startswith("doi:")][-_MOST_DOIS:]:
        yield citations.by_doi(key.removeprefix("doi:"), ask)


def refresh(
    workspace: Workspace, places: Places, *, progress: Callable[[Progress], None] | None, web: Web
) -> FetchReport:
    """Bring in what the configured sources have since the last time, as `fetch` does."""
    return fetch(workspace, (), places=places, web=web, scope=FetchOptions(since=LAST), progress=progress)


def _bounds(workspace: Workspace, one: Target, scope: FetchOptions, now: datetime) -> Bounds:
    today = now.astimezone(UTC).date()
    if scope.since == LAST:
        since = last_fetched(workspace, one)
    else:
        since = day(scope.since, now) if scope.since else None
    return Bounds(today, since, scope.limit)


_SERVICES = {"hf": hugging_face.found, "arxiv": arxiv.found}
