"""A text box of one line, with what a terminal brings in taken as text."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.widgets import Input

from readerapp.domain.text import clean
from readerapp.ui.crash_guard import CrashGuard


class LineInput(CrashGuard, Input):
    """One line. What is pasted is one line, too, whatever it was before."""

    BINDINGS: ClassVar = [
        ("alt+b", "cursor_left_word", ""),
        ("alt+f", "cursor_right_word", ""),
        ("alt+d", "delete_right_word", ""),
        ("alt+backspace", "delete_left_word", ""),
    ]

    def __init__(self, value: str = "", **options: Any) -> None:
        super().__init__(value, select_on_focus=False, **options)
        self.cursor_blink = False

    def on_paste(self, event: events.Paste) -> None:
        """Put text in at the cursor, in place of what is selected."""
        event.prevent_default()
        event.stop()
        lines = (line.strip() for line in clean(event.text).split("\n"))
        self.replace(" ".join(filter(None, lines)), *self.selection)
