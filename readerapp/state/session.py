"""One run of one program over one home."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from readerapp.home import Home
from readerapp.state import times
from readerapp.state.entry import head
from readerapp.state.journal import Journal


@dataclass(frozen=True, slots=True)
class Session:
    """One run of one program over one home."""

    home: Home
    clock: Callable[[], datetime]
    id: str
    """Eight hex digits, in every line that this run writes."""

    @classmethod
    def begin(cls, home: Home, clock: Callable[[], datetime]) -> Session:
        """A new session."""
        return cls(home, clock, os.urandom(4).hex())

    @property
    def journal(self) -> Journal:
        """The home's journal, as this session reads it: its own lines it knows already."""
        return Journal(self.home.journal, skip=head(self.id))

    def now(self) -> str:
        """The time, as it is written."""
        return times.written(self.clock())
