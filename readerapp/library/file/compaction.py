"""Compaction of `papers.jsonl`: drop replaced lines once they are half of the file."""

from __future__ import annotations

import errno
import os
from array import array
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from zlib import crc32

from readerapp.disk import files
from readerapp.disk.lock import writing
from readerapp.domain.errors import Unwritable
from readerapp.domain.values import NamedTuple
from readerapp.library.columns.table import GONE, MISSING, Columns
from readerapp.library.file import lines
from readerapp.library.file.catalogue import Catalogue
from readerapp.library.file.lines import Stamp
from readerapp.library.file.snapshot import FileState, Snapshot, bad_line_message

if TYPE_CHECKING:
    from readerapp.library.file.compaction_plan import Plan, Span

_MIN_REPLACED_BYTES = 1 << 18
"""Bytes of replaced lines that are not worth compacting."""
_RUN_BYTES = 1 << 20
"""Bytes copied at once."""
_RETRY_DIVISOR = 4
"""After a failure, retry once the file has grown by a quarter."""


class _Copied(NamedTuple):
    """The kept lines as the file's beginning; size and time match the file if they are all of it."""

    size: int
    modified: int
    checksum: int


def compact(catalogue: Catalogue) -> None:
    """Drop replaced lines if they are half of the file; for the thread that adds papers.

    Papers keep their rows. Lines that are no papers stay, as does the last line that removes a paper, with
    that paper's last line. The file is replaced whole or not at all; after a failure it is tried again once
    the file has grown.
    """
    known = catalogue.pending or catalogue.state
    stamp, failure = known.snapshot.stamp, catalogue.cache_path.with_name("compaction")
    due = not known.snapshot.seeds and _is_due(stamp, known.snapshot.columns)
    if not due or _failed_before(failure, stamp.end):
        return
    try:
        found = _rewritten(catalogue, known)
    except (Unwritable, OSError):
        found = None
    if found:
        catalogue.adopt(found)
    with suppress(OSError):
        if found:
            failure.unlink(missing_ok=True)
        else:
            files.replace(failure, [b"%d\n" % stamp.end], durable=False)


def _is_due(stamp: Stamp, columns: Columns) -> bool:
    live = columns.live_bytes
    if stamp.end != stamp.size or stamp.end - live < max(_MIN_REPLACED_BYTES, live):
        return False
    # papers without `added` are dated by the file's time, which another file doesn't have
    gone, added = set(columns.removed), columns.numbers["added"]
    return MISSING not in added or all(day != MISSING or row in gone for row, day in enumerate(added))


def _rewritten(catalogue: Catalogue, known: FileState) -> FileState | None:
    """Return the state of the compacted file; None if there is nothing to gain or the file changed."""
    from readerapp.library.file.compaction_plan import plan  # seldom needed

    path, stamp = catalogue.path, known.snapshot.stamp
    with path.open("rb") as file:
        if lines.checksum_of(file, stamp.end) != stamp.checksum:
            return None
        before = files.signature_of(os.fstat(file.fileno()))
        found = plan(file, known)
        if found is None or not found.size or stamp.end - found.size < max(_MIN_REPLACED_BYTES, found.size):
            return None
        catalogue.papers.hold()
        with writing(path):
            now = files.signature(path)
            if now is None or now[0] != before[0]:
                return None
            if now != before and lines.checksum_of(file, stamp.end) != stamp.checksum:
                return None
            files.sweep(path)
            copied = _copy(path, file, found, stamp.end)
    return _known(known, found, copied)


def _copy(path: Path, file: BinaryIO, found: Plan, end: int) -> _Copied:
    """Replace the file by its kept lines and everything after `end`."""
    checksum = size = 0

    def chunks() -> Iterator[bytes]:
        nonlocal checksum, size
        for run in _runs(span for _, span in found.spans()):
            file.seek(run.offset)
            chunk = file.read(run.length)
            checksum, size = crc32(chunk, checksum), size + len(chunk)
            yield chunk
        if size != found.size:
            raise OSError(errno.EIO, "it is shorter than it was", str(path))
        file.seek(end)
        while chunk := file.read(_RUN_BYTES):  # appended by others meanwhile
            size += len(chunk)
            yield chunk

    written = files.replace(path, chunks())
    if late := file.read():  # written by a program that had the old file open
        files.append(path, late)
    whole = not late and size == found.size
    return _Copied(size if whole else found.size, written[1] if whole else 0, checksum)


def _runs(spans: Iterator[Span]) -> Iterator[Span]:
    """Merge adjacent spans."""
    run = next(spans)
    for span in spans:
        if run.offset + run.length == span.offset and run.length < _RUN_BYTES:
            run = run._replace(length=run.length + span.length)
        else:
            yield run
            run = span
    yield run


def _known(known: FileState, found: Plan, copied: _Copied) -> FileState:
    """Return the state with the offsets that rows have in the compacted file."""
    path, columns = known.snapshot.path, known.snapshot.columns
    offsets, at, count = array("q", columns.offsets), 0, 0
    for row, span in found.spans():
        if row != GONE:
            offsets[row] = at
        at += span.length
        count += 1
    first = count - len(found.others) + 1
    trouble = tuple(
        bad_line_message(path, first + index, problem) for index, (_, problem) in enumerate(found.others)
    )
    columns = replace(columns, offsets=offsets, lengths=found.lengths)
    stamp = Stamp(copied.size, copied.modified, at, copied.checksum, count)
    return known._replace(snapshot=Snapshot(columns, stamp, path), trouble=trouble)


def _failed_before(failure: Path, end: int) -> bool:
    """Return True if compacting failed when the file was hardly smaller."""
    try:
        size = int(failure.read_bytes())
    except (OSError, ValueError):
        return False
    return size <= end < size + max(_MIN_REPLACED_BYTES, size // _RETRY_DIVISOR)
