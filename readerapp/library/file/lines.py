"""`papers.jsonl` as bytes: read lines from any offset, append whole lines under a lock."""

from __future__ import annotations

import contextlib
import json
import os
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from readerapp.disk import files
from readerapp.disk.lock import writing
from readerapp.domain.paper import Paper
from readerapp.domain.values import dataclass, pattern

_CHUNK_BYTES = 1 << 20
_LITTLE_BYTES = 1 << 16
_BLOCKS, _BLOCK_BYTES = 16, 1 << 12
"""Number and size of the blocks by which a file that grew is recognised."""
CUT = "is cut short"
CONFLICT = pattern(rb"(?:<{7}|>{7}|[|]{7}|={7})(?: |$)")
"""Git's markers around and between two versions it could not merge."""
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_SCAN: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder().scan_once  # type: ignore[attr-defined]
_LINE_ENDS = ("\n", "", "\r\n")
_TICK_NS = 50_000_000
"""More than a tick of a file system's clock, or than a write takes once the file has its new time."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The part of a file that a cache was made from. The empty stamp matches no file."""

    size: int = 0
    modified: int = 0
    end: int = 0
    """Offset at which to read on: before a last line that is cut short."""
    checksum: int = 0
    """CRC of the file up to `end`."""
    lines: int = 0
    """Lines that end before `end`."""
    file: int = 0
    """Number of the file in its file system: another one if it was replaced."""
    sample: int = 0
    """CRC of a few blocks up to `end`."""
    settled: bool = True
    """False if the file was read while its size and time could stay as they were, whatever was written."""

    @classmethod
    def of(cls, file: BinaryIO, end: int, checksum: int, lines: int) -> Stamp:
        """Return the stamp of an open file of which a part was read."""
        found = os.fstat(file.fileno())
        return cls(found.st_size, found.st_mtime_ns, end, checksum, lines, found.st_ino, _sample(file, end))

    def fits(self, path: Path) -> bool:
        """Return True if the file is unchanged."""
        return self.settled and self.looks_like(path)

    def looks_like(self, path: Path) -> bool:
        """Return True if the file's size and time are unchanged, which nearly always means the file is."""
        return size_and_time(path) == (self.size, self.modified)

    def was_edited(self, path: Path) -> bool:
        """Return True if the part that was read has changed since; reads it."""
        return checksum(path, self.end) != self.checksum

    def nearly_fits(self, path: Path) -> bool:
        """Return True if a little was appended, or the file is empty or gone: that is soon read."""
        try:
            found = path.stat()
        except OSError:
            return True
        grown = self.file == found.st_ino and self.size < found.st_size <= self.size + _LITTLE_BYTES
        return self.begins(path) if grown else not found.st_size

    def touched(self, path: Path) -> Stamp | None:
        """Return the stamp with the file's new time if only that changed, else None. May read the file."""
        found = size_and_time(path)
        if not self.end or found is None or found[0] != self.size or self.fits(path):
            return None
        settled = is_settled(found[1])
        with contextlib.suppress(OSError):
            if self.end == self.size and checksum(path, self.end) == self.checksum:
                return replace(self, modified=found[1], settled=settled)
        return None

    def begins(self, path: Path) -> bool:
        """Return True if the file grew and still begins with what was read.

        Of the same file a few blocks are read: who changes one in its middle also moves its end, but for
        changes of the very same length, which the checksum tells when that is next asked for. Another file in
        its place is read up to `end`.
        """
        found = size_and_time(path)
        if not self.end or found is None or found[0] <= self.size:
            return False
        with path.open("rb") as file:
            if self.file and os.fstat(file.fileno()).st_ino == self.file:
                return _sample(file, self.end) == self.sample
            return checksum_of(file, self.end) == self.checksum


@dataclass(frozen=True, slots=True)
class FileLine:
    """One line: its byte range and number, and its JSON object or the reason why it has none."""

    offset: int
    end: int
    number: int
    record: dict[str, Any] | None
    reason: str = ""

    @property
    def removed_key(self) -> str | None:
        """The key of the paper that this line removes; None for any other line."""
        key = self.record.get("key") if self.record and self.record.get("removed") else None
        return key if isinstance(key, str) else None

    def paper(self) -> Paper:
        """Return the line's paper.

        Raises:
            ValueError: it holds none; the message completes "line 3 …".
        """
        from readerapp.domain.record import from_record  # not needed to open a cached library

        if self.record is None:
            raise ValueError(self.reason)
        try:
            return from_record(self.record)
        except ValueError as error:
            raise ValueError(f"has {error}") from error


def size_and_time(path: Path) -> tuple[int, int] | None:
    """Return a file's size and modification time in ns; None if it can't be read."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def is_settled(modified: int) -> bool:
    """Return True if any further write to a file of this time (in ns) will change it, as clocks tick."""
    return not 0 <= time.time_ns() - modified < _TICK_NS


def checksum(path: Path, end: int, start: int = 0, before: int = 0) -> int:
    """Return the CRC of a file from `start` to `end`, continuing from `before`."""
    with path.open("rb") as file:
        return checksum_of(file, end, start, before)


def checksum_of(file: BinaryIO, end: int, start: int = 0, before: int = 0) -> int:
    """Return the CRC of an open file from `start` to `end`, continuing from `before`."""
    file.seek(start)
    left = end - start
    while left > 0 and (chunk := file.read(min(left, _CHUNK_BYTES))):
        before = zlib.crc32(chunk, before)
        left -= len(chunk)
    return before


def _sample(file: BinaryIO, end: int) -> int:
    """Return the CRC of blocks of an open file, the first and the last before `end` among them."""
    last, found = max(end - _BLOCK_BYTES, 0), 0
    for number in range(_BLOCKS):
        start = last * number // (_BLOCKS - 1)
        file.seek(start)
        found = zlib.crc32(file.read(min(_BLOCK_BYTES, end - start)), found)
    return found


def read(file: BinaryIO, offset: int, number: int) -> Iterator[FileLine]:
    """Yield the lines from an offset, where line `number` starts, without blank ones."""
    file.seek(offset)
    for raw in file:
        if raw.strip():
            yield parse(raw, offset, number)
        offset += len(raw)
        number += 1


def parse(raw: bytes, offset: int = 0, number: int = 1) -> FileLine:
    """Return one line given as bytes."""
    record, reason = decode(raw)
    if reason and not raw.endswith(b"\n"):
        reason = CUT
    return FileLine(offset, offset + len(raw), number, record, reason)


def decode(raw: bytes) -> tuple[dict[str, Any] | None, str]:
    """Return the JSON object of a line and "", or None and what is wrong with the line."""
    try:
        text = raw.decode()
        value = _value(text.removeprefix("\ufeff"))
    except UnicodeDecodeError:
        return None, "is not UTF-8"
    except (ValueError, RecursionError):
        return None, "is not JSON"
    if not isinstance(value, dict):
        return None, "is not an object"
    return value, ""


def _value(text: str) -> Any:
    try:
        value, end = _SCAN(text, 0)
    except StopIteration:  # white space before it, or nothing
        return json.loads(text)
    # the decoder around the scanner takes a fifth of the time to look for what is hardly ever there
    return value if text[end:] in _LINE_ENDS else json.loads(text)


def encode(record: dict[str, Any]) -> bytes:
    """Return a record as one line. Lone surrogates, which UTF-8 can't hold, become `?`."""
    return _JSON.encode(record).encode("utf-8", "replace") + b"\n"


class Appender:
    """The end of `papers.jsonl`, held exclusively. Made by `appending`."""

    def __init__(self, end: files.End) -> None:
        self._end = end
        end.end_line()

    @property
    def size(self) -> int:
        """Size of the file, which is the offset of the next line."""
        return self._end.size

    def write(self, lines: list[bytes]) -> list[int]:
        """Append whole lines and return their offsets. A failed write leaves none of them behind."""
        offsets = []
        at = self.size
        for line in lines:
            offsets.append(at)
            at += len(line)
        self._end.write(b"".join(lines))
        return offsets

    def stamp(self, end: int, checksum: int, lines: int) -> Stamp:
        """Return the file's stamp; see `Stamp` for the arguments."""
        with open(self._end.descriptor, "rb", closefd=False) as file:
            return Stamp.of(file, end, checksum, lines)

    def size_and_time(self) -> tuple[int, int]:
        """Return the file's current size and modification time in ns."""
        found = os.fstat(self._end.descriptor)
        return found.st_size, found.st_mtime_ns


@contextlib.contextmanager
def appending(path: Path, *, sync: bool = True) -> Iterator[Appender]:
    """Hold the end of the file, creating it private; with `sync` it is on disk when the block ends.

    Raises:
        Unwritable: the folder or file can't be written, the disk is full, or another holds it for 30 s.
    """
    with writing(path), files.appending(path) as end:
        yield Appender(end)
        if sync:
            files.sync(end.descriptor)
