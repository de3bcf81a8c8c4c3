"""Query terms that need no text search, as sets of rows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import reduce
from itertools import chain
from operator import or_

from readerapp.domain.dates.days import today
from readerapp.domain.paper import KINDS
from readerapp.domain.query.tree import (
    AWAY,
    From,
    Has,
    Is,
    Key,
    LinkText,
    Node,
    Range,
    Tag,
)
from readerapp.domain.state import LATER, READER_DATE_FIELDS, Status
from readerapp.domain.text import fold
from readerapp.library.columns import row_sets
from readerapp.library.columns.table import ABSTRACT, Columns
from readerapp.library.search.marks import Marks


class Filters:
    """The columns and the reader's marks at one moment."""

    def __init__(self, columns: Columns, marks: Marks, now: datetime, shown: Collection[str] = AWAY) -> None:
        """`shown` of the `AWAY` states are asked for."""
        self.columns = columns
        self.marks = marks
        self.now = now
        self.size = columns.size
        self._today = today(now)
        away = reduce(or_, (self._state(state) for state in AWAY if state not in shown), 0)
        self.every = columns.live_rows & ~away
        """Rows that may match: none that are removed; archived ones, and put off ones, only if asked for."""
        self.hides = bool(away)

    def rows(self, node: Node) -> int:
        """Return the rows of a term, perhaps with removed ones."""
        match node:
            case Range("rating", low, high):
                return self._rated(low, high)
            case Range(name, low, high) if name in READER_DATE_FIELDS:
                return row_sets.of(self.marks.dated(name, low, high), self.size)
            case Range(name, low, high):
                return self._between(name, low, high)
            case LinkText(text, kind):
                return self._linked(text, kind)
            case From(text):
                return self._from(text)
            case Key(key):
                return self._keyed(key)
        return self._marked(node)

    def _marked(self, node: Node) -> int:
        match node:
            case Is(state):
                return self._state(state)
            case Has(what):
                return self._having(what)
            case Tag(prefix, whole):
                return row_sets.of(self.marks.tagged(prefix, whole=whole), self.size)
        raise TypeError(f"{node} is no filter")

    def _keyed(self, key: str) -> int:
        row = self.columns.row(key)
        return 0 if row is None else 1 << row

    def _rated(self, low: int, high: int) -> int:
        unrated = self.every & ~row_sets.of(self.marks.ratings, self.size) if low <= 0 <= high else 0
        return unrated | row_sets.of(self.marks.rated(low, high), self.size)

    def _between(self, name: str, low: int, high: int) -> int:
        """Return a slice of the order by that column, which descends."""
        order, column = self.columns.orders[name], self.columns.numbers[name]
        first = bisect_left(order, -high, key=lambda row: -column[row])
        last = bisect_left(order, -low + 1, key=lambda row: -column[row])
        return row_sets.of(order[first:last], self.size)

    def _state(self, state: str) -> int:
        statuses = self.marks.statuses
        if state == "queued":
            return row_sets.of(self.marks.queue, self.size)
        if state == LATER:
            return row_sets.of(self.marks.put_off(self._today), self.size)
        if state == "any":
            return self.every
        if state == Status.UNREAD:
            others = (some for status, some in statuses.items() if status is not Status.UNREAD)
            return self.every & ~row_sets.of(chain.from_iterable(others), self.size)
        return row_sets.of(statuses[Status(state)], self.size)

    def _having(self, what: str) -> int:
        marks = self.marks
        marked: dict[str, Iterable[int]] = {"note": marks.notes, "tag": marks.tags, "rating": marks.ratings}
        if what in marked:
            return row_sets.of(marked[what], self.size)
        bit = ABSTRACT if what == "abstract" else KINDS.index(what)
        return row_sets.where(bytes(self.columns.flags), 1 << bit)

    def _linked(self, text: str, kind: str | None) -> int:
        # the column has links as `repo|https://…`
        pattern = rf"(?m)(?:^| ){kind or '[a-z]+'}\|[^ \n]*".encode() + re.escape(text.encode())
        return row_sets.of(self.columns.texts["links"].matching(pattern), self.size)

    def _from(self, text: str) -> int:
        mixes = [any(text in fold(source) for source in mix) for mix in self.columns.source_sets]
        return row_sets.of((row for row, mix in enumerate(self.columns.source_set) if mixes[mix]), self.size)
