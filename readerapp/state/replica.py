"""The state of a home in memory, once for the whole process, and how far it has read what others wrote."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from readerapp.disk import files
from readerapp.state import state_file
from readerapp.state.journal import Journal
from readerapp.state.journal_line import JournalLine, Saved
from readerapp.state.papers import Papers, absorb, apply
from readerapp.state.state_file import StateFile


@dataclass(eq=False)
class Replica:
    """The papers of a home, with what the journal adds to the state file.

    The store reads and changes them, and the thread that saves takes their documents: both hold `mutex`.
    """

    path: Path
    """Of the state file."""
    file: StateFile
    """What the state file held when the home was opened."""
    papers: Papers
    journal: Journal
    """Read as far as `papers` know it."""
    read_only: str = ""
    """Why nothing may be written, as a sentence; empty if it may."""
    trouble: tuple[str, ...] = ()
    edited: JournalLine | None = None
    """What was edited by hand in the state file since we wrote it, until the journal has it."""
    heard: Callable[[JournalLine], object] = lambda _: None
    """Called with each line of another process."""

    def __post_init__(self) -> None:
        self.mutex = threading.RLock()
        self.signature = self.file.signature
        """Of the state file that was saved last, by what the journal says: another is a stranger's."""
        self.behind = self.papers.unsaved or self.edited is not None
        """True until a state file is saved that holds what the journal had when the home was opened."""
        self._asked: files.Signature | None = files.NO_FILE
        self._gap = self._news = False

    def catch_up(self) -> None:
        """Apply what other processes added to the journal: one look at the disk if they added nothing.

        Raises `OSError` if the disk can't be read; the next call tries again.
        """
        if self.journal.grew:
            batch = self.journal.read()
            self._gap |= batch.gap
            for line in batch.lines:
                if isinstance(line, Saved):
                    self.signature, self.behind = line.signature, False
                else:
                    self._news |= apply(line, self.papers)
                    self.heard(line)  # also what changes no state: an add, or its undo
        if self._gap:  # what was cut off the journal meanwhile is in the state file
            with contextlib.suppress(state_file.Unreadable):
                self._news |= absorb(state_file.read(self.path).papers, self.papers)
            self._gap = False

    def follow(self) -> bool:
        """Catch up as far as the disk can be read.

        Returns True, once for each such file, if the state file isn't the one saved last.
        """
        with contextlib.suppress(OSError):  # whoever writes next says so
            self.catch_up()
            there = files.signature(self.path)
            if there == self.signature and not self.behind:
                self._asked = files.NO_FILE
            elif there != self._asked and not self.read_only:
                self._asked = there
                return True
        return False

    def has_news(self) -> bool:
        """Return True if anything of others was applied since last asked."""
        news, self._news = self._news, False
        return news
