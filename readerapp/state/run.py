"""One run of one program over one home."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from readerapp.home import Home
from readerapp.state import times
from readerapp.state.journal import Journal
from readerapp.state.journal_line import head


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one program over one home."""

    home: Home
    clock: Callable[[], datetime]
    id: str
    """Eight hex digits, in every line that this run writes."""

    @classmethod
    def begin(cls, home: Home, clock: Callable[[], datetime]) -> Run:
        """A new run."""
        return cls(home, clock, os.urandom(4).hex())

    @property
    def journal(self) -> Journal:
        """The home's journal, as this run reads it: without its own lines, which it knows."""
        return Journal(self.home.journal, skip=head(self.id))

    def now(self) -> str:
        """The time, as it is written."""
        return times.written(self.clock())
