"""A TinyDB table with documents found by their `key`, and updates that cost the same at any size.

Stock TinyDB rebuilds the whole table twice at every update (each id to `int` and back to `str`), and finds a
document by trying all of them. Here an id is a hash of the key, which says where a document is, and an update
edits the table in place. Ids stay integers: stock TinyDB opens the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

from tinydb import TinyDB
from tinydb.table import Table

from readerapp.state.document import Document
from readerapp.state.state_file import PAPERS, StateFile
from readerapp.state.storage import AtomicStorage, Tables


def document_id(key: str) -> int:
    """Return the 63-bit document id of `key`, the same on every machine."""
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def _is_of(document: Any, key: str) -> bool:
    return isinstance(document, dict) and document.get("key") == key


class _Rows(MutableMapping[int, Any]):
    """A stored table for TinyDB's updaters: integer ids, and documents they may change in place.

    A document handed out is a copy that replaced the original, so that nobody else's document changes.
    """

    def __init__(self, stored: dict[str, Any]) -> None:
        self._stored = stored

    def __getitem__(self, doc_id: int) -> Any:
        name = str(doc_id)
        document = self._stored[name] = dict(self._stored[name])
        return document

    def __setitem__(self, doc_id: int, document: Any) -> None:
        self._stored[str(doc_id)] = document

    def __delitem__(self, doc_id: int) -> None:
        del self._stored[str(doc_id)]

    def __contains__(self, doc_id: object) -> bool:
        return str(doc_id) in self._stored

    def __iter__(self) -> Iterator[int]:
        return map(int, self._stored)

    def __len__(self) -> int:
        return len(self._stored)


class KeyedTable(Table):
    """A table of documents that each have a `key` of their own."""

    def of_key(self, key: str) -> Document | None:
        """Return the document of `key`, not to be changed in place, or None."""
        found: Document | None = self._stored().get(self._place(key))
        return found

    def put(self, document: Document) -> None:
        """Store `document` under its `key`."""
        place = self._place(document["key"])
        self._update_table(lambda rows: rows.__setitem__(int(place), document))

    def drop(self, key: str) -> None:
        """Remove the document of `key`, if there is one."""
        self.remove(doc_ids=[int(self._place(key))])

    def _place(self, key: str) -> str:
        """Id of the document of `key`, or the free one it would get: the next, if another has its own."""
        doc_id, stored = document_id(key), self._stored()
        while (there := stored.get(str(doc_id))) is not None and not _is_of(there, key):
            doc_id += 1
        return str(doc_id)

    def _stored(self) -> dict[str, Any]:
        tables = self._storage.read()
        return {} if tables is None else tables.get(self.name, {})

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        """TinyDB's hook for every change of a table."""
        tables = self._storage.read()
        if tables is None:
            tables = {}
        updater(_Rows(tables.setdefault(self.name, {})))
        self._storage.write(tables)
        self.clear_cache()


class StateDB(TinyDB):
    """The state file as a TinyDB. `StateDB(path, tables)` doesn't read the file again."""

    table_class = KeyedTable
    default_table_name = PAPERS
    storage: AtomicStorage
    default_storage_class = AtomicStorage  # type: ignore[assignment]  # TinyDB declares no base class


def tables_of(found: StateFile) -> Tables:
    """Return the tables of a file, with each paper's document under the id of its key."""
    rows: dict[str, Any] = {str(document_id(key)): paper for key, paper in found.papers.items()}
    for name, row in found.strays.items():
        doc_id = int(name) if name.isascii() and name.isdigit() else document_id(name)
        while str(doc_id) in rows:
            doc_id += 1
        rows[str(doc_id)] = row
    return {**found.others, PAPERS: rows}
