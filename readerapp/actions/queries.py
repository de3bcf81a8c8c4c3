"""Queries answered: whole, or said not to be."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from readerapp.actions.hit import Hit, hit
from readerapp.domain.errors import BadQuery, ReaderError
from readerapp.library import Shelf
from readerapp.library.search.searcher import LazyStates, SearchRequest

if TYPE_CHECKING:
    from readerapp.actions.reading_list import ReadingList

_TRIES = 3
"""Times that a search is begun where the library's file changes under it."""


class Ask(NamedTuple):
    """A query, and how to answer it."""

    query: str
    sort: str | None = None
    reverse: bool = False
    exact: bool = False
    """Whether words match exactly as typed."""
    whole: bool = True
    """Whether to wait for the search index."""


def shelf(lib: ReadingList, ask: Ask, progress: Callable[[float], None] | None = None) -> Shelf:
    """The papers that answer; `progress` is told how far the index is that is waited for.

    Raises:
        ReaderError: the library's file changed again and again meanwhile.
    """
    for _ in range(_TRIES):
        asking = SearchRequest(ask.query, lib.clock(), ask.sort, ask.reverse, ask.exact, ask.whole)
        store = lib.store
        reader = LazyStates(store.snapshot, store.archived, store.version)
        found = lib.library.answer(asking, reader, progress)
        if found.whole or not ask.whole:
            return found
        lib.library.poll()
    raise ReaderError(f"{lib.home.library} changes while it is searched; try again")


def search(lib: ReadingList, ask: Ask, limit: int | None) -> list[Hit]:
    """The first papers that answer, with their states and what of them matched.

    Raises:
        BadQuery: a part of the query makes no sense.
    """
    found = shelf(lib, ask)
    refuse(found)
    papers = [lib.library.paper(row, found) for row in found.rows[:limit]]
    return [hit(paper, lib.state(paper.key), found, index) for index, paper in enumerate(papers)]


def refuse(found: Shelf, *, too_long: bool = False) -> None:
    """Raise `BadQuery` where a part of the query makes no sense, or is `too_long`: it says which, and why."""
    for problem in found.problems:
        if too_long or not problem.only_long:
            raise BadQuery(f"In the query, {found.query[problem.start : problem.end]}: {problem.reason}")
