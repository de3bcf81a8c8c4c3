"""A list of papers in the columns of a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from readerapp.actions.queries import Listed, Reason
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
_LIKE = " · like "


class ListColumns:
    """Columns of a list: key, status, queue place, note, code, title, reason, and what it is sorted by."""

    def __init__(self, session: Session, order: str, every: Sequence[Listed]) -> None:
        self._order = order
        self._lib = session.lib
        self._terminal = session.terminal
        papers = [each.paper for each in every]
        compared = {each.why.like for each in every if each.why}
        self._says_like = order != "path" and len(compared) > 1  # a path leads on from the line above
        self._keys = min(_MAX_KEY_COLUMNS, max((cells(paper.key) for paper in papers), default=0))
        self._places = max((len(str(self._lib.place(paper.key) or "")) for paper in papers), default=0)
        self._values = max((cells(self._value(paper)) for paper in papers), default=0)

    def _value(self, paper: Paper) -> str:
        found = sort_value(self._order, paper, self._lib.state(paper.key), self._lib.place(paper.key))
        return f"{found:,}" if isinstance(found, int) else found or ""

    def line(self, each: Listed) -> str:
        """Return the line of a paper, its title cut to the terminal's width."""
        paper, width = each.paper, self._values
        state, paint = self._lib.state(paper.key), self._terminal.paint
        key, value = padded(paper.key, self._keys), self._value(paper)
        place = str(self._lib.place(paper.key) or "").rjust(self._places)
        symbols = self._symbol(_STATUS[state.status]) + (f" {place} " if self._places else " ")
        symbols += (self._symbol(_NOTE) if state.note else " ") + (
            self._symbol(_CODE) if paper.has_code else " "
        )
        room = (self._terminal.width or 0) - self._keys - len(symbols) - width - (5 if width else 3)
        title = fit(paper.title, max(_MIN_TITLE_COLUMNS, room))
        why = self._why(each.why, room - cells(title))
        space = room - cells(title) - cells(why)
        right = why + (" " * (space + 2 + width - cells(value)) + value if value else "")
        styled = paint(title, "quiet") if state.status in _QUIET else title
        return f"{paint(key, 'quiet')}  {paint(symbols, 'accent')} {styled}{paint(right, 'quiet')}"

    def _why(self, why: Reason | None, room: int) -> str:
        """Return as much of why a paper is there as there is room for, with space before it."""
        if why is None:
            return ""
        set_by_reader = {"watch": why.watched, "mute": why.muted}
        words = [*(f"{name} {text}" for name, text in set_by_reader.items() if text), *why.words]
        texts = [f"  {', '.join(words[:count])}" for count in range(len(words), 0, -1)]
        said = next((text for text in texts if cells(text) <= room), "")
        left = room - cells(said) - len(_LIKE)
        if not said or why.like is None or not self._says_like or left < _MIN_TITLE_COLUMNS:
            return said
        return said + _LIKE + fit(self._lib.paper(why.like).title, left)

    def _symbol(self, both: str) -> str:
        return both[1] if self._terminal.ascii_only else both[0]
