"""The inbox: a folder for files to be added; which of them are whole, and where they go once they are read.

The app looks every few seconds: this module imports nothing that only reading files needs.
"""

from __future__ import annotations

import json
import os
import re
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from readerapp.disk import files
from readerapp.disk.lock import Lock
from readerapp.domain.errors import ReaderError
from readerapp.domain.values import NamedTuple
from readerapp.home import Home

DONE, FAILED = "done", "failed"
"""Folders within an inbox, for files that were read and for those that couldn't be."""
REASONS = "why.txt"
"""A file in `failed` with a line for each file there."""
LOOK_SECONDS = 2.0
"""Between looks at the folder; a file that two looks find alike is whole."""
REST_SECONDS = 2.0
"""A file that nobody touched for so long is whole."""
# Syncthing, Dropbox, Nextcloud, Resilio, Firefox, Chrome, Opera, Safari, iCloud, FileZilla, Office, editors.
# Hidden files, such as `.syncthing.x.tmp` and `.#x`, are skipped whatever else their names say; our own
# reasons, too, if the reader moves back what failed.
_UNFINISHED = re.compile(
    r"(?is)\.|~|.*(?:\.(?:part|partial|crdownload|opdownload|download|icloud|filepart|tmp|temp|!sync|bts)|~)$"
    r"|(?:desktop\.ini|thumbs\.db|icon\r|why\.txt)$"
)


class InboxBusy(ReaderError):
    """Another program is reading the inbox."""


class Arrival(NamedTuple):
    """A file that is there whole."""

    path: Path
    signature: files.Signature
    """A file that is being written has another one at each look."""

    def is_there(self) -> bool:
        """Return True if the file is still what it was."""
        try:
            facts = self.path.lstat()
        except OSError:
            return False
        return files.signature_of(facts) == self.signature


class Left(NamedTuple):
    """What stays in the inbox."""

    where: str
    why: str


class Look(NamedTuple):
    """What one look at an inbox found."""

    ready: tuple[Arrival, ...] = ()
    unfinished: Mapping[Path, files.Signature] = {}
    """Files that are perhaps still being written; the next look compares them."""
    left: tuple[Left, ...] = ()
    """What stays there for good, and why."""


_NOTHING = Look()


class Inbox:
    """The inbox folder of one reader, looked at again and again."""

    def __init__(self, home: Home, setting: str | None, now: Callable[[], float] = time.time) -> None:
        """`setting` names another folder than the home's own."""
        self.folder = home.data / files.typed_path(setting) if setting else home.inbox
        self._ours = not setting
        self._home = home
        self._now = now
        self._stuck_file = home.cache / "inbox.json"
        self._before: Mapping[Path, files.Signature] = {}

    def make(self) -> None:
        """Make the folder if it is the home's own.

        Raises:
            ReaderError: it can't be made, or is another and doesn't exist.
        """
        if self._ours:
            try:
                files.make_folder(self.folder)
            except OSError as error:
                raise ReaderError(f"The inbox {self.folder} can't be made: {error.strerror}") from error
        elif not self.folder.is_dir():
            raise ReaderError(self._missing)

    @property
    def _missing(self) -> str:
        return f"The inbox {self.folder} isn't there: make the folder, or change `inbox` in config.toml"

    def look(self) -> Look:
        """Return what is there now, without files that were read and couldn't be moved.

        Raises:
            ReaderError: the folder can't be listed, or holds the reader's own files.
        """
        if not self._ours:
            self._require_apart()
        try:
            found = look(self.folder, self._before, self._now())
        except FileNotFoundError:
            if not self._ours:
                raise ReaderError(self._missing) from None
            found = _NOTHING
        except OSError as error:
            raise ReaderError(f"The inbox {self.folder} can't be listed: {error.strerror}") from error
        if self._ours and found != _NOTHING:  # it could be a link; an empty one is looked at all day
            self._require_apart()
        self._before = found.unfinished
        stuck = self._stuck() if found.ready else {}
        return found._replace(ready=tuple(one for one in found.ready if stuck.get(one.path) != one.signature))

    def _require_apart(self) -> None:
        if any(_holds(self.folder, folder) for folder in (self._home.data, self._home.config)):
            raise ReaderError(f"The inbox {self.folder} holds your list: change `inbox` in config.toml")

    def count_failed(self) -> int:
        """Return how many files without papers are still in `failed`."""
        found = (name for _, _, names in os.walk(self.folder / FAILED) for name in names)
        return sum(name != REASONS for name in found)

    @contextmanager
    def alone(self, wait: float) -> Iterator[None]:
        """Keep other programs from reading the inbox within the block.

        Raises:
            InboxBusy: another reads it for longer than `wait` seconds.
            ReaderError: the lock can't be written.
        """
        lock = Lock(self._home.cache / "inbox.lock")
        try:
            held = lock.acquire(wait)
        except OSError as error:
            raise ReaderError(f"{lock.path} can't be written: {error.strerror}") from error
        if not held:
            raise InboxBusy(f"Another program is reading the inbox {self.folder}; try again later")
        try:
            yield
        finally:
            lock.release()

    def put_away(self, arrivals: Iterable[tuple[Arrival, str]]) -> Iterator[Left]:
        """Move each file that was read to `done`, or to `failed` if there is a reason with it.

        Yield those that can't be moved; they are remembered. A file that was written to meanwhile stays.
        """
        before = self._stuck()
        stuck = dict(before)
        for one, why in arrivals:
            if one.is_there() and (problem := put_away(self.folder, one.path, why=why)):
                stuck[one.path] = one.signature
                yield Left(str(one.path), problem)
        stuck = {path: was for path, was in stuck.items() if Arrival(path, was).is_there()}
        if stuck != before:
            known = {str(path): was for path, was in stuck.items()}
            with suppress(OSError):  # they are read once more, which changes nothing
                files.replace(self._stuck_file, [json.dumps(known).encode()], durable=False)

    def _stuck(self) -> Mapping[Path, files.Signature]:
        """Return the files that were read and couldn't be moved."""
        try:
            known = json.loads(self._stuck_file.read_bytes())
            return {
                Path(name): (int(node), int(time), int(size)) for name, (node, time, size) in known.items()
            }
        except (OSError, ValueError, TypeError, AttributeError):
            return {}


def _holds(inbox: Path, folder: Path) -> bool:
    """Return True if an inbox would have files of a folder moved."""
    real, inner = files.resolve(inbox), files.resolve(folder)
    return real in (inner, inner.parent)


def look(folder: Path, before: Mapping[Path, files.Signature], now: float) -> Look:
    """Return what is in an inbox, and one level down in folders that the reader put there.

    A file is whole if it was the same in the last look, whose unfinished files are `before`, or if nothing
    happened to it for a while. `now` is the time in seconds.

    Raises:
        OSError: the folder can't be listed.
    """
    ready: list[Arrival] = []
    unfinished: dict[Path, files.Signature] = {}
    left: list[Left] = []
    for found in _entries(folder, left):
        path = Path(found.path)
        try:
            facts = found.stat(follow_symlinks=False)
        except OSError:  # it is gone again
            continue
        if not stat.S_ISREG(facts.st_mode):
            left.append(Left(str(path), "is neither a file nor a folder"))
            continue
        signature = files.signature_of(facts)
        age = now - max(facts.st_mtime, facts.st_ctime)
        if before.get(path) == signature or age >= REST_SECONDS:
            ready.append(Arrival(path, signature))
        else:
            unfinished[path] = signature
    return Look(tuple(ready), unfinished, tuple(left))


def _entries(folder: Path, left: list[Left], *, is_top: bool = True) -> Iterator[os.DirEntry[str]]:
    """Yield the files of a folder by name, then those one level down; note what is neither."""
    folders: list[Path] = []
    for entry in _named(folder):
        if entry.is_symlink():
            left.append(Left(entry.path, "is a link, which may lead anywhere; put the file itself here"))
        elif not entry.is_dir(follow_symlinks=False):
            yield entry
        elif is_top:
            folders.append(Path(entry.path))
        else:
            left.append(Left(entry.path, "is a folder within a folder; put it one level up"))
    for inner in folders:
        if inner.name not in (DONE, FAILED):
            try:
                yield from _entries(inner, left, is_top=False)
            except OSError as error:
                left.append(Left(str(inner), f"can't be listed: {error.strerror or error}"))


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
