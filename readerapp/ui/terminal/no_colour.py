"""No colours, for who asks for none: what they tell is told by shape."""

from __future__ import annotations

from typing import Any

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter

_BACKGROUNDS = ("background", "surface", "panel", "boost", "cursor-line-blurred", "selected-line")
"""Of what is not marked, or by a symbol of its own."""
_REVERSED, _UNDERLINED = Style(reverse=True), Style(underline=True)


class NoColours(LineFilter):
    """Drops all colours: the terminal's own hold.

    What a background marked (the current row, a cursor in a text) is reversed, and a match underlined.
    """

    def __init__(self, app: App[Any]) -> None:
        super().__init__()
        self._app = app
        self._theme = ""
        self._backgrounds: frozenset[RichColor] = frozenset()
        self._match: RichColor | None = None
        self._shapes: dict[tuple[Style, Color], Style] = {}

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a widget with this background without colours."""
        if self._theme != self._app.theme:
            self._read_theme()
        return [
            Segment(text, style and self._shape(style, background), control)
            for text, style, control in segments
        ]

    def _read_theme(self) -> None:
        self._theme = self._app.theme
        self._shapes.clear()
        variables = self._app.get_css_variables()
        colours = {name: Color.parse(variables[name]).rich_color for name in (*_BACKGROUNDS, "match")}
        self._match = colours.pop("match")
        self._backgrounds = frozenset(colours.values())

    def _shape(self, style: Style, background: Color) -> Style:
        if shape := self._shapes.get((style, background)):
            return shape
        behind, shape = style.bgcolor, style.without_color
        if style.color == self._match:
            shape += _UNDERLINED
        if behind and not behind.is_default and behind not in (background.rich_color, *self._backgrounds):
            shape += _REVERSED
        self._shapes[style, background] = shape
        return shape
