"""The files in an inbox: those that are whole, those still being written, and where they go once read."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from readerapp.disk import files
from readerapp.sources import Skip

DONE, FAILED = "done", "failed"
"""Folders within an inbox, for files that were read and for those that couldn't be."""
REASONS = "why.txt"
"""A file in `failed` with a line for each file there."""
REST_SECONDS = 2.0
"""A file that nobody touched for so long is whole."""
# Syncthing, Dropbox, Nextcloud, Resilio, Firefox, Chrome, Opera, Safari, iCloud, FileZilla, Office, editors.
# Hidden files, such as `.syncthing.x.tmp` and `.#x`, are skipped whatever else their names say.
_UNFINISHED = re.compile(
    r"(?is)\.|~|.*(?:\.(?:part|partial|crdownload|opdownload|download|icloud|filepart|tmp|temp|!sync|bts)|~)$"
    r"|(?:desktop\.ini|thumbs\.db|icon\r)$"
)

Rest = tuple[int, int]
"""Time of change in ns and size in bytes: a file that is being written has others at each look."""


class Arrival(NamedTuple):
    """A file that is there whole."""

    path: Path
    rest: Rest


class Look(NamedTuple):
    """What one look at an inbox found."""

    ready: tuple[Arrival, ...] = ()
    unfinished: Mapping[Path, Rest] = {}
    """Files that are perhaps still being written; the next look compares them."""
    left: tuple[Skip, ...] = ()
    """What stays there for good, and why."""


def look(folder: Path, before: Mapping[Path, Rest], now: float) -> Look:
    """Return what is in an inbox, and one level down in folders that the reader put there.

    A file is whole if it was the same in the last look, whose unfinished files are `before`, or if nothing
    happened to it for a while. `now` is the time in seconds.

    Raises:
        OSError: the folder can't be listed.
    """
    ready: list[Arrival] = []
    unfinished: dict[Path, Rest] = {}
    left: list[Skip] = []
    for found in _entries(folder, left):
        path = Path(found.path)
        try:
            facts = found.stat(follow_symlinks=False)
        except OSError:  # it is gone again
            continue
        if not stat.S_ISREG(facts.st_mode):
            left.append(Skip(str(path), "is neither a file nor a folder"))
            continue
        rest = facts.st_mtime_ns, facts.st_size
        age = now - max(facts.st_mtime, facts.st_ctime)
        if before.get(path) == rest or age >= REST_SECONDS:
            ready.append(Arrival(path, rest))
        else:
            unfinished[path] = rest
    return Look(tuple(ready), unfinished, tuple(left))


def _entries(folder: Path, left: list[Skip], *, is_top: bool = True) -> Iterator[os.DirEntry[str]]:
    """Yield the files of a folder by name, then those one level down; note what is neither."""
    folders: list[Path] = []
    for entry in _named(folder):
        if entry.is_symlink():
            left.append(Skip(entry.path, "is a link, which may lead anywhere; put the file itself here"))
        elif not entry.is_dir(follow_symlinks=False):
            yield entry
        elif is_top:
            folders.append(Path(entry.path))
        else:
            left.append(Skip(entry.path, "is a folder within a folder; put it one level up"))
    for inner in folders:
        if inner.name not in (DONE, FAILED):
            try:
                yield from _entries(inner, left, is_top=False)
            except OSError as error:
                left.append(Skip(str(inner), f"can't be listed: {error.strerror or error}"))


def _named(folder: Path) -> list[os.DirEntry[str]]:
    """Return what a folder has under a final name, by name."""
    with os.scandir(folder) as entries:
        there = [entry for entry in entries if not _UNFINISHED.match(entry.name)]
    return sorted(there, key=lambda entry: entry.name)


def put_away(folder: Path, path: Path, *, why: str = "") -> str:
    """Move a file that was read to `done`, or with the reason to `failed`.

    Return why that can't be done now; empty if the file is moved, or was taken away meanwhile.
    """
    where = folder / (FAILED if why else DONE)
    inner = path.parent.relative_to(folder)
    try:
        moved = files.move(path, where / inner)
        if why:
            files.append(where / REASONS, f"{moved.relative_to(where)}: {why}\n".encode("utf-8", "replace"))
    except OSError as error:
        if not os.path.lexists(path):
            return ""
        return f"can't be moved to {where}: {error.strerror or error}"
    if inner.parts:
        _remove_if_empty(path.parent)
    return ""


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:  # there is more in it
        return
