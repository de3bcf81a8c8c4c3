"""The command palette: every command by its name, with its key."""

from __future__ import annotations

from collections.abc import Callable

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from readerapp.ui.screens.main import Main
from readerapp.ui.screens.modal import Once
from readerapp.ui.sturdy import Sturdy


class Palette(Sturdy, Once, CommandPalette):
    """Runs one command, however often enter is pressed."""


class Commands(Provider):
    """Offers the main screen's commands."""

    async def discover(self) -> Hits:
        """All of them."""
        for name, help, run in self._rows():
            yield DiscoveryHit(name, run, help=help)

    async def search(self, query: str) -> Hits:
        """Those that fit."""
        matcher = self.matcher(query)
        for name, help, run in self._rows():
            if (score := matcher.match(name)) > 0:
                yield Hit(score, matcher.highlight(name), run, help=help)

    def _rows(self) -> list[tuple[str, str, Callable[[], None]]]:
        screen = self.screen
        if not isinstance(screen, Main):
            return []
        return [
            (
                f"{command.name}  {' '.join(command.shown)}".replace("[", "\\["),
                command.help,
                _once(screen, command.id),
            )
            for command in screen.commands
            if command.id != "palette"
        ]


def _once(screen: Main, id: str) -> Callable[[], None]:
    """Does a command the first time it is called."""
    left = [id]

    def run() -> None:
        if left:
            screen.action_command(left.pop())

    return run
