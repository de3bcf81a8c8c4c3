"""The note editor: Markdown over the paper pane, saved as it stands on leaving and while you write."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from readerapp.ui.screens.modal import Modal
from readerapp.ui.widgets.text_editor import TextEditor

_SAVE_AFTER = 2.0
"""Seconds without a key after which the note is saved as it stands."""


class NoteEditor(Modal[None]):
    """Edits one note; `save` is called with its text whenever it should be kept, and says whether it was."""

    BINDINGS: ClassVar = [("escape", "leave", "Save and back"), ("ctrl+s", "save", "Save")]

    def __init__(self, title: str, note: str, save: Callable[[str], bool]) -> None:
        super().__init__()
        self._title = title
        self._note = note
        self._save = save
        self._warned = False
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The title, the text, the two keys."""
        with Vertical(id="note-editor"):
            yield Static(Content.assemble(("✎ ", "$accent"), (self._title, "bold")), id="note-title")
            area = TextEditor(
                self._note, id="note-text", soft_wrap=True, show_line_numbers=False, compact=True
            )
            area.cursor_blink = False
            area.move_cursor(area.document.end)
            yield area
            yield Static(
                Content.assemble(
                    ("esc", "bold $accent"), (" done   ", "$quiet"),
                    ("ctrl+s", "bold $accent"), (" save   ", "$quiet"),
                    ("Markdown, saved as you type", "$quiet"),
                ),
                id="note-keys",
            )  # fmt: skip

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Save a moment after the last key."""
        self._note = event.text_area.text
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(_SAVE_AFTER, self.action_save)

    def action_save(self) -> None:
        """Keep the note as it stands."""
        self._save(self._note)

    def action_leave(self) -> None:
        """Keep the note and go back; where it can't be kept, not the first time."""
        if self._save(self._note) or self._warned:
            self.dismiss(None)
        self._warned = True

    def on_unmount(self) -> None:
        """Keep the note when the app ends under it, too."""
        self._save(self._note)
