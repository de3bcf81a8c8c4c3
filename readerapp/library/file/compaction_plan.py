"""Plan of a compaction: which lines of `papers.jsonl` to keep, and in which order."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from readerapp.domain.dates.timestamps import timestamp
from readerapp.domain.sightings import last_arrival
from readerapp.domain.values import NamedTuple, dataclass
from readerapp.domain.works.identity import aliases
from readerapp.library.columns.table import GONE, Columns, key_hash
from readerapp.library.file import lines
from readerapp.library.file.lines import CONFLICT
from readerapp.library.file.snapshot import FileState

_SECOND = len("2026-01-01T00:00:00")


class Span(NamedTuple):
    """The bytes of a line, or of adjacent lines."""

    offset: int
    length: int


class _Removal(NamedTuple):
    """A line that removes a paper, and the paper's line before it, if any."""

    when: str
    line: Span
    paper: Span | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The lines to keep."""

    offsets: array[int]
    """Row to the current offset of its paper's line, or `GONE`."""
    lengths: array[int]
    """Row to the bytes of its paper's line."""
    besides: Mapping[int, tuple[Span, ...]]
    """Row to the lines before its paper's; all lines of a removed row."""
    strangers: tuple[Span, ...]
    """Lines that remove papers the file doesn't have."""
    others: tuple[tuple[Span, str], ...]
    """Lines that are no papers, each with its problem."""

    @property
    def size(self) -> int:
        """Bytes of all of them."""
        return sum(span.length for _, span in self.spans())

    def spans(self) -> Iterator[tuple[int, Span]]:
        """Yield (row, line) in the new order; the row is `GONE` for lines that are not a paper's."""
        yield from ((GONE, span) for span in self.strangers)
        for row, offset in enumerate(self.offsets):
            yield from ((GONE, span) for span in self.besides.get(row, ()))
            if offset != GONE:
                yield row, Span(offset, self.lengths[row])
        yield from ((GONE, span) for span, _ in self.others)


def plan(file: BinaryIO, known: FileState) -> Plan | None:
    """Return the lines to keep of the file that `known` was read from; None to leave the file alone."""
    columns = known.snapshot.columns
    if columns.names.has_shared_keys():
        return None  # the order of lines decides which row a key belongs to
    scan = _Scan(columns, all_papers=not known.trouble)
    if not scan.read(file, known.snapshot.stamp.end):
        return None
    besides = {row: _besides(file, row, removal, scan) for row, removal in scan.removals.items()}
    named = columns.names.keyed_rows()
    if any(row in named and len(besides.get(row, ())) < 2 for row in columns.removed):
        return None  # no line would say that it was removed
    strangers = tuple(removal.line for removal in scan.strangers.values())
    return Plan(array("q", columns.offsets), scan.lengths, besides, strangers, tuple(scan.others))


def _besides(file: BinaryIO, row: int, removal: _Removal, scan: _Scan) -> tuple[Span, ...]:
    if scan.columns.offsets[row] == GONE:
        last = scan.replaced(row)
        return (last, removal.line) if last else ()
    paper = removal.paper
    return (paper, removal.line) if paper and _decides(file, row, removal, scan) else (removal.line,)


def _decides(file: BinaryIO, row: int, removal: _Removal, scan: _Scan) -> bool:
    """Return True if the paper's line before a removal decides for other machines which came last.

    That is if both have the same second, where a removal counts as the later one.
    """
    assert removal.paper
    file.seek(removal.paper.offset)
    try:
        paper = lines.parse(file.read(removal.paper.length)).paper()
    except ValueError:
        return False
    if last_arrival(paper)[:_SECOND] < removal.when[:_SECOND]:
        return False
    return all(scan.columns.own_row(key) == row for key in (paper.key, *aliases(paper)))


class _Scan:
    """What the lines of a file are, except those the columns know."""

    def __init__(self, columns: Columns, *, all_papers: bool) -> None:
        self.columns = columns
        self.lengths = array("q", columns.lengths)
        self.removals: dict[int, _Removal] = {}
        self.strangers: dict[str, _Removal] = {}
        self.others: list[tuple[Span, str]] = []
        self._all_papers = all_papers
        self._last = array("q", bytes(16 * columns.size))

    def replaced(self, row: int) -> Span | None:
        """Return the last line of a row so far other than its current one."""
        found = Span(self._last[2 * row], self._last[2 * row + 1])
        return found if found.length else None

    def read(self, file: BinaryIO, end: int) -> bool:
        """Read the file up to `end`; return True if it matches the columns and may be rewritten."""
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
        line = lines.parse(raw)
        record = line.record
        if record is None:
            self.others.append((span, line.reason))
            return not CONFLICT.match(raw.rstrip(b"\r\n"))
        if (removed := line.removed_key) is not None:
            self._remove(removed, timestamp(str(record["removed"])), span)
            return True
        key = record.get("key")
        if not (self._all_papers and isinstance(key, str) and self.columns.own_row(key) is not None):
            try:
                key = line.paper().key
            except ValueError as error:
                self.others.append((span, str(error)))
                return True
        own, row = self.columns.names.owner(key_hash(str(key)))
        if own and row is not None:  # a former key may have been another paper's
            self._last[2 * row], self._last[2 * row + 1] = span
        return True

    def _remove(self, key: str, when: str, line: Span) -> None:
        row = self.columns.own_row(key)
        if row is None:
            if key not in self.strangers or self.strangers[key].when <= when:
                self.strangers[key] = _Removal(when, line)
        elif row not in self.removals or self.removals[row].when <= when:
            self.removals[row] = _Removal(when, line, self.replaced(row))
