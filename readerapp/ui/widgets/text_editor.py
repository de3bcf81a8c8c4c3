"""A multi-line text box that cleans pasted text."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.widgets import TextArea

from readerapp.domain.text import clean
from readerapp.ui.crash_guard import CrashGuard


class TextEditor(CrashGuard, TextArea):
    """A multi-line text box. Pasted text keeps lines and tabs, but no control characters."""

    BINDINGS: ClassVar = [
        ("alt+b", "cursor_word_left", ""),
        ("alt+f", "cursor_word_right", ""),
        ("alt+d", "delete_word_right", ""),
    ]

    takes: Callable[[str], bool] = staticmethod(lambda _: False)
    """Returns True if a key was for something else than the text."""

    def on_key(self, event: events.Key) -> None:
        """Let the screen see each key first, as one that chooses in a list beside the text."""
        if self.takes(event.key):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Replace the selection with the pasted text."""
        event.prevent_default()
        event.stop()
        text = "\t".join(map(clean, event.text.split("\t")))
        if not self.read_only:
            put = self.replace(text, *self.selection, maintain_selection_offset=False)
            self.move_cursor(put.end_location)
