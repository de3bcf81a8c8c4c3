"""What a library's file holds, as columns: read on from where it was known to end, or from its beginning."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from readerapp.domain.dates import moments
from readerapp.domain.paper import Paper
from readerapp.library.columns.table import Columns, ColumnsBuilder
from readerapp.library.file import cache, lines
from readerapp.library.file.lines import FileLine, Stamp

Progress = Callable[[float], None]
"""Told the part done, from 0 to 1."""


class Snapshot(NamedTuple):
    """A library at one moment."""

    columns: Columns
    stamp: Stamp
    """How much of the file is in the columns."""
    path: Path
    held: tuple[Paper, ...] = ()
    """The papers, where they are not in a file."""


class FileState(NamedTuple):
    """What a look at the file came to, against what was known before."""

    shown: Snapshot
    trouble: tuple[str, ...] = ()
    anew: bool = False
    """True if the file was rewritten rather than appended to."""
    moved: bool = False
    """True if rows have other places."""
    lost: bool = False
    """True if papers are gone, and no line takes them out."""


def read_file(path: Path, cached: Path, before: FileState, progress: Progress | None = None) -> FileState:
    """Return the library as its file now has it, given what it was before.

    A file that was rewritten is not read again if the cache at `cached` knows its beginning.

    Raises `OSError`.
    """
    held = bool(before.shown.held)  # those columns are of other papers than the file's
    anew = held or not before.shown.stamp.begins(path)
    base = (_cached(path, cached) or FileState(Snapshot(Columns(), Stamp(), path))) if anew else before
    draft = ColumnsBuilder(base.shown.columns)
    start = base.shown.stamp
    end, number = start.end, start.lines
    bad = [said for said in base.trouble if lines.CUT not in said] if end else []
    with path.open("rb") as file:
        found = os.fstat(file.fileno())
        known = moments.moment_of(datetime.fromtimestamp(found.st_mtime, UTC))
        for line in lines.read(file, end, number + 1):
            if problem := _put(line, draft, known):
                bad.append(bad_line_message(path, line.number, problem))
            if line.reason != lines.CUT:
                end, number = line.end, line.number
            if progress and not line.number % 1000:
                progress(line.end / max(found.st_size, 1))
    checksum = lines.checksum(path, end, start.end, start.checksum)
    stamp = Stamp(max(found.st_size, end), found.st_mtime_ns, end, checksum, number)
    shown, then = Snapshot(draft.done(), stamp, path), before.shown.columns
    moved = anew and shown.columns.moved_since(then)
    lost = moved and not held and shown.columns.lacks(then)
    return FileState(shown, tuple(bad), anew or before.anew, moved or before.moved, lost or before.lost)


def _cached(path: Path, cached: Path) -> FileState | None:
    """What the cache knows of the file, if that is its beginning or all of it."""
    found = cache.load(cached)
    if not found or not (found[1].fits(path) or found[1].begins(path)):
        return None
    return FileState(Snapshot(found[0], found[1], path), found[2])


def bad_line_message(path: Path, number: int, problem: str) -> str:
    """Return the sentence for a line that is no paper."""
    return f"{path.name} line {number} {problem}; left out"


def _put(line: FileLine, draft: ColumnsBuilder, known: int) -> str:
    """Give a line's paper, there since a moment, its row; what is wrong with the line, if anything."""
    if line.record is None:
        return line.reason
    key = line.record.get("key")
    if line.record.get("removed") and isinstance(key, str):
        draft.drop(key)
        return ""
    from readerapp.domain.record import from_record
    from readerapp.library.columns.row_values import row_values

    try:
        draft.put(row_values(from_record(line.record), known), line.offset, line.end - line.offset)
    except ValueError as error:
        return f"has {error}"
    return ""
