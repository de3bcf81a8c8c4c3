"""Text as the words a search compares: folded, split, and runs of CJK as pairs of characters."""

from __future__ import annotations

import re

from readerapp.domain.text import fold

_ASCII = re.compile(r"[a-z0-9]+")
_ANY = re.compile(r"[^\W_]+")
# Han, kana and the like have no spaces between words: pairs of characters stand in for them.
_CJK = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_SMALL = "a|an|and|as|at|by|de|for|from|in|is|of|on|or|the|to|via|vs|with"
# a run written as a name: capitals with small words between them, or words joined by hyphens and the next
_NAME = re.compile(
    rf"[A-ZÀ-Þ][^\W_]*(?:(?:[ ](?:{_SMALL}))*[ -][A-ZÀ-Þ][^\W_]*)+(?:[ ](?!(?:{_SMALL})\b)[^\W_]+)?"
    r"|[^\W_]+(?:-[^\W_]+)+(?:[ ][^\W_]+)?"
)
# in the shown text: a mark that goes over a letter belongs to its word
_SHOWN = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")
LONGEST_INITIALS = 7


def words(text: str) -> list[str]:
    """The folded words of a text, in order. A CJK run gives its pairs and its last character."""
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
    """Each two neighbouring characters of a run, then its last, so that every character starts one."""
    return [run[i : i + 2] for i in range(len(run))]


def is_cjk(word: str) -> bool:
    """Whether a word is made of CJK characters (words never mix)."""
    return not word.isascii() and bool(_CJK.fullmatch(word))


def placed(text: str) -> list[tuple[str, int, int]]:
    """Each word of a shown text with its start and end there; a CJK run gives one a character."""
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
    """The initials of runs of two to seven words of a text (`icl` of In-Context Learning).

    `named` takes only runs that are written as a name: joined by hyphens, or capitalised but for small words.
    Running text has too many other runs for them to mean anything.
    """
    found: set[str] = set()
    for run in initial_runs(text, named=named):
        letters = "".join(word[0] for word, _, _ in run)
        for start in range(len(letters) - 1):
            for end in range(start + 2, min(len(letters), start + LONGEST_INITIALS) + 1):
                found.add(letters[start:end])
    return found


def initial_runs(text: str, *, named: bool) -> list[list[tuple[str, int, int]]]:
    """The runs of placed words whose initials count."""
    if not named:
        return [_unjoined(text, 0)]
    return [_unjoined(match[0], match.start()) for match in _NAME.finditer(text)]


def _unjoined(text: str, at: int) -> list[tuple[str, int, int]]:
    return [(word, at + start, at + end) for word, start, end in placed(text) if not is_cjk(word)]
