"""The bottom line: what just happened and how to undo it, and the keys that matter here."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class StatusLine(Widget):
    """`said` on the left, `keys` as (key, name) on the right; the message goes before the keys."""

    said: reactive[str] = reactive("")
    warning: reactive[bool] = reactive(False)
    keys: reactive[Sequence[tuple[str, str]]] = reactive(())

    def render(self) -> Content:
        """One line, the last keys left out where there is no room."""
        said = Content.styled(self.said, "$warning" if self.warning else "")
        keys = [Content.assemble((key, "bold $accent"), (f" {name}", "$quiet")) for key, name in self.keys]
        room = self.size.width - said.cell_length - 2
        while keys and sum(key.cell_length + 2 for key in keys) - 2 > room:
            keys.pop(-2 if len(keys) > 1 else -1)
        right = Content("  ").join(keys)
        gap = max(2, self.size.width - said.cell_length - right.cell_length)
        return Content.assemble(said, " " * gap, right) if keys else said
