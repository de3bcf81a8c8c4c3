"""Writes files whole or not at all: `replace` and `append` return once the bytes are on disk."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

Signature = tuple[int, int, int]
"""Inode, time of change in ns, size in bytes: differs after any write by any program."""

NO_FILE: Signature = (-1, -1, -1)
"""A signature that equals no other, nor None."""

NEW_FILE_MODE = 0o600
EXPORT_MODE = 0o666
"""Mode of a new file that is no secret, before the umask."""
NEW_FOLDER_MODE = 0o700
_NAME_BYTES = 220
_NEW = os.O_CREAT | getattr(os, "O_BINARY", 0)
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOTTY}
"""Errors for calls that a file system doesn't support, as many network and FUSE file systems."""


def signature(path: Path) -> Signature | None:
    """Return what identifies the content of a file without reading it; None if there is no file."""
    try:
        return signature_of(path.stat())
    except (FileNotFoundError, NotADirectoryError):
        return None


def signature_of(found: os.stat_result) -> Signature:
    """Return the signature in the result of `stat`."""
    return found.st_ino, found.st_mtime_ns, found.st_size


def typed_path(name: str) -> Path:
    """Return the path that a person typed, with `~` for a home; `~nobody` stays as it is."""
    return Path(os.path.expanduser(name))  # noqa: PTH111 - Path's raises where there is no such user


def nameable(text: str) -> str:
    """Return `text` with `?` for each character that the system's encoding of file names lacks."""
    encoding = sys.getfilesystemencoding()
    return text.encode(encoding, "replace").decode(encoding)


def make_folder(path: Path) -> None:
    """Make the folder, private to its owner, and those above it, unless they exist."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(NEW_FOLDER_MODE, exist_ok=True)


def resolve(path: Path) -> Path:
    """Return the file that a path means, through symbolic links, whether it exists or not."""
    return Path(os.path.realpath(path))


def create(path: Path, mode: int = NEW_FILE_MODE) -> int:
    """Open a new file for writing, in a folder that may be new too; `FileExistsError` if it exists."""
    make_folder(path.parent)
    return os.open(path, _NEW | os.O_WRONLY | os.O_EXCL, mode)


def sync(descriptor: int) -> None:
    """Return when everything written to the file is on disk, as far as the file system can tell."""
    if sys.platform == "darwin":  # fsync leaves it in the drive's cache there
        import fcntl

        with contextlib.suppress(OSError):  # network drives don't support it
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise


def sync_folder(path: Path) -> str:
    """Return when the names in the folder are on disk: "", or the error if that can't be known.

    An error is no failure: only a power cut could still take away the new name. Windows needs no such call.
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
    """Write every byte: one call to the system may take only some of them."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def replace(
    path: Path, chunks: Iterable[bytes | memoryview], mode: int = NEW_FILE_MODE, *, durable: bool = True
) -> Signature:
    """Replace the file by `chunks`, or on any failure (`OSError`) leave it as it was.

    The new file is written beside the old one and renamed over it. A symbolic link stays one, an existing
    file keeps its mode and owner, a new one gets `mode`. With `durable=False`, for caches, the file is whole
    too, but a power cut may lose it.
    """
    real = resolve(path)
    beside = real.with_name(f".{_start(real)}.{os.getpid()}.{os.urandom(3).hex()}.new")
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


def _start(path: Path) -> str:
    """Return the start of a file's name that leaves room for an ending: systems take 255 bytes."""
    whole = os.fsencode(path.name)[:_NAME_BYTES].decode(errors="ignore")
    return os.fsdecode(whole.encode())


def sweep(path: Path) -> list[Path]:
    """Remove what killed calls of `replace` left beside the file. Call it with the file's lock held."""
    left = unfinished(path)
    for path in left:
        path.unlink(missing_ok=True)
    return left


def unfinished(path: Path) -> list[Path]:
    """Return the files that killed calls of `replace` left beside `path`."""
    real = resolve(path)
    name = re.compile(rf"\.{re.escape(_start(real))}\.\d+\.[0-9a-f]{{6}}\.new")
    try:
        return [beside for beside in real.parent.iterdir() if name.fullmatch(beside.name)]
    except OSError:
        return []


def _keep(descriptor: int, path: Path, before: os.stat_result) -> None:
    """Give the new file the mode and, if allowed, the owner of the old one."""
    mode, now = stat.S_IMODE(before.st_mode), os.fstat(descriptor)
    if sys.platform == "win32":
        path.chmod(mode)
        return
    if (before.st_uid, before.st_gid) != (now.st_uid, now.st_gid):
        with contextlib.suppress(OSError):  # only root may change the owner
            os.fchown(descriptor, before.st_uid, before.st_gid)
    if stat.S_IMODE(now.st_mode) != mode:
        try:
            os.fchmod(descriptor, mode)
        except OSError as error:
            if error.errno not in {*_UNSUPPORTED, errno.EPERM}:  # a file system without modes
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
    descriptor = os.open(real, _NEW | os.O_RDWR | os.O_APPEND, NEW_FILE_MODE)
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
    """Move a file into a folder, even on another disk, never over another file. Return the new path."""
    make_folder(folder)
    numbered = (f"{path.stem} -{number}{path.suffix}" for number in range(2, 1000))
    names = chain((path.name,), numbered, (f"{path.stem} -{os.urandom(8).hex()}{path.suffix}",))
    there = next(free for name in names if not os.path.lexists(free := folder / name))
    try:
        path.rename(there)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        replace(there, [path.read_bytes()])
        path.unlink()
    return there


def set_aside(path: Path, why: str, when: str) -> Path:
    """Rename an unusable file to a name that says why and when, never over another; return the new path."""
    real = resolve(path)
    day = when.replace(":", "")[:17]
    for number in range(1, 1000):
        extra = "" if number == 1 else f"-{number}"
        aside = real.with_name(f"{real.stem}.{why}-{day}{extra}{real.suffix}")
        if not aside.exists():
            real.rename(aside)
            return aside
    raise FileExistsError(f"{real.parent}: a thousand files named {real.stem}.{why}-{day}")
