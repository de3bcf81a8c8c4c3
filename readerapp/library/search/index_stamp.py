"""Stamp of the index in the cache folder: what it covers, and whether its files are unchanged."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import Self

from readerapp.disk import files
from readerapp.domain.values import dataclass
from readerapp.library.file.snapshot import Snapshot

# bump whenever the schema, the word rules or the indexed fields change
_VERSION = 5
_MAX_CHECKED_BYTES = 1 << 26
"""Size up to which an index's content is checked before use, which takes a few hundredths of a second."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The beginning of `papers.jsonl` that an index covers."""

    end: int = 0
    checksum: int = 0
    lines: int = 0
    size: int = 0
    version: int = _VERSION

    @classmethod
    def of(cls, snapshot: Snapshot) -> Self:
        """Return the coverage of an index of a whole snapshot."""
        return cls(snapshot.stamp.end, snapshot.stamp.checksum, snapshot.stamp.lines, snapshot.columns.size)


@dataclass(frozen=True, slots=True)
class IndexStamp:
    """What an index covers, and a checksum of its files."""

    coverage: Coverage
    files: int

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Return the stamp in a file; None if there is none or it is of another version."""
        try:
            found = json.loads(path.read_bytes())
            files_checksum, coverage = found.pop("files"), Coverage(**found)
        except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
            return None
        if not all(type(value) is int for value in (files_checksum, *asdict(coverage).values())):
            return None
        return cls(coverage, files_checksum) if coverage.version == _VERSION else None

    def write(self, path: Path) -> None:
        """Replace the stamp in a file."""
        files.replace(
            path, [json.dumps({**asdict(self.coverage), "files": self.files}).encode()], durable=False
        )


def checksum(place: Path) -> int:
    """Return a CRC of an index's file names and sizes, and of their content unless that is large.

    Raises `OSError`.
    """
    paths = sorted(path for path in place.iterdir() if path.suffix != ".lock")  # transient
    sizes = [(path.name, path.stat().st_size) for path in paths]
    found = zlib.crc32(repr(sizes).encode())
    if sum(size for _, size in sizes) <= _MAX_CHECKED_BYTES:
        for path in paths:
            found = zlib.crc32(path.read_bytes(), found)
    return found
