"""The one copy of a home's state in memory, and how far it has read what other processes wrote."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

from readerapp.disk import files
from readerapp.domain.values import dataclass
from readerapp.state import state_file
from readerapp.state.journal import Journal
from readerapp.state.journal_line import JournalLine, Saved
from readerapp.state.papers import Papers, absorb, apply
from readerapp.state.state_file import StateFile


@dataclass(eq=False)
class Replica:
    """The papers of a home: the state file and what the journal has beyond it.

    The store reads and changes them; the saver takes their documents from its own thread. Both hold `mutex`.
    """

    path: Path
    """Path of the state file."""
    file: StateFile
    """The state file as it was when the home was opened."""
    papers: Papers
    journal: Journal
    """The journal, read as far as `papers` have it."""
    read_only: str = ""
    """Why nothing may be written, as a sentence; empty if it may."""
    trouble: tuple[str, ...] = ()
    edited: JournalLine | None = None
    """Edits made by hand in the state file, until they are in the journal."""
    heard: Callable[[JournalLine], object] = lambda _: None
    """Called with each journal line of another process."""

    def __post_init__(self) -> None:
        self.mutex = threading.RLock()
        self.signature = self.file.signature
        """Signature of the state file last saved by us or another readerapp, as the journal has it."""
        self.behind = self.papers.unsaved or self.edited is not None
        """True until a save brings in what the journal had beyond the file when the home was opened."""
        self._reported: files.Signature | None = files.NO_FILE
        self._gap = self._news = False

    def catch_up(self) -> None:
        """Apply what other processes appended to the journal. Costs one `stat` if that is nothing.

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
                    self.heard(line)  # also one that changes only the library: an add, or its undo
        if self._gap:  # lines trimmed before they were read are in the state file
            with contextlib.suppress(state_file.Unreadable):
                self._news |= absorb(state_file.read(self.path).papers, self.papers)
            self._gap = False

    def follow(self) -> bool:
        """Catch up, and return True if the state file is behind or was written by another program.

        Returns True once for each version of the file. If the disk can't be read, the next save reports it.
        """
        with contextlib.suppress(OSError):
            self.catch_up()
            there = files.signature(self.path)
            if there == self.signature and not self.behind:
                self._reported = files.NO_FILE
            elif there != self._reported and not self.read_only:
                self._reported = there
                return True
        return False

    def has_news(self) -> bool:
        """Return True if changes of other processes were applied since the last call."""
        news, self._news = self._news, False
        return news
