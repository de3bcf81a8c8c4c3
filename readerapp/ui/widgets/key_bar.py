"""A quiet line of keys and what they do, which may be clicked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from readerapp.domain.values import dataclass
from readerapp.ui.bindings import KeyHint, clicked
from readerapp.ui.crash_guard import CrashGuard

_GAP = 2


class KeyBar(CrashGuard, Widget):
    """Shows keys on one line, or on more; if there is too little room, the ones before the last go."""

    DEFAULT_CSS = "KeyBar { height: auto; }"

    @dataclass
    class Chosen(Message):
        """A key was clicked."""

        id: str

    keys: reactive[Sequence[KeyHint]] = reactive((), layout=True)

    def __init__(self, keys: Sequence[KeyHint] = (), *, max_lines: int = 1, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(KeyBar.keys, keys)
        self._max_lines = max_lines

    def render(self) -> Content:
        """Draw the lines."""
        return Content("\n").join(self._fitting(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at a width."""
        return max(1, len(self._fitting(width)))

    def _fitting(self, width: int) -> list[Content]:
        items = [key.text for key in self.keys]
        while len(lines := list(_lines(items, width))) > self._max_lines and len(items) > 1:
            items.pop(-2)
        return lines

    def on_click(self, event: events.Click) -> None:
        """Say which key was clicked."""
        if command := clicked(event):
            event.stop()
            self.post_message(self.Chosen(command.id))


def _lines(items: Sequence[Content], width: int) -> Iterator[Content]:
    line: list[Content] = []
    for item in items:
        if line and sum(it.cell_length + _GAP for it in line) + item.cell_length > width:
            yield Content(" " * _GAP).join(line)
            line = []
        line.append(item)
    if line:
        yield Content(" " * _GAP).join(line)
