"""Writes changes to disk: to the journal first, and from there into the state file.

Runs in the writer's thread only, and under the home's lock: one process at a time.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from readerapp.disk import files
from readerapp.disk.files import Signature
from readerapp.disk.lock import lock_of
from readerapp.domain.errors import Unwritable
from readerapp.state import backup, foreign_edits, state_file
from readerapp.state.document import Document
from readerapp.state.journal_line import JournalLine, Saved, encode, encode_saved
from readerapp.state.keyed_table import KeyedTable, StateDB, tables_of
from readerapp.state.migrations import stamped
from readerapp.state.replica import Replica
from readerapp.state.run import Run
from readerapp.state.state_file import PAPERS, StateFile


class Saver:
    """Makes a replica's changes safe: `commit` writes the journal, `save` the state file."""

    def __init__(
        self,
        run: Run,
        replica: Replica,
        *,
        told: Callable[[str], None],
        waiting: Callable[[], bool] = lambda: False,
    ) -> None:
        """`told` gets messages for the user. While `waiting()` is True, the replica holds changes that aren't
        committed yet, and nothing is saved: the file never has what the journal hasn't."""
        self._run = run
        self._path = run.home.state
        self._lock = lock_of(self._path)
        self._replica = replica
        self._journal = replica.journal
        self._told = told
        self._waiting = waiting
        self._behind = replica.behind
        self._backed_up: datetime | None = None

    @cached_property
    def _db(self) -> StateDB:
        """The state file as last read or saved, by which edits of other programs are recognised."""
        db = StateDB(self._path, tables_of(self._replica.file))
        self._replica.file = StateFile()
        return db

    @property
    def _table(self) -> KeyedTable:
        table = self._db.table(self._db.default_table_name)
        assert isinstance(table, KeyedTable)
        return table

    def commit(self, lines: Sequence[JournalLine]) -> None:
        """Append `lines` to the journal; they are safe when this returns. Raises `OSError`, `Unwritable`."""
        with self._caught_up():
            written = self._journal.append(b"".join(map(encode, lines)), self._run.now())
            with self._replica.mutex:
                self._journal.pass_over(written)
            self._behind = True

    def save(self) -> None:
        """Bring the state file up to the journal. Raises `OSError`, `Unwritable`."""
        with self._caught_up():
            self._take_in()
            papers = self._replica.papers
            with self._replica.mutex:
                if self._waiting() or not (self._behind or papers.unsaved):
                    return
                upto, changed = self._journal.place, papers.take_unsaved()
            try:
                self._back_up()
                signature = self._replace(changed)
            except BaseException:
                with self._replica.mutex:
                    papers.mark_unsaved(changed)
                raise
            self._behind = False
            mark = encode_saved(foreign_edits.author(self._run), Saved(signature, upto))
            self._journal.append(mark, self._run.now())
            self._journal.trim()

    def _replace(self, changed: Mapping[str, Document | None]) -> Signature:
        """Write the file with the changed documents. On failure the table stays as the file is."""
        storage = self._db.storage
        saved = storage.read() or {}
        storage.write({**stamped(saved), PAPERS: dict(saved.get(PAPERS, {}))})
        try:
            for key, document in changed.items():
                if document is None:
                    self._table.drop(key)
                else:
                    self._table.put(document)
            return storage.save()
        except BaseException:
            storage.write(saved)
            raise

    def _back_up(self) -> None:
        """Make a backup before the first save of a run, and daily. If that fails, the save goes on."""
        now = self._run.clock()
        if self._backed_up is not None and abs(now - self._backed_up) < backup.INTERVAL:
            return
        if self._backed_up is None:
            files.sweep(self._path)
        self._backed_up = now
        try:
            backup.make(self._path, self._run.home.backups, now)
        except OSError as error:
            self._told(f"No backup was made: {error.filename or self._run.home.backups}: {error.strerror}.")

    @contextlib.contextmanager
    def _caught_up(self) -> Iterator[None]:
        """Hold the lock, with everything applied that others committed."""
        with self._lock.held():
            if (edited := self._replica.edited) is not None:
                self._journal.append(encode(edited), self._run.now())
                self._replica.edited = None
            with self._replica.mutex:
                self._replica.catch_up()
            yield

    def _take_in(self) -> None:
        """Take over what a program that isn't ours wrote into the state file."""
        there = files.signature(self._path)
        if there == self._replica.signature:
            return
        self._behind = True
        if there is None:
            return
        try:
            found = state_file.read(self._path)
        except state_file.Unreadable as wrong:
            aside = files.set_aside(self._path, wrong.why, self._run.now())
            self._told(f"{wrong}; it is kept as {aside.name}, and a new one has what this session knows.")
            return
        if found.newer:
            raise Unwritable(f"{self._path} was written by a newer readerapp: update this one to change it.")
        self._take_in_papers(found)
        self._take_in_strangers(found)

    def _take_in_papers(self, found: StateFile) -> None:
        saved = {key: self._table.of_key(key) for key in found.papers}
        theirs = {key: document for key, document in found.papers.items() if document != saved[key]}
        now = self._run.clock()
        changed = {key: foreign_edits.by_hand(paper, saved[key] or {}, now) for key, paper in theirs.items()}
        with self._replica.mutex:
            papers = self._replica.papers
            ours, aliases = dict(papers.documents), dict(papers.aliases)
        edits, renames = foreign_edits.merged(changed, ours, aliases, now)
        line = foreign_edits.line_of(edits, renames, ours, foreign_edits.head(self._run, now))
        if not line.is_empty:
            self._journal.append(encode(line), line.at)
        with self._replica.mutex:
            self._replica.catch_up()
            papers.mark_unsaved(theirs)
        for document in theirs.values():
            self._table.put(document)

    def _take_in_strangers(self, found: StateFile) -> None:
        """Keep other tables, and rows without a key, as another program left them."""
        tables = {**(self._db.storage.read() or {}), **found.others}
        rows = tables_of(replace(found, papers={}))[PAPERS]
        self._db.storage.write({**tables, PAPERS: {**rows, **tables.get(PAPERS, {})}})
