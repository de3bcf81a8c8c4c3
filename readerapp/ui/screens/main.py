"""The main screen: the list, the paper beside it, the search box above, what happened below."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Horizontal
from textual.reactive import var
from textual.widgets import Input, Static

from readerapp.actions.done import Done
from readerapp.actions.keymap import keyed, worded
from readerapp.actions.last_place import Left
from readerapp.actions.reading_list import ReadingList
from readerapp.actions.sort_value import sorted_by
from readerapp.actions.views import BUILT_IN, View
from readerapp.library import Shelf
from readerapp.settings import Settings
from readerapp.ui import hints, resume
from readerapp.ui.background import Background
from readerapp.ui.commands import HANDLERS, bindings
from readerapp.ui.dates import compact, short
from readerapp.ui.glyphs import ASCII, UNICODE
from readerapp.ui.indexer import Indexer
from readerapp.ui.new_since import Answer, take
from readerapp.ui.question import Question, goes_on
from readerapp.ui.screens.asking import Asking
from readerapp.ui.screens.menu import Place
from readerapp.ui.widgets.paper_list import Line, PaperList
from readerapp.ui.widgets.paper_view import PaperView, Shown
from readerapp.ui.widgets.search_bar import SearchBar
from readerapp.ui.widgets.status_line import StatusLine
from readerapp.ui.widgets.view_bar import ViewBar

_FIRST_PAINT = 0.1
"""Seconds after which the first list is out; a thread that begins sooner holds up the one that writes it."""
_TROUBLES = 3
"""Lines of the screen for what is wrong."""
_LOOK_FOR_CHANGES_EVERY = 1.0
"""Seconds between looks at whether another program changed our files: two stat calls."""
_WENT_WRONG = 50
"""So many failures are in the history."""


class Main(Asking):
    """Joins the papers and the reader's state, and decides what a key does."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - declared by Screen
    AUTO_FOCUS = "#papers"

    search_bar = getters.query_one("#search", SearchBar)
    view_bar = getters.query_one("#views", ViewBar)
    paper_list = getters.query_one("#papers", PaperList)
    paper_view = getters.query_one("#paper", PaperView)
    empty = getters.query_one("#empty", Static)
    trouble = getters.query_one("#trouble", Static)
    status = getters.query_one("#status", StatusLine)

    shelf: var[Shelf]
    in_paper: var[bool] = var(False, toggle_class="-reading")
    without_pane: var[bool] = var(False, toggle_class="-no-paper")

    def __init__(
        self, reading: ReadingList, settings: Settings, left: Left, wrong: Sequence[str] = ()
    ) -> None:
        super().__init__(reading)
        self._left = left
        self.settings = settings
        self.glyphs = ASCII if settings.ascii else UNICODE
        self.commands, key_problems = keyed(settings.keymap, settings.keys)
        self.problems = (*settings.problems, *key_problems, *wrong)
        self.views: Sequence[View] = (*BUILT_IN, *(View(saved.name, saved.query) for saved in settings.views))
        self.indexer = Indexer(self.post_message, self._index_done, self._index_made)
        view = self.views[left.view_of(self.views)]
        self.question = Question(view, sort=left.sort or None, reverse=left.reverse)
        self.shelf = self.question.answer(reading)
        self._archived = reading.store.archived()
        self.went_wrong: deque[tuple[datetime, str]] = deque(maxlen=_WENT_WRONG)
        """What was said of failures, and when."""
        self.before_search: int | None = None
        """The paper to come back to from a search."""
        self._today = reading.clock().date()
        self._bindings.key_to_bindings |= BindingsMap(bindings(self.commands)).key_to_bindings

    def compose(self) -> ComposeResult:
        """The four bands."""
        takes = self.worded("{take-suggestion}")
        yield SearchBar(self.glyphs, self.enter_list, self.reading.vocabulary, takes, id="search")
        yield ViewBar(self.views, id="views")
        with Horizontal(id="panes"):
            yield PaperList(self.line, self.glyphs, id="papers")
            yield Static(id="empty", markup=False)
            yield PaperView(self.glyphs, id="paper")
        yield Static(id="trouble", markup=False)
        yield StatusLine(self.glyphs.separator, id="status")

    def on_mount(self) -> None:
        """Show the list; everything else comes after the first paint."""
        resume.come_back(self, self._left)
        if not self.reading.store.states:
            self.say(self.worded(hints.FIRST_RUN))
        self.set_timer(_FIRST_PAINT, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self._count()
        self.indexer.make(self.reading.library)
        self.show_trouble()
        self.look_what_is_new()
        self.set_interval(_LOOK_FOR_CHANGES_EVERY, self.poll)
        self.reading.store.on_failure = self._save_failed

    def _save_failed(self, why: str) -> None:  # in a thread of the store's, perhaps after the app's end
        self.post_message(Background.Ready(lambda _: self.say(why, warning=True), None))

    # What the list shows

    def kept(self) -> int | None:
        """The row that stays highlighted in another list: one that the reader was on."""
        return self.paper_list.row if self.paper_list.by_reader else None

    def show_answer(self, answer: Answer, keep: int | None) -> None:
        """Show what was found, the row `keep` highlighted where it is on it."""
        shelf = answer.shelf
        nearest = goes_on(self.shelf, self.paper_list.cursor, shelf)
        self.shelf = shelf
        self.paper_list.show(shelf, keep, nearest, answer.news)
        self.set_class(not shelf.rows, "-empty")
        if not shelf.rows:
            self.empty.update(hints.empty(self, self.question, shelf))
        self.search_bar.answered(self.question, shelf)
        self.view_bar.problem = self.search_bar.problem(self.question, shelf)
        order = shelf.order + (self.glyphs.upwards if shelf.reverse else self.glyphs.downwards)
        self.view_bar.order = f"by {order[:-1]} {order[-1]}"

    def line(self, row: int) -> Line:
        """What the list shows of a library row."""
        paper = self.reading.library.paper(row, self.shelf)
        state, place = self.reading.state(paper.key), self.reading.place(paper.key)
        value = sorted_by(self.shelf.order, paper, state, place)
        if isinstance(value, int):
            right = self.glyphs.star * value if self.shelf.order == "rating" else compact(value)
        else:
            right = short(value, self._today)
        return Line(paper, state, place, right)

    @on(PaperList.Highlighted)
    def show_paper(self) -> None:
        """Show the highlighted paper beside the list."""
        row = self.paper_list.row
        if row is None:
            self.paper_view.shown = None
            self.in_paper = False
        else:
            it = self.line(row)
            self.paper_view.shown = Shown(it.paper, it.state, it.place, self.shelf, self.reading.clock())
        self._show_keys()

    # What the reader works on

    def targets(self) -> tuple[str, ...]:
        """The keys of the selected papers, in the list's order, else of the highlighted one."""
        return tuple(map(self._key, self.target_rows()))

    def target_rows(self) -> list[int]:
        """The rows of the selected papers, in the list's order, else of the highlighted one."""
        selected, row = self.paper_list.selected, self.paper_list.row
        if selected:
            return [row for row in self.shelf.rows if row in selected]
        if row is None:
            self.say("No paper here")
        return [] if row is None else [row]

    def target(self) -> str | None:
        """The key of the highlighted paper."""
        row = self.paper_list.row
        return None if row is None else self._key(row)

    def _key(self, row: int) -> str:
        return self.reading.library.key(row, self.shelf)

    def worded(self, sentence: str) -> str:
        """A sentence with the reader's keys for the `{ids}` of commands."""
        return worded(sentence, self.commands)

    def did(self, done: Done) -> None:
        """Say what an action did, and show it."""
        self.say(done.message, way_back=self.worded("{undo} to undo") if done.undoable else "")
        if done.keys:
            self.paper_list.select_none()
            self.show_changes()

    def show_changes(self) -> None:
        """Show changed states where they stand; the list anew where papers came or went by them.

        Those are archived papers, and the queue's if the highlighted paper stays in it.
        """
        self._count()
        row = self.paper_list.row
        before, self._archived = self._archived, self.reading.store.archived()
        moved = self.shelf.order == "queue" and row is not None and self.line(row).place
        if moved or before != self._archived:
            self.make_list()
        self.paper_list.refresh()
        self.show_paper()

    def say(self, text: str, *, way_back: str = "", warning: bool = False) -> None:
        """Say something on the bottom line, and how to go back on it; failures are in the history, too."""
        self.status.warning, self.status.said = warning, text
        if warning:
            self.went_wrong.append((self.reading.clock(), text))
        self.status.way_back = f" {self.glyphs.separator} {way_back}" if way_back else ""

    @on(PaperList.Selected)
    def _say_selected(self, event: PaperList.Selected) -> None:
        self.say(
            f"{event.count:,} selected" if event.count else "",
            way_back=self.worded("{back} to deselect") * bool(event.count),
        )

    def _count(self) -> None:
        def count() -> dict[str, int]:
            return {view.name: len(self.reading.shelf(view.query, whole=False).rows) for view in self.views}

        self.background.ask("counts", count, partial(setattr, self.view_bar, "counts"))

    def _index_done(self, percent: int | None) -> None:
        self.search_bar.indexing = percent

    def _index_made(self) -> None:
        if not self.shelf.whole:
            self.make_list()
        self._count()

    def poll(self) -> None:
        """Take in what other programs changed; what they wrote is read in a thread."""
        if self.waiting:
            return
        self.remember()
        self.errands.ask("poll", self.reading.library.read_ahead, lambda _: take(self, self.reading.poll))

    def remember(self) -> None:
        """Keep where the reader is, for the next start."""
        now = resume.left(self)
        if now != self._left:
            self._left = now
            self.errands.ask("left", partial(now.save, self.app.place_left), lambda _: None)

    def show_trouble(self) -> None:
        """Show what is wrong with the reader's files or settings until it is read."""
        lines = (*self.problems, *self.reading.trouble)
        self.set_class(bool(lines), "-trouble")
        shown = lines if len(lines) <= _TROUBLES else (*lines[: _TROUBLES - 1], f"and {len(lines) - 2} more")
        self.trouble.update("\n".join(f"! {line}" for line in shown) + self.worded("  ({back})"))

    # Where the reader is

    @property
    def is_in_paper(self) -> bool:
        """Whether keys move in the paper rather than in the list."""
        return self.in_paper or self.paper_view.has_focus

    @on(PaperList.Chosen)
    def enter_paper(self) -> None:
        """Into the paper; in a narrow terminal it takes the list's place."""
        self.without_pane = False
        self.in_paper = True
        self.set_focus(self.paper_view, scroll_visible=False)

    def enter_list(self) -> None:
        """Back to the list, which never lost its highlight."""
        self.in_paper = False
        self.set_focus(self.paper_list, scroll_visible=False)

    @on(Input.Changed, "#search-box")
    def search(self, event: Input.Changed) -> None:
        """Search for what is typed, at once."""
        if event.value != self.question.typed:
            self.ask(None if event.value else self.before_search, typed=event.value)

    @on(ViewBar.Chosen)
    def view_clicked(self, event: ViewBar.Chosen) -> None:
        """Show the view that was clicked."""
        self.choose_view(event.index)

    def choose_view(self, index: int) -> None:
        """Show a view, in its own order."""
        self.view_bar.active = index
        self.paper_list.select_none()
        self.enter_list()
        self.ask(view=self.views[index], sort=None, reverse=False)

    def menu_place(self) -> Place:
        """Where a menu about the highlighted paper goes: beside its row, never over it."""
        return Place(self.paper_list.region.x + 4, self.paper_list.cursor_y)

    # Keys

    def do(self, id: str) -> None:
        """Do a command; what can't be done is said in a sentence."""
        self.attempt(partial(HANDLERS[id], self))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the search box keys are for the box first."""
        return action != "ahead" or not isinstance(self.focused, Input)

    def action_open_link(self, number: int) -> None:
        """Open a link of the paper that is clicked."""
        from readerapp.ui.commands.linking import open_url

        if shown := self.paper_view.shown:
            open_url(self, list(shown.paper.links)[number - 1][1])

    def on_descendant_focus(self) -> None:
        """The keys that matter are others now."""
        self.in_paper = self.paper_view.has_focus
        self._show_keys()

    def _show_keys(self) -> None:
        self.status.keys = hints.keys(self, self.commands)

    def on_unmount(self) -> None:
        """Ask nothing more."""
        self.arrivals.leave()
        self.background.stop()
        self.errands.stop()
        self.indexer.stop()
