"""Factors learned from a library: words that stand in the same papers have to do with each other.

S. Deerwester et al.: Indexing by Latent Semantic Analysis, 1990.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Self

from readerapp.domain.words import searchable
from readerapp.library.meaning import checked_file
from readerapp.library.meaning.sparse import CountedRows, Sparse, directions
from readerapp.library.meaning.word_vectors import Array

if TYPE_CHECKING:
    from tantivy import TextAnalyzer

LEAST_PAPERS = 2_000
"""In a smaller library too few words are in several papers."""
MOST_PAPERS = 20_000
"""More papers than these teach hardly anything."""
_GROWN = 1.2
"""Times as many papers as it was learned from make it worth learning anew."""
_COUNT = 128
_MIN_PAPERS, _MAX_SHARE = 3, 0.3
"""Papers that must have a word, and the share of all that may."""


class Factors:
    """Vectors of texts: their telling words by the few directions in which the library's papers differ."""

    def __init__(self, words: Sequence[str], weights: Array, matrix: Array, papers: int) -> None:
        self._words = words
        self._numbers: Mapping[str, int] = {word: number for number, word in enumerate(words)}
        self._weights = weights
        self._matrix = matrix
        self.papers = papers
        """Size of the library it was learned from."""
        self.model = f"factors {zlib.crc32(matrix):08x}"
        """Equal names mean equal vectors."""

    def fits(self, papers: int) -> bool:
        """Return True if a library of that size needn't be learned anew."""
        return self.papers / _GROWN <= papers <= self.papers * _GROWN

    @classmethod
    def learned(cls, texts: Iterable[str], papers: int) -> Self | None:
        """Return what texts of a library of so many papers teach; None if they have few words in common."""
        import numpy as np

        numbers: dict[str, int] = {}
        counts = CountedRows()
        for text in texts:
            found = _counted(text)
            counts.add([numbers.setdefault(word, len(numbers)) for word in found], [*found.values()])
        every = counts.made()
        size = len(every.ends) - 1
        having = np.bincount(every.columns, minlength=len(numbers))
        kept = (having >= _MIN_PAPERS) & (having <= _MAX_SHARE * size)
        words = [word for word, number in numbers.items() if kept[number]]
        if len(words) < 2 * _COUNT:
            return None
        weights = np.log(1 + (size - having[kept] + 0.5) / (having[kept] + 0.5)).astype(np.float32)
        matrix = directions(_weighted(every, kept, weights), len(words), _COUNT)
        return cls(words, weights, matrix, papers)

    def of(self, texts: Sequence[str]) -> Array:
        """Return a row of length 1 for each text; zeros for one without known words."""
        import numpy as np

        found = np.zeros((len(texts), self._matrix.shape[1]), np.float32)
        for at, text in enumerate(texts):
            known = {self._numbers[word]: n for word, n in _counted(text).items() if word in self._numbers}
            if numbers := [*known]:
                values = np.array([*known.values()], np.float32) * self._weights[numbers]
                found[at] = (values[:, None] * self._matrix[numbers]).sum(axis=0)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return found / np.where(lengths, lengths, 1)

    def in_memory(self) -> Self:
        """Return the same: it is quick as it is."""
        return self

    def write(self, path: Path) -> None:
        """Replace the file; raises `OSError`."""
        import numpy as np

        words = np.frombuffer("\n".join(self._words).encode(), np.uint8)
        about = {"papers": self.papers, "words": len(self._words), "factors": self._matrix.shape[1]}
        checked_file.write(path, about, [self._matrix, self._weights, words])

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Return what is in the file; None if it is missing, damaged or of another version."""
        import numpy as np

        found = checked_file.read(path)
        if not found:
            return None
        about, body = found
        count, width = about["words"], about["factors"]
        matrix, weights, words = np.split(body, (4 * count * width, 4 * count * (width + 1)))
        matrix = matrix.view(np.float32).reshape(count, width)
        return cls(words.tobytes().decode().split("\n"), weights.view(np.float32), matrix, about["papers"])


def _weighted(every: Sparse, kept: Array, weights: Array) -> Sparse:
    """Return a matrix of the kept columns only, times their weights, with rows of length 1."""
    import numpy as np

    size = len(every.ends) - 1
    chosen = kept[every.columns]
    rows = np.repeat(np.arange(size), np.diff(every.ends))[chosen]
    columns = (np.cumsum(kept) - 1)[every.columns[chosen]]
    values = every.values[chosen] * weights[columns]
    lengths = np.sqrt(np.bincount(rows, values**2, size))
    ends = np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=size))))
    return Sparse(ends, columns, (values / lengths[rows]).astype(np.float32))


def _counted(text: str) -> dict[str, float]:
    """Return the stems of a text's telling words, each with what its number of times counts."""
    found = Counter(_analyzer().analyze(searchable(text)))
    return {word: 1 + log(times) for word, times in found.items() if not word.isdigit()}


@cache
def _analyzer() -> TextAnalyzer:
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    telling = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.stopword("english"))
    return telling.filter(Filter.stemmer("english")).build()
