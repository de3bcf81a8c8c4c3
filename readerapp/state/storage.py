"""A TinyDB storage that keeps the tables in memory and replaces the file whole or not at all.

TinyDB's own `JSONStorage` encodes everything at every change, writes it over the only copy, and truncates the
file afterwards: a full disk or a kill in between loses both old and new. Here `write` only keeps the tables,
and `save` encodes the documents that changed since the last save and replaces the file in one step.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from readerapp.disk import files
from readerapp.disk.files import Signature

Tables = dict[str, dict[str, Any]]
"""Table name -> document id as text -> document."""

_PIECE_BYTES = 256 << 10


class AtomicStorage(Storage):
    """Tables in memory; on disk one line a document, in order of ids, so that diffs are small.

    A changed document is another object than before: that is how `save` knows which to encode again.
    """

    def __init__(self, path: Path, tables: Tables | None = None) -> None:
        super().__init__()
        self.path = path
        self._tables = tables
        self._encoded: dict[tuple[str, str], tuple[Any, bytes]] = {}

    def read(self) -> Tables | None:
        """Return the tables in memory, read from the file the first time; None if there is no file."""
        if self._tables is None and files.signature(self.path):
            self._tables = json.loads(self.path.read_bytes() or b"null")
        return self._tables

    def write(self, data: Tables) -> None:
        """Take `data` as the tables. `save` writes them to the file."""
        self._tables = data

    def save(self) -> Signature:
        """Replace the file by the tables, or raise `OSError` and leave it as it was."""
        return files.replace(self.path, self.encoded())

    def encoded(self) -> Iterator[bytes]:
        """Yield the file's bytes in pieces: one long call would block the other threads."""
        lead = b"{"
        for name, table in sorted((self._tables or {}).items()):
            yield lead + json.dumps(name).encode() + b": {\n"
            yield from _pieces(self._row(name, doc_id, table[doc_id]) for doc_id in sorted(table))
            lead = b"\n},\n"
        yield b"{}\n" if lead == b"{" else b"\n}}\n"

    def _row(self, name: str, doc_id: str, document: Any) -> bytes:
        known = self._encoded.get((name, doc_id))
        if known is not None and known[0] is document:
            return known[1]
        row = f"{json.dumps(doc_id)}: {encode(document)}".encode("ascii")
        self._encoded[name, doc_id] = document, row
        return row


def _pieces(rows: Iterable[bytes]) -> Iterator[bytes]:
    """Join rows by commas, in pieces of about `_PIECE_BYTES`."""
    piece: list[bytes] = []
    size, parted = 0, b""
    for row in rows:
        piece.append(row)
        size += len(row)
        if size > _PIECE_BYTES:
            yield parted + b",\n".join(piece)
            piece, size, parted = [], 0, b",\n"
    if piece:
        yield parted + b",\n".join(piece)


def encode(value: Any) -> str:
    """Return `value` as strict JSON in ASCII, which every program reads alike."""
    try:
        return json.dumps(value, allow_nan=False, separators=(",", ":"))
    except ValueError:
        return json.dumps(_finite(value), separators=(",", ":"))


def _finite(value: Any) -> Any:
    """`value` with null for infinities and NaN, which JSON doesn't have."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {name: _finite(item) for name, item in value.items()}
    return [_finite(item) for item in value] if isinstance(value, list) else value
