"""The library at one moment, and the state of its file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from readerapp.domain.paper import Paper
from readerapp.domain.values import NamedTuple
from readerapp.library.columns.table import Columns
from readerapp.library.file.lines import Stamp

Progress = Callable[[float], None]
"""Called with the fraction done, from 0 to 1."""


class Snapshot(NamedTuple):
    """The library at one moment."""

    columns: Columns
    stamp: Stamp
    """The part of the file that the columns cover."""
    path: Path
    seeds: Sequence[Paper] = ()
    """The papers, if they are seeds, which are in no file."""


class FileState(NamedTuple):
    """A snapshot, and what reading the file for it found."""

    snapshot: Snapshot
    trouble: tuple[str, ...] = ()
    """A sentence for each line that is no paper."""
    rewritten: bool = False
    """True if the file was rewritten rather than appended to."""
    rows_moved: bool = False
    """True if row numbers changed."""
    papers_lost: bool = False
    """True if papers are gone without a line that removes them."""

    @classmethod
    def empty(cls, path: Path) -> FileState:
        """Return the state of a file that doesn't exist."""
        return cls(Snapshot(Columns(), Stamp(), path))


def bad_line_message(path: Path, number: int, problem: str) -> str:
    """Return the sentence for a line that is no paper."""
    return f"{path.name} line {number} {problem}; left out"
