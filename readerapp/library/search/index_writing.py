"""Write to an index what it lacks of a library, in steps that are each on disk when they end."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from readerapp.domain.errors import Damaged
from readerapp.domain.values import NamedTuple
from readerapp.library.columns.table import DATED, Columns
from readerapp.library.file import lines
from readerapp.library.file.seed_papers import lines_of
from readerapp.library.file.snapshot import Progress, Snapshot
from readerapp.library.search import documents
from readerapp.library.search.index_stamp import Coverage

if TYPE_CHECKING:
    from tantivy import Index, IndexWriter

QUICK_BYTES = 1 << 18
"""Bytes of new lines that are indexed without a noticeable delay."""
_FEW_BYTES, _MANY_BYTES = 15_000_000, 256_000_000
"""Memory of a writer, at most: room for a step, as each part that it writes is searched by itself."""
_STEP_BYTES = 1 << 29
"""Bytes of the library in a step; who ends the program loses one step at most."""
_LINES_A_REPORT = 500


def written(
    index: Index, snapshot: Snapshot, before: Coverage, progress: Progress | None
) -> Iterator[Coverage]:
    """Write what an index that covers `before` lacks; yield what it covers after each step but the last."""
    columns, dated = snapshot.columns, snapshot.columns.numbers[DATED]
    covered = before
    with _writer(index, snapshot.stamp.end - before.end) as writer:
        for row in columns.removed:
            if row < before.size:
                writer.delete_documents_by_term("row", row)
        for line in _changed(snapshot, before, progress):
            if line.offset - covered.end >= _STEP_BYTES:
                with reading(snapshot):
                    checksum = lines.checksum(snapshot.path, line.offset, covered.end, covered.checksum)
                writer.commit()
                covered = Coverage(line.offset, checksum, line.number, line.rows)
                yield covered
            if line.row < before.size:
                writer.delete_documents_by_term("row", line.row)
            made = documents.document(line.row, line.record, dated[line.row], is_clean=line.is_clean)
            writer.add_document(made)


@contextmanager
def reading(snapshot: Snapshot) -> Iterator[None]:
    """Tell what is wrong with the library's file, as `Damaged`, from what is wrong with the index."""
    try:
        yield
    except OSError as error:
        raise Damaged(f"{snapshot.path} can't be read: {error.strerror or error}") from error


@contextmanager
def _writer(index: Index, size: int) -> Iterator[IndexWriter]:
    """Yield a writer for so many bytes of the library; what it wrote is kept only if the block ends.

    It has one thread: of papers that match alike, the order is that of the library in each index made of it.
    """
    writer = index.writer(_FEW_BYTES if size <= QUICK_BYTES else _MANY_BYTES, 1)
    try:
        yield writer
        writer.commit()
    except BaseException:
        with suppress(Exception):  # a disk that is full is full for this, too
            writer.rollback()
        raise
    writer.wait_merging_threads()


class _Line(NamedTuple):
    """A line that a row's paper is read from."""

    row: int
    record: Mapping[str, Any]
    is_clean: bool = False
    offset: int = 0
    number: int = 0
    """Lines before it."""
    rows: int = 0
    """Rows that begin before it."""


def _changed(snapshot: Snapshot, before: Coverage, progress: Progress | None) -> Iterator[_Line]:
    """Yield the line of each row that changed since `before`."""
    if snapshot.seeds:
        for number, raw in enumerate(lines_of(snapshot.seeds)):
            yield _Line(number, json.loads(raw), documents.is_clean(raw))
        return
    columns, end = snapshot.columns, snapshot.stamp.end
    offset, rows = before.end, before.size
    with reading(snapshot), snapshot.path.open("rb") as file:
        file.seek(offset)
        for number, raw in enumerate(file, before.lines):
            if offset + len(raw) > end:
                return
            if progress and number % _LINES_A_REPORT == _LINES_A_REPORT - 1:
                progress((offset - before.end) / max(1, end - before.end))
            # most lines are those of new rows, in their order
            is_next = rows < columns.size and columns.offsets[rows] == offset
            row = rows if is_next else _row(raw, columns)
            if row is not None:
                record, _ = lines.decode(raw) if columns.offsets[row] == offset else (None, "")
                if record:
                    yield _Line(row, record, documents.is_clean(raw), offset, number, rows)
                rows = max(rows, row + 1)
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
