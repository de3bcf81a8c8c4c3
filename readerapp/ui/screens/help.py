"""Help: every command in a sentence and its keys, by group; enter runs one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from readerapp.actions.command import Command
from readerapp.ui.screens.picker import Offer, Picked, Picker
from readerapp.ui.widgets.choice_list import Pickable

_FIRST_VIEW, _LAST_VIEW = "view-1", "view-9"
ANY_VIEW = "view-n"
"""The value of the line that stands for all views."""
_MIN_WIDE_CELLS = 70
"""Narrower terminals show the first key of each command only."""


class Help(Picker):
    """Shows all commands with the reader's own keys; the picked value is the id of one to run."""

    def __init__(
        self,
        commands: Sequence[Command],
        reasons: Mapping[str, str],
        here: tuple[str, Sequence[str]] = ("", ()),
        *,
        terminal_width: int = 120,
    ) -> None:
        """`reasons` say by id why a command can't run now; `here` is where the reader is, with ids."""
        self._commands = _arranged(list(_with_views_as_one(commands)), *here)
        self._reasons = reasons
        self._terminal_width = terminal_width
        self._with_ids = False
        offer = Offer(
            "keys",
            self._choices(),
            placeholder="what do you want to do?",
            enter="run it",
            keys=(("tab", "show ids"),),
            none="No command is called that.",
        )
        super().__init__(offer)

    def _choices(self) -> list[Pickable]:
        return [self._choice(command) for command in self._commands]

    def _choice(self, command: Command) -> Pickable:
        keys = command.shown or (f": {command.name.lower()}",)
        return Pickable(
            command.id,
            command.help,
            command.id if self._with_ids else self._reasons.get(command.id, ""),
            group=command.group,
            right=" ".join(keys if self._terminal_width >= _MIN_WIDE_CELLS else keys[:1]),
            words=command.words,
            quiet=command.id in self._reasons,
        )

    def picked(self, answer: Picked) -> None:
        """Show or hide the ids, or answer."""
        if answer.key == "tab":
            self._with_ids = not self._with_ids
            self.offer(self._choices())
        else:
            super().picked(answer)

    def on_resize(self) -> None:
        """Show as many keys as there is room for."""
        self._terminal_width = self.app.size.width
        self.offer(self._choices())
        super().on_resize()


def _with_views_as_one(commands: Sequence[Command]) -> Iterator[Command]:
    views = {command.id: command for command in commands if command.id.startswith("view-")}
    for command in commands:
        if command.id == _FIRST_VIEW and command.keys and views[_LAST_VIEW].keys:
            keys = (f"{command.keys[0]}…{views[_LAST_VIEW].keys[0]}",)
            yield command._replace(id=ANY_VIEW, keys=keys, help="Go to the view with that number")
        elif command.id not in views:
            yield command


def _arranged(commands: Sequence[Command], place: str, ids: Sequence[str]) -> Sequence[Command]:
    """Return the commands with those that matter where the reader is first."""
    by_id = {command.id: command for command in commands}
    first = [by_id[id]._replace(group=f"Here, {place}") for id in ids if id in by_id]
    return (*first, *(command for command in commands if command.id not in ids))
