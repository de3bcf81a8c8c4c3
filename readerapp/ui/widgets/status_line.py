"""The bottom line: what just happened and how to undo it, and the keys that matter here."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from readerapp.ui.cells import crop

_GAP = 2


class StatusLine(Widget):
    """What was said on the left, keys on the right. The way back is never cut, the keys go first."""

    said: reactive[str] = reactive("")
    way_back: reactive[str] = reactive("")
    """How to undo what is said."""
    warning: reactive[bool] = reactive(False)
    keys: reactive[Sequence[tuple[str, str]]] = reactive(())

    def render(self) -> Content:
        """One line."""
        width = self.size.width
        said = self._said(width)
        keys = [Content.assemble((key, "bold $accent"), (f" {name}", "$quiet")) for key, name in self.keys]
        while keys and sum(key.cell_length + _GAP for key in keys) > width - said.cell_length:
            keys.pop(-2 if len(keys) > 1 else -1)
        right = Content(" " * _GAP).join(keys)
        return Content.assemble(said, " " * (width - said.cell_length - right.cell_length), right)

    def _said(self, width: int) -> Content:
        back = Content.styled(self.way_back, "$quiet")
        room = width - back.cell_length
        text = Content(self.said)
        if text.cell_length > room:
            text = Content(crop(self.said, room).rstrip())
        return Content.assemble(text.stylize("$warning") if self.warning else text, back)
