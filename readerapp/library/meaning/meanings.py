"""What the papers of a library mean: vectors kept in the cache folder, and extended as papers come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from readerapp.library.columns.table import GONE, Columns
from readerapp.library.file import lines
from readerapp.library.file.snapshot import Progress, Snapshot
from readerapp.library.meaning import vector_file
from readerapp.library.meaning.vector_file import Covered, Kept
from readerapp.library.meaning.vectors import Nearness, Vectors
from readerapp.library.meaning.word_vectors import Array, WordVectors

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PAPERS = 250_000
"""In a larger library every description would be compared for more than a tenth of a second."""
_FEW = 200
"""Papers whose vectors are made without a noticeable delay."""
_BATCH = 64
"""Papers after which progress is told."""
_SMALL = 500
"""Papers up to which making the vectors takes less than keeping them."""
_GROWN = 50
"""What is kept is written again when a fiftieth is new."""

Texts = Callable[[int, Columns], tuple[str, str]]


class Senses:
    """What papers mean, to compare descriptions with."""

    def __init__(self, words: WordVectors, vectors: Vectors) -> None:
        self._words = words
        self._vectors = vectors

    def nearness(self, description: str) -> Nearness | None:
        """Return how near each paper is to a description; None if that says nothing."""
        (wanted,) = self._words.of([description])
        return self._vectors.nearness(wanted) if wanted.any() else None


class _Made(NamedTuple):
    columns: Columns
    kept: Kept
    senses: Senses
    on_disk: int
    """Rows in the file."""


class Meanings:
    """Keeps the vectors of a library up to date. Safe to use from any thread."""

    def __init__(self, path: Path, texts: Texts) -> None:
        """Keep them in the file `path`; `texts` returns title and abstract of a row."""
        self._path = path
        self._texts = texts
        self._words: WordVectors | None = None
        self._made: _Made | None = None
        self._lock = Lock()

    def of(
        self, snapshot: Snapshot, progress: Progress | None = None, *, wait: bool = False
    ) -> Senses | None:
        """Return what the papers mean; None for a library too large for it.

        Without `wait` None, too, while more than a few papers have no vector, or another thread makes some.
        """
        if not 0 < snapshot.columns.size <= MAX_PAPERS:
            return None
        made = self._made
        if made and made.columns is snapshot.columns:
            return made.senses
        if not self._lock.acquire(blocking=wait):
            return None
        try:
            self._words = self._words or WordVectors.load()
            return self._extended(self._words, snapshot, progress, wait) if self._words else None
        finally:
            self._lock.release()

    def _extended(
        self, words: WordVectors, snapshot: Snapshot, progress: Progress | None, wait: bool
    ) -> Senses | None:
        import numpy as np

        before, on_disk = self._before(words, snapshot)
        offsets = np.array(snapshot.columns.offsets, np.int64)
        known = before.offsets if before else offsets[:0]
        changed = np.ones(len(offsets), bool)
        changed[: len(known)] = offsets[: len(known)] != known
        rows = np.flatnonzero(changed & (offsets != GONE))
        if not wait and len(rows) > _FEW:
            return None
        vectors = before.vectors if before else Vectors.of(words.of(()))
        if len(rows) or len(known) < len(offsets):
            fresh = Vectors.of(self._exact(words, rows.tolist(), snapshot, progress))
            vectors = vectors.with_rows(rows, fresh, len(offsets))
        kept = Kept(Covered(snapshot.stamp.end, snapshot.stamp.checksum), offsets, vectors)
        if self._is_due(snapshot, on_disk, len(rows)):
            with suppress(OSError):  # a full disk: they are made again when they are needed
                vector_file.write(self._path, kept, words.model)
                on_disk = len(offsets)
        self._made = _Made(snapshot.columns, kept, Senses(words, vectors), on_disk)
        return self._made.senses

    def _exact(
        self, words: WordVectors, rows: Sequence[int], snapshot: Snapshot, progress: Progress | None
    ) -> Array:
        """Return the vectors of rows."""
        import numpy as np

        words = words.in_memory() if len(rows) > _FEW else words
        parts = [words.of(())]
        for at in range(0, len(rows), _BATCH):
            if progress:
                progress(at / len(rows))
            some = rows[at : at + _BATCH]
            parts.append(words.of([" ".join(self._texts(row, snapshot.columns)) for row in some]))
        return np.concatenate(parts)

    def _before(self, words: WordVectors, snapshot: Snapshot) -> tuple[Kept | None, int]:
        """Return the vectors of a beginning of this library, and how many of them are in the file."""
        for kept, on_disk in self._candidates(words):
            if len(kept.offsets) <= snapshot.columns.size and _begins(kept.covered, snapshot):
                return kept, on_disk
        return None, 0

    def _candidates(self, words: WordVectors) -> Iterator[tuple[Kept, int]]:
        if self._made:
            yield self._made.kept, self._made.on_disk
        if kept := vector_file.read(self._path, words.model):
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
