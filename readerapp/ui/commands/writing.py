"""Notes and tags."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial

from textual.app import SuspendNotSupported

from readerapp.domain.errors import ReaderError
from readerapp.ui.commands.marking import Marking


class Writing(Marking):
    """Actions that edit notes and tags."""

    def action_note(self) -> None:
        """Open the note editor."""
        from readerapp.ui.screens.note import NoteEditor

        if key := self.target():
            paper = self.reading.paper(key)
            editor = NoteEditor(paper.title, self.reading.state(key).note, self._saver(key))
            self.app.push_screen(editor, lambda _: self.show_changes())

    def _saver(self, key: str) -> Callable[[str], bool]:
        """Return a function that saves the note; all its saves are one undo step."""
        began, step = self.reading.state(key).note, ""

        def save(text: str) -> bool:
            return self.attempt(partial(keep, text))

        def keep(text: str) -> None:
            nonlocal began, step
            if text.strip() != began.strip():
                done = self.reading.note(key, text, began=began, continues=step)
                began, step = text, done.step or step
                if self.paper_view.is_attached:  # the app may be ending under the editor
                    self.did(done)

        return save

    def action_edit_note(self) -> None:
        """Edit the note in the reader's own editor; the text it leaves is kept however it exits."""
        from readerapp.actions.desktop.editor import EditorExit, call, edit_note

        ended: EditorExit | None = None

        def run(command: Sequence[str]) -> EditorExit:
            nonlocal ended
            try:
                with self.app.suspend():
                    ended = call(command)
                    if ended.hung_up:
                        raise _NoTerminal
            except _NoTerminal:
                self.app.exit()
            assert ended is not None
            return ended

        if key := self.target():
            try:
                done = edit_note(self.reading, key, env=os.environ, run=run)
            except SuspendNotSupported as error:
                sentence = self.worded("No other editor can run in this terminal; {note} edits the note here")
                raise ReaderError(sentence) from error
            self.did(done)
            if ended and not ended.is_normal:
                self.say(done.message, warning=True)

    def action_tags(self) -> None:
        """Open the tag editor."""
        from readerapp.actions.tagging import changes
        from readerapp.ui.screens.tags import TagEditor

        states, key = self.reading.store.states, self.reading.library.key
        every = {tag for state in states.values() for tag in state.tags}
        tags = [state.tags if (state := states.get(key(row))) else () for row in self.target_rows()]

        def change(typed: str | None) -> None:
            if typed is not None:
                add, remove = changes(typed, tags)
                self.attempt(lambda: self.change_each(lambda keys: self.reading.tag(keys, add, remove)))

        self.app.push_screen(TagEditor(tags, sorted(every), self.menu_place()), change)


class _NoTerminal(Exception):
    """The terminal is gone: the app must not resume on it."""
