"""Vectors of papers, a byte per dimension: a quarter of the room, and the same order of what is near."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Self

from readerapp.domain.values import NamedTuple
from readerapp.library.meaning.word_vectors import Array

_MOST = 127
_BLOCK_ROWS = 1 << 10
"""Rows compared at a time: they stay in the processor's cache."""


class Vectors(NamedTuple):
    """A vector per row of a library."""

    numbers: Array
    """A byte per dimension."""
    scales: Array
    """What makes the length of each 1; 0 for a row without words."""

    @classmethod
    def of(cls, exact: Array) -> Self:
        """Return vectors for rows of length 1 or 0."""
        import numpy as np

        most = np.abs(exact).max(axis=1, keepdims=True, initial=0)
        numbers = np.rint(exact * (_MOST / np.where(most, most, 1))).astype(np.int8)
        lengths = np.linalg.norm(numbers.astype(np.float32), axis=1)
        scales = np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)
        return cls(numbers, scales)

    @classmethod
    def joined(cls, parts: Iterable[Vectors]) -> Self:
        """Return the rows of all parts."""
        import numpy as np

        numbers, scales = zip(*parts, strict=True)
        return cls(np.concatenate(numbers), np.concatenate(scales))

    def with_rows(self, rows: Array, others: Vectors, size: int) -> Vectors:
        """Return vectors of `size` rows: these, and `others` for the rows numbered in `rows`."""
        import numpy as np

        kept = len(self.numbers)
        numbers = np.zeros((size, others.numbers.shape[1]), np.int8)
        scales = np.zeros(size, np.float32)
        if kept:
            numbers[:kept], scales[:kept] = self.numbers, self.scales
        numbers[rows], scales[rows] = others.numbers, others.scales
        return Vectors(numbers, scales)

    def mean(self, weighted: Sequence[tuple[int, float]]) -> Array:
        """Return the mean of rows, each with its weight, of length 1; zeros if there are none."""
        import numpy as np

        rows = [row for row, _ in weighted]
        shares = np.array([share for _, share in weighted], np.float32) * self.scales[rows]
        total = shares @ self.numbers[rows].astype(np.float32)
        length = np.linalg.norm(total)
        return total / length if length else total

    def nearness(self, wanted: Array) -> Nearness:
        """Return how near each row is to a vector of length 1."""
        import numpy as np

        found = np.empty(len(self.numbers), np.float32)
        for at in range(0, len(found), _BLOCK_ROWS):
            block = slice(at, at + _BLOCK_ROWS)
            # not `@`: that wakes threads, which cost more than they bring
            found[block] = np.einsum("ij,j->i", self.numbers[block].astype(np.float32), wanted)
        return Nearness(found * self.scales)


class Nearness:
    """How near each row is to something: the cosine of the angle, at most 1."""

    def __init__(self, cosines: Array) -> None:
        self._cosines = cosines

    def __len__(self) -> int:
        return len(self._cosines)

    def plus(self, other: Nearness, share: float) -> Nearness:
        """Return the sum of both, the other one times `share`."""
        return Nearness(self._cosines + share * other._cosines)

    def __getitem__(self, row: int) -> float:
        return float(self._cosines[row])

    def nearest(self, limit: int, keep: bytes) -> array[int]:
        """Return at most `limit` rows, nearest first, of those whose byte in `keep` is 1."""
        import numpy as np

        (rows,) = np.nonzero(np.frombuffer(keep, np.uint8))
        cosines = self._cosines[rows]
        if len(rows) > limit:
            some = np.argpartition(-cosines, limit)[:limit]
            rows, cosines = rows[some], cosines[some]
        return array("I", rows[np.lexsort((rows, -cosines))].tolist())
