"""Text wrapped to the width of its pane, which scrolls it."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.visual import Visual

from readerapp.ui.widgets.line_view import LineView

_MAX_CELLS = 79
"""Longer lines would be hard to read."""


class WrappedText(LineView, can_focus=False):
    """Shows text that is often replaced by another: only its lines are drawn anew."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._content = Content()
        self._wrapped: tuple[object, list[Strip]] = (None, [])

    def show(self, content: Content) -> None:
        """Show another text."""
        if content.is_same(self._content):
            return
        self._content = content
        self._wrapped = (None, [])
        self.measure(self._count())
        self.refresh(layout=self.styles.auto_dimensions)

    def render(self) -> Content:
        """Return the text, from which Textual takes a selected part."""
        return self._content

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        lines, line = self._lines(self.scrollable_content_region.width), y + self.scroll_offset.y
        return lines[line] if line < len(lines) else Strip.blank(self.size.width, self.rich_style)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at a width, for a pane that scrolls more than this text."""
        return len(self._lines(width))

    def on_resize(self) -> None:
        """Wrap the text to the new width."""
        self.measure(self._count())

    def _count(self) -> int:
        return len(self._lines(self.scrollable_content_region.width))

    def _lines(self, width: int) -> list[Strip]:
        style = self.visual_style
        drawn_as = (width, style, self.text_selection)
        if self._wrapped[0] != drawn_as:
            cells = min(width, _MAX_CELLS)
            self._wrapped = drawn_as, Visual.to_strips(self, self._content, cells, None, style)
        return self._wrapped[1]
