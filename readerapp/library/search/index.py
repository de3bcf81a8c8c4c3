"""The index in the cache folder: opened, extended, made anew, by one process at a time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from readerapp.disk import files
from readerapp.domain.paper import Paper
from readerapp.domain.record import from_record
from readerapp.library.columns.table import DATED, Columns
from readerapp.library.file import lines
from readerapp.library.file.lines import FileLine
from readerapp.library.file.snapshot import Snapshot
from readerapp.library.search import engine
from readerapp.library.search.index_lock import Progress, index_lock, shared_progress
from readerapp.library.search.index_stamp import Coverage, IndexStamp, checksum
from readerapp.library.search.spelling import Spelling

if TYPE_CHECKING:
    from tantivy import Index, Schema, Searcher

_HEAP = 50_000_000
_SMALL = 1 << 18
"""Bytes of new lines that are indexed before anybody would notice the wait."""


class SearchIndex:
    """Keeps one index fitting one library. `folder` is None for an index in memory."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = self.folder = folder
        self._schema: Schema | None = None
        self._index: Index | None = None
        self._fit: Coverage | None = None
        self._spelling: Spelling | None = None
        self._held: tuple[Paper, ...] = ()
        self._lock = Lock()
        self.trouble = ""
        """Why the index can't be kept in the folder."""

    def searcher(self, shown: Snapshot) -> tuple[Searcher, Schema, Spelling] | None:
        """The index to search, if there is one that fits; see `build`."""
        wanted = Coverage.of(shown)
        if shown.held is not self._held:
            self._index, self._held = None, shown.held
        if self._fit != wanted and self._folder:
            stamp = IndexStamp.read(self._stamp)
            if stamp and stamp.fit == wanted:
                self._open(stamp)
        index, schema = self._index, self._schema
        if not (index and schema and self._fit == wanted):
            return None
        if self._spelling is None or self._spelling.index is not index:
            self._spelling = Spelling(index)
        return index.searcher(), schema, self._spelling

    def is_near(self, shown: Snapshot) -> bool:
        """Whether the index would fit in no time: it is small, or lacks little."""
        if self.folder is None:
            return True
        stamp = IndexStamp.read(self._stamp) if self._folder else None
        fit = stamp.fit if stamp else self._fit
        return fit is not None and 0 <= shown.stamp.end - fit.end <= _SMALL

    def build(self, shown: Snapshot, progress: Progress | None = None, *, wait: bool = False) -> bool:
        """Make the index fit: extend it if the library only grew, else make it anew.

        Returns whether it fits now. It doesn't where the library changed meanwhile, nor where another process
        or thread is at it, unless it is to `wait` for that.
        """
        if not self._lock.acquire(blocking=wait):
            return False
        try:
            return self.searcher(shown) is not None or self._build(shown, progress, wait=wait)
        except FileNotFoundError:  # the library went away under us, which its next poll sees
            return False
        finally:
            self._lock.release()

    def _build(self, shown: Snapshot, progress: Progress | None, *, wait: bool) -> bool:
        folder = self._folder
        if folder is None:
            return self._fill(shown, None, progress)
        try:
            with index_lock(folder, progress, wait=wait) as held:
                if self.searcher(shown):  # who held it before has made it
                    return True
                if held:
                    return self._fill(shown, folder / "tantivy", shared_progress(folder, progress))
        except FileNotFoundError:
            raise
        except (OSError, ValueError) as error:  # ValueError is how tantivy says that a file failed it
            reason = getattr(error, "strerror", None) or error
            self.trouble = f"{self._folder} can't be written: {reason}; the index is kept in memory"
            self._folder = None
            wait = True
        if not wait:
            return False
        self._index = None  # what is in the folder may be held for ever, by a program that was stopped
        return self._fill(shown, None, progress)

    def _fill(self, shown: Snapshot, place: Path | None, progress: Progress | None) -> bool:
        """Bring the index from what it was made from to the library as it is shown; whether it could be."""
        before = self._extendable(shown)
        index = self._opened(place) if before and (place or self._index) else None
        if index is None:
            before = None
            index = self._fresh(place)
        schema = self._schema
        assert schema, "an opened index has its schema"
        with index.writer(_HEAP, 1) as writer:
            for row in shown.columns.removed if before else ():
                writer.delete_documents_by_term("row", row)
            for row, paper in _changed(shown, before or Coverage(), progress):
                if before:
                    writer.delete_documents_by_term("row", row)
                dated = shown.columns.numbers[DATED][row]
                writer.add_document(engine.document(row, paper, dated))
        index.reload()
        self._spelling = None
        whole = index.searcher().num_docs == shown.columns.size - len(shown.columns.removed)
        self._index, self._fit = index, Coverage.of(shown) if whole else None
        if whole and place:
            IndexStamp(Coverage.of(shown), checksum(place)).write(self._stamp)
        return whole

    def _extendable(self, shown: Snapshot) -> Coverage | None:
        """What the index was made from, if that is the beginning of the library now."""
        stamp = IndexStamp.read(self._stamp) if self._folder else None
        fit = stamp.fit if stamp and self._is_sound(stamp) else None if self._folder else self._fit
        if not fit or shown.held or not 0 < fit.end <= shown.stamp.end or fit.size > shown.columns.size:
            return None
        return fit if lines.checksum(shown.path, fit.end) == fit.checksum else None

    def _is_sound(self, stamp: IndexStamp) -> bool:
        try:
            return checksum(self._place) == stamp.files
        except OSError:
            return False

    def _fresh(self, place: Path | None) -> Index:
        from tantivy import Index

        self._schema = engine.schema()
        if place is None:
            return engine.prepare(Index(self._schema))
        self._stamp.unlink(missing_ok=True)
        shutil.rmtree(place, ignore_errors=True)
        files.make_folder(place)
        return engine.prepare(Index(self._schema, path=str(place)))

    def _opened(self, place: Path | None) -> Index | None:
        from tantivy import Index

        if place is None:
            return self._index
        try:
            index = engine.prepare(Index.open(str(place)))
        except (OSError, ValueError):
            return None  # cut, or another program's: it is made anew
        self._schema = index.schema
        return index

    def _open(self, stamp: IndexStamp) -> None:
        # not as it was left: damaged, or a program is at it; whoever builds it next will see
        index = self._opened(self._place) if self._is_sound(stamp) else None
        if index:
            self._index, self._fit = index, stamp.fit

    def distrust(self) -> None:
        """Have the index made anew: a search found it damaged."""
        self._index = self._fit = None
        if self._folder:
            with suppress(OSError):
                self._stamp.unlink(missing_ok=True)

    @property
    def _place(self) -> Path:
        assert self._folder
        return self._folder / "tantivy"

    @property
    def _stamp(self) -> Path:
        assert self._folder
        return self._folder / "made-from.json"


def _changed(shown: Snapshot, before: Coverage, progress: Progress | None) -> Iterator[tuple[int, Paper]]:
    """The rows whose papers are other than before, each with its paper now."""
    if shown.held:
        yield from enumerate(shown.held)
        return
    with shown.path.open("rb") as file:
        for line in lines.read(file, before.end, before.lines + 1):
            if line.end > shown.stamp.end:
                return
            if progress and not line.number % 500:
                progress((line.end - before.end) / max(1, shown.stamp.end - before.end))
            if change := _row(line, shown.columns):
                yield change


def _row(line: FileLine, columns: Columns) -> tuple[int, Paper] | None:
    record = line.record or {}
    if record.get("removed"):
        return None
    try:
        paper = from_record(record)
    except ValueError:
        return None
    row = columns.seen_as(paper.key)
    # an earlier line of the paper may have been replaced by a later one
    return (row, paper) if row is not None and columns.offsets[row] == line.offset else None
