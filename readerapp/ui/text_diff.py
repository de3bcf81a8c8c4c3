"""Where two texts differ, for the eye."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from readerapp.domain.text import fold

Span = tuple[int, int]
Marks = tuple[list[Span], list[Span]]
"""Of the one text and of the other."""
_WORD = re.compile(r"\w+|[^\w\s]")
_LONGEST = 2000
"""Characters that are compared; what differs further on has been seen by then."""


def differing_words(one: str, other: str) -> Marks:
    """The ranges of each text whose words the other does not have there; case counts for nothing."""
    sides = [list(_WORD.finditer(text[:_LONGEST])) for text in (one, other)]
    words = [[match[0].casefold() for match in side] for side in sides]
    found: Marks = ([], [])
    matcher = SequenceMatcher(a=words[0], b=words[1], autojunk=False)
    for kind, low, high, other_low, other_high in matcher.get_opcodes():
        if kind == "equal":
            continue
        for spans, side, start, end in (
            (found[0], sides[0], low, high),
            (found[1], sides[1], other_low, other_high),
        ):
            if start < end:
                spans.append((side[start].start(), side[end - 1].end()))
    return found


def differing_names(one: Sequence[str], other: Sequence[str]) -> Marks:
    """The ranges, in the names joined by commas, of those that the other list does not have."""
    words, others = _words(one), _words(other)
    return _missing(one, words, others), _missing(other, others, words)


def _words(names: Sequence[str]) -> list[frozenset[str]]:
    return [frozenset(re.findall(r"\w+", fold(name))) for name in names]


def _missing(
    names: Sequence[str], words: Sequence[frozenset[str]], others: Sequence[frozenset[str]]
) -> list[Span]:
    spans, at = [], 0
    for name, its in zip(names, words, strict=True):
        if its not in others:
            spans.append((at, at + len(name)))
        at += len(name) + len(", ")
    return spans
