"""Homes with many papers, each made once and copied for whoever changes it.

They are kept in the folder that BENCH_CACHE names, else in `readerapp-bench` in the temporary folder.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import readerapp
from readerapp.domain.record import to_record
from readerapp.library.file import lines
from tests.benchmarks import corpus

SAMPLE = 10_000
"""The real ones."""
PAPERS = 50_000
LARGE = 500_000
ARXIV = 3_200_000
"""As many as arXiv has."""
_BATCH = 10_000


def there() -> bool:
    """Whether there are papers to measure with; says so if there are none."""
    found = corpus.sample() is not None
    if not found:
        print("no sample of real papers beside this checkout: nothing measured", file=sys.stderr)
    return found


@cache
def indexed(size: int = PAPERS) -> Path:
    """A home of `size` papers with columns and index, not to be changed; the papers outlive the run."""
    home = _folder() / f"{size}-papers"
    papers = home / "papers.jsonl"
    if not papers.exists():
        print(f"making {size:,} papers …", file=sys.stderr, flush=True)
        _write(papers, size)
    if size <= PAPERS:  # what is quick to make is made by the program as it is now
        shutil.rmtree(home / "cache", ignore_errors=True)
    with readerapp.open(home) as lib:
        lib.library.build_index()
    return home


def _folder() -> Path:
    return Path(os.environ.get("BENCH_CACHE") or Path(tempfile.gettempdir()) / "readerapp-bench")


def _write(path: Path, size: int) -> None:
    """Write the papers as `add` would; complete, or under another name."""
    source = corpus.sample()
    assert source, "see there()"
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    added = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
    with unfinished.open("wb") as file:
        for paper in corpus.grown(corpus.real(source), size):
            file.write(lines.encode({**to_record(paper), "added": added}))
    unfinished.replace(path)


@contextmanager
def copied(home: Path, *, cache: bool = True) -> Iterator[Path]:
    """A copy of a home to be changed, without its cache if it shall be new to the program."""
    with tempfile.TemporaryDirectory(dir=_folder()) as folder:
        copy = Path(folder) / "home"
        shutil.copytree(home, copy, ignore=None if cache else shutil.ignore_patterns("cache"))
        yield copy
