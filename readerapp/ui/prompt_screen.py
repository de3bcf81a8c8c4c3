"""Screens that draw once after a layout, and at once after a key, and only what changed."""

from __future__ import annotations

from asyncio import get_running_loop, sleep
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    _Screen = Screen[Any]
else:
    _Screen = object

_MAX_ROW_LINES = 2
"""Lines of a row of the list."""


class _Compositor(Compositor):
    """Asks widgets for the lines that are drawn anew: Textual's asks all of them for all of theirs.

    Lines that were to be drawn by themselves, as the row a reader moves to, come first: a long frame leaves
    the terminal in pieces.
    """

    def render_partial_update(self) -> ChopsUpdate | None:
        rows = (region for region in self._dirty_regions if region.height <= _MAX_ROW_LINES)
        first = {y for region in rows for y in range(region.y, region.bottom)}
        if (update := super().render_partial_update()) and update.spans:
            bottom = self.size.height - 1  # stays last: a line feed behind it would scroll the terminal
            update.spans.sort(key=lambda span: span[0] not in first or span[0] == bottom)
        return update

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        for widget, (region, clip) in self.visible_widgets.items():
            part = region.intersection(clip)
            if crop is not None:
                part = part.intersection(crop._replace(x=part.x, width=part.width * crop.overlaps(part)))
            if part:
                yield region, part, widget.render_lines(part.translate(-region.offset))


class OnePaint(_Screen):
    """Mixin for screens: a layout is followed by one paint, in a call of its own; keys are taken between.

    Textual paints in the call that lays out, and perhaps once more after it.
    """

    _lays_out = False
    _must_paint = False

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        self._lays_out = True
        try:
            super()._refresh_layout(size, scroll)
        finally:
            self._lays_out = False

    def _compositor_refresh(self) -> None:
        if not (self._lays_out or self._must_paint):
            super()._compositor_refresh()
            if self is not self.app.screen:  # the dialog over it knows: not again with each message
                self._repaint_required = False
        elif not self._must_paint:
            self._must_paint = True
            get_running_loop().call_soon(self._paint)

    def _paint(self) -> None:
        if not self._must_paint:
            return
        self._must_paint = False
        if self._repaint_required:
            self._repaint_required = False
            self._dirty_widgets.add(self)
        self._compositor.update_widgets(self._dirty_widgets)
        super()._compositor_refresh()

    def _screen_resized(self, size: Size) -> None:
        if size != self._compositor.size:  # or with a dialog, the list behind would be laid out as well
            super()._screen_resized(size)

    async def _invoke_and_clear_callbacks(self) -> None:
        if self._must_paint:
            self._paint()  # they were to be called after it
            await sleep(0)  # in a call of their own
        await super()._invoke_and_clear_callbacks()


class PromptScreen(OnePaint, Screen[None]):
    """Draws what a key changed without waiting for the next of Textual's frames, a sixtieth of a second."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = _Compositor()

    def must_wait(self, key: str) -> bool:
        """Return True if a key must wait until something it acts on is there."""
        return False

    def catch_up(self) -> None:
        """Do what was put off while keys were waiting, and get ready for the next."""

    def prepare(self, widget: Widget, lines: Iterable[Strip]) -> None:
        """Get lines ready that a widget may draw next: each strip keeps how it is cut and written."""
        region, clip = self._compositor.visible_widgets.get(widget, (Region(), Region()))
        if seen := region.intersection(clip):
            cuts = self._compositor.cuts[seen.y]  # it may begin above the screen
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
