"""The order of the best answers, decided word by word against the title."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from readerapp.domain.query import Phrase, Word
from readerapp.library.evaluate import Found
from readerapp.library.matching import errors
from readerapp.library.texts import Texts

_BEGUN = 0.08
_MISSPELT = 0.2
_TOGETHER = 0.15
_WHOLE_TITLE = 0.5
_NOWHERE = -1


def ranked(found: Found, wanted: Iterable[Word | Phrase], titles: Texts, listed: Sequence[int]) -> Found:
    """The answers in their final order: by score and closeness of the title, then by date of listing.

    The search's scores say where each word is and whether as typed; what they can't say is added here: how
    much of a begun word is there, how near a misspelt one is, and whether the words stand together.
    """
    looked_for = _looked_for(wanted)
    closeness = _Closeness()
    scored = []
    for row, score in zip(found.rows, found.scores, strict=True):
        bonus = closeness.of_title(looked_for, titles[row].split()) if looked_for else 0.0
        scored.append((-round(score + bonus, 4), -listed[row], row))
    scored.sort()
    best = array("I", [row for _, _, row in scored])
    return Found(best, array("d", [-score for score, _, _ in scored]), found.count)


def _looked_for(wanted: Iterable[Word | Phrase]) -> list[str]:
    words: list[str] = []
    for want in wanted:
        if want.field in (None, "title"):
            words += [want.word] if isinstance(want, Word) else want.words
    return words


class _Closeness:
    def __init__(self) -> None:
        self._known: dict[tuple[str, str], float] = {}

    def of_title(self, wanted: list[str], title: list[str]) -> float:
        total, last, together = 0.0, _NOWHERE, 0
        for word in wanted:
            near = [self._of(word, other) for other in title]
            best = max(near, default=-1.0)
            if best < 0:
                last = _NOWHERE
                continue
            total += best
            follows = last + 1
            if last != _NOWHERE and follows < len(near) and near[follows] == best:
                together += 1
                last = follows
            else:
                last = near.index(best)
        if len(wanted) > 1:
            total += _TOGETHER * together / (len(wanted) - 1) * len(wanted)
        return total + (_WHOLE_TITLE if wanted == title else 0.0)

    def _of(self, word: str, other: str) -> float:
        known = self._known.get((word, other))
        if known is None:
            known = self._known[word, other] = _near(word, other)
        return known


def _near(word: str, other: str) -> float:
    """What a word of the title adds: most if it is the very word; negative if it is another."""
    if other.startswith(word):
        return _BEGUN * len(word) / len(other)
    wrong = errors(word, other)
    return -1.0 if wrong is None else _MISSPELT * (1 - wrong / len(word)) - _MISSPELT
