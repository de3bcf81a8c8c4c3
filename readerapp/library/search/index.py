"""The search index in the cache folder: opened, extended, or rebuilt, by one process at a time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from readerapp.disk import files
from readerapp.domain.paper import Paper
from readerapp.domain.record import to_record
from readerapp.library.columns.table import DATED, Columns
from readerapp.library.file import lines
from readerapp.library.file.snapshot import Snapshot
from readerapp.library.search import documents
from readerapp.library.search.documents import is_clean
from readerapp.library.search.index_lock import Progress, index_lock, shared_progress
from readerapp.library.search.index_stamp import Coverage, IndexStamp, marks
from readerapp.library.search.spelling import Dictionary

if TYPE_CHECKING:
    from tantivy import Index, IndexWriter, Schema, Searcher

_FEW, _MANY = (15_000_000, 1), (200_000_000, 2)
"""Bytes and threads of a writer: more of either is no faster on two cores."""
_MAX_QUICK_BYTES = 1 << 18
"""Bytes of new lines that are indexed without a noticeable delay."""


class SearchIndex:
    """Keeps an index up to date with a library; in memory if `folder` is None."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = self.folder = folder
        self._schema: Schema | None = None
        self._index: Index | None = None
        self._coverage: Coverage | None = None
        self._dictionary: Dictionary | None = None
        self._seeds: Sequence[Paper] = ()
        self._lock = Lock()
        self.trouble = ""
        """Why the index can't be kept in the folder."""

    def opened(self, snapshot: Snapshot) -> tuple[Searcher, Schema, Dictionary] | None:
        """Return the index to search if it is up to date; see `build`."""
        needed = Coverage.of(snapshot)
        if snapshot.seeds is not self._seeds:
            self._index, self._seeds = None, snapshot.seeds
        if self._coverage != needed and self._folder:
            stamp = IndexStamp.read(self._stamp_path)
            # unsound files are damaged or being written; the next build finds out
            fits = stamp and stamp.coverage == needed and stamp.fits(self._tantivy_folder)
            if fits and (found := self._loaded(self._tantivy_folder)):
                self._index, self._coverage = found, needed
        index, schema = self._index, self._schema
        if not (index and schema and self._coverage == needed):
            return None
        if self._dictionary is None or self._dictionary.index is not index:
            self._dictionary = Dictionary(index)
        return index.searcher(), schema, self._dictionary

    def is_near(self, snapshot: Snapshot) -> bool:
        """Return True if the index is small or lacks little, so that updating it takes no time."""
        if self.folder is None:
            return True
        stamp = IndexStamp.read(self._stamp_path) if self._folder else None
        known = stamp.coverage if stamp else self._coverage
        return known is not None and 0 <= snapshot.stamp.end - known.end <= _MAX_QUICK_BYTES

    def build(self, snapshot: Snapshot, progress: Progress | None = None, *, wait: bool = False) -> bool:
        """Bring the index up to date: extend it if the library only grew, else rebuild it.

        Returns True if it is up to date then. It isn't if the library changed meanwhile, or if another thread
        or process is building it and `wait` is False.
        """
        if not self._lock.acquire(blocking=wait):
            return False
        try:
            return self.opened(snapshot) is not None or self._build(snapshot, progress, wait=wait)
        except FileNotFoundError:  # the library was removed meanwhile; the next poll notices
            return False
        finally:
            self._lock.release()

    def _build(self, snapshot: Snapshot, progress: Progress | None, *, wait: bool) -> bool:
        folder = self._folder
        if folder is None:
            return self._fill(snapshot, None, progress)
        try:
            with index_lock(folder, progress, wait=wait) as held:
                if self.opened(snapshot):  # the previous holder built it
                    return True
                if held:
                    return self._fill(snapshot, folder / "tantivy", shared_progress(folder, progress))
        except FileNotFoundError:
            raise
        except (OSError, ValueError) as error:  # tantivy raises ValueError for I/O errors
            reason = getattr(error, "strerror", None) or error
            self.trouble = f"{self._folder} can't be written: {reason}; the index is kept in memory"
            self._folder = None
            wait = True
        if not wait:
            return False
        self._index = None  # a stopped program may hold the folder's index for ever
        return self._fill(snapshot, None, progress)

    def _fill(self, snapshot: Snapshot, place: Path | None, progress: Progress | None) -> bool:
        """Index what is missing for a snapshot; return True if the index is complete."""
        stamp = IndexStamp.read(self._stamp_path) if place else None
        before = self._extendable_coverage(snapshot, stamp)
        index = self._loaded(place) if before and (place or self._index) else None
        if index is None:
            before, stamp = None, None
            index = self._fresh(place)
        lacking = snapshot.stamp.end - (before or Coverage()).end
        with index.writer(*(_FEW if lacking <= _MAX_QUICK_BYTES else _MANY)) as writer:
            self._write(writer, snapshot, before, progress)
        index.reload()
        self._dictionary = None
        whole = index.searcher().num_docs == snapshot.columns.size - len(snapshot.columns.removed)
        self._index, self._coverage = index, Coverage.of(snapshot) if whole else None
        if whole and place:
            found = marks(place, stamp.files if stamp else {})
            IndexStamp(Coverage.of(snapshot), found).write(self._stamp_path)
        return whole

    def _write(
        self, writer: IndexWriter, snapshot: Snapshot, before: Coverage | None, progress: Progress | None
    ) -> None:
        columns = snapshot.columns
        dated = columns.numbers[DATED]
        for row in columns.removed if before else ():
            if before and row < before.size:
                writer.delete_documents_by_term("row", row)
        for row, record, clean in _changed(snapshot, before or Coverage(), progress):
            if before and row < before.size:
                writer.delete_documents_by_term("row", row)
            writer.add_document(documents.document(row, record, dated[row], is_clean=clean))

    def _extendable_coverage(self, snapshot: Snapshot, stamp: IndexStamp | None) -> Coverage | None:
        """Return what the index covers if that is the beginning of the library, else None."""
        known = self._coverage
        if self._folder:
            known = stamp.coverage if stamp and stamp.fits(self._tantivy_folder) else None
        if not known or snapshot.seeds or known.size > snapshot.columns.size:
            return None
        whole = snapshot.stamp
        if not 0 < known.end <= whole.end:
            return None
        # a file that began otherwise would not have the same checksum at its end
        end = lines.checksum(snapshot.path, whole.end, known.end, known.checksum)
        return known if end == whole.checksum else None

    def _fresh(self, place: Path | None) -> Index:
        from tantivy import Index

        self._schema = documents.schema()
        if place is None:
            return documents.prepare(Index(self._schema))
        self._stamp_path.unlink(missing_ok=True)
        shutil.rmtree(place, ignore_errors=True)
        files.make_folder(place)
        return documents.prepare(Index(self._schema, path=str(place)))

    def _loaded(self, place: Path | None) -> Index | None:
        from tantivy import Index

        if place is None:
            return self._index
        try:
            index = documents.prepare(Index.open(str(place)))
        except (OSError, ValueError):
            return None  # truncated, or another program's: rebuild
        self._schema = index.schema
        return index

    def distrust(self) -> None:
        """Have the index rebuilt, after a search found it damaged."""
        self._index = self._coverage = None
        if self._folder:
            with suppress(OSError):
                self._stamp_path.unlink(missing_ok=True)

    @property
    def _tantivy_folder(self) -> Path:
        assert self._folder
        return self._folder / "tantivy"

    @property
    def _stamp_path(self) -> Path:
        assert self._folder
        return self._folder / "made-from.json"


class _Changed(NamedTuple):
    row: int
    record: Mapping[str, Any]
    is_clean: bool = False


def _changed(snapshot: Snapshot, before: Coverage, progress: Progress | None) -> Iterator[_Changed]:
    """Yield each row that changed since `before`, with its record."""
    if snapshot.seeds:
        yield from (_Changed(row, to_record(paper)) for row, paper in enumerate(snapshot.seeds))
        return
    columns, end = snapshot.columns, snapshot.stamp.end
    offset, expected = before.end, before.size
    with snapshot.path.open("rb") as file:
        file.seek(offset)
        for number, raw in enumerate(file):
            if offset + len(raw) > end:
                return
            if progress and number % 500 == 499:
                progress((offset - before.end) / max(1, end - before.end))
            # most lines are those of new rows, in their order
            known = expected < columns.size and columns.offsets[expected] == offset
            row = expected if known else _row(raw, columns)
            if row is not None:
                expected = max(expected, row + 1)
                record, _ = lines.decode(raw) if columns.offsets[row] == offset else (None, "")
                if record:
                    yield _Changed(row, record, is_clean(raw))
            offset += len(raw)


def _row(raw: bytes, columns: Columns) -> int | None:
    """Return the row that a line's paper has or had."""
    line = lines.parse(raw)
    if line.removed_key is not None:
        return None
    try:
        return columns.own_row(line.paper().key)
    except ValueError:
        return None
