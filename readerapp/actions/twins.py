"""Pairs of papers that may be one: found for the reader to say so, or not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readerapp.domain.paper import Paper

if TYPE_CHECKING:
    from readerapp.actions.reading_list import ReadingList


@dataclass(frozen=True, slots=True)
class Twin:
    """Two papers that may be one, and that nobody has told apart yet."""

    first: Paper
    """The one whose key knows more, which would stay."""
    second: Paper
    why: str
    """What speaks for it, in a few words."""


def twins(lib: ReadingList, among: Collection[str] | None = None) -> tuple[Twin, ...]:
    """The pairs that may be one paper; with `among` only those with one of these keys in it.

    Takes a second or so for 50,000 papers; may be called from any thread.
    """
    return tuple(_twins(lib, among))


def _twins(lib: ReadingList, among: Collection[str] | None) -> Iterator[Twin]:
    from readerapp.domain.identity import rank
    from readerapp.library.likeness import Likeness, likeness

    for pair in lib.library.close_pairs(among):
        first, second = sorted(pair, key=lambda paper: (-rank(paper.key), paper.key))
        found = likeness(first, second)
        if found is not Likeness.DIFFERENT:
            yield Twin(first, second, _why(first, second, sure=found is Likeness.SAME))


def _why(first: Paper, second: Paper, *, sure: bool) -> str:
    said = [
        "the same title" if first.title.casefold() == second.title.casefold() else "titles that are close"
    ]
    if first.authors and second.authors:
        said.append("authors in common")
    if sure and first.abstract and second.abstract:
        said.append("one abstract")
    return ", ".join(said)
