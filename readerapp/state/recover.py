"""A state file that can't be used is set aside, and the newest good state takes its place."""

from __future__ import annotations

from readerapp.disk import files
from readerapp.disk.lock import lock_of
from readerapp.state import backup, rewrite, statefile, times
from readerapp.state.merge import join_all
from readerapp.state.session import Session
from readerapp.state.statefile import StateFile, Unreadable


def recover(session: Session) -> tuple[StateFile, str]:
    """The state file as it is after mending it, and a sentence that says what was done.

    Raises `OSError` and `Unwritable` where the home can't be written: then nothing was changed.
    """
    path = session.home.state
    with lock_of(path).held():
        try:
            found = statefile.read(path)
        except Unreadable as wrong:
            aside = files.set_aside(path, wrong.why, times.written(session.clock()))
            return _restored(session, wrong.rest, f"{wrong}; it is kept as {aside.name}")
        if found.signature is None and backup.backups(session.home.backups, session.clock()):
            return _restored(session, StateFile(), f"{path} was gone")
        return found, ""  # another process was quicker


def _restored(session: Session, rest: StateFile, what: str) -> tuple[StateFile, str]:
    good = backup.newest_good(session.home.backups, session.clock())
    found = good[1] if good else StateFile()
    if good or rest.papers:
        rewrite.write(session.home.state, join_all(found.papers, rest.papers), found)
        found = statefile.read(session.home.state)
    return found, f"{what}. {_from_where(good[0] if good else None, len(rest.papers))}"


def _from_where(good: backup.Backup | None, salvaged: int) -> str:
    brought = []
    if good is not None:
        brought.append(f"the backup of {good.when:%Y-%m-%d %H:%M} UTC")
    if salvaged:
        brought.append(f"{salvaged} whole papers in it")
    return f"Brought back: {', '.join([*brought, 'all that the journal has since'])}."
