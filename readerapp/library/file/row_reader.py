"""Papers of rows, read from the file and checked against the key that the row has."""

from __future__ import annotations

from readerapp.domain.errors import Damaged
from readerapp.domain.paper import Paper
from readerapp.library.columns.table import GONE, Columns
from readerapp.library.file.catalogue import Catalogue


class RowReader:
    """Reads the papers of rows. If another program moved a paper it is looked for by its key."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def paper(self, row: int, columns: Columns | None = None) -> Paper:
        """Return the paper of a row of *columns*, by default the current ones.

        Raises:
            Damaged: the file has no such paper now.
        """
        snapshot, papers = self._catalogue.snapshot, self._catalogue.papers
        key, offset = _place(row, columns or snapshot.columns, snapshot.columns)
        if offset == GONE:
            raise Damaged(f"{key} is not in {papers.path} any more")
        if snapshot.seeds:
            return snapshot.seeds[offset]
        try:
            return papers.paper(offset, key)
        except Damaged:
            now = self._catalogue.current().snapshot.columns
            there = now.own_row(key)
            if there is None or now.offsets[there] == GONE:
                raise
            return papers.paper(now.offsets[there], now.texts["keys"][there])

    def title(self, row: int, columns: Columns | None = None) -> str:
        """Return only the title of a row, at a tenth of the cost of `paper`; else as `shown`."""
        snapshot = self._catalogue.snapshot
        key, offset = _place(row, columns or snapshot.columns, snapshot.columns)
        try:
            seeds = snapshot.seeds
            return seeds[offset].title if seeds else self._catalogue.papers.title(offset, key)
        except Damaged:
            return self.shown(row, columns).title

    def shown(self, row: int, columns: Columns | None = None) -> Paper:
        """Return the paper of a row; if the file has lost it, a paper of its key and folded title."""
        try:
            return self.paper(row, columns)
        except Damaged:
            texts = (columns or self._catalogue.columns).texts
            return Paper(key=texts["keys"][row], title=texts["titles"][row].strip() or texts["keys"][row])


def _place(row: int, columns: Columns, now: Columns) -> tuple[str, int]:
    """Return the key of a row, and the offset of its line now."""
    key = columns.texts["keys"][row]
    if columns is now:
        return key, columns.offsets[row]
    there = now.own_row(key)
    return key, GONE if there is None else now.offsets[there]
