"""Papers like others, nearest first, with the words that make them near."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from readerapp.library.search.evaluation import Ranker
from readerapp.library.search.related import asked
from readerapp.library.search.shelf import Why
from readerapp.library.search.terms import Weights, closeness, heaviest

MAX_ALIKE = 100
"""Papers near others at most: further down hardly any has to do with them."""
_ASKED_WORDS = 50
"""A paper's heaviest words, which find nearly what all of them find."""
_WHY_WORDS = 3


class Likeness:
    """What some papers have in common, and the papers near it."""

    def __init__(self, ranker: Ranker, weights: Weights, chosen: Collection[int]) -> None:
        """`weights` are the words of the rows `chosen`."""
        self._ranker = ranker
        self._profiles = ranker.profiles
        self._weights = weights
        self._chosen = chosen

    def candidates(self, limit: int, within: int) -> array[int]:
        """Return the nearest rows of the set `within`, as many as `limit`, by their heaviest words."""
        speaking_for = {word: weight for word, weight in self._weights.items() if weight > 0}
        words = asked(self._profiles.terms, heaviest(speaking_for, _ASKED_WORDS))
        return self._ranker.near((), words, limit, within).rows if words else array("I")

    def nearness(self, row: int) -> float:
        """Return how near a row is, by all words: those that speak against it, too."""
        return closeness(self._profiles.of(row), self._weights)

    def why(self, row: int) -> Why:
        """Return the words that a row shares with what was chosen, and the chosen paper nearest to it."""
        if not self._chosen:
            return Why()
        its = self._profiles.of(row)
        like = self._nearest(its)
        common = shared(its, self._weights)
        nearest = shared(its, self._profiles.of(like))
        words = heaviest({word: weight for word, weight in common.items() if word in nearest}, _WHY_WORDS)
        found = tuple(words or heaviest(nearest, _WHY_WORDS))
        return Why(found, like) if found else Why()

    def _nearest(self, its: Weights) -> int:
        """Return the chosen paper that is nearest to one with these words, of equals the first added."""
        near = dict.fromkeys(self._chosen, 0.0)
        for word, weight in its.items():
            for other, others in self._having.get(word, ()):
                near[other] += weight * others
        return max(near, key=lambda other: (near[other], -other))

    @cached_property
    def _having(self) -> Mapping[str, Sequence[tuple[int, float]]]:
        """The chosen papers that have a word, with its weight there: few papers share a telling word."""
        having = defaultdict(list)
        for other in dict.fromkeys(self._chosen):
            for word, weight in self._profiles.of(other).items():
                having[word].append((other, weight))
        return dict(having)


def shared(one: Weights, other: Weights) -> dict[str, float]:
    """Return the words that both have, by what they add to their closeness."""
    return {word: weight * other[word] for word, weight in one.items() if other.get(word, 0) > 0}
