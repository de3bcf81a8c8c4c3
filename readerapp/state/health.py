"""Checks of a home's state files for `doctor`, and their repair."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from readerapp.disk import files
from readerapp.disk.conflict_copies import OFFER
from readerapp.disk.lock import lock_of
from readerapp.domain.values import dataclass
from readerapp.home import Home
from readerapp.state import backup, rewrite, state_file, times
from readerapp.state.document import DEFAULTS, Document, plain, stamps
from readerapp.state.document import read as of_field
from readerapp.state.future_times import MAX_AHEAD
from readerapp.state.journal import begins_well
from readerapp.state.journal_line import decode
from readerapp.state.loader import copies_of
from readerapp.state.state_file import StateFile
from readerapp.state.store import Store

_MAX_NAMED_KEYS = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with a file."""

    path: Path
    what: str
    """What is wrong, and what it means or what to do, as a sentence."""
    mend: str = ""
    """What `mend` does about it; empty if the user has to decide."""
    harmless: bool = False
    """True if everything works all the same."""


def check(home: Home, *, now: datetime, known: Callable[[str], bool] | None = None) -> list[Finding]:
    """Return the problems with the state files of `home`. `known` returns True for keys in the library."""
    return [
        *_state(home, now, known),
        *_journal(home.journal),
        *_backups(home, now),
        *_beside(home.state),
    ]


def mend(home: Home, *, clock: Callable[[], datetime]) -> list[str]:
    """Repair what is safe to repair, and return a sentence for each repair. Raises `ReaderError`."""
    if not home.data.is_dir():
        return []
    with lock_of(home.state).held():
        left = files.sweep(home.state)
        aside = _journal_aside(home.journal, clock())
        joined = _doubled_joined(home, clock())
    store = Store.open(home, clock=clock)  # which restores the newest good state
    store.poll()
    store.close()
    swept = [f"{path} removed: a save that a kill cut short left it." for path in left]
    return [*swept, *aside, *joined, *store.trouble]


def _journal_aside(path: Path, now: datetime) -> list[str]:
    if not path.exists():
        return []
    with path.open("rb") as file:
        if begins_well(file):
            return []
    return [
        f"{path} is not a journal; it is kept as {files.set_aside(path, 'foreign', times.to_text(now)).name}."
    ]


def _state(home: Home, now: datetime, known: Callable[[str], bool] | None) -> Iterator[Finding]:
    path = home.state
    try:
        found = state_file.read(path)
    except state_file.Unreadable as wrong:
        yield Finding(path, f"{wrong}.", "set it aside and bring back the newest good backup and the journal")
        return
    except OSError as error:
        yield Finding(path, f"can't be read: {error.strerror}.")
        return
    if found.newer:
        yield Finding(path, f"is of a newer readerapp (schema {found.schema}): it is only read here.")
    yield from _documents(path, found, now)
    if known is not None:
        keys = [key for key in found.papers if not known(key)]
        if keys:
            yield Finding(
                path, f"has {_papers(keys)} that the library hasn't; their state is kept.", harmless=True
            )


def _documents(path: Path, found: StateFile, now: datetime) -> Iterator[Finding]:
    if found.signature is None:
        return
    if doubled := _doubled(path, found):
        yield Finding(path, f"has several documents of {_papers(doubled)}.", "join them into one each")
    if found.strays:
        yield Finding(
            path,
            f"has {len(found.strays)} rows without a key: they are kept and mean nothing.",
            harmless=True,
        )
    for name in DEFAULTS:
        odd = [key for key, paper in found.papers.items() if _is_odd(name, paper)]
        if odd:
            yield Finding(path, f"has an invalid {name} for {_papers(odd)}: it counts as not set.")
    limit = times.to_text(now + MAX_AHEAD)
    ahead = [key for key, paper in found.papers.items() if _newest(stamps(paper)) > limit]
    if ahead:
        yield Finding(
            path,
            f"has times in the future for {_papers(ahead)}: a clock was wrong. Edits on other machines lose "
            "against them until each is edited again here.",
        )


def _doubled(path: Path, found: StateFile) -> list[str]:
    """Keys with several documents."""
    rows = json.loads(path.read_bytes()).get(state_file.PAPERS, {})
    keys = Counter(row["key"] for name, row in rows.items() if name not in found.strays)
    return [key for key, times_there in keys.items() if times_there > 1]


def _doubled_joined(home: Home, now: datetime) -> list[str]:
    try:
        found = state_file.read(home.state)
    except (OSError, state_file.Unreadable):
        return []  # the store sets it aside
    if found.signature is None or found.newer or not (doubled := _doubled(home.state, found)):
        return []
    backup.make(home.state, home.backups, now)
    rewrite.write(home.state, found.papers, found)
    return [f"{home.state}: the documents of {_papers(doubled)} joined into one each."]


def _is_odd(name: str, paper: Document) -> bool:
    if name not in paper:
        return False
    if name == "title":
        return not isinstance(paper[name], str)
    return bool(plain(of_field(name, paper[name])) != paper[name])


def _newest(changed: Mapping[str, Any]) -> str:
    return max((time for time in changed.values() if times.is_valid(time)), default="")


def _papers(keys: list[str]) -> str:
    more = f" and {len(keys) - _MAX_NAMED_KEYS:,} more" if len(keys) > _MAX_NAMED_KEYS else ""
    return ", ".join(sorted(keys)[:_MAX_NAMED_KEYS]) + more


def _journal(path: Path) -> Iterator[Finding]:
    try:
        with path.open("rb") as file:
            if not begins_well(file):
                yield Finding(path, "is not a readerapp journal: nothing can be undone.", "set it aside")
                return
            rows = file.read().splitlines()
    except FileNotFoundError:
        return
    except OSError as error:
        yield Finding(path, f"can't be read: {error.strerror}.")
        return
    if broken := sum(decode(row) is None for row in rows):
        yield Finding(
            path, f"has {broken} broken lines: they are passed over, the others count.", harmless=True
        )


def _backups(home: Home, now: datetime) -> Iterator[Finding]:
    there = backup.backups(home.backups, now)
    for each in there:
        try:
            state_file.read(each.path)
        except (OSError, state_file.Unreadable) as wrong:
            yield Finding(each.path, f"can't be restored: {wrong}.")


def _beside(path: Path) -> Iterator[Finding]:
    for copy in copies_of(path):
        yield Finding(copy, f"is a copy with other changes: {OFFER}.")
    for left in files.unfinished(path):
        yield Finding(left, "was left by a save that a kill cut short.", "remove it")
    for why in ("damaged", "emptied", "foreign"):
        for aside in sorted(path.parent.glob(f"{path.stem}.{why}-*{path.suffix}")):
            yield Finding(aside, "was set aside: remove it once you miss nothing.", harmless=True)
