"""Sets an unusable state file aside and restores the newest good state in its place."""

from __future__ import annotations

from readerapp.disk import files
from readerapp.disk.lock import lock_of
from readerapp.state import backup, rewrite, state_file, times
from readerapp.state.merge import join_all
from readerapp.state.run import Run
from readerapp.state.state_file import StateFile, Unreadable


def recover(run: Run) -> tuple[StateFile, str]:
    """Return the state file after its repair, and a message about what was done.

    Raises `OSError` or `Unwritable` if the home can't be written; nothing was changed then.
    """
    path = run.home.state
    with lock_of(path).held():
        try:
            found = state_file.read(path)
        except Unreadable as wrong:
            aside = files.set_aside(path, wrong.why, times.to_text(run.clock()))
            return _restored(run, wrong.rest, f"{wrong}; it is kept as {aside.name}")
        if found.signature is None and backup.backups(run.home.backups, run.clock()):
            return _restored(run, StateFile(), f"{path} was gone")
        return found, ""  # another process has repaired it


def _restored(run: Run, rest: StateFile, what: str) -> tuple[StateFile, str]:
    good = backup.newest_good(run.home.backups, run.clock())
    found = good[1] if good else StateFile()
    if good or rest.papers:
        rewrite.write(run.home.state, join_all(found.papers, rest.papers), found)
        found = state_file.read(run.home.state)
    return found, f"{what}. {_from_where(good[0] if good else None, len(rest.papers))}"


def _from_where(good: backup.Backup | None, salvaged: int) -> str:
    brought = []
    if good is not None:
        brought.append(f"the backup of {good.when:%Y-%m-%d %H:%M} UTC")
    if salvaged:
        brought.append(f"{salvaged} whole papers in it")
    return f"Brought back: {', '.join([*brought, 'all that the journal has since'])}."
