"""The words of a library: which of them one that hardly any paper has was perhaps meant to be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from readerapp.library.search.word_match import BEGUN_FROM, max_edits

if TYPE_CHECKING:
    from tantivy import Index

_LARGE = 100_000
"""Papers from which on only words with the same two first letters are compared: there are very many."""
_COMMON = 5000
"""Of so many papers at least one more must have a word in its abstract that another is meant to be."""


class Spelling:
    """Reads the words of an index as they are asked for, and keeps them."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._searcher = index.searcher()
        self._size = self._searcher.num_docs
        self._known: dict[str, Mapping[str, int]] = {}

    def nearest(self, word: str, likely: Collection[str]) -> tuple[str, int] | None:
        """The nearest word, or the nearest start of one, and how many papers have it.

        Of those that are equally near a `likely` one, else the most frequent.
        """
        most = max_edits(word)
        if not most:
            return None
        known = self._words(word[: 1 if self._size < _LARGE else 2])
        others = [other for other in {*known, *likely} if other != word]
        cuts = (None, *range(len(word) - most, len(word) + most + 1)) if len(word) >= BEGUN_FROM else (None,)
        for some in (cuts[:1], cuts[1:]):
            near = [found for cut in some for found in _near(word, others, cut, most)]
            if near:
                _, _, _, other, cut = min(
                    (wrong, other not in likely, -known.get(other, 0), other, cut or len(other))
                    for wrong, other, cut in near
                )
                begun = other[:cut]
                return begun if begun in known else other, known.get(other, 1)
        return None

    def likeness(self, word: str) -> str | None:
        """The word of a title that is most like one, however far."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        known = dict(self._searcher.terms_with_prefix("title", word[:1]))
        near = extract(word, known.keys(), scorer=OSA.normalized_similarity, score_cutoff=0.6)
        return max(near, key=lambda found: (found[1], known[found[0]]))[0] if near else None

    def _words(self, begun: str) -> Mapping[str, int]:
        # a slip of the first letter is rare, and all words of a large library are many
        if begun not in self._known:
            least = 1 + self._size // _COMMON
            found = self._searcher.terms_with_prefix("abstract", begun)
            words = {word: count for word, count in found if count >= least}
            for word, count in self._searcher.terms_with_prefix("title", begun):
                words[word] = max(count, words.get(word, 0))
            self._known[begun] = words
        return self._known[begun]


def _near(word: str, others: list[str], cut: int | None, most: int) -> Iterator[tuple[int, str, int | None]]:
    """How many letters are wrong, and the other word: of those that are near as a whole, or up to `cut`."""
    from rapidfuzz.distance import OSA  # loads when the first word is compared
    from rapidfuzz.process import extract

    ends = others if cut is None else [other[:cut] for other in others]
    for _, wrong, at in extract(word, ends, scorer=OSA.distance, score_cutoff=most, limit=None):
        yield int(wrong), others[at], cut
