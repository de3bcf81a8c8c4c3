"""From a query to a shelf."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from readerapp.domain.query.parser import parse
from readerapp.domain.query.tree import EVERYTHING, And, Or, Query
from readerapp.library.columns import row_sets
from readerapp.library.columns.table import DATED
from readerapp.library.search.evaluation import Hits, TextSearch, kept, matching_rows, split_text
from readerapp.library.search.filters import Filters
from readerapp.library.search.ranking import rank_hits
from readerapp.library.search.shelf import LazyRows, Shelf
from readerapp.library.search.sorting import RELEVANCE, sorted_rows
from readerapp.library.search.suggest import suggestion

_COMPARED = 200
"""So many of the best answers are compared word by word; below them the text search's order stands."""
_LOOKED_AT = 10
"""So many of the first answers may say what a misspelt word was meant to be."""


@dataclass(frozen=True, slots=True)
class ParsedRequest:
    """A query and the order to answer it in."""

    query: Query
    order: str
    now: datetime
    reverse: bool = False
    exact: bool = False


def answer(asked: ParsedRequest, filters: Filters, text: TextSearch) -> Shelf:
    """The papers that answer a query."""
    return _Answer(asked, filters, text).shelf()


class _Answer:
    """One query on its way to a shelf."""

    def __init__(self, asked: ParsedRequest, filters: Filters, text: TextSearch) -> None:
        self._asked = asked
        self._query = asked.query
        self._order = asked.order
        self._reverse = asked.reverse
        self._exact = asked.exact
        self._filters = filters
        self._text = text
        self._columns = filters.columns

    def shelf(self) -> Shelf:
        query = self._query
        if self._order == RELEVANCE and query.wanted:
            found = self._best()
            meant = self._meant(found.rows)
            found = self._joined(found, meant)
            if found.count:
                return self._made(self._ordered(found), RELEVANCE, meant, found.scores)
        else:
            everything = self._everything()
            meant = self._meant(self._best().rows) if query.wanted else None
            everything |= meant._everything() if meant else 0
            if everything or not query.wanted:
                return self._made(self._arranged(everything), self._order, meant)
        return self._made(array("I"), self._order, meant) if self._exact else self._nearest(meant)

    def _everything(self) -> int:
        return matching_rows(self._query.node, self._filters, self._text)

    def _meant(self, found: Sequence[int]) -> _Answer | None:
        """The answer to the query that was perhaps meant, where words of it are in hardly any paper."""
        titles = self._columns.texts["titles"]
        likely = {word for row in found[:_LOOKED_AT] for word in titles[row].split()}
        if not (text := suggestion(self._query, likely, self._text)):
            return None
        asked = replace(self._asked, query=parse(text, self._asked.now))
        return _Answer(asked, self._filters, self._text.exactly())

    def _joined(self, found: Hits, meant: _Answer | None) -> Hits:
        """What was found for words as they may have been meant, those found both ways first."""
        if self._exact or meant is None or not (other := meant._best()).count:
            return found
        first, second = self._all(found), self._all(other)
        scores = dict(zip(second.rows, second.scores, strict=False))
        mine = set(first.rows)
        both = [row for row in first.rows if row in scores]
        rest = [row for row in first.rows if row not in scores]
        more = [row for row in second.rows if row not in mine]
        every = array("I", [*both, *rest, *more])
        return Hits(every, array("d", range(len(every), 0, -1)), len(every))

    def _all(self, found: Hits) -> Hits:
        """All of the answers, where only the best are there."""
        if found.more is None or found.count == len(found.rows):
            return found
        rest = _others(found.more(self._filters.size), found.rows)
        return replace(found, rows=found.rows + rest, count=len(found.rows) + len(rest))

    def _made(
        self,
        found: Sequence[int],
        order: str,
        meant: _Answer | None,
        scores: Sequence[float] = (),
        partial: bool = False,
    ) -> Shelf:
        query = self._query
        return Shelf(
            query=query.text,
            order=order,
            reverse=self._reverse,
            rows=found,
            total=self._filters.every.bit_count(),
            problems=query.problems,
            suggestion=meant._query.text if meant else None,
            partial=partial,
            terms=query.terms,
            wanted=query.wanted,
            scores=scores,
        )

    def _arranged(self, everything: int) -> array[int]:
        return sorted_rows(everything, self._order, self._reverse, self._columns, self._filters.marks)

    # By relevance

    def _best(self) -> Hits:
        """The best answers, compared: no more than are looked at soon, where they can be told apart."""
        words, others = split_text(self._query.node)
        if not words:
            return self._mixed()
        limited = others or self._filters.hides
        within = matching_rows(And(others), self._filters, self._text) if limited else None
        limit = self._filters.size if self._reverse else _COMPARED
        return self._compared(self._text.best(words[0], limit, within))

    def _mixed(self) -> Hits:
        """Answers that words among other terms, as in `graph OR is:queued`, rank though they don't decide."""
        size = self._filters.size
        everything = matching_rows(self._query.node, self._filters, self._text)
        found = self._text.best(Or(self._query.wanted), size)
        found = self._compared(kept(found, everything, size))
        rest = row_sets.listed(everything & ~row_sets.of(found.rows, size), self._columns.orders[DATED])
        scores = found.scores + array("d", bytes(8 * len(rest)))
        return replace(found, rows=found.rows + rest, scores=scores, count=len(scores))

    def _compared(self, found: Hits) -> Hits:
        dated = self._columns.numbers[DATED]
        head = replace(found, rows=found.rows[:_COMPARED], scores=found.scores[:_COMPARED])
        head = rank_hits(head, self._query.wanted, self._columns.texts["titles"], dated)
        rest = found.rows[_COMPARED:], found.scores[_COMPARED:]
        head = replace(head, rows=head.rows + rest[0], scores=head.scores + rest[1])
        return replace(head, rows=head.rows[::-1], scores=head.scores[::-1]) if self._reverse else head

    def _ordered(self, found: Hits) -> Sequence[int]:
        more = found.more
        if found.count == len(found.rows) or more is None:
            return found.rows
        return LazyRows(found.rows, found.count, lambda: _others(more(self._filters.size), found.rows))

    def _nearest(self, meant: _Answer | None) -> Shelf:
        """Nothing has all the words: what has most of them."""
        _, others = split_text(self._query.node)
        limits = (*others, EVERYTHING) if self._filters.hides else others
        found = self._text.nearest(self._query.wanted, self._filters.size if limits else _COMPARED)
        for limit in limits:
            found = kept(found, matching_rows(limit, self._filters, self._text), self._filters.size)
        found = self._compared(found)
        return self._made(found.rows, RELEVANCE, meant, found.scores, partial=bool(found.rows))


def _others(found: Hits, first: array[int]) -> array[int]:
    """The answers below the first, found when somebody goes there."""
    known = set(first)
    return array("I", [row for row in found.rows if row not in known])
