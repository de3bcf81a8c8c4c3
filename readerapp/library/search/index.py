"""The search index in the cache folder: opened, extended, or rebuilt, by one process at a time."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from readerapp.disk import files
from readerapp.domain.errors import Damaged
from readerapp.domain.paper import Paper
from readerapp.library.file import lines
from readerapp.library.file.snapshot import Snapshot
from readerapp.library.search import documents
from readerapp.library.search.engine import is_damage
from readerapp.library.search.index_lock import Progress, index_lock, shared_progress
from readerapp.library.search.index_stamp import Coverage, IndexStamp, commit_of, marks
from readerapp.library.search.index_writing import QUICK_BYTES, reading, written
from readerapp.library.search.open_index import OpenIndex
from readerapp.library.search.spelling import Dictionary
from readerapp.library.search.terms import Terms

if TYPE_CHECKING:
    from tantivy import Index, Schema

_MANY_PAPERS = 1_000_000
"""Papers from which on an index takes too much memory to keep what was read of it."""


class SearchIndex:
    """Keeps an index up to date with a library; in memory if `folder` is None."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = self.folder = folder
        self._schema: Schema | None = None
        self._index: Index | None = None
        self._coverage: Coverage | None = None
        self._dictionary: Dictionary | None = None
        self._terms: Terms | None = None
        self._seeds: Sequence[Paper] = ()
        self._lock = Lock()
        self.trouble = ""
        """Why the index can't be kept in the folder."""

    def opened(self, snapshot: Snapshot) -> OpenIndex | None:
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
            self._dictionary, self._terms = Dictionary(index), Terms(index)
        assert self._terms
        return OpenIndex(index.searcher(), schema, self._dictionary, self._terms)

    def opened_anew(self, snapshot: Snapshot) -> OpenIndex | None:
        """Return the index for one search, as `opened` does.

        What is read of the index stays in memory until nothing refers to it any more: of a large one that
        would soon be all of it, so that each search opens it anew.
        """
        found = self.opened(snapshot)
        if not found or not self._folder or snapshot.columns.size < _MANY_PAPERS:
            return found
        place = self._tantivy_folder
        index = self._loaded(place)
        if index is None or not self._is_same(place):
            return found
        self._index = index
        self._dictionary, self._terms = Dictionary(index, found.dictionary), Terms(index, found.terms)
        return OpenIndex(index.searcher(), index.schema, self._dictionary, self._terms)

    def _is_same(self, place: Path) -> bool:
        """Return True if the folder has what the stamp was made from: another program may have changed it."""
        stamp = IndexStamp.read(self._stamp_path)
        with suppress(OSError, ValueError):
            if stamp and stamp.coverage == self._coverage:
                return commit_of(place) == stamp.commit
        return False

    def is_near(self, snapshot: Snapshot) -> bool:
        """Return True if the index is small or lacks little, so that updating it takes no time."""
        if self.folder is None:
            return True
        stamp = IndexStamp.read(self._stamp_path) if self._folder else None
        known = stamp.coverage if stamp else self._coverage
        return known is not None and 0 <= snapshot.stamp.end - known.end <= QUICK_BYTES

    def build(self, snapshot: Snapshot, progress: Progress | None = None, *, wait: bool = False) -> bool:
        """Bring the index up to date: extend it if the library only grew, else rebuild it.

        Returns True if it is up to date then. It isn't if the library changed meanwhile, or if another thread
        or process is building it and `wait` is False.
        """
        if not self._lock.acquire(blocking=wait):
            return False
        try:
            return self.opened(snapshot) is not None or self._build(snapshot, progress, wait=wait)
        except Damaged:  # the library went away meanwhile; the next poll notices
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
        except BaseException as error:
            if not (is_damage(error) or isinstance(error, ValueError)):  # tantivy's for I/O errors
                raise
            self._discard(folder)
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
        for step in written(index, snapshot, before or Coverage(), progress):
            if place:
                IndexStamp(step, {}, commit_of(place)).write(self._stamp_path)
        index.reload()
        self._dictionary = None
        whole = index.searcher().num_docs == snapshot.columns.size - len(snapshot.columns.removed)
        self._index, self._coverage = index, Coverage.of(snapshot) if whole else None
        if place and whole:
            found = marks(place, stamp.files if stamp else {})
            IndexStamp(Coverage.of(snapshot), found, commit_of(place)).write(self._stamp_path)
        elif place and snapshot.stamp.fits(snapshot.path):
            # tantivy's threads end without an error when they can't write
            raise OSError("not all of it was kept, perhaps for want of room on the disk")
        return whole

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
        with reading(snapshot):
            end = lines.checksum(snapshot.path, whole.end, known.end, known.checksum)
        return known if end == whole.checksum else None

    def _fresh(self, place: Path | None) -> Index:
        from tantivy import Index

        self._schema = documents.schema()
        if place is None:
            return documents.prepare(Index(self._schema))
        self._stamp_path.unlink(missing_ok=True)
        _remove(place)
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

    @staticmethod
    def _discard(folder: Path) -> None:
        """Remove an index that can't be completed, for the room it takes."""
        with suppress(OSError):
            (folder / "made-from.json").unlink(missing_ok=True)
        _remove(folder / "tantivy")

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


def _remove(folder: Path) -> None:
    from shutil import rmtree  # a search in memory needs none of the archivers that it loads

    rmtree(folder, ignore_errors=True)
