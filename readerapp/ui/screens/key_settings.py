"""The keys of the commands, and the box that waits for the press of another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from readerapp.actions.command import Command
from readerapp.actions.keynames import normalised
from readerapp.domain.errors import ReaderError
from readerapp.home import shipped
from readerapp.ui.screens.modal import Modal
from readerapp.ui.screens.picker import Offer, Picked, Picker
from readerapp.ui.screens.settings import DEFAULT, PUT_BACK, tell_below
from readerapp.ui.widgets.choice_list import Pickable

ADD = "f4"
"""The key that gives a command one more."""


def _lines(commands: Sequence[Command]) -> tuple[Pickable, ...]:
    return tuple(
        Pickable(
            command.id,
            command.name,
            command.help,
            group=command.group,
            right=" ".join(command.shown) or "none",
            words=f"{command.id} {command.words}",
        )
        for command in commands
    )


class KeyList(Picker):
    """Every command with its keys; it stays open while they are changed."""

    def __init__(self, commands: Sequence[Command], change: Callable[[str, str], object]) -> None:
        """`change` takes the id of a command and the key that was pressed on it."""
        self._change = change
        keys = ((ADD, "one more"), (DEFAULT, "default"), (PUT_BACK, "put back"))
        super().__init__(Offer("keys", _lines(commands), "find a command or a key", "new key", keys))

    def picked(self, answer: Picked) -> None:
        """Change the command's keys."""
        self._change(answer.value, answer.key)

    def update_keys(self, commands: Sequence[Command], told: str) -> None:
        """Show the keys as they are by now, and say what happened."""
        if not self.answered:
            self.offer(_lines(commands))
            tell_below(self, told)


class KeyPress(Modal[str | None]):
    """Waits for a key; the result is its name, or None for escape."""

    CSS_PATH = shipped("styles") / "picker.tcss"
    BINDINGS: ClassVar = []

    def __init__(self, command: Command) -> None:
        super().__init__()
        self._command = command

    def compose(self) -> ComposeResult:
        """Say what is asked for."""
        with Vertical(id="key-press") as frame:
            frame.border_title = "keys"
            yield Static(
                f"Press the key for {self._command.name!r}. esc cancels", id="key-press-text", markup=False
            )

    def on_key(self, event: events.Key) -> None:
        """Take the key, or say why it can't be one."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss(None)
            return
        is_sign = event.is_printable and event.character and event.character != " "
        try:
            self.dismiss(normalised(str(event.character) if is_sign else event.key))
        except ReaderError as error:
            self.query_one("#key-press-text", Static).update(f"{error}. Press another one; esc cancels")
