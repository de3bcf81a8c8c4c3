"""Undo records of imports, whatever their size.

The step in the journal names a file of `arrivals/`, with a line for each new paper (its key) and for each
changed one (the fields before and after). They are written before the papers: of an import that was killed,
they may tell more than came. Undo writes what it takes back beside it, for redo: first a line with the fields
of changed papers, then the records of new ones.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Self

from readerapp.actions.workspace import Workspace
from readerapp.disk import files
from readerapp.domain.errors import ReaderError, Unwritable
from readerapp.domain.paper import Paper
from readerapp.domain.record import from_record, to_record
from readerapp.library.file.seed_snapshot import UNDONE

Record = Mapping[str, Any]
Fields = dict[str, list[str]]
"""Names of fields by the key of a paper."""

_JSON = json.JSONEncoder(separators=(",", ":"))

_MAX_FILES = 100
_REVERTED = "reverted"
_LASTING_FIELDS = ("key", "aliases")
"""Not undone: a paper keeps the better key that an import brought."""


class Recorder:
    """Records what an import does to each paper, on its thread.

    The journal gets an open step before the library gets its first paper, so one undo reverts an import
    however it ends. `imports.follow` closes the step.
    """

    def __init__(self, workspace: Workspace, action: str, words: str, *, dry_run: bool = False) -> None:
        """`action` and `words` describe the step if it is never closed."""
        self._workspace = workspace
        self.action, self._words = action, words
        self._folder = folder = workspace.home.arrivals
        self._dry_run = dry_run
        self.step = ""
        """The id of the open step; empty if nothing changed."""
        self._size: int | None = None
        self.name = ""
        """The name of the file once it is complete; empty if nothing changed."""
        self._path = folder / f"{time.time_ns():x}-{os.urandom(3).hex()}.jsonl"
        self._file: BinaryIO | None = None

    def merged(self, before: Paper | None, after: Paper) -> None:
        """Record a paper as the library merged it; `before` is None for a new one."""
        if before is after or before == after or self._dry_run:
            return
        record: dict[str, Any] = {"key": after.key}
        if before is not None:
            then, now = to_record(before), to_record(after)
            names = [name for name in {**then, **now} if then.get(name) != now.get(name)]
            record["before"] = {name: then.get(name) for name in names if name not in _LASTING_FIELDS}
            record["after"] = {name: now.get(name) for name in names if name not in _LASTING_FIELDS}
            record["former"] = before.key
        with self._writing():
            if self._file is None:
                self._file = os.fdopen(files.create(self._path), "wb")
            self._file.write(_encoded(record))

    def ready(self) -> None:
        """Put the record and the step on disk; the papers may be written after that.

        Raises:
            Unwritable: the record can't be written; there is no step then.
        """
        if self._file is None:
            return
        with self._writing():
            self._file.flush()
            files.sync(self._file.fileno())
        if not self.step:
            self._size = _size(self._workspace.home.library)
            self.step = self._write_step(still_open="yes")
            self._workspace.store.sync()

    def _write_step(self, *, still_open: str = "", continues: str = "") -> str:
        change = partial(self._workspace.store.change, self.action, {}, self._words, adds=self._path.name)
        return change(open=still_open, continues=continues).id

    def _cut_short(self) -> None:
        """Close the step of an import that failed, or undo it if nothing was written."""
        if _size(self._workspace.home.library) == self._size:
            self._workspace.store.undo(self.step)
        else:
            self._write_step(continues=self.step)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind and self.step:
            with suppress(ReaderError):  # the open step can be undone, too
                self._cut_short()
        if self._file is not None:
            with self._writing(), self._file as file:
                file.flush()
                files.sync(file.fileno())
            self.name = self._path.name
            _forget_oldest(self._folder)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise Unwritable(f"{self._folder} can't be written: {error.strerror or error}") from error


def keys(folder: Path, name: str, limit: int) -> tuple[str, ...]:
    """Return the first `limit` keys of an import."""
    found: dict[str, None] = {}
    with suppress(ReaderError):
        for record in _lines(folder / name):
            found[record["key"]] = None
            if len(found) == limit:
                break
    return tuple(found)


def new_keys(folder: Path, name: str) -> list[str]:
    """Return the keys of all papers that were new in an import; none if its record is gone."""
    with suppress(ReaderError):
        return _read(folder / name)[0]
    return []


def undo(workspace: Workspace, name: str) -> None:
    """Remove the new papers of an import and revert the changed ones; fields changed since then stay.

    Raises:
        ReaderError: the record is gone or damaged.
        Unwritable: the library can't be written.
    """
    folder = workspace.home.arrivals
    new, changed = _read(folder / name)
    now = workspace.clock().isoformat(timespec="seconds")
    there = {key: row for key in new if (row := _row(workspace, key)) is not None}
    undone = folder / f"{name}.undone"
    taken = _having(workspace, changed, "after")
    try:
        # An interrupted undo has taken some of it back already; that is in it.
        before, records = _undone(undone)
        every = {key: sorted({*names, *(before or {}).get(key, ())}) for key, names in taken.items()}
        earlier = (record for record in records if record["key"] not in there)
        papers = (to_record(workspace.library.paper(row)) for row in there.values())
        files.replace(undone, map(_encoded, chain([{_REVERTED: every}], papers, earlier)))
    except OSError as error:
        raise Unwritable(f"{folder} can't be written: {error.strerror or error}") from error
    title = workspace.library.title
    gone = [{"key": key, "title": title(row), "removed": now, UNDONE: True} for key, row in there.items()]
    _write(workspace, [*gone, *_given(workspace, changed, taken, "before")])


def redo(workspace: Workspace, name: str) -> None:
    """Redo what `undo` undid; raises as it does."""
    from readerapp.domain.works.merging import merge

    _, changed = _read(workspace.home.arrivals / name)
    taken, undone = _undone(workspace.home.arrivals / f"{name}.undone")
    records: list[Record] = []
    for record in undone:
        row = _row(workspace, record["key"])
        records.append(
            record if row is None else to_record(merge(from_record(record), workspace.library.paper(row)))
        )
    fields = _having(workspace, changed, "before")
    if taken is not None:
        fields = {
            key: [name for name in names if name in taken.get(key, ())] for key, names in fields.items()
        }
    _write(workspace, [*records, *_given(workspace, changed, fields, "after")])


def _undone(path: Path) -> tuple[Fields | None, Iterator[dict[str, Any]]]:
    """Return what an undo took back: fields of changed papers (None: all), and the records of new ones."""
    records = _lines(path) if path.exists() else iter(())  # missing if the import failed at once
    first = next(records, None)
    if first and _REVERTED in first:
        return first[_REVERTED], records
    return None, chain([first] if first else [], records)  # another version's


def _size(path: Path) -> int | None:
    found = files.signature(path)
    return found[2] if found else None


def _write(workspace: Workspace, records: list[Record]) -> None:
    if records:
        workspace.library.write(records, keep_seeds=False)


def _row(workspace: Workspace, key: str) -> int | None:
    """Return the row of the paper with this very key; with a former key it was merged into another."""
    row = workspace.library.row(key)
    return row if row is not None and workspace.library.key(row) == key else None


def _having(workspace: Workspace, changed: Mapping[str, dict[str, Record]], side: str) -> Fields:
    """Return the fields of changed papers that have the value they had before or after the import."""
    found: Fields = {}
    for key, sides in changed.items():
        if (row := workspace.library.row(key)) is not None:
            record = to_record(workspace.library.paper(row))
            found[key] = [name for name, value in sides[side].items() if record.get(name) == value]
    return found


def _given(
    workspace: Workspace, changed: Mapping[str, dict[str, Record]], fields: Fields, side: str
) -> Iterator[Record]:
    """Yield the records of papers with these fields as they were before or after the import."""
    for key, names in fields.items():
        if names and (row := workspace.library.row(key)) is not None:
            record = {
                **to_record(workspace.library.paper(row)),
                **{name: changed[key][side][name] for name in names},
            }
            yield {name: value for name, value in record.items() if value is not None}


def _read(path: Path) -> tuple[list[str], dict[str, dict[str, Record]]]:
    """Return the keys of new papers, and for each changed one its fields before and after."""
    new: dict[str, None] = {}
    changed: dict[str, dict[str, Record]] = {}
    for record in _lines(path):
        key = record["key"]
        if "before" not in record:
            new[key] = None
        elif record.get("former", key) in new:  # new in this import, perhaps under another key
            del new[record.get("former", key)]
            new[key] = None
        else:
            sides = changed.setdefault(key, {"before": {}, "after": {}})
            sides["before"] = {**record["before"], **sides["before"]}
            sides["after"] = {**sides["after"], **record["after"]}
    return list(new), changed


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open("rb") as file:
            yield from (json.loads(line) for line in file if line.endswith(b"\n"))  # the last may be cut
    except OSError:
        raise ReaderError("That import is too long ago to undo or redo: its record is gone") from None
    except ValueError:
        raise ReaderError(f"{path} is damaged, so that import can't be undone or redone") from None


def _encoded(record: Record) -> bytes:
    return _JSON.encode(record).encode("ascii") + b"\n"


def _forget_oldest(folder: Path) -> None:
    with suppress(OSError):
        names: Iterable[str] = sorted({path.name.removesuffix(".undone") for path in folder.iterdir()})
        for name in list(names)[:-_MAX_FILES]:
            for path in (folder / name, folder / f"{name}.undone"):
                path.unlink(missing_ok=True)
