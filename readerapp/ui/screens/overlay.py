"""Screens over another, of which they have a picture."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual._context import visible_screen_stack
from textual.geometry import Region
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen
from textual.strip import Strip

from readerapp.ui.prompt_screen import OnePaint
from readerapp.ui.widgets.line_view import is_decorated

_REVERSED = Style(reverse=True)


class Overlay(OnePaint):
    """Mixin for screens over another, which stays visible around them.

    Textual would draw all that is behind whenever it paints one of them. Here it has a picture of that.
    """

    sets_apart: ClassVar[bool] = False
    """True to draw all that is behind in the colours of the components `modal--behind` and
    `modal--rule-behind`: nothing there asks for attention then, and all can be read."""
    _behind: list[Strip] | None = None
    """What the screen behind shows, until all is painted anew."""

    def _set_dirty(self, *regions: Region) -> None:
        self._behind = None
        super()._set_dirty(*regions)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some of the lines."""
        color = self.styles.background
        if color.a == 1 or is_decorated(self) or not (below := self._below()):
            return super().render_lines(crop)
        if self._behind is None:
            visible_screen_stack.set([])
            seen = below._compositor.render_strips(self.size)
            self._behind = [self._set_back(strip) for strip in seen]
        lines, (start, end) = self._behind[crop.y : crop.bottom], crop.column_span
        return lines if end - start == self.size.width else [line.crop(start, end) for line in lines]

    def _set_back(self, strip: Strip) -> Strip:
        """Return a line of the screen behind, on which a click does nothing."""
        if not self.sets_apart:
            tinted = BackgroundScreen.process_segments(strip, self.styles.background)
            return Strip(tinted, strip.cell_length)
        text, rule = map(self.get_component_rich_style, ("modal--behind", "modal--rule-behind"))
        parts = []
        for part in strip:
            style = rule if part.style and part.style.color == rule.color else text
            thumb = bool(part.style and part.style.reverse)
            parts.append(Segment(part.text, style + _REVERSED if thumb else style))
        quiet = Strip(parts, strip.cell_length)
        for line_filter in self.get_line_filters():
            quiet = quiet.apply_filter(line_filter, self.background_colors[1])
        return quiet

    def _below(self) -> Screen[Any] | None:
        screens = self.app.screen_stack
        at = screens.index(self) if self in screens else 0
        below = screens[at - 1] if at else None
        return below if below and below._compositor.size == self.size else None
