"""An index as searches need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readerapp.domain.values import NamedTuple

if TYPE_CHECKING:
    from tantivy import Schema, Searcher

    from readerapp.library.search.spelling import Dictionary
    from readerapp.library.search.terms import Terms


class OpenIndex(NamedTuple):
    """An index to search, and what is known of its words."""

    searcher: Searcher
    schema: Schema
    dictionary: Dictionary
    terms: Terms
