"""The numbers that order the queue."""

from __future__ import annotations

from collections.abc import Mapping


def moved(numbers: Mapping[str, float], key: str, index: int) -> dict[str, float]:
    """The numbers to change so that `key` stands before the paper at `index` of `numbers`.

    One number where there is room between its neighbours, so that moves made on two machines rarely
    meet; all of them, 1, 2, 3 …, where floating point has none left.
    """
    others = list(numbers)
    before = numbers[others[index - 1]] if index else None
    after = numbers[others[index]] if index < len(others) else None
    number = _between(before, after)
    if (before is None or before < number) and (after is None or number < after):
        return {key: number}
    order = [*others[:index], key, *others[index:]]
    return {other: float(place) for place, other in enumerate(order, 1)}


def _between(before: float | None, after: float | None) -> float:
    if before is None:
        return 1.0 if after is None else after - 1
    return before + 1 if after is None else (before + after) / 2
