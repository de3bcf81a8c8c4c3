"""What a person is told of a query: it makes no sense, found nothing, or was read as misspelt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readerapp.domain.text import shorten

if TYPE_CHECKING:
    from readerapp.library import Shelf

_MAX_QUERY_WIDTH = 200


def refuse(shelf: Shelf, *, too_long: bool = False) -> None:
    """Raise `BadQuery` if the query of a shelf makes no sense; with `too_long` also if part was left out."""
    if shelf.problems:
        from readerapp.actions import queries  # most queries make sense

        queries.refuse(shelf, too_long=too_long)


def nothing_found(shelf: Shelf) -> str:
    """Return the sentence that no paper matches, with the query that was probably meant."""
    return f"No paper matches {_named(shelf.query)}" + (
        f"; did you mean {_named(shelf.suggestion)}?" if shelf.suggestion else ""
    )


def remark(shelf: Shelf, *, related: bool) -> str:
    """Return a sentence if a query found nothing or not all it should, or was read as misspelt; else nothing.

    `related` says that related papers are shown.
    """
    from readerapp.domain.query.tree import STATES  # loaded by then; help and keys do without it

    if shelf.remark:
        return shelf.remark
    if (word := shelf.query.strip().lower()) in STATES:
        return f"Searched for the word {word!r}; is:{word} finds papers by their status"
    if shelf.partial or (shelf.query.strip() and not shelf.rows):
        has_below = related and shelf.related.rows and not shelf.suggestion
        return nothing_found(shelf) + ("; it describes those below" if has_below else "")
    if shelf.suggestion:
        return f"{_named(shelf.query)} may be misspelt: also searched for {_named(shelf.suggestion)}"
    return ""


def _named(query: str) -> str:
    return repr(shorten(query, _MAX_QUERY_WIDTH))
