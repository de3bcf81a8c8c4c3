"""All papers that match a tantivy query. They are found a part at a time: there may be millions of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from readerapp.library.columns import row_sets
from readerapp.library.search.evaluation import Hits, Rest
from readerapp.library.search.filters import Filters
from readerapp.library.search.tantivy_query import QueryBuilder

if TYPE_CHECKING:
    from tantivy import Query, Searcher

_MAX_LISTED_ROWS = 5000
"""Rows up to which a set is listed in a tantivy query; with more, hits are filtered."""
_HITS_A_SEARCH = 1 << 17
"""Hits of one search at most: each takes a hundred bytes."""


class Matches:
    """The papers that match a query, perhaps only those in a set of rows."""

    def __init__(
        self,
        searcher: Searcher,
        queries: QueryBuilder,
        filters: Filters,
        query: Query,
        within: int | None = None,
    ) -> None:
        """Hold what to search for.

        Args:
            within: the set of rows, None for all.
        """
        self._searcher = searcher
        self._queries = queries
        self._filters = filters
        self._query = query
        self._within = within
        self._counted: int | None = None
        if within is not None:
            outside, size = filters.columns.live_rows & ~within, filters.size
            if within.bit_count() <= _MAX_LISTED_ROWS:
                self._query, self._within = queries.narrowed(query, row_sets.members(within, size)), None
            elif outside.bit_count() <= _MAX_LISTED_ROWS:
                self._query, self._within = queries.without(query, row_sets.members(outside, size)), None

    def _of(self, query: Query, within: int | None) -> Matches:
        return Matches(self._searcher, self._queries, self._filters, query, within)

    def without(self, rows: Sequence[int]) -> Matches:
        """Return the others than these rows."""
        return self._of(self._queries.without(self._query, rows), self._within) if rows else self

    def together(self, other: Matches) -> Matches:
        """Return these and others."""
        return self._of(self._queries.either(self._query, other._query), self._within)

    def best(self, limit: int) -> Hits:
        """Return the best, with what is needed to find the rest."""
        found = self._sifted(limit) if self._within is not None else self.page(0, limit)
        return replace(found, source=self, rest=self.rest(found.rows) if len(found.rows) >= limit else None)

    def rest(self, first: array[int]) -> Rest:
        """Return those behind the first."""
        others = self.without(first)
        if others._within is not None:
            return Rest(lambda: len(others._every), lambda at, limit: others._every[at : at + limit])
        if self._counted is not None:
            others._counted = self._counted - len(first)
        return Rest(others.count, lambda at, limit: others.page(at, limit).rows)

    def count(self) -> int:
        """Return how many there are in the index, in the set of rows or not."""
        if self._counted is None:
            # in this order nothing is scored
            found: Any = self._searcher.search(self._query, limit=1, order_by_field="row")
            self._counted = int(found.count)
        return self._counted

    def page(self, at: int, limit: int) -> Hits:
        """Return the hits from a place among all, in the set of rows or not; this counts them, too."""
        result: Any = self._searcher.search(
            self._query, limit=max(1, limit), weight_by_field="recent", offset=at
        )
        self._counted = int(result.count)
        hits: list[tuple[float, Any]] = result.hits
        found: Any = self._searcher.fast_field_values("row", [address for _, address in hits])
        return Hits(array("I", found), array("d", [score for score, _ in hits]))

    def rows(self) -> int:
        """Return all as a set of rows."""
        return row_sets.of(self._in_file_order(), self._filters.size)

    def _in_file_order(self) -> Iterator[int]:
        size = max(1, self._filters.size)
        limit = min(size, _HITS_A_SEARCH)
        for at in range(0, size, limit):
            found = self._searcher.search(
                self._query, limit=limit, count=False, order_by_field="row", offset=at
            ).hits
            yield from (row for row, _ in found if row < size)
            if len(found) < limit:
                return

    @cached_property
    def _every(self) -> array[int]:
        return self._sifted(self._filters.size).rows

    def _sifted(self, limit: int) -> Hits:
        """Return the best in a set of rows that is too large for a query."""
        assert self._within is not None
        found, at, some = Hits(array("I"), array("d")), 0, min(_HITS_A_SEARCH, max(1000, 10 * limit))
        while len(found.rows) < limit:
            page = self.page(at, some)
            kept = page.within(self._within, self._filters.size)
            found = replace(found, rows=found.rows + kept.rows, scores=found.scores + kept.scores)
            if len(page.rows) < some:
                break
            at, some = at + some, _HITS_A_SEARCH
        return replace(found, rows=found.rows[:limit], scores=found.scores[:limit])
