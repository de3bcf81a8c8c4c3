"""Papers' notes: written, added to and removed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from readerapp.actions.done import Done
from readerapp.actions.workspace import Workspace
from readerapp.domain.paper import Paper
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


def append(
    workspace: Workspace, keys: Sequence[str], text: str, *, instead_of: str = "", continues: str = ""
) -> Done:
    """Add a paragraph to papers' notes; see `ReadingList.append_note`."""
    added = read_note(text).strip()
    before = {key: workspace.state(key).note for key in keys}
    notes = {key: appended(note, added, read_note(instead_of).strip()) for key, note in before.items()}
    edits = {key: {"note": note} for key, note in notes.items() if note != before[key]}
    if keys and not edits:
        return Done(f"Notes unchanged: {workspace.named(keys)}", tuple(keys))
    words = "added to the note on {}" if len(edits) == 1 else "added to the notes on {}"
    return workspace.change("note", words, edits, continues=continues)


def filled(templates: Mapping[str, str], paper: Paper, today: str) -> dict[str, str]:
    """Return templates by name, filled in for a paper."""
    values = {
        "{title}": paper.title,
        "{date}": today,
        "{authors}": ", ".join(paper.authors),
        "{key}": paper.key,
    }
    pattern = re.compile("|".join(map(re.escape, values)))
    return {name: pattern.sub(lambda it: values[it[0]], text) for name, text in templates.items()}


def appended(note: str, text: str, instead_of: str = "") -> str:
    """Return a note with a paragraph at its end, in place of the paragraph `instead_of` if that is there."""
    kept = note.removesuffix(instead_of).rstrip() if instead_of else note.rstrip()
    if not text:
        return kept if instead_of else note
    return f"{kept}\n\n{text}" if kept else text
