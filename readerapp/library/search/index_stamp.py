"""Stamp of the index in the cache folder: what it covers, and how its files were then."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Self

from readerapp.disk import files
from readerapp.domain.values import NamedTuple, dataclass
from readerapp.library.file.seed_papers import lines_of
from readerapp.library.file.snapshot import Snapshot

# bump whenever the schema, the word rules or the indexed fields change
_VERSION = 8
_MAX_CHECKED_BYTES = 1 << 26
"""Size up to which an index's content is known by a checksum, which takes a few hundredths of a second."""


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
        if snapshot.seeds:  # they are in no file
            data = b"\n".join(lines_of(snapshot.seeds))
            return cls(len(data), zlib.crc32(data), len(snapshot.seeds), snapshot.columns.size)
        return cls(snapshot.stamp.end, snapshot.stamp.checksum, snapshot.stamp.lines, snapshot.columns.size)


class FileMark(NamedTuple):
    """What tells one file of an index: equal sizes and checksums are equal content."""

    size: int
    checksum: int
    """CRC of the content; 0 in an index that is too large for it."""
    modified: int

    def same(self, other: FileMark | None) -> bool:
        """Return True if the content is the same, whenever it was written."""
        return other is not None and self[:2] == other[:2]


@dataclass(frozen=True, slots=True)
class IndexStamp:
    """What an index covers, and its files as they were then."""

    coverage: Coverage
    files: dict[str, FileMark]
    """Those of a complete index; none after a step, while tantivy still merges files."""
    commit: int
    """Number of the commit in the index."""

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Return the stamp in a file; None if there is none or it is of another version."""
        try:
            found = json.loads(path.read_bytes())
            marks = {name: FileMark(*mark) for name, mark in found.pop("files").items()}
            commit = found.pop("commit")
            coverage = Coverage(**found)
        except (OSError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
            return None
        numbers = (commit, *asdict(coverage).values(), *chain.from_iterable(marks.values()))
        if not all(type(value) is int for value in numbers):
            return None
        return cls(coverage, marks, commit) if coverage.version == _VERSION else None

    def write(self, path: Path) -> None:
        """Replace the stamp in a file."""
        text = json.dumps({**asdict(self.coverage), "files": self.files, "commit": self.commit})
        files.replace(path, [text.encode()], durable=False)

    def fits(self, place: Path) -> bool:
        """Return True if a folder has this very index; reads files that were written since.

        Files that a stopped program left beside it are no part of the index.
        """
        try:
            found = marks(place, self.files)
            return commit_of(place) == self.commit and all(
                mark.same(found.get(name)) for name, mark in self.files.items()
            )
        except (OSError, ValueError):
            return False


def commit_of(place: Path) -> int:
    """Return the number of the last commit of an index.

    Raises:
        OSError: it can't be read.
        ValueError: it is damaged.
    """
    found = json.loads((place / "meta.json").read_bytes())
    if not isinstance(found, dict) or type(found.get("opstamp")) is not int:
        raise ValueError(f"{place} has no commit")
    return int(found["opstamp"])


def marks(place: Path, known: Mapping[str, FileMark]) -> dict[str, FileMark]:
    """Return a mark for each file of an index; only those written since `known` are read.

    Raises `OSError`.
    """
    paths = sorted(path for path in place.iterdir() if path.suffix != ".lock")  # transient
    found = [(path, path.stat()) for path in paths]
    small = sum(stat.st_size for _, stat in found) <= _MAX_CHECKED_BYTES
    made: dict[str, FileMark] = {}
    for path, stat in found:
        size, modified, before = stat.st_size, stat.st_mtime_ns, known.get(path.name)
        if before is None or (before.size, before.modified) != (size, modified):
            before = FileMark(size, zlib.crc32(path.read_bytes()) if small else 0, modified)
        made[path.name] = before
    return made
