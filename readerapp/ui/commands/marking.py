"""Changing what the reader's state says of papers: each key one undo step."""

from __future__ import annotations

from collections.abc import Callable

from readerapp.actions.done import Done
from readerapp.actions.reading_list import ReadingList
from readerapp.ui.desk import Desk

_MAX_PAPERS_AT_ONCE = 500
"""A change of more papers is made in a thread."""


class Marking(Desk):
    """Changes papers, and undoes the changes."""

    def action_change(self, id: str) -> None:
        """Change the selected papers as the command of this id does."""
        does = next(command.does for command in self.commands if command.id == id)
        if does:
            self.change_each(lambda keys: does(self.reading, keys))

    def change_each(self, change: Callable[[tuple[str, ...]], Done]) -> None:
        """Change the selected papers, else the highlighted one, in one step; many of them in a thread."""
        library = self.reading.library
        rows, key, papers = self.target_rows(), library.key, len(library)

        def shows(done: Done) -> None:
            self.did(done)
            if len(library) != papers:
                self._show_library()

        if len(rows) <= _MAX_PAPERS_AT_ONCE:
            if rows:
                shows(change(tuple(map(key, rows))))
            return
        self.say(f"Working on {len(rows):,} papers {self.glyphs.ellipsis}")
        self.work("change", lambda: change(tuple(map(key, rows))), shows)

    def step(self, act: Callable[[], Done]) -> None:
        """Do a step and show what it did; where papers came or went with it, the list is made again."""
        shows = self._shows()
        shows(act())

    def _shows(self) -> Callable[[Done], None]:
        library = self.reading.library
        before = len(library), library.row_version

        def shows(done: Done) -> None:
            self.did(done)
            if (len(library), library.row_version) != before:
                self._show_library()

        return shows

    def _show_library(self) -> None:
        self.indexer.make(self.reading.library)
        self.make_list()

    def action_undo(self) -> None:
        """Undo the last change."""
        self._walk(ReadingList.undo)

    def action_redo(self) -> None:
        """Redo the last undone change."""
        self._walk(ReadingList.redo)

    def _walk(self, walk: Callable[[ReadingList], Done]) -> None:
        papers = max(len(self.reading.store.states), len(self.reading.library))
        if papers > _MAX_PAPERS_AT_ONCE:  # a step may have as many
            self.say(f"Working on it {self.glyphs.ellipsis}")
            self.work("change", lambda: walk(self.reading), self._shows())
        else:
            self.step(lambda: walk(self.reading))

    def action_rate(self) -> None:
        """Show the menu of ratings."""
        from readerapp.ui.screens.menu import Item, Menu

        star = self.glyphs.star
        items = [Item(str(n), star * n if n else "none", "") for n in (5, 4, 3, 2, 1, 0)]

        def choose(rating: str | None) -> None:
            if rating:
                self.attempt(lambda: self.change_each(lambda keys: self.reading.rate(int(rating), *keys)))

        self.app.push_screen(Menu("rate", items, self.menu_place()), choose)

    def action_history(self) -> None:
        """Show what was done; `u` and `ctrl+r` there walk it."""
        from readerapp.ui.screens.history import HistoryScreen

        def walk(way: str | None) -> None:
            if way:
                self.attempt(self.action_undo if way == "undo" else self.action_redo)
                self.action_history()

        entries = self.reading.store.entries()
        foot = self.worded("{undo} undo · {redo} redo · esc back")
        self.app.push_screen(HistoryScreen(entries, self.reading.clock(), self.failures, foot), walk)

    def action_merge(self) -> None:
        """Merge conflict copies of Syncthing, Dropbox and others, off the interface's thread."""
        from readerapp.actions.machines.merging import MergeReport, conflict_copies, merge

        reading = self.reading

        def merged(report: MergeReport) -> None:
            self.say(report.summary if report.files else "No conflict copies found")
            reading.poll()
            self.make_list()
            self.show_changes()
            self.remove_class("-trouble")  # it offered what is taken in now

        self.threads.ask("merge", lambda: merge(reading, conflict_copies(reading)), merged)

    def action_twins(self) -> None:
        """Review possible duplicates."""
        from readerapp.ui.commands.duplicates import review

        review(self, self.step)
