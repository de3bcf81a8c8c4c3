"""Numbers in one file of the cache folder, mapped into memory and known to be whole.

The file: a mark, the size of the header and its checksum, the header as JSON, then the numbers, which have
one checksum for all.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from readerapp.disk import files
from readerapp.library.meaning.word_vectors import Array

# bump whenever a file, or what of a paper counts, changes
_VERSION = 2
_MAGIC = b"readerapp vectors\n"
_START = len(_MAGIC) + 8
_ALIGNED = 64


def write(path: Path, about: Mapping[str, object], parts: Sequence[Array]) -> None:
    """Replace the file by arrays, and what is to be known about them; raises `OSError`."""
    chunks = [memoryview(part).cast("B") for part in parts]
    checksum = 0
    for chunk in chunks:
        checksum = zlib.crc32(chunk, checksum)
    numbers = {"version": _VERSION, "size": sum(map(len, chunks)), "checksum": checksum}
    header = json.dumps({"about": about, **numbers}).encode()
    header += b" " * (-(_START + len(header)) % _ALIGNED)
    sizes = len(header).to_bytes(4) + zlib.crc32(header).to_bytes(4)
    files.replace(path, [_MAGIC, sizes, header, *chunks], durable=False)


def read(path: Path) -> tuple[dict[str, Any], Array] | None:
    """Return what is to be known and the bytes of the arrays; None if it is missing, damaged or another's."""
    import numpy as np

    try:
        whole = np.memmap(path, np.uint8, "r")
        size, checksum = _sizes(bytes(whole[:_START]))
        raw, body = bytes(whole[_START : _START + size]), np.asarray(whole[_START + size :])
        header = json.loads(raw)
        if zlib.crc32(raw) != checksum or header["version"] != _VERSION:
            return None
        is_whole = (len(body), zlib.crc32(body)) == (header["size"], header["checksum"])
        return (header["about"], body) if is_whole else None
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return None


def _sizes(start: bytes) -> tuple[int, int]:
    """Return the size and the checksum of the header."""
    if start[: len(_MAGIC)] != _MAGIC:
        raise ValueError("no vectors")
    return int.from_bytes(start[-8:-4]), int.from_bytes(start[-4:])
