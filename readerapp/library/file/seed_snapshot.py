"""The seed papers, shown while there is no library."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from readerapp.domain.paper import Paper
from readerapp.library.columns.table import Columns
from readerapp.library.file import column_cache, lines
from readerapp.library.file.catalogue import Catalogue
from readerapp.library.file.seed_papers import SeedPapers, lines_of
from readerapp.library.file.snapshot import Snapshot

UNDONE = "undone"
"""Record field of a paper removed by undoing its import; a library that its reader emptied stays empty."""


def show(catalogue: Catalogue, seeds: Callable[[], Sequence[Paper]]) -> None:
    """Show the seeds if there is no library: no file, or one with only undone imports."""
    if catalogue.exists and not _is_undone(catalogue.path):
        return
    papers = seeds()
    if not papers:
        return
    cache = catalogue.cache_path.with_name("seed-columns")
    columns = _cached(papers, cache)
    if columns is None:
        columns = _built(papers)
        if isinstance(papers, SeedPapers):
            catalogue.uncached_seeds = Snapshot(columns, papers.stamp, cache)
    snapshot = Snapshot(columns, catalogue.stamp, catalogue.path, papers)
    catalogue.state = catalogue.state._replace(snapshot=snapshot)


def _cached(papers: Sequence[Paper], cache: Path) -> Columns | None:
    """Return the columns of seeds from the cache, which has them if the papers come out of a file."""
    if not isinstance(papers, SeedPapers):
        return None
    kept = column_cache.load(cache, cache)
    return kept.snapshot.columns if kept and kept.snapshot.stamp == papers.stamp else None


def _built(papers: Sequence[Paper]) -> Columns:
    # Not needed if the columns are cached.
    from readerapp.library.columns.builder import ColumnsBuilder
    from readerapp.library.columns.row_values import row_values

    builder = ColumnsBuilder(Columns())
    values = [found for found in row_values([*map(json.loads, lines_of(papers))]) if found]
    builder.put(values, range(len(values)), [0] * len(values))
    return builder.done()


def _is_undone(path: Path) -> bool:
    """Return True if all papers removed from a file were removed by undoing imports."""
    last: dict[str, bool] = {}
    try:
        with path.open("rb") as file:
            for raw in file:
                # decoding papers takes ten times as long as skipping them
                record = lines.decode(raw)[0] if b'"removed"' in raw else None
                if record and record.get("removed"):
                    last[str(record.get("key"))] = bool(record.get(UNDONE))
    except OSError:
        return False
    return bool(last) and all(last.values())
