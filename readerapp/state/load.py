"""Opening a home's state: the file, what the journal has beyond it, and what is wrong with either."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from readerapp.state import statefile
from readerapp.state.journal import Journal
from readerapp.state.line import Line
from readerapp.state.papers import Papers, apply
from readerapp.state.session import Session
from readerapp.state.statefile import StateFile


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a home holds."""

    file: StateFile
    papers: Papers
    """What `file` says, with what the journal adds to it."""
    saved: Journal
    """The journal, standing where `file` was saved."""
    read: Journal
    """The journal, read to its end."""
    behind: bool
    """Whether the journal adds anything to the file."""
    read_only: str = ""
    """Why nothing may be written, as a sentence; empty where it may."""
    trouble: tuple[str, ...] = ()


def load(session: Session) -> Loaded:
    """What the home of `session` holds. Never raises: what is wrong is said in `trouble`."""
    trouble: list[str] = []
    read_only = ""
    try:
        file = statefile.read(session.home.state)
    except statefile.Unreadable as wrong:
        file = StateFile()
        trouble.append(f"{wrong}.")
        read_only = trouble[-1]
    except OSError as error:
        file = StateFile()
        read_only = f"{session.home.state}: {error.strerror}; changes can't be kept."
        trouble.append(read_only)
    if file.newer:
        read_only = newer(session.home.state, file)
        trouble.append(read_only)
    return _replayed(session, file, read_only, tuple(trouble))


def newer(path: Path, file: StateFile) -> str:
    """The sentence about a file of a later version."""
    return f"{path} was written by a newer readerapp (schema {file.schema}); it is only read."


def _replayed(session: Session, file: StateFile, read_only: str, trouble: tuple[str, ...]) -> Loaded:
    saved, reader = session.journal, session.journal
    trusted = saved.find(file.signature)
    reader.at(saved)
    papers, behind = Papers(file.papers), False
    for line in reader.read().lines:
        if isinstance(line, Line):
            behind |= apply(line, papers, papers.aliases, trusted=trusted)
    return Loaded(file, papers, saved, reader, behind, read_only, trouble)
