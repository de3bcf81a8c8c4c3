"""How a word of a query fits a word of a text: whole, begun, or misspelt."""

from __future__ import annotations

BEGUN_FROM = 5
"""A word of fewer letters may be misspelt only as a whole, or it would fit nearly anything."""


def allowance(word: str) -> int:
    """How many letters may be wrong, missing, too many, or swapped with the next."""
    if len(word) < 4 or word.isdigit():
        return 0
    return 1 if len(word) < 7 else 2


def errors(word: str, other: str) -> int | None:
    """How many letters of `other` (or of its beginning) `word` has wrong; None if more than allowed."""
    most = allowance(word)
    if not most or len(other) < len(word) - most:
        return None
    from rapidfuzz.distance import OSA  # loads when the first word is compared

    distance = OSA.distance
    found = distance(word, other, score_cutoff=most)
    if found > most and len(word) >= BEGUN_FROM:
        ends = range(max(1, len(word) - most), min(len(other), len(word) + most + 1))
        found = min((distance(word, other[:end], score_cutoff=most) for end in ends), default=found)
    return int(found) if found <= most else None
