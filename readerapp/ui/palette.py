"""The command palette: every command by name, with its keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from readerapp.ui.crash_guard import CrashGuard
from readerapp.ui.desk import Desk
from readerapp.ui.screens.modal import DismissOnce
from readerapp.ui.screens.overlay import Overlay


class Palette(CrashGuard, DismissOnce, Overlay, CommandPalette):
    """Runs one command, even if enter is pressed twice."""


class Commands(Provider):
    """Offers the main screen's commands."""

    async def discover(self) -> Hits:
        """Yield all of them."""
        for name, help, run in self._rows():
            yield DiscoveryHit(name, run, help=help)

    async def search(self, query: str) -> Hits:
        """Yield those that match."""
        matcher = self.matcher(query)
        for name, help, run in self._rows():
            if (score := matcher.match(name)) > 0:
                yield Hit(score, matcher.highlight(name), run, help=help)

    def _rows(self) -> list[tuple[str, str, Callable[[], None]]]:
        """Return each command's name and keys, its help or why it can't run now, and its callback."""
        desk = self.screen
        if not isinstance(desk, Desk):
            return []
        return [
            (
                f"{command.name}  {' '.join(command.shown)}".replace("[", "\\["),
                desk.why_not(command) or command.help,
                partial(desk.run_command, command),
            )
            for command in desk.commands
            if command.id != "palette"
        ]
