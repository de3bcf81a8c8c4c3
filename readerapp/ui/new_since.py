"""Papers added since the reader's last visit, and how the list marks them; rules between its rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from readerapp.actions.reading_list import ReadingList
from readerapp.domain.values import NamedTuple
from readerapp.library import Shelf
from readerapp.ui.question import Question

if TYPE_CHECKING:
    from readerapp.actions.visits import Visit
    from readerapp.library.search.shelf import Why

_RECORD_INTERVAL = timedelta(minutes=5)
"""A reader who presses keys is recorded as present this often."""
_FIRST_ROWS = 60
"""About what a screen shows."""
_DATE_ORDERS = ("listed", "added", "published")
"""Orders that put new papers on top."""


class Rule(NamedTuple):
    """A line above a row of the list."""

    at: int
    """Index of the row below it."""
    words: str
    ends: bool = False
    """True if it says what stands above it, not below."""


class Rules:
    """Where the rows of a list are among its lines."""

    def __init__(self, rules: Iterable[Rule] = (), row_lines: int = 1) -> None:
        """`row_lines` is the number of lines that each row has."""
        self.rules = sorted(rules, key=lambda rule: rule.at)
        self._row_lines = row_lines

    def __len__(self) -> int:
        return len(self.rules)

    def line(self, index: int) -> int:
        """Return the first line of the row at an index."""
        return index * self._row_lines + sum(rule.at <= index for rule in self.rules)

    def at(self, line: int) -> int | Rule:
        """Return the index of the row on a line, or the rule that stands there."""
        for above, rule in enumerate(self.rules):
            place = rule.at * self._row_lines + above
            if line <= place:
                return rule if line == place else (line - above) // self._row_lines
        return (line - len(self.rules)) // self._row_lines

    def row_line(self, line: int) -> int:
        """Return which of the lines of its row a line is, from 0."""
        return (line - sum(self.line(rule.at) <= line for rule in self.rules)) % self._row_lines


class News(NamedTuple):
    """A shelf's new papers: those on top are set off by a rule, others are marked row by row."""

    rules: tuple[Rule, ...] = ()
    rows: Collection[int] = ()
    """The library rows to mark."""


NO_NEWS = News()


class ListAnswer(NamedTuple):
    """A shelf to show, with its new papers."""

    shelf: Shelf
    row_version: int
    """The library's when the shelf was made; rows mean other papers in another version."""
    news: News = NO_NEWS
    places: Mapping[int, int | None] = {}
    """Where some rows are in the shelf, found along with it: that may need all of its rows in order."""
    whys: Mapping[int, Why | None] = {}
    """Why the first rows are where they are."""

    def place(self, row: int) -> int | None:
        """Return the position of a row, None if it isn't in the shelf."""
        return self.places[row] if row in self.places else self.shelf.index(row)


class NewSince:
    """Tracks the reader's visits, and finds the papers added since the last one."""

    def __init__(self, reading: ReadingList) -> None:
        self._reading = reading
        self._visit: Visit | None = None
        self._recorded: datetime | None = None
        self._pressed = self._left = reading.clock()
        self._known: tuple[object, frozenset[int]] = (None, frozenset())

    def pressed(self) -> bool:
        """Note a key press. Return True if it is time to `record` again."""
        before, self._pressed = self._pressed, self._reading.clock()
        if self._recorded and self._pressed - self._recorded <= _RECORD_INTERVAL:
            return False
        self._recorded, self._left = self._pressed, before
        return True

    def record(self) -> bool:
        """Save that the reader is here. Return True if that changes which papers are new. Thread-safe."""
        from readerapp.actions.visits import record_visit

        path, before = self._reading.home.cache / "visit.json", self._visit
        record_visit(path, self._left)
        self._visit = record_visit(path, self._pressed)
        return before is None or before.since != self._visit.since

    @property
    def since(self) -> str:
        """When the last visit ended, as in `yesterday`; empty while unknown."""
        from readerapp.ui.formatting import since

        return since(self._visit.since, self._reading.clock()) if self._visit else ""

    @property
    def since_clock(self) -> str:
        """The same with the time of day, as in `yesterday 18:40`, unless it is longer ago than a week."""
        from readerapp.ui.formatting import since_clock

        return since_clock(self._visit.since, self._reading.clock()) if self._visit else ""

    def count(self) -> int:
        """Return how many papers are new; 0 if all of them are, or while that is unknown. Thread-safe."""
        new = len(self.rows()) if self._visit else 0
        return new if new < len(self._reading.library) else 0

    @property
    def query(self) -> str:
        """A query for the new papers; empty while the last visit is unknown."""
        return f"added:>{self._visit.since:%Y-%m-%dT%H:%M:%S}" if self._visit else ""

    def answer(self, question: Question, places_of: Iterable[int] = ()) -> ListAnswer:
        """Return the shelf for a question, with its new papers and the places of some rows. Thread-safe."""
        version = self._reading.library.row_version
        shelf = question.answer(self._reading)
        shelf.look_ahead()
        places = {row: shelf.index(row) for row in places_of}
        whys = {row: shelf.why(row) for row in shelf.rows[:_FIRST_ROWS]} if shelf.has_whys else {}
        return ListAnswer(shelf, version, self._news(shelf), places, whys)

    def rows(self) -> frozenset[int]:
        """Return the rows of all new papers, cached until the library changes. Thread-safe."""
        library = self._reading.library
        what = (library.row_version, len(library), self.query)
        if self._known[0] != what:
            self._known = what, frozenset(self._reading.shelf(f"{self.query} is:any", whole=False).rows)
        return self._known[1]

    def _news(self, shelf: Shelf) -> News:
        if not (self._visit and shelf.shown):
            return NO_NEWS
        new = self.rows()
        known = len(self._reading.library)
        if not new or len(new) == known:
            return NO_NEWS
        is_new: Callable[[int], bool] = new.__contains__
        by_date = shelf.order in _DATE_ORDERS and not shelf.reverse
        run = sum(1 for _ in takewhile(is_new, shelf.rows)) if by_date else 0
        if not run:
            return News(rows=new)
        if run == len(shelf.rows):
            return NO_NEWS
        whole = len(shelf.rows) == known or run == len(new)
        more = len(new) - run if whole else sum(map(is_new, shelf.rows[run:]))
        words = f"{run:,} new since {self.since}" + (f", {more:,} more below" if more else "")
        return News((Rule(run, words, ends=True),), new.difference(shelf.rows[:run]) if more else ())
