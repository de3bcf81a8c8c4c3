"""The full text of a paper over the whole screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol

from textual import getters, on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding
from textual.reactive import var
from textual.widgets import Input

from readerapp.actions.command import Command
from readerapp.home import shipped
from readerapp.ui.bindings import KeyHint, bindings_of
from readerapp.ui.crash_guard import CrashGuard
from readerapp.ui.glyphs import Glyphs
from readerapp.ui.prompt_screen import PromptScreen
from readerapp.ui.screens.modal import DismissOnce
from readerapp.ui.widgets.key_bar import KeyBar
from readerapp.ui.widgets.line_input import LineInput
from readerapp.ui.widgets.progress_head import ProgressHead
from readerapp.ui.widgets.status_line import StatusLine
from readerapp.ui.widgets.text_page import TextPage


def _key(id: str, keys: str, name: str, help: str) -> Command:
    return Command(id, tuple(keys.split()), name, help, "Full text")


KEYS = (
    _key("page-down", "space", "Page", "Page down"),
    _key("search", "/", "Find", "Find words in the text"),
    _key("next-hit", "n", "Next", "Go to the next place found"),
    _key("previous-hit", "N", "Previous", "Go to the place found before"),
    _key("outline", "t", "Sections", "Go to a section"),
    _key("next-date", "]", "Next section", "Go to the next section"),
    _key("previous-date", "[", "Section before", "Go to the section before"),
    _key("tex", "$", "TeX", "Show displayed math as TeX, or readable"),
    _key("copy-link", "c", "Copy", "Copy the paper's best link: repo, arXiv, else any"),
    _key("open-link", "o", "Open", "Open the paper's best link in the browser"),
    _key("refresh", "f5", "Fetch again", "Fetch the text again"),
    _key("back", "escape", "Back", "Stop the search, or go back to the list"),
    _key("help", "? f1", "Keys", "Show these keys"),
)
"""What each key does; those of commands have their ids, so that a reader's own keys count here, too."""
_FOUND = ("next-hit", "previous-hit")
_UNSHOWN = ("next-date", "previous-date", "refresh")
"""The help has them."""
_WRITING = (_key("find", "enter", "Find", ""), _key("back", "escape", "Leave", ""))
_SCROLLING = (
    _key("down", "j down", "", ""),
    _key("up", "k up", "", ""),
    _key("half-page-down", "ctrl+d", "", ""),
    _key("half-page-up", "ctrl+u", "", ""),
    _key("first", "g home", "", ""),
    _key("last", "G end", "", ""),
)


class TextReader(Protocol):
    """Who does what the keys ask for."""

    def act(self, id: str) -> None:
        """Do what the key of an id asks for."""

    def find(self, words: str) -> None:
        """Find words in the text."""

    def copy(self, text: str) -> None:
        """Copy a text."""

    def ready(self) -> None:
        """The screen is there."""

    def moved(self) -> None:
        """Another line is on top."""


class FullTextScreen(CrashGuard, DismissOnce, PromptScreen):
    """Draws a text and passes on the reader's keys."""

    CSS_PATH = shipped("styles") / "full_text.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]  # noqa: RUF012 - declared by Screen
    AUTO_FOCUS = "#text-page"
    BINDINGS: ClassVar = [
        *bindings_of(KEYS, lambda key: f"act({key.id!r})"),
        *bindings_of(_SCROLLING, lambda key: f"go({key.id!r})"),
        Binding("q,h,left", "act('back')", id="leave"),
        Binding("b,pageup,shift+space", "go('page-up')"),
        Binding("pagedown", "go('page-down')"),
    ]

    head = getters.query_one("#text-head", ProgressHead)
    page = getters.query_one("#text-page", TextPage)
    bar = getters.query_one("#text-keys", KeyBar)
    status = getters.query_one("#text-status", StatusLine)
    box = getters.query_one("#text-find", LineInput)

    writing: var[bool] = var(False, toggle_class="-writing")
    """True while words to find are typed."""

    def __init__(
        self, title: str, glyphs: Glyphs, measure: int, keys: Sequence[Command], reader: TextReader
    ) -> None:
        """`measure` is the greatest width of a line; `keys` are `KEYS` as the reader has them."""
        super().__init__()
        self._title = title
        self._glyphs = glyphs
        self._measure = measure
        self._keys = keys
        self._reader = reader

    def compose(self) -> ComposeResult:
        """Lay out the widgets from top to bottom."""
        yield ProgressHead(self._title, self._glyphs, id="text-head")
        yield TextPage(self._measure, id="text-page")
        yield LineInput(id="text-find", placeholder="words to find", compact=True)
        yield StatusLine(self._glyphs.separator, id="text-status")
        yield KeyBar(max_lines=2, id="text-keys")

    def on_mount(self) -> None:
        """Have the text shown."""
        self.show_keys()
        self._reader.ready()

    def show_keys(self) -> None:
        """Show the keys for what is going on."""
        hidden = _UNSHOWN if self.page.has_hits else (*_UNSHOWN, *_FOUND)
        shown = [key for key in self._keys if key.id not in hidden]
        self.bar.keys = [KeyHint.of(key) for key in (_WRITING if self.writing else shown) if key.keys]

    def progress(self, words: str, part: float) -> None:
        """Show how far the reader is, in words and as a part."""
        self.head.words, self.head.part = words, part

    # Events

    def action_act(self, id: str) -> None:
        """Pass on a key; while words are typed, it leaves that instead."""
        if self.writing:
            self.leave_box()
        elif id == "search":
            self._write()
        elif id == "page-down":
            self.action_go(id)
        else:
            self._reader.act(id)

    def action_copy_text(self) -> None:
        """Copy the text that was selected with the mouse."""
        if text := self.get_selected_text():
            self._reader.copy(text)
        else:
            raise SkipAction

    def action_go(self, id: str) -> None:
        """Scroll the text."""
        page = self.page
        if id in ("first", "last"):
            page.go_to_end(last=id == "last")
        elif id in ("down", "up"):
            page.scroll_lines(1 if id == "down" else -1)
        else:
            share = 0.5 if id.startswith("half") else 1.0
            page.scroll_pages(share if id.endswith("down") else -share)

    @on(TextPage.Moved)
    def show_progress(self) -> None:
        """Have the progress shown."""
        self._reader.moved()

    @on(KeyBar.Chosen)
    def key_clicked(self, event: KeyBar.Chosen) -> None:
        """Do what the clicked key does."""
        if event.id == "find":
            self._find()
        else:
            self.action_act(event.id)

    def _write(self) -> None:
        self.writing = True
        self.show_keys()
        self.set_focus(self.box, scroll_visible=False)

    def leave_box(self) -> None:
        """Leave the box; what was typed is there again the next time."""
        self.writing = False
        self.show_keys()
        self.set_focus(self.page, scroll_visible=False)

    @on(Input.Submitted, "#text-find")
    def _find(self) -> None:
        """Find what was typed."""
        self.leave_box()
        self._reader.find(self.box.value)
