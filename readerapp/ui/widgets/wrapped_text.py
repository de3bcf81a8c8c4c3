"""Text wrapped to the width of its pane, which scrolls it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from readerapp.ui.widgets.line_view import LineView

_Letter = tuple[int, int]
"""A place in a text, however it is wrapped: a line of its own, and the number of letters before it there."""
_MAX_KEPT = 8
"""Texts kept wrapped: the one shown, the one to come, and some before."""


class WrappedText(LineView, can_focus=False):
    """Shows text that is often replaced by another: only its lines are drawn anew."""

    top: float | None = None
    """The line at the top before the pane got another size, if that scrolls: it may have cut the position."""
    centred = False
    """True to leave as much room to the left of the lines as to the right."""

    def __init__(self, measure: int, *, id: str | None = None) -> None:
        """`measure` is the greatest width of a line in cells: longer ones would be hard to read."""
        super().__init__(id=id)
        self.max_cells = measure
        self._content = Content()
        self._drawn: list[Strip] = []
        self._measured: Sequence[Strip] = ()
        """The lines that are scrolled."""
        self._kept: tuple[float, _Letter] | None = None
        """The line that the last new width was scrolled to, and the letter that was to stay in sight."""
        self._wrapped: dict[str, tuple[object, Content, list[Strip]]] = {}

    def show(self, content: Content) -> None:
        """Show another text."""
        if content.is_same(self._content):
            return
        self._content, self._kept = content, None
        self._measure()
        self.refresh(layout=self.styles.auto_dimensions)

    def prepare(self, content: Content) -> None:
        """Wrap a text that may be shown next, so that it is then shown sooner."""
        lines = self._wrap(content, self.scrollable_content_region.width)
        self.ready(lines[: self.size.height])

    def render(self) -> Content:
        """Return the text, from which Textual takes a selected part."""
        return self._content

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some of the lines."""
        self._drawn = self._lines(self.scrollable_content_region.width)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        line = y + self.scroll_offset.y
        return self._drawn[line] if line < len(self._drawn) else _blank(self.line_width, self.rich_style)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at a width, for a pane that scrolls more than this text."""
        return len(self._lines(width))

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        updated = super()._size_updated(size, virtual_size, container_size, layout)
        if updated:
            self.rewrap()  # now: a paint may come before the message that tells the size
        return updated

    def rewrap(self) -> None:
        """Wrap the text to the width of the pane; what is at the top stays there."""
        scroller = self.parent if self.styles.auto_dimensions else self
        if not isinstance(scroller, Widget):
            return
        top, self.top = scroller.scroll_y if self.top is None else self.top, None
        before, now = self._measured, self._measure()  # which may cut the position, too
        if before is now or not before:
            return
        letter = self._kept[1] if self._kept and self._kept[0] == top else _letter(before, top)
        scroller.scroll_to(y=_line(now, letter), animate=False, immediate=True, force=True)
        self._kept = scroller.scroll_y, letter

    def letter(self, line: float) -> _Letter:
        """Return the place in the text of a line's first letter, which is valid at any width."""
        return _letter(self._measured, line)

    def line(self, letter: _Letter) -> int:
        """Return the line that shows a place in the text."""
        return _line(self._measured, letter)

    @property
    def left(self) -> int:
        """The cells left blank before the lines."""
        return max(0, self.scrollable_content_region.width - self.max_cells) // 2 if self.centred else 0

    def _measure(self) -> Sequence[Strip]:
        self._measured = self._lines(self.scrollable_content_region.width)
        self.measure(len(self._measured))
        return self._measured

    def _lines(self, width: int) -> list[Strip]:
        return self._wrap(self._content, width)

    def _wrap(self, content: Content, width: int) -> list[Strip]:
        style = self.visual_style
        left = self.left
        drawn_as = (width, self.max_cells, left, style, self.text_selection)
        before = self._wrapped.get(content.plain)
        if before and before[0] == drawn_as and before[1].is_same(content):
            return before[2]
        lines = Visual.to_strips(self, content, min(width, self.max_cells), None, style)
        if left:
            blank = Segment(" " * left, self.rich_style)
            lines = [Strip([blank, *line], left + line.cell_length) for line in lines]
        self._wrapped.pop(content.plain, None)
        self._wrapped[content.plain] = drawn_as, content, lines
        if len(self._wrapped) > _MAX_KEPT:
            del self._wrapped[next(iter(self._wrapped))]
        return lines


def _letter(lines: Sequence[Strip], line: float) -> _Letter:
    letters = _first_letters(lines)
    number = int(line)
    if number < len(letters):
        return letters[number]
    return (letters[-1][0] if letters else 0) + 1 + number - len(letters), 0


def _line(lines: Sequence[Strip], letter: _Letter) -> int:
    letters = _first_letters(lines)
    beyond = letter[0] - (letters[-1][0] if letters else 0) - 1
    return len(letters) + beyond if beyond >= 0 else max(0, bisect_right(letters, letter) - 1)


def _first_letters(lines: Sequence[Strip]) -> list[_Letter]:
    """Return the place of each line's first letter; of an empty line, that it is one further down."""
    letters: list[_Letter] = []
    for line in lines:
        marks = (segment.style.meta.get("offset") for segment in line if segment.style)
        found = next((mark for mark in marks if mark is not None), None)
        letters.append((found[1], found[0]) if found else (letters[-1][0] + 1 if letters else 0, 0))
    return letters


@lru_cache(maxsize=16)
def _blank(width: int, style: Style) -> Strip:
    return Strip.blank(width, style)
