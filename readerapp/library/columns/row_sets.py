"""Sets of rows as integers: bit n stands for row n. `&`, `|` and `& ~` take microseconds at any size."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import compress, islice

_ZERO, _ONE = 48, 49
_AS_FLAGS = bytes.maketrans(b"01", b"\0\1")


def of(rows: Iterable[int], size: int) -> int:
    """Return the set of these rows in a library of `size` rows."""
    if not rows:
        return 0
    digits = bytearray(b"0") * size
    for row in rows:
        digits[row] = _ONE
    return _number(digits)


def where(column: bytes, mask: int) -> int:
    """Return the rows whose byte in `column` has any bit of `mask`."""
    table = bytes(_ONE if value & mask else _ZERO for value in range(256))
    return _number(column.translate(table))


def every(size: int) -> int:
    """Return all rows."""
    return (1 << size) - 1


def _number(digits: bytes | bytearray) -> int:
    return int(digits[::-1], 2) if digits else 0


def flags(bits: int, size: int) -> bytes:
    """Return one byte for each row: 1 if it is in the set."""
    return f"{bits:0{size}b}"[::-1].encode().translate(_AS_FLAGS) if size else b""


def listed(bits: int, order: Sequence[int], limit: int | None = None) -> array[int]:
    """Return the rows of the set in an order that lists every row once; only the first `limit`, if given."""
    if not bits:
        return array("I")
    if bits == every(len(order)):
        return array("I", order[:limit])
    chosen = flags(bits, len(order))
    return array("I", islice(compress(order, map(chosen.__getitem__, order)), limit))


def members(bits: int, size: int) -> array[int]:
    """Return the rows of the set, ascending."""
    return array("I", compress(range(size), flags(bits, size)))
