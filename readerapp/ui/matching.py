"""Narrowing a list of names by what is typed: each word at a word's start, within, or as letters in a row."""

from __future__ import annotations

from readerapp.domain.text import fold
from readerapp.domain.values import NamedTuple

_START, _WORD_START, _WITHIN, _ELSEWHERE, _LETTERS = range(5)
_LETTERS_PER_MISTAKE = 4
_MAX_MISTAKES = 2
_MIN_LETTERS = 2
"""One letter in a row of letters is in nearly every name."""


class NameMatch(NamedTuple):
    """How typed words match a name."""

    rank: int
    """0 for the best match: the whole name."""
    spans: tuple[tuple[int, int], ...]
    """Parts of the name to mark."""


def match_words(words: list[str], name: str, more: str = "") -> NameMatch | None:
    """Return how all folded words match a name, or words that are shown or known beside it; None if not."""
    folded, at = _folded(name)
    beside = fold(more)
    rank, spans = int(folded != " ".join(words)), list[tuple[int, int]]()
    for word in words:
        kind, found = _place(word, folded, beside)
        if kind is None:
            return None
        rank += kind
        spans += [(at[start], at[end]) if at else (start, end) for start, end in found]
    return NameMatch(rank, tuple(sorted(spans)))


def match_misspelt(words: list[str], text: str) -> NameMatch | None:
    """Return how folded words match the words of a text, or their starts, if a few letters are wrong."""
    from rapidfuzz.distance import OSA  # only words that match nothing need it

    rank, known = 0, fold(text).split()
    for word in words:
        most = min(_MAX_MISTAKES, len(word) // _LETTERS_PER_MISTAKE)
        near = (min(OSA.distance(word, it), OSA.distance(word, it[: len(word)])) for it in known)
        if not most or (mistakes := min(near, default=most + 1)) > most:
            return None
        rank += mistakes
    return NameMatch(rank, ())


def _place(word: str, name: str, more: str) -> tuple[int | None, list[tuple[int, int]]]:
    """Return the best kind of match of a word, and the parts of the name that it matches."""
    if (start := _start(word, name)) >= 0:
        kind = _START if not start else _WITHIN if name[start - 1].isalnum() else _WORD_START
        return kind, [(start, start + len(word))]
    if word in more:
        return _ELSEWHERE, []
    letters = _letters(word, name)
    return (_LETTERS, letters) if letters else (None, [])


def _start(word: str, name: str) -> int:
    """Return where a word is in a name, rather at a word's start than within; -1 if it isn't."""
    first = at = name.find(word)
    while at > 0 and name[at - 1].isalnum():
        at = name.find(word, at + 1)
    return first if at < 0 else at


def _letters(word: str, name: str) -> list[tuple[int, int]]:
    """Return where the letters of a word are in a name, in their order, the first at a word's start."""
    if len(word) < _MIN_LETTERS:
        return []
    at = name.find(word[0])
    while at > 0 and name[at - 1].isalnum():
        at = name.find(word[0], at + 1)
    places = [at]
    for letter in word[1:]:
        if at < 0 or (at := name.find(letter, at + 1)) < 0:
            return []
        places.append(at)
    return [(place, place + 1) for place in places]


def _folded(name: str) -> tuple[str, list[int] | None]:
    """Return a name for comparison, and where each of its letters comes from unless at the same place."""
    if name.isascii():
        return name.lower(), None
    letters, at = list[str](), list[int]()
    for index, letter in enumerate(name):
        folded = fold(letter)
        letters.append(folded)
        at += [index] * len(folded)
    return "".join(letters), [*at, len(name)]
