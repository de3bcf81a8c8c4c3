"""Papers by their idea: those that share the most telling words of a description, in any of their forms."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING

from readerapp.domain.query.tree import And, Node, Not, Phrase, Word, leaves
from readerapp.domain.values import NamedTuple
from readerapp.domain.words import is_cjk, words_with_spans
from readerapp.library.search.by_sense import by_words_and_sense
from readerapp.library.search.evaluation import Ranker, Rest
from readerapp.library.search.highlight import Span
from readerapp.library.search.shelf import LazyRows
from readerapp.library.search.terms import Terms, Weights, blended, heaviest

if TYPE_CHECKING:  # an extra
    from readerapp.library.meaning.vectors import Nearness

MAX_RELATED = 100
"""Papers below the exact ones at most: further down hardly any has to do with the description."""
_LEAST = 0.35
"""Papers with a lesser part of the best one's score share hardly more than a common word."""
_FIRST = 10
"""Papers ranked by the description alone; those below, by what the first ones are about, too."""
_FEEDBACK_WORDS = 40
_FEEDBACK_SHARE = 0.3
"""What the first papers' words count, against those of the description."""
_FUSION = 20
"""In reciprocal rank fusion: the smaller, the more the first places count."""


class Description(NamedTuple):
    """A query read as a description."""

    words: Sequence[str]
    """Its plain words, folded, each once."""
    limits: tuple[Node, ...]
    """What else must hold: terms in a field, and negated ones."""


def described(node: Node) -> Description | None:
    """Return the description that a query also is; None without plain words, or with quotes or choices."""
    parts = node.parts if isinstance(node, And) else (node,)
    plain = [_plain_words(part) for part in parts]
    limits = tuple(part for part, words in zip(parts, plain, strict=True) if not words)
    if not any(plain) or any(_is_anywhere(leaf) for part in limits for leaf in _asserted(part)):
        return None
    return Description([*dict.fromkeys(chain.from_iterable(plain))], limits)


def _plain_words(node: Node) -> tuple[str, ...]:
    """Return the words of a node that stands for words anywhere, without quotes; else none."""
    if isinstance(node, Word) and node.field is None:
        return (node.word,)
    if isinstance(node, Phrase) and node.field is None and all(map(is_cjk, node.words)):
        return node.words
    return ()


def _is_anywhere(node: Node) -> bool:
    return isinstance(node, Word | Phrase) and node.field is None


def _asserted(node: Node) -> Iterator[Node]:
    if not isinstance(node, Not):
        yield from leaves(node)


class RelatedPapers:
    """Ranks the papers that a description fits."""

    def __init__(self, ranker: Ranker, words: Sequence[str], within: Callable[[], int]) -> None:
        """Look for `words` among the rows of the set that `within` returns."""
        self._ranker = ranker
        self._description = words
        self._words = ranker.profiles.terms.telling(words)
        self._find_within = within

    @cached_property
    def _within(self) -> int:
        return self._find_within()

    def spans(self, text: str) -> list[Span]:
        """Return the ranges of a text that have something to do with the description."""
        stem, meant = self._ranker.profiles.terms.stem, self._meant
        return [(start, end) for word, start, end in words_with_spans(text) if stem(word) in meant]

    @cached_property
    def _meant(self) -> set[str]:
        """The stems of the words, and of those that papers may have instead."""
        terms = self._ranker.profiles.terms
        return {
            terms.stem(form) for word in self._words for forms, _ in terms.meanings(word) for form in forms
        }

    def rows(self) -> Sequence[int]:
        """Return at most `MAX_RELATED` rows, best first; those below the first are ranked when needed."""
        if not self._words:
            return ()
        found = self._found()
        if len(found) <= _FIRST or self._nearness:  # papers of the same sense are there
            return found
        rest = cache(lambda: self._rest(found))
        others = Rest(lambda: len(found) - _FIRST, lambda at, limit: rest()[at : at + limit])
        return LazyRows(found[:_FIRST], others)

    def _found(self) -> array[int]:
        """Return the rows that the description fits, best first."""
        if not (nearness := self._nearness):
            hits = self._ranker.near(self._words, {}, MAX_RELATED, self._within)
            least = _LEAST * max(hits.scores, default=0.0)
            return hits.rows[: sum(score >= least for score in hits.scores)]
        ask = partial(self._ranker.near, self._words, {})
        found = by_words_and_sense(ask, nearness, self._within)
        return array("I", [row for row, _ in found[:MAX_RELATED]])

    @cached_property
    def _nearness(self) -> Nearness | None:
        """How near the description is to what each paper means; None if that isn't known."""
        if not any(map(self._ranker.profiles.terms.meanings, self._words)):
            return None  # it may be nonsense, which is near something, too
        senses = self._ranker.senses
        return senses.nearness(" ".join(self._description)) if senses else None

    def _rest(self, found: array[int]) -> array[int]:
        """Return the rows below the first: found by the description, by the first papers' words, or both."""
        more = self._feedback(found[:_FIRST])
        again = self._ranker.near(self._words, more, MAX_RELATED, self._within).rows
        scores: defaultdict[int, float] = defaultdict(float)
        for ranked in (found, again):
            for place, row in enumerate(ranked):
                scores[row] += 1 / (_FUSION + place)
        first = set(found[:_FIRST])
        fused = sorted((row for row in scores if row not in first), key=lambda row: -scores[row])
        return array("I", fused[: len(found) - len(first)])

    def _feedback(self, first: Iterable[int]) -> Weights:
        """Return the words that the first papers are about: pseudo-relevance feedback.

        J. Rocchio: Relevance Feedback in Information Retrieval, 1971.
        """
        profiles = self._ranker.profiles
        total = blended(profiles, ((row, (1 + place) ** -0.5) for place, row in enumerate(first)))
        words = asked(profiles.terms, heaviest(total, _FEEDBACK_WORDS))
        return {word: _FEEDBACK_SHARE * weight for word, weight in words.items()}


def asked(terms: Terms, weights: Weights) -> Weights:
    """Return what to ask an index for that weights words by how telling they are itself; at most 1."""
    found = {word: weight / terms.weight(terms.papers(word)) for word, weight in weights.items()}
    most = max(found.values(), default=1.0)
    return {word: weight / most for word, weight in found.items()}
