"""Text search without an index: scans titles, authors, notes and tags.

It answers while the index is being built. Words match whole or as prefixes, not misspelt.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Sequence
from functools import reduce
from operator import and_, or_

from readerapp.domain.query.tree import And, Node, Not, Or, Phrase, Word
from readerapp.library.columns import row_sets
from readerapp.library.columns.table import DATED
from readerapp.library.search.evaluation import Hits, Rest
from readerapp.library.search.filters import Filters
from readerapp.library.search.reader_text import rows_with_words

_COLUMNS = {"titles": "title", "authors": "author"}


class ColumnSearch:
    """Scans the columns."""

    def __init__(self, filters: Filters) -> None:
        self._filters = filters

    def rows(self, node: Node, *, as_typed: bool = False) -> int:
        """Return the rows that match a node of words and phrases."""
        match node:
            case And(parts):
                return reduce(and_, map(self.rows, parts), self._filters.every)
            case Or(parts):
                return reduce(or_, map(self.rows, parts), 0)
            case Not(part):
                return self._filters.every & ~self.rows(part)
            case Word() | Phrase():
                return self._having(node)
        raise TypeError(f"{node} is not made of words")

    def best(self, node: Node, limit: int, within: int | None = None) -> Hits:
        """Return the rows with the words in the title first, each part in listing order."""
        found = self.rows(node) & (self._filters.every if within is None else within)
        titled = self._titled(node) & found
        order = self._filters.columns.orders[DATED]
        every = row_sets.listed(titled, order) + row_sets.listed(found & ~titled, order)
        first = titled.bit_count()
        scores = array("d", [1.0 if at < first else 0.5 for at in range(min(limit, len(every)))])
        others = every[limit:]
        rest = Rest(lambda: len(others), lambda at, some: others[at : at + some]) if others else None
        return Hits(every[:limit], scores, rest=rest)

    def beyond(self, first: Hits, second: Hits, rows: array[int]) -> Rest | None:
        """Return None: nothing is corrected, so there are no two kinds of hits."""
        return None

    def nearest(self, wanted: Sequence[Word | Phrase], limit: int) -> Hits:
        """Return the rows with any of these."""
        return self.best(Or(tuple(wanted)), limit)

    def correction(self, word: Word, likely: Collection[str]) -> str | None:
        """Return None: without an index there are no words to correct to."""
        return None

    def exactly(self) -> ColumnSearch:
        """Return the same search, which finds no misspellings."""
        return self

    @property
    def ranker(self) -> None:
        """None: without an index nothing tells which words are telling."""
        return None

    def _titled(self, node: Node) -> int:
        match node:
            case And(parts):
                return reduce(and_, map(self._titled, parts), self._filters.every)
            case Or(parts):
                return reduce(or_, map(self._titled, parts), 0)
            case Word() | Phrase():
                return self._in("titles", node)
        return self._filters.every

    def _having(self, want: Word | Phrase) -> int:
        places = [name for name, field in _COLUMNS.items() if want.field in (None, field)]
        said = row_sets.of(rows_with_words(self._filters.marks, want), self._filters.size)
        return reduce(or_, (self._in(name, want) for name in places), said)

    def _in(self, column: str, want: Word | Phrase) -> int:
        texts = self._filters.columns.texts[column]
        run = want.word if isinstance(want, Word) else " ".join(want.words)
        end = rb"(?=[ \n])" if isinstance(want, Phrase) and not want.open else b""
        return row_sets.of(texts.matching(re.escape(f" {run}".encode()) + end), self._filters.size)
