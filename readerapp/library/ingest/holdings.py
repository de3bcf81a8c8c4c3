"""What the library has of a paper before an import: its works by key, removed ones, and exact repeats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from readerapp.domain.errors import Damaged
from readerapp.domain.paper import Paper
from readerapp.domain.record import sightings_of_same
from readerapp.domain.words import words
from readerapp.domain.works.evidence import family_names, is_same_work
from readerapp.domain.works.merging import adds_nothing
from readerapp.library.columns.table import GONE, Columns
from readerapp.library.file.paper_file import PaperFile


class Holdings:
    """Papers that a `Matcher` finds; this one has none."""

    def works(self, key: str) -> Iterable[Paper]:
        """Return the papers that a key means, best match first."""
        return ()

    def had(self, key: str, paper: Paper) -> bool | None:
        """Return True if a removed paper's key was this paper's, False if another's, None if neither."""
        return None

    def rows(self, names: Iterable[int]) -> list[int]:
        """Return the rows of all papers that have any of these names, which are hashes of keys."""
        return []

    def record(self, row: int) -> Mapping[str, Any] | None:
        """Return the JSON object of a row's line; None if it can't be read."""
        return None


class FileHoldings(Holdings):
    """The papers of the library's file at one moment."""

    def __init__(self, columns: Columns, papers: PaperFile) -> None:
        self._columns = columns
        self._papers = papers

    def works(self, key: str) -> Iterator[Paper]:
        """See `Holdings`; without lines that can't be read, which the new line replaces."""
        columns = self._columns
        for row in columns.rows(key):
            with suppress(Damaged):
                yield self._papers.paper(columns.offsets[row], columns.texts["keys"][row])

    def had(self, key: str, paper: Paper) -> bool | None:
        """See `Holdings`; papers are told apart by their authors."""
        columns = self._columns
        row = columns.own_row(key)
        if row is None or columns.offsets[row] != GONE:
            return None
        names = set(columns.texts["authors"][row].split())
        return not (names and paper.authors) or any(
            names.issuperset(words(name)) for name in family_names(paper.authors)
        )

    def rows(self, names: Iterable[int]) -> list[int]:
        """See `Holdings`."""
        meaning, offsets = self._columns.names.of, self._columns.offsets
        return [*{row for name in names for _, row in meaning(name) if offsets[row] != GONE}]

    def record(self, row: int) -> Mapping[str, Any] | None:
        """See `Holdings`."""
        return self._papers.record(self._columns.offsets[row])


def repeats(record: Mapping[str, Any], paper: Paper) -> bool:
    """Return True if a paper adds nothing to that of a record; False also if it's not easy to tell.

    That is far cheaper than making the record's paper and merging the two.
    """
    sightings = sightings_of_same(record, paper)
    return sightings is not None and adds_nothing(paper, sightings) and is_same_work(paper, paper)
