"""A TinyDB storage that keeps the tables in memory and saves them whole or not at all.

TinyDB's own `JSONStorage` encodes everything, writes it over the only copy and truncates afterwards, at every
change: a full disk or a kill in between leaves neither the old nor the new. Here a change costs nothing;
`save` encodes the documents that changed since the last one and replaces the file in one step.
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
"""What TinyDB stores: table -> document id (as text) -> document."""

_PIECE = 256 << 10


class AtomicStorage(Storage):
    """All tables in memory; one line a document on the disk, in the order of ids, so that diffs are small.

    A document that changes is replaced by another object: that is how `save` knows which to encode again.
    """

    def __init__(self, path: Path, tables: Tables | None = None) -> None:
        super().__init__()
        self.path = path
        self._tables = tables
        self._encoded: dict[tuple[str, str], tuple[Any, bytes]] = {}

    def read(self) -> Tables | None:
        """The tables, as they are in memory; read from the file the first time."""
        if self._tables is None and files.signature(self.path):
            self._tables = json.loads(self.path.read_bytes() or b"null")
        return self._tables

    def write(self, data: Tables) -> None:
        """Takes `data` as the tables. The file follows with `save`."""
        self._tables = data

    def save(self) -> Signature:
        """Replaces the file by what is in memory; raises `OSError` and leaves the file where it can't."""
        return files.replace(self.path, self.encoded())

    def encoded(self) -> Iterator[bytes]:
        """The file's bytes, in pieces: never one long call that would hold up the other threads."""
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
    """The rows, parted by commas, in pieces of some hundred kilobytes."""
    piece: list[bytes] = []
    size, parted = 0, b""
    for row in rows:
        piece.append(row)
        size += len(row)
        if size > _PIECE:
            yield parted + b",\n".join(piece)
            piece, size, parted = [], 0, b",\n"
    if piece:
        yield parted + b",\n".join(piece)


def encode(value: Any) -> str:
    """`value` as strict JSON in ASCII, which every program on every platform reads alike."""
    try:
        return json.dumps(value, allow_nan=False, separators=(",", ":"))
    except ValueError:
        return json.dumps(_finite(value), separators=(",", ":"))


def _finite(value: Any) -> Any:
    """`value` with null for the numbers that JSON doesn't know."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {name: _finite(item) for name, item in value.items()}
    return [_finite(item) for item in value] if isinstance(value, list) else value
