"""Adding papers; the code behind each action loads when first used."""

from __future__ import annotations

from readerapp.ui.desk import Desk


class Importing(Desk):
    """Actions that add papers from files, addresses, the clipboard and the reader's sources."""

    def action_refresh(self) -> None:
        """Refresh the list, and fetch new papers in the background."""
        from readerapp.ui.commands.fetching import refresh

        refresh(self)

    def action_add(self) -> None:
        """Ask what to add, and add it."""
        from readerapp.ui.commands.intake import choose

        choose(self)

    def action_paste(self) -> None:
        """Add papers from the clipboard."""
        from readerapp.ui.commands.intake import from_clipboard

        from_clipboard(self)
