"""The journal on disk: every change of state, one a line, on disk before it counts as safe.

The first line names the journal and says how much was cut off before it: `{"journal": "9f…", "start": 4096}`.
A place in it counts bytes from its very beginning, so it stays the same when old lines are trimmed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from readerapp.disk import files
from readerapp.disk.files import Signature
from readerapp.domain.values import NamedTuple
from readerapp.state.journal_line import JournalLine, Saved, decode

MAX_BYTES = 4 << 20
"""A longer journal is trimmed to its newer half …"""
MIN_CHANGES = 12
"""… but keeps at least this many of the newest changes, however long."""
_TAIL_BYTES = 64 << 10


class Batch(NamedTuple):
    """LibraryChange read from the journal since the last read."""

    lines: Sequence[JournalLine | Saved] = ()
    gap: bool = False
    """True if lines were trimmed before they were read: only the state file has them."""


class Written(NamedTuple):
    """One appended stretch of a journal, and the file's signature after it."""

    journal: str
    start: int
    end: int
    seen: Signature | None


class _Head(NamedTuple):
    journal: str
    start: int
    length: int

    @classmethod
    def read(cls, file: BinaryIO) -> _Head | None:
        text = file.readline(256)
        if not text.endswith(b"\n"):
            return None
        try:
            found = json.loads(text)
            return cls(str(found["journal"]), int(found["start"]), len(text))
        except (ValueError, TypeError, KeyError):
            return None


class Journal:
    """The journal file, and how far this process has read it."""

    def __init__(self, path: Path, *, skip: bytes = b"") -> None:
        """`read` leaves out lines that begin with `skip`: those of this run."""
        self.path = path
        self.skip = skip
        self._id = ""
        self.place = 0
        self._seen: Signature | None = None

    @property
    def grew(self) -> bool:
        """True if there may be something to read, by the file's size and time."""
        return files.signature(self.path) != self._seen

    def find(self, saved: Signature | None) -> bool:
        """Go to where the state file of this signature was saved, or to the start; return True if found."""
        try:
            with self.path.open("rb") as file:
                head = _Head.read(file)
                if head is None:
                    return False
                self._id, self.place = head.journal, head.start
                size = os.fstat(file.fileno()).st_size
                file.seek(max(head.length, size - _TAIL_BYTES))
                recent = file.read().split(b"\n")
        except OSError:
            return False
        for text in reversed(recent):
            mark = decode(text) if _is_mark(text) else None
            if isinstance(mark, Saved) and mark.signature == saved:
                self.place = mark.upto
                return True
        return False

    def read(self) -> Batch:
        """Return the whole lines appended since the last read. Raises `OSError` if they can't be read."""
        try:
            with self.path.open("rb") as file:
                self._seen = files.signature_of(os.fstat(file.fileno()))
                head = _Head.read(file)
                if head is None:
                    return Batch()
                gap = self._settle(head, os.fstat(file.fileno()).st_size)
                file.seek(head.length + self.place - head.start)
                text = file.read()
        except FileNotFoundError:
            self._seen = None
            return Batch()
        text = text[: text.rfind(b"\n") + 1]
        self.place += len(text)
        wanted = (row for row in text.splitlines() if not (self.skip and row.startswith(self.skip)))
        return Batch([line for row in wanted if (line := decode(row)) is not None], gap)

    def _settle(self, head: _Head, size: int) -> bool:
        """Return True if lines are missing: this is another journal, or it was trimmed beyond our place."""
        known = self._id == head.journal
        if known and head.start <= self.place <= head.start + size - head.length:
            return False
        gap = bool(self._id) or head.start > 0  # none if there was no journal before
        self._id, self.place = head.journal, head.start
        return gap

    def append(self, rows: bytes, when: str) -> Written:
        """Append whole lines and return once they are on disk. Call it with the lock held."""
        if (head := self._read_head(when)) is None:
            journal, start = os.urandom(8).hex(), 0
            files.append(self.path, _head(journal, 0) + rows)
        else:
            with files.appending(self.path) as end:
                end.end_line()
                journal, start = head.journal, head.start + end.size - head.length
                end.write(rows, durable=True)
        return Written(journal, start, start + len(rows), files.signature(self.path))

    def pass_over(self, written: Written) -> None:
        """Move on to the end of `written`, whose lines this process knows, if it comes next."""
        if (self._id or written.journal, self.place) == (written.journal, written.start):
            self._id, self.place, self._seen = written.journal, written.end, written.seen

    def _read_head(self, when: str) -> _Head | None:
        """Return the first line; None if there is no journal. Another file in its place is set aside."""
        try:
            with self.path.open("rb") as file:
                head = _Head.read(file)
                size = file.seek(0, os.SEEK_END)
        except FileNotFoundError:
            return None
        if head is None and size:
            files.set_aside(self.path, "damaged", when)
        return head

    def trim(self) -> None:
        """Drop the older half of a long journal. Call it with the lock held, and the state file saved."""
        size = files.signature(self.path)
        if size is None or size[2] <= MAX_BYTES:
            return
        with self.path.open("rb") as file:
            head = _Head.read(file)
            if head is None:
                return
            rows = file.read().splitlines(keepends=True)
        kept = _newest(rows, MAX_BYTES // 2)
        start = head.start + sum(map(len, rows)) - sum(map(len, kept))
        files.replace(self.path, [_head(head.journal, start), *kept])


def _head(journal: str, start: int) -> bytes:
    return json.dumps({"journal": journal, "start": start}).encode() + b"\n"


def _is_mark(row: bytes) -> bool:
    return b'"saved":' in row[:64]


def _newest(rows: list[bytes], budget: int) -> list[bytes]:
    """The newest rows that fit in `budget` bytes, and at least the `MIN_CHANGES` newest changes."""
    kept, changes = 0, 0
    for row in reversed(rows):
        budget -= len(row)
        if budget < 0 and changes >= MIN_CHANGES:
            break
        kept += 1
        changes += not _is_mark(row)
    return rows[len(rows) - kept :]


def begins_well(file: BinaryIO) -> bool:
    """Return True if this is a journal; reads its first line."""
    return _Head.read(file) is not None


def read_rows(path: Path) -> list[bytes]:
    """Return every line the journal still has, as bytes; none if it can't be read."""
    try:
        with path.open("rb") as file:
            return file.read().splitlines() if begins_well(file) else []
    except OSError:
        return []
