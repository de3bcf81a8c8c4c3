"""The journal on the disk: every change of state, one a line, each on the disk before it counts as made.

The first line names the journal and says how much was cut off before it: `{"journal": "9f…", "start": 4096}`.
A place in it counts from the beginning of its life, so it stays the same place when old lines are cut off.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from readerapp.disk import files
from readerapp.disk.files import Signature
from readerapp.state.journal_line import JournalLine, Saved, decode

LIMIT = 4 << 20
"""A journal longer than this many bytes is cut to its newer half …"""
KEPT = 12
"""… but always keeps this many of its newest lines, however long."""
_RECENT = 64 << 10


class Batch(NamedTuple):
    """What was read of the journal since last time."""

    lines: Sequence[JournalLine | Saved] = ()
    gap: bool = False
    """Lines between last time and this one are gone: only the state file has them."""


class Written(NamedTuple):
    """A stretch of a journal that was written at once, and the file's signature after it."""

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
    """The journal file, and how far one reader has read it."""

    def __init__(self, path: Path, *, skip: bytes = b"") -> None:
        """Lines that begin with `skip` are not given out by `read`: the reader's own."""
        self.path = path
        self.skip = skip
        self._id = ""
        self.place = 0
        self._seen: Signature | None = None

    @property
    def grew(self) -> bool:
        """Whether there may be something to read: one look at the file's size and time."""
        return files.signature(self.path) != self._seen

    def find(self, saved: Signature | None) -> bool:
        """Goes to where the state file of this signature stands in the journal; to the start if unknown."""
        try:
            with self.path.open("rb") as file:
                head = _Head.read(file)
                if head is None:
                    return False
                self._id, self.place = head.journal, head.start
                size = os.fstat(file.fileno()).st_size
                file.seek(max(head.length, size - _RECENT))
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
        """The whole lines written since last time, by anyone. Raises `OSError` where they can't be read."""
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
        """Whether the place had to go back to the start: another journal, or cut further than was read."""
        known = self._id == head.journal
        if known and head.start <= self.place <= head.start + size - head.length:
            return False
        gap = bool(self._id) or head.start > 0  # a reader from before there was any journal misses nothing
        self._id, self.place = head.journal, head.start
        return gap

    def append(self, rows: bytes, when: str) -> Written:
        """Write whole lines at the end and return once they are on the disk. Call it with the lock held.

        What is read next stays what it was: another thread may be reading.
        """
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
        """Goes on to the end of `written`, if what it holds is next: its reader knows it already."""
        if (self._id or written.journal, self.place) == (written.journal, written.start):
            self._id, self.place, self._seen = written.journal, written.end, written.seen

    def _read_head(self, when: str) -> _Head | None:
        """The first line of the journal; None if there is none. A file that is no journal is set aside."""
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
        """Cut the older half off a journal longer than `LIMIT`.

        Call it with the lock held, when all that is cut is in the state file.
        """
        size = files.signature(self.path)
        if size is None or size[2] <= LIMIT:
            return
        with self.path.open("rb") as file:
            head = _Head.read(file)
            if head is None:
                return
            rows = file.read().splitlines(keepends=True)
        kept = _newest(rows, LIMIT // 2)
        start = head.start + sum(map(len, rows)) - sum(map(len, kept))
        files.replace(self.path, [_head(head.journal, start), *kept])


def _head(journal: str, start: int) -> bytes:
    return json.dumps({"journal": journal, "start": start}).encode() + b"\n"


def _is_mark(row: bytes) -> bool:
    return b'"saved":' in row[:64]


def _newest(rows: list[bytes], budget: int) -> list[bytes]:
    """The newest rows that fit in `budget` bytes, and at least the `KEPT` newest changes among them."""
    kept, changes = 0, 0
    for row in reversed(rows):
        budget -= len(row)
        if budget < 0 and changes >= KEPT:
            break
        kept += 1
        changes += not _is_mark(row)
    return rows[len(rows) - kept :]


def begins_well(file: BinaryIO) -> bool:
    """Whether this is a journal; reads its first line."""
    return _Head.read(file) is not None


def read_rows(path: Path) -> list[bytes]:
    """Every line that the journal still has, as it is written; none where it can't be read."""
    try:
        with path.open("rb") as file:
            return file.read().splitlines() if begins_well(file) else []
    except OSError:
        return []
