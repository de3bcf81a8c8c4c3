"""Earlier states of the reader's marks: kept when asked, listed, brought back."""

from __future__ import annotations

from readerapp.actions.done import Done, sentence
from readerapp.actions.workspace import Workspace
from readerapp.domain.errors import ReaderError

NEWEST = ("newest", "latest", "last")


def back_up(workspace: Workspace) -> Done:
    """Keep the state as it is now among the backups.

    Raises:
        Unwritable: there is no room for it.
    """
    made = workspace.store.backup()
    if made is not None:
        return Done(f"Backed up as {made.path}")
    there = workspace.store.backups()
    if not there:
        return Done("Nothing to back up: you changed nothing yet")
    return Done(f"Nothing changed since the backup {there[0].path}")


def restore(workspace: Workspace, when: str) -> Done:
    """Set every paper's state to what a backup has, as one step that undo takes back.

    The first save of a run backs the state up before, so that this too can be restored.

    Args:
        workspace: the reading list.
        when: `newest`, a day (`2026-11-21`) or a time (`2026-11-21T09:30`), UTC.

    Raises:
        ReaderError: there is no backup of then, or it can't be read.
    """
    newest = when.strip().lower() in NEWEST
    there = workspace.store.backups()
    if newest and not there:
        raise ReaderError(f"There is no backup in {workspace.home.backups} yet.")
    # What `newest` means is settled before the state of now becomes the newest.
    chosen = there[0].path.name if newest else when
    entry = workspace.store.restore(chosen)
    if not entry.keys:
        return Done(f"Nothing differs from that backup: {entry.words} would change nothing")
    papers = "1 paper" if len(entry.keys) == 1 else f"{len(entry.keys):,} papers"
    return Done(f"{sentence(entry.words)}: {papers} changed", entry.keys, undoable=True)
