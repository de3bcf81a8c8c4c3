"""Papers in and out; the code behind each action loads when first used."""

from __future__ import annotations

from readerapp.ui.desk import Desk


class Importing(Desk):
    """Actions that take papers in, export them, and keep copies elsewhere."""

    def action_refresh(self) -> None:
        """Refresh the list, and fetch new papers in the background."""
        from readerapp.ui.commands.intake.fetching import refresh

        refresh(self)

    def action_add(self) -> None:
        """Ask what to add, and add it."""
        from readerapp.ui.commands.intake.adding import choose

        choose(self)

    def action_paste(self) -> None:
        """Add papers from the clipboard."""
        from readerapp.ui.commands.intake.adding import from_clipboard

        from_clipboard(self)

    def action_export(self) -> None:
        """Ask for a file, and export the selection or the list to it."""
        from readerapp.ui.commands.files import export

        export(self)

    def action_sync(self) -> None:
        """Sync with the reader's other machines."""
        from readerapp.ui.commands.files import sync_machines

        sync_machines(self)

    def action_backup(self) -> None:
        """Back up the reader's state."""
        from readerapp.ui.commands.files import back_up

        back_up(self)
