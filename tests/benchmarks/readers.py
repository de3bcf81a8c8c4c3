"""Simulated readers, each interested in one category of the sample.

The categories are those with 35 to 600 papers. A reader of one has read some of its papers, drawn at random,
and archived three times as many of other categories without a mark. What should come next are other papers
of the category: a category with fewer than 20 beside those read has no reader of so many. Fixed seed.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from readerapp.domain.state import State, Status

_SIZES = range(35, 601)
FIRST = 20
"""Papers of a list that the reader looks at."""
_ARCHIVED = 3
_DRAWS = 4
"""Readers of each category: with more the figures vary less."""


class Reader(NamedTuple):
    """A reader of one category; papers by number in the sample."""

    field: str
    liked: Sequence[int]
    archived: Sequence[int]

    def states(self, keys: Sequence[str]) -> Mapping[str, State]:
        """What the reader marked, by key: one paper a minute, of both kinds in turn."""
        marks = [(paper, Status.READ) for paper in self.liked]
        marks += [(paper, Status.ARCHIVED) for paper in self.archived]
        random.Random(self.field).shuffle(marks)
        return {
            keys[paper]: State(key=keys[paper], status=status, changed={"status": _minute(at)})
            for at, (paper, status) in enumerate(marks)
        }


def _minute(number: int) -> str:
    return f"2026-01-01T{number // 60:02}:{number % 60:02}:00.000000+00:00"


def readers(fields: Sequence[str], choices: int) -> Iterator[Reader]:
    """Readers who read so many papers; `fields` are the papers' categories."""
    papers = defaultdict(list)
    for number, field in enumerate(fields):
        papers[field].append(number)
    for field, its in sorted(papers.items()):
        if len(its) not in _SIZES or len(its) < FIRST + choices:
            continue
        others = [number for number in range(len(fields)) if fields[number] != field]
        for draw in range(_DRAWS):
            chance = random.Random(f"{field} {choices} {draw}")
            yield Reader(field, chance.sample(its, choices), chance.sample(others, _ARCHIVED * choices))
