"""The seeds: captures shown while a home has no library, read once.

The papers of the captures we ship come along in `seeds.jsonl`, as `make seeds` wrote them. Those of other
captures are read at the first start and cached.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from readerapp.disk import files
from readerapp.domain.paper import SAMPLES, Paper
from readerapp.library.file.seed_papers import SeedPapers

READY = Path(__file__).with_name("seeds.jsonl")
"""The papers of the captures that we ship."""
_ROOMS_THAT_READ = ("sources", "domain")


def read_seeds(folder: Path, cache: Path) -> Sequence[Paper]:
    """Return the papers of the captures in `folder`, ordered by file name; none if the folder is missing.

    They are cached in the folder `cache` until a capture or the code that reads it changes.
    """
    names = sorted(path for path in folder.glob("*") if path.is_file()) if folder.is_dir() else []
    captures = {path.name: path.read_bytes() for path in names}
    stamp = _stamp(captures)
    if (papers := _kept(READY, stamp)) is not None:
        return papers
    kept = cache / "seeds.jsonl"
    stamp += _code()
    if (papers := _kept(kept, stamp)) is not None:
        return papers
    read = tuple(_read(captures.values()))
    with suppress(OSError):  # without a cache the next start is a few milliseconds slower
        files.replace(kept, _document(stamp, read), durable=False)
    return read


def ready(captures: dict[str, bytes]) -> bytes:
    """Return what `READY` must hold for captures, by name."""
    return b"".join(_document(_stamp(captures), tuple(_read(captures.values()))))


def _read(captures: Iterable[bytes]) -> Iterator[Paper]:
    from readerapp import sources  # slower to load than the cache is to read

    for data in captures:
        yield from sources.read(data, name=SAMPLES).papers


def _stamp(captures: dict[str, bytes]) -> list[list[object]]:
    """Return a value that changes when a capture does."""
    return [[name, len(data), zlib.crc32(data)] for name, data in sorted(captures.items())]


def _code() -> list[list[object]]:
    """Return a value that changes when the code that reads captures does."""
    package = Path(__file__).resolve().parent.parent
    return [found for room in _ROOMS_THAT_READ for found in _modules(str(package / room))]


def _modules(folder: str) -> Iterator[list[object]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir():
                yield from _modules(entry.path)
            elif entry.name.endswith(".py"):
                state = entry.stat()
                yield [entry.name, state.st_size, state.st_mtime_ns]


def _kept(path: Path, stamp: object) -> SeedPapers | None:
    try:
        head, _, lines = path.read_bytes().partition(b"\n")
        said = json.loads(head)
    except (OSError, ValueError):
        return None
    return SeedPapers(lines) if said == {"captures": stamp, "checksum": zlib.crc32(lines)} else None


def _document(stamp: object, papers: Iterable[Paper]) -> list[bytes]:
    from readerapp.domain.record import to_record  # once per capture

    lines = b"".join(
        json.dumps(to_record(paper), ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        for paper in papers
    )
    return [json.dumps({"captures": stamp, "checksum": zlib.crc32(lines)}).encode() + b"\n", lines]
