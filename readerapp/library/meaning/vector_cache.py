"""Vectors of a library's papers, kept in the cache folder and extended as papers come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from readerapp.domain.values import NamedTuple
from readerapp.library.columns.table import GONE, Columns
from readerapp.library.file import lines
from readerapp.library.file.snapshot import Progress, Snapshot
from readerapp.library.meaning import vector_file
from readerapp.library.meaning.vector_file import Covered, Kept
from readerapp.library.meaning.vectors import Vectors
from readerapp.library.meaning.word_vectors import Array

_FEW = 200
"""Papers whose vectors are made without a noticeable delay."""
_BATCH = 64
"""Papers after which progress is told."""
_SMALL = 500
"""Papers up to which making the vectors takes less than keeping them."""
_GROWN = 50
"""What is kept is written again when a fiftieth is new."""

Texts = Callable[[int, Columns], tuple[str, str]]


class Source(Protocol):
    """Makes vectors of texts."""

    @property
    def model(self) -> str:
        """Equal names mean equal vectors."""

    def of(self, texts: Sequence[str]) -> Array:
        """Return a row of length 1 for each text; zeros for one that says nothing."""

    def in_memory(self) -> Source:
        """Return the same, quicker for many texts."""


class _Made(NamedTuple):
    model: str
    columns: Columns
    kept: Kept
    on_disk: int
    """Rows in the file."""


class VectorCache:
    """Keeps the vectors of one kind up to date, for one thread at a time."""

    def __init__(self, path: Path, texts: Texts) -> None:
        """Keep them in the file `path`; `texts` returns title and abstract of a row."""
        self._path = path
        self._texts = texts
        self._made: _Made | None = None

    def of(
        self, source: Source, snapshot: Snapshot, progress: Progress | None = None, *, wait: bool = False
    ) -> Vectors | None:
        """Return a vector per row; without `wait` None if more than a few are missing."""
        import numpy as np

        made = self._made
        if made and made.model == source.model and made.columns is snapshot.columns:
            return made.kept.vectors
        before, on_disk = self._before(source.model, snapshot)
        offsets = np.array(snapshot.columns.offsets, np.int64)
        known = before.offsets if before else offsets[:0]
        changed = np.ones(len(offsets), bool)
        changed[: len(known)] = offsets[: len(known)] != known
        rows = np.flatnonzero(changed & (offsets != GONE))
        if not wait and len(rows) > _FEW:
            return None
        vectors = before.vectors if before else Vectors.of(source.of(()))
        if len(rows) or len(known) < len(offsets):
            fresh = self._fresh(source, rows.tolist(), snapshot, progress)
            vectors = vectors.with_rows(rows, fresh, len(offsets))
        kept = Kept(Covered(snapshot.stamp.end, snapshot.stamp.checksum), offsets, vectors)
        if self._is_due(snapshot, on_disk, len(rows)):
            with suppress(OSError):  # a full disk: they are made again when they are needed
                vector_file.write(self._path, kept, source.model)
                on_disk = len(offsets)
        self._made = _Made(source.model, snapshot.columns, kept, on_disk)
        return vectors

    def _fresh(
        self, source: Source, rows: Sequence[int], snapshot: Snapshot, progress: Progress | None
    ) -> Vectors:
        """Return the vectors of rows."""
        source = source.in_memory() if len(rows) > _FEW else source
        parts = [Vectors.of(source.of(()))]
        for at in range(0, len(rows), _BATCH):
            if progress:
                progress(at / len(rows))
            some = rows[at : at + _BATCH]
            texts = [" ".join(self._texts(row, snapshot.columns)) for row in some]
            parts.append(Vectors.of(source.of(texts)))
        return Vectors.joined(parts)

    def _before(self, model: str, snapshot: Snapshot) -> tuple[Kept | None, int]:
        """Return the vectors of a beginning of this library, and how many of them are in the file."""
        for kept, on_disk in self._candidates(model):
            if len(kept.offsets) <= snapshot.columns.size and _begins(kept.covered, snapshot):
                return kept, on_disk
        return None, 0

    def _candidates(self, model: str) -> Iterator[tuple[Kept, int]]:
        if self._made and self._made.model == model:
            yield self._made.kept, self._made.on_disk
        if kept := vector_file.read(self._path, model):
            yield kept, len(kept.offsets)

    @staticmethod
    def _is_due(snapshot: Snapshot, on_disk: int, fresh: int) -> bool:
        size = snapshot.columns.size
        grown = size - on_disk if on_disk else size
        return not snapshot.seeds and size > _SMALL and max(grown, fresh) * _GROWN > size


def _begins(covered: Covered, snapshot: Snapshot) -> bool:
    """Return True if a library's file begins with what is covered: then its rows are the same."""
    whole = snapshot.stamp
    if snapshot.seeds or not 0 < covered.end <= whole.end:
        return False
    try:
        # a file that began otherwise would not have the same checksum at its end
        return lines.checksum(snapshot.path, whole.end, covered.end, covered.checksum) == whole.checksum
    except OSError:
        return False
