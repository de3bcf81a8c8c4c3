"""The tag editor: all tags of one paper, or `+new -old` for several papers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.geometry import Offset
from textual.suggester import Suggester
from textual.widgets import Input

from readerapp.home import shipped
from readerapp.ui.screens.menu import Place
from readerapp.ui.screens.modal import Modal
from readerapp.ui.widgets.line_input import LineInput


class _LastTag(Suggester):
    """Completes the tag being typed, from the reader's tags."""

    def __init__(self, tags: Iterable[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._tags = tuple(tags)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the value with its last tag completed."""
        start = max(value.rfind(c) for c in ",+- ") + 1
        begun = value[start:].lstrip()
        if not begun:
            return None
        whole = next((tag for tag in self._tags if tag.casefold().startswith(begun.casefold())), None)
        return value + whole[len(begun) :] if whole else None


class TagEditor(Modal[str | None]):
    """Prompt whose result is the text typed, or None."""

    CSS_PATH = shipped("styles") / "menu.tcss"
    BINDINGS: ClassVar = [("escape", "dismiss(None)", "Back")]

    def __init__(self, before: Sequence[tuple[str, ...]], every: Iterable[str], place: Place) -> None:
        super().__init__()
        self._before = before
        self._every = every
        self._place = place

    def compose(self) -> ComposeResult:
        """Lay out the input."""
        one = len(self._before) == 1
        box = LineInput(
            ", ".join(self._before[0]) if one else "",
            placeholder="tag, another tag" if one else "+new -old",
            suggester=_LastTag(self._every),
            id="tags",
        )
        box.border_title = "tags" if one else f"tags of {len(self._before)} papers"
        yield box

    def on_mount(self) -> None:
        """Go below the highlighted row, or above it at the bottom of the screen."""
        y = self._place.y + 1
        if y + 3 > self.app.size.height:
            y = max(0, self._place.y - 3)
        self.query_one(Input).styles.offset = Offset(self._place.x, y)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save on enter."""
        self.dismiss(event.value)
