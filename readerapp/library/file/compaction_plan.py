"""Which lines of `papers.jsonl` a smaller file keeps, and in which order."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, NamedTuple

from readerapp.domain.dates.timestamps import timestamp
from readerapp.domain.paper import Paper
from readerapp.domain.record import from_record
from readerapp.domain.works.identity import aliases
from readerapp.library.columns.table import GONE, Columns, key_hash
from readerapp.library.file import lines
from readerapp.library.file.lines import CONFLICT
from readerapp.library.file.provenance import last_arrival
from readerapp.library.file.snapshot import FileState

_SECOND = len("2026-01-01T00:00:00")


class Span(NamedTuple):
    """Where a line is, or several that follow each other."""

    offset: int
    length: int


class _Removal(NamedTuple):
    """A line that takes a paper out, and the paper's line before it, if there is one."""

    when: str
    line: Span
    paper: Span | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The lines that are kept."""

    offsets: array[int]
    """Row -> where its paper's line is now, or `GONE`."""
    lengths: array[int]
    """Row -> bytes of its paper's line."""
    besides: Mapping[int, tuple[Span, ...]]
    """Row -> the lines before its paper's; all lines of a row that is gone."""
    strangers: tuple[Span, ...]
    """The lines that take out what there is no paper of."""
    others: tuple[tuple[Span, str], ...]
    """The lines that are no papers, each with what is wrong with it."""

    @property
    def size(self) -> int:
        """Bytes of them all."""
        return sum(span.length for _, span in self.spans())

    def spans(self) -> Iterator[tuple[int, Span]]:
        """The lines in their new order; with the row that a line is the paper's of, else `GONE`."""
        yield from ((GONE, span) for span in self.strangers)
        for row, offset in enumerate(self.offsets):
            yield from ((GONE, span) for span in self.besides.get(row, ()))
            if offset != GONE:
                yield row, Span(offset, self.lengths[row])
        yield from ((GONE, span) for span, _ in self.others)


def plan(file: BinaryIO, known: FileState) -> Plan | None:
    """Return which lines to keep of the file that `known` was read from; None to leave the file alone."""
    columns = known.snapshot.columns
    if columns.has_shared_keys():
        return None  # whose line is whose would depend on the order of the lines
    scan = _Scan(columns, all_papers=not known.trouble)
    if not scan.read(file, known.snapshot.stamp.end):
        return None
    besides = {row: _besides(file, row, removal, scan) for row, removal in scan.removals.items()}
    named = columns.keyed_rows()
    if any(row in named and len(besides.get(row, ())) < 2 for row in columns.removed):
        return None  # nothing would say that it is gone
    strangers = tuple(removal.line for removal in scan.strangers.values())
    return Plan(array("q", columns.offsets), scan.lengths, besides, strangers, tuple(scan.others))


def _besides(file: BinaryIO, row: int, removal: _Removal, scan: _Scan) -> tuple[Span, ...]:
    if scan.columns.offsets[row] == GONE:
        last = scan.replaced(row)
        return (last, removal.line) if last else ()
    paper = removal.paper
    return (paper, removal.line) if paper and _decides(file, row, removal, scan) else (removal.line,)


def _decides(file: BinaryIO, row: int, removal: _Removal, scan: _Scan) -> bool:
    """Whether the paper's line before a removal tells other machines which of the two came last: they are of
    one second, and a removal is then the later one."""
    assert removal.paper
    file.seek(removal.paper.offset)
    record, _ = lines.decode(file.read(removal.paper.length))
    paper = _paper(record or {})
    if paper is None or last_arrival(paper)[:_SECOND] < removal.when[:_SECOND]:
        return False
    return all(scan.columns.own_row(key) == row for key in (paper.key, *aliases(paper)))


class _Scan:
    """What the lines of a file are, other than those that the columns know."""

    def __init__(self, columns: Columns, *, all_papers: bool) -> None:
        self.columns = columns
        self.lengths = array("q", columns.lengths)
        self.removals: dict[int, _Removal] = {}
        self.strangers: dict[str, _Removal] = {}
        self.others: list[tuple[Span, str]] = []
        self._all_papers = all_papers
        self._last = array("q", bytes(16 * columns.size))

    def replaced(self, row: int) -> Span | None:
        """The last line of a row so far, but for that of its paper now."""
        found = Span(self._last[2 * row], self._last[2 * row + 1])
        return found if found.length else None

    def read(self, file: BinaryIO, end: int) -> bool:
        """Read the file up to `end`; whether it is as the columns say, and may be written anew."""
        offsets = self.columns.offsets
        live = iter(sorted((row for row, at in enumerate(offsets) if at != GONE), key=offsets.__getitem__))
        row, at, raw = next(live, None), 0, b""
        file.seek(0)
        for raw in file:
            if at >= end:
                break
            if row is not None and at == offsets[row]:
                self.lengths[row] = len(raw)
                row = next(live, None)
            elif raw.strip() and not self._take(raw, Span(at, len(raw))):
                return False
            at += len(raw)
        return row is None and at == end and raw.endswith(b"\n")

    def _take(self, raw: bytes, span: Span) -> bool:
        record, problem = lines.decode(raw)
        if record is None:
            self.others.append((span, problem))
            return not CONFLICT.match(raw.rstrip(b"\r\n"))
        key = record.get("key")
        if record.get("removed") and isinstance(key, str):
            self._remove(key, timestamp(str(record["removed"])), span)
            return True
        if not (self._all_papers and isinstance(key, str) and self.columns.own_row(key) is not None):
            try:
                key = from_record(record).key
            except ValueError as error:
                self.others.append((span, f"has {error}"))
                return True
        own, row = self.columns.own_row_of(key_hash(str(key)))
        if own and row is not None:  # under a former key it may have been another paper
            self._last[2 * row], self._last[2 * row + 1] = span
        return True

    def _remove(self, key: str, when: str, line: Span) -> None:
        row = self.columns.own_row(key)
        if row is None:
            if key not in self.strangers or self.strangers[key].when <= when:
                self.strangers[key] = _Removal(when, line)
        elif row not in self.removals or self.removals[row].when <= when:
            self.removals[row] = _Removal(when, line, self.replaced(row))


def _paper(record: dict[str, Any]) -> Paper | None:
    try:
        return from_record(record)
    except ValueError:
        return None
