"""A small menu beside the highlighted row: each line has a key, a name and its effect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Offset

from readerapp.domain.text import clean_line, shorten
from readerapp.domain.values import dataclass
from readerapp.home import shipped
from readerapp.ui.screens.modal import Modal
from readerapp.ui.widgets.choice_list import ChoiceList, Pickable

_MAX_WIDTH_CELLS = 80
_MIN_WIDTH_CELLS = 24
_FRAME_CELLS, _FRAME_LINES = 6, 2
"""Border and padding, and the column of the scrollbar."""
_MAX_DETAIL_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a menu."""

    key: str
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Screen position of the row that a menu is about."""

    x: int
    y: int


class MenuList(ChoiceList, can_focus=True):
    """The lines of a menu; the focus is on them, as nothing is typed."""


class Menu(Modal[str | None]):
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

    def __init__(self, title: str, items: Sequence[Item], place: Place) -> None:
        super().__init__()
        self._title = title
        self._choices = [Pickable(it.key, it.name, _told(it.detail), key=it.key) for it in items]
        self._place = place

    def compose(self) -> ComposeResult:
        """Lay out one line per item."""
        with Vertical(id="menu") as frame:
            frame.border_title = self._title
            yield MenuList(self._choices, id="menu-list")

    def on_mount(self) -> None:
        """Go below the row, or above it if there is more room."""
        self._put()

    def on_resize(self) -> None:
        """Stay beside the row."""
        self._put()

    def _put(self) -> None:
        styles, size = self.query_one("#menu").styles, self.app.size
        height = min(len(self._choices) + _FRAME_LINES, size.height)
        below = self._place.y + 1
        y = below if below + height <= size.height else max(0, self._place.y - height)
        x = min(self._place.x, max(0, size.width - 40))
        styles.offset = Offset(x, y)
        wanted = max(_MIN_WIDTH_CELLS, self.lines.widest + _FRAME_CELLS)
        styles.width = min(wanted, _MAX_WIDTH_CELLS, max(20, size.width - x - 1))
        styles.height = height

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
