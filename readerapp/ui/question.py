"""The question that the list answers: a view, the words typed in the search box, an order."""

from __future__ import annotations

from readerapp.actions.reading_list import ReadingList
from readerapp.actions.views.last_place import LastPlace
from readerapp.actions.views.view import View
from readerapp.domain.values import dataclass, replace
from readerapp.library import Shelf

_COMPARING = ("foryou", "path")
"""Orders that compare what papers are about."""


@dataclass(frozen=True, slots=True)
class Question:
    """A view, the words typed and the order. Immutable."""

    view: View
    typed: str = ""
    sort: str | None = None
    reverse: bool = False

    @property
    def query(self) -> str:
        """The view and the words as one query; without the view's order if the reader chose another."""
        return self.view.narrowed(self.typed, in_order=not self.sort)

    @property
    def typed_from(self) -> int:
        """Where the typed words start in the query."""
        return self.query.rfind(self.typed.strip()) if self.typed.strip() else 0

    def suggested(self, shelf: Shelf) -> str:
        """Return the suggested spelling of the typed words; empty if there is none."""
        return shelf.suggestion[self.typed_from :].strip(" ()") if shelf.suggestion and self.typed else ""

    @property
    def first(self) -> Question:
        """The question to answer at the start, where nobody waits until papers are compared."""
        order = self.sort or self.view.order or (not self.typed.strip() and self.view.unsearched)
        return replace(self, sort="upvotes") if order in _COMPARING else self

    def answer(self, reading: ReadingList) -> Shelf:
        """Return the matching papers; titles and authors only while the index is built. Thread-safe."""
        return reading.shelf(self.query, sort=self.sort, reverse=self.reverse, whole=False)


@dataclass(frozen=True, slots=True)
class Level:
    """Where the reader was when they looked for papers like others."""

    question: Question
    place: LastPlace
    before_search: str
    """The key of the paper to highlight again when its search is cleared; empty if there is none."""
    selected: tuple[str, ...]
    """The keys of the selected papers."""


_MAX_ROWS_COMPARED = 1000


def next_index(before: Shelf | None, at: int, now: Shelf) -> int:
    """Return the index to highlight in `now` after the row at index `at` is gone: the next still there."""
    if before is None or before.query != now.query:
        return 0
    first = max(0, at - _MAX_ROWS_COMPARED)
    there = {row: index for index, row in enumerate(now.shown[first : at + 1], first)}
    # One by one: the first is mostly there, and rows far down may not have been sorted yet.
    rows = before.shown
    followed = (rows[index] for index in range(at, min(at + _MAX_ROWS_COMPARED, len(rows))))
    return next((there[row] for row in followed if row in there), min(at, max(0, len(now.shown) - 1)))
