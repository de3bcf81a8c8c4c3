"""One paper out of the several times a source names it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from readerapp.domain.identity import aliases, implied
from readerapp.domain.merging import merge
from readerapp.domain.paper import Paper
from readerapp.domain.works import MANY, joined_with, told, under


def combine(found: Iterable[tuple[str, Paper]]) -> tuple[tuple[Paper, ...], list[tuple[str, Paper]]]:
    """The papers in the order they first came, each once, and the repeats among `found` (where, paper).

    By the rule by which a library joins papers: see `domain.works`.
    """
    kept: list[Paper] = []
    named: defaultdict[str, list[int]] = defaultdict(list)
    exact: dict[tuple[object, ...], int] = {}
    repeats: list[tuple[str, Paper]] = []
    for where, paper in found:
        names = (paper.key, *aliases(paper), *implied(paper))
        place = exact.get(what := told(paper))
        if place is None:
            place = next((at for name in names if (at := _place(paper, named[name], kept)) is not None), None)
        if place is None:
            place = len(kept)
            kept.append(paper)
        else:
            kept[place] = paper = merge(kept[place], under(paper, kept[place]))
            repeats.append((where, paper))
        exact[what] = place
        for name in {*names, paper.key}:
            if place not in (places := named[name]) and len(places) < MANY:
                places.append(place)
    return tuple(kept), repeats


def _place(paper: Paper, places: list[int], kept: list[Paper]) -> int | None:
    """Where the paper is that this one is."""
    joined = joined_with(paper, [kept[place] for place in places])
    return next((place for place in places if kept[place] is joined[0]), None) if joined else None
