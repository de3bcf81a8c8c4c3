"""What a reader may want to read next, from what they chose so far: nothing is stored, so nothing sticks."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from math import log10

from readerapp.domain.state import State, Status
from readerapp.domain.values import NamedTuple
from readerapp.library.columns import row_sets
from readerapp.library.columns.table import DATED, Columns
from readerapp.library.search.evaluation import Ranker
from readerapp.library.search.likeness import Likeness
from readerapp.library.search.noticed import Noticed
from readerapp.library.search.shelf import Why
from readerapp.library.search.taste import Past
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
_TYPICAL = 20
"""Chosen papers from which it is told what words weigh in a paper."""
_LIGHT = 0.05
"""The share that many votes, or a new paper, add: they decide between papers that fit alike."""
_WATCHED = 0.5
"""What a watched word counts, against how near the nearest paper is."""
_YEAR = 365 * 86_400


class Choice(NamedTuple):
    """A paper that the reader chose, or chose not to read."""

    row: int
    weight: float
    """How much it says: above 0 for, below 0 against."""
    when: tuple[int, str]
    """Sorts choices by when they were made."""


_UNKNOWN = Past(-1)


def choices(states: Mapping[str, State], past: Mapping[str, Past], columns: Columns) -> list[Choice]:
    """Return the choices among the reader's marks, newest first.

    When one was made is told by `past`: an undo gives marks a new time, though the choice is the earlier one.
    """
    found = []
    for key, state in states.items():
        before = past.get(key, _UNKNOWN)
        said = dict(_said(state, before.was_read))
        if (weight := sum(said.values())) and (row := columns.row(key)) is not None:
            when = max(state.changed.get(field, "") for field in said) if before is _UNKNOWN else ""
            found.append(Choice(row, weight, (before.chosen, when)))
    return sorted(found, key=lambda choice: (choice.when, choice.row), reverse=True)


def _said(state: State, was_read: bool) -> Iterator[tuple[str, float]]:
    """Yield the fields that say something, and how much."""
    if state.is_queued:
        yield "queue", 1.0
    is_archived = state.status is Status.ARCHIVED
    if state.status in (Status.READ, Status.READING) or (is_archived and was_read):
        yield "status", 1.0
    if state.rating:
        yield "rating", {1: -1.0, 2: -0.5, 3: 0.5, 4: 2.0, 5: 2.0}[state.rating]
    if state.note:
        yield "note", 1.0
    if is_archived and not (was_read or state.note or state.rating):
        yield "status", -1.0


class ForYou:
    """Ranks papers by a reader's choices."""

    def __init__(self, ranker: Ranker, some: Iterable[Choice], noticed: Noticed) -> None:
        liked = [choice for choice in some if choice.weight > 0]
        against = [choice for choice in some if choice.weight < 0]
        self.count = len(liked) + noticed.count
        """Papers that speak for others, and words that do."""
        self.noticed = noticed
        weights = [*_shares(liked, 1.0), *_shares(against, -_AGAINST)]
        rows = [choice.row for choice in liked[:_MAX_CHOICES]]
        total = blended(ranker.profiles, weights)
        usual = ranker.profiles.usual(total, rows[:_TYPICAL])
        wanted = {word: weight - _USUAL * usual[word] for word, weight in total.items()}
        self.likeness = Likeness(ranker, wanted, rows, weights)

    @property
    def lacking(self) -> str:
        """A sentence if there is too little to go by; else empty."""
        if self.count >= _LEAST_CHOICES:
            return ""
        more = _LEAST_CHOICES - self.count
        return (
            f"By votes, until {more} more paper{'s are' if more > 1 else ' is'} "
            "queued, read, rated or noted: then by what those are about"
        )

    def rows(self, within: int, columns: Columns) -> array[int]:
        """Return the rows of the set `within` that fit best, best first; others fit as little as any."""
        within &= ~self.noticed.all_muted
        watched = row_sets.listed(within & self.noticed.all_watched, columns.orders[DATED], _RANKED)
        found = dict.fromkeys([*self.likeness.candidates(_RANKED, within), *watched])
        near = dict(zip(found, self.likeness.nearness([*found]), strict=True))
        newest = max((columns.numbers[DATED][row] for row in found), default=0)
        most = max(near.values(), default=0.0)
        step = most if most > 0 else 1.0
        scores = {
            row: nearness
            + abs(nearness) * _LIGHT * _extra(row, newest, columns)
            + step * _WATCHED * bool(self.noticed.watched(row))
            for row, nearness in near.items()
        }
        return array("I", sorted(scores, key=lambda row: (-scores[row], row)))

    def why(self, row: int) -> Why:
        """Return why one of these rows fits."""
        return self.likeness.why(row)._replace(watched=self.noticed.watched(row))


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
