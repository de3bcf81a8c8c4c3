"""Versions of the state file, and the step from each to the next. Pure functions of tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from readerapp.state.document import Document

SCHEMA = 1
"""The version this program writes."""

_ROW = "1"


def is_versioned(tables: Mapping[str, Any]) -> bool:
    """Return True if `meta` is missing or as this program writes it, so that its version can be trusted."""
    row = tables.get("meta", {}).get(_ROW, {})
    version = row.get("schema", 0) if isinstance(row, dict) else None
    return type(version) is int and version >= 0


def schema_of(tables: Mapping[str, Any]) -> int:
    """Return the version in a file's `meta` table; 0 if there is none."""
    meta = tables.get("meta")
    row = meta.get(_ROW) if isinstance(meta, dict) else None
    version = row.get("schema") if isinstance(row, dict) else None
    return version if type(version) is int and version >= 0 else 0


def stamped(tables: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the tables with this program's version in `meta`."""
    meta = tables.get("meta", {})
    row = {**meta.get(_ROW, {}), "schema": SCHEMA}
    return tables if meta.get(_ROW) == row else {**tables, "meta": {**meta, _ROW: row}}


def migrate(papers: Mapping[str, Document], version: int) -> dict[str, Document]:
    """Return the documents of a file of `version`, migrated to this version."""
    out = dict(papers)
    for step in range(version, SCHEMA):
        out = {doc_id: MIGRATIONS[step](paper) for doc_id, paper in out.items()}
    return out


def _plain_to_1(paper: Document) -> Document:
    """Documents written by hand have no times of change."""
    return paper if isinstance(paper.get("changed"), dict) else {**paper, "changed": {}}


MIGRATIONS: Mapping[int, Callable[[Document], Document]] = {0: _plain_to_1}
"""Version -> function from a document of that version to one of the next."""
