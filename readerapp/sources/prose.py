"""Tells prose (abstracts) from titles."""

from __future__ import annotations

import re

_MIN_LONG_CHARS = 300
_SENTENCE_END = re.compile(r"[.!?][)\"'”’\]}$]*\s+(?=[A-Z(\"“$\\])")
_STOPS = (".", "。", "．")
_CLOSERS = ")\"'”’]}」』）"
# Characters that each stand for a syllable or word.
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_OPENING = re.compile(
    r"(?:We|This (?:paper|work|article|report|study|survey|thesis)|In this|Our|Here,? we|I)\b", re.ASCII
)
_MAX_ABBREVIATION_CHARS = 10
_ABBREVIATED = re.compile(r"\b(?:et al|etc|vs|Inc|Ltd|Corp|Jr|Sr|[A-Z])\.$")


def is_prose(text: str) -> bool:
    """Return True if a text consists of sentences, as an abstract does and a title doesn't."""
    if is_long(text):
        return True
    if "https://" in text or "http://" in text:
        return True
    words = text.count(" ") + 1
    if words < 6:
        return False
    if ends_with_stop(text):
        return words >= 8
    if words >= 10 and _OPENING.match(text):
        return True
    return sentence_ends(text) >= 2


def is_long(text: str) -> bool:
    """Return True if a text is longer than any title."""
    return width(text) > _MIN_LONG_CHARS


def sentence_ends(text: str) -> int:
    """Return how many sentences end before the end of a text."""
    return len(_SENTENCE_END.findall(text))


def width(text: str) -> float:
    """Return the length of a text as if it were in Latin letters."""
    return len(text) if text.isascii() else len(text) + 1.5 * len(_DENSE.findall(text))


def ends_with_stop(text: str) -> bool:
    """Return True if a text ends with a full stop, as hardly any title does."""
    return text.rstrip(_CLOSERS).endswith(_STOPS) and not _ABBREVIATED.search(text[-_MAX_ABBREVIATION_CHARS:])


def is_one_sentence(text: str) -> bool:
    """Return True if a text is a single sentence, as generated summaries are."""
    return len(text) <= 500 and "\n" not in text and not _SENTENCE_END.search(text)


def continues_above(text: str) -> bool:
    """Return True if a paragraph must continue the one above: it starts in lower case, or has a link."""
    return text[:1].islower() or text[:1] in ",;)" or (len(text) < _MIN_LONG_CHARS and "://" in text)


def looks_like_title(text: str) -> bool:
    """Return True if a short line has the words of a title rather than those of a button."""
    return (text.count(" ") >= 3 and any(map(str.isalpha, text))) or len(_DENSE.findall(text)) >= 6
