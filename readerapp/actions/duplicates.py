"""Possible duplicates: pairs of papers for the reader to merge or keep apart."""

from __future__ import annotations

from collections.abc import Iterator

from readerapp.actions.workspace import Workspace
from readerapp.domain.paper import Paper
from readerapp.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two papers that may be the same and haven't been marked as different."""

    first: Paper
    """The one with the better key, which a merge keeps."""
    second: Paper
    why: str
    """The evidence, in a few words."""


def duplicates(workspace: Workspace) -> tuple[Duplicate, ...]:
    """Return possible duplicates, the surest first.

    Takes about a second for 50,000 papers. May be called from any thread.
    """
    return tuple(_twins(workspace))


def _twins(workspace: Workspace) -> Iterator[Duplicate]:
    if not (pairs := [*workspace.library.duplicates()]):
        return
    from readerapp.domain.works.identity import key_rank
    from readerapp.library.duplicates.verdict import Verdict

    found = [(likeness is Verdict.SAME, one, other) for one, other, likeness in pairs]
    for sure, *pair in sorted(found, key=lambda pair: not pair[0]):
        first, second = sorted(pair, key=lambda paper: (-key_rank(paper.key), paper.key))
        yield Duplicate(first, second, _why(first, second, sure=sure))


def _why(first: Paper, second: Paper, *, sure: bool) -> str:
    alike = first.title.casefold() == second.title.casefold()
    said = ["the same title" if alike else "titles that are close"]
    if first.authors and second.authors:
        said.append("authors in common")
    if sure and first.abstract and second.abstract:
        said.append("the same abstract")
    return ", ".join(said)
