"""Loads a home's state: the file, what the journal has beyond it, and any problems with either."""

from __future__ import annotations

from pathlib import Path

from readerapp.disk.access import reason
from readerapp.disk.conflict_copies import OFFER, copies
from readerapp.domain.errors import ReaderError, Unwritable
from readerapp.home import Home
from readerapp.state import state_file
from readerapp.state.journal import Batch
from readerapp.state.journal_line import JournalLine
from readerapp.state.papers import Papers, apply
from readerapp.state.replica import Replica
from readerapp.state.run import Run
from readerapp.state.state_file import StateFile


def load(run: Run) -> Replica:
    """Return the state of the home of `run`, repaired if need be. Never raises: see `trouble`."""
    path = run.home.state
    try:
        file, mended = _read_or_mend(run)
    except state_file.Unreadable as wrong:
        return _replayed(run, wrong.rest, f"{wrong}, and can't be set aside: nothing is saved.")
    except (OSError, ReaderError) as error:
        return _replayed(run, StateFile(), f"{path} can't be read: {_why(error, path)}: nothing is saved.")
    if file.newer:
        return _replayed(run, file, newer(path, file))
    return _replayed(run, file, "", *filter(None, (mended, *conflicts(path))))


def _read_or_mend(run: Run) -> tuple[StateFile, str]:
    try:
        file = state_file.read(run.home.state)
    except state_file.Unreadable as wrong:
        if wrong.why == "emptied" and not is_used(run.home):
            return StateFile(), ""  # an empty file in a new home holds nothing to lose
        return _mended(run, wrong)
    if file.signature is not None or not run.home.backups.is_dir():
        return file, ""
    from readerapp.state.recovery import recover  # rarely needed

    return recover(run)


def _mended(run: Run, wrong: state_file.Unreadable) -> tuple[StateFile, str]:
    from readerapp.state.recovery import recover

    try:
        return recover(run)
    except (OSError, Unwritable):
        raise wrong from None


def _why(error: OSError | ReaderError, path: Path) -> str:
    return reason(error, path) if isinstance(error, OSError) else str(error)


def is_used(home: Home) -> bool:
    """Return True if anything was ever written to `home`."""
    return home.backups.exists() or home.journal.exists()


def newer(path: Path, file: StateFile) -> str:
    """Return the message about a file of a later version."""
    return f"{path} was written by a newer readerapp (schema {file.schema}); it is only read."


def conflicts(path: Path) -> list[str]:
    """Return a message for each conflict copy of the state file."""
    return [f"{copy} holds other changes: {OFFER}." for copy in copies_of(path)]


def copies_of(path: Path) -> list[Path]:
    """Return the conflict copies that a file-sharing program left beside the state file."""
    return copies(path, state_file.is_ours)


def _replayed(run: Run, file: StateFile, read_only: str, *said: str) -> Replica:
    journal, papers = run.journal, Papers(file.papers)
    trusted, edited = journal.find(file.signature), None
    if not trusted and file.signature is not None:
        from readerapp.state.hand_edits import hand_edits  # not at a usual start

        if (edited := hand_edits(run, file)) is not None:
            apply(edited, papers)
    try:
        batch = journal.read()
    except OSError as error:
        batch = Batch()
        read_only = read_only or f"{journal.path} can't be read ({error.strerror}): nothing is saved."
    for line in batch.lines:
        if isinstance(line, JournalLine):
            apply(line, papers, trusted=trusted)
    trouble = (read_only, *said) if read_only else said
    return Replica(run.home.state, file, papers, journal, read_only, trouble, edited)
