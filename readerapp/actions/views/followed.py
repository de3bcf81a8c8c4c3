"""Queries that the reader follows, kept in `config.toml`: what matches them, following and unfollowing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.actions.views.digest import Told
from readerapp.actions.workspace import Workspace
from readerapp.domain.errors import BadQuery, ReaderError
from readerapp.domain.text import clean_line, fold
from readerapp.domain.values import NamedTuple
from readerapp.library.columns import row_sets

if TYPE_CHECKING:
    from readerapp.actions.views.own_views import SettingsStep

_SETTING = "watch"


class Followed(NamedTuple):
    """A query that the reader follows."""

    query: str
    new: int
    """Matching papers that are new."""
    papers: int
    """All matching papers but those that are archived or put off."""


def followed(reading: Workspace, queries: Sequence[str], since: Told) -> list[Followed]:
    """Return the queries that the reader follows (the setting `watch`), with what is new since then."""
    if not queries:
        return []
    shelf = reading.shelf(sort="foryou")
    new = row_sets.of(since.is_new(shelf), shelf.columns.size) if shelf.columns else 0
    rows = {text: shelf.watched.get(text, 0) for text in queries}
    return [Followed(text, (some & new).bit_count(), some.bit_count()) for text, some in rows.items()]


def follow(path: Path, query: str, now: datetime) -> SettingsStep:
    """Follow a query: words, an author, or any other.

    Raises:
        BadQuery: it makes no sense.
        ReaderError: it is followed already, or the settings can't be changed.
    """
    from readerapp.domain.query.following import why_not  # showing what is followed needs no parser

    query = clean_line(query)
    if why := why_not(query, now) if query else "it is empty":
        raise BadQuery(f"Can't follow {query!r}: {why}")

    def added(queries: list[str]) -> list[str]:
        if _find(queries, query):
            raise ReaderError(f"You follow {query} already")
        return [*queries, query]

    return _changed(path, added, f"Following {query}")


def unfollow(path: Path, query: str) -> SettingsStep:
    """Stop following a query.

    Raises:
        ReaderError: it isn't followed, or the settings can't be changed.
    """

    def removed(queries: list[str]) -> list[str]:
        if found := _find(queries, query):
            return [each for each in queries if each != found]
        raise ReaderError(f"You don't follow {clean_line(query)}{_nearest(queries, query)}")

    return _changed(path, removed, f"No longer following {clean_line(query)}")


def _changed(path: Path, change: Callable[[list[str]], list[str]], message: str) -> SettingsStep:
    from readerapp.actions.views.own_views import SettingsStep  # only a change needs the settings' writer
    from readerapp.settings.writer import change_texts

    return SettingsStep(path, *change_texts(path, _SETTING, change), message)


def _find(queries: list[str], query: str) -> str | None:
    wanted = fold(clean_line(query))
    return next((each for each in queries if fold(clean_line(each)) == wanted), None)


def _nearest(queries: list[str], query: str) -> str:
    from difflib import get_close_matches  # only a mistake needs it

    near = get_close_matches(query, queries, 1)
    return f"; did you mean {near[0]}?" if near else "; `readerapp watch` lists what you follow"
