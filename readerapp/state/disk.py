"""What is written to the disk, and in which order: the journal first, then the state file that follows.

Only one thread of a process uses it, and under the lock only one process at a time.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from readerapp.disk import files
from readerapp.disk.lock import lock_of
from readerapp.domain.errors import Unwritable
from readerapp.state import backup, foreign, statefile
from readerapp.state.document import Document
from readerapp.state.entry import Line, Saved, encode, encode_saved
from readerapp.state.journal import Written
from readerapp.state.load import Loaded
from readerapp.state.merge import aliases_in
from readerapp.state.migrate import stamped
from readerapp.state.papers import absorb, apply
from readerapp.state.session import Session
from readerapp.state.statefile import StateFile
from readerapp.state.table import KeyedTable, StateDB, tables_of


class Disk:
    """The files of one home, as one process last saw and wrote them."""

    def __init__(
        self,
        session: Session,
        loaded: Loaded,
        *,
        told: Callable[[str], None],
        wrote: Callable[[Written], None] = lambda _: None,
    ) -> None:
        """`loaded` is what the home held when it was opened; `told` gets sentences for a person, `wrote` what
        was added to the journal of this session's changes."""
        self._session = session
        self._path = session.home.state
        self._lock = lock_of(self._path)
        self._loaded = loaded
        self._journal = session.journal.at(loaded.journal)
        self._told = told
        self._wrote = wrote
        self._aliases = aliases_in(loaded.documents.items())
        self._signature = loaded.file.signature
        # What the state file holds, to know what another program changed in it.
        self._base: dict[str, Document] = dict(loaded.file.papers)
        self._touched = {key for key, paper in loaded.documents.items() if self._base.get(key) is not paper}
        self._behind = loaded.behind
        self._edited = loaded.edited
        self._backed_up: datetime | None = None
        # Own lines are passed over by who reads the journal in this session; these are news to it.
        self._author = f"{session.id}+"

    @cached_property
    def _db(self) -> StateDB:
        whole = replace(self._loaded.file, papers=self._loaded.documents)
        return StateDB(self._path, tables_of(whole))

    @property
    def _papers(self) -> KeyedTable:
        table = self._db.table(self._db.default_table_name)
        assert isinstance(table, KeyedTable)
        return table

    def commit(self, lines: Sequence[Line]) -> None:
        """Writes `lines` to the journal: they are safe when this returns. Raises `OSError`, `Unwritable`."""
        with self._caught_up():
            rows = b"".join(map(encode, lines))
            self._wrote(self._journal.append(rows, self._session.now()))
            for line in lines:
                self._apply(line)

    def save(self) -> None:
        """Brings the state file up to the journal. Raises `OSError`, `Unwritable`."""
        with self._caught_up():
            if not self._take_in() and not self._behind:
                return
            self._back_up()
            self._db.storage.write(stamped(self._db.storage.read() or {}))
            self._signature = self._db.storage.save()
            for key in self._touched:
                self._base[key] = self._papers.of_key(key) or {}
            self._touched.clear()
            self._behind = False
            mark = encode_saved(self._author, Saved(self._signature, self._journal.place))
            self._journal.append(mark, self._session.now())
            self._journal.trim()

    def _back_up(self) -> None:
        """Before the first change of a run, and daily. Without room for it the change counts all the same."""
        now = self._session.clock()
        if self._backed_up is not None and abs(now - self._backed_up) < backup.EVERY:
            return
        if self._backed_up is None:
            files.sweep(self._path)
        self._backed_up = now
        try:
            backup.make(self._path, self._session.home.backups, now)
        except OSError as error:
            self._told(
                f"No backup was made: {error.filename or self._session.home.backups}: {error.strerror}."
            )

    @contextlib.contextmanager
    def _caught_up(self) -> Iterator[None]:
        """The lock, with everything that others wrote taken in."""
        with self._lock.held():
            batch = self._journal.read()
            if batch.gap:
                with contextlib.suppress(statefile.Unreadable):
                    absorb(statefile.read(self._path).papers, self._papers, self._aliases)
                    self._behind = True
            for line in batch.lines:
                if isinstance(line, Saved):
                    self._signature = line.signature
                else:
                    self._apply(line)
            if self._edited is not None:
                self._journal.append(encode(self._edited), self._session.now())
                self._apply(self._edited)
                self._edited = None
            yield

    def _apply(self, line: Line) -> None:
        apply(line, self._papers, self._aliases)
        self._behind = True
        self._touched.update(line.edits, line.renames, line.renames.values())

    def _take_in(self) -> bool:
        """What another program wrote into the state file becomes a line of the journal, and ours.

        Whether there was any such thing.
        """
        there = files.signature(self._path)
        if there is None or there == self._signature:
            return there != self._signature
        try:
            found = statefile.read(self._path)
        except statefile.Unreadable as wrong:
            aside = files.set_aside(self._path, wrong.why, self._session.now())
            self._told(f"{wrong}; it is kept as {aside.name}, and written anew with what this session knows.")
            return True
        if found.newer:
            raise Unwritable(f"{self._path} was written by a newer readerapp: update this one to change it.")
        if (line := self._taken(found)) is not None:
            self._journal.append(encode(line), line.at)
            self._apply(line)
        self._take_in_strangers(found)
        return True

    def _take_in_strangers(self, found: StateFile) -> None:
        """Other tables, and rows that are no paper's, stay what another program made them."""
        tables = {**(self._db.storage.read() or {}), **found.others}
        rows = tables_of(replace(found, papers={}))[statefile.PAPERS]
        tables[statefile.PAPERS] = {**rows, **tables.get(statefile.PAPERS, {})}
        self._db.storage.write(tables)

    def _taken(self, found: StateFile) -> Line | None:
        now = self._session.clock()
        theirs = {
            key: foreign.by_hand(document, self._base.get(key, {}), now)
            for key, document in found.papers.items()
            if document != self._base.get(key)
        }
        edits, renames = foreign.merged(theirs, self._papers, self._aliases, now)
        return foreign.line_of(edits, renames, self._papers, foreign.head(self._session, now))
