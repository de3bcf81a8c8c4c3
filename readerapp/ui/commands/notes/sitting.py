"""A sitting at a note: all that is saved in it is one undo step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from readerapp.actions.done import Done, paper_count
from readerapp.actions.notes import filled
from readerapp.ui.desk import Desk
from readerapp.ui.widgets.choice_list import Pickable

_MAX_PAPERS_AUTOSAVED = 500
"""The notes of more papers are saved when the editor is left."""
_MAX_PAPERS_OFFERED = 6
"""For a link."""


class NoteSitting:
    """Saves the text of an editor as the note on a paper, or at the end of the notes on several."""

    def __init__(self, desk: Desk, keys: Sequence[str]) -> None:
        self._desk = desk
        self._keys = keys
        self._step = ""
        self._one = keys[0] if len(keys) == 1 else None
        self._saved = desk.reading.state(self._one).note if self._one else ""
        self.text = desk.unsaved.pop(tuple(keys), self._saved)
        """The text to begin with: one that couldn't be saved before, else the note."""

    @property
    def title(self) -> str:
        """What is written, for the editor's head."""
        if self._one:
            return self._desk.reading.paper(self._one).title
        return f"add to the notes on {paper_count(len(self._keys))}"

    def templates(self, templates: Mapping[str, str]) -> dict[str, str] | None:
        """Return templates filled in for the paper; None for several."""
        reading = self._desk.reading
        return filled(templates, reading.paper(self._one), reading.today) if self._one else None

    def find(self, typed: str, then: Callable[[Sequence[Pickable]], None]) -> None:
        """Look for the papers that fit what was typed, in a thread."""
        reading = self._desk.reading

        def found() -> list[Pickable]:
            library, shelf = reading.library, reading.shelf(f"{typed} is:any", whole=False)
            keys = (library.key(row, shelf) for row in islice(shelf.rows, _MAX_PAPERS_OFFERED + 1))
            some = [key for key in keys if key != self._one][:_MAX_PAPERS_OFFERED]
            return [Pickable(key, reading.paper(key).title, key) for key in some]

        self._desk.threads.ask("link", found, then)

    @property
    def autosaves(self) -> bool:
        """True if saving takes no longer than a key may."""
        return len(self._keys) <= _MAX_PAPERS_AUTOSAVED

    def save(self, text: str) -> bool:
        """Save the text. Return False if that failed, which has been said; the text is then kept."""
        saved = self._desk.attempt(lambda: self._keep(text))
        if saved:
            self._desk.unsaved.pop(tuple(self._keys), None)
        else:
            self._desk.unsaved[tuple(self._keys)] = text
        return saved

    def _keep(self, text: str) -> None:
        if text.strip() == self._saved.strip():
            return
        done = self.write(text)
        self._saved, self._step = text, self._step or done.step
        if self._desk.paper_view.is_attached:  # the app may be ending under the editor
            self._desk.did(done)

    def write(self, text: str) -> Done:
        """Save the text in place of the one saved before; from any thread."""
        reading = self._desk.reading
        if self._one:
            return reading.note(self._one, text, began=self._saved, continues=self._step)
        return reading.append_note(self._keys, text, instead_of=self._saved, continues=self._step)

    def cancel(self) -> None:
        """Undo what was saved; redo brings it back."""
        self._desk.unsaved.pop(tuple(self._keys), None)
        if self._step:
            done = self._desk.reading.undo(self._step)
            self._desk.did(done)
            self._desk.say("Note as before", hint=self._desk.worded("{redo} brings the text back"))
