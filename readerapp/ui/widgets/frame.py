"""A container that draws little of what its children cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget
else:
    Widget = object

_MIN_SHARE = 20
"""Percent of the width that each pane keeps."""
_LIST_FRACTIONS = 11
"""The list's width in the stylesheet, in `fr`."""
_SHARE = 48
"""The paper's part there, in percent."""
_EDGES = 3
"""Lines that differ: the first and the last, which a border has, and one that stands for all between."""


class Frame(Widget):
    """Mixin for containers that show nothing but a border: the lines inside it are one line, drawn once."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some of the lines."""
        if crop.height <= _EDGES:
            return super().render_lines(crop)
        top = super().render_lines(crop._replace(height=2))
        bottom = super().render_lines(crop._replace(y=crop.bottom - 1, height=1))
        return [*top, *top[1:] * (crop.height - _EDGES), *bottom]


class Panes(Frame, Horizontal):
    """The list and the paper beside it, with a divider between them."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.share = 0
        """The paper's part of the width in percent; 0 for that of the stylesheet."""

    def set_share(self, share: int) -> None:
        """Give the paper a part of the width, in percent."""
        if share:
            self.share = max(_MIN_SHARE, min(share, 100 - _MIN_SHARE))
            # Beside the list's fractions, so that in other layouts a pane alone still has all.
            fraction = _LIST_FRACTIONS * self.share / (100 - self.share)
            self.query_one("#paper").styles.width = f"{fraction:.3f}fr"

    def widen(self, by: int) -> None:
        """Give the paper a greater part of the width, by percent; a lesser one if negative."""
        self.set_share((self.share or _SHARE) + by)

    def is_divider(self, x: int, y: int) -> bool:
        """Return True for a cell of the screen between list and paper."""
        paper = self.query_one("#paper")
        return bool(paper.styles.border_left[0]) and paper.region.contains(x, y) and x == paper.region.x

    def divide(self, x: int) -> None:
        """Move the divider to a column of the screen."""
        right, start = self.query_one("#paper").region.right, self.query_one("#papers").region.x
        self.set_share(round(100 * (right - x) / max(1, right - start)))
