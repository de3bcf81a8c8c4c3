"""One run of a program that opened a home: its id and its clock."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime

from readerapp.domain.values import dataclass
from readerapp.home import Home
from readerapp.state import times
from readerapp.state.journal import Journal
from readerapp.state.journal_line import AGENT, head


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a program that opened a home."""

    home: Home
    clock: Callable[[], datetime]
    id: str
    """Eight hex digits, in every journal line of this run."""
    signed: str = ""
    """`AGENT` if an agent runs it."""

    @classmethod
    def begin(cls, home: Home, clock: Callable[[], datetime], *, agent: bool = False) -> Run:
        """Start a new run, whose steps are signed if an agent makes them."""
        return cls(home, clock, os.urandom(4).hex(), AGENT if agent else "")

    @property
    def journal(self) -> Journal:
        """The home's journal, whose `read` leaves out the lines of this run."""
        return Journal(self.home.journal, skip=head(self.id))

    def now(self) -> str:
        """Return the time as text."""
        return times.to_text(self.clock())
