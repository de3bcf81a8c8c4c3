"""Backups of the reader's state: made on request, and restored."""

from __future__ import annotations

from readerapp.actions.done import Done, paper_count, sentence
from readerapp.actions.workspace import Workspace
from readerapp.domain.errors import ReaderError

NEWEST = ("newest", "latest", "last")


def back_up(workspace: Workspace) -> Done:
    """Back up the current state.

    Raises:
        Unwritable: the backup can't be written.
    """
    made = workspace.store.backup()
    if made is not None:
        return Done(f"Backed up as {made.path}")
    there = workspace.store.backups()
    if not there:
        return Done("Nothing to back up: you haven't changed anything yet")
    return Done(f"Nothing changed since the backup {there[0].path}")


def restore(workspace: Workspace, when: str) -> Done:
    """Set every paper's state to that of a backup, as one undo step.

    The first save of a run makes a backup, so the state before this can be restored too.

    Args:
        workspace: the reading list.
        when: `newest`, a day (`2026-11-21`) or a time (`2026-11-21T09:30`), UTC.

    Raises:
        ReaderError: there is no such backup, or it can't be read.
    """
    newest = when.strip().lower() in NEWEST
    there = workspace.store.backups()
    if newest and not there:
        raise ReaderError(f"There is no backup in {workspace.home.backups} yet.")
    # Resolved first: the restore itself makes a backup, which is then the newest.
    chosen = there[0].path.name if newest else when
    entry = workspace.store.restore(chosen)
    if not entry.keys:
        return Done("Nothing differs from that backup, so nothing was restored")
    changed = f"{paper_count(len(entry.keys))} changed"
    return Done(f"{sentence(entry.words)}: {changed}", entry.keys, undoable=True, step=entry.id)
