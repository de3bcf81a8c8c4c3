"""Reading files, folders and standard input into papers."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from readerapp import sources
from readerapp.domain.paper import Paper
from readerapp.sources import Skip


@dataclass(frozen=True, slots=True)
class AddReport:
    """What an `add` did, in numbers of papers."""

    read: int
    new: int
    updated: int
    same: int
    skipped: tuple[Skip, ...]
    """Each thing that could not be read: where and why."""

    @property
    def summary(self) -> str:
        """The line that says it."""
        counts = {"read": self.read, "new": self.new, "updated": self.updated, "same": self.same}
        counts["skipped"] = len(self.skipped)
        return " · ".join(f"{name} {count:,}" for name, count in counts.items())


@dataclass(frozen=True, slots=True)
class Gathered:
    """The papers of several sources, and what was skipped."""

    papers: tuple[Paper, ...]
    skipped: tuple[Skip, ...]


def read_sources(names: Iterable[str], *, format: str | None, listed: str | None, seen: str) -> Gathered:
    """The papers of files, folders and `-`; what can't be read is skipped, the rest goes on."""
    papers: list[Paper] = []
    skipped: list[Skip] = []
    for name in names:
        for where, data in _contents(name):
            if isinstance(data, Skip):
                skipped.append(data)
                continue
            reading = sources.read(data, name=where, format=format, listed=listed, seen=seen)
            papers += reading.papers
            skipped += (Skip(f"{where}: {skip.where}".rstrip(": "), skip.why) for skip in reading.skipped)
    return Gathered(tuple(papers), tuple(skipped))


def _contents(name: str) -> Iterator[tuple[str, bytes | Skip]]:
    """(name, its bytes) of each file that `name` means, or why it can't be read."""
    if name == "-":
        yield "standard input", sys.stdin.buffer.read()
        return
    path = Path(name).expanduser()
    try:
        inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        files = inside if path.is_dir() else [path]
    except OSError as error:
        yield name, Skip(name, f"can't be listed: {error.strerror}")
        return
    if not files:
        yield name, Skip(name, "is a folder without files")
    for file in files:
        try:
            yield str(file), file.read_bytes()
        except OSError as error:
            yield str(file), Skip(str(file), f"can't be read: {error.strerror}")
