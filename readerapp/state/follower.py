"""Keeps what is in memory in step with what other processes write: two looks at the disk when nothing did."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable

from readerapp.disk import files
from readerapp.state import statefile
from readerapp.state.entry import Line, Saved
from readerapp.state.journal import Written
from readerapp.state.load import Loaded
from readerapp.state.papers import absorb, apply
from readerapp.state.session import Session


class Follower:
    """Reads what others add to the journal, and sees when a program without one wrote the state file."""

    def __init__(
        self, session: Session, loaded: Loaded, *, heard: Callable[[Line], None], ask: Callable[[], None]
    ) -> None:
        """`heard` gets each line of another process; `ask` has the writer look at the state file, where it
        holds what no journal says: that comes back as a line."""
        self._path = session.home.state
        self._papers = loaded.papers
        self._journal = session.journal.at(loaded.journal)
        self._may_ask = not loaded.read_only
        self._heard = heard
        self._ask = ask
        self._saved = files.NO_FILE if loaded.behind else loaded.file.signature
        self._asked: files.Signature | None = files.NO_FILE
        self._news = False
        self.own: deque[Written] = deque()
        """What the writer adds to the journal of this session's own changes: not read again."""

    def catch_up(self) -> None:
        """Takes in what others wrote since last time. A disk that can't be read is left to who writes."""
        while self.own:
            self._journal.pass_over(self.own.popleft())
        with contextlib.suppress(OSError):
            if self._journal.grew:
                self._read()
            self._look()

    def news(self) -> bool:
        """Whether anything was taken in since last asked."""
        news, self._news = self._news, False
        return news

    def _read(self) -> None:
        batch = self._journal.read()
        for line in batch.lines:
            if isinstance(line, Saved):
                self._saved = line.signature
            else:
                self._news |= apply(line, self._papers, self._papers.aliases)
                self._heard(line)  # also what changes no state: an add, or its undo
        if batch.gap:  # what was cut off the journal meanwhile is in the state file
            with contextlib.suppress(statefile.Unreadable):
                found = statefile.read(self._path)
                self._news |= absorb(found.papers, self._papers, self._papers.aliases)

    def _look(self) -> None:
        there = files.signature(self._path)
        if there == self._saved:
            self._asked = files.NO_FILE
        elif there != self._asked and self._may_ask:
            self._asked = there
            self._ask()
