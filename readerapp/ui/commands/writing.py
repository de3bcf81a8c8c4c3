"""Notes and tags."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from readerapp.domain.errors import ReaderError
from readerapp.ui.commands.marking import Marking

if TYPE_CHECKING:
    from readerapp.actions.tagging import TagCount


class Writing(Marking):
    """Actions that edit notes and tags."""

    _rows: tuple[tuple[int, int], Callable[[str], int | None]] | None = None
    """Which rows tagged papers have, for a version of the library."""

    def action_note(self) -> None:
        """Open the note editor; with several papers selected, for a text to add to the notes of all."""
        from readerapp.ui.commands.notes.sitting import NoteSitting
        from readerapp.ui.screens.note import NoteEditor, NoteEnd

        keys = tuple(self.reading.library.key(row, self.shelf) for row in self.target_rows())
        if not keys:
            return
        sitting = NoteSitting(self, keys)
        editor = NoteEditor(
            sitting.title,
            sitting.text,
            sitting.save,
            templates=sitting.templates(self.settings.templates),
            find=sitting.find,
            autosaves=sitting.autosaves,
        )

        def ended(end: NoteEnd | None) -> None:
            if end and end.how == "cancel":
                self.attempt(sitting.cancel)
            elif end and not sitting.autosaves:
                self.step(lambda: sitting.write(end.text))
            if end and end.how == "editor":
                self.attempt(self.action_edit_note)
            self.show_changes()

        self.app.push_screen(editor, ended)

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

        if len(self.paper_list.selected) > 1:
            self.say(self.worded("{edit-note} edits one note; {note} adds to those of all selected papers"))
        elif key := self.target():
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

        states, key, change = self.reading.store.states, self.reading.library.key, self.changer()
        tags = [
            state.tags if (state := states.get(key(row, self.shelf))) else () for row in self.target_rows()
        ]

        def typed(text: str | None) -> None:
            if text is not None:
                add, remove = changes(text, tags)
                change(lambda keys: self.reading.tag(keys, add, remove))

        def edit(every: list[TagCount]) -> None:
            self.app.push_screen(TagEditor(tags, every, self.menu_place()), typed)

        self._with_tags(edit)

    def action_tag_browser(self) -> None:
        """Show all tags, to find their papers, to rename and to remove them."""
        from readerapp.ui.commands.notes.tag_browser import browse

        self._with_tags(partial(browse, self, self.step))

    def _with_tags(self, then: Callable[[list[TagCount]], None]) -> None:
        from readerapp.actions.tagging import counts

        library = self.reading.library
        version = library.row_version, len(library)
        if self._rows is None or self._rows[0] != version:
            self._rows = version, cache(library.row)
        self.work("tags", partial(counts, self.reading, self._rows[1]), then, opens=True)


class _NoTerminal(Exception):
    """The terminal is gone: the app must not resume on it."""
