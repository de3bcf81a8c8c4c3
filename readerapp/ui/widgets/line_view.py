"""A widget that draws lines and scrolls them without a new layout of the screen."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from rich.color import Color
from rich.style import Style
from textual.geometry import Region, Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

from readerapp.ui.crash_guard import CrashGuard
from readerapp.ui.prompt_screen import PromptScreen

_STEPS = 8
"""Places of the thumb in a cell."""
_NO_COLOUR = Color.default()


class SteadyScrollBar(ScrollBar):
    """A vertical scrollbar that is drawn anew only if its thumb moves: in a long list it rarely does."""

    position: var[float] = var(0.0)

    def watch_position(self, before: float, now: float) -> None:
        """Draw the thumb where it is now."""
        sizes = self.size.height, self.window_virtual_size, self.window_size
        if thumb_start(*sizes, before) != thumb_start(*sizes, now):
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some of the lines: few differ from the one above."""
        bar = self.render()
        if not isinstance(bar, ScrollBarRender) or not isinstance(bar.style, Style):
            return super().render_lines(crop)
        width = (
            self.size.width
        )  # its own thickness is that of a list without styles if it was made that early
        cells = bar.render_bar(
            self.size.height,
            bar.virtual_size,
            bar.window_size,
            bar.position,
            width,
            back_color=bar.style.bgcolor or _NO_COLOUR,
            bar_color=bar.style.color or _NO_COLOUR,
        ).segments
        background, strips, above = self.background_colors[1], list[Strip](), None
        for cell in islice(cells, crop.y, crop.bottom):
            if cell is not above:
                strip = Strip([cell], width).apply_style(self.rich_style)
                for line_filter in self.get_line_filters():
                    strip = strip.apply_filter(line_filter, background)
            strips.append(strip)
            above = cell
        return strips


def thumb_start(size: int, lines: float, window: float, position: float) -> int:
    """Return where the thumb of a bar of `size` cells starts, in eighths of a cell, as Textual draws it."""
    if not size or not lines or lines <= window:
        return 0
    thumb = max(1, window / (lines / size))
    return int((size - thumb) * (position / (lines - window)) * _STEPS)


def is_decorated(widget: Widget) -> bool:
    """Return True if a stylesheet draws something around or over a widget's lines."""
    styles = widget.styles
    return bool(
        styles.gutter
        or any(kind for kind, _ in styles.outline)
        or styles.tint.a
        or styles.has_rule("hatch")
        or (widget.opacity, styles.text_opacity) != (1.0, 1.0)
        or widget.hover_style._link_id
    )


class LineView(CrashGuard, ScrollView, inherit_bindings=False):
    """Draws lines; their number changes only the scrollbar.

    Its stylesheet must have `overflow-y: scroll`: the scrollbar keeps its place and is blank if all fits.
    """

    virtual_size: var[Size] = var(Size(0, 0), init=False)
    """Textual's own lays out the screen when it changes."""

    line_width = 0
    """Cells of a line; set once for all lines that are drawn."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The vertical scrollbar, made when it is first asked for."""
        if self._vertical_scrollbar is None:
            bar = SteadyScrollBar(name="vertical", thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar = bar
            bar.display = False
            self.app._start_widget(self, bar)
        return self._vertical_scrollbar

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some of the lines."""
        self.line_width = self.scrollable_content_region.width
        if is_decorated(self):
            return super().render_lines(crop)
        return self._finished(map(self.render_line, crop.line_range), crop.column_span)

    def _finished(self, lines: Iterable[Strip], columns: tuple[int, int]) -> list[Strip]:
        # A strip remembers how it is cut and written: one that is drawn again is handed on as it is.
        base, background = self.background_colors
        blank = Style(bgcolor=(base + background).rich_color)
        whole = columns[1] if not columns[0] else -1
        strips = [line if line.cell_length == whole else line.crop_extend(*columns, blank) for line in lines]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        return strips

    def ready(self, lines: Iterable[Strip]) -> None:
        """Get lines ready that may be drawn next, so that they are then drawn sooner."""
        if isinstance(screen := self.screen, PromptScreen) and not is_decorated(self):
            screen.prepare(self, self._finished(lines, (0, self.size.width)))

    def measure(self, lines: int) -> None:
        """Set the number of lines that there are to scroll."""
        width, height = self.scrollable_content_region.size
        self.virtual_size = Size(width, max(lines, height))
        self.vertical_scrollbar.window_virtual_size = self.virtual_size.height
