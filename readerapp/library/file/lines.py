"""`papers.jsonl` as bytes: lines read from any offset, whole lines appended under a lock."""

from __future__ import annotations

import contextlib
import json
import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from readerapp.disk import files
from readerapp.disk.lock import writing

_CHUNK = 1 << 20
CUT = "is cut short"
CONFLICT = re.compile(rb"(?:<{7}|>{7}|[|]{7}|={7})(?: |$)")
"""Git's lines around and between two versions that it could not merge."""
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a cache was made from: so much of a file, and what it held. The empty stamp fits no file."""

    size: int = 0
    modified: int = 0
    end: int = 0
    """Where to read on: before a last line that is cut short."""
    checksum: int = 0
    """Of what lies before `end`."""
    lines: int = 0

    def fits(self, path: Path) -> bool:
        """Whether the file is as it was; a look at its size and time."""
        found = size_and_time(path)
        return found == (self.size, self.modified)

    def touched(self, path: Path) -> Stamp | None:
        """The stamp of a file that has another time, and holds what it held; else None. May read it all."""
        found = size_and_time(path)
        if not self.end or found is None or found[0] != self.size or found[1] == self.modified:
            return None
        same = self.end == self.size and checksum(path, self.end) == self.checksum
        return replace(self, modified=found[1]) if same else None

    def begins(self, path: Path) -> bool:
        """Whether the file still begins with what was read; reads that part."""
        found = size_and_time(path)
        if not self.end or found is None or found[0] <= self.size:
            return False
        return checksum(path, self.end) == self.checksum


@dataclass(frozen=True, slots=True)
class FileLine:
    """One line: where it starts and ends, and its object or the reason why it has none."""

    offset: int
    end: int
    number: int
    record: dict[str, Any] | None
    reason: str = ""


def size_and_time(path: Path) -> tuple[int, int] | None:
    """Size and time of change of a file; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def checksum(path: Path, end: int, start: int = 0, before: int = 0) -> int:
    """The CRC of the file from `start` to `end`, going on from `before`."""
    with path.open("rb") as file:
        file.seek(start)
        left = end - start
        while left > 0 and (chunk := file.read(min(left, _CHUNK))):
            before = zlib.crc32(chunk, before)
            left -= len(chunk)
    return before


def read(file: BinaryIO, offset: int, number: int) -> Iterator[FileLine]:
    """The lines from an offset, which is the start of line `number`. Blank lines are passed over."""
    file.seek(offset)
    for raw in file:
        if raw.strip():
            record, reason = decode(raw)
            if reason and not raw.endswith(b"\n"):
                reason = CUT
            yield FileLine(offset, offset + len(raw), number, record, reason)
        offset += len(raw)
        number += 1


def decode(raw: bytes) -> tuple[dict[str, Any] | None, str]:
    """The JSON object of a line, or None and what is wrong with it."""
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None, "is not UTF-8"
    except (ValueError, RecursionError):
        return None, "is not JSON"
    if not isinstance(value, dict):
        return None, "is not an object"
    return value, ""


def encode(record: dict[str, Any]) -> bytes:
    """A record as one line. Lone surrogates, which UTF-8 can't hold, become `?`."""
    return _JSON.encode(record).encode("utf-8", "replace") + b"\n"


class Appender:
    """The open end of `papers.jsonl`, held alone. Made by `appending`."""

    def __init__(self, end: files.End) -> None:
        self._end = end
        end.end_line()

    @property
    def size(self) -> int:
        """Size of the file, which is where the next line will start."""
        return self._end.size

    def write(self, lines: list[bytes]) -> list[int]:
        """Append whole lines; the offset of each. A failed write leaves nothing of them behind."""
        offsets = []
        at = self.size
        for line in lines:
            offsets.append(at)
            at += len(line)
        self._end.write(b"".join(lines))
        return offsets

    def size_and_time(self) -> tuple[int, int]:
        """Size and time of change of the file now."""
        found = os.fstat(self._end.descriptor)
        return found.st_size, found.st_mtime_ns


@contextlib.contextmanager
def appending(path: Path, *, sync: bool = True) -> Iterator[Appender]:
    """Hold the end of the file, made private if it is new; on disk when the block ends, with `sync`.

    Raises:
        Unwritable: the folder or file can't be written, the disk is full, or another holds it for 30 s.
    """
    with writing(path), files.appending(path) as end:
        yield Appender(end)
        if sync:
            files.sync(end.descriptor)
