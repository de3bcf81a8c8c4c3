"""Papers on their way to the end of the library's file, batch by batch, from any thread."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from tempfile import SpooledTemporaryFile

from readerapp.domain.errors import Damaged
from readerapp.domain.paper import Paper
from readerapp.domain.record import from_record, to_record
from readerapp.domain.words import words
from readerapp.domain.works.evidence import family_names
from readerapp.library.columns.builder import ColumnsBuilder
from readerapp.library.columns.row_values import row_values
from readerapp.library.columns.table import GONE, Columns
from readerapp.library.duplicates.candidates import find_duplicates
from readerapp.library.file import lines
from readerapp.library.file.catalogue import Catalogue
from readerapp.library.file.compaction import compact
from readerapp.library.file.lines import Appender, Stamp
from readerapp.library.file.snapshot import FileState, Snapshot
from readerapp.library.ingest.matching import Matcher, OnPaper
from readerapp.library.ingest.result import Added

_BATCH = 500
_IN_MEMORY = 1 << 22
_LOOSE = 10_000
"""So many papers are put before columns are made of them, or a third of what there is."""

Ready = Callable[[], None]


def batches(papers: Iterable[Paper]) -> Iterator[list[Paper]]:
    """The papers, so many at a time as are taken in one go."""
    left = iter(papers)
    while batch := list(islice(left, _BATCH)):
        yield batch


class BatchWriter:
    """One `add`: holds the end of the file for a batch at a time, so that nobody has to wait long for it.

    What others wrote in between is known before the next batch is merged with it.
    """

    def __init__(
        self, catalogue: Catalogue, now: str, told: OnPaper | None, ready: Ready | None = None
    ) -> None:
        """`told` hears of each paper of a batch; then `ready` is called, and then the batch is written."""
        self._catalogue = catalogue
        self._ready = ready
        self._now = now
        self._told = told
        self._began = catalogue.pending or catalogue.state
        self._base = FileState.empty(catalogue.path)._replace(
            rewritten=True, rows_moved=True, papers_lost=True
        )
        self._draft = ColumnsBuilder(Columns())
        self._intake: Matcher | None = None
        self._size = self._checksum = self._lines = self._put = self._rows = 0
        self._left = (0, 0)
        self._whole = True

    @property
    def added(self) -> Added:
        """What was done so far."""
        return self._intake.added if self._intake else Added()

    def take(self, papers: Sequence[Paper]) -> None:
        """Append what a batch brings.

        Raises:
            Unwritable: the library's folder or file can't be written.
        """
        with lines.appending(self._catalogue.path, sync=False) as end:
            if self._intake is None or end.size_and_time() != self._left:
                self._begin(end.size)
            self._take(papers, partial(self._append, end))
            self._left = end.size_and_time()
            if self._put > max(_LOOSE, self._base.snapshot.columns.size // 3) and self._whole:
                self._base = self._grown(end)
                self._start()

    def _take(self, papers: Sequence[Paper], write: Callable[[list[Paper]], list[int]]) -> None:
        assert self._intake, "begun"
        changed = self._intake.take(papers)
        if changed and self._ready:
            self._ready()
        self._intake.put(changed, write(changed))

    def _begin(self, size: int) -> None:
        """Know what the file has, as this thread's own: rows of what is shown must not move meanwhile."""
        first = self._intake is None
        before = self._began if first else self._base
        if before.snapshot.stamp.fits(self._catalogue.path) and not before.snapshot.seeds:
            self._base = before
        elif size:
            self._base = self._catalogue.read(before)
        if first:
            self._rows = self._base.snapshot.columns.size
        stamp = self._base.snapshot.stamp
        self._size, self._checksum, self._lines = size, stamp.checksum, stamp.lines
        self._whole = stamp.end == size  # the checksum can't be carried on over blank lines
        self._start()

    def _start(self) -> None:
        self._put = 0
        self._draft = ColumnsBuilder(self._base.snapshot.columns)
        intake = Matcher(self._known, self._at, self._now, self._told, had=self._had)
        intake.added, self._intake = self.added, intake

    def _known(self, key: str) -> Iterator[Paper]:
        columns = self._base.snapshot.columns
        for row in columns.rows(key):
            with suppress(Damaged):  # what can't be read can't be merged with; the new line replaces it
                yield self._catalogue.papers.paper(columns.offsets[row], columns.texts["keys"][row])

    def _had(self, key: str, paper: Paper) -> bool | None:
        """Whether it was this paper, by its authors, that had a key and was taken out; see `Intake`."""
        columns = self._base.snapshot.columns
        row = columns.own_row(key)
        if row is None or columns.offsets[row] != GONE:
            return None
        names = set(columns.texts["authors"][row].split())
        return not (names and paper.authors) or any(
            names.issuperset(words(name)) for name in family_names(paper.authors)
        )

    def _at(self, offset: int) -> Paper:
        """A paper that this add has put somewhere."""
        return self._catalogue.papers.paper(offset)

    def _append(self, end: Appender, papers: list[Paper]) -> list[int]:
        data = [lines.encode(to_record(paper)) for paper in papers]
        offsets = end.write(data)
        for paper, offset, line in zip(papers, offsets, data, strict=True):
            self._draft.put(row_values(paper), offset, len(line))
        self._checksum = zlib.crc32(b"".join(data), self._checksum)
        self._lines += len(papers)
        self._put += len(papers)
        self._size = end.size
        return offsets

    def done(self) -> None:
        """All of it is on disk, and known to `Catalogue.refresh` unless others wrote last."""
        if self._intake is None:
            return
        with lines.appending(self._catalogue.path) as end:
            complete = end.size == self._size and self._whole
            grown = self._grown(end) if complete and end.size != self._began.snapshot.stamp.end else None
        if grown:
            self._catalogue.save(grown, self._began.snapshot.stamp.end)
            self._catalogue.pending = grown
            columns = grown.snapshot.columns
            keys, new = columns.texts["keys"], range(self._rows, columns.size)
            pairs = find_duplicates(
                columns, lambda row: self._catalogue.papers.paper(columns.offsets[row], keys[row]), new
            )
            self.added.possible_duplicates += sum(1 for _ in pairs)
        compact(self._catalogue)

    def _grown(self, end: Appender) -> FileState:
        """The library with what was put: in columns, which need a third of the room that a draft does."""
        stamp = Stamp(*end.size_and_time(), self._size, self._checksum, self._lines)
        shown = Snapshot(self._draft.done(), stamp, self._catalogue.path)
        return self._base._replace(snapshot=shown)

    def close(self) -> None:
        """Nothing is held between batches."""


class DryRun(BatchWriter):
    """An `add` that only says what it would do: what it would append lies in a temporary file."""

    def __init__(self, catalogue: Catalogue, now: str, told: OnPaper | None, _: Ready | None = None) -> None:
        super().__init__(catalogue, now, told)
        self._spool = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  see close

    def take(self, papers: Sequence[Paper]) -> None:
        """See what a batch would bring."""
        if self._intake is None:
            found = lines.size_and_time(self._catalogue.path)
            self._begin(found[0] if found else 0)
        self._take(papers, self._put_aside)

    def _put_aside(self, papers: list[Paper]) -> list[int]:
        offsets = []
        self._spool.seek(0, os.SEEK_END)
        for paper in papers:
            offsets.append(self._spool.tell())
            self._spool.write(lines.encode(to_record(paper)))
        return offsets

    def _at(self, offset: int) -> Paper:
        self._spool.seek(offset)
        return from_record(json.loads(self._spool.readline()))

    def done(self) -> None:
        """Nothing was changed."""

    def close(self) -> None:
        """Let go of the temporary file."""
        self._spool.close()
