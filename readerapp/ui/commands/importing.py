"""Papers in and out; the code behind each action loads when first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from readerapp.ui.desk import Desk

if TYPE_CHECKING:
    from readerapp.ui.commands.intake.inbox import InboxWatch

_POLLS_PER_LOOK = 2
"""At the inbox; each takes a listing of a folder."""


class Importing(Desk):
    """Actions that take papers in, export them, and keep copies elsewhere."""

    _polls = 0

    @cached_property
    def inbox(self) -> InboxWatch:
        """What lands in the inbox folder."""
        from readerapp.ui.commands.intake.inbox import InboxWatch

        return InboxWatch(self)

    def poll(self) -> None:
        """Load changes made by other programs, and files that landed in the inbox."""
        super().poll()
        self._polls += 1
        if self._polls % _POLLS_PER_LOOK == 0:
            self.inbox.look()

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

    def action_inbox(self) -> None:
        """Add what is in the inbox folder."""
        self.inbox.look(asked=True)

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
