"""The command palette: every command by its name, with its key."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from readerapp.ui.screens.main import Main


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

    def _rows(self) -> list[tuple[str, str, partial[None]]]:
        screen = self.screen
        if not isinstance(screen, Main):
            return []
        return [
            (
                f"{command.name}  {' '.join(command.shown)}".replace("[", "\\["),
                command.help,
                partial(screen.action_command, command.id),
            )
            for command in screen.commands
            if command.id != "palette"
        ]
