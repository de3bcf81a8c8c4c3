"""The main screen: search box and views on top, the list and the paper, the bottom line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import events, getters, on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from readerapp.actions.reading_list import ReadingList
from readerapp.actions.sort_value import sort_value
from readerapp.actions.views.last_place import LastPlace
from readerapp.disk import files
from readerapp.domain.dates.days import day_of
from readerapp.library import Shelf
from readerapp.settings import Settings
from readerapp.ui import garbage, hints, resume
from readerapp.ui.background import Background, Pages
from readerapp.ui.bindings import bindings
from readerapp.ui.commands.importing import Importing
from readerapp.ui.commands.linking import Linking
from readerapp.ui.commands.moving import Moving
from readerapp.ui.commands.searching import Searching
from readerapp.ui.commands.writing import Writing
from readerapp.ui.formatting import DATE_STYLES, compact, waited
from readerapp.ui.new_since import ListAnswer
from readerapp.ui.question import Question, next_index
from readerapp.ui.widgets.frame import Panes
from readerapp.ui.widgets.list_row import NO_WHY, ListRow, RowLook
from readerapp.ui.widgets.paper_list import PaperList
from readerapp.ui.widgets.paper_view import PaperDetails, PaperView
from readerapp.ui.widgets.search_bar import SearchBar
from readerapp.ui.widgets.status_line import StatusLine, TroubleLines
from readerapp.ui.widgets.view_bar import ViewBar

if TYPE_CHECKING:
    from readerapp.ui.reasons import Reasons

_FIRST_PAINT_SECONDS = 0.1
"""The first list is drawn by then; threads started earlier would slow that down."""
_MIN_WIDE_CELLS = 100
"""Width of a terminal that shows the list and the paper."""
_PAUSE_SECONDS = 5.0
"""Without a key; the reader reads, or is away."""
_POLL_SECONDS = 1.0
"""Between checks for changes by other programs; each takes two stat calls."""


class Main(Moving, Searching, Writing, Linking, Importing):
    """Joins the papers and the reader's state. The actions come from the mixins in `ui.commands`."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_MIN_WIDE_CELLS, "-wide")]  # noqa: RUF012 - declared by Screen
    BLANK = True
    """Its widgets cover it."""
    AUTO_FOCUS = "#papers"
    BINDINGS = bindings("screen")

    empty = getters.query_one("#empty", Static)

    def __init__(
        self, reading: ReadingList, settings: Settings, left: LastPlace, problems: Sequence[str] = ()
    ) -> None:
        super().__init__(reading, settings)
        self._left = left
        self.problems = (*settings.problems, *self.key_problems, *problems)
        view = self.views[left.view_of(self.views)]
        self.question = Question(view, sort=left.sort or None, reverse=left.reverse)
        self.shelf = self.question.first.answer(reading)  # made anew once the visit is recorded
        self._reasons: Reasons | None = None
        """Why the rows are where they are, if there is something to say."""
        self.pages = Pages(reading.library, self.threads)
        self._settings_seen = files.signature(reading.home.settings)
        self._today = day_of(reading.clock())
        # With the first size, Textual would style all widgets once more.
        self.add_class("-wide" if self.app.size.width >= _MIN_WIDE_CELLS else "-narrow", update=False)

    def compose(self) -> ComposeResult:
        """Lay out the widgets from top to bottom."""
        hint, accept = self.worded("{search} to search"), self.worded("{take-suggestion}")
        words = self.reading.vocabulary
        yield SearchBar(self.glyphs, self.enter_list, words, placeholder=hint, accept_key=accept, id="search")
        yield ViewBar(self.views, id="views")
        with Panes(id="panes"):
            papers = PaperList(self.list_row, self.glyphs, id="papers")
            papers.look = RowLook.of(self.settings)
            papers.set_reactive(PaperList.has_focus, True)  # it gets it at once, and is styled for that
            yield papers
            yield Static(id="empty", markup=False)
            yield PaperView(self.glyphs, self.settings.measure, self.named_paper, id="paper")
        yield TroubleLines(id="trouble", markup=False)
        yield StatusLine(self.glyphs.separator, id="status")

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Style again only what may have changed; at the start, all is styled."""
        event.refresh_styles = event.refresh_styles and self.stack_updates > 0

    def on_mount(self) -> None:
        """Show the list; everything else waits for the first paint."""
        resume.restore(self, self._left)
        self.watch(self.paper_list, "cursor", self._follow, init=False)
        if not self.reading.store.states:
            self.say(hints.first_run(self), lasts=None)
        self.set_timer(_FIRST_PAINT_SECONDS, self._after_first_paint)

    def _after_first_paint(self) -> None:
        from readerapp.ui import hooks, later_modules

        self.count()
        self.indexer.make(self.reading.library)
        self.show_trouble()
        self.record_visit()
        resume.greet(self, self._left)
        load = partial(later_modules.load, self.reading.library.seeded)
        self.threads.ask("code", load, lambda _: garbage.keep_more())
        self.poll()
        self.set_interval(_POLL_SECONDS, self.poll)
        self.reading.store.on_failure = self._failed
        hooks.attach(self, self._failed)

    def _failed(self, why: str) -> None:  # in another thread, perhaps after the app has ended
        self.post_message(Background.Ready(lambda _: self.say(why, warning=True), None))

    def poll(self) -> None:
        """Load changes made by other programs, save where the reader is, and tidy up while they pause."""
        super().poll()
        self._follow_settings()
        self._follow_day()
        self.remember()
        idle = self.app.idle_seconds
        # What a dialog is made of would stay for ever.
        may_be_long = idle > _PAUSE_SECONDS and self.app.screen is self
        generation = garbage.ALL if may_be_long and garbage.is_due(garbage.ALL) else garbage.MIDDLE_AGED
        if idle > _POLL_SECONDS and garbage.is_due(generation):
            self.threads.ask("garbage", partial(garbage.collect, generation), lambda _: None)

    def _follow_settings(self) -> None:
        """Load the settings once another program has saved them; a dialog may be about to."""
        path = self.reading.home.settings
        if self.app.screen is self and (now := files.signature(path)) != self._settings_seen:
            self._settings_seen = now
            if now:  # an editor may have put it away to write it anew
                self.threads.ask("settings", partial(Settings.load, path), self._settings_loaded)

    def _settings_loaded(self, settings: Settings) -> None:
        from readerapp.ui.commands.settings.following import follow  # few edit it meanwhile

        follow(self, settings)

    def _follow_day(self) -> None:
        """After midnight, show dates as of the new day, and the papers that an age in the query means now."""
        today = day_of(self.reading.clock())
        if today != self._today and not self.waiting:
            self._today = today
            self.make_list(self.paper_list.row)
            self.show_changes()

    def remember(self) -> None:
        """Save where the reader is if that changed, for the next start."""
        now = resume.current_place(self)
        if now != self._left:
            self._left = now
            self.threads.ask("left", partial(now.save, resume.path(self.reading.home)), lambda _: None)

    # Showing

    def show_answer(self, answer: ListAnswer, keep: int | None, place: LastPlace | None = None) -> None:
        """Show a list, with the row `keep` highlighted if it is there; `place` is where that was before."""
        shelf = answer.shelf
        kept = None if keep is None else answer.place(keep)
        before = place.index if place else next_index(self.shelf, self.paper_list.cursor, shelf)
        index, above = before if kept is None else kept, place.above if place else None
        self.shelf, self._reasons = shelf, None
        if shelf.has_whys:
            from readerapp.ui.reasons import Reasons  # the first list has none

            self._reasons = Reasons(shelf, answer.whys, partial(self.call_later, self._find_reasons))
        self.paper_list.show(shelf, index, answer.news, kept=kept is not None, above=above)
        self.set_class(not shelf.shown, "-empty")
        if not shelf.shown:
            self.empty.update(hints.empty(self, self.question, shelf))
        self.search_bar.answered(self.question, shelf)
        self.view_bar.problem = self.search_bar.problem(self.question, shelf)
        self.view_bar.remark, self.view_bar.order = shelf.remark, hints.order(self, shelf)
        if not shelf.is_found(len(shelf.shown) - 1):
            self.threads.ask("related", partial(self._find_related, shelf), self.paper_list.redraw_related)

    def _find_related(self, shelf: Shelf) -> None:  # in a thread
        if shelf is self.shelf:  # else the reader has typed on
            shelf.find_related()

    def list_row(self, row: int) -> ListRow:
        """Return what the list shows for a library row."""
        paper, today = self.reading.library.paper(row, self.shelf), self._today.isoformat()
        state, place = self.reading.state(paper.key), self.reading.store.place(paper.key, today)
        value = sort_value(self.shelf.order, paper, state, place)
        if isinstance(value, int):
            right = self.glyphs.star * value if self.shelf.order == "rating" else compact(value)
            right = waited(state, self.reading.clock()) or right if self.shelf.order == "queue" else right
        else:
            right = DATE_STYLES[self.settings.dates].of(value, self._today)
        if not (reasons := self._reasons):
            return ListRow(paper, state, place, right, today=today)
        why, step = reasons.of(row), reasons.step(row)
        right = str(step) if step else right
        return ListRow(paper, state, place, right, why or NO_WHY, today)

    def show_paper(self) -> None:
        """Show the highlighted paper beside the list."""
        if self.has_paper:
            self.paper_view.shown = self.details(self.paper_list.cursor)
        else:
            self.paper_view.shown = None
            self.in_paper = False
        self._show_keys()

    def details(self, index: int) -> PaperDetails:
        """Return what the paper pane shows for an index of the list."""
        row = self.paper_list.rows[index]
        it = self.list_row(row)
        return PaperDetails(
            it.paper,
            it.state,
            it.place,
            self.shelf,
            self.reading.clock(),
            self.shelf.is_related(index),
            self._reasons.sentence(row, self.reading, self.glyphs.separator) if self._reasons else None,
        )

    def _find_reasons(self) -> None:
        """Find in a thread why rows are there that were drawn without that, and draw them with it."""
        reasons = self._reasons

        def draw(_: object) -> None:
            if reasons is self._reasons:
                self.paper_list.refresh()
                self.show_paper()

        if reasons and (rows := reasons.missing(self.paper_list.cursor)):
            self.threads.ask(f"reasons {min(rows)}", partial(reasons.find, rows), draw)

    @on(PaperList.Selected)
    def _say_selected(self, event: PaperList.Selected) -> None:
        self.say(
            f"{event.count:,} selected" if event.count else "",
            hint=self.worded("{back} to deselect") * bool(event.count),
            lasts=None,
        )
        self._show_keys()

    # Events

    @on(PaperList.Chosen)
    def paper_clicked(self) -> None:
        """Open a double-clicked paper."""
        self.enter_paper()

    @on(Input.Changed, "#search-box")
    def search(self, event: Input.Changed) -> None:
        """Search as the reader types."""
        if event.value != self.question.typed:
            self.ask(None if event.value else self.before_search, typed=event.value)

    @on(ViewBar.Chosen)
    def view_clicked(self, event: ViewBar.Chosen) -> None:
        """Show a clicked view."""
        self.choose_view(event.index)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the commands that can't run now; `why_no_action` says why."""
        # The thread that reads keys asks before the widgets are there.
        return None if not self.is_mounted or self.why_no_action(action, parameters) else True

    def on_key(self) -> None:
        """Record from time to time that the reader is here."""
        resume.end_greeting(self)
        if self.new_since.pressed():
            self.record_visit()

    def on_descendant_focus(self) -> None:
        """Show the keys for the part that has the focus."""
        self.in_paper = self.paper_view.has_focus
        self._show_keys()

    def _show_keys(self) -> None:
        self.status.keys = hints.footer(self)

    def on_unmount(self) -> None:
        """Keep papers that a running import has read, and stop the threads."""
        self.new_since.record()
        if report := self.imports.finish():
            self.reading.follow(report)
        self.background.stop()
        self.threads.stop()
        self.indexer.stop()
