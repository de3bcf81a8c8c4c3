"""A small menu beside the highlighted row: each line has a key, a name and its effect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size, clamp

from readerapp.domain.text import clean_line, shorten
from readerapp.domain.values import dataclass
from readerapp.home import shipped
from readerapp.ui.screens.beside import BesideRow, Place
from readerapp.ui.widgets.choice_list import ChoiceList, Pickable

_MAX_WIDTH_CELLS = 80
_MIN_WIDTH_CELLS = 24
_FRAME_CELLS, _FRAME_LINES = 6, 2
"""Border and padding, and the column of the scrollbar."""
_MAX_DETAIL_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One line of a menu."""

    key: str
    name: str
    detail: str = ""


class MenuList(ChoiceList, can_focus=True):
    """The lines of a menu; the focus is on them, as nothing is typed."""


class Menu(BesideRow[str | None]):
    """Menu whose result is the chosen item's key, or None."""

    CSS_PATH: ClassVar = [shipped("styles") / name for name in ("menu.tcss", "choice_list.tcss")]
    BINDINGS: ClassVar = [
        ("escape", "dismiss(None)", "Back"),
        ("enter", "choose", "Choose"),
        ("down", "move(1)", "Down"),
        ("up", "move(-1)", "Up"),
        ("pagedown,end", "move(1000)", "Last"),
        ("pageup,home", "move(-1000)", "First"),
    ]

    lines = getters.query_one("#menu-list", MenuList)

    def __init__(self, title: str, items: Sequence[MenuItem], place: Place) -> None:
        super().__init__(place)
        self._title = title
        self._choices = [Pickable(it.key, it.name, _told(it.detail), key=it.key) for it in items]

    def compose(self) -> ComposeResult:
        """Lay out one line per item."""
        with Vertical(id="menu") as frame:
            frame.border_title = self._title
            yield MenuList(self._choices, id="menu-list")

    def size_wanted(self) -> Size:
        """Return the size that all lines take."""
        width = clamp(self.lines.widest + _FRAME_CELLS, _MIN_WIDTH_CELLS, _MAX_WIDTH_CELLS)
        return Size(width, len(self._choices) + _FRAME_LINES)

    def on_key(self, event: events.Key) -> None:
        """Choose the item of a key."""
        if event.character and event.character in {choice.key for choice in self._choices}:
            event.stop()
            self.dismiss(event.character)

    def action_move(self, by: int) -> None:
        """Move the highlight."""
        self.lines.move(by)

    def action_choose(self) -> None:
        """Choose the highlighted item."""
        if choice := self.lines.highlighted:
            self.dismiss(choice.value)

    @on(ChoiceList.Clicked)
    def click_choice(self, event: ChoiceList.Clicked) -> None:
        """Choose a clicked item."""
        self.dismiss(event.choice.value)


def _told(detail: str) -> str:
    return shorten(clean_line(detail), _MAX_DETAIL_CHARACTERS)
