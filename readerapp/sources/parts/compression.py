"""Reads through gzip, bzip2 and xz.

Formats: https://www.rfc-editor.org/rfc/rfc1952, https://sourceware.org/bzip2, https://tukaani.org/xz.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from io import BufferedReader, RawIOBase

from readerapp.sources.results import Readable, Skip

_FREE_BYTES = 1 << 26
_MAX_RATIO = 200
"""Text compresses ten to twenty times, rarely a hundred; a higher ratio is a bomb."""
# by module
_KINDS = ((b"\x1f\x8b", "gzip"), (b"BZh", "bz2"), (b"\xfd7zXZ\x00", "lzma"))
_OTHERS = (
    (b"PK\x03\x04", "a zip archive: unpack it and add its files"),
    (b"%PDF-", "a PDF: add it without --format"),
)


class DamagedFile(Exception):
    """A compressed file can't be read on; the message says why."""


def known_binary(head: bytes) -> Skip | None:
    """Return a skip for a file whose first bytes show a known binary format; None otherwise."""
    return next((Skip("", why) for mark, why in _OTHERS if head.startswith(mark)), None)


def decompress(file: Readable) -> Readable:
    """Return the decompressed contents of a file; the file itself if it isn't compressed.

    Reading raises `DamagedFile` if the data are cut or damaged, or decompress to an absurd size.
    """
    ahead = _Ahead(file)
    kind = next((name for mark, name in _KINDS if ahead.head.startswith(mark)), None)
    return _Unpacked(ahead, kind) if kind else ahead


class _Ahead(RawIOBase):
    """A file whose first bytes have been looked at."""

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
    """Return the exceptions of all three; an `OSError` with a number is the disk's."""
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
            data = self._file.read1(size)  # unlike `read`, keeps what came before any damage
        except _damage() as error:
            if getattr(error, "errno", None):
                raise
            raise DamagedFile(f"the {self._kind} data are cut or damaged") from error
        self._count += len(data)
        if self._count > max(_FREE_BYTES, _MAX_RATIO * self._packed.count):
            raise DamagedFile(
                f"the {self._kind} data unpack to over {_MAX_RATIO} times their size, as no papers do"
            )
        return data
