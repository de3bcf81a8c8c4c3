"""Changing papers' state: each key is one undo step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from readerapp.actions.done import Done
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.dates.days import day_of
from readerapp.library import Shelf
from readerapp.ui.desk import Desk

Change = Callable[[tuple[str, ...]], Done]
"""Changes the papers of some keys."""

_MAX_PAPERS_AT_ONCE = 500
"""Changes of more papers run in a thread."""


class Marking(Desk):
    """Actions that change papers, and undo and redo changes."""

    _changed: tuple[str, str | None] = ("", None)
    """The command that last changed a paper, and the paper's key."""

    def action_change(self, id: str) -> None:
        """Apply the command of this id to the selected papers."""
        command = next(command for command in self.commands if command.id == id)
        changed, self._changed = self._changed, (id, self.target())
        if self.is_stuck and changed == self._changed and not self.paper_list.selected:
            # Who goes on with `a j a j` means the next paper, and there is none.
            self.is_stuck = False
            self.say(self.worded(f"Last paper, and done; {{{id}}} again to take that back"), lasts=1)
        elif does := command.does:
            self.change_each(lambda keys: does(self.reading, keys), waits=command.waits)

    def change_each(self, change: Change, *, waits: bool = False) -> None:
        """Change the selected papers, else the highlighted one; otherwise as `changer`."""
        self.changer(waits=waits)(change)

    def changer(self, *, waits: bool = False) -> Callable[[Change], None]:
        """Return what changes the papers that are the targets now, in one undo step: others may be later.

        If they are many, or the change `waits` for the disk, a thread does it. If they are more than the
        settings allow without a question, it asks first.
        """
        rows, shelf = self.target_rows(), self.shelf

        def change_them(change: Change) -> None:
            def act() -> None:
                self._change_rows(rows, shelf, change, waits=waits)

            if 0 < self.settings.confirm < len(rows):
                self._confirm(len(rows), act)
            else:
                self.attempt(act)

        return change_them

    def _confirm(self, papers: int, act: Callable[[], object]) -> None:
        from readerapp.ui.screens.menu import Menu, MenuItem

        def answered(key: str | None) -> None:
            if key == "y":
                self.attempt(act)
            else:
                self.say("Nothing changed")

        items = [
            MenuItem("y", "Yes", self.worded("{undo} undoes it")),
            MenuItem("n", "No", "nothing changes"),
        ]
        self.app.push_screen(Menu(f"change {papers:,} papers?", items, self.menu_place()), answered)

    def _change_rows(self, rows: list[int], shelf: Shelf, change: Change, *, waits: bool) -> None:
        library = self.reading.library
        shows = self._shows(lambda: len(library))

        def changed() -> Done:
            return change(tuple(library.key(row, shelf) for row in rows))

        if len(rows) > _MAX_PAPERS_AT_ONCE:
            self.say(f"Working on {len(rows):,} papers {self.glyphs.ellipsis}")
        if rows and (waits or len(rows) > _MAX_PAPERS_AT_ONCE):
            self.work("change", changed, shows)
        elif rows:
            shows(changed())

    def step(self, act: Callable[[], Done], ended: Callable[[bool], object] = lambda _: None) -> None:
        """Run a change in a thread and show its result; rebuild the list if it added or removed papers.

        `ended` is called at the end, with False if it failed.
        """
        self.work("change", act, self._shows(self._library_version), ended)

    def _library_version(self) -> tuple[int, int]:
        library = self.reading.library
        return len(library), library.row_version

    def _shows(self, version: Callable[[], object]) -> Callable[[Done], None]:
        """Return what shows a change, and rebuilds the list if it changed the library's version."""
        before = version()

        def shows(done: Done) -> None:
            self.did(done)
            if version() != before:
                self.indexer.make(self.reading.library)
                self.make_list()

        return shows

    def action_undo(self) -> None:
        """Undo the last change."""
        if undo := self.undo_other:
            self.undo_other = None
            undo()
        else:
            self._walk(ReadingList.undo)

    def action_undo_agent(self) -> None:
        """Undo what an agent did in its last session."""
        self._walk(ReadingList.undo_agent)

    def action_redo(self) -> None:
        """Redo the last undone change."""
        self._walk(ReadingList.redo)

    def _walk(
        self, walk: Callable[[ReadingList], Done], ended: Callable[[bool], object] = lambda _: None
    ) -> None:
        papers = max(len(self.reading.store.states), len(self.reading.library))
        if papers > _MAX_PAPERS_AT_ONCE:  # one step may change them all
            self.say(f"Working on it {self.glyphs.ellipsis}")
        self.step(lambda: walk(self.reading), ended)

    def action_order_queue(self) -> None:
        """Put the queue in a good order to read it."""
        self.step(self.reading.order_queue)

    def action_later(self) -> None:
        """Ask until when to put papers off."""
        from readerapp.ui.commands.queue.putting_off import ask_until

        states, key = self.reading.store.states, self.reading.library.key
        found = [states[name] for row in self.target_rows() if (name := key(row, self.shelf)) in states]

        change = self.changer()

        def put_off(until: date | None) -> None:
            change(lambda keys: self.reading.later(until, *keys))

        ask_until(self.app, found, day_of(self.reading.clock()), self.menu_place(), put_off)

    def action_triage(self) -> None:
        """Decide on the unread papers of the list, or of the selected ones, one at a time."""
        from readerapp.ui.commands.triage.opening import begin

        begin(self)

    def action_sweep(self) -> None:
        """Decide on what has waited in the queue for long."""
        from readerapp.ui.commands.triage.opening import begin_sweep

        begin_sweep(self)

    def action_queue_to(self) -> None:
        """Ask for a place in the queue."""
        from readerapp.ui.commands.queue.places import ask_place

        change = self.changer()

        def move(place: int) -> None:
            change(lambda keys: self.reading.move(keys, place))

        if self.has_paper:
            ask_place(self, move)

    def action_queue_next(self) -> None:
        """Open the next paper of the queue."""
        from readerapp.ui.commands.queue.places import open_next

        open_next(self)

    def action_remove_samples(self) -> None:
        """Remove the samples of a new home from the library."""
        from readerapp.actions.samples import remove_samples

        self.step(partial(remove_samples, self.reading))

    def action_rate(self) -> None:
        """Show the menu of ratings."""
        from readerapp.ui.screens.menu import Menu, MenuItem

        star, change = self.glyphs.star, self.changer()
        items = [MenuItem(str(n), star * n if n else "none", "") for n in (5, 4, 3, 2, 1, 0)]

        def choose(rating: str | None) -> None:
            if rating:
                change(lambda keys: self.reading.rate(int(rating), *keys))

        self.app.push_screen(Menu("rate", items, self.menu_place()), choose)

    def action_history(self) -> None:
        """Show the diary of changes, where undo and redo work, too."""
        from readerapp.ui.commands.diary import show_diary

        show_diary(self, self._walk)

    def action_merge(self) -> None:
        """Merge conflict copies of Syncthing, Dropbox and others, in the background."""
        from readerapp.actions.machines.merging import MergeReport, conflict_copies, merge

        reading = self.reading

        def merged(report: MergeReport) -> None:
            self.say(report.summary if report.files else "No conflict copies found")
            reading.poll()
            self.make_list()
            self.show_changes()
            self.trouble.remove_class("-shown")  # it named the copies merged now

        self.threads.ask("merge", lambda: merge(reading, conflict_copies(reading)), merged)

    def action_twins(self) -> None:
        """Review possible duplicates."""
        from readerapp.ui.commands.duplicates import review

        review(self, self.step)
