"""Papers fetched from the services that list them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields

from readerapp.actions.intake import imports
from readerapp.actions.intake.last_fetch import last_fetched
from readerapp.actions.intake.report import AddReport, Meter
from readerapp.actions.progress import Progress
from readerapp.actions.services import arxiv, hugging_face
from readerapp.actions.services.client import PaperBatch, ServiceClient
from readerapp.actions.services.places import Places
from readerapp.actions.services.targets import (
    DEFAULTS,
    LAST,
    Bounds,
    FetchOptions,
    FetchTarget,
    NotUnderstood,
    day,
    parse_targets,
)
from readerapp.actions.workspace import Workspace
from readerapp.domain.errors import Cancelled
from readerapp.domain.paper import Paper
from readerapp.domain.values import dataclass
from readerapp.sources import Skip
from readerapp.web import Unreachable, Web

_MAX_ARXIV_IDS, _MAX_DOIS = 500, 20
"""Papers added by their id alone that one fetch looks up."""
_MAX_NAMES = 4


@dataclass(frozen=True, slots=True)
class FetchReport(AddReport):
    """Counts and changes of one fetch."""

    failed: tuple[str, ...] = ()
    """A sentence for each request that failed."""

    @property
    def action(self) -> str:
        """The kind of its step in the journal."""
        return "fetch"

    @property
    def names(self) -> tuple[str, ...]:
        """The sources that had papers: `hf daily 2026-11-21`."""
        return tuple(source.name for source in self.sources if source.read)

    @property
    def summary(self) -> str:
        """The counts and sources on one line."""
        said = super(FetchReport, self).summary  # noqa: UP008 - with slots, super() fails
        named = self.names if len(self.names) <= _MAX_NAMES else (self.names[0], "…", self.names[-1])
        return f"{said} · from {', '.join(named)}" if named else said


class Collector:
    """Collects batches from services, then imports them all, so that no write waits for a server."""

    def __init__(self, progress: Callable[[Progress], None] | None) -> None:
        self._batches: list[PaperBatch] = []
        self._count = 0
        self._failed: list[str] = []
        self._stopped = False
        self._progress = progress

    def collect(self, parts: Iterable[Iterable[PaperBatch]]) -> None:
        """Collect all parts; one that fails is skipped, and a stop skips the rest."""
        try:
            for batches in parts:
                self._collect(batches)
        except (Cancelled, KeyboardInterrupt):
            self._stopped = True

    def _collect(self, batches: Iterable[PaperBatch]) -> None:
        try:
            for batch in batches:
                self._batches.append(batch)
                self._count += len(batch.papers)
                if self._progress:
                    self._progress(Progress(self._count, source=batch.name))
        except Unreachable as error:
            self._failed.append(str(error))

    def import_all(self, workspace: Workspace, *, dry_run: bool) -> FetchReport:
        """Merge everything collected into the library."""
        meter = Meter()
        report = imports.import_papers(
            workspace, self._items(meter), dry_run=dry_run, meter=meter, action="fetch"
        )
        known = {each.name: getattr(report, each.name) for each in fields(report)}
        known["stopped"] = report.stopped or self._stopped
        return FetchReport(**known, failed=tuple(self._failed))

    def _items(self, meter: Meter) -> Iterator[Paper | Skip]:
        for batch in self._batches:
            meter.source = batch.name
            yield from batch


def fetch(
    workspace: Workspace,
    texts: Sequence[str],
    *,
    places: Places,
    web: Web,
    options: FetchOptions = DEFAULTS,
    progress: Callable[[Progress], None] | None = None,
) -> FetchReport:
    """Fetch papers and merge them into the library, on any thread; `follow` shows them on the owner's.

    What came is kept whatever fails later, and if `web.cancel` or ctrl+c stops it.

    Args:
        texts: targets such as `hf week` and `arxiv cs.LG`; empty for those in `places`.
        progress: called after each page; may raise `Cancelled`.

    Raises:
        NotUnderstood: a text or an option makes no sense; nothing was fetched.
        Unwritable: the library can't be written.
    """
    client = ServiceClient(web, places, workspace.clock())
    targets = parse_targets(texts or places.sources)
    if not targets:
        raise NotUnderstood("Nothing to fetch: name hf or arxiv, or set sources in [fetch] of config.toml")
    parts = [_SERVICES[it.service](it, _bounds(workspace, it, options, client), client) for it in targets]
    collector = Collector(progress)
    collector.collect([*parts, *_of_ids(workspace, client)])
    return collector.import_all(workspace, dry_run=options.dry_run)


def _of_ids(workspace: Workspace, client: ServiceClient) -> Iterator[Iterator[PaperBatch]]:
    """Yield requests for the papers that were added by their ids alone."""
    from readerapp.actions.services import arxiv, citations

    keys = workspace.library.keys_without_title()
    numbers = [key.removeprefix("arxiv:") for key in keys if key.startswith("arxiv:")]
    if numbers:
        yield arxiv.by_ids(numbers[-_MAX_ARXIV_IDS:], client)
    for key in [key for key in keys if key.startswith("doi:")][-_MAX_DOIS:]:
        yield citations.by_doi(key.removeprefix("doi:"), client)


def refresh(
    workspace: Workspace, places: Places, *, progress: Callable[[Progress], None] | None, web: Web
) -> FetchReport:
    """Fetch what the sources in the settings have had since the last fetch; see `fetch`."""
    return fetch(workspace, (), places=places, web=web, options=FetchOptions(since=LAST), progress=progress)


def _bounds(
    workspace: Workspace, target: FetchTarget, options: FetchOptions, client: ServiceClient
) -> Bounds:
    if options.since == LAST:
        since = last_fetched(workspace, target)
    else:
        since = day(options.since, client.now) if options.since else None
    return Bounds(client.today, since, options.limit)


_SERVICES = {"hf": hugging_face.fetch, "arxiv": arxiv.fetch}
