"""The command palette: every command by name, with its keys at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from readerapp.actions.command import Command
from readerapp.ui.screens.picker import Offer, Picker
from readerapp.ui.widgets.choice_list import Pickable


class Palette(Picker):
    """Finds a command by its name; the picked value is its id."""

    def __init__(self, commands: Sequence[Command], reasons: Mapping[str, str]) -> None:
        """`reasons` say by id why a command can't run now."""
        lines = [
            Pickable(
                command.id,
                command.name,
                reasons.get(command.id) or command.help,
                right=" ".join(command.shown),
                words=command.words,
                quiet=command.id in reasons,
            )
            for command in commands
        ]
        none = "No command is called that."
        super().__init__(Offer("commands", lines, "find a command by its name", "run it", none=none))
