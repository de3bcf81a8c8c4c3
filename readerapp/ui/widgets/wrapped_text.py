"""Text wrapped to the width of its pane, which scrolls it."""

from __future__ import annotations

from functools import lru_cache

from rich.style import Style
from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.visual import Visual

from readerapp.ui.widgets.line_view import LineView

_MAX_CELLS = 79
"""Longer lines would be hard to read."""
_MAX_KEPT = 8
"""Texts kept wrapped: the one shown, the one to come, and some before."""


class WrappedText(LineView, can_focus=False):
    """Shows text that is often replaced by another: only its lines are drawn anew."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._content = Content()
        self._drawn: list[Strip] = []
        self._wrapped: dict[str, tuple[object, Content, list[Strip]]] = {}

    def show(self, content: Content) -> None:
        """Show another text."""
        if content.is_same(self._content):
            return
        self._content = content
        self.measure(self._count())
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

    def on_resize(self) -> None:
        """Wrap the text to the new width."""
        self.measure(self._count())

    def _count(self) -> int:
        return len(self._lines(self.scrollable_content_region.width))

    def _lines(self, width: int) -> list[Strip]:
        return self._wrap(self._content, width)

    def _wrap(self, content: Content, width: int) -> list[Strip]:
        style = self.visual_style
        drawn_as = (width, style, self.text_selection)
        before = self._wrapped.get(content.plain)
        if before and before[0] == drawn_as and before[1].is_same(content):
            return before[2]
        lines = Visual.to_strips(self, content, min(width, _MAX_CELLS), None, style)
        self._wrapped.pop(content.plain, None)
        self._wrapped[content.plain] = drawn_as, content, lines
        if len(self._wrapped) > _MAX_KEPT:
            del self._wrapped[next(iter(self._wrapped))]
        return lines


@lru_cache(maxsize=16)
def _blank(width: int, style: Style) -> Strip:
    return Strip.blank(width, style)
