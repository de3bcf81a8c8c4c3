"""Read a library's file into columns: from the end of what is known, or from the beginning."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from readerapp.domain.dates import moments
from readerapp.library.columns.builder import ColumnsBuilder
from readerapp.library.file import column_cache, lines
from readerapp.library.file.lines import Stamp
from readerapp.library.file.snapshot import FileState, Progress, Snapshot, bad_line_message

_LINES_A_STEP = 1000
"""Lines after which progress is reported."""


def read_file(path: Path, cache_path: Path, before: FileState, progress: Progress | None = None) -> FileState:
    """Return the current state of a file, given an earlier one.

    A rewritten file is not read again if the cache covers its beginning.

    Raises `OSError`.
    """
    seeds = bool(before.snapshot.seeds)  # their columns aren't of the file's papers
    rewritten = seeds or not before.snapshot.stamp.begins(path)
    base = (_cached(path, cache_path) or FileState.empty(path)) if rewritten else before
    reader = _Reader(base, progress)
    with path.open("rb") as file:
        stamp = reader.read(file)
    columns, then = reader.builder.done(), before.snapshot.columns
    moved = rewritten and columns.moved_since(then)
    lost = moved and not seeds and columns.lost_since(then)
    return FileState(
        Snapshot(columns, stamp, path),
        tuple(reader.trouble),
        rewritten or before.rewritten,
        moved or before.rows_moved,
        lost or before.papers_lost,
    )


def _cached(path: Path, cache_path: Path) -> FileState | None:
    """Return the cached state if it covers the file or its beginning."""
    found = column_cache.load(cache_path, path)
    stamp = found.snapshot.stamp if found else None
    return found if stamp and (stamp.fits(path) or stamp.begins(path)) else None


class _Reader:
    """Reads the lines that a state of the file lacks."""

    def __init__(self, base: FileState, progress: Progress | None) -> None:
        self.builder = ColumnsBuilder(base.snapshot.columns)
        self.trouble = (
            [said for said in base.trouble if lines.CUT not in said] if base.snapshot.stamp.end else []
        )
        self._path = base.snapshot.path
        self._start = base.snapshot.stamp
        self._progress = progress

    def read(self, file: BinaryIO) -> Stamp:
        """Read an open file from where the state ends; return what is covered then."""
        stat, start, put = os.fstat(file.fileno()), self._start, None
        at, number, checksum = start.end, start.lines, start.checksum
        covered = (at, checksum, number)
        file.seek(at)
        for raw in file:
            put = put or self._putter(moments.moment_of(datetime.fromtimestamp(stat.st_mtime, UTC)))
            number += 1
            problem = None if raw.isspace() else put(raw, at)
            if problem:
                self.trouble.append(bad_line_message(self._path, number, problem))
            at += len(raw)
            checksum = zlib.crc32(raw, checksum)
            if problem is not None and problem != lines.CUT:
                covered = (at, checksum, number)
            if self._progress and not number % _LINES_A_STEP:
                self._progress(at / max(stat.st_size, at))
        end, checksum, number = covered
        return Stamp(max(stat.st_size, end), stat.st_mtime_ns, end, checksum, number)

    def _putter(self, known: int) -> Callable[[bytes, int], str]:
        """Return what adds a line at an offset to the columns and returns what is wrong with it.

        Args:
            known: the moment since which a paper without an `added` date is known to be there.
        """
        # not needed to open a cached library
        from readerapp.library.columns.outline import Outline
        from readerapp.library.columns.row_values import row_values

        builder, decode, outline = self.builder, lines.decode, Outline.of_record

        def put(raw: bytes, offset: int) -> str:
            record, problem = decode(raw)
            if record is None:
                return problem if raw.endswith(b"\n") else lines.CUT
            if record.get("removed") and isinstance(key := record.get("key"), str):
                builder.drop(key)
                return ""
            try:
                builder.put(row_values(outline(record), known), offset, len(raw))
            except ValueError as error:
                return f"has {error}"
            return ""

        return put
