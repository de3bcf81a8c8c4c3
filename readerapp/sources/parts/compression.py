"""Compressed files read through, as far as they are what they seem."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from io import BufferedReader, RawIOBase

from readerapp.sources.reading import Readable, Skip

_FREE_BYTES = 1 << 26
_MAX_RATIO = 200
"""Text is packed ten to twenty times, at the very most a hundred; only what means harm goes further."""
# by their modules
_KINDS = ((b"\x1f\x8b", "gzip"), (b"BZh", "bz2"), (b"\xfd7zXZ\x00", "lzma"))
_OTHERS = (
    (b"PK\x03\x04", "a zip archive: unpack it and add what is in it"),
    (b"%PDF-", "a PDF: add the page, the id or the bibliography entry of the paper"),
)


class DamagedFile(Exception):
    """A compressed file can't be read on; the message says why."""


def known_binary(head: bytes) -> Skip | None:
    """The line for a file that is known to be no text of papers by how it begins."""
    return next((Skip("", why) for mark, why in _OTHERS if head.startswith(mark)), None)


def decompressed(file: Readable) -> Readable:
    """What is in a file that gzip, bzip2 or xz packed, else the file.

    Reading it raises `DamagedFile` where the packed data are cut or damaged, or unpack to absurd sizes.
    """
    ahead = _Ahead(file)
    kind = next((name for mark, name in _KINDS if ahead.head.startswith(mark)), None)
    return _Unpacked(ahead, kind) if kind else ahead


class _Ahead(RawIOBase):
    """A file of which the first bytes are looked at."""

    def __init__(self, file: Readable) -> None:
        self._file = file
        self.head = self._left = file.read(8)
        self.count = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        data, self._left = self._left or self._file.read(size), b""
        self.count += len(data)
        return data

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._left[: len(buffer)] or self._file.read(len(buffer))
        self._left = self._left[len(buffer) :]
        self.count += len(data)
        buffer[: len(data)] = data
        return len(data)


def _damage() -> tuple[type[Exception], ...]:
    """Return what the three raise; an `OSError` with a number is the disk's, not damage of the data."""
    import lzma
    import zlib

    return OSError, EOFError, zlib.error, lzma.LZMAError


class _Unpacked:
    def __init__(self, packed: _Ahead, kind: str) -> None:
        self._packed = packed
        self._kind = kind
        self._count = 0
        opened: Callable[[BufferedReader], BufferedReader] = import_module(kind).open
        self._file = opened(BufferedReader(packed))

    def read(self, size: int = -1, /) -> bytes:
        try:
            data = self._file.read1(size)  # what came before any damage is not lost
        except _damage() as error:
            if getattr(error, "errno", None):
                raise
            raise DamagedFile(f"the {self._kind} data are cut or damaged") from error
        self._count += len(data)
        if self._count > max(_FREE_BYTES, _MAX_RATIO * self._packed.count):
            raise DamagedFile(
                f"the {self._kind} data unpack to over {_MAX_RATIO} times their size: no papers do"
            )
        return data
