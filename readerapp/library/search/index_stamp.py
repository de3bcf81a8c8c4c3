"""What the index in the cache folder was made from, and whether it is as it was left."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Self

from readerapp.disk import files
from readerapp.library.file.snapshot import Snapshot

# grows whenever the schema, the words or what is indexed of a paper change
_VERSION = 4
_WORTH_READING = 1 << 26
"""Bytes of an index up to which it is read whole before it is trusted: a few hundredths of a second."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The beginning of `papers.jsonl` that an index was made from."""

    end: int = 0
    checksum: int = 0
    lines: int = 0
    size: int = 0
    version: int = _VERSION

    @classmethod
    def of(cls, shown: Snapshot) -> Self:
        """That of an index of the library as it is shown."""
        return cls(shown.stamp.end, shown.stamp.checksum, shown.stamp.lines, shown.columns.size)


@dataclass(frozen=True, slots=True)
class IndexStamp:
    """A fit, and the index's files as they were when it was written."""

    fit: Coverage
    files: int

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """The stamp of a file; None if there is none, or another version's."""
        try:
            found = json.loads(path.read_bytes())
            summed, fit = found.pop("files"), Coverage(**found)
        except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
            return None
        if not all(type(value) is int for value in (summed, *asdict(fit).values())):
            return None
        return cls(fit, summed) if fit == replace(fit, version=_VERSION) else None

    def write(self, path: Path) -> None:
        """Put the stamp in place of any other, whole."""
        files.replace(path, [json.dumps({**asdict(self.fit), "files": self.files}).encode()], durable=False)


def checksum(place: Path) -> int:
    """The CRC of an index's files: of their names and sizes, and of what is in them unless that is a lot.

    Raises `OSError`.
    """
    paths = sorted(path for path in place.iterdir() if path.suffix != ".lock")  # those come and go
    sizes = [(path.name, path.stat().st_size) for path in paths]
    found = zlib.crc32(repr(sizes).encode())
    if sum(size for _, size in sizes) <= _WORTH_READING:
        for path in paths:
            found = zlib.crc32(path.read_bytes(), found)
    return found
