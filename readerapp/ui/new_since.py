"""What came in since the reader's last visit, and how the list shows it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from readerapp.actions.reading_list import ReadingList
from readerapp.library import Shelf
from readerapp.ui.question import Question

if TYPE_CHECKING:
    from readerapp.actions.visits import Visit

_LOOK_EVERY = timedelta(minutes=5)
"""How often it is taken down that a reader who presses keys is here."""
_BY_DATE = ("listed", "added", "published")
"""The orders that bring what is new to the top."""


class News(NamedTuple):
    """What of a shelf is new: a run at its top with a divider below it; elsewhere each row is marked."""

    divider: str = ""
    at: int = 0
    """The index above which the divider stands; 0 where there is none."""
    rows: Collection[int] = ()
    """The library rows to mark."""


NOTHING = News()


class ListAnswer(NamedTuple):
    """What the list is to show."""

    shelf: Shelf
    row_version: int
    """Of the library it was made from: with others, its rows mean other papers."""
    news: News = NOTHING


class NewSince:
    """Knows what is new; reads and writes when the reader was here."""

    def __init__(self, reading: ReadingList) -> None:
        self._reading = reading
        self._visit: Visit | None = None
        self._looked: datetime | None = None
        self._pressed = self._left = reading.clock()
        self._known: tuple[object, frozenset[int]] = (None, frozenset())

    def pressed(self) -> bool:
        """Note that the reader pressed a key; whether it is time to `look` again."""
        before, self._pressed = self._pressed, self._reading.clock()
        if self._looked and self._pressed - self._looked <= _LOOK_EVERY:
            return False
        self._looked, self._left = self._pressed, before
        return True

    def look(self) -> bool:
        """Take down that the reader is here, and was; whether something else is new now. For any thread."""
        from readerapp.actions.visits import record_visit

        path, before = self._reading.home.cache / "visit.json", self._visit
        record_visit(path, self._left)
        self._visit = record_visit(path, self._pressed)
        return before is None or before.since != self._visit.since

    @property
    def since(self) -> str:
        """Since when papers are new, in the words people use; empty where that is not known yet."""
        from readerapp.ui.dates import since

        return since(self._visit.since, self._reading.clock()) if self._visit else ""

    @property
    def query(self) -> str:
        """What finds the new papers."""
        return f"added:>{self._visit.since:%Y-%m-%dT%H:%M:%S}" if self._visit else ""

    def answer(self, question: Question) -> ListAnswer:
        """What the list shows for a question. For any thread."""
        moves = self._reading.library.row_version
        shelf = question.answer(self._reading)
        return ListAnswer(shelf, moves, self._of(shelf))

    def _new(self) -> frozenset[int]:
        """The rows of all new papers; looked for once as long as the library is as it is."""
        library = self._reading.library
        what = (library.row_version, len(library), self.query)
        if self._known[0] != what:
            self._known = what, frozenset(self._reading.shelf(f"{self.query} is:any", whole=False).rows)
        return self._known[1]

    def _of(self, shelf: Shelf) -> News:
        if not (self._visit and shelf.rows):
            return NOTHING
        new = self._new()
        known = len(self._reading.library)
        if not new or len(new) == known:
            return NOTHING
        is_new: Callable[[int], bool] = new.__contains__
        by_date = shelf.order in _BY_DATE and not shelf.reverse
        run = sum(1 for _ in takewhile(is_new, shelf.rows)) if by_date else 0
        if not run:
            return News(rows=new)
        if run == len(shelf.rows):
            return NOTHING
        whole = len(shelf.rows) == known or run == len(new)
        more = len(new) - run if whole else sum(map(is_new, shelf.rows[run:]))
        words = f"{run:,} new since {self.since}" + (f", {more:,} more below" if more else "")
        return News(words, run, new.difference(shelf.rows[:run]) if more else ())
