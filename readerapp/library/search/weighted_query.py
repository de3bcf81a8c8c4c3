"""Weighted words as tantivy queries, scored by BM25: any may be missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from readerapp.library.search.terms import Terms, Weights

if TYPE_CHECKING:
    from tantivy import Query, Schema

_PLACES = {"abstract": 1.0, "title": 0.4}
"""What a word counts by place. Titles are short, so that BM25 rates their words much higher."""


class WeightedQuery:
    """Builds queries for one index."""

    def __init__(self, schema: Schema, terms: Terms) -> None:
        from tantivy import Occur, Query

        self._query = Query
        self._should, self._must = Occur.Should, Occur.Must
        self._schema = schema
        self._terms = terms

    def describing(self, words: Iterable[str]) -> Iterator[Query]:
        """Yield a query per word: any of its forms, or of a substitute's, whichever counts most."""
        for word in words:
            ways = [way for forms, share in self._terms.meanings(word) for way in self._forms(forms, share)]
            if ways:
                yield self._query.disjunction_max_query(ways)

    def _forms(self, forms: Mapping[str, int], share: float) -> Iterator[Query]:
        """Yield the queries for a word's forms, each as telling as all of them together."""
        its = share * self._terms.weight(sum(forms.values()))
        for form, papers in forms.items():
            yield from self._in_places(form, its / self._terms.weight(papers))

    def having(self, weights: Weights) -> Iterator[Query]:
        """Yield a query per word as it is and place."""
        for word, weight in weights.items():
            yield from self._in_places(word, weight)

    def _in_places(self, word: str, weight: float) -> Iterator[Query]:
        for field, place in _PLACES.items():
            term = self._query.term_query(self._schema, field, word, "freq")
            yield self._query.boost_query(term, weight * place)

    def any_of(self, some: Iterable[Query]) -> Query:
        """Return the query for at least one of these; their scores add up."""
        return self._query.boolean_query([(self._should, each) for each in some])

    def among(self, query: Query, rows: Sequence[int]) -> Query:
        """Return a query for these rows only, with the same scores."""
        these = self._query.term_set_query(self._schema, "row", [*rows])
        return self._query.boolean_query(
            [(self._must, query), (self._must, self._query.boost_query(these, 0.0))]
        )
