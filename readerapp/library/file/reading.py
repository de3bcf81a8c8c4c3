"""Read a library's file into columns: from the end of what is known, or from the beginning."""

from __future__ import annotations

import os
import sys
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from itertools import compress
from pathlib import Path
from typing import Any, BinaryIO

from readerapp.domain.dates import moments
from readerapp.library.columns.builder import ColumnsBuilder
from readerapp.library.file import column_cache, lines
from readerapp.library.file.lines import Stamp
from readerapp.library.file.snapshot import FileState, Progress, Snapshot, bad_line_message

_BATCH_LINES = 64
"""Lines that are put into the columns at once: few enough to stay in the processor's cache."""
_LINES_A_STEP = 16 * _BATCH_LINES
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
        reader.trouble,
        rewritten or before.rewritten,
        moved or before.rows_moved,
        lost or before.papers_lost,
    )


def _cached(path: Path, cache_path: Path) -> FileState | None:
    """Return the cached state if it certainly covers the file or its beginning."""
    found = column_cache.load(cache_path, path, checked=sys.maxsize)
    stamp = found.snapshot.stamp if found else None
    covers = stamp and (stamp.fits(path) or (stamp.begins(path) and not stamp.was_edited(path)))
    return found if covers else None


class _Reader:
    """Reads the lines that a state of the file lacks."""

    def __init__(self, base: FileState, progress: Progress | None) -> None:
        self.builder = ColumnsBuilder(base.snapshot.columns)
        self._base = base
        self._progress = progress
        self._problems: dict[int, str] = {}

    @property
    def trouble(self) -> tuple[str, ...]:
        """A sentence for each line that is no paper."""
        before = [said for said in self._base.trouble if lines.CUT not in said]
        path, found = self._base.snapshot.path, sorted(self._problems.items())
        now = [bad_line_message(path, number, problem) for number, problem in found]
        return tuple([*before, *now] if self._base.snapshot.stamp.end else now)

    def read(self, file: BinaryIO) -> Stamp:
        """Read an open file from where the state ends; return what is covered then."""
        stat, start = os.fstat(file.fileno()), self._base.snapshot.stamp
        settled = lines.is_settled(stat.st_mtime_ns)
        batch = _Batch(self.builder, moments.moment_of(datetime.fromtimestamp(stat.st_mtime, UTC)))
        at, checksum, number = covered = (start.end, start.checksum, start.lines)
        file.seek(at)
        for raw in file:
            number += 1
            is_blank = raw.isspace()
            if not is_blank and (problem := batch.add(raw, at, number)):
                self._problems[number] = problem
            at += len(raw)
            checksum = zlib.crc32(raw, checksum)
            if not is_blank and self._problems.get(number) != lines.CUT:
                # of a last line without its newline, what comes is the rest
                covered = (at, checksum, number if raw.endswith(b"\n") else number - 1)
            if len(batch) == _BATCH_LINES:
                self._problems |= batch.put()
                if self._progress and not number % _LINES_A_STEP:
                    self._progress(at / max(stat.st_size, at))
        self._problems |= batch.put()
        if self._progress and number - start.lines >= _LINES_A_STEP:
            self._progress(1.0)
        stamp = Stamp.of(file, *covered)
        # what came or went meanwhile must be noticed
        size = max(stat.st_size, stamp.end)
        return replace(stamp, size=size, modified=stat.st_mtime_ns, settled=settled)


class _Batch:
    """Lines of papers that are put into columns at once."""

    def __init__(self, builder: ColumnsBuilder, known: int) -> None:
        """Put papers into what `builder` builds; `known` as for `row_values`."""
        self._builder = builder
        self._known = known
        self._lines: list[tuple[int, int, int, dict[str, Any]]] = []
        """(line number, offset, bytes, JSON object) of each."""
        self._problems: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def add(self, raw: bytes, offset: int, number: int) -> str:
        """Add a line; return what is wrong with it as far as it is known before `put`."""
        record, problem = lines.decode(raw)
        if record is None:
            return problem if raw.endswith(b"\n") else lines.CUT
        if record.get("removed") and isinstance(key := record.get("key"), str):
            self._put_lines()
            self._builder.drop(key)
        else:
            self._lines.append((number, offset, len(raw), record))
        return ""

    def put(self) -> dict[int, str]:
        """Put all papers into the columns; return what is wrong with lines, by number."""
        self._put_lines()
        found, self._problems = self._problems, {}
        return found

    def _put_lines(self) -> None:
        if not self._lines:
            return
        from readerapp.library.columns.row_values import row_values  # not needed to open a cached library

        numbers, offsets, lengths, records = zip(*self._lines, strict=True)
        self._lines.clear()
        values = row_values(records, self._known)
        self._problems |= {
            number: "has no title" for number, it in zip(numbers, values, strict=True) if not it
        }
        self._builder.put(
            list(filter(None, values)), list(compress(offsets, values)), list(compress(lengths, values))
        )
