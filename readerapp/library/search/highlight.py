"""Positions of a query's words in a displayed text."""

from __future__ import annotations

from collections.abc import Iterable

from readerapp.domain.query.tree import Phrase, Word
from readerapp.domain.words import MAX_INITIALS, initials, inner_words, is_cjk, words_with_spans
from readerapp.library.search.spelling import words_meant

Span = tuple[int, int]
_Placed = list[tuple[str, int, int]]
_FIELDS = {"authors": "author"}


def spans(text: str, field: str, wanted: Iterable[Word | Phrase]) -> list[Span]:
    """Return the matching character ranges of a text, ascending and disjoint.

    `field` is `title`, `abstract`, `authors` or `note`. Of each word only the best kind of match is marked:
    where it occurs as typed, no misspelling of it is.
    """
    here = [want for want in wanted if want.field in (None, _FIELDS.get(field, field))]
    if not here or not text:
        return []
    words = words_with_spans(text)
    found: list[Span] = []
    for want in here:
        if isinstance(want, Phrase):
            found += _phrase(words, want)
        else:
            found += (
                _word(words, want.word)
                or (field == "title" and _inside(text, words, want.word))
                or _misspelt(words, want.word)
            )
    return _joined(found)


def _word(words: _Placed, word: str) -> list[Span]:
    """Return the spans of whole words, and of the typed part of longer ones."""
    return [_begun(at, word) for at in words if at[0].startswith(word)]


def _begun(at: tuple[str, int, int], word: str) -> Span:
    other, start, end = at
    # accents or ligatures change the length: mark all of it
    return (start, start + len(word)) if end - start == len(other) else (start, end)


def _inside(title: str, words: _Placed, word: str) -> list[Span]:
    return _word(inner_words(title), word) or _initials(words, word)


def _misspelt(words: _Placed, word: str) -> list[Span]:
    wrong = words_meant(word, dict.fromkeys(other for other, _, _ in words))
    least = min(wrong.values(), default=0)
    return [(start, end) for other, start, end in words if wrong.get(other) == least]


def _initials(words: _Placed, word: str) -> list[Span]:
    if not 2 <= len(word) <= MAX_INITIALS:
        return []
    run = [(other, start) for other, start, _ in words if not is_cjk(other)]
    letters = initials([other for other, _ in run])
    found: list[Span] = []
    at = letters.find(word)
    while at >= 0:
        found += [(start, start + 1) for _, start in run[at : at + len(word)]]
        at = letters.find(word, at + len(word))
    return found


def _phrase(words: _Placed, phrase: Phrase) -> list[Span]:
    size = len(phrase.words)
    found = []
    for at in range(len(words) - size + 1):
        run = words[at : at + size]
        texts = tuple(word for word, _, _ in run)
        last = texts[-1].startswith(phrase.words[-1]) if phrase.open else texts[-1] == phrase.words[-1]
        if last and texts[:-1] == phrase.words[:-1]:
            # a CJK pair has the position of its first character
            end = run[-1][2] + (1 if is_cjk(texts[-1]) and len(phrase.words[-1]) == 2 else 0)
            found.append((run[0][1], end))
    return found


def _joined(found: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
