"""What SOURCE arguments mean: each file of what they name, once; nothing that would keep us waiting."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from glob import glob, has_magic
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from readerapp.actions.intake.report import Meter
from readerapp.actions.services.urls import is_address, is_url
from readerapp.sources import Readable, Skip

_OPEN_ENDS = ("/dev/fd/", "/proc/self/fd/")
"""How a shell names the end of a pipe that it made for us: `<(command)`."""


@dataclass(frozen=True, slots=True)
class Input:
    """Something to read."""

    name: str
    size: int | None
    """In bytes; None where it is not known before the end."""
    open: Callable[[], AbstractContextManager[BinaryIO]]

    @property
    def source(self) -> str:
        """What sightings call it: a file by its name, wherever it lay when it was read."""
        return self.name if self.size is None else Path(self.name).name


@dataclass(frozen=True, slots=True)
class Address:
    """Something to ask for: see `addresses`."""

    name: str
    size: None = None


@dataclass(frozen=True, slots=True)
class Data:
    """Something that was read already."""

    name: str
    data: bytes


class CountedFile:
    """A file whose bytes are counted as they are read."""

    def __init__(self, file: Readable, meter: Meter) -> None:
        self._file = file
        self._meter = meter

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes."""
        data = self._file.read(size)
        if data is None:  # a device that has nothing to say yet, which nobody waits for
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        self._meter.done += len(data)
        return data


Source = str | os.PathLike[str] | Data
"""What a caller names: a file, folder, pattern, address or `-`, or data at hand."""


def find(given: Source | Iterable[Source]) -> Iterator[Input | Address | Skip]:
    """What is to be read for files, folders, patterns, `-` and addresses; what can't be is told why."""
    once: set[tuple[int, int]] = set()
    for one in (given,) if isinstance(given, str | os.PathLike | Data) else given:
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
    path = Path(name).expanduser()
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
    """The file, or the files within the folder, in the order of their names; hidden ones are left out."""
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
            if (here / name).is_symlink():  # it may lead anywhere, also back to where we are
                yield Skip(str(here / name), "is a link to a folder; name it to have it read")
        yield from (here / name for name in sorted(files) if not name.startswith("."))
    yield from troubles
    if empty and not troubles:
        yield Skip(str(path), "is a folder without files")


def _unlisted(error: OSError) -> Skip:
    return Skip(str(error.filename), f"can't be listed: {error.strerror}")


def _file(path: Path, once: set[tuple[int, int]]) -> Iterator[Input | Skip]:
    try:
        found = path.stat()
    except OSError as error:
        yield Skip(str(path), f"can't be read: {error.strerror}")
        return
    if stat.S_ISFIFO(found.st_mode) and str(path).startswith(_OPEN_ENDS):
        yield Input(str(path), None, lambda: path.open("rb"))
    elif not stat.S_ISREG(found.st_mode):
        yield Skip(str(path), "is no file: reading it might never end")
    elif (found.st_dev, found.st_ino) not in once:
        once.add((found.st_dev, found.st_ino))
        yield Input(str(path), found.st_size, lambda: _opened(path))


def _opened(path: Path) -> BinaryIO:
    """The file, even if it was put in place of another meanwhile: opening a FIFO would wait."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    file = os.fdopen(descriptor, "rb")
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        file.close()
        raise OSError(0, "it is no file any more")
    return file
