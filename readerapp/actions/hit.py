"""One answer of a search, with all that is known of the paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readerapp.domain.paper import Paper
from readerapp.domain.state import State
from readerapp.library import Shelf

if TYPE_CHECKING:
    from readerapp.actions.reading_list import ReadingList


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of a search."""

    paper: Paper
    state: State
    score: float
    """How well it fits, higher is better; comparable within one search only."""
    spans: Mapping[str, Sequence[tuple[int, int]]]
    """Matched character ranges of `title` and `abstract`."""


def hit(reading: ReadingList, shelf: Shelf, index: int) -> Hit:
    """The paper at an index of a shelf, as an answer."""
    paper = reading.library.paper(shelf.rows[index])
    spans = {name: shelf.spans(getattr(paper, name), name) for name in ("title", "abstract")}
    return Hit(paper, reading.state(paper.key), shelf.score(index), spans)
