"""The papers of rows, read from the file by place, and held against the key that was meant."""

from __future__ import annotations

from readerapp.domain.errors import Damaged
from readerapp.domain.paper import Paper
from readerapp.library.columns.table import GONE, Columns
from readerapp.library.file.catalogue import Catalogue


class RowReader:
    """Reads the papers of rows. Another program may have put other lines where they were: then the file is
    read again, and a row is never another paper than it was when `columns` were made."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def paper(self, row: int, columns: Columns | None = None) -> Paper:
        """The paper of a row of `columns`, by default those of now.

        Raises:
            Damaged: the file has no such paper now.
        """
        now, _, _, held = self._catalogue.now
        key, offset = _place(row, columns or now, now)
        if offset == GONE:
            raise Damaged(f"{key} is not in {self._catalogue.path} any more")
        return held[offset] if held else self._catalogue.meant(offset, key)

    def title(self, row: int, columns: Columns | None = None) -> str:
        """Only the title of a row: a tenth of the work, for thousands of papers at once; else as `shown`."""
        now, _, _, held = self._catalogue.now
        key, offset = _place(row, columns or now, now)
        try:
            return held[offset].title if held else self._catalogue.title(offset, key)
        except Damaged:
            return self.shown(row, columns).title

    def shown(self, row: int, columns: Columns | None = None) -> Paper:
        """As `paper`; where the file has no such paper now, what is known without it."""
        try:
            return self.paper(row, columns)
        except Damaged:
            texts = (columns or self._catalogue.columns).texts
            return Paper(key=texts["keys"][row], title=texts["titles"][row].strip() or texts["keys"][row])


def _place(row: int, columns: Columns, now: Columns) -> tuple[str, int]:
    """The key of a row, and where its line is now."""
    key = columns.texts["keys"][row]
    if columns is now:
        return key, columns.offsets[row]
    there = now.seen_as(key)
    return key, GONE if there is None else now.offsets[there]
