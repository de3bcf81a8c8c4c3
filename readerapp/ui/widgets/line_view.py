"""A widget that draws lines and scrolls them without a new layout of the screen."""

from __future__ import annotations

from textual.geometry import Region, Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from readerapp.ui.crash_guard import CrashGuard


class LineView(CrashGuard, ScrollView, inherit_bindings=False):
    """Draws lines; their number changes only the scrollbar.

    Its stylesheet must have `overflow-y: scroll`: the scrollbar keeps its place and is blank if all fits.
    """

    virtual_size: var[Size] = var(Size(0, 0), init=False)
    """Textual's own lays out the screen when it changes."""

    line_width = 0
    """Cells of a line; set once for all lines that are drawn."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some of the lines."""
        self.line_width = self.scrollable_content_region.width
        return super().render_lines(crop)

    def measure(self, lines: int) -> None:
        """Set the number of lines that there are to scroll."""
        width, height = self.scrollable_content_region.size
        self.virtual_size = Size(width, max(lines, height))
        self.vertical_scrollbar.window_virtual_size = self.virtual_size.height
