"""How far a word of a query is from words of a text: misspelt a little, or too much."""

from __future__ import annotations

from collections.abc import Iterable

BEGUN_FROM = 5
"""A word of fewer letters may be misspelt only as a whole, or it would fit nearly anything."""


def max_edits(word: str) -> int:
    """How many letters may be wrong, missing, too many, or swapped with the next."""
    if len(word) < 3 or word.isdigit():
        return 0
    return 1 if len(word) < 7 else 2


def misspellings(word: str, others: Iterable[str]) -> dict[str, int]:
    """Those of the other words that `word`, or what is typed of it, may be a misspelling of, and how many
    letters are wrong.
    """
    most = max_edits(word)
    choices = [other for other in others if len(other) >= len(word) - most] if most else []
    if not choices:
        return {}
    from rapidfuzz.distance import OSA  # loads when the first word is compared
    from rapidfuzz.process import extract

    found: dict[str, int] = {}
    cuts = range(len(word) - most, len(word) + most + 1) if len(word) >= BEGUN_FROM else ()
    for ends in (choices, *([other[:cut] for other in choices] for cut in cuts)):
        for _, wrong, at in extract(word, ends, scorer=OSA.distance, score_cutoff=most, limit=None):
            other = choices[at]
            found[other] = min(int(wrong), found.get(other, most))
    return found
