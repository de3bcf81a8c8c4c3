"""Notes and tags."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

if TYPE_CHECKING:
    from readerapp.ui.screens.main import Main


def _note(screen: Main) -> None:
    from readerapp.ui.screens.note import NoteEditor

    if key := screen.target():
        paper = screen.reading.paper(key)
        editor = NoteEditor(paper.title, screen.reading.state(key).note, _saver(screen, key))
        screen.app.push_screen(editor, lambda _: screen.show_changes())


def _saver(screen: Main, key: str) -> Callable[[str], None]:
    saved = False

    def save(text: str) -> None:
        nonlocal saved
        if text.strip() != screen.reading.state(key).note.strip():
            done = screen.reading.note(key, text, continued=saved)
            saved = True
            if screen.paper_view.is_attached:  # the app may be ending under the editor
                screen.did(done)

    return save


def _edit_note(screen: Main) -> None:
    """The note in the reader's own editor; what stands in the file when it ends is the note."""
    from tempfile import TemporaryDirectory

    key = screen.target()
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if key is None:
        return
    if not command:
        screen.say("Neither $VISUAL nor $EDITOR is set; n writes the note here", warning=True)
        return
    with TemporaryDirectory(prefix="readerapp-") as folder:
        from pathlib import Path

        file = Path(folder) / "note.md"
        file.write_text(screen.reading.state(key).note, encoding="utf-8")
        try:
            with screen.app.suspend():
                status = subprocess.run([*shlex.split(command), str(file)], check=False).returncode
        except (OSError, ValueError, SuspendNotSupported) as error:
            screen.say(f"{command} could not be run: {error}; n writes the note here", warning=True)
            return
        text = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
    screen.did(screen.reading.note(key, text.rstrip("\n")))
    if status:
        screen.say(f"{command} ended with {status}; the note is kept as it stood", warning=True)


def _tags(screen: Main) -> None:
    from readerapp.ui.screens.tags import TagEditor, changes

    keys = screen.targets()
    if not keys:
        return
    every = {tag for state in screen.reading.store.states.values() for tag in state.tags}
    states = [screen.reading.state(key) for key in keys]

    def change(typed: str | None) -> None:
        if typed is not None:
            add, remove = changes(typed, [state.tags for state in states])
            screen.did(screen.reading.tag(keys, add, remove))

    screen.app.push_screen(
        TagEditor([state.tags for state in states], sorted(every), screen.menu_place()), change
    )


HANDLERS: dict[str, Callable[[Main], None]] = {
    "note": _note,
    "edit-note": _edit_note,
    "tags": _tags,
}
