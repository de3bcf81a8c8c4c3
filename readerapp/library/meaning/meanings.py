"""What the papers of a library mean: by the vectors of words, and by what the library itself teaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock

from readerapp.domain.values import NamedTuple
from readerapp.library.columns.table import GONE, Columns
from readerapp.library.file.snapshot import Progress, Snapshot
from readerapp.library.meaning.factors import LEAST_PAPERS, MOST_PAPERS, Factors
from readerapp.library.meaning.vector_cache import Texts, VectorCache
from readerapp.library.meaning.vectors import Nearness, Vectors
from readerapp.library.meaning.word_vectors import WordVectors

MAX_PAPERS = 250_000
"""In a larger library every description would be compared for more than a tenth of a second."""
_FACTORS = 0.5
"""What nearness by the library's factors counts, against that by words. They don't help descriptions."""


class Senses:
    """What papers mean, to compare descriptions and papers with."""

    def __init__(self, words: WordVectors, by_words: Vectors, by_factors: Vectors | None) -> None:
        self._words = words
        self._by_words = by_words
        self._by_factors = by_factors

    def nearness(self, description: str) -> Nearness | None:
        """Return how near each paper is to a description; None if that says nothing."""
        (wanted,) = self._words.of([description])
        return self._by_words.nearness(wanted) if wanted.any() else None

    def like(self, weighted: Sequence[tuple[int, float]]) -> Nearness:
        """Return how near each paper is to rows, each with its weight: below 0 it speaks against others."""
        near = _like(self._by_words, weighted)
        return near.plus(_like(self._by_factors, weighted), _FACTORS) if self._by_factors else near


def _like(vectors: Vectors, weighted: Sequence[tuple[int, float]]) -> Nearness:
    liked = vectors.mean([one for one in weighted if one[1] > 0])
    return vectors.nearness(liked + vectors.mean([one for one in weighted if one[1] < 0]))


class _Known(NamedTuple):
    columns: Columns
    senses: Senses
    learned: bool
    """True if the factors are as they should be."""


class Meanings:
    """Keeps up to date what papers mean. Safe to use from any thread."""

    def __init__(self, folder: Path, texts: Texts) -> None:
        """Keep it in a folder; `texts` returns title and abstract of a row."""
        self._path = folder / "factors"
        self._texts = texts
        self._by_words = VectorCache(folder / "by-words", texts)
        self._by_factors = VectorCache(folder / "by-factors", texts)
        self._words: WordVectors | None = None
        self._factors: Factors | None = None
        self._known: _Known | None = None
        self._lock = Lock()

    def of(
        self, snapshot: Snapshot, progress: Progress | None = None, *, wait: bool = False
    ) -> Senses | None:
        """Return what the papers mean; None for a library too large for it.

        Without `wait` None, too, while more than a few papers have no vector, or another thread makes some.
        """
        if not 0 < snapshot.columns.size <= MAX_PAPERS:
            return None
        known = self._known
        if known and known.columns is snapshot.columns and (known.learned or not wait):
            return known.senses
        if not self._lock.acquire(blocking=wait):
            return None
        try:
            self._words = self._words or WordVectors.load()
            return self._made(self._words, snapshot, progress, wait) if self._words else None
        finally:
            self._lock.release()

    def _made(
        self, words: WordVectors, snapshot: Snapshot, progress: Progress | None, wait: bool
    ) -> Senses | None:
        first, second = _halves(progress)
        by_words = self._by_words.of(words, snapshot, first, wait=wait)
        if by_words is None:
            return None
        factors = self._learned(snapshot, wait)
        by_factors = self._by_factors.of(factors, snapshot, second, wait=wait) if factors else None
        senses = Senses(words, by_words, by_factors)
        self._known = _Known(snapshot.columns, senses, wait)
        return senses

    def _learned(self, snapshot: Snapshot, wait: bool) -> Factors | None:
        """Return the factors of the library; without `wait` those known before."""
        size = snapshot.columns.size
        if size < LEAST_PAPERS:
            return None
        self._factors = self._factors or Factors.read(self._path)
        if wait and not (self._factors and self._factors.fits(size)):
            self._factors = Factors.learned(self._some_texts(snapshot), size)
            if self._factors:
                with suppress(OSError):  # a full disk: they are learned again
                    self._factors.write(self._path)
        return self._factors

    def _some_texts(self, snapshot: Snapshot) -> Iterator[str]:
        """Yield the texts of papers from all over the library."""
        size = snapshot.columns.size
        for row in range(0, size, -(-size // MOST_PAPERS)):
            if snapshot.columns.offsets[row] != GONE:
                yield " ".join(self._texts(row, snapshot.columns))


def _halves(progress: Progress | None) -> tuple[Progress | None, Progress | None]:
    """Return the progress of the first and the second half."""
    if progress is None:
        return None, None
    return lambda part: progress(part / 2), lambda part: progress((1 + part) / 2)
