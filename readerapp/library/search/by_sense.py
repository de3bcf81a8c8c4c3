"""Papers ranked by the words that they have and by what they mean, for who installed the extra `meaning`."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import TYPE_CHECKING

from readerapp.domain.values import NamedTuple
from readerapp.library.columns import row_sets
from readerapp.library.search.evaluation import Hits

if TYPE_CHECKING:  # an extra
    from readerapp.library.meaning.vectors import Nearness

SENSE = 2.5
"""What it counts to be of just the same sense, against having most of the words."""
_COMPARED = 300
"""Papers that have the words, and papers of the same sense, that are compared by both."""

Ask = Callable[[int, int], Hits]
"""Return the best rows with any of some words: at most so many, of a set."""


class Sensed(NamedTuple):
    """A row that has some of the words, or is of the same sense."""

    row: int
    by_words: float
    """Its score by words, 0 without any of them."""


def by_words_and_sense(ask: Ask, nearness: Nearness, within: int) -> list[Sensed]:
    """Return the rows of the set `within` that have the words or are of the same sense, best first."""
    first, size = ask(_COMPARED, within), len(nearness)
    near = nearness.nearest(_COMPARED, row_sets.flags(within, size))
    others = row_sets.of(near, size) & ~row_sets.of(first.rows, size)
    late = ask(_COMPARED, others)
    scores = dict.fromkeys(row_sets.members(others, size), 0.0)
    scores |= zip(chain(first.rows, late.rows), chain(first.scores, late.scores), strict=True)
    most = max(first.scores, default=1.0) * SENSE
    best = sorted(scores, key=lambda row: (-scores[row] / most - nearness[row], row))
    return [Sensed(row, scores[row]) for row in best]
