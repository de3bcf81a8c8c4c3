"""Undo and redo: the store reverts the reader's state, this module the papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from readerapp.actions.done import Done, paper_count
from readerapp.actions.workspace import Workspace

if TYPE_CHECKING:
    from readerapp.state.journal_line import Entry

_MAX_KEYS = 1000


def undo(workspace: Workspace, step: str = "") -> Done:
    """Undo the last step, or the one that `step` names.

    Papers are reverted first: if that fails, the step isn't undone.
    """
    changes = _LibraryChanges(workspace, back=True)
    return _done(changes, workspace.store.undo(step, first=changes.revert), "Undid", "Nothing to undo")


def undo_agent(workspace: Workspace) -> Done:
    """Undo the last session of agents, in one; otherwise as `undo`."""
    changes = _LibraryChanges(workspace, back=True)
    entry = workspace.store.undo_agent(first=changes.revert)
    return _done(changes, entry, "Undid", "No agent changed anything that could be undone")


def redo(workspace: Workspace, step: str = "") -> Done:
    """Redo what was undone last, or the step that `step` names."""
    changes = _LibraryChanges(workspace, back=False)
    return _done(changes, workspace.store.redo(step, first=changes.revert), "Redid", "Nothing to redo")


def _done(changes: _LibraryChanges, entry: Entry | None, verb: str, nothing: str) -> Done:
    if entry is None:
        return Done(nothing)
    kept = f"; kept later changes of {changes.named(entry.kept)}" if entry.kept else ""
    keys = tuple(dict.fromkeys((*entry.keys, *changes.keys())))
    return Done(f"{verb}: {entry.words}{kept}", keys, step=entry.id)


class _LibraryChanges:
    """Reverts what steps did to the library, and knows which papers they had added."""

    def __init__(self, workspace: Workspace, *, back: bool) -> None:
        self._workspace = workspace
        self._back = back
        self._adds: list[str] = []

    def revert(self, entry: Entry) -> None:
        """Undo or redo what one step did to the library."""
        if entry.adds:
            from readerapp.actions.intake import undo_records

            (undo_records.undo if self._back else undo_records.redo)(self._workspace, entry.adds)
            self._adds.append(entry.adds)
        if entry.lines:
            from readerapp.actions.papers import swap_records

            before, after = (entry.lines.get(side, {}) for side in ("before", "after"))
            swap_records(self._workspace, *((after, before) if self._back else (before, after)))

    def keys(self) -> tuple[str, ...]:
        """Return keys of papers that the steps had added, if there are any."""
        if not self._adds:
            return ()
        from readerapp.actions.intake import undo_records

        folder = self._workspace.home.arrivals
        return tuple(key for name in self._adds for key in undo_records.keys(folder, name, _MAX_KEYS))

    def named(self, keys: Sequence[str]) -> str:
        """Return papers as a sentence names them; those that left the library are counted, too."""
        there = all(self._workspace.library.row(key) is not None for key in keys)
        return self._workspace.named(keys) if there else paper_count(len(keys))
