"""CSV and TSV with a line of column names, cells over many lines and all.

Format: https://www.rfc-editor.org/rfc/rfc4180, read as widely as spreadsheets write it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from readerapp.sources.draft import Draft
from readerapp.sources.reading import Skip
from readerapp.sources.table_columns import is_header, named, row_draft

_LONGEST_CELL = 1 << 24


def read(source: str) -> Iterator[Draft | Skip]:
    """The papers of the rows under the column names."""
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(StringIO(source.lstrip("\ufeff"), newline=""), delimiter=delimiter(source) or ",")
    header: list[str] = []
    fields: dict[int, str] = {}
    try:
        for row in rows:
            if not header:
                if is_header(row):
                    header, fields = row, named(row)
                continue
            if not any(cell.strip() for cell in row):
                continue
            draft = row_draft(header, fields, row, rows.line_num)
            yield draft if draft.title else Skip(f"line {rows.line_num}", "no title in the row")
    except csv.Error as error:
        yield Skip(f"line {rows.line_num}", f"the table breaks off: {error}")
    if not header:
        yield Skip("", "no line of column names with a title among them")


def delimiter(head: str) -> str | None:
    """What parts the cells of the first lines; None if they hold no column names."""
    for line in head.lstrip("\ufeff \n").split("\n", 3)[:3]:
        for mark in ("\t", ",", ";", "|"):
            cells = [cell.strip(' "') for cell in line.split(mark)]
            if len(cells) > 1 and len(line) < 2000 and is_header(cells):
                return mark
    return None
