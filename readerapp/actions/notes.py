"""A paper's note: written and removed."""

from __future__ import annotations

from readerapp.actions.done import Done
from readerapp.actions.workspace import Workspace
from readerapp.state.document import read_note


def write(
    workspace: Workspace, key: str, text: str, *, began: str | None = None, continues: str = ""
) -> Done:
    """Replace a paper's note; see `ReadingList.note`."""
    text = read_note(text)
    if text == workspace.state(key).note:
        return Done(f"Note unchanged: {workspace.named([key])}", (key,))
    words = "wrote a note on {}" if text.strip() else "removed the note on {}"
    edits = {key: {"note": text if text.strip() else ""}}
    seen = {} if began is None else {key: read_note(began) if began.strip() else ""}
    return workspace.change("note", words, edits, seen=seen, continues=continues)
