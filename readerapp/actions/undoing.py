"""Steps of the journal taken back and made again: the reader's marks by the store, the papers here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readerapp.actions.done import Done

if TYPE_CHECKING:
    from readerapp.actions.reading_list import ReadingList
    from readerapp.state.history import Entry

CONTINUED = "note-continued"
"""The action of a change that is one step with the change before it."""


def undo(lib: ReadingList) -> Done:
    """Take the newest change back that isn't taken back yet."""
    entry = lib.store.undo()
    while entry and entry.action == CONTINUED and (before := lib.store.undo()):
        entry = before
    if entry is None:
        return Done("Nothing to undo")
    _turn_papers(lib, entry, "after", "before")
    return Done("Undid: " + entry.words, tuple(entry.keys))


def redo(lib: ReadingList) -> Done:
    """Make the change again that was taken back last."""
    entry = lib.store.redo()
    while entry and _next_undone(lib) == CONTINUED:
        lib.store.redo()
    if entry is None:
        return Done("Nothing to do again")
    _turn_papers(lib, entry, "before", "after")
    return Done("Did again: " + entry.words, tuple(entry.keys))


def _next_undone(lib: ReadingList) -> str | None:
    undone = [entry.action for entry in lib.store.entries() if entry.undone]
    return undone[-1] if undone else None


def _turn_papers(lib: ReadingList, entry: Entry, now: str, then: str) -> None:
    if entry.lines:
        from readerapp.actions.papers import turn

        turn(lib, entry.lines.get(now, {}), entry.lines.get(then, {}))
