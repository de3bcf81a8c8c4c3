"""The papers that KEYS name, and those that `--query` selects to be changed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

import click

from readerapp.cli.exit_status import complain
from readerapp.cli.query_remarks import nothing_found, refuse
from readerapp.domain.errors import NoSuchPaper, ReaderError

if TYPE_CHECKING:
    from readerapp.actions.reading_list import ReadingList
    from readerapp.library import Library, Shelf

_MAX_OFFERS = 20
"""Keys for which the nearest is looked up: that takes a moment each."""


def named(
    texts: Collection[str], library: Library, *, keep_going: bool, has_others: bool
) -> tuple[list[str], int]:
    """Return the keys of the papers that texts name, and the exit status that tells of the others.

    Of several texts those that name no paper, or several, are reported, one line each.

    Args:
        texts: keys, their beginnings, ids or addresses.
        library: where the papers are.
        keep_going: return the keys that there are, if any.
        has_others: more papers are selected by a query.

    Raises:
        NoSuchPaper: a text names no paper, or several.
    """
    found: list[str] = []
    wrong: list[NoSuchPaper] = []
    for text in texts:
        try:
            found.append(library.find(text, offer=len(wrong) < _MAX_OFFERS))
        except NoSuchPaper as error:
            wrong.append(error)
    if len(wrong) == len(texts) == 1:
        raise wrong[0]
    for each in wrong:
        complain(str(each))
    is_any = bool(found) or has_others
    if wrong and not (keep_going and is_any):
        hint = "; --keep-going takes the others" if is_any else ""
        raise NoSuchPaper(f"Nothing done: {len(wrong):,} of {len(texts):,} KEYs mean no one paper{hint}")
    return found, wrong[0].exit_status if wrong else 0


def selected(query: str, lib: ReadingList, answer: Callable[[str], Shelf]) -> list[str]:
    """Return the keys of the papers that match a query exactly, which `answer` looks for.

    Raises:
        UsageError: it would select every paper, without saying so.
        BadQuery: a term of it is invalid.
        ReaderError: no paper matches.
    """
    from readerapp.domain.query.parser import parse
    from readerapp.domain.query.tree import EVERYTHING

    parsed = parse(query, lib.clock())
    if parsed.node == EVERYTHING and not parsed.problems:
        context = click.get_current_context()
        raise click.UsageError(f"--query {query!r} selects nothing; use --all for every paper.", context)
    shelf = answer(query)
    refuse(shelf, too_long=True)
    if shelf.partial or not shelf.rows:
        raise ReaderError(nothing_found(shelf))
    return [lib.library.key(row, shelf) for row in shelf.rows]
