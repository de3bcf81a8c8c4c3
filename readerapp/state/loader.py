"""Loads a home's state: the file, what the journal has beyond it, and any problems with either."""

from __future__ import annotations

from pathlib import Path

from readerapp.disk.access import reason
from readerapp.disk.conflict_copies import OFFER, copies
from readerapp.domain.errors import ReaderError, Unwritable
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
        file, repaired = _read_or_repair(run)
    except state_file.Unreadable as wrong:
        return _replayed(run, wrong.rest, f"{wrong}, and can't be set aside: nothing is saved.")
    except (OSError, ReaderError) as error:
        why = reason(error, path) if isinstance(error, OSError) else error
        return _replayed(run, StateFile(), f"{path} can't be read: {why}: nothing is saved.")
    if file.newer:
        newer = f"{path} was written by a newer readerapp (schema {file.schema}); it is only read."
        return _replayed(run, file, newer)
    conflicts = (f"{copy} holds other changes: {OFFER}." for copy in copies_of(path))
    return _replayed(run, file, "", *filter(None, (repaired, *conflicts)))


def _read_or_repair(run: Run) -> tuple[StateFile, str]:
    home, wrong = run.home, None
    try:
        file = state_file.read(home.state)
        if file.signature is not None or not home.backups.is_dir():
            return file, ""
    except state_file.Unreadable as error:
        if error.why == "emptied" and not (home.backups.exists() or home.journal.exists()):
            return StateFile(), ""  # an empty file in a new home holds nothing to lose
        wrong = error
    from readerapp.state.recovery import recover  # rarely needed

    try:
        return recover(run)
    except (OSError, Unwritable):
        if wrong is None:
            raise
        raise wrong from None


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
