"""Reads the state file, or says what is wrong with it."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from readerapp.disk import files
from readerapp.disk.files import Signature
from readerapp.domain.errors import Damaged
from readerapp.domain.values import dataclass, pattern
from readerapp.state.document import Document
from readerapp.state.merge import aliases_in, join, renamed, resolve
from readerapp.state.migrations import SCHEMA, is_versioned, migrate, schema_of

PAPERS = "papers"
_ROW = pattern(r'"\d+": ?(\{.*\}),?')


class Unreadable(Damaged):
    """A state file that can't be used. `why` is a word for its name once it is set aside."""

    def __init__(self, why: str, message: str, rest: StateFile | None = None) -> None:
        super().__init__(message)
        self.why = why
        self.rest = rest or StateFile()
        """Papers that could be salvaged from it."""


@dataclass(frozen=True, slots=True)
class StateFile:
    """The contents of a state file."""

    papers: Mapping[str, Document] = field(default_factory=dict)
    """Documents by key."""
    strays: Mapping[str, Any] = field(default_factory=dict)
    """Rows without a key, by id: kept as they are."""
    others: Mapping[str, Any] = field(default_factory=dict)
    """The other tables, `meta` among them: kept as they are."""
    schema: int = SCHEMA
    signature: Signature | None = None

    @property
    def newer(self) -> bool:
        """True if a later version of this program wrote it."""
        return self.schema > SCHEMA


def read(path: Path) -> StateFile:
    """Return the contents of the state file at `path`; empty if there is no file.

    Raises `Unreadable` if it isn't a state file, `OSError` if it can't be read.
    """
    try:
        with path.open("rb") as file:
            signature = files.signature_of(os.fstat(file.fileno()))
            data = file.read()
    except FileNotFoundError:
        return StateFile()
    return parse(data, path, signature)


def is_ours(path: Path) -> bool:
    """Return True if a file can be read and has a table of papers, if only an empty one."""
    try:
        data = path.read_bytes()
        parse(data, path)
        rows = json.loads(data).get(PAPERS)
    except (OSError, Unreadable):
        return False
    return rows is not None and (not rows or any(map(_is_paper, rows.values())))


def parse(data: bytes, path: Path, signature: Signature | None = None) -> StateFile:
    """Return the state in `data`, which was read from `path`. Raises `Unreadable`."""
    if not data.strip(b" \r\n\t\0"):
        raise Unreadable("emptied", f"{path} is empty")
    try:
        tables = json.loads(data)
    except (ValueError, RecursionError):
        raise Unreadable("damaged", f"{path} is not whole JSON", _salvaged(data)) from None
    if tables is None:
        raise Unreadable("emptied", f"{path} is empty")
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise Unreadable("foreign", f"{path} is not a TinyDB file")
    if tables and PAPERS not in tables:
        raise Unreadable("foreign", f"{path} has no table of papers")
    if tables and not all(isinstance(row, dict) for row in tables[PAPERS].values()):
        raise Unreadable("foreign", f"{path} has rows that aren't documents", _of_rows(tables[PAPERS]))
    if not is_versioned(tables):
        raise Unreadable("foreign", f"{path} has no valid version number", _of_rows(tables[PAPERS]))
    return _understood(tables, signature)


def _understood(tables: dict[str, dict[str, Any]], signature: Signature | None) -> StateFile:
    rows = tables.pop(PAPERS, {})
    version = schema_of(tables)
    strays = {doc_id: row for doc_id, row in rows.items() if not _is_paper(row)}
    ours = {doc_id: row for doc_id, row in rows.items() if doc_id not in strays} if strays else rows
    papers = by_key(migrate(ours, version))
    return StateFile(papers, strays, tables, version, signature)


def _salvaged(data: bytes) -> StateFile:
    """The documents to salvage from a damaged file: the table before a torn end, or else each whole line."""
    text = data.decode("utf-8", "replace")
    with contextlib.suppress(ValueError, RecursionError):
        tables, _ = json.JSONDecoder().raw_decode(text)
        if isinstance(tables, dict) and isinstance(rows := tables.get(PAPERS), dict):
            return _of_rows(rows)
    rows = {}
    for number, line in enumerate(text.split("\n")):
        if match := _ROW.fullmatch(line.strip()):
            with contextlib.suppress(ValueError, RecursionError):
                rows[str(number)] = json.loads(match[1])
    return _of_rows(rows)


def _of_rows(rows: Mapping[str, Any]) -> StateFile:
    return StateFile(by_key({doc_id: row for doc_id, row in rows.items() if _is_paper(row)}))


def _is_paper(row: Any) -> bool:
    return isinstance(row, dict) and isinstance(key := row.get("key"), str) and key.strip() != ""


def by_key(rows: Mapping[str, Document]) -> dict[str, Document]:
    """Return documents by key. Two of one paper, or of a paper since renamed, are merged."""
    papers: dict[str, Document] = {}
    for row in rows.values():
        key = row["key"]
        papers[key] = join(papers[key], row) if key in papers else row
    aliases = aliases_in(papers.items())
    for old in [old for old in aliases if old in papers]:
        if (new := resolve(old, aliases)) in papers and new != old:
            papers[new] = join(papers[new], renamed(papers.pop(old), new))
    return papers
