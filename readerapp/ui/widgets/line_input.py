"""A one-line text box that cleans pasted text."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.geometry import Size
from textual.reactive import var
from textual.widgets import Input

from readerapp.domain.text import clean
from readerapp.ui.crash_guard import CrashGuard


class LineInput(CrashGuard, Input):
    """A one-line text box. Pasted lines are joined."""

    BINDINGS: ClassVar = [
        ("alt+b", "cursor_left_word", ""),
        ("alt+f", "cursor_right_word", ""),
        ("alt+d", "delete_right_word", ""),
        ("alt+backspace", "delete_left_word", ""),
    ]

    virtual_size: var[Size] = var(Size(0, 0), init=False)
    """Textual's own lays out the screen when it changes: with each letter."""

    def __init__(self, value: str = "", **options: Any) -> None:
        super().__init__(value, select_on_focus=False, **options)
        self.cursor_blink = False

    def suggest(self, text: str) -> None:
        """Offer a longer text than the one typed, until that changes; the right arrow takes it."""
        self._suggestion = text

    def on_paste(self, event: events.Paste) -> None:
        """Replace the selection with the pasted text."""
        event.prevent_default()
        event.stop()
        lines = (line.strip() for line in clean(event.text).split("\n"))
        self.replace(" ".join(filter(None, lines)), *self.selection)
