"""Papers like others, nearest first, with the words that make them near."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from readerapp.library.search.by_sense import SENSE, by_words_and_sense
from readerapp.library.search.evaluation import Ranker
from readerapp.library.search.related import asked
from readerapp.library.search.shelf import Why
from readerapp.library.search.terms import Terms, Weights, closeness, heaviest

if TYPE_CHECKING:  # an extra
    from readerapp.library.meaning.vectors import Nearness

MAX_ALIKE = 100
"""Papers near others at most: further down hardly any has to do with them."""
_ASKED_WORDS = 50
"""A paper's heaviest words, which find nearly what all of them find."""
_COMPARED = 30
"""Papers whose order by those words is made that by all words."""
_WHY_WORDS = 3
_MAX_READ = 20
"""The heaviest words, among which are those that tell a person most."""
_SAY_LITTLE = frozenset(
    "about above across after again against al almost along already also although among another any "
    "around away based be became because become been before being below best better between beyond both "
    "but by came can come could did do does doing done down due during each either else enough "
    "especially et etc even ever every far few find first former found from get gets give given gives "
    "go goes going good had has have having hence here hereby hers high higher him his how however i "
    "instead into is it its itself just kind largely latter least less let like lot low lower made "
    "mainly make makes making many may me might mine more moreover most mostly much multi must my "
    "namely near nearly need needs neither never nevertheless new next no non nor not novel now of off "
    "often on once one only onto or other others otherwise ought our ours out over overall own per "
    "perhaps please pre proposed quite rather real really s same say says second see seem seems self "
    "several shall she should show shows since so some something still such t take takes than that the "
    "their them then there thereby therefore these they this those though through throughout thus to "
    "together too toward towards two under until up upon us use used using various very via was way "
    "ways we well were what when where whether which while who whose why will with within without works "
    "would yes yet you your".split()
)
"""Words that may weigh much in a small library, and parts of compound ones, which tell a person little."""


class Likeness:
    """What some papers have in common, and the papers near it."""

    def __init__(
        self,
        ranker: Ranker,
        weights: Weights,
        chosen: Collection[int],
        shares: Sequence[tuple[int, float]],
    ) -> None:
        """`weights` are the words of the rows `chosen`.

        `shares` are rows, each with how much it speaks for others, or below 0 against them.
        """
        self._shares = shares
        self._ranker = ranker
        self._profiles = ranker.profiles
        self._weights = weights
        self._chosen = chosen

    def candidates(self, limit: int, within: int) -> array[int]:
        """Return the nearest rows of the set `within`, as many as `limit`, by their heaviest words."""
        speaking_for = {word: weight for word, weight in self._weights.items() if weight > 0}
        words = asked(self._profiles.terms, heaviest(speaking_for, _ASKED_WORDS))
        if not words:
            return array("I")
        if self._meant is None:
            return self._ranker.near((), words, limit, within).rows
        found = by_words_and_sense(partial(self._ranker.near, (), words), self._meant, within)
        # without a word in common nobody could say why
        return array("I", [row for row, by_words in found if by_words > 0][:limit])

    def nearest(self, limit: int, within: int) -> array[int]:
        """Return the nearest rows of the set `within`, at most `limit`, the first ones by all words."""
        found = self.candidates(limit, within)
        if self._meant is not None:  # they are in a better order than that of words
            return found
        first = found[:_COMPARED]
        near = dict(zip(first, self.nearness(first), strict=True))
        return array("I", sorted(first, key=lambda row: -near[row])) + found[_COMPARED:]

    @cached_property
    def _meant(self) -> Nearness | None:
        """How near each row is to what was chosen, by what they mean; None if that isn't known."""
        senses = self._ranker.senses
        return senses.like(self._shares) if senses else None

    def nearness(self, rows: Sequence[int]) -> list[float]:
        """Return how near rows are, by all words, those that speak against them, too, and by meaning."""
        near = [closeness(self._profiles.of(row), self._weights) for row in rows]
        if (meant := self._meant) is None:
            return near
        share = SENSE * max(map(abs, near), default=0)
        return [by_words + share * meant[row] for row, by_words in zip(rows, near, strict=True)]

    def why(self, row: int) -> Why:
        """Return the words that a row shares with what was chosen, and the chosen paper nearest to it."""
        if not self._chosen:
            return Why()
        its = self._profiles.of(row)
        like = self._nearest(its)
        common = shared(its, self._weights)
        nearest = shared(its, self._profiles.of(like))
        both = {word: weight for word, weight in common.items() if word in nearest}
        found = reasons(both or nearest, self._profiles.terms)
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


def reasons(common: Weights, terms: Terms) -> tuple[str, ...]:
    """Return the words of what papers share that tell a person most, one of each stem."""
    heavy = heaviest(common, _MAX_READ)
    found: dict[str, str] = {}
    for word in heavy:
        if word not in _SAY_LITTLE:
            found.setdefault(terms.stem(word), word)
    return tuple([*found.values()][:_WHY_WORDS] or [*heavy][:1])


def shared(one: Weights, other: Weights) -> dict[str, float]:
    """Return the words that both have, by what they add to their closeness."""
    return {word: weight * other[word] for word, weight in one.items() if other.get(word, 0) > 0}
