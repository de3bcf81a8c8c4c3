"""The note editor: Markdown, saved on leaving and while you type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from time import monotonic
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from readerapp.actions.keynames import shown
from readerapp.domain.values import NamedTuple
from readerapp.home import shipped
from readerapp.ui.bindings import KeyHint
from readerapp.ui.screens.modal import Modal
from readerapp.ui.widgets.choice_list import ChoiceList, Pickable
from readerapp.ui.widgets.key_bar import KeyBar
from readerapp.ui.widgets.text_editor import TextEditor

_AUTOSAVE_SECONDS = 2.0
"""The note is saved when no key was pressed for this long."""
_MAX_UNSAVED_SECONDS = 10.0
"""It is saved within this time, too, while keys are pressed: a crash costs no more."""
_KEYS = (("escape", "done"), ("ctrl+g", "cancel"))
_EDITOR_KEY = ("ctrl+o", "editor")
_TEMPLATE_KEY = ("ctrl+t", "template")
_UNFINISHED_LINK = re.compile(r"\[\[([^\[\]]+)$")


class NoteEnd(NamedTuple):
    """How a sitting at a note ended, and its text."""

    how: Literal["done", "cancel", "editor"]
    text: str


Find = Callable[[str, Callable[[Sequence[Pickable]], None]], None]
"""Looks for papers by what was typed, and calls back with them."""


class Inserted(NamedTuple):
    """A template as it was inserted into a note."""

    before: str
    after: str
    number: int


class NoteEditor(Modal[NoteEnd]):
    """Edits one note; `save` is called with its text, and returns False if that couldn't be saved.

    Unless it `autosaves`, the text is only returned when the reader leaves.
    """

    CSS_PATH: ClassVar = [shipped("styles") / name for name in ("note.tcss", "choice_list.tcss")]
    BINDINGS: ClassVar = [
        ("escape", "end('done')", "Save and back"),
        ("ctrl+s", "save", "Save"),
        ("ctrl+g", "end('cancel')", "Cancel"),
        ("ctrl+o", "end('editor')", "Go on in the editor"),
        (_TEMPLATE_KEY[0], "template", "Insert a template"),
    ]

    def __init__(
        self,
        title: str,
        note: str,
        save: Callable[[str], bool],
        *,
        templates: Mapping[str, str] | None = None,
        find: Find | None = None,
        autosaves: bool = True,
    ) -> None:
        """`find` looks for the papers that may be meant by what is typed after `[[`.

        Without `templates`, it isn't the note on one paper, and no other editor can go on with it.
        """
        super().__init__()
        self._find = find
        self._templates = templates or {}
        self._has_editor = templates is not None
        self._inserted = Inserted("", "", -1)
        self._title = title
        self._note = note
        self._save = save
        self._autosaves = autosaves
        self._warned = False
        self._timer: Timer | None = None
        self._unsaved_since: float | None = None

    def compose(self) -> ComposeResult:
        """Lay out title, text and keys."""
        with Vertical(id="note-editor"):
            yield Static(Content.assemble(("✎ ", "$accent"), (self._title, "bold")), id="note-title")
            area = TextEditor(
                self._note,
                id="note-text",
                soft_wrap=True,
                show_line_numbers=False,
                compact=True,
                placeholder=self._hint(),
            )
            area.cursor_blink = False
            area.move_cursor(area.document.end)
            area.takes = self._takes
            yield area
            yield ChoiceList((), id="note-papers")
            yield KeyBar(self._keys())

    def _hint(self) -> str:
        """Return what an empty note shows."""
        templates = [f"{_TEMPLATE_KEY[0]} for {', '.join(self._templates)}"] * bool(self._templates)
        links = ["[[ links another paper"] * bool(self._find)
        saved = ["Markdown, saved as you type"] * self._autosaves
        return "\n".join([*templates, *links, *saved])

    def _keys(self) -> list[KeyHint]:
        keys = [*_KEYS, *[_EDITOR_KEY] * self._has_editor, *[_TEMPLATE_KEY] * bool(self._templates)]
        return [KeyHint(shown(key), name, id=key) for key, name in keys]

    def action_template(self) -> None:
        """Insert a template at the cursor; again, the next one in its place, and none after the last."""
        area, last = self.query_one(TextEditor), self._inserted
        if area.text != last.after or last.number < 0:
            last = Inserted(area.text, area.text, -1)
        texts = [*self._templates.values(), ""]
        number = (last.number + 1) % len(texts)
        if last.number >= 0:
            area.undo()
        if texts[number]:
            area.history.checkpoint()
            start = area.cursor_location
            area.insert(texts[number])
            area.history.checkpoint()
            area.move_cursor(_first_blank(area.document.lines, start))
        self._inserted = Inserted(last.before, area.text, number if texts[number] else -1)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Save soon after the last key, and now and then while keys go on."""
        self._note = self._written(event.text_area.text)
        if self._timer:
            self._timer.stop()
        if not self._autosaves:
            return
        now = monotonic()
        self._unsaved_since = self._unsaved_since or now
        if now - self._unsaved_since >= _MAX_UNSAVED_SECONDS:
            self.action_save()
        else:
            self._timer = self.set_timer(_AUTOSAVE_SECONDS, self.action_save)

    # Links to other papers

    @on(TextArea.SelectionChanged)
    def _look_for_paper(self) -> None:
        """Offer the papers that may be meant by an unfinished link at the cursor."""
        typed = self._begun
        if typed and self._find:
            self._find(typed, partial(self._offer, typed))
        else:
            self._papers.display = False

    @property
    def _begun(self) -> str:
        """What was typed of the link at the cursor; empty if there is none."""
        area = self.query_one(TextEditor)
        row, column = area.cursor_location
        found = _UNFINISHED_LINK.search(area.document.get_line(row)[:column])
        return found[1] if found else ""

    @property
    def _papers(self) -> ChoiceList:
        return self.query_one("#note-papers", ChoiceList)

    def _offer(self, typed: str, papers: Sequence[Pickable]) -> None:
        if self.is_attached and not self.answered and typed == self._begun:
            self._papers.display = bool(papers)
            self._papers.styles.height = len(papers)
            self._papers.offer(papers)

    def _takes(self, key: str) -> bool:
        """Choose a paper to link, if some are offered."""
        if not self._papers.display or key not in ("up", "down", "enter", "tab", "escape"):
            return False
        if key in ("up", "down"):
            self._papers.move(1 if key == "down" else -1)
        elif key == "escape":
            self._papers.display = False
        else:
            self._link()
        return True

    @on(ChoiceList.Clicked)
    def _link(self) -> None:
        area, paper = self.query_one(TextEditor), self._papers.highlighted
        if paper:
            row, column = area.cursor_location
            ends = area.document.get_line(row)[column:].startswith("]]")
            start = (row, column - len(self._begun))
            area.replace(paper.value + "]]" * (not ends), start, (row, column))
            area.move_cursor((row, start[1] + len(paper.value) + 2))
            self._papers.display = False

    def _written(self, text: str) -> str:
        """Return the note for a text; a template in which nothing was written is none."""
        return "" if text.strip() in {each.strip() for each in self._templates.values()} else text

    def action_save(self) -> None:
        """Save the note."""
        self._unsaved_since = None
        self._save(self._note)

    async def leave(self) -> None:
        """Save the note and go back; if it can't be saved, only the second time."""
        self.action_end("done")

    def action_end(self, how: Literal["done", "cancel", "editor"]) -> None:
        """Save the note and go back, to go on in the editor or to undo what was written."""
        if how == "editor" and not self._has_editor:
            return
        if not self._autosaves or self._save(self._note) or self._warned:
            self.dismiss(NoteEnd(how, self._note))
        self._warned = True

    def on_unmount(self) -> None:
        """Save the note when the app ends, too."""
        if not self.answered:
            self._save(self._note)


def _first_blank(lines: Sequence[str], start: tuple[int, int]) -> tuple[int, int]:
    """Return the first empty line from a place on, else the end."""
    blank = (row for row in range(start[0], len(lines)) if not lines[row].strip())
    row = next(blank, len(lines) - 1)
    return row, len(lines[row])
