"""Search over one library: what is kept from query to query, and what is loaded when."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from readerapp.domain.state import State, Status
from readerapp.library.columns import row_sets
from readerapp.library.file.snapshot import Snapshot
from readerapp.library.search.marks import Marks
from readerapp.library.search.shelf import Shelf
from readerapp.library.search.sorting import BY_MARKS, LISTED, RELEVANCE, sorted_rows

if TYPE_CHECKING:
    from readerapp.domain.query.tree import Query
    from readerapp.library.search.index import SearchIndex
    from readerapp.library.search.index_lock import Progress

_IN_MEMORY = 500
"""So many papers are indexed faster than an index on disk is worth."""


class SearchRequest(NamedTuple):
    """A query, and how it is to be answered."""

    query: str
    """In the language of the search box."""
    now: datetime
    """The time that ages such as `added:7d` count from."""
    order: str | None = None
    """One of `ORDERS`; the query's own `sort:` goes before it. None is by relevance for a query with words,
    else by date of listing.
    """
    reverse: bool = False
    exact: bool = False
    """Take no word for misspelt."""
    whole: bool = True
    """Wait for the index where there is none that fits. Else titles and authors are searched meanwhile, and
    `Shelf.whole` is false, as it is where the library's file changed under the search.
    """


class LazyStates(NamedTuple):
    """What the reader did: asked for where an answer depends on it."""

    states: Callable[[], Mapping[str, State]]
    """By key; only papers the reader touched."""
    archived: Callable[[], Collection[str]] | None = None
    """The keys of archived papers, where they are known at less cost than all states."""
    version: int = 0
    """Equal versions other than 0 mean equal states."""

    def away(self) -> Collection[str]:
        """The keys of archived papers."""
        if self.archived:
            return self.archived()
        return [key for key, state in self.states().items() if state.status is Status.ARCHIVED]


class Searcher:
    """Answers queries. May be called from several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._marks = Marks()
        self._lock = Lock()
        self._index: SearchIndex | None = None

    @property
    def trouble(self) -> tuple[str, ...]:
        """What is wrong with the index, or was."""
        return (self._index.trouble,) if self._index and self._index.trouble else ()

    def shelf(
        self,
        asking: SearchRequest,
        shown: Snapshot,
        reader: LazyStates,
        progress: Progress | None = None,
    ) -> Shelf:
        """The papers that answer a query; see `Library.answer`."""
        if not asking.query.strip():
            return self._everything(asking, shown, reader)
        # what only a query needs is loaded with the first one
        from readerapp.domain.query.parser import parse
        from readerapp.library.search.filters import has_text

        query = parse(asking.query, asking.now)
        indexing = self._indexing(shown) if shown.columns.size and has_text(query.node) else None
        if indexing and not indexing.searcher(shown) and (asking.whole or indexing.is_near(shown)):
            indexing.build(shown, progress, wait=asking.whole)
        with self._lock:  # the marks are brought up to date in place
            self._marks.update(reader.states, reader.version, shown.columns)
            return self._answered(query, asking, shown, indexing)

    def _everything(self, asking: SearchRequest, shown: Snapshot, reader: LazyStates) -> Shelf:
        columns = shown.columns
        name = LISTED if asking.order in (None, RELEVANCE) else str(asking.order)
        away = [row for key in reader.away() if (row := columns.row(key)) is not None]
        with self._lock:
            if name in BY_MARKS:
                self._marks.update(reader.states, reader.version, columns)
            some = columns.shown & ~row_sets.of(away, columns.size)
            found = sorted_rows(some, name, asking.reverse, columns, self._marks)
        return Shelf(asking.query, name, asking.reverse, found, total=len(found))

    def _answered(
        self, query: Query, asking: SearchRequest, shown: Snapshot, indexing: SearchIndex | None
    ) -> Shelf:
        from readerapp.domain.query.tree import asks_for_archived
        from readerapp.library.search.answer import ParsedRequest, answer
        from readerapp.library.search.column_search import ColumnSearch
        from readerapp.library.search.filters import Filters

        name = query.order or asking.order or (RELEVANCE if query.wanted else LISTED)
        filters = Filters(shown.columns, self._marks, archived=asks_for_archived(query.node))
        asked = ParsedRequest(query, name, asking.now, asking.reverse != query.reverse, asking.exact)
        if indexing and (found := indexing.searcher(shown)):
            from readerapp.library.search.engine import Engine, is_damage

            try:
                return answer(asked, filters, Engine(*found, filters, exact=asking.exact))
            except BaseException as error:
                if not is_damage(error):
                    raise
                indexing.distrust()
        shelf = answer(asked, filters, ColumnSearch(filters))
        return replace(shelf, whole=indexing is None)

    def build(self, shown: Snapshot, progress: Progress | None, *, wait: bool) -> bool:
        """Make the index fit; see `Library.build_index`."""
        return self._indexing(shown).build(shown, progress, wait=wait)

    def _indexing(self, shown: Snapshot) -> SearchIndex:
        """The index in memory for a small library, in the cache folder for a large one."""
        from readerapp.library.search.index import SearchIndex

        folder = None if shown.columns.size <= _IN_MEMORY else self._folder
        if self._index is None or self._index.folder != folder:
            self._index = SearchIndex(folder)
        return self._index
