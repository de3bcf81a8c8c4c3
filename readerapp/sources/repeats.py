"""Merges repeated mentions of a paper within one source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from readerapp.domain.paper import Paper
from readerapp.domain.values import replace
from readerapp.domain.works.identity import MAX_SAME_TITLE, aliases, better_key, implied_keys, key_rank
from readerapp.domain.works.merging import merge_all
from readerapp.domain.works.shared_titles import fingerprint, matching_works


class _Work:
    """A paper as it is known so far; its mentions are merged on demand."""

    def __init__(self, paper: Paper) -> None:
        self.key: str = paper.key
        self._papers: list[Paper] = [paper]

    def add(self, paper: Paper) -> None:
        """Add another mention."""
        if paper.key != self.key:
            paper = paper if key_rank(paper.key) else replace(paper, key=self.key)
            self.key = better_key(self.key, paper.key)
        self._papers.append(paper)

    def whole(self) -> Paper:
        """Return the merged paper; the same object until a mention is added."""
        if len(self._papers) > 1:
            self._papers = [merge_all(self._papers)]
        return self._papers[0]


def join_repeats(found: Iterable[tuple[str, Paper]]) -> tuple[tuple[Paper, ...], list[tuple[str, Paper]]]:
    """Return the papers in the order of their first mention, each once, and the repeats with their places.

    Papers are matched as a library matches them: see `domain.works`.
    """
    works: list[_Work] = []
    named: defaultdict[str, list[int]] = defaultdict(list)
    exact: dict[tuple[object, ...], int] = {}
    repeats: list[tuple[str, int]] = []
    for where, paper in found:
        names = (paper.key, *aliases(paper), *implied_keys(paper))
        place = exact.get(what := fingerprint(paper))
        if place is None and not named.keys().isdisjoint(names):
            place = next(
                (at for name in names if (at := _place(paper, named[name], works)) is not None), None
            )
        if place is None:
            place = len(works)
            works.append(_Work(paper))
        else:
            works[place].add(paper)
            repeats.append((where, place))
        exact[what] = place
        for name in {*names, works[place].key}:
            if place not in (places := named[name]) and len(places) < MAX_SAME_TITLE:
                places.append(place)
    kept = tuple(work.whole() for work in works)
    return kept, [(where, kept[place]) for where, place in repeats]


def _place(paper: Paper, places: list[int], works: list[_Work]) -> int | None:
    """Return the index of the work that a paper is, among `places`."""
    if not places:
        return None
    known = [works[place].whole() for place in places]
    joined = matching_works(paper, known)
    return (
        next((at for at, each in zip(places, known, strict=True) if each is joined[0]), None)
        if joined
        else None
    )
