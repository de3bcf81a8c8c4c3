"""The files and addresses that SOURCE arguments name, each file once; nothing that could block."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from glob import glob, has_magic
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from readerapp.actions.intake.report import Meter
from readerapp.actions.services.urls import is_address, is_url
from readerapp.disk.files import typed_path
from readerapp.domain.values import dataclass
from readerapp.sources import Readable, Skip

_PIPE_FOLDERS = ("/dev/fd/", "/proc/self/fd/")
"""Paths that a shell gives to the pipe of `<(command)`."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file, pipe or text to read."""

    name: str
    size: int | None
    """In bytes; None if unknown before the end."""
    open: Callable[[], AbstractContextManager[BinaryIO]]

    @property
    def source(self) -> str:
        """Its name in sightings: that of the file without its folder."""
        return self.name if self.size is None else Path(self.name).name


@dataclass(frozen=True, slots=True)
class Address:
    """An address to fetch; see `addresses`."""

    name: str
    size: None = None


@dataclass(frozen=True, slots=True)
class Data:
    """Data that was read already, such as a pasted text."""

    name: str
    data: bytes


class CountedFile:
    """A file that counts the bytes read from it."""

    def __init__(self, file: Readable, meter: Meter) -> None:
        self._file = file
        self._meter = meter

    def read(self, size: int = -1, /) -> bytes:
        """Read at most `size` bytes."""
        data = self._file.read(size)
        if data is None:  # a device with nothing to read yet
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        self._meter.done += len(data)
        return data


Source = str | os.PathLike[str] | Data
"""A file, folder, pattern, address, `-` (standard input), or data."""


def find(sources: Source | Iterable[Source]) -> Iterator[Input | Address | Skip]:
    """Yield everything that sources name; a `Skip` with the reason for what can't be read."""
    once: set[tuple[int, int]] = set()
    for one in (sources,) if isinstance(sources, str | os.PathLike | Data) else sources:
        if isinstance(one, Data):
            yield Input(one.name, len(one.data), lambda data=one.data: BytesIO(data))  # type: ignore[misc]
            continue
        for found in _named(os.fspath(one)):
            if isinstance(found, Path):
                yield from _file(found, once)
            else:
                yield found


def _standard_input() -> AbstractContextManager[BinaryIO]:
    if sys.stdin is None:
        raise OSError(errno.EBADF, "it is closed")
    return nullcontext(sys.stdin.buffer)


def _named(name: str) -> Iterator[Input | Address | Skip | Path]:
    if name == "-":
        yield Input("standard input", None, _standard_input)
        return
    path = typed_path(name)
    if is_url(name):
        yield Address(name)
    elif os.path.lexists(path):
        yield from _under(path)
    elif has_magic(name):
        matches = sorted(glob(os.path.expanduser(name), recursive=True))  # noqa: PTH111, PTH207 Path has no `~*`
        for match in matches:
            yield from _under(Path(match))
        if not matches:
            yield Skip(name, "no file matches")
    elif is_address(name):
        yield Address(name)
    else:
        yield Skip(name, "can't be read: No such file or directory")


def _under(path: Path) -> Iterator[Path | Skip]:
    """Yield the file, or the files within the folder ordered by name, without hidden ones."""
    if not path.is_dir():
        yield path
        return
    troubles: list[Skip] = []
    empty = True
    for folder, folders, files in os.walk(path, onerror=lambda error: troubles.append(_unlisted(error))):
        here = Path(folder)
        yield from troubles
        empty = empty and not (files or troubles)
        troubles.clear()
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if (here / name).is_symlink():  # it may lead anywhere, even back here
                yield Skip(str(here / name), "is a link to a folder; name it to read it")
        yield from (here / name for name in sorted(files) if not name.startswith("."))
    yield from troubles
    if empty and not troubles:
        yield Skip(str(path), "has no files")


def _unlisted(error: OSError) -> Skip:
    return Skip(str(error.filename), f"can't be listed: {error.strerror}")


def _file(path: Path, once: set[tuple[int, int]]) -> Iterator[Input | Skip]:
    try:
        found = path.stat()
    except OSError as error:
        yield Skip(str(path), f"can't be read: {error.strerror}")
        return
    if stat.S_ISFIFO(found.st_mode) and str(path).startswith(_PIPE_FOLDERS):
        yield Input(str(path), None, lambda: path.open("rb"))
    elif not stat.S_ISREG(found.st_mode):
        yield Skip(str(path), "is not a regular file: reading it might never end")
    elif (found.st_dev, found.st_ino) not in once:
        once.add((found.st_dev, found.st_ino))
        yield Input(str(path), found.st_size, lambda: _opened(path))


def _opened(path: Path) -> BinaryIO:
    """Open a file without waiting, even if a FIFO replaced it meanwhile."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    file = os.fdopen(descriptor, "rb")
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        file.close()
        raise OSError(0, "it is no longer a file")
    return file
