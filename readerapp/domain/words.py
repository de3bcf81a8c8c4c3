"""Text as the folded words that search compares; CJK runs as pairs of characters."""

from __future__ import annotations

from readerapp.domain.text import fold
from readerapp.domain.values import pattern

# ASCII letters in lower case and digits; everything else is a space
_ASCII = bytes(ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else 32 for code in range(256))
_ANY = pattern(r"[^\W_]+")
# Han, kana and the like have no spaces between words: pairs of characters replace them.
_CJK = pattern(
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
# Beyond these letters and signs, programs differ about where words end.
_PARTED = pattern("[^\x00-\u0482\u048a-\u052f\u2010-\u27bf]")
# in displayed text, combining marks and joiners belong to the word
_SHOWN = pattern("[^\\W_](?:[^\\W_]|[\u0300-\u036f\u200c\u200d])*")
# between a digit and a letter, and where capitals show that a word was put together
_JOINT = pattern(r"(?<=\d)(?=[^\W\d_])|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_MIN_INNER_LETTERS = 3
MAX_INITIALS = 6


def words(text: str) -> list[str]:
    """Return the folded words of a text in order; a CJK run gives its pairs and its last character."""
    if text.isascii():
        return text.encode().translate(_ASCII).decode().split()
    folded = _ANY.findall(fold(text))
    return [part for word in folded for part in _parts(word)]


def searchable(text: str) -> str:
    """Return a text that gives its `words` when split at what is neither a letter nor a digit."""
    folded = fold(text)
    return folded if folded.isascii() or not _PARTED.search(folded) else " ".join(words(text))


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


def initials(found: list[str]) -> str:
    """Return the first letters of words: any run of two to six may be typed for them (`icl`)."""
    return "".join([word[0] for word in found if word.isascii() or not is_cjk(word)])


def inner_words(text: str) -> list[tuple[str, int, int]]:
    """Return (folded rest, start, end) of compound words from each joint on: `World2Minecraft` has one."""
    found = []
    for joint in _JOINT.finditer(text):
        start = joint.start()
        rest = _ANY.match(text, start)
        if rest and rest.end() - start >= _MIN_INNER_LETTERS:
            found += [(word, start, rest.end()) for word in words(rest[0])[:1]]
    return found
