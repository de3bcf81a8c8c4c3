"""What the mouse does beyond a click on a row: marks, menus, the divider, a row dragged in the queue."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from textual import events

from readerapp.library import Shelf
from readerapp.ui.desk import Desk

_COMMANDS: Mapping[str, str] = MappingProxyType(
    {"status": "read", "note": "note", "queue": "queue", "code": "open-repo"}
)
"""The command of a click on each column of marks."""
_LEFT, _RIGHT = 1, 3


class Pointer:
    """Follows the mouse over the main screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._from: int | None = None
        """The index of a queued paper that the button was pressed on."""
        self._queue: Shelf | None = None
        """The list that the index is in."""
        self._divides = False

    def down(self, event: events.MouseDown) -> None:
        """Begin to drag the divider, or a row in the queue."""
        desk, papers = self._desk, self._desk.paper_list
        if event.button != _LEFT:
            return
        if self._desk.panes.is_divider(event.screen_x, event.screen_y):
            self._divides = True
            desk.paper_view.capture_mouse()
        elif desk.shelf.order == "queue" and not desk.shelf.reverse:
            self._from, self._queue = papers.index_on(*event.screen_offset), desk.shelf

    def move(self, event: events.MouseMove) -> None:
        """Follow with the divider, or show where the row would come to."""
        papers = self._desk.paper_list
        if self._divides:
            self._desk.panes.divide(event.screen_x)
        elif self._from is not None and event.button == _LEFT:
            papers.capture_mouse()
            region = papers.region
            y = max(region.y, min(event.screen_y, region.bottom - 1))
            to = papers.index_on(region.x, y)
            papers.drop = to if to != self._from else None

    def up(self) -> None:
        """End a drag; a row that was dragged moves within the queue."""
        desk, papers = self._desk, self._desk.paper_list
        if self._divides or self._from is not None:
            desk.app.capture_mouse(None)
        start, to = self._from, papers.drop
        self._divides, self._from, papers.drop = False, None, None
        if start is None or to is None:
            return
        if self._queue is desk.shelf:
            desk.attempt(lambda: self._requeue(start, to))
        else:
            desk.say("The queue changed meanwhile; nothing was moved")

    def _requeue(self, start: int, to: int) -> None:
        desk, rows = self._desk, self._desk.paper_list.rows
        library, reading = desk.reading.library, desk.reading
        key, other = (library.key(rows[index], desk.shelf) for index in (start, to))
        if (place := reading.place(other)) is not None and reading.place(key) is not None:
            row = rows[start]
            desk.did(reading.move(key, place))
            desk.make_list(row)

    def click(self, event: events.Click) -> None:
        """Run the command of a clicked mark; show what can be copied on a right click."""
        papers = self._desk.paper_list
        index = papers.index_on(*event.screen_offset)
        if index is None or index != papers.cursor:
            return
        if event.button == _RIGHT:
            self.run("copy")
            return
        id = _COMMANDS.get(papers.mark_on(event.screen_x))
        if id and (event.button, event.chain) == (_LEFT, 1) and not papers.selected - {papers.row}:
            self.run(id)

    def run(self, id: str) -> None:
        """Run the command of an id as if its key had been pressed."""
        self._desk.run_command(next(command for command in self._desk.commands if command.id == id))

    def selected(self) -> None:
        """Say how to copy a text that was selected."""
        if text := self._desk.get_selected_text():
            count = len(text)
            said = f"{count:,} character{'s' * (count > 1)} selected"
            self._desk.say(said, hint="ctrl+c copies")
