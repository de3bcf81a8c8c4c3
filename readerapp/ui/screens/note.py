"""The note editor: Markdown, saved on leaving and while you type."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from readerapp.home import shipped
from readerapp.ui.screens.modal import Modal
from readerapp.ui.widgets.text_editor import TextEditor

_AUTOSAVE_SECONDS = 2.0
"""The note is saved when no key was pressed for this long."""


class NoteEditor(Modal[None]):
    """Edits one note; `save` is called with its text, and returns False if that couldn't be saved."""

    CSS_PATH = shipped("styles") / "note.tcss"
    BINDINGS: ClassVar = [("escape", "leave", "Save and back"), ("ctrl+s", "save", "Save")]

    def __init__(self, title: str, note: str, save: Callable[[str], bool]) -> None:
        super().__init__()
        self._title = title
        self._note = note
        self._save = save
        self._warned = False
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out title, text and keys."""
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
        """Save soon after the last key."""
        self._note = event.text_area.text
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(_AUTOSAVE_SECONDS, self.action_save)

    def action_save(self) -> None:
        """Save the note."""
        self._save(self._note)

    def action_leave(self) -> None:
        """Save the note and go back; if it can't be saved, only the second time."""
        if self._save(self._note) or self._warned:
            self.dismiss(None)
        self._warned = True

    def on_unmount(self) -> None:
        """Save the note when the app ends, too."""
        self._save(self._note)
