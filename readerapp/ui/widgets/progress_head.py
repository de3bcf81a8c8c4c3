"""The top of a screen that goes through papers: what it goes through, how far it is, and that as a bar."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from readerapp.ui.cells import crop
from readerapp.ui.crash_guard import CrashGuard
from readerapp.ui.glyphs import Glyphs

_GAP = 2


class ProgressHead(CrashGuard, Widget):
    """Two lines: a name with the progress in words, and a bar."""

    words: reactive[str] = reactive("")
    """How far it is. Only what comes before the first comma and space if there is too little room."""
    part: reactive[float] = reactive(0.0)
    """The same, from 0 to 1."""

    def __init__(self, name: str, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title = name
        self._glyphs = glyphs

    def render(self) -> Content:
        """Draw both lines."""
        width = self.size.width
        fits = cell_len(self._title) + _GAP + cell_len(self.words) <= width
        words = self.words if fits else self.words.partition(", ")[0]  # "1 of 10,000" is one part
        right = crop(words, width).rstrip()
        room = max(0, width - cell_len(right) - _GAP)
        left = crop(self._title, room).rstrip()
        gap = " " * (width - cell_len(left) - cell_len(right))
        done = max(0, min(width, round(self.part * width)))
        return Content.assemble(
            (left, "bold $accent"), gap, (right, "$quiet"), "\n",
            (self._glyphs.bar * done, "$accent"), (self._glyphs.rule * (width - done), "$rule"),
        )  # fmt: skip
