"""The rows that answer a query: sets for its terms, a text search for its words, and algebra on both."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_
from typing import Protocol

from readerapp.domain.query.tree import And, Node, Not, Or, Phrase, Word
from readerapp.library.columns import row_sets
from readerapp.library.search.filters import Filters, is_text


@dataclass(frozen=True, slots=True)
class Hits:
    """The best answers to words: rows with their scores, best first, and how many answers there are."""

    rows: array[int]
    scores: array[float]
    count: int
    misspelt: bool = False
    """Whether words were also looked for misspelt."""
    more: Callable[[int], Hits] | None = None
    """Finds more of them; at any time and in any thread, with the same answer."""


def kept(found: Hits, chosen: int, size: int) -> Hits:
    """Those of the answers that are in a set of rows of a library of `size`."""
    keep = row_sets.flags(chosen, size)
    some = [(row, score) for row, score in zip(found.rows, found.scores, strict=True) if keep[row]]
    best = array("I", [row for row, _ in some])
    return replace(found, rows=best, scores=array("d", [score for _, score in some]), count=len(best))


class TextSearch(Protocol):
    """Finds words and phrases."""

    def rows(self, node: Node, *, as_typed: bool = False) -> int:
        """The set of rows that answer a node of words and phrases; `as_typed` ones have no word misspelt."""

    def best(self, node: Node, limit: int, within: int | None = None) -> Hits:
        """The same, but the best `limit` of them, ranked; of those in a set of rows, where one is given."""

    def nearest(self, wanted: Sequence[Word | Phrase], limit: int) -> Hits:
        """The best rows that have not all of these, but as many as any row has."""

    def meant(self, word: Word, likely: Collection[str]) -> str | None:
        """The word that one which hardly any row has was perhaps meant to be, of equals a `likely` one."""

    def exactly(self) -> TextSearch:
        """The same search, but for words as they are typed."""


def matching_rows(node: Node, filters: Filters, text: TextSearch) -> int:
    """The set of rows that answer a node, removed ones not among them."""
    return _rows(node, filters, text) & filters.every


def _rows(node: Node, filters: Filters, text: TextSearch, as_typed: bool = False) -> int:
    if is_text(node):
        return text.rows(node, as_typed=as_typed)
    match node:
        case And():
            words, others = split_text(node)
            parts = [_rows(part, filters, text, as_typed) for part in (*words, *others)]
            return reduce(and_, parts, filters.every)
        case Or(some):
            return reduce(or_, (_rows(part, filters, text, as_typed) for part in some), 0)
        case Not(part):
            # what only may be meant is no reason to leave a paper out
            return filters.every & ~_rows(part, filters, text, True)
    return filters.rows(node)


def split_text(node: Node) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """A node as what must all hold: the part made of words (one node, or none), and the others."""
    parts = node.parts if isinstance(node, And) else (node,)
    words = tuple(part for part in parts if is_text(part))
    others = tuple(part for part in parts if not is_text(part))
    return ((words if len(words) < 2 else (And(words),)), others)
