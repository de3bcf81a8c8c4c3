"""Vectors in one file of the cache folder, mapped into memory.

The file: a mark, the size of the header and its checksum, the header as JSON, then the offsets of the papers'
lines, the scales and the vectors, which have one checksum for all.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import NamedTuple

from readerapp.disk import files
from readerapp.library.meaning.vectors import Vectors
from readerapp.library.meaning.word_vectors import Array

# bump whenever the file, or what of a paper counts, changes
_VERSION = 1
_MAGIC = b"readerapp vectors\n"
_ALIGNED = 64


class Covered(NamedTuple):
    """The beginning of a library's file for whose papers there are vectors."""

    end: int
    checksum: int
    """CRC of the file up to `end`."""


class Kept(NamedTuple):
    """Vectors, and what they were made from."""

    covered: Covered
    offsets: Array
    """Row to the offset of its paper's line."""
    vectors: Vectors


def write(path: Path, kept: Kept, model: str) -> None:
    """Replace the file; raises `OSError`."""
    parts = [memoryview(part).cast("B") for part in (kept.offsets, kept.vectors.scales, kept.vectors.numbers)]
    checksum = 0
    for part in parts:
        checksum = zlib.crc32(part, checksum)
    rows, dimensions = kept.vectors.numbers.shape
    about = {"version": _VERSION, "model": model, "rows": rows, "dimensions": dimensions}
    header = json.dumps({**about, **kept.covered._asdict(), "body": checksum}).encode()
    header += b" " * (-(len(_MAGIC) + 8 + len(header)) % _ALIGNED)
    sizes = len(header).to_bytes(4) + zlib.crc32(header).to_bytes(4)
    files.replace(path, [_MAGIC, sizes, header, *parts], durable=False)


def read(path: Path, model: str) -> Kept | None:
    """Return what is in the file; None if it is missing, damaged, or of another version or model."""
    import numpy as np

    try:
        whole = np.memmap(path, np.uint8, "r")
        start = len(_MAGIC) + 8
        size, checksum = _sizes(bytes(whole[:start]))
        header = bytes(whole[start : start + size])
        about = json.loads(header)
        if zlib.crc32(header) != checksum or (about["version"], about["model"]) != (_VERSION, model):
            return None
        body = whole[start + size :]
        rows, dimensions = about["rows"], about["dimensions"]
        if len(body) != rows * (8 + 4 + dimensions) or zlib.crc32(body) != about["body"]:
            return None
        offsets, scales, numbers = np.split(body, (8 * rows, 12 * rows))
        vectors = Vectors(numbers.view(np.int8).reshape(rows, dimensions), scales.view(np.float32))
        return Kept(Covered(about["end"], about["checksum"]), offsets.view(np.int64), vectors)
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return None


def _sizes(start: bytes) -> tuple[int, int]:
    """Return the size and the checksum of the header."""
    if start[: len(_MAGIC)] != _MAGIC:
        raise ValueError("no vectors")
    return int.from_bytes(start[-8:-4]), int.from_bytes(start[-4:])
