"""A text box of many lines, with what a terminal brings in taken as text."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.widgets import TextArea

from readerapp.domain.text import clean
from readerapp.ui.crash_guard import CrashGuard


class TextEditor(CrashGuard, TextArea):
    """Many lines. What is pasted keeps its lines and tabs, but brings nothing that a terminal would obey."""

    BINDINGS: ClassVar = [
        ("alt+b", "cursor_word_left", ""),
        ("alt+f", "cursor_word_right", ""),
        ("alt+d", "delete_word_right", ""),
    ]

    def on_paste(self, event: events.Paste) -> None:
        """Put text in at the cursor, in place of what is selected."""
        event.prevent_default()
        event.stop()
        text = "\t".join(map(clean, event.text.split("\t")))
        if not self.read_only:
            put = self.replace(text, *self.selection, maintain_selection_offset=False)
            self.move_cursor(put.end_location)
