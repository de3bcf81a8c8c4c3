"""Differences between two texts, for highlighting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from readerapp.domain.text import fold

Span = tuple[int, int]
Marks = tuple[list[Span], list[Span]]
"""Spans of the first text and of the second."""
_WORD = re.compile(r"\w+|[^\w\s]")
_MAX_CHARACTERS = 2000
"""Text beyond this isn't compared: readers have seen a difference by then."""


def differing_words(one: str, other: str) -> Marks:
    """Return the spans of words that differ between two texts, ignoring case."""
    sides = [list(_WORD.finditer(text[:_MAX_CHARACTERS])) for text in (one, other)]
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
    """Return the spans of names missing from the other list, in the names joined by commas."""
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
