"""Sort orders of rows."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from readerapp.domain.state import LATER
from readerapp.library.columns import row_sets
from readerapp.library.columns.table import DATED, Columns
from readerapp.library.search.marks import Marks

LISTED = "listed"
"""The default order: newest listing (else publication) first, papers of one day in file order."""
RELEVANCE = "relevance"
FOR_YOU, PATH = "foryou", "path"
BY_WORDS = (FOR_YOU, PATH)
"""Orders that compare what papers are about."""
BY_DATES = ("read", "noted", LATER)
BY_MARKS = ("queue", "rating", *BY_DATES)
"""Orders that depend on the reader's marks."""


def sorted_rows(some: int, order: str, reverse: bool, columns: Columns, marks: Marks) -> array[int]:
    """Return a set of rows in one of `ORDERS`; other names, and relevance without words, mean `listed`.

    Dates, numbers and ratings descend; titles, the queue and days to come back on ascend, equals are in
    `listed` order. Reversed, rows without a value stay last.
    """
    if order in BY_MARKS:
        first = _marked(order, marks, columns.orders[DATED])
        keep = row_sets.flags(some, columns.size)
        chosen = array("I", [row for row in first if keep[row]])
        others = row_sets.listed(some & ~row_sets.of(chosen, columns.size), columns.orders[DATED])
        return _reversed(chosen + others, len(others)) if reverse else chosen + others
    order = order if order in columns.orders and order != LISTED else DATED
    ordered = row_sets.listed(some, columns.orders[order])
    if not reverse:
        return ordered
    empty = columns.orders[order][columns.size - columns.without_value(order) :]
    return _reversed(ordered, (row_sets.of(empty, columns.size) & some).bit_count())


def _marked(order: str, marks: Marks, listed: Sequence[int]) -> Sequence[int]:
    """Return the rows with a value in one of `BY_MARKS`, in that order."""
    if order == "queue":
        return sorted(marks.queue, key=marks.queue.__getitem__)
    values: Mapping[int, Any] = marks.times[order] if order in BY_DATES else marks.ratings
    valued = [row for row in listed if row in values] if values else []
    return sorted(valued, key=values.__getitem__, reverse=order != LATER)


def _reversed(ordered: array[int], last: int) -> array[int]:
    at = len(ordered) - last
    return ordered[:at][::-1] + ordered[at:]
