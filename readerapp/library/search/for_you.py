"""What a reader may want to read next, from what they chose so far: nothing is stored, so nothing sticks."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from math import log10
from typing import NamedTuple

from readerapp.domain.state import State, Status
from readerapp.library.columns.table import DATED, Columns
from readerapp.library.search.evaluation import Ranker
from readerapp.library.search.likeness import Likeness
from readerapp.library.search.terms import blended

_LEAST_CHOICES = 5
"""Papers chosen from which on there is something to go by."""
_MAX_CHOICES = 200
"""The newest choices count: what was read years ago says little."""
_HALF_CHOICES = 50
"""So many newer choices halve what one counts."""
_RANKED = 150
"""Papers compared with all that was chosen, of those that its heaviest words find."""
_AGAINST = 1.0
"""What papers archived unread count, against those chosen."""
_USUAL = 1.0
"""What papers are about on average counts, against those chosen: what is liked is what is liked more."""
_LIGHT = 0.05
"""The share that many votes, or a new paper, add: they decide between papers that fit alike."""
_YEAR = 365 * 86_400


class Choice(NamedTuple):
    """A paper that the reader chose, or chose not to read."""

    row: int
    weight: float
    """How much it says: above 0 for, below 0 against."""
    when: str
    """ISO time of the newest mark on it."""


def choices(states: Mapping[str, State], columns: Columns) -> list[Choice]:
    """Return the choices among the reader's marks, newest first."""
    found = []
    for key, state in states.items():
        weight, fields = _weight(state)
        if weight and (row := columns.row(key)) is not None:
            when = max((state.changed.get(field, "") for field in fields), default="")
            found.append(Choice(row, weight, when))
    return sorted(found, key=lambda choice: (choice.when, choice.row), reverse=True)


def _weight(state: State) -> tuple[float, list[str]]:
    """Return how much a paper's marks say, and the fields that say it."""
    said = [*_said(state)]
    return sum(weight for _, weight in said), [field for field, _ in said]


def _said(state: State) -> Iterator[tuple[str, float]]:
    if state.is_queued:
        yield "queue", 1.0
    if state.status in (Status.READ, Status.READING):
        yield "status", 1.0
    if state.rating:
        yield "rating", {1: -1.0, 2: -0.5, 3: 0.5, 4: 2.0, 5: 2.0}[state.rating]
    if state.note:
        yield "note", 1.0
    if state.status is Status.ARCHIVED and not (state.note or state.rating):
        yield "status", -1.0


class ForYou:
    """Ranks papers by a reader's choices."""

    def __init__(self, ranker: Ranker, some: Iterable[Choice]) -> None:
        liked = [choice for choice in some if choice.weight > 0]
        against = [choice for choice in some if choice.weight < 0]
        self.count = len(liked)
        """Papers that speak for others."""
        weights = [*_shares(liked, 1.0), *_shares(against, -_AGAINST)]
        rows = [choice.row for choice in liked[:_MAX_CHOICES]]
        total = blended(ranker.profiles, weights)
        usual = ranker.profiles.usual(total, rows)
        wanted = {word: weight - _USUAL * usual[word] for word, weight in total.items()}
        self.likeness = Likeness(ranker, wanted, rows)

    @property
    def lacking(self) -> str:
        """A sentence if there is too little to go by; else empty."""
        if self.count >= _LEAST_CHOICES:
            return ""
        more = _LEAST_CHOICES - self.count
        return (
            f"By votes, until {more} more paper{'s' if more > 1 else ''} "
            "are queued, read, rated or noted: then by what those are about"
        )

    def rows(self, within: int, columns: Columns) -> array[int]:
        """Return the rows of the set `within` that fit best, best first; others fit as little as any."""
        found = self.likeness.candidates(_RANKED, within)
        newest = max((columns.numbers[DATED][row] for row in found), default=0)
        scored = []
        for row in found:
            nearness = self.likeness.nearness(row)
            scored.append((nearness + abs(nearness) * _LIGHT * _extra(row, newest, columns), row))
        scored.sort(key=lambda each: (-each[0], each[1]))
        return array("I", [row for _, row in scored])


def _shares(some: list[Choice], sign: float) -> Iterator[tuple[int, float]]:
    """Yield each row with its share of one: newer choices count more."""
    weights = [
        abs(choice.weight) * 0.5 ** (at / _HALF_CHOICES) for at, choice in enumerate(some[:_MAX_CHOICES])
    ]
    total = sum(weights)
    for choice, weight in zip(some, weights, strict=False):
        yield choice.row, sign * weight / total


def _extra(row: int, newest: int, columns: Columns) -> float:
    """Return what votes and date say, 2 at most: a thousand votes as much as being of the newest day."""
    votes = max(0, columns.numbers["upvotes"][row])
    years = max(0, newest - columns.numbers[DATED][row]) / _YEAR
    return min(1.0, log10(1 + votes) / 3) + float(0.5 ** min(years, 50))
