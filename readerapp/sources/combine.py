"""One paper out of the several times a source names it."""

from __future__ import annotations

from collections.abc import Iterable

from readerapp.domain.identity import aliases, may_agree, rank
from readerapp.domain.merging import merge
from readerapp.domain.paper import Paper
from readerapp.domain.text import normalise_title


def combine(found: Iterable[tuple[str, Paper]]) -> tuple[tuple[Paper, ...], list[tuple[str, Paper]]]:
    """The papers in the order they first came, each once, and the repeats among `found` (where, paper).

    A paper known by title alone is the one with that title and an id, unless their authors differ; two ids
    are two papers.
    """
    kept: list[Paper] = []
    by_key: dict[str, int] = {}
    by_title: dict[str, int] = {}
    repeats: list[tuple[str, Paper]] = []
    for where, paper in found:
        title = normalise_title(paper.title)
        place = by_key.get(paper.key)
        if place is None and title in by_title and _is_twin(paper, kept[by_title[title]]):
            place = by_title[title]
        if place is None:
            place = len(kept)
            kept.append(paper)
        else:
            kept[place] = paper = merge(kept[place], paper)
            repeats.append((where, paper))
        for key in (paper.key, *aliases(paper)):
            by_key.setdefault(key, place)
        if title:
            by_title.setdefault(title, place)
    return tuple(kept), repeats


def _is_twin(paper: Paper, known: Paper) -> bool:
    """Whether a paper of the same title is the same: one has no id, and no author speaks against it."""
    return not (rank(paper.key) and rank(known.key)) and may_agree(paper.authors, known.authors)
