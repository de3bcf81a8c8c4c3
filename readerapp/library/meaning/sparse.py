"""Matrices of which nearly all is 0, and the few directions in which one says most."""

from __future__ import annotations

from array import array

from readerapp.domain.values import NamedTuple
from readerapp.library.meaning.word_vectors import Array

_BEYOND = 16
"""Directions looked for beyond those wanted, which makes these exact enough."""
_ROUNDS = 2


class Sparse(NamedTuple):
    """A matrix: of each row the columns that aren't 0, and their values."""

    ends: Array
    """Where each row begins, and the last one ends."""
    columns: Array
    values: Array

    def times(self, other: Array) -> Array:
        """Return the product with a matrix."""
        import numpy as np

        found = np.zeros((len(self.ends) - 1, other.shape[1]), np.float32)
        other = np.ascontiguousarray(other)  # row by row
        for row, (start, end) in enumerate(zip(self.ends[:-1], self.ends[1:], strict=True)):
            # not `@`: that wakes threads, which take the processor from the interface
            found[row] = (self.values[start:end, None] * other[self.columns[start:end]]).sum(axis=0)
        return found

    def turned_times(self, other: Array, columns: int) -> Array:
        """Return the product of its transposed, which has `columns` rows, with a matrix."""
        import numpy as np

        found = np.zeros((columns, other.shape[1]), np.float32)
        other = np.ascontiguousarray(other)
        for row, (start, end) in enumerate(zip(self.ends[:-1], self.ends[1:], strict=True)):
            # no column is there twice
            found[self.columns[start:end]] += self.values[start:end, None] * other[row]
        return found


def directions(matrix: Sparse, columns: int, count: int) -> Array:
    """Return the `count` directions, in columns, in which a matrix's rows differ most; the same each time.

    N. Halko, P. Martinsson, J. Tropp: Finding Structure with Randomness, 2011, algorithms 4.4 and 5.1.
    """
    import numpy as np

    width = min(count + _BEYOND, columns, len(matrix.ends) - 1)
    basis = np.random.default_rng(0).standard_normal((columns, width)).astype(np.float32)
    for _ in range(_ROUNDS):
        rows, _ = np.linalg.qr(matrix.times(basis))
        basis, _ = np.linalg.qr(matrix.turned_times(rows, columns))
    rows, _ = np.linalg.qr(matrix.times(basis))
    left, _, _ = np.linalg.svd(matrix.turned_times(rows, columns), full_matrices=False)
    return np.ascontiguousarray(left[:, :count])


class CountedRows:
    """A matrix that grows by rows of counted things."""

    def __init__(self) -> None:
        self._ends, self._columns, self._values = array("q", [0]), array("i"), array("f")

    def add(self, columns: list[int], values: list[float]) -> None:
        """Add a row; no column may be there twice."""
        self._columns.extend(columns)
        self._values.extend(values)
        self._ends.append(len(self._columns))

    def made(self) -> Sparse:
        """Return the matrix."""
        import numpy as np

        return Sparse(*(np.array(part) for part in (self._ends, self._columns, self._values)))
