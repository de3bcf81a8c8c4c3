"""A good order to read papers in: surveys and what many are near to first, then in short steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from readerapp.domain.values import NamedTuple
from readerapp.library.search.likeness import reasons, shared
from readerapp.library.search.terms import Profiles, closeness

MAX_PATH = 200
"""Papers that are compared each with each; those beyond stay in their order."""
_SURVEY = re.compile(
    r"\b(?:surveys?|overviews?|tutorials?|primer|roadmap|taxonomy|landscape of|state of the art|"
    r"introduction to|(?:an?|literature|systematic|scoping|critical|comprehensive) reviews?|reviews? of|"
    r"perspectives? on)\b",
    re.IGNORECASE,
)
_CENTRAL = 0.3
"""How much it counts that many papers are near to a paper, against how near the one before is."""
_NEIGHBOURS = 5
_LEANS = 0.05
"""Closeness from which on a paper leans on the one before."""


class Step(NamedTuple):
    """A paper's place on the path."""

    row: int
    after: int | None
    """The row of the paper read before that it leans on; None where a topic begins."""
    words: tuple[str, ...] = ()
    """Words that both share."""


def is_survey(title: str) -> bool:
    """Return True if a title says that the paper gives an overview of others."""
    return bool(_SURVEY.search(title))


def reading_path(rows: Sequence[int], profiles: Profiles, title: Callable[[int], str]) -> list[Step]:
    """Return the rows in a good order to read them in, the same for the same rows in whatever order.

    Surveys come first, then the paper that most are near to; after each paper comes the nearest that is left.
    """
    left = sorted(set(rows))
    near = {row: _closest(row, left, profiles) for row in left}
    path: list[Step] = []
    for some in (
        [row for row in left if is_survey(title(row))],
        [row for row in left if not is_survey(title(row))],
    ):
        _walk(path, some, profiles, near)
    return path


def _closest(row: int, others: Sequence[int], profiles: Profiles) -> float:
    """Return how near a paper is to its nearest few among others."""
    its = profiles.of(row)
    best = sorted((closeness(its, profiles.of(other)) for other in others if other != row), reverse=True)
    return sum(best[:_NEIGHBOURS]) / _NEIGHBOURS


def _walk(path: list[Step], some: list[int], profiles: Profiles, near: dict[int, float]) -> None:
    """Add rows to a path, always the nearest to its end."""
    left = set(some)
    while left:
        last = profiles.of(path[-1].row) if path else {}
        row = max(left, key=lambda row: (closeness(last, profiles.of(row)) + _CENTRAL * near[row], -row))
        left.remove(row)
        its = profiles.of(row)
        leans = bool(path) and closeness(last, its) >= _LEANS
        words = reasons(shared(last, its), profiles.terms) if leans else ()
        path.append(Step(row, path[-1].row if leans else None, words))
