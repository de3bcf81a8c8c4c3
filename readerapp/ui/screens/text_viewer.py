"""A text to select by hand, when the clipboard can't be used."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import TextArea

from readerapp.home import shipped
from readerapp.ui.screens.modal import Modal


class TextViewer(Modal[None]):
    """Shows a text for the reader to select and copy with the terminal."""

    CSS_PATH = shipped("styles") / "menu.tcss"
    BINDINGS: ClassVar = [("escape,q", "dismiss(None)", "Back")]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        area = TextArea(self._text, id="text-to-select", read_only=True, soft_wrap=True)
        area.border_title = f"{self._title}: select and copy with your terminal; esc goes back"
        yield area
