"""A small menu beside the highlighted row: each line has a key, a name and its effect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Offset
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from readerapp.domain.text import clean_line, shorten
from readerapp.domain.values import dataclass
from readerapp.home import shipped
from readerapp.ui.screens.modal import Modal

_MAX_WIDTH_CELLS = 80


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


class MenuLines(OptionList):
    """The lines of a menu."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the highlighted line starts on the screen."""
        line = self._index_to_line.get(self.highlighted or 0, 0)
        return self.content_region.offset + Offset(0, line - self.scroll_offset.y)


class Menu(Modal[str | None]):
    """Menu whose result is the chosen item's key, or None."""

    CSS_PATH = shipped("styles") / "menu.tcss"
    BINDINGS: ClassVar = [("escape", "dismiss(None)", "Back")]

    def __init__(self, title: str, items: Sequence[Item], place: Place) -> None:
        super().__init__()
        self._title = title
        self._items = items
        self._place = place

    def compose(self) -> ComposeResult:
        """Lay out one option per line."""
        width = max((len(item.name) for item in self._items), default=0)
        options = MenuLines(
            *(Option(self._line(item, width), id=item.key) for item in self._items),
            id="menu",
            markup=False,
        )
        options.border_title = self._title
        yield options

    @staticmethod
    def _line(item: Item, width: int) -> Content:
        name = item.name.ljust(width)
        detail = shorten(clean_line(item.detail), 300)
        return Content.assemble((item.key, "bold $accent"), "  ", name, "  ", (detail, "$quiet"))

    def on_mount(self) -> None:
        """Go below the row, or above it if there is more room."""
        self._put()

    def on_resize(self) -> None:
        """Stay beside the row."""
        self._put()

    def _put(self) -> None:
        menu, size = self.query_one("#menu"), self.app.size
        height = min(len(self._items) + 2, size.height)
        below = self._place.y + 1
        y = below if below + height <= size.height else max(0, self._place.y - height)
        x = min(self._place.x, max(0, size.width - 40))
        menu.styles.offset = Offset(x, y)
        menu.styles.max_width = min(_MAX_WIDTH_CELLS, max(20, size.width - x - 1))

    def on_key(self, event: events.Key) -> None:
        """Choose the item of a key."""
        if event.character and event.character in {item.key for item in self._items}:
            event.stop()
            self.dismiss(event.character)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose on enter and click, too."""
        self.dismiss(event.option_id)

    def on_click(self, event: events.Click) -> None:
        """Close the menu on a click beside it."""
        if event.widget is self:
            self.dismiss(None)
