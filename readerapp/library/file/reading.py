"""Read a library's file into columns: from the end of what is known, or from the beginning."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from readerapp.domain.dates import moments
from readerapp.library.columns.builder import ColumnsBuilder
from readerapp.library.file import column_cache, lines
from readerapp.library.file.lines import FileLine, Stamp
from readerapp.library.file.snapshot import FileState, Progress, Snapshot, bad_line_message


def read_file(path: Path, cache_path: Path, before: FileState, progress: Progress | None = None) -> FileState:
    """Return the current state of a file, given an earlier one.

    A rewritten file is not read again if the cache covers its beginning.

    Raises `OSError`.
    """
    seeds = bool(before.snapshot.seeds)  # their columns aren't of the file's papers
    rewritten = seeds or not before.snapshot.stamp.begins(path)
    base = (_cached(path, cache_path) or FileState.empty(path)) if rewritten else before
    builder, start = ColumnsBuilder(base.snapshot.columns), base.snapshot.stamp
    end, number = start.end, start.lines
    bad = [said for said in base.trouble if lines.CUT not in said] if end else []
    with path.open("rb") as file:
        found = os.fstat(file.fileno())
        known = moments.moment_of(datetime.fromtimestamp(found.st_mtime, UTC))
        for line in lines.read(file, end, number + 1):
            if problem := _put(line, builder, known):
                bad.append(bad_line_message(path, line.number, problem))
            if line.reason != lines.CUT:
                end, number = line.end, line.number
            if progress and not line.number % 1000:
                progress(line.end / max(found.st_size, 1))
    checksum = lines.checksum(path, end, start.end, start.checksum)
    stamp = Stamp(max(found.st_size, end), found.st_mtime_ns, end, checksum, number)
    columns, then = builder.done(), before.snapshot.columns
    moved = rewritten and columns.moved_since(then)
    lost = moved and not seeds and columns.lost_since(then)
    return FileState(
        Snapshot(columns, stamp, path),
        tuple(bad),
        rewritten or before.rewritten,
        moved or before.rows_moved,
        lost or before.papers_lost,
    )


def _cached(path: Path, cache_path: Path) -> FileState | None:
    """Return the cached state if it covers the file or its beginning."""
    found = column_cache.load(cache_path, path)
    stamp = found.snapshot.stamp if found else None
    return found if stamp and (stamp.fits(path) or stamp.begins(path)) else None


def _put(line: FileLine, builder: ColumnsBuilder, known: int) -> str:
    """Add a line to the columns; return what is wrong with it, if anything.

    Args:
        known: the moment since which a paper without an `added` date is known to be there.
    """
    if (removed := line.removed_key) is not None:
        builder.drop(removed)
        return ""
    from readerapp.library.columns.row_values import row_values  # not needed to open a cached library

    try:
        builder.put(row_values(line.paper(), known), line.offset, line.end - line.offset)
    except ValueError as error:
        return str(error)
    return ""
