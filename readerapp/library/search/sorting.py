"""Sets of rows put in order."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from readerapp.library.columns import row_sets
from readerapp.library.columns.table import DATED, Columns
from readerapp.library.search.marks import Marks

LISTED = "listed"
"""The order of all that is in no other: newest listing (else publication) first, papers of one day as they
stand in the file.
"""
RELEVANCE = "relevance"
BY_MARKS = ("queue", "rating")
"""The orders that depend on what the reader did."""


def sorted_rows(some: int, order: str, reverse: bool, columns: Columns, marks: Marks) -> array[int]:
    """The rows of a set in one of `ORDERS`; any other name means `listed`, as relevance does without words.

    Dates, numbers and ratings descend, titles and the queue ascend, equals stand as in `listed`. Reversed it
    is the other way round, but what has nothing to be ordered by stays last.
    """
    if order in BY_MARKS:
        first = _queued(marks) if order == "queue" else _rated(marks, columns.orders[DATED])
        keep = row_sets.flags(some, columns.size)
        chosen = array("I", [row for row in first if keep[row]])
        others = row_sets.listed(some & ~row_sets.of(chosen, columns.size), columns.orders[DATED])
        return _turned(chosen + others, len(others)) if reverse else chosen + others
    order = order if order in columns.orders and order != LISTED else DATED
    ordered = row_sets.listed(some, columns.orders[order])
    if not reverse:
        return ordered
    empty = columns.orders[order][columns.size - columns.without_value(order) :]
    return _turned(ordered, (row_sets.of(empty, columns.size) & some).bit_count())


def _queued(marks: Marks) -> Sequence[int]:
    return sorted(marks.queue, key=marks.queue.__getitem__)


def _rated(marks: Marks, listed: Sequence[int]) -> Sequence[int]:
    rated = [row for row in listed if row in marks.ratings] if marks.ratings else []
    return sorted(rated, key=marks.ratings.__getitem__, reverse=True)


def _turned(ordered: array[int], last: int) -> array[int]:
    at = len(ordered) - last
    return ordered[:at][::-1] + ordered[at:]
