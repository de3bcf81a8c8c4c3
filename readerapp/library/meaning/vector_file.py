"""Vectors of papers in a file, and what they were made from."""

from __future__ import annotations

from pathlib import Path

from readerapp.domain.values import NamedTuple
from readerapp.library.meaning import checked_file
from readerapp.library.meaning.vectors import Vectors
from readerapp.library.meaning.word_vectors import Array


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
    rows, dimensions = kept.vectors.numbers.shape
    about = {"model": model, "rows": rows, "dimensions": dimensions, **kept.covered._asdict()}
    checked_file.write(path, about, [kept.offsets, kept.vectors.scales, kept.vectors.numbers])


def read(path: Path, model: str) -> Kept | None:
    """Return what is in the file; None if it is missing, damaged, or of another version or model."""
    import numpy as np

    found = checked_file.read(path)
    if not found or found[0]["model"] != model:
        return None
    about, body = found
    rows = about["rows"]
    offsets, scales, numbers = np.split(body, (8 * rows, 12 * rows))
    vectors = Vectors(numbers.view(np.int8).reshape(rows, about["dimensions"]), scales.view(np.float32))
    return Kept(Covered(about["end"], about["checksum"]), offsets.view(np.int64), vectors)
