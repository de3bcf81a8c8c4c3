"""Whether a paragraph reads like an abstract or like a title."""

from __future__ import annotations

import re

_MIN_LONG_CHARS = 300
_SENTENCE_END = re.compile(r"[.!?][)\"'”’\]}$]*\s+(?=[A-Z(\"“$\\])")
_STOPS = (".", "。", "．")
_CLOSERS = ")\"'”’]}」』）"
# Characters that are a syllable or a word each: fewer of them say as much.
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_OPENING = re.compile(
    r"(?:We|This (?:paper|work|article|report|study|survey|thesis)|In this|Our|Here,? we|I)\b", re.ASCII
)
_MAX_ABBREVIATION_CHARS = 10
_ABBREVIATED = re.compile(r"\b(?:et al|etc|vs|Inc|Ltd|Corp|Jr|Sr|[A-Z])\.$")


def is_prose(text: str) -> bool:
    """Whether `text` is made of sentences, as an abstract is and a title is not."""
    if is_long(text):
        return True
    if "https://" in text or "http://" in text:
        return True
    words = text.count(" ") + 1
    if words < 6:
        return False
    if is_stopped(text):
        return words >= 8
    if words >= 10 and _OPENING.match(text):
        return True
    return sentence_ends(text) >= 2


def is_long(text: str) -> bool:
    """Whether `text` says more than any title."""
    return width(text) > _MIN_LONG_CHARS


def sentence_ends(text: str) -> int:
    """How many sentences end within `text`, before its end."""
    return len(_SENTENCE_END.findall(text))


def width(text: str) -> float:
    """The length of `text` as if it were in Latin letters."""
    return len(text) if text.isascii() else len(text) + 1.5 * len(_DENSE.findall(text))


def is_stopped(text: str) -> bool:
    """Whether `text` ends with a full stop, as hardly any title does."""
    return text.rstrip(_CLOSERS).endswith(_STOPS) and not _ABBREVIATED.search(text[-_MAX_ABBREVIATION_CHARS:])


def is_one_sentence(text: str) -> bool:
    """Whether `text` is a single sentence, as machine-made summaries are."""
    return len(text) <= 500 and "\n" not in text and not _SENTENCE_END.search(text)


def goes_on(text: str) -> bool:
    """Whether a paragraph can only belong to the one before it: it starts small, or leads to a link."""
    return text[:1].islower() or text[:1] in ",;)" or (len(text) < _MIN_LONG_CHARS and "://" in text)


def looks_like_title(text: str) -> bool:
    """Whether a lone short line has the words of a title rather than of a button."""
    return (text.count(" ") >= 3 and any(map(str.isalpha, text))) or len(_DENSE.findall(text)) >= 6
