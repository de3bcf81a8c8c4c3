"""The seeds: captures shown while a home has no library, read once and cached."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from readerapp.disk import files
from readerapp.domain.paper import Paper
from readerapp.domain.record import from_record, to_record

_ROOMS_THAT_READ = ("sources", "domain")


def read_seeds(folder: Path, cache: Path) -> tuple[Paper, ...]:
    """Return the papers of the captures in `folder`, ordered by file name; none if the folder is missing.

    They are cached in the folder `cache` until a capture or the code that reads it changes.
    """
    captures = sorted(path for path in folder.glob("*") if path.is_file()) if folder.is_dir() else []
    stamp = _stamp(captures)
    kept = cache / "seeds.jsonl"
    papers = _kept(kept, stamp)
    if papers is None:
        papers = _read(captures)
        with suppress(OSError):  # without a cache the next start is a few milliseconds slower
            _keep(kept, stamp, papers)
    return papers


def _read(captures: Iterable[Path]) -> tuple[Paper, ...]:
    from readerapp import sources  # slower to load than the cache is to read

    return tuple(paper for path in captures for paper in sources.read(path.read_bytes(), name="seeds").papers)


def _stamp(captures: Iterable[Path]) -> list[list[object]]:
    """Return a value that changes when a capture or the code that reads it does."""
    package = Path(__file__).resolve().parent.parent
    code = [path for room in _ROOMS_THAT_READ for path in sorted((package / room).rglob("*.py"))]
    states = ((path, path.stat()) for path in (*captures, *code))
    return [[path.name, state.st_size, state.st_mtime_ns] for path, state in states]


def _kept(path: Path, stamp: object) -> tuple[Paper, ...] | None:
    try:
        head, *lines = path.read_text("utf-8").removesuffix("\n").split("\n")
        return tuple(from_record(json.loads(line)) for line in lines) if json.loads(head) == stamp else None
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def _keep(path: Path, stamp: object, papers: Iterable[Paper]) -> None:
    lines = [stamp, *(to_record(paper) for paper in papers)]
    data = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    files.replace(path, [data.encode()], durable=False)
