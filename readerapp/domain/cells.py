"""Conversion between records of papers and rows of a table: the columns of our CSV.

A column is named as its field in JSON, `links.repo` for what is within another. Lists are joined by `; `,
links by a space.

Spreadsheets run a cell that begins like a formula (https://owasp.org/www-community/attacks/CSV_Injection).
Such a text gets an apostrophe in front, which reading takes away again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from readerapp.domain.paper import KINDS

_LINKS = {f"links.{kind}": kind for kind in KINDS}
_LISTS = frozenset(("authors", "keywords", "tags"))
_NUMBERS = frozenset(("upvotes", "stars", "queue", "rating"))
COLUMNS = (
    *"key title authors published venue volume number pages listed added upvotes stars keywords".split(),
    *"status queue rating tags later note".split(),
    *_LINKS,
    *"abstract summary".split(),
)
"""The name of each column."""
_OURS = frozenset(("key", "title", "links.arxiv"))
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""What a spreadsheet would run, also behind apostrophes: taking one away then brings back what there was."""
_JOINED = "; "


def is_ours(header: Sequence[str]) -> bool:
    """Return True if the names of columns are ours, of which some may be missing."""
    return _OURS.issubset(header)


def to_cells(record: Mapping[str, Any]) -> list[str]:
    """Return the cells of a record, one for each of `COLUMNS`."""
    links = record["links"]
    values = (links.get(_LINKS[name], ()) if name in _LINKS else record.get(name) for name in COLUMNS)
    return [_cell(name, value) for name, value in zip(COLUMNS, values, strict=True)]


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in _LINKS:
        return " ".join(value)
    text = _list_cell(value) if name in _LISTS else str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _list_cell(value: Sequence[str]) -> str:
    """Return a list on one line; as JSON if splitting it again would bring another one."""
    joined = _JOINED.join(value)
    return joined if _list(joined) == list(value) else json.dumps(value, ensure_ascii=False)


def from_cells(header: Sequence[str], row: Sequence[str]) -> dict[str, Any]:
    """Return the record of a row; empty cells and columns of other names are left out."""
    record: dict[str, Any] = {"links": {}}
    for name, cell in zip(header, row, strict=False):
        if not cell.strip():
            continue
        if name in _LINKS:
            record["links"][_LINKS[name]] = cell.split()
        elif name in COLUMNS:
            record[name] = _value(name, cell[1:] if cell[0] == "'" and _FORMULA.match(cell) else cell)
    return record


def _value(name: str, text: str) -> Any:
    if name in _LISTS:
        return _list(text)
    number = text.strip()
    if name in _NUMBERS and number.isascii() and number.isdigit() and len(number) < 16:
        return int(number)
    return text


def _list(text: str) -> list[str]:
    """Return the items of a cell: a JSON list of texts, else parts between semicolons."""
    if text.startswith("["):
        try:
            listed = json.loads(text)
        except (ValueError, RecursionError):
            listed = None
        if isinstance(listed, list) and all(isinstance(item, str) for item in listed):
            return listed
    return [item for part in text.split(";") if (item := part.strip())]
