"""Rows that match a query: sets for its filters, a text search for its words, and algebra on both."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any, Protocol

from readerapp.domain.query.tree import And, Like, Node, Not, Or, Phrase, Word, leaves
from readerapp.domain.values import dataclass
from readerapp.library.columns import row_sets
from readerapp.library.search.filters import Filters
from readerapp.library.search.terms import Profiles, Weights

if TYPE_CHECKING:  # an extra
    from readerapp.library.meaning.meanings import Senses


MANY_WORDS = 5
"""From so many plain words on, a query is a description as well: words that papers have are meant."""


@dataclass(frozen=True, slots=True)
class Rest:
    """The hits behind the best, found when they are asked for; the same at any time and in any thread."""

    count: Callable[[], int]
    """Return how many there are."""
    rows: Callable[[int, int], array[int]]
    """Return the rows from a place among them, at most so many."""


@dataclass(frozen=True, slots=True)
class Hits:
    """The best hits of a text search: rows with their scores, best first."""

    rows: array[int]
    scores: array[float]
    misspelt: bool = False
    """True if misspellings of the words were searched for, too."""
    rest: Rest | None = None
    """The others, None if there are none."""
    source: Any = None
    """What a text search needs to find these together with others."""

    def behind(self, others: Hits) -> Hits:
        """Return these hits behind others, each once."""
        known = set(others.rows)
        new = [(row, score) for row, score in zip(self.rows, self.scores, strict=True) if row not in known]
        rows, scores = array("I", [row for row, _ in new]), array("d", [score for _, score in new])
        return replace(self, rows=others.rows + rows, scores=others.scores + scores)

    def within(self, rows: int, size: int) -> Hits:
        """Return the best hits in a set of rows of a library with `size` rows, without the others."""
        keep = row_sets.flags(rows, size)
        kept = [(row, score) for row, score in zip(self.rows, self.scores, strict=True) if keep[row]]
        best, scores = array("I", [row for row, _ in kept]), array("d", [score for _, score in kept])
        return replace(self, rows=best, scores=scores, rest=None)


class Ranker(Protocol):
    """Ranks papers by weighted words."""

    @property
    def profiles(self) -> Profiles:
        """What papers are about."""

    @property
    def senses(self) -> Senses | None:
        """What the papers mean; None if that isn't known."""

    def near(self, words: Iterable[str], more: Weights, limit: int, within: int) -> Hits:
        """Return the best rows of `within` with any of these words in any form, or of `more` as they are.

        At most `limit`.
        """


class TextSearch(Protocol):
    """Search for words and phrases."""

    def rows(self, node: Node, *, as_typed: bool = False) -> int:
        """Return the set of rows matching a node of words and phrases; no misspellings if `as_typed`."""

    def best(self, node: Node, limit: int, within: int | None = None) -> Hits:
        """Return the best hits for a node, ranked; only those in the set of rows `within`, if given."""

    def beyond(self, first: Hits, second: Hits, rows: array[int]) -> Rest | None:
        """Return the hits of either beyond these rows, None if there are none."""

    def nearest(self, wanted: Sequence[Word | Phrase], limit: int) -> Hits:
        """Return the best rows that have not all of these, but as many as any row has."""

    def correction(self, word: Word, likely: Collection[str]) -> str | None:
        """Return the word probably meant by one that hardly any row has, preferring a `likely` one."""

    def exactly(self) -> TextSearch:
        """Return the same search without misspellings."""

    @property
    def ranker(self) -> Ranker | None:
        """Ranks by what papers are about; None without an index."""


def has_text(node: Node) -> bool:
    """Return True if a node contains words or asks for papers like others, and so needs a text search."""
    return any(isinstance(leaf, Word | Phrase | Like) for leaf in leaves(node))


def _is_text(node: Node) -> bool:
    found = tuple(leaves(node))
    return bool(found) and all(isinstance(leaf, Word | Phrase) for leaf in found)


def matching_rows(node: Node, filters: Filters, text: TextSearch) -> int:
    """Return the set of rows that match a node, without removed ones."""
    return _rows(node, filters, text) & filters.every


def rows_as_typed(node: Node, filters: Filters, text: TextSearch) -> int:
    """Return the set of rows that match a node without misspellings, perhaps with removed ones."""
    return _rows(node, filters, text, True)


def _rows(node: Node, filters: Filters, text: TextSearch, as_typed: bool = False) -> int:
    if _is_text(node):
        return text.rows(node, as_typed=as_typed)
    match node:
        case And():
            words, others = split_text(node)
            parts = [_rows(part, filters, text, as_typed) for part in (*words, *others)]
            return reduce(and_, parts, filters.every)
        case Or(some):
            return reduce(or_, (_rows(part, filters, text, as_typed) for part in some), 0)
        case Not(part):
            # a word that may only be meant is no reason to exclude a paper
            return filters.every & ~_rows(part, filters, text, True)
        case Like():
            return filters.every  # reported by the parser: it works at the top only
    return filters.rows(node)


def split_text(node: Node) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Split a node into conditions that must all hold: at most one of words, and the others."""
    parts = node.parts if isinstance(node, And) else (node,)
    words = tuple(part for part in parts if _is_text(part))
    others = tuple(part for part in parts if not _is_text(part))
    return ((words if len(words) < 2 else (And(words),)), others)
