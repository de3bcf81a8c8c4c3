"""Steps of the journal taken back and made again: the reader's marks by the store, the papers here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from readerapp.actions.done import Done
from readerapp.actions.workspace import Workspace

if TYPE_CHECKING:
    from readerapp.state.history import Entry

_NAMED = 1000


def undo(workspace: Workspace, step: str = "") -> Done:
    """Take back the reader's own last step, or the one that `step` names.

    Its papers are turned first: where they can't be, the step stays done.
    """
    entry = workspace.store.undo(step, first=partial(_turn_papers, workspace, back=True))
    return _done(workspace, entry, "Undid") if entry else Done("Nothing to undo")


def redo(workspace: Workspace, step: str = "") -> Done:
    """Make again what was taken back last, or what `step` names."""
    entry = workspace.store.redo(step, first=partial(_turn_papers, workspace, back=False))
    return _done(workspace, entry, "Redid") if entry else Done("Nothing to redo")


def _done(workspace: Workspace, entry: Entry, verb: str) -> Done:
    keys = entry.keys
    if entry.adds:
        from readerapp.actions.intake import undo_records

        keys = (*keys, *undo_records.keys(workspace.home.arrivals, entry.adds, _NAMED))
    return Done(f"{verb}: {entry.words}", keys, step=entry.id)


def _turn_papers(workspace: Workspace, entry: Entry, *, back: bool) -> None:
    if entry.adds:
        from readerapp.actions.intake import undo_records

        (undo_records.take_back if back else undo_records.make_again)(workspace, entry.adds)
    if entry.lines:
        from readerapp.actions.papers import turn

        before, after = (entry.lines.get(side, {}) for side in ("before", "after"))
        turn(workspace, *((after, before) if back else (before, after)))
