"""Numbers for each row, in arrays or mapped from a file."""

from __future__ import annotations

from array import array
from collections.abc import Sequence


def copied(code: str, numbers: Sequence[int]) -> array[int]:
    """Return numbers of the array type `code` as an array to change, at the cost of copying memory."""
    made = array(code)
    if isinstance(numbers, array | memoryview):
        made.frombytes(memoryview(numbers).cast("B"))
    else:
        made.extend(numbers)
    return made
