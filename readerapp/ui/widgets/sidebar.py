"""The sidebar: lines to choose from beside the paper, with the focus and keys of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.reactive import var

from readerapp.actions.command import Command
from readerapp.actions.keys_and_verbs import COMMANDS
from readerapp.ui.bindings import bindings_of
from readerapp.ui.widgets.choice_list import ChoiceList, Pickable

_ACTIONS = {
    "down": "move(1)",
    "up": "move(-1)",
    "half-page-down": "page(1)",
    "half-page-up": "page(-1)",
    "first": "to_end(-1)",
    "last": "to_end(1)",
    "into": "choose",
    "back": "leave",
    "other-pane": "leave",
}
"""What the keys of these commands do here."""


def _action(command: Command) -> str:
    return _ACTIONS[command.id]


class Sidebar(ChoiceList, can_focus=True):
    """Lines to choose from that stay; enter or a click chooses, and back leads to the list."""

    BINDINGS = bindings_of((command for command in COMMANDS if command.id in _ACTIONS), _action)

    is_open: var[bool] = var(True, init=False)
    """False while it is closed; it stays where it is, out of sight."""

    def __init__(
        self,
        choices: Sequence[Pickable],
        choose: Callable[[str], object],
        leave: Callable[[], object],
        opened: Callable[[], object],
        *,
        id: str,
    ) -> None:
        """`choose` takes the value of the chosen line; `opened` is called when it is there."""
        super().__init__(choices, id=id)
        self._choose = choose
        self._leave = leave
        self._opened = opened

    def watch_is_open(self, is_open: bool) -> None:
        """Show or hide it."""
        self.set_class(not is_open, "-closed")

    def on_mount(self) -> None:
        """Say that it is there."""
        self._opened()

    def action_move(self, by: int) -> None:
        """Move the highlight."""
        self.move(by)

    def action_page(self, by: int) -> None:
        """Move the highlight by half a page."""
        self.move(by * max(1, self.page() // 2))

    def action_to_end(self, way: int) -> None:
        """Highlight the first or the last line."""
        self.move(way * len(self.choices))

    def action_choose(self) -> None:
        """Choose the highlighted line."""
        if choice := self.highlighted:
            self._choose(choice.value)

    def action_leave(self) -> None:
        """Go back to the list."""
        self._leave()

    @on(ChoiceList.Clicked)
    def choose_clicked(self, event: ChoiceList.Clicked) -> None:
        """Choose a clicked line."""
        event.stop()
        self._choose(event.choice.value)
