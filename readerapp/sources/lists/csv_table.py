"""CSV and TSV with column names; cells may span lines.

Format: https://www.rfc-editor.org/rfc/rfc4180, read as loosely as spreadsheets write it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from readerapp.domain.carried_state import from_record_with_state
from readerapp.domain.cells import from_cells, is_ours
from readerapp.domain.record import one_line
from readerapp.domain.state import FIELDS
from readerapp.sources.draft import Draft
from readerapp.sources.lists.table_columns import fields_by_column, is_header, is_work, row_draft
from readerapp.sources.results import Skip

_MAX_CELL_CHARS = 1 << 24


def read(source: str) -> Iterator[Draft | Skip]:
    """Yield the papers of the rows below the column names."""
    csv.field_size_limit(_MAX_CELL_CHARS)
    header: list[str] = []
    fields: dict[int, str] = {}
    ours = False
    for line, row in _rows(source.lstrip("\ufeff"), delimiter(source) or ","):
        if isinstance(row, Skip):
            yield row
        elif not header:
            if is_header(row):
                header, fields, ours = row, fields_by_column(row), is_ours(row)
        elif any(cell.strip() for cell in row) and is_work(fields, row):
            draft = _own(header, row, line) if ours else row_draft(header, fields, row, line)
            yield draft if draft.title else Skip(f"line {line}", "no title in the row")
    if not header:
        yield Skip("", "no line of column names with a title among them")


def _own(header: list[str], row: list[str], line: int) -> Draft:
    """Return the paper of a row that we wrote, with the reader's state if it has a status."""
    record = from_cells(header, row)
    if "status" not in record:
        record = {name: value for name, value in record.items() if name not in FIELDS}
    title = one_line(record.get("title"))
    return Draft(title=title, paper=from_record_with_state(record) if title else None, line=line)


def _rows(source: str, mark: str) -> Iterator[tuple[int, list[str] | Skip]]:
    """Yield each row and the line it ends on; where a stray quote swallowed lines, each line is a row."""
    lines = source.split("\n")
    rows = csv.reader((f"{line}\n" for line in lines), delimiter=mark)
    cells, began = 0, 0
    try:
        for row in rows:
            end = rows.line_num
            if cells and end - began > 1 and len(row) != cells:
                for number in range(began, min(end, len(lines))):
                    yield number + 1, _alone(lines[number], mark)
            else:
                yield end, row
            cells, began = cells or (len(row) if is_header(row) else 0), end
    except csv.Error as error:
        yield 0, Skip(f"line {rows.line_num}", f"the table breaks off: {error}")


def _alone(line: str, mark: str) -> list[str]:
    if line.count('"') % 2:
        return next(csv.reader([line], delimiter=mark, quoting=csv.QUOTE_NONE), [])
    return next(csv.reader([line], delimiter=mark), [])


def delimiter(head: str) -> str | None:
    """Return the delimiter of the first lines; None if they hold no column names."""
    for line in head.lstrip("\ufeff \n").split("\n", 3)[:3]:
        if len(line) >= 2000:
            continue
        split = ((mark, [cell.strip(' "') for cell in line.split(mark)]) for mark in ("\t", ",", ";", "|"))
        found = [
            (len(fields_by_column(cells)), mark)
            for mark, cells in split
            if len(cells) > 1 and is_header(cells)
        ]
        if found:
            return max(found, key=lambda one: one[0])[1]
    return None
