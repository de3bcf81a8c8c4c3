"""Writing files so that they are whole or unchanged, and on the disk when the call returns."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

Signature = tuple[int, int, int]
"""Which file, when changed, how long: differs after any write by any program."""

NO_FILE: Signature = (-1, -1, -1)
"""The signature of no file that there is, nor of one that is missing."""

NEW_FILE = 0o600
NEW_FOLDER = 0o700
_NEW = os.O_CREAT | getattr(os, "O_BINARY", 0)
_NOT_THERE = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOTTY}
"""How file systems say that they don't know a call, as many network and FUSE file systems do."""


def signature(path: Path) -> Signature | None:
    """What tells this content of a file from any other, without reading it; None where there is no file."""
    try:
        return signature_of(path.stat())
    except (FileNotFoundError, NotADirectoryError):
        return None


def signature_of(found: os.stat_result) -> Signature:
    """The signature in what the system says of a file."""
    return found.st_ino, found.st_mtime_ns, found.st_size


def make_folder(path: Path) -> None:
    """The folder, for its owner alone, unless it is there already."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(NEW_FOLDER, exist_ok=True)


def resolve(path: Path) -> Path:
    """Return the file that a path means, through symbolic links, whether it exists or not."""
    return Path(os.path.realpath(path))


def create(path: Path, mode: int = NEW_FILE) -> int:
    """Open a new file for writing, in a folder that may be new too; `FileExistsError` if it exists."""
    make_folder(path.parent)
    return os.open(path, _NEW | os.O_WRONLY | os.O_EXCL, mode)


def sync(descriptor: int) -> None:
    """Returns when what was written to the file is on the disk, as far as its file system can tell."""
    if sys.platform == "darwin":  # where fsync leaves it in the drive's cache
        import fcntl

        with contextlib.suppress(OSError):  # network drives don't know it
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NOT_THERE:
            raise


def sync_folder(path: Path) -> str:
    """Returns when the names in the folder are on the disk; or why that can't be known.

    That is no failure: the file has its name and its content, and only a power cut could take the name away.
    Windows has no such call and needs none.
    """
    if sys.platform == "win32":
        return ""
    try:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def write_all(descriptor: int, data: bytes | memoryview) -> None:
    """Writes every byte: the system may take fewer at once."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def replace(
    path: Path, chunks: Iterable[bytes | memoryview], mode: int = NEW_FILE, *, durable: bool = True
) -> Signature:
    """The file now holds `chunks`, or on any failure (`OSError`) still what it held.

    Written beside the real file and renamed over it. A symbolic link stays one; an existing file keeps its
    mode and owner; a new one has `mode`, without one it is for its owner alone. A cache, which can be made
    anew, needs not be `durable`: it is whole, but may be gone after a power cut.
    """
    real = resolve(path)
    beside = real.with_name(f".{real.name}.{os.getpid()}.{os.urandom(3).hex()}.new")
    descriptor = create(beside, mode)
    try:
        try:
            for chunk in chunks:
                write_all(descriptor, chunk)
            with contextlib.suppress(FileNotFoundError):
                _keep(descriptor, beside, real.stat())
            if durable:
                sync(descriptor)
            written = signature_of(os.fstat(descriptor))
        finally:
            os.close(descriptor)
        beside.replace(real)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    if durable:
        sync_folder(real.parent)
    return written


def sweep(path: Path) -> list[Path]:
    """Removes what `replace` left beside the file when its process was killed; whoever calls holds the lock
    under which the file is written."""
    left = unfinished(path)
    for path in left:
        path.unlink(missing_ok=True)
    return left


def unfinished(path: Path) -> list[Path]:
    """The files beside `path` that a killed `replace` of it left."""
    real = resolve(path)
    name = re.compile(rf"\.{re.escape(real.name)}\.\d+\.[0-9a-f]{{6}}\.new")
    try:
        return [beside for beside in real.parent.iterdir() if name.fullmatch(beside.name)]
    except OSError:
        return []


def _keep(descriptor: int, path: Path, before: os.stat_result) -> None:
    """The mode, and where that is allowed the owner, that the file has."""
    mode, now = stat.S_IMODE(before.st_mode), os.fstat(descriptor)
    if sys.platform == "win32":
        path.chmod(mode)
        return
    if (before.st_uid, before.st_gid) != (now.st_uid, now.st_gid):
        with contextlib.suppress(OSError):  # only root may: who runs us as root once, stays the owner
            os.fchown(descriptor, before.st_uid, before.st_gid)
    if stat.S_IMODE(now.st_mode) != mode:
        try:
            os.fchmod(descriptor, mode)
        except OSError as error:
            if error.errno not in {*_NOT_THERE, errno.EPERM}:  # a file system without modes
                raise


class End:
    """The end of a file that is open for appending. Made by `appending`."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.size = os.lseek(descriptor, 0, os.SEEK_END)
        """Bytes in the file: where the next write starts."""

    def end_line(self) -> None:
        """End a last line that a crash cut short, so that it stays a line of its own."""
        if self.size:
            os.lseek(self.descriptor, -1, os.SEEK_END)
            if os.read(self.descriptor, 1) != b"\n":
                self.write(b"\n")

    def write(self, data: bytes, *, durable: bool = False) -> None:
        """Add `data`, on the disk if `durable`, or (`OSError`) leave the file as long as it was."""
        try:
            write_all(self.descriptor, data)
            if durable:
                sync(self.descriptor)
        except BaseException:  # ctrl+c too
            with contextlib.suppress(OSError):
                os.ftruncate(self.descriptor, self.size)
            raise
        self.size += len(data)


@contextlib.contextmanager
def appending(path: Path) -> Iterator[End]:
    """Open the end of the file, which is made, for its owner alone, if it doesn't exist."""
    real = resolve(path)
    make_folder(real.parent)
    fresh = not real.exists()
    descriptor = os.open(real, _NEW | os.O_RDWR | os.O_APPEND, NEW_FILE)
    try:
        if fresh:
            sync_folder(real.parent)
        yield End(descriptor)
    finally:
        os.close(descriptor)


def append(path: Path, data: bytes) -> None:
    """Add `data` at the end and have it on the disk, or (`OSError`) leave the file as long as it was."""
    with appending(path) as end:
        end.write(data, durable=True)


def move(path: Path, folder: Path) -> Path:
    """Moves a file into a folder, also from another disk, and never over another file; the new path."""
    make_folder(folder)
    numbered = (f"{path.stem} -{number}{path.suffix}" for number in range(2, 1000))
    there = next(free for name in (path.name, *numbered) if not (free := folder / name).exists())
    try:
        path.rename(there)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        replace(there, [path.read_bytes()])
        path.unlink()
    return there


def set_aside(path: Path, why: str, when: str) -> Path:
    """Renames a file that can't be used to a name that says why, and never over another; the new path."""
    real = resolve(path)
    day = when.replace(":", "")[:17]
    for number in range(1, 1000):
        extra = "" if number == 1 else f"-{number}"
        aside = real.with_name(f"{real.stem}.{why}-{day}{extra}{real.suffix}")
        if not aside.exists():
            real.rename(aside)
            return aside
    raise FileExistsError(f"{real.parent}: a thousand files named {real.stem}.{why}-{day}")
