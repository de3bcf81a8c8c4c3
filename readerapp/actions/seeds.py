"""The seed: the captures that a home without a library shows, read once and kept in the cache."""

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
    """The papers of the captures in `folder`, in the order of their names; none if it isn't there.

    They are kept in the folder `cache`, where it can be written, until a capture or the code that reads it
    changes.
    """
    captures = sorted(path for path in folder.glob("*") if path.is_file()) if folder.is_dir() else []
    stamp = _stamp(captures)
    kept = cache / "seeds.jsonl"
    papers = _kept(kept, stamp)
    if papers is None:
        papers = _read(captures)
        # A cache that can't be written costs the next start a few milliseconds, no more.
        with suppress(OSError):
            _keep(kept, stamp, papers)
    return papers


def _read(captures: Iterable[Path]) -> tuple[Paper, ...]:
    # What reads captures takes longer to load than the papers take to read from the cache.
    from readerapp import sources

    return tuple(paper for path in captures for paper in sources.read(path.read_bytes(), name="seeds").papers)


def _stamp(captures: Iterable[Path]) -> list[list[object]]:
    """What is other when a capture, or how it is read, is other."""
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
