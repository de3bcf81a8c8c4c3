"""A screen that can draw at once, and only what changed."""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget


class _Compositor(Compositor):
    """Asks widgets for the lines that are drawn anew: Textual's asks all of them for all of theirs."""

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        for widget, (region, clip) in self.visible_widgets.items():
            part = region.intersection(clip)
            if crop is not None:
                part = part.intersection(crop._replace(x=part.x, width=part.width * crop.overlaps(part)))
            if part:
                yield region, part, widget.render_lines(part.translate(-region.offset))


class PromptScreen(Screen[None]):
    """Draws what a key changed without waiting for the next of Textual's frames, a sixtieth of a second."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = _Compositor()

    def prepare(self, widget: Widget, lines: Iterable[Strip]) -> None:
        """Get lines ready that a widget may draw next: each strip keeps how it is cut and written."""
        if place := self._compositor.visible_widgets.get(widget):
            region = place[0]
            cuts = self._compositor.cuts[region.y]
            columns = [cut - region.x for cut in cuts if region.x < cut <= region.right]
            for line in lines:
                for part in line.divide(columns):
                    part.render(self.app.console)

    def paint(self) -> bool:
        """Draw now what is to be drawn anew. Return False if that has to wait for a layout."""
        if not self.is_current or self.app._batch_count:
            return False
        visible = self._compositor.visible_widgets
        changed = {widget for widget in visible if widget._repaint_regions}
        if self._layout_required or self._scroll_required or any(it._layout_required for it in visible):
            return False
        for widget in changed:  # their messages that ask for a frame would only find that nothing is left
            widget._repaint_required = False
        self._compositor.update_widgets(changed | self._dirty_widgets)
        self._compositor_refresh()
        return True
