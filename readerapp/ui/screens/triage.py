"""Triage: one paper over the whole screen, and a key for each decision on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.content import Content
from textual.geometry import Offset
from textual.reactive import var
from textual.widgets import Input, Static

from readerapp.actions.command import Command
from readerapp.home import shipped
from readerapp.ui.bindings import KeyHint, bindings_of
from readerapp.ui.crash_guard import CrashGuard
from readerapp.ui.glyphs import Glyphs
from readerapp.ui.prompt_screen import PromptScreen
from readerapp.ui.screens.beside import Place
from readerapp.ui.screens.modal import DismissOnce
from readerapp.ui.widgets.key_bar import KeyBar
from readerapp.ui.widgets.line_input import LineInput
from readerapp.ui.widgets.paper_view import PaperDetails, PaperView
from readerapp.ui.widgets.progress_head import ProgressHead
from readerapp.ui.widgets.status_line import StatusLine
from readerapp.ui.widgets.wrapped_text import WrappedText


def _key(id: str, keys: str, name: str, help: str) -> Command:
    return Command(id, tuple(keys.split()), name, help, "Triage")


KEYS = (
    _key("queue", "a", "Queue", "Put it at the end of the queue"),
    _key("archive", "x", "Archive", "Archive it"),
    _key("read", "r", "Read", "Mark it as read"),
    _key("later", "d", "Not now", "Put it off until a day"),
    _key("select", "space", "Skip", "Leave it as it is and go on"),
    _key("copy-link", "c", "Copy", "Copy its best link: repo, arXiv, else any"),
    _key("note", "n", "Note", "Add a line to its note"),
    _key("undo", "u", "Back", "Undo the last decision and return to its paper"),
    _key("redo", "ctrl+r", "Redo", "Redo what was undone last"),
    _key("open-link", "o", "Open", "Open its best link in the browser"),
    _key("back", "escape", "End", "End, and show what was done"),
    _key("help", "? f1", "Keys", "Show these keys"),
)
"""What each key does; those of commands have their ids, so that a reader's own keys count here, too."""
AT_END = (
    _key("list", "enter", "To the list", "Go back to the list"),
    _key("undo", "u", "Undo all", "Undo all decisions"),
    _key("redo", "ctrl+r", "Redo all", "Redo all decisions"),
    _key("return", "backspace", "Back", "Undo the last decision and return to its paper"),
)
"""The keys once there is nothing more to decide."""
_WRITING = (_key("save", "enter", "Save", ""), _key("back", "escape", "Leave", ""))
_UNSHOWN = ("redo",)
"""Rarely needed: the help has them."""
_SCROLLING = (
    _key("down", "j down", "", ""),
    _key("up", "k up", "", ""),
    _key("half-page-down", "ctrl+d pagedown", "", ""),
    _key("half-page-up", "ctrl+u pageup", "", ""),
    _key("first", "g home", "", ""),
    _key("last", "G end", "", ""),
)
_MIN_WIDE_CELLS = 100
_MENU_CELLS = 40
_POLL_SECONDS = 1.0
"""Between looks for changes by others."""


class _Body(Container, can_focus=True, inherit_bindings=False):
    """Has the focus while no note is written: the terminal's cursor is where the paper begins."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the title is, or the summary."""
        shown = (text for text in self.query("#paper-text, #triage-summary") if text.region)
        text = next(shown, self)
        left = text.left if isinstance(text, WrappedText) else 0
        return text.content_region.offset + Offset(left, 0)


class Sitter(Protocol):
    """Who does what the keys ask for."""

    working: bool
    """True while keys wait for an earlier one."""

    def show(self) -> None:
        """Have the screen show the paper to decide on, or what was done."""

    def act(self, id: str) -> None:
        """Do what the key of an id asks for."""

    def note(self, text: str) -> bool:
        """Add a line to the note of the paper shown; return False if it couldn't be saved."""

    def open_link(self, number: int) -> None:
        """Open the link of a number, from 1, of the paper shown."""

    def follow(self) -> None:
        """Show what others changed."""

    def prepare(self) -> None:
        """Get the next paper ready, while the reader looks at this one."""


class TriageScreen(CrashGuard, DismissOnce, PromptScreen):
    """Draws a paper and passes on the reader's keys."""

    CSS_PATH = shipped("styles") / "triage.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_MIN_WIDE_CELLS, "-wide")]  # noqa: RUF012 - declared by Screen
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]  # noqa: RUF012 - declared by Screen
    AUTO_FOCUS = "#triage-body"
    BINDINGS: ClassVar = [
        *bindings_of(KEYS, lambda key: f"act({key.id!r})"),
        *bindings_of(_SCROLLING, lambda key: f"scroll({key.action!r})"),
        Binding("q", "act('back')", id="leave"),
        Binding("enter", "act('list')"),
        Binding("backspace", "act('return')"),
    ]

    head = getters.query_one("#triage-head", ProgressHead)
    paper = getters.query_one("#triage-paper", PaperView)
    bar = getters.query_one("#triage-keys", KeyBar)
    status = getters.query_one("#triage-status", StatusLine)
    box = getters.query_one("#triage-note", LineInput)

    ready = False
    """True once there is something to show a paper with."""
    writing: var[bool] = var(False, toggle_class="-writing")
    """True while a line of note is typed."""
    at_end: var[bool] = var(False, toggle_class="-end")

    def __init__(self, name: str, glyphs: Glyphs, measure: int, sitter: Sitter) -> None:
        """`measure` is the greatest width of a line of the paper."""
        super().__init__()
        self._title = name
        self._glyphs = glyphs
        self._measure = measure
        self._sitter = sitter
        self._keys: Sequence[Command] = ()

    def compose(self) -> ComposeResult:
        """Lay out the widgets from top to bottom."""
        yield ProgressHead(self._title, self._glyphs, id="triage-head")
        with _Body(id="triage-body"):
            paper = PaperView(self._glyphs, self._measure, id="triage-paper")
            paper.can_focus = False  # or its own keys would come before those for decisions
            yield paper
            yield Static(id="triage-summary", markup=False)
        yield LineInput(id="triage-note", placeholder="a line of note", compact=True)
        yield StatusLine(self._glyphs.separator, id="triage-status")
        yield KeyBar(max_lines=2, id="triage-keys")

    def on_mount(self) -> None:
        """Show the first paper, and what others change from now on."""
        self.paper.centre(True)
        self.query_one("#triage-summary").styles.max_width = self._measure
        self.ready = True
        self._sitter.show()
        self.set_interval(_POLL_SECONDS, self._sitter.follow)

    def must_wait(self, key: str) -> bool:
        """Return True if a key must wait until an earlier one has done what it does."""
        return self._sitter.working

    def catch_up(self) -> None:
        """Get the next paper ready: no key is waiting."""
        if self.ready:
            self._sitter.prepare()

    # Showing

    def show(self, details: PaperDetails, words: str, part: float, keys: Sequence[Command]) -> None:
        """Show a paper, how far the reader is in words and as a part, and the keys."""
        if not self.shows(details.paper.key):
            self.box.value = ""
        self.at_end = False
        self._show(words, part, keys)
        self.paper.shown = details
        self.paint()

    def shows(self, key: str) -> bool:
        """Return True if the paper of a key was shown last."""
        shown = self.paper.shown
        return shown is not None and shown.paper.key == key

    def get_ready(self, details: PaperDetails) -> None:
        """Get ready for the paper that comes next."""
        self.paper.prepare(details)

    def summarize(self, summary: Content, words: str, part: float, keys: Sequence[Command]) -> None:
        """Show what was done instead of a paper."""
        self.at_end = True
        self._show(words, part, keys)
        self.query_one("#triage-summary", Static).update(summary)

    def _show(self, words: str, part: float, keys: Sequence[Command]) -> None:
        self.head.words, self.head.part = words, part
        self._keys = [key for key in keys if key.id not in _UNSHOWN]
        self._show_keys()

    def _show_keys(self) -> None:
        self.bar.keys = [KeyHint.of(key) for key in (_WRITING if self.writing else self._keys) if key.keys]

    def menu_place(self) -> Place:
        """Return where to put a menu: in the middle, over the keys."""
        return Place(max(0, self.size.width // 2 - _MENU_CELLS // 2), self.bar.region.y - 1)

    # Events

    def action_act(self, id: str) -> None:
        """Pass on a key; while a note is written, it leaves that instead."""
        if self.writing:
            self.leave_note()
        else:
            self._sitter.act(id)

    def action_scroll(self, action: str) -> None:
        """Scroll the paper."""
        getattr(self.paper, f"action_{action}")()

    def action_open_link(self, number: int) -> None:
        """Open a clicked link."""
        self._sitter.open_link(number)

    @on(KeyBar.Chosen)
    def key_clicked(self, event: KeyBar.Chosen) -> None:
        """Do what the clicked key does."""
        if event.id == "save":
            self._save()
        else:
            self.action_act(event.id)

    def write_note(self) -> None:
        """Let the reader type a line of note."""
        self.writing = True
        self._show_keys()
        self.set_focus(self.box, scroll_visible=False)

    def leave_note(self) -> None:
        """Leave the line; what was typed is there again as long as the paper is shown."""
        self.writing = False
        self._show_keys()
        self.set_focus(self.query_one("#triage-body"), scroll_visible=False)

    @on(Input.Submitted, "#triage-note")
    def _save(self) -> None:
        """Save the line of note."""
        if self._sitter.note(self.box.value):
            self.box.value = ""
            self.leave_note()
