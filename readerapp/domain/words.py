"""Text as the folded words that search compares; CJK runs as pairs of characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readerapp.domain.text import fold

_ASCII = re.compile(r"[a-z0-9]+")
_ANY = re.compile(r"[^\W_]+")
# Han, kana and the like have no spaces between words: pairs of characters replace them.
_CJK = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_SMALL = "a|an|and|as|at|by|de|for|from|in|is|of|on|or|the|to|via|vs|with"
# a name: capitalised words with small words between them
_CAPITALS = re.compile(rf"[A-ZÀ-Þ][^\W_]*+(?:(?:[ ](?:{_SMALL})\b)*+[ -][A-ZÀ-Þ][^\W_]*+)++")
# or hyphenated words and the next one; found by the hyphen, which is rare
_JOINED = re.compile(r"-[^\W_]++(?:-[^\W_]++)*+(?:[ ][^\W_]++)?")
# in displayed text, combining marks and joiners belong to the word
_SHOWN = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f\u200c\u200d])*")
MAX_INITIALS = 6


def words(text: str) -> list[str]:
    """Return the folded words of a text in order; a CJK run gives its pairs and its last character."""
    if text.isascii():
        return _ASCII.findall(text.lower())
    folded = _ANY.findall(fold(text))
    return [part for word in folded for part in _parts(word)]


def _parts(word: str) -> list[str]:
    if word.isascii() or not _CJK.search(word):
        return [word]
    parts: list[str] = []
    at = 0
    for run in _CJK.finditer(word):
        parts += [word[at : run.start()]] if run.start() > at else []
        parts += pairs(run[0])
        at = run.end()
    return parts + ([word[at:]] if at < len(word) else [])


def pairs(run: str) -> list[str]:
    """Return each pair of neighbouring characters, then the last one, so that every character starts one."""
    return [run[i : i + 2] for i in range(len(run))]


def is_cjk(word: str) -> bool:
    """Return True if a word consists of CJK characters (words never mix scripts)."""
    return not word.isascii() and bool(_CJK.fullmatch(word))


def words_with_spans(text: str) -> list[tuple[str, int, int]]:
    """Return (folded word, start, end) for each word of a text; a CJK run gives one per character."""
    found = []
    for match in _SHOWN.finditer(text):
        word = match[0] if match[0].isascii() else fold(match[0])
        if not match[0].isascii() and _CJK.search(match[0]):
            found += _placed_parts(match[0], match.start())
        elif word:
            found.append((word.lower(), match.start(), match.end()))
    return found


def _placed_parts(text: str, at: int) -> list[tuple[str, int, int]]:
    parts: list[tuple[str, int, int]] = []
    last = 0
    for run in _CJK.finditer(text):
        if run.start() > last:
            parts.append((fold(text[last : run.start()]), at + last, at + run.start()))
        parts += [
            (fold(run[0][i : i + 2]), at + run.start() + i, at + run.start() + i + 1)
            for i in range(len(run[0]))
        ]
        last = run.end()
    if last < len(text):
        parts.append((fold(text[last:]), at + last, at + len(text)))
    return parts


def initials(text: str, *, named: bool) -> set[str]:
    """Return the initials of runs of two to six words (`icl` for In-Context Learning).

    With `named` only runs written as a name count: hyphenated, or capitalised except for small words.
    Running text has too many other runs for their initials to mean anything.
    """
    if not named:
        return _runs(text)
    found: set[str] = set()
    for start, end in _names(text):
        found |= _runs(text[start:end])
    return found


def _runs(text: str) -> set[str]:
    letters = "".join([word[0] for word in words(text) if not is_cjk(word)])
    last = len(letters)
    return {
        letters[start:end]
        for start in range(last - 1)
        for end in range(start + 2, min(last, start + MAX_INITIALS) + 1)
    }


def _names(text: str) -> Iterator[tuple[int, int]]:
    for match in _CAPITALS.finditer(text):
        yield match.span()
    for match in _JOINED.finditer(text):
        start = match.start()
        while start and text[start - 1].isalnum():
            start -= 1
        if start < match.start():
            yield start, match.end()


def initial_runs(text: str, *, named: bool) -> list[list[tuple[str, int, int]]]:
    """Return the same runs as `initials`, as words with spans."""
    spans = _names(text) if named else [(0, len(text))]
    return [
        [
            (word, start + at, start + to)
            for word, at, to in words_with_spans(text[start:end])
            if not is_cjk(word)
        ]
        for start, end in spans
    ]
