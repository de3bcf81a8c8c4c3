"""Backups of the state file, thinned out with age. Plain TinyDB opens each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from readerapp.disk import files
from readerapp.domain.errors import ReaderError
from readerapp.domain.values import dataclass
from readerapp.state import state_file
from readerapp.state.state_file import StateFile

MIN_BACKUPS = 10
"""The newest backups, which are always kept."""
INTERVAL = timedelta(days=1)
"""Time between the backups of one run."""
_THIN = ((timedelta(days=31), "%Y-%m-%d"), (timedelta(days=120), "%G-%V"), (timedelta(days=366), "%Y-%m"))
"""(age, period): of younger backups the newest of each day, week or month is kept."""
_NAME = re.compile(r"state-(\d{4}-\d\d-\d\dT\d{6}-\d{6})(?:-(\d+))?\.json")
_STAMP = "%Y-%m-%dT%H%M%S-%f"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the state file."""

    when: datetime
    """When it was made, UTC, by a clock that may have been wrong …"""
    path: Path
    number: int = 0
    """… so that backups are numbered in order; 0 for a name without a number."""


def backups(folder: Path, now: datetime) -> list[Backup]:
    """Return the backups in `folder`, newest first: by number, then by time, future times last."""
    try:
        names = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    except OSError:
        return []
    return sorted(_dated(names), key=lambda it: (it.number, it.when <= now, it.when), reverse=True)


def _dated(paths: Sequence[Path]) -> Iterator[Backup]:
    for path in paths:
        found = _NAME.fullmatch(path.name)
        assert found
        try:
            when = datetime.strptime(found[1], _STAMP)
        except ValueError:
            continue
        yield Backup(when.replace(tzinfo=UTC), path, int(found[2] or 0))


def make(source: Path, folder: Path, now: datetime) -> Backup | None:
    """Back up the file at `source`; return None if there is no file or the last backup is the same.

    Removes surplus backups. Raises `OSError` if no copy can be written.
    """
    try:
        data = source.read_bytes()
    except FileNotFoundError:
        return None
    there = backups(folder, now)
    if there and there[0].path.stat().st_size == len(data) and there[0].path.read_bytes() == data:
        return None
    number = 1 + max((backup.number for backup in there), default=0)
    made = Backup(now, folder / f"state-{now.astimezone(UTC):{_STAMP}}-{number}.json", number)
    files.replace(made.path, [data])
    for backup in surplus([made, *there], now):
        backup.path.unlink(missing_ok=True)
    return made


def surplus(newest_first: Sequence[Backup], now: datetime) -> list[Backup]:
    """Return all but the newest ten, and for a year the newest of each day, then week, then month."""
    taken: set[str] = set()
    removed = []
    when = now
    for place, backup in enumerate(newest_first):
        if backup.when <= now:  # else the clock was ahead: it counts as old as the next newer one
            when = backup.when
        if place < MIN_BACKUPS:
            continue
        pattern = next((pattern for age, pattern in _THIN if now - when < age), None)
        slot = when.strftime(pattern) if pattern else ""
        if not slot or slot in taken:
            removed.append(backup)
        taken.add(slot)
    return removed


def newest_good(folder: Path, now: datetime) -> tuple[Backup, StateFile] | None:
    """Return the newest backup that can be read, with its contents."""
    for backup in backups(folder, now):
        try:
            found = state_file.read(backup.path)
        except (OSError, state_file.Unreadable):
            continue
        if not found.newer:
            return backup, found
    return None


def find(folder: Path, when: str | None, now: datetime) -> Backup:
    """Return the backup `when` names: a file name, a day (its newest), a time (the last one before), or None
    for the newest. Raises `ReaderError` if there is none."""
    there = backups(folder, now)
    if not there:
        raise ReaderError(f"There is no backup in {folder} yet.")
    if when is None:
        return there[0]
    if named := [backup for backup in there if backup.path.name == when]:
        return named[0]
    of_day = [backup for backup in there if f"{backup.when:%Y-%m-%dT%H:%M:%S}".startswith(when.strip())]
    if when.strip() and of_day:
        return of_day[0]
    before = [backup for backup in there if backup.when <= _moment(when)]
    if not before:
        raise ReaderError(f"The oldest backup is of {there[-1].when:%Y-%m-%d %H:%M} UTC: {there[-1].path}")
    return before[0]


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ReaderError(f"“{text}” is not a date or time: write 2026-11-21 or 2026-11-21T09:30.") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
