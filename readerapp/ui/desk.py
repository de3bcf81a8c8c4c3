"""The desk: the parts of the main screen, and the operations its commands share."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual import getters
from textual.dom import DOMNode
from textual.reactive import var
from textual.widgets import Input

from readerapp.actions.command import Command
from readerapp.actions.done import Done
from readerapp.actions.keymap import keyed, worded
from readerapp.actions.reading_list import ReadingList
from readerapp.actions.views.view import View, views_of
from readerapp.library import Shelf
from readerapp.settings import Settings
from readerapp.ui.glyphs import glyphs
from readerapp.ui.indexer import Indexer
from readerapp.ui.question import Level, Question
from readerapp.ui.requests import Requests
from readerapp.ui.widgets.frame import Panes
from readerapp.ui.widgets.paper_list import PaperList
from readerapp.ui.widgets.paper_view import PaperDetails, PaperView
from readerapp.ui.widgets.search_bar import SearchBar
from readerapp.ui.widgets.status_line import StatusLine, TroubleLines
from readerapp.ui.widgets.view_bar import ViewBar

if TYPE_CHECKING:
    from readerapp.ui.import_jobs import ImportJobs
    from readerapp.ui.screens.beside import Place
    from readerapp.ui.widgets.sidebar import Sidebar

_MAX_FAILURES_KEPT = 50


class Desk(Requests):
    """The main screen as its commands see it: list, paper, selection and bottom line.

    `Main` composes the widgets and mixes in the commands; a command's module knows only the desk.
    """

    search_bar = getters.query_one("#search", SearchBar)
    view_bar = getters.query_one("#views", ViewBar)
    panes = getters.query_one("#panes", Panes)
    paper_list = getters.query_one("#papers", PaperList)
    paper_view = getters.query_one("#paper", PaperView)
    trouble = getters.query_one("#trouble", TroubleLines)
    status = getters.query_one("#status", StatusLine)

    is_demo = False  # True: nothing outside the demo's scratch home may be touched
    is_stuck: bool = False  # True: the last key could not move on, at an end of the list
    shelf: var[Shelf]
    problems: Sequence[str] = ()
    """One sentence for each problem with the reader's settings and styles."""
    in_paper: var[bool] = var(False, toggle_class="-reading")
    without_pane: var[bool] = var(False, toggle_class="-no-paper")

    def __init__(self, reading: ReadingList, settings: Settings) -> None:
        super().__init__(reading)
        self.settings = settings
        self.glyphs = glyphs(ascii_only=settings.ascii)
        self.commands, self.key_problems = keyed(settings.keymap, settings.keys)
        self.views: Sequence[View] = views_of(settings)
        self.indexer = Indexer(self.post_message, self._show_index_progress, self._index_made)
        self.failures: deque[tuple[datetime, str]] = deque(maxlen=_MAX_FAILURES_KEPT)
        """Warnings and their times, for the history."""
        self.undo_other: Callable[[], object] | None = None
        """Undoes the last change, if that is no step of the journal."""
        self.sidebar: Sidebar | None = None
        """The sidebar once it was opened; a terminal may be too narrow to show it."""
        self.before_search: int | None = None
        """The row to highlight again when a search is cleared."""
        self.levels: list[Level] = []
        """Where the reader was before each look for papers near others: the way back."""
        self.unsaved: dict[tuple[str, ...], str] = {}
        """Notes that couldn't be saved, by the papers they are about."""
        self._away = reading.store.away(reading.today)
        self._by_action = {command.action: command for command in self.commands}

    @cached_property
    def imports(self) -> ImportJobs:
        """The queue of background imports, created for the first one."""
        from readerapp.ui.import_jobs import ImportJobs

        return ImportJobs(self.post_message)

    # Targets

    def target_rows(self) -> list[int]:
        """Return the rows of the selected papers in the list's order; without any, the highlighted one."""
        row = self.paper_list.row
        return self.selected_rows() or ([] if row is None else [row])

    def selected_rows(self) -> list[int]:
        """Return the rows of the selected papers that the list has, in its order: a search may hide some."""
        selected = self.paper_list.selected
        return [row for row in self.shelf.shown if row in selected] if selected else []

    def target(self) -> str | None:
        """Return the key of the highlighted paper; None in an empty list."""
        row = self.paper_list.row
        return None if row is None else self._key(row)

    def _key(self, row: int) -> str:
        return self.reading.library.key(row, self.shelf)

    @property
    def has_paper(self) -> bool:
        """True if a paper is highlighted."""
        return self.paper_list.row is not None

    @property
    def is_queued(self) -> bool:
        """True if the highlighted paper is in the queue."""
        key = self.target()
        return key is not None and self.reading.place(key) is not None

    @property
    def is_in_paper(self) -> bool:
        """True if keys scroll the paper rather than move in the list."""
        return self.in_paper or self.paper_view.has_focus

    def menu_place(self) -> Place:
        """Return the highlighted row's position, for a menu beside it."""
        from readerapp.ui.screens.beside import Place  # not needed for the first paint

        return Place(self.paper_list.region.x + 4, self.paper_list.cursor_y)

    def why_not(self, command: Command) -> str:
        """Return why a command can't run now; empty if it can."""
        queued = command.needs == "queued" and self.is_queued  # few ask, and the footer does for each key
        return command.why_not(has_paper=self.has_paper, is_queued=queued)

    def why_no_action(self, action: str, parameters: tuple[object, ...]) -> str:
        """Return why an action's command can't run now; empty if it can, or if it has no command."""
        command = self._by_action.get(f"{action}({parameters[0]!r})" if parameters else action)
        return self.why_not(command) if command else ""

    def run_command(self, command: Command) -> None:
        """Run a command as if its key had been pressed."""
        node: DOMNode = self.app if "app" in command.nodes else self
        if self.is_in_paper and {"paper", "screen"} <= {*command.nodes}:
            node = self.paper_view
        self.app.call_later(self.app.run_action, command.action, node)

    def use_keys(self, commands: tuple[Command, ...], problems: Sequence[str]) -> None:
        """Use the commands with the keys that they have now."""
        self.commands, self.key_problems = commands, tuple(problems)
        self._by_action = {command.action: command for command in commands}
        self.search_bar.box.placeholder = self.worded("{search} to search")

    # Messages

    def worded(self, sentence: str) -> str:
        """Return a sentence with each `{id}` of a command replaced by the reader's key for it."""
        return worded(sentence, self.commands)

    def say(self, text: str, *, hint: str = "", warning: bool = False, lasts: int | None = 5) -> None:
        """Show a message and a hint for `lasts` moves; warnings stay, and go to the history as well."""
        hint = f" {self.glyphs.separator} {hint}" if hint else ""
        self.status.say(text, hint=hint, warning=warning, lasts=lasts)
        if warning:
            self.failures.append((self.reading.clock(), text))

    def did(self, done: Done, undo: Callable[[], object] | None = None) -> None:
        """Say what an action did, and update the list; `undo` undoes it if it is no step of the journal."""
        if done.undoable:
            self.undo_other = undo
        between = f" {self.glyphs.separator} "
        hints = ["{queue-next} opens it"] * bool(done.next) + ["{undo} to undo"] * done.undoable
        self.say(done.said(between), hint=self.worded(between.join(hints)))
        if done.keys:
            self.paper_list.select_none()
            self.show_changes()

    # The list and the paper

    def row_to_keep(self) -> int | None:
        """Return the highlighted row if the reader moved to it; it stays highlighted in a new list."""
        row = self.paper_list.row if self.paper_list.by_reader else None
        library = self.reading.library  # which may have given papers other rows since the list was made
        return None if row is None else library.row(library.key(row, self.shelf))

    def show_paper(self) -> None:
        """Show the highlighted paper beside the list."""
        raise NotImplementedError

    def details(self, index: int) -> PaperDetails:
        """Return what the paper pane shows for an index of the list."""
        raise NotImplementedError

    def show_trouble(self) -> None:
        """Show problems with the reader's files and settings until they are dismissed."""
        self.trouble.show((*self.problems, *self.reading.trouble), self.worded("({back})"))

    def count(self) -> None:
        """Count the papers of each view in the background."""
        from readerapp.actions.views.overview import overview  # not for the first paint

        self.background.ask("counts", partial(overview, self.reading, self.views), self.view_bar.show)

    def show_changes(self) -> None:
        """Redraw changed papers in place; rebuild the list if its papers or their order may be others now.

        A choice only changes them while there are too few.
        """
        self.count()
        before, self._away = self._away, self.reading.store.away(self.reading.today)
        moved = self.shelf.order == "queue" and self.is_queued
        if moved or self.shelf.remark or before != self._away:
            self.make_list()
        self.paper_list.refresh()
        self.show_paper()

    def enter_paper(self) -> None:
        """Focus the paper; in a narrow terminal it replaces the list."""
        self.status.moved_on(opened=True)
        self.show_paper()
        self.without_pane = False
        self.in_paper = True
        self.set_focus(self.paper_view, scroll_visible=False)

    def enter_list(self) -> None:
        """Focus the list."""
        self.in_paper = False
        self.set_focus(self.paper_list, scroll_visible=False)

    def choose_view(self, index: int, *, clear: bool = False) -> None:
        """Show a view, in its default order; what is typed stays, unless it is to be cleared."""
        self.levels.clear()
        self.view_bar.view = self.views[index]
        self.paper_list.select_none()
        self.enter_list()
        typed = "" if clear else self.question.typed
        with self.search_bar.box.prevent(Input.Changed):
            self.search_bar.box.value = typed
        self.ask(view=self.views[index], typed=typed, sort=None, reverse=False)

    def take(self, question: Question) -> None:
        """Make a question the list's, with its view and words on top; its answer is shown by the caller."""
        self.question = question
        self.view_bar.view = question.view
        with self.search_bar.box.prevent(Input.Changed):
            self.search_bar.box.value = question.typed

    # Changes from outside

    def apply_change(self, change: Callable[[], bool]) -> None:
        """Run a change of the library or the state, and rebuild the list if it returns True.

        The highlight stays on its paper. Keys wait for the list.
        """
        library, key = self.reading.library, self.target()
        version = library.row_version
        if not change():
            return
        if library.row_version != version:
            self.paper_list.select_none()
            self.before_search = self.missed = None
        self.make_list(library.row(key) if key else None)
        self._away = self.reading.store.away(self.reading.today)
        self.indexer.make(library)
        self.count()
        self.show_trouble()

    def poll(self) -> None:
        """Load changes made by other programs; their files are read in a thread."""
        if told := self.app.follow_styles():
            self.say(told, warning=bool(self.app.style_problems))
        if not self.waiting:
            self.threads.ask("poll", self.reading.read_ahead, lambda _: self.apply_change(self.reading.poll))

    def record_visit(self) -> None:
        """Record that the reader is here, and rebuild the list if that changes which papers are new."""

        def recorded(changed: bool) -> None:
            if changed:
                self.make_list()

        self.threads.ask("visit", self.new_since.record, recorded)

    def _show_index_progress(self, percent: int | None) -> None:
        self.search_bar.indexing = percent

    def _index_made(self) -> None:
        if not self.shelf.whole:
            self.make_list()
        self.count()
