"""What the list answers: a view, the words typed within it, and the order."""

from __future__ import annotations

from dataclasses import dataclass

from readerapp.actions.reading_list import ReadingList
from readerapp.actions.views import View
from readerapp.library import Shelf


@dataclass(frozen=True, slots=True)
class Question:
    """Immutable: typing a letter or choosing an order makes another one."""

    view: View
    typed: str = ""
    sort: str | None = None
    reverse: bool = False

    @property
    def query(self) -> str:
        """The view and the words as one query."""
        return self.view.narrowed(self.typed)

    @property
    def typed_from(self) -> int:
        """Where in the query the typed words begin."""
        return self.query.rfind(self.typed.strip()) if self.typed.strip() else 0

    def suggested(self, shelf: Shelf) -> str:
        """The words that were perhaps meant; empty where there are none."""
        return shelf.suggestion[self.typed_from :].strip(" ()") if shelf.suggestion and self.typed else ""

    def answer(self, reading: ReadingList) -> Shelf:
        """The papers, as far as they can be told while the index is made; may be asked from any thread."""
        return reading.shelf(self.query, sort=self.sort, reverse=self.reverse, whole=False)


_NEAR = 1000
"""Rows looked through for what followed a row that left the list."""


def next_index(before: Shelf | None, at: int, now: Shelf) -> int:
    """The index of `now` at which a list goes on whose row `at` left it: at the nearest row that followed."""
    if before is None or before.query != now.query:
        return 0
    first = max(0, at - _NEAR)
    there = {row: index for index, row in enumerate(now.rows[first : at + 1], first)}
    followed = before.rows[at : at + _NEAR]
    return next((there[row] for row in followed if row in there), min(at, max(0, len(now.rows) - 1)))
