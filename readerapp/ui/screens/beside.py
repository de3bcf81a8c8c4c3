"""Small boxes beside the highlighted row: menus and prompts."""

from __future__ import annotations

from textual.geometry import Offset, Size
from textual.screen import ScreenResultType

from readerapp.domain.values import dataclass
from readerapp.ui.screens.modal import Modal


@dataclass(frozen=True, slots=True)
class Place:
    """Screen position of the row that a box is about."""

    x: int
    y: int


class BesideRow(Modal[ScreenResultType]):
    """A box below a row, or above it at the bottom of the screen; whole in every terminal."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place

    def size_wanted(self) -> Size:
        """Return the size of the box if the terminal has room for it."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Go beside the row."""
        self.put()

    def on_resize(self) -> None:
        """Stay beside the row."""
        self.put()

    def put(self) -> None:
        """Put the box beside the row, in the size that it wants now."""
        room, wanted, box = self.app.size, self.size_wanted(), self.children[0]
        width, height = min(wanted.width, room.width), min(wanted.height, room.height)
        y = self._place.y + 1
        if y + height > room.height:
            y = max(0, min(self._place.y, room.height) - height)
        box.styles.offset = Offset(min(self._place.x, room.width - width), y)
        box.styles.width, box.styles.max_height = width, height
