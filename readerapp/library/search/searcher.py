"""Search over one library; keeps the index and the reader's marks from query to query."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from readerapp.domain.dates.days import today
from readerapp.domain.state import State, Status
from readerapp.domain.values import NamedTuple
from readerapp.library.columns import row_sets
from readerapp.library.file.snapshot import Snapshot
from readerapp.library.search.marks import Marks
from readerapp.library.search.shelf import Shelf
from readerapp.library.search.sorting import BY_MARKS, BY_WORDS, LISTED, RELEVANCE, sorted_rows

if TYPE_CHECKING:
    from readerapp.domain.query.tree import Node, Query
    from readerapp.library.columns.table import Columns
    from readerapp.library.meaning.meanings import Meanings, Senses
    from readerapp.library.search.index import SearchIndex
    from readerapp.library.search.index_lock import Progress
    from readerapp.library.search.taste import Taste
    from readerapp.library.search.terms import Profiles, Terms

_MAX_PAPERS_IN_MEMORY = 500
"""Papers up to which an index is soon made, and faster in memory than on disk."""

_MANY_PAPERS = 1_000_000
"""Papers from which on columns take too much memory to keep what was read of them."""


class SearchRequest(NamedTuple):
    """A query and how to answer it."""

    query: str
    """In the language of the search box."""
    now: datetime
    """Time from which ages such as `added:7d` count back."""
    order: str | None = None
    """One of `ORDERS`; the query's own `sort:` takes precedence.

    None sorts by relevance for a query with words, else by listing date.
    """
    reverse: bool = False
    exact: bool = False
    """Search only for words as typed."""
    wait: bool = True
    """Wait for an index that isn't up to date; else search titles and authors, and `Shelf.whole` is False."""
    also: Node | None = None
    """What must hold besides the query, such as keys, in whatever characters they are written."""


class LazyStates(NamedTuple):
    """The reader's states, fetched only if an answer depends on them."""

    states: Callable[[], Mapping[str, State]]
    """Return states by key, for papers the reader touched."""
    away: Callable[[str], Collection[str]] | None = None
    """Return the keys of papers archived, or put off until after a date, if it costs less than all states."""
    version: int = 0
    """Equal versions other than 0 mean equal states."""
    taste: Callable[[], Taste] | None = None
    """Return what papers for the reader depend on beside the states."""

    def away_keys(self, today: str) -> Collection[str]:
        """Return the keys of papers that are archived, or put off until after a date (ISO)."""
        if self.away:
            return self.away(today)
        found = self.states().items()
        return [key for key, it in found if it.status is Status.ARCHIVED or it.is_put_off(today)]


class Searcher:
    """Answers queries, from any thread."""

    def __init__(self, folder: Path, texts: Callable[[int, Columns], tuple[str, str]]) -> None:
        """Keep the index in `folder`; `texts` returns title and abstract of a row."""
        self._folder = folder
        self.asks_once = False
        """True to keep the index of even a small library in the folder."""
        self._is_small = True
        self._kept: tuple[Marks, ...] = ()
        self._lock = Lock()
        self._index: SearchIndex | None = None
        self._texts = texts
        self._profiles: tuple[Columns, Profiles] | None = None
        self._meanings: Meanings | None = None
        self._starting = Lock()

    @property
    def trouble(self) -> tuple[str, ...]:
        """Current and past problems of the index."""
        said = self._index.trouble if self._index and not self._is_small else ""
        return (said,) if said else ()

    def shelf(
        self, request: SearchRequest, snapshot: Snapshot, states: LazyStates, progress: Progress | None = None
    ) -> Shelf:
        """Return the papers that answer a query; see `Library.answer`."""
        if snapshot.columns.size >= _MANY_PAPERS:
            snapshot.columns.let_go()
        if not (request.query.strip() or request.also or request.order in BY_WORDS):
            return self._everything(request, snapshot.columns, states)
        # loaded with the first query
        from readerapp.domain.query.parser import parse
        from readerapp.domain.query.tree import EVERYTHING
        from readerapp.library.search.evaluation import has_text

        query = parse(request.query, request.now, request.also or EVERYTHING)
        of_words = has_text(query.node) or (query.order or request.order) in BY_WORDS
        index = self.index(snapshot) if snapshot.columns.size and of_words else None
        if index and not index.opened(snapshot) and (request.wait or index.is_near(snapshot)):
            index.build(snapshot, progress, wait=request.wait)
        with self._lock:  # the marks are updated in place
            marks = self._marks(snapshot.columns, states)
            return self._answered(query, request, snapshot, index, marks, progress)

    def prepare(self, columns: Columns, states: LazyStates) -> None:
        """Find the rows that have marks in columns not shown yet, so that the first answer needn't."""
        marks = Marks(columns)
        marks.update(states.states, states.version)
        with self._lock:
            self._keep(marks)

    def _marks(self, columns: Columns, states: LazyStates) -> Marks:
        """Return the marks on the rows of these columns as they are now."""
        marks = next((kept for kept in self._kept if kept.columns is columns), None) or Marks(columns)
        self._keep(marks)
        marks.update(states.states, states.version)
        marks.taste = states.taste
        return marks

    def _keep(self, marks: Marks) -> None:
        # when the library changes, searches in other threads go on in what it was
        self._kept = (marks, *[kept for kept in self._kept if kept is not marks][:1])

    def _everything(self, request: SearchRequest, columns: Columns, states: LazyStates) -> Shelf:
        order = LISTED if request.order in (None, RELEVANCE) else str(request.order)
        away = states.away_keys(today(request.now))
        hidden = [row for key in away if (row := columns.row(key)) is not None]
        with self._lock:
            marks = self._marks(columns, states) if order in BY_MARKS else Marks(columns)
            rows = columns.live_rows & ~row_sets.of(hidden, columns.size)
            found = sorted_rows(rows, order, request.reverse, columns, marks)
        return Shelf(request.query, order, request.reverse, found, total=len(found), columns=columns)

    def _answered(
        self,
        query: Query,
        request: SearchRequest,
        snapshot: Snapshot,
        index: SearchIndex | None,
        marks: Marks,
        progress: Progress | None,
    ) -> Shelf:
        from readerapp.domain.query.tree import asks_for_away
        from readerapp.library.search.answer import QueryAnswer
        from readerapp.library.search.by_content import split_likes
        from readerapp.library.search.column_search import ColumnSearch
        from readerapp.library.search.filters import Filters

        likes, _ = split_likes(query.node)
        order = query.order or request.order or (RELEVANCE if query.wanted or likes else LISTED)
        reverse = request.reverse != query.reverse
        filters = Filters(snapshot.columns, marks, request.now, asks_for_away(query.node))
        answer = partial(QueryAnswer, query, order, reverse, request.now, request.exact, filters)
        if index and (opened := index.opened_anew(snapshot)):
            from readerapp.library.search.engine import Engine, is_damage

            profiles = self._profiled(opened.terms, snapshot.columns)
            senses = partial(self.senses, snapshot, progress, wait=request.wait)
            engine = Engine(opened, profiles, filters, senses=senses, exact=request.exact)
            try:
                return answer(text=engine).shelf()
            except BaseException as error:
                if not is_damage(error):
                    raise
                index.distrust()
        return replace(answer(text=ColumnSearch(filters)).shelf(), whole=index is None)

    def _profiled(self, terms: Terms, columns: Columns) -> Profiles:
        from readerapp.library.search.terms import Profiles

        known = self._profiles
        if known is None or known[0] is not columns or known[1].terms is not terms:
            known = self._profiles = columns, Profiles(terms, lambda row: self._texts(row, columns))
        return known[1]

    def senses(
        self, snapshot: Snapshot, progress: Progress | None = None, *, wait: bool = False
    ) -> Senses | None:
        """Return what the papers mean; see `Meanings.of`."""
        from readerapp.library.meaning.word_vectors import installed

        if not installed():
            return None
        with self._starting:  # a search and the index's thread may both be the first
            if self._meanings is None:
                from readerapp.library.meaning.meanings import Meanings

                self._meanings = Meanings(self._folder / "meaning", self._texts)
        return self._meanings.of(snapshot, progress, wait=wait)

    def index(self, snapshot: Snapshot) -> SearchIndex:
        """Return the index: of a small library in memory, unless the next program shall have it, too."""
        from readerapp.library.search.index import SearchIndex

        self._is_small = snapshot.columns.size <= _MAX_PAPERS_IN_MEMORY
        folder = None if self._is_small and not self.asks_once else self._folder
        if self._index is None or self._index.folder != folder:
            self._index = SearchIndex(folder)
        return self._index
