"""One answer of a search, with all that is known of the paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readerapp.domain.paper import Paper
from readerapp.domain.state import State
from readerapp.library import Shelf


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of a search."""

    paper: Paper
    state: State
    score: float
    """How well it fits, higher is better; comparable within one search only."""
    spans: Mapping[str, Sequence[tuple[int, int]]]
    """Matched character ranges of `title` and `abstract`."""
    partial: bool = False
    """Whether it has only some of the words, because no paper has all."""


def hit(paper: Paper, state: State, shelf: Shelf, index: int) -> Hit:
    """The paper at an index of a shelf, as an answer."""
    spans = {name: shelf.spans(getattr(paper, name), name) for name in ("title", "abstract")}
    return Hit(paper, state, shelf.score(index), spans, shelf.partial)
