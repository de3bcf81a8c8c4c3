"""The index in the cache folder: opened, extended, made anew, by one process at a time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from readerapp.disk import files
from readerapp.domain.paper import Paper
from readerapp.domain.record import from_record
from readerapp.library import engine, lines
from readerapp.library.catalogue import Shown
from readerapp.library.columns import Columns
from readerapp.library.lines import Line

if TYPE_CHECKING:
    from tantivy import Index, Schema, Searcher

Progress = Callable[[float], None]
"""Told the part done, from 0 to 1."""
# grows whenever the schema, the words or what is indexed of a paper change
_VERSION = 2
_HEAP = 50_000_000
_MENDED = "The search index was damaged; it is made anew"


@dataclass(frozen=True, slots=True)
class _Fit:
    """What an index was made from."""

    end: int = 0
    checksum: int = 0
    lines: int = 0
    size: int = 0
    version: int = _VERSION

    @classmethod
    def of(cls, shown: Shown) -> _Fit:
        return cls(shown.stamp.end, shown.stamp.checksum, shown.stamp.lines, shown.columns.size)


class Indexing:
    """Keeps one index fitting one library. `folder` is None for an index in memory."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = self.folder = folder
        self._schema: Schema | None = None
        self._index: Index | None = None
        self._fit: _Fit | None = None
        self._held: tuple[Paper, ...] = ()
        self._lock = Lock()
        self.trouble = ""
        """What is wrong with the folder, or was."""

    def searcher(self, shown: Shown) -> tuple[Searcher, Schema] | None:
        """The index to search, if there is one that fits; see `build`."""
        wanted = _Fit.of(shown)
        if shown.held is not self._held:
            self._index, self._held = None, shown.held
        if self._fit != wanted and self._folder and self._written() == wanted:
            self._open(wanted)
        index, schema = self._index, self._schema
        return (index.searcher(), schema) if index and schema and self._fit == wanted else None

    def build(self, shown: Shown, progress: Progress | None = None) -> bool:
        """Make the index fit: extend it if the library only grew, else make it anew.

        Returns whether it fits now. It doesn't where another process or thread is at it, the folder can't be
        written, or the library changed meanwhile.
        """
        if not self._lock.acquire(blocking=False):
            return False
        try:
            return self.searcher(shown) is not None or self._build(shown, progress)
        except FileNotFoundError:  # the library went away under us, which its next poll sees
            return False
        finally:
            self._lock.release()

    def _build(self, shown: Shown, progress: Progress | None) -> bool:
        if self._folder is None:
            self._fill(shown, None, progress)
            return True
        from filelock import FileLock, Timeout

        try:
            files.make_folder(self._folder)
            with FileLock(self._folder / "lock", timeout=0, mode=0o600):
                self._fill(shown, self._folder / "tantivy", progress)
                self._write(_Fit.of(shown))
        except Timeout:
            return False
        except (OSError, ValueError) as error:  # ValueError is how tantivy says that a file failed it
            reason = getattr(error, "strerror", None) or error
            self.trouble = f"{self._folder} can't be written: {reason}; the index is kept in memory"
            self._folder = None
            self._fill(shown, None, progress)
        return True

    def _fill(self, shown: Shown, place: Path | None, progress: Progress | None) -> None:
        """Bring the index from what it was made from to the library as it is shown."""
        before = self._extendable(shown)
        index = self._opened(place) if before and (place or self._index) else None
        if index is None:
            if before and place:
                self.trouble = _MENDED
            before = None
            index = self._fresh(place)
        schema = self._schema
        assert schema, "an opened index has its schema"
        with index.writer(_HEAP, 1) as writer:
            for row in shown.columns.removed if before else ():
                writer.delete_documents_by_term("row", row)
            for row, paper in _changed(shown, before or _Fit(), progress):
                if before:
                    writer.delete_documents_by_term("row", row)
                listed = shown.columns.numbers["listed"][row]
                writer.add_document(engine.document(row, paper, listed))
        index.reload()
        self._index, self._fit = index, _Fit.of(shown)

    def _extendable(self, shown: Shown) -> _Fit | None:
        """What the index was made from, if that is the beginning of the library now."""
        fit = self._written() if self._folder else self._fit
        if not fit or shown.held or not 0 < fit.end <= shown.stamp.end or fit.size > shown.columns.size:
            return None
        return fit if lines.checksum(shown.path, fit.end) == fit.checksum else None

    def _fresh(self, place: Path | None) -> Index:
        from tantivy import Index

        self._schema = engine.schema()
        if place is None:
            return engine.prepare(Index(self._schema))
        self._stamp.unlink(missing_ok=True)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o700)
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

    def _open(self, fit: _Fit) -> None:
        assert self._folder
        index = self._opened(self._folder / "tantivy")
        if index and index.searcher().num_docs:
            self._index, self._fit = index, fit
        else:
            self.trouble = _MENDED
            self._stamp.unlink(missing_ok=True)

    @property
    def _stamp(self) -> Path:
        assert self._folder
        return self._folder / "made-from.json"

    def _written(self) -> _Fit | None:
        try:
            found = _Fit(**json.loads(self._stamp.read_bytes()))
        except (OSError, ValueError, TypeError):
            return None
        return found if found.version == _VERSION else None

    def _write(self, fit: _Fit) -> None:
        files.replace(self._stamp, [json.dumps(asdict(fit)).encode()], durable=False)


def _changed(shown: Shown, before: _Fit, progress: Progress | None) -> Iterator[tuple[int, Paper]]:
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


def _row(line: Line, columns: Columns) -> tuple[int, Paper] | None:
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
