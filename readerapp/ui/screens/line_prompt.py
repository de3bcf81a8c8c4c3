"""A prompt for one line, beside the highlighted row; what it means, or why it means nothing, stands below."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size
from textual.suggester import Suggester
from textual.widgets import Input, Static

from readerapp.domain.errors import ReaderError
from readerapp.home import shipped
from readerapp.ui.screens.beside import BesideRow, Place
from readerapp.ui.widgets.line_input import LineInput

_WIDTH_CELLS = 50


class LinePrompt(BesideRow[str | None]):
    """Prompt whose result is the text typed, or None; a text that means nothing stays in it."""

    CSS_PATH = shipped("styles") / "menu.tcss"
    BINDINGS: ClassVar = [("escape", "dismiss(None)", "Back"), ("tab", "complete", "Complete")]

    def __init__(
        self,
        title: str,
        examples: str,
        meaning: Callable[[str], str],
        place: Place,
        *,
        typed: str = "",
        suggester: Suggester | None = None,
    ) -> None:
        """`meaning` returns in words what a text means; it raises `ReaderError` if that is nothing."""
        super().__init__(place)
        self._typed = typed
        self._suggester = suggester
        self._title = title
        self._examples = examples
        self._meaning = meaning

    def compose(self) -> ComposeResult:
        """Lay out the input and the line below it."""
        with Vertical(id="line") as box:
            yield LineInput(self._typed, suggester=self._suggester, compact=True)
            yield Static(self._examples, markup=False)
        box.border_title = self._title

    def size_wanted(self) -> Size:
        """Return a size with room for a reason, which takes two lines, or three in a narrow terminal."""
        return Size(_WIDTH_CELLS, 5 if self.app.size.width >= _WIDTH_CELLS else 6)

    def action_complete(self) -> None:
        """Accept the suggestion."""
        self.query_one(Input).action_cursor_right()

    @on(Input.Changed)
    def show_meaning(self, event: Input.Changed) -> None:
        """Say what the text means so far."""
        try:
            self._say(self._meaning(event.value))
        except ReaderError:
            self._say(self._examples)

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Close with a text that means something; of another, say why it doesn't."""
        try:
            self._meaning(event.value)
        except ReaderError as error:
            self._say(str(error), wrong=True)
        else:
            self.dismiss(event.value)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self.query_one(Static).update(text)
        self.set_class(wrong, "-wrong")
