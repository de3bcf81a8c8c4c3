"""Undo and redo: the store reverts the reader's state, this module the papers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from readerapp.actions.done import Done
from readerapp.actions.workspace import Workspace

if TYPE_CHECKING:
    from readerapp.state.history import Entry

_MAX_KEYS = 1000


def undo(workspace: Workspace, step: str = "") -> Done:
    """Undo the last step, or the one that `step` names.

    Papers are reverted first: if that fails, the step isn't undone.
    """
    entry = workspace.store.undo(step, first=partial(_revert_papers, workspace, back=True))
    return _done(workspace, entry, "Undid") if entry else Done("Nothing to undo")


def redo(workspace: Workspace, step: str = "") -> Done:
    """Redo the step that was undone last, or the one that `step` names."""
    entry = workspace.store.redo(step, first=partial(_revert_papers, workspace, back=False))
    return _done(workspace, entry, "Redid") if entry else Done("Nothing to redo")


def _done(workspace: Workspace, entry: Entry, verb: str) -> Done:
    keys = entry.keys
    if entry.adds:
        from readerapp.actions.intake import undo_records

        keys = (*keys, *undo_records.keys(workspace.home.arrivals, entry.adds, _MAX_KEYS))
    return Done(f"{verb}: {entry.words}", keys, step=entry.id)


def _revert_papers(workspace: Workspace, entry: Entry, *, back: bool) -> None:
    if entry.adds:
        from readerapp.actions.intake import undo_records

        (undo_records.undo if back else undo_records.redo)(workspace, entry.adds)
    if entry.lines:
        from readerapp.actions.papers import swap_records

        before, after = (entry.lines.get(side, {}) for side in ("before", "after"))
        swap_records(workspace, *((after, before) if back else (before, after)))
