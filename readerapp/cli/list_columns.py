"""A list of papers in the columns of a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from readerapp.actions.sort_value import sort_value
from readerapp.cli.session import Session
from readerapp.cli.terminal import cells, fit, padded
from readerapp.domain.paper import Paper
from readerapp.domain.state import Status

# The symbols of the app's list, each followed by its ASCII substitute.
_STATUS = {Status.UNREAD: "●*", Status.READING: "◐~", Status.READ: "○o", Status.ARCHIVED: "–-"}
_NOTE, _CODE = "✎n", "⌥c"
_QUIET = frozenset((Status.READ, Status.ARCHIVED))
_MAX_KEY_COLUMNS = 24
_MIN_TITLE_COLUMNS = 20


class ListColumns:
    """Columns of a list: key, status, queue place, note, code, title, and the value it is sorted by."""

    def __init__(self, session: Session, order: str) -> None:
        self._order = order
        self._lib = session.lib
        self._terminal = session.terminal

    def lines(self, papers: Sequence[Paper]) -> Iterator[str]:
        """Return one line per paper, its title cut to the terminal's width."""
        keys = min(_MAX_KEY_COLUMNS, max((cells(paper.key) for paper in papers), default=0))
        places = max((len(str(self._lib.place(paper.key) or "")) for paper in papers), default=0)
        values = [self._value(paper) for paper in papers]
        width = max(map(cells, values), default=0)
        every = zip(papers, values, strict=True)
        return (self._line(paper, keys, places, value, width) for paper, value in every)

    def _value(self, paper: Paper) -> str:
        found = sort_value(self._order, paper, self._lib.state(paper.key), self._lib.place(paper.key))
        return f"{found:,}" if isinstance(found, int) else found or ""

    def _line(self, paper: Paper, keys: int, places: int, value: str, width: int) -> str:
        state, paint = self._lib.state(paper.key), self._terminal.paint
        key = padded(paper.key, keys)
        place = str(self._lib.place(paper.key) or "").rjust(places)
        symbols = self._symbol(_STATUS[state.status]) + (f" {place} " if places else " ")
        symbols += (self._symbol(_NOTE) if state.note else " ") + (
            self._symbol(_CODE) if paper.has_code else " "
        )
        room = (self._terminal.width or 0) - keys - len(symbols) - width - (5 if width else 3)
        title = fit(paper.title, max(_MIN_TITLE_COLUMNS, room))
        right = " " * (room - cells(title) + 2 + width - cells(value)) + value if value else ""
        styled = paint(title, "quiet") if state.status in _QUIET else title
        return f"{paint(key, 'quiet')}  {paint(symbols, 'accent')} {styled}{paint(right, 'quiet')}"

    def _symbol(self, both: str) -> str:
        return both[1] if self._terminal.ascii_only else both[0]
