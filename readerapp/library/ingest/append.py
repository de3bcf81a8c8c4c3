"""Append incoming papers to the library's file, batch by batch, from any thread."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial
from itertools import islice
from tempfile import SpooledTemporaryFile

from readerapp.domain.paper import Paper
from readerapp.domain.record import from_record, to_record
from readerapp.library.columns.builder import ColumnsBuilder
from readerapp.library.columns.row_values import row_values
from readerapp.library.columns.table import Columns
from readerapp.library.duplicates.candidates import find_duplicates
from readerapp.library.file import lines
from readerapp.library.file.catalogue import Catalogue
from readerapp.library.file.compaction import compact
from readerapp.library.file.lines import Appender
from readerapp.library.file.snapshot import FileState, Snapshot
from readerapp.library.ingest.holdings import FileHoldings
from readerapp.library.ingest.matching import Matcher, OnPaper
from readerapp.library.ingest.result import Added

_BATCH_PAPERS = 500
_SPOOL_BYTES = 1 << 22
_MIN_UNBUILT_PAPERS = 10_000
"""Papers written before columns are built of them; for a large library a third of its papers."""


class BatchWriter:
    """One import: holds the end of the file for one batch at a time, so that nobody waits for it long.

    A batch is merged with what others wrote since the one before.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        now: str,
        on_paper: OnPaper | None,
        before_write: Callable[[], None] | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._before_write = before_write
        self._now = now
        self._on_paper = on_paper
        self._began = catalogue.pending or catalogue.state
        self._base = FileState.empty(catalogue.path)._replace(
            rewritten=True, rows_moved=True, papers_lost=True
        )
        self._builder = ColumnsBuilder(Columns())
        self._matcher: Matcher | None = None
        self._size = self._checksum = self._lines = self._unbuilt = self._rows = 0
        self._left = (0, 0)
        """Size and time of the file after the last batch."""
        self._is_complete = True
        """True if the stamp can be continued; it can't after blank lines."""

    def add(self, papers: Iterable[Paper], progress: Callable[[int], None] | None = None) -> Added:
        """Add papers; see `Library.ingest`."""
        done, remaining = 0, iter(papers)
        with closing(self):
            while batch := list(islice(remaining, _BATCH_PAPERS)):
                self._write(batch)
                done += len(batch)
                if progress:
                    progress(done)
            self._finish()
        return self._added

    @property
    def _added(self) -> Added:
        return self._matcher.added if self._matcher else Added()

    def _write(self, papers: list[Paper]) -> None:
        with lines.appending(self._catalogue.path, sync=False) as end:
            if self._matcher is None or end.size_and_time() != self._left:
                self._begin(end.size)
            self._match(papers, partial(self._append, end))
            self._left = end.size_and_time()
            limit = max(_MIN_UNBUILT_PAPERS, self._base.snapshot.columns.size // 3)
            if self._unbuilt > limit and self._is_complete:
                self._base = self._built(end)
                dict(self._base.snapshot.columns.texts)  # makes them of what takes far more memory
                self._start()

    def _match(self, papers: list[Paper], write: Callable[[list[Paper]], list[int]]) -> None:
        assert self._matcher, "begun"
        changed = self._matcher.take(papers)
        if changed and self._before_write:
            self._before_write()
        self._matcher.put(changed, write(changed))

    def _begin(self, size: int) -> None:
        """Read the file's state apart from the catalogue, whose rows must not move meanwhile."""
        first = self._matcher is None
        before = self._began if first else self._base
        if before.snapshot.stamp.fits(self._catalogue.path) and not before.snapshot.seeds:
            self._base = before
        elif size:
            self._base = self._catalogue.read(before)
        if first:
            self._rows = self._base.snapshot.columns.size
        stamp = self._base.snapshot.stamp
        self._size, self._checksum, self._lines = size, stamp.checksum, stamp.lines
        self._is_complete = stamp.end == size
        self._start()

    def _start(self) -> None:
        self._unbuilt = 0
        self._builder = ColumnsBuilder(self._base.snapshot.columns)
        holdings = FileHoldings(self._base.snapshot.columns, self._catalogue.papers)
        matcher = Matcher(holdings, self._read, self._now, self._on_paper)
        matcher.added, self._matcher = self._added, matcher

    def _read(self, offset: int) -> Paper:
        """Return a paper that this import wrote."""
        return self._catalogue.papers.paper(offset)

    def _append(self, end: Appender, papers: list[Paper]) -> list[int]:
        records = list(map(to_record, papers))
        data = list(map(lines.encode, records))
        offsets = end.write(data)
        values = [found for found in row_values(records) if found]
        self._builder.put(values, offsets, list(map(len, data)))
        self._checksum = zlib.crc32(b"".join(data), self._checksum)
        self._lines += len(papers)
        self._unbuilt += len(papers)
        self._size = end.size
        return offsets

    def _finish(self) -> None:
        """Sync the file; unless others wrote last, hand its state to `Catalogue.refresh`."""
        if self._matcher is None:
            return
        with lines.appending(self._catalogue.path) as end:
            complete = end.size == self._size and self._is_complete
            built = self._built(end) if complete and end.size != self._began.snapshot.stamp.end else None
        if built:
            self._catalogue.keep(built)
            self._catalogue.offer(built)
            columns, papers = built.snapshot.columns, self._catalogue.papers
            keys, new = columns.texts["keys"], range(self._rows, columns.size)
            pairs = find_duplicates(columns, lambda row: papers.paper(columns.offsets[row], keys[row]), new)
            self._added.possible_duplicates += sum(1 for _ in pairs)
        compact(self._catalogue)

    def _built(self, end: Appender) -> FileState:
        """Return the state with the written papers as columns, which need a third of a builder's memory."""
        stamp = end.stamp(self._size, self._checksum, self._lines)
        return self._base._replace(snapshot=Snapshot(self._builder.done(), stamp, self._catalogue.path))

    def close(self) -> None:
        """Release resources; nothing is held between batches."""


class DryRun(BatchWriter):
    """An import that only reports what it would do; its lines go to a temporary file."""

    def __init__(
        self,
        catalogue: Catalogue,
        now: str,
        on_paper: OnPaper | None,
        _before_write: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(catalogue, now, on_paper)
        self._spool = SpooledTemporaryFile(_SPOOL_BYTES)  # noqa: SIM115  see close

    def _write(self, papers: list[Paper]) -> None:
        if self._matcher is None:
            found = lines.size_and_time(self._catalogue.path)
            self._begin(found[0] if found else 0)
        self._match(papers, self._put_aside)

    def _put_aside(self, papers: list[Paper]) -> list[int]:
        offsets = []
        self._spool.seek(0, os.SEEK_END)
        for paper in papers:
            offsets.append(self._spool.tell())
            self._spool.write(lines.encode(to_record(paper)))
        return offsets

    def _read(self, offset: int) -> Paper:
        self._spool.seek(offset)
        return from_record(json.loads(self._spool.readline()))

    def _finish(self) -> None:
        pass

    def close(self) -> None:
        """Close the temporary file."""
        self._spool.close()
