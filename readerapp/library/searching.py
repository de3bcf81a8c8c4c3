"""Search over one library: what is kept from query to query, and what is loaded when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from readerapp.domain.state import State
from readerapp.library.arranging import BY_MARKS, LISTED, RELEVANCE, arranged
from readerapp.library.catalogue import Shown
from readerapp.library.marks import Marks
from readerapp.library.shelf import Shelf

if TYPE_CHECKING:
    from readerapp.domain.query import Query
    from readerapp.library.evaluate import TextSearch
    from readerapp.library.filters import Filters
    from readerapp.library.indexing import Indexing

_IN_MEMORY = 500
"""So many papers are indexed faster than an index on disk is worth."""


class Order(NamedTuple):
    """The order asked for beside the query; None is the one that suits it."""

    name: str | None = None
    reverse: bool = False


class Searching:
    """Answers queries. May be called from several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._marks = Marks()
        self._lock = Lock()
        self._index: Indexing | None = None

    @property
    def trouble(self) -> tuple[str, ...]:
        """What is wrong with the index, or was."""
        return (self._index.trouble,) if self._index and self._index.trouble else ()

    def shelf(
        self,
        query: str,
        order: Order,
        shown: Shown,
        states: Callable[[], Mapping[str, State]],
        *,
        version: int,
        now: datetime,
    ) -> Shelf:
        """The papers that answer a query; see `Library.search`."""
        with self._lock:  # the marks are brought up to date in place
            columns = shown.columns
            name = LISTED if order.name in (None, RELEVANCE) else str(order.name)
            if query.strip() or name in BY_MARKS:
                self._marks.update(states, version, columns)
            if query.strip():
                return self._answered(query, order, shown, now)
            found = arranged(columns.shown, name, order.reverse, columns, self._marks)
            return Shelf(query, name, order.reverse, found, total=len(found))

    def _answered(self, text: str, order: Order, shown: Shown, now: datetime) -> Shelf:
        # what only a query needs is loaded with the first one
        from readerapp.domain.query_parse import parse
        from readerapp.library.filters import Filters
        from readerapp.library.search import Asked, answered

        query = parse(text, now)
        name = query.order or order.name or (RELEVANCE if query.wanted else LISTED)
        filters = Filters(shown.columns, self._marks)
        asked = Asked(query, name, order.reverse != query.reverse)
        return answered(asked, filters, self._text(query, shown, filters))

    def _text(self, query: Query, shown: Shown, filters: Filters) -> TextSearch:
        from readerapp.library.filters import has_text
        from readerapp.library.simple import SimpleSearch

        if not (filters.size and has_text(query.node)):
            return SimpleSearch(filters)
        from readerapp.library.engine import Engine

        indexing = self._indexing(shown)
        if not (found := indexing.searcher(shown)) and indexing.build(shown):
            found = indexing.searcher(shown)
        return Engine(*found, filters) if found else SimpleSearch(filters)

    def build(self, shown: Shown, progress: Callable[[float], None] | None) -> bool:
        """Make the index fit; see `Library.build_index`."""
        return self._indexing(shown).build(shown, progress)

    def _indexing(self, shown: Shown) -> Indexing:
        """The index in memory for a small library, in the cache folder for a large one."""
        from readerapp.library.indexing import Indexing

        folder = None if shown.columns.size <= _IN_MEMORY else self._folder
        if self._index is None or self._index.folder != folder:
            self._index = Indexing(folder)
        return self._index
