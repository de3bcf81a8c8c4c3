"""The versions of the state file, and how each becomes the next. Pure: tables in, tables out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from readerapp.state.document import Document

SCHEMA = 1
"""The version this program writes."""

_ROW = "1"


def is_versioned(tables: Mapping[str, Any]) -> bool:
    """Whether `meta` is one that this program may have written, or none: then its version can be believed."""
    row = tables.get("meta", {}).get(_ROW, {})
    version = row.get("schema", 0) if isinstance(row, dict) else None
    return type(version) is int and version >= 0


def schema_of(tables: Mapping[str, Any]) -> int:
    """The version of a file: what its `meta` table says, 0 where it has none."""
    meta = tables.get("meta")
    row = meta.get(_ROW) if isinstance(meta, dict) else None
    version = row.get("schema") if isinstance(row, dict) else None
    return version if type(version) is int and version >= 0 else 0


def stamped(tables: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The tables with this program's version in `meta`."""
    meta = tables.get("meta", {})
    row = {**meta.get(_ROW, {}), "schema": SCHEMA}
    return tables if meta.get(_ROW) == row else {**tables, "meta": {**meta, _ROW: row}}


def migrate(papers: Mapping[str, Document], version: int) -> dict[str, Document]:
    """The documents of a file of `version` as this version has them."""
    out = dict(papers)
    for step in range(version, SCHEMA):
        out = {doc_id: MIGRATIONS[step](paper) for doc_id, paper in out.items()}
    return out


def _plain_to_1(paper: Document) -> Document:
    """Documents someone wrote by hand: nothing is known of when a field changed."""
    return paper if isinstance(paper.get("changed"), dict) else {**paper, "changed": {}}


MIGRATIONS: Mapping[int, Callable[[Document], Document]] = {0: _plain_to_1}
"""Version -> what makes a document of the next version out of one of that version."""
