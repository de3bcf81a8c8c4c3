"""A table for spreadsheets: CSV, https://www.rfc-editor.org/rfc/rfc4180, in UTF-8; `add` reads it back."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from readerapp.domain.carried_state import record_with_state
from readerapp.domain.cells import COLUMNS, to_cells
from readerapp.exports import Item


class _Line:
    """Hands each line of a CSV writer to who asked for it."""

    def write(self, line: str) -> str:
        return line


def document(items: Iterable[Item]) -> Iterator[str]:
    """Yield the names of the columns, and a row for each paper."""
    row = csv.writer(_Line()).writerow
    for number, item in enumerate(items):
        if not number:
            yield str(row(COLUMNS))
        yield str(row(to_cells(record_with_state(item.paper, item.state, item.place))))
