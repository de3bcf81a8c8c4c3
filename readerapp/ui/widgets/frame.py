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
    """The list and the paper beside it."""
