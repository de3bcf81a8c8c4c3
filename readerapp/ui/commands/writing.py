"""Notes and tags."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from readerapp.domain.errors import ReaderError
from readerapp.ui.commands.marking import change_each

if TYPE_CHECKING:
    from readerapp.ui.screens.main import Main


def _note(screen: Main) -> None:
    from readerapp.ui.screens.note import NoteEditor

    if key := screen.target():
        paper = screen.reading.paper(key)
        editor = NoteEditor(paper.title, screen.reading.state(key).note, _saver(screen, key))
        screen.app.push_screen(editor, lambda _: screen.show_changes())


def _saver(screen: Main, key: str) -> Callable[[str], bool]:
    began, step = screen.reading.state(key).note, ""

    def save(text: str) -> bool:
        return screen.attempt(partial(keep, text))

    def keep(text: str) -> None:
        nonlocal began, step
        if text.strip() != began.strip():
            done = screen.reading.note(key, text, began=began, continues=step)
            began, step = text, done.step or step
            if screen.paper_view.is_attached:  # the app may be ending under the editor
                screen.did(done)

    return save


def _edit_note(screen: Main) -> None:
    """The note in the reader's own editor; what it leaves is the note, however it ends."""
    from readerapp.actions.desktop.editor import Ended, call, edit_note

    ended: Ended | None = None

    def run(command: Sequence[str]) -> Ended:
        nonlocal ended
        try:
            with screen.app.suspend():
                ended = call(command)
                if ended.hung_up:
                    raise _NoTerminal
        except _NoTerminal:
            screen.app.exit()
        assert ended is not None
        return ended

    if key := screen.target():
        try:
            done = edit_note(screen.reading, key, env=os.environ, run=run)
        except SuspendNotSupported as error:
            raise ReaderError("No editor can take this terminal; n writes the note here") from error
        screen.did(done)
        if ended and not ended.well:
            screen.say(done.message, warning=True)


class _NoTerminal(Exception):
    """There is nothing to come back to: the app must not take the terminal again."""


def _tags(screen: Main) -> None:
    from readerapp.actions.tagging import changes
    from readerapp.ui.screens.tags import TagEditor

    rows = screen.target_rows()
    if not rows:
        return
    states, key = screen.reading.store.states, screen.reading.library.key
    every = {tag for state in states.values() for tag in state.tags}
    tags = [state.tags if (state := states.get(key(row))) else () for row in rows]

    def change(typed: str | None) -> None:
        if typed is not None:
            add, remove = changes(typed, tags)
            screen.attempt(lambda: change_each(screen, lambda keys: screen.reading.tag(keys, add, remove)))

    screen.app.push_screen(TagEditor(tags, sorted(every), screen.menu_place()), change)


HANDLERS: dict[str, Callable[[Main], None]] = {
    "note": _note,
    "edit-note": _edit_note,
    "tags": _tags,
}
