"""From a query to a shelf."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from readerapp.domain.query import Or, Query
from readerapp.library import rows
from readerapp.library.arranging import LISTED, RELEVANCE, arranged
from readerapp.library.evaluate import Found, TextSearch, answer, split
from readerapp.library.filters import Filters
from readerapp.library.ranking import ranked
from readerapp.library.shelf import Ranked, Shelf
from readerapp.library.suggest import suggestion

_COMPARED = 200
"""So many of the best answers are compared word by word; below them the text search's order stands."""
_SCORED = 2000
"""So many are scored at all; answers beyond them stand in the order of listing."""
_LOOKED_AT = 10
"""So many of the first answers may say what a misspelt word was meant to be."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the order to answer it in."""

    query: Query
    order: str
    reverse: bool = False


def answered(asked: Asked, filters: Filters, text: TextSearch) -> Shelf:
    """The papers that answer a query."""
    return _Answer(asked, filters, text).shelf()


class _Answer:
    """One query on its way to a shelf."""

    def __init__(self, asked: Asked, filters: Filters, text: TextSearch) -> None:
        self._query = asked.query
        self._order = asked.order
        self._reverse = asked.reverse
        self._filters = filters
        self._text = text
        self._columns = filters.columns

    def shelf(self) -> Shelf:
        if self._order == RELEVANCE and self._query.wanted:
            found = self._best()
            if found.count:
                return self._made(self._ordered(found), RELEVANCE, found.scores)
        elif everything := answer(self._query.node, self._filters, self._text):
            return self._made(self._arranged(everything), self._order)
        return self._nearest()

    def _made(
        self, found: Sequence[int], order: str, scores: Sequence[float] = (), partial: bool = False
    ) -> Shelf:
        query = self._query
        return Shelf(
            query=query.text,
            order=order,
            reverse=self._reverse,
            rows=found,
            total=self._filters.every.bit_count(),
            problems=query.problems,
            suggestion=self._suggestion(found) if query.wanted else None,
            partial=partial,
            terms=query.terms,
            wanted=query.wanted,
            scores=scores,
        )

    def _arranged(self, everything: int) -> array[int]:
        return arranged(everything, self._order, self._reverse, self._columns, self._filters.marks)

    def _suggestion(self, found: Sequence[int]) -> str | None:
        titles = self._columns.texts["titles"]
        return suggestion(self._query, [titles[row] for row in islice(found, _LOOKED_AT)], self._text)

    # By relevance

    def _best(self) -> Found:
        """The best answers; where only words are asked for, no more than are looked at soon."""
        node = self._query.node
        words, others = split(node)
        if not others:
            return self._compared(self._text.best(node, _SCORED))
        everything = answer(node, self._filters, self._text)
        # words within a mixed OR rank its answers, though they don't decide them
        found = self._text.best(words[0] if words else Or(self._query.wanted), self._filters.size)
        return self._compared(self._within(found, everything))

    def _within(self, found: Found, chosen: int) -> Found:
        keep = rows.flags(chosen, self._filters.size)
        kept = [(row, score) for row, score in zip(found.rows, found.scores, strict=True) if keep[row]]
        best = array("I", [row for row, _ in kept])
        scores = array("d", [score for _, score in kept])
        return replace(found, rows=best, scores=scores, count=chosen.bit_count())

    def _compared(self, found: Found) -> Found:
        listed = self._columns.numbers[LISTED]
        head = replace(found, rows=found.rows[:_COMPARED], scores=found.scores[:_COMPARED])
        head = ranked(head, self._query.wanted, self._columns.texts["titles"], listed)
        rest = found.rows[_COMPARED:], found.scores[_COMPARED:]
        return replace(head, rows=head.rows + rest[0], scores=head.scores + rest[1])

    def _ordered(self, found: Found) -> Sequence[int]:
        if found.count == len(found.rows):
            return found.rows[::-1] if self._reverse else found.rows
        everything = Ranked(found.rows, found.count, lambda: self._rest(found.rows))
        return everything[::-1] if self._reverse else everything

    def _rest(self, first: Iterable[int]) -> array[int]:
        everything = answer(self._query.node, self._filters, self._text)
        others = everything & ~rows.of(first, self._filters.size)
        return rows.listed(others, self._columns.orders[LISTED])

    def _nearest(self) -> Shelf:
        """Nothing has all the words: what has most of them."""
        _, others = split(self._query.node)
        found = self._text.nearest(self._query.wanted, _SCORED)
        for other in others:
            found = self._within(found, answer(other, self._filters, self._text))
        found = self._compared(found)
        return self._made(found.rows, RELEVANCE, found.scores, partial=bool(found.rows))
