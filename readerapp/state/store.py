"""The state of a home: read and changed in memory, written to disk by a thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.disk.conflict_copies import put_away
from readerapp.domain.errors import Unwritable
from readerapp.domain.state import State
from readerapp.home import Home
from readerapp.state.field_edits import compose, notes_of, validated
from readerapp.state.history import LazyHistory, Standing
from readerapp.state.journal import read_rows
from readerapp.state.journal_line import (
    Entry,
    JournalLine,
    LibraryChange,
    LibraryReversal,
    entry_of,
    leave_library,
)
from readerapp.state.loader import copies_of, load
from readerapp.state.merge import resolve
from readerapp.state.run import Run
from readerapp.state.writer import Writer

if TYPE_CHECKING:
    from readerapp.state.backup import Backup
    from readerapp.state.foreign_edits import Theirs
    from readerapp.state.recorder import StateRecorder
    from readerapp.state.reverser import Reverser
    from readerapp.state.saver import Saver

_TOLD_WITHIN_SECONDS = 0.5


class Store:
    """The state of a home. Reading and changing it never waits for a write."""

    def __init__(self, run: Run) -> None:
        """Use `Store.open`."""
        self._run = run
        self._replica = load(run)
        self._papers = self._replica.papers
        self._mutex = self._replica.mutex
        self._writer = Writer(self._saver, self._failed)
        rows = partial(read_rows, self._run.journal.path)
        self._past = LazyHistory(self._run, rows, lambda: bool(self._writer.pending))
        self._replica.heard = self._past.remember
        self.trouble: tuple[str, ...] = self._replica.trouble
        self.on_failure: Callable[[str], None] | None = None
        self.on_change: Callable[[JournalLine], object] = lambda _: None
        """Called with each `change`, in its thread: not with undo, redo, merges and what others did."""

    @classmethod
    def open(cls, home: Home, *, clock: Callable[[], datetime], agent: bool = False) -> Store:
        """Open the state of `home`, for the reader or an agent, who undo and redo their own steps only.

        Never raises: problems with its files are in `trouble`.
        """
        return cls(Run.begin(home, clock, agent=agent))

    def _saver(self) -> Saver:
        from readerapp.state.saver import Saver  # tinydb and filelock: only a change needs them

        return Saver(self._run, self._replica, told=self._failed, waiting=lambda: self._writer.pending)

    @cached_property
    def _recorder(self) -> StateRecorder:
        from readerapp.state.recorder import StateRecorder  # as above

        return StateRecorder(self._run, self._replica, self._writer, self._past)

    @cached_property
    def _reverser(self) -> Reverser:
        from readerapp.state.reverser import Reverser

        return Reverser(self._recorder, self._catch_up)

    def _failed(self, sentence: str) -> None:
        """Report it from another thread: the one it is reported to may be waiting for the writer."""
        if self.on_failure is not None:
            telling = threading.Thread(target=self.on_failure, args=(sentence,), daemon=True)
            telling.start()
            telling.join(_TOLD_WITHIN_SECONDS)

    # Reading

    @property
    def states(self) -> Mapping[str, State]:
        """States by key of the papers the reader touched. Live: always as they are now."""
        return self._papers

    @property
    def version(self) -> int:
        """A number that grows with every change of `states`, by this process or another."""
        return self._papers.version

    def get(self, key: str) -> State:
        """Return the state of the paper that has, or had, `key`."""
        with self._mutex:
            now = resolve(key, self._papers.aliases)
            return self._papers[now] if now in self._papers else State(key=now)

    def snapshot(self) -> Mapping[str, State]:
        """Return a copy of `states`, for another thread."""
        with self._mutex:
            return self._papers.snapshot()

    def away(self, today: str) -> frozenset[str]:
        """Return the keys of papers that are archived, or put off until after a date (ISO)."""
        with self._mutex:
            return self._papers.away(today)

    def later(self, key: str) -> str | None:
        """Return the date on which a paper comes back, or came back; None if it wasn't put off."""
        with self._mutex:
            return self._papers.later(resolve(key, self._papers.aliases))

    def queue(self, today: str = "") -> Sequence[str]:
        """Return the queued keys in reading order; with a date (ISO), none that are put off then."""
        with self._mutex:
            return self._papers.queue(today)

    def place(self, key: str, today: str = "") -> int | None:
        """Return the place of a paper in `queue(today)`, counted from 1; None if it isn't in it."""
        with self._mutex:
            return self._papers.place(resolve(key, self._papers.aliases), today)

    def entries(self, limit: int = 100, *, after: int = 0) -> list[Entry]:
        """Return the newest steps, newest first, of all programs and runs; without the newest `after`."""
        with self._mutex:
            return self._past.steps.entries(limit, after)

    def standing(self) -> list[Standing]:
        """Return the steps that aren't undone, as far as the journal goes back, the oldest first."""
        with self._mutex:
            return [*self._past.steps.standing()]

    # Changing

    def change(
        self,
        action: str,
        edits: Mapping[str, Mapping[str, object]],
        words: str,
        *,
        titles: Mapping[str, str] = {},
        seen: Mapping[str, str] = {},
        lines: LibraryChange | None = None,
        **step: str,
    ) -> Entry:
        """Set fields of papers (key -> field -> value) as one step, described by `words`.

        `seen` are the notes (by key) an editor started from: a text that another process wrote meanwhile
        stays beside the new one. `keys` of the result has the papers that really changed. `lines` and `adds`
        record what the step does to the library; `continues` is the id of a step to be undone with this one.

        Raises `ReaderError` for a value its field can't have, `Unwritable` if the home is read-only.
        """
        with self._mutex:
            seen = {**notes_of(self._papers, (key for key in edits if "note" in edits[key])), **seen}
            self._catch_up()
            wanted = validated(self._papers, edits)
            now_seen = {resolve(key, self._papers.aliases): text for key, text in seen.items()}
            change = compose(
                self._papers, wanted, self._run.clock(), titles=titles, seen=now_seen, anew=action == "queue"
            )
            line = replace(self._recorder.line(change, action=action, words=words, **step), lines=lines or {})
            if not line.is_empty:
                self._recorder.record(line)
        if not line.is_empty:
            self.on_change(line)
        return entry_of(line)

    def undo(self, step: str = "", *, first: LibraryReversal = leave_library) -> Entry | None:
        """Undo the user's last step in this run, or else in any; return None if there is none.

        `step` is the id of another step, which may come from another machine or program. `first` undoes its
        changes to the library; if it raises, the step stays. Raises `ReaderError` if one of its papers was
        changed again since; the next call without `step` then goes on to the step before.
        """
        return self._reverser.one(step, first, back=True)

    def redo(self, step: str = "", *, first: LibraryReversal = leave_library) -> Entry | None:
        """Redo what was undone last, unless something was done since. Otherwise like `undo`."""
        return self._reverser.one(step, first, back=False)

    def undo_agent(self, *, first: LibraryReversal = leave_library) -> Entry | None:
        """Undo all that agents did in their last session, or return None if they did nothing that stands.

        A session's steps have less than four hours between them. Papers that were changed since keep that
        change (`Entry.kept`). `redo` brings all of it back. `first` as for `undo`.
        """
        return self._reverser.session(first)

    def rename(self, aliases: Mapping[str, str]) -> None:
        """Move the state of papers to their new keys (old -> new). The old keys keep working."""
        with self._mutex:
            renames = {old: new for old, new in aliases.items() if old != new and old in self._papers}
            if renames:
                self._recorder.record(replace(self._recorder.line(action="rename"), renames=renames))

    # Other processes

    def poll(self) -> bool:
        """Return True if other processes changed the state since the last call; `states` is up to date."""
        with self._mutex:
            self._catch_up()
            return self._replica.has_news()

    def _catch_up(self) -> None:
        if self._replica.follow():
            self._writer.save()

    def merge(self, path: Path) -> Entry:
        """Merge another state file, of another machine or one of `conflicts`, which then joins the backups.

        Raises `ReaderError` if `path` holds no state.
        """
        from readerapp.state import foreign_edits  # as below: rarely wanted, and not at a start

        found = foreign_edits.read(path).papers
        entry = self.merge_in(lambda *_: found, action="merge", words=f"merged {{papers}} from {path.name}")
        if path in self.conflicts():
            self.sync()
            put_away(path, self._run.home.backups)
        return entry

    def merge_in(self, theirs: Theirs, *, dry_run: bool = False, **step: str) -> Entry:
        """Merge the documents that `theirs` returns for ours and the time; `step` is as for `change`."""
        from readerapp.state import foreign_edits

        with self._mutex:
            self._catch_up()
            now = self._run.clock()
            line = foreign_edits.join(
                theirs(self._papers, now), self._papers, now, self._recorder.line(**step)
            )
            if not dry_run and (line.edits or line.renames):
                self._recorder.record(line)
            return entry_of(line)

    def conflicts(self) -> list[Path]:
        """Return the conflict copies that a file-sharing program left beside the state file."""
        return copies_of(self._run.home.state)

    # Earlier states

    def backups(self) -> list[Backup]:
        """Return the backups, newest first."""
        from readerapp.state import backup

        return backup.backups(self._run.home.backups, self._run.clock())

    def backup(self) -> Backup | None:
        """Back up the state; return None if nothing changed since the last backup. Raises `Unwritable`."""
        from readerapp.state import backup

        self.flush()
        try:
            return backup.make(self._run.home.state, self._run.home.backups, self._run.clock())
        except OSError as error:
            raise Unwritable(f"{self._run.home.backups}: {error.strerror}: no backup was made.") from None

    def restore(self, when: str | None = None) -> Entry:
        """Set every paper to its state in a backup, as one step that can be undone.

        `when` is a day, a time, a file name, or None for the newest. Raises `ReaderError` if there is none.
        """
        from readerapp.state import backup, foreign_edits

        with self._mutex:
            self._catch_up()
            find = backup.find(self._run.home.backups, when, self._run.clock())
            wanted = foreign_edits.as_in(foreign_edits.read(find.path).papers, self._papers)
            words = f"restored the state of {find.when:%Y-%m-%d %H:%M} UTC"
            change = compose(self._papers, wanted, self._run.clock())
            if (line := self._recorder.line(change, action="restore", words=words)).edits:
                self._recorder.record(line)
            return entry_of(line)

    def sync(self) -> None:
        """Return when every change is safe, in the journal. Raises `Unwritable` if that fails."""
        self._writer.sync()

    def flush(self) -> None:
        """Return when every change is in the state file. Raises `Unwritable` if that fails."""
        self._writer.flush()

    def close(self) -> None:
        """Flush and stop. Raises `Unwritable` if a change couldn't be written."""
        self._writer.close()
