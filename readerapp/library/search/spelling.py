"""Spelling: how far a word of a query may be from a word of a paper, and which word was probably meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tantivy import Index

MIN_PREFIX_LETTERS = 5
"""Shorter words match misspelt words only as a whole; as prefixes they would match nearly anything."""
_LARGE_LIBRARY_PAPERS = 100_000
"""Papers from which on only words with the same first two letters are compared."""
_PAPERS_PER_CORRECTION = 5000
"""A correction from abstracts must be in at least one of this many papers."""
_MIN_SIMILARITY = 0.6


def max_edits(word: str) -> int:
    """Return the maximum edit distance (optimal string alignment) for a word of this length."""
    if len(word) < 3 or word.isdigit():
        return 0
    return 1 if len(word) < 7 else 2


def words_meant(word: str, others: Iterable[str]) -> dict[str, int]:
    """Return the words a typed word or prefix may be a misspelling of, with their edit distances."""
    limit = max_edits(word)
    choices = [other for other in others if len(other) >= len(word) - limit] if limit else []
    found: dict[str, int] = {}
    for cut in _cuts(word, limit) if choices else ():
        for distance, other in _near(word, choices, cut, limit):
            found[other] = min(distance, found.get(other, limit))
    return found


def _cuts(word: str, limit: int) -> tuple[int | None, ...]:
    """Return the lengths to cut other words to before comparing them; None compares whole words."""
    if len(word) < MIN_PREFIX_LETTERS:
        return (None,)
    return (None, *range(len(word) - limit, len(word) + limit + 1))


def _near(word: str, others: Sequence[str], cut: int | None, limit: int) -> Iterator[tuple[int, str]]:
    """Yield (edit distance, other word) for each other word within `limit` edits when cut to a length."""
    from rapidfuzz.distance import OSA  # loads when the first word is compared
    from rapidfuzz.process import extract

    ends = others if cut is None else [other[:cut] for other in others]
    for _, distance, at in extract(word, ends, scorer=OSA.distance, score_cutoff=limit, limit=None):
        yield int(distance), others[at]


class Dictionary:
    """The words of an index, read as needed and kept."""

    def __init__(self, index: Index, same: Dictionary | None = None) -> None:
        """Read an index; `same` is of the same words, read from it before."""
        self.index = index
        self._searcher = index.searcher()
        self._size = self._searcher.num_docs
        self._known: dict[str, Mapping[str, int]] = same._known if same else {}

    def nearest(self, word: str, likely: Collection[str]) -> tuple[str, int] | None:
        """Return the nearest word or prefix of a word, and the number of papers that have it.

        Among equally near words a `likely` one is preferred, then the most frequent.
        """
        limit = max_edits(word)
        if not limit:
            return None
        known = self._words(word[: 1 if self._size < _LARGE_LIBRARY_PAPERS else 2])
        others = [other for other in {*known, *likely} if other != word]
        cuts = _cuts(word, limit)
        for some in (cuts[:1], cuts[1:]):
            near = [(*found, cut) for cut in some for found in _near(word, others, cut, limit)]
            if near:
                _, _, _, other, cut = min(
                    (distance, other not in likely, -known.get(other, 0), other, cut or len(other))
                    for distance, other, cut in near
                )
                prefix = other[:cut]
                return prefix if prefix in known else other, known.get(other, 1)
        return None

    def most_similar(self, word: str) -> str | None:
        """Return the most similar word of a title, however distant, or None."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        known = dict(self._searcher.terms_with_prefix("title", word[:1]))
        near = extract(word, known.keys(), scorer=OSA.normalized_similarity, score_cutoff=_MIN_SIMILARITY)
        return max(near, key=lambda found: (found[1], known[found[0]]))[0] if near else None

    def _words(self, prefix: str) -> Mapping[str, int]:
        # errors in the first letter are rare, and a large library has very many words
        if prefix not in self._known:
            least = 1 + self._size // _PAPERS_PER_CORRECTION
            found = self._searcher.terms_with_prefix("abstract", prefix)
            words = {word: count for word, count in found if count >= least}
            for word, count in self._searcher.terms_with_prefix("title", prefix):
                words[word] = max(count, words.get(word, 0))
            self._known[prefix] = words
        return self._known[prefix]
