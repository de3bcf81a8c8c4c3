"""Final order of the best hits, by comparing their titles word by word."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from readerapp.domain.query.tree import Phrase, Word
from readerapp.library.columns.texts import TextColumn
from readerapp.library.search.evaluation import Hits
from readerapp.library.search.spelling import words_meant

_PREFIX_BONUS = 0.08
_MISSPELT_PENALTY = 0.2
_ADJACENT_BONUS = 0.15
_ORDER_BONUS = 0.05
_WHOLE_TITLE_BONUS = 0.5
_COVERAGE_BONUS = 0.15
"""For a title with no other words: who remembers three words rather has a short title in mind."""
_NOWHERE = -1
_NO_MATCH = -9.0


def rank_hits(found: Hits, wanted: Iterable[Word | Phrase], titles: TextColumn, dated: Sequence[int]) -> Hits:
    """Return the hits by score and closeness of the title, then by date.

    The search's scores say where each word is and whether as typed. Added here: how much of a longer word is
    typed, how near a misspelt one is, whether words are adjacent, and how much of the title they are.
    """
    words = [title.split() for title in map(titles.__getitem__, found.rows)]
    every = set(chain.from_iterable(words))
    looked_for = [_TitleMatches(word, every, found.misspelt) for word in _looked_for(wanted)]
    scored = []
    for row, score, title in zip(found.rows, found.scores, words, strict=True):
        bonus = _closeness(looked_for, title)
        scored.append((-round(score + bonus, 4), -dated[row], row))
    scored.sort()
    best = array("I", [row for _, _, row in scored])
    return replace(found, rows=best, scores=array("d", [-score for score, _, _ in scored]))


def _looked_for(wanted: Iterable[Word | Phrase]) -> list[str]:
    words: list[str] = []
    for want in wanted:
        if want.field in (None, "title"):
            words += [want.word] if isinstance(want, Word) else want.words
    return words


class _TitleMatches:
    """Title words that one word of a query may mean, and what each adds to the score."""

    def __init__(self, word: str, others: set[str], may_be_misspelt: bool) -> None:
        self.word = word
        self.values = dict.fromkeys(others, _NO_MATCH)
        begun = [other for other in others if other.startswith(word)]
        for other in begun:
            self.values[other] = _PREFIX_BONUS * len(word) / len(other)
        if may_be_misspelt:
            for other, wrong in words_meant(word, others.difference(begun)).items():
                self.values[other] = -_MISSPELT_PENALTY * wrong / len(word)


def _closeness(wanted: list[_TitleMatches], title: list[str]) -> float:
    total, last, together, in_order = 0.0, _NOWHERE, 0, 0
    for near in wanted:
        values = [*map(near.values.__getitem__, title)]
        best = max(values, default=_NO_MATCH)
        if best == _NO_MATCH:
            last = _NOWHERE
            continue
        total += best
        at = values.index(best, last + 1) if best in values[last + 1 :] else values.index(best)
        if last != _NOWHERE and at > last:
            in_order += 1
            together += at == last + 1
        last = at
    total += _COVERAGE_BONUS * min(1.0, len(wanted) / max(1, len(title)))
    if [near.word for near in wanted] == title:
        total += _WHOLE_TITLE_BONUS
    return total + _ADJACENT_BONUS * together + _ORDER_BONUS * in_order
