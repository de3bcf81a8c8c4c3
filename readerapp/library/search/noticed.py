"""Papers that the reader watches or mutes: those with a word, or that match a query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from readerapp.domain.query.following import followed_query
from readerapp.domain.query.tree import Node, Or, Phrase, Word, leaves
from readerapp.domain.words import words
from readerapp.library.search.shelf import Why
from readerapp.library.search.taste import Taste
from readerapp.library.search.terms import Profiles

_FIELDS = ("title", "abstract", "author")


class Noticed:
    """The papers that a reader watches or mutes."""

    def __init__(self, taste: Taste, profiles: Profiles, rows: Callable[[Node], int], now: datetime) -> None:
        """`rows` returns the set of rows that match a query, in which ages count back from `now`."""
        self._profiles = profiles
        self._rows = rows
        self._now = now
        self.by_query = self._watched = {text: self._having(text) for text in taste.watch}
        """The set of rows of each text that is watched."""
        self._muted = {text: self._having(text) for text in taste.mute}
        self.count = sum(1 for rows in self._watched.values() if rows)
        """Watched texts that any paper has."""
        self.all_watched = _united(self._watched.values())
        self.all_muted = _united(self._muted.values())

    def __bool__(self) -> bool:
        return bool(self._watched or self._muted)

    def watched(self, row: int) -> str:
        """Return the first watched text that a paper has, empty if it has none."""
        return _first(self._watched, row)

    def muted(self, row: int) -> str:
        """Return the first muted text that a paper has, empty if it has none."""
        return _first(self._muted, row)

    def why(self, row: int) -> Why | None:
        """Return what a paper has that is watched or muted; None if it has nothing."""
        watched, muted = self.watched(row), self.muted(row)
        return Why(watched=watched, muted=muted) if watched or muted else None

    def _having(self, text: str) -> int:
        """Return the set of rows that match a query; of plain words, those that have them side by side.

        Those are looked for in title, abstract and authors, the last one in any form.
        """
        query = followed_query(text, self._now)
        if query is not None and not _lasts(query):
            return self._rows(query)
        kept = self._profiles.noticed
        if text not in kept:
            kept[text] = self._rows(self._side_by_side(text) if query is None else query)
        return kept[text]

    def _side_by_side(self, text: str) -> Node:
        *first, last = words(text) or [""]
        forms = {last, *self._profiles.terms.forms(last)} if last else ()
        return Or(tuple(Phrase((*first, form), 0, 0, field) for form in forms for field in _FIELDS))


def _lasts(query: Node) -> bool:
    """Return True if the same papers match as long as the library is the same."""
    return all(isinstance(leaf, Word | Phrase) and leaf.field in _FIELDS for leaf in leaves(query))


def _united(sets: Iterable[int]) -> int:
    found = 0
    for rows in sets:
        found |= rows
    return found


def _first(sets: Mapping[str, int], row: int) -> str:
    return next((text for text, rows in sets.items() if rows >> row & 1), "")
