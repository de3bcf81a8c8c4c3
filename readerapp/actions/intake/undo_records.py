"""What an add did to the library, paper by paper, so that it can be taken back whatever its size.

The step in the journal names a file of `arrivals/`: a line for each paper that was new (its key), or that the
add told something of (the fields that changed, before and after). Taking it back writes the records of the
new ones beside it, from where making it again has them.
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
from readerapp.library.file.seeds import UNDONE

Record = Mapping[str, Any]

_JSON = json.JSONEncoder(separators=(",", ":"))

_KEPT = 100
"""So many of the last adds can be taken back."""
_NAMES = ("key", "aliases")
"""What an undo leaves: a paper keeps the better key that an add brought, which its state follows."""


class Recorder:
    """Takes down what becomes of each paper while an add runs, on its thread.

    The step is in the journal, open, before the first paper is in the library: whatever ends the add, one
    undo takes back what came. `imports.follow` closes it with the words that say what was added.
    """

    def __init__(self, workspace: Workspace, action: str, words: str, *, dry_run: bool = False) -> None:
        """`action` and `words` are those of a step that was never closed."""
        self._workspace = workspace
        self._action, self._words = action, words
        self._folder = folder = workspace.home.arrivals
        self._dry_run = dry_run
        self.step = ""
        """The id of the open step; empty where nothing changed."""
        self._size: int | None = None
        self.name = ""
        """The name of the file, which is on the disk by then; empty where nothing changed."""
        self._path = folder / f"{time.time_ns():x}-{os.urandom(3).hex()}.jsonl"
        self._file: BinaryIO | None = None

    def told(self, before: Paper | None, after: Paper) -> None:
        """The library has merged a paper."""
        if before == after or self._dry_run:
            return
        record: dict[str, Any] = {"key": after.key}
        if before is not None:
            then, now = to_record(before), to_record(after)
            names = [name for name in {**then, **now} if then.get(name) != now.get(name)]
            record["before"] = {name: then.get(name) for name in names if name not in _NAMES}
            record["after"] = {name: now.get(name) for name in names if name not in _NAMES}
            record["former"] = before.key
        with self._writing():
            if self._file is None:
                self._file = os.fdopen(files.create(self._path), "wb")
            self._file.write(_encoded(record))

    def ready(self) -> None:
        """Return when all that was told is safe, and the step; the papers may be written then.

        Raises:
            Unwritable: they can't be made safe; there is no step then.
        """
        if self._file is None:
            return
        with self._writing():
            self._file.flush()
            files.sync(self._file.fileno())
        if not self.step:
            self._size = _size(self._workspace.home.library)
            self.step = self._say(still_open="yes")
            self._workspace.store.sync()

    def _say(self, *, still_open: str = "", continues: str = "") -> str:
        change = partial(self._workspace.store.change, self._action, {}, self._words, adds=self._path.name)
        return change(open=still_open, continues=continues).id

    def _cut_short(self) -> None:
        """The add failed: what came until then is the step, and none where nothing came."""
        if _size(self._workspace.home.library) == self._size:
            self._workspace.store.undo(self.step)
        else:
            self._say(continues=self.step)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind and self.step:
            with suppress(ReaderError):  # as the journal has it, it can be undone, too
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


def keys(folder: Path, name: str, most: int) -> tuple[str, ...]:
    """The first `most` papers that came with an add."""
    found: dict[str, None] = {}
    with suppress(ReaderError):
        for record in _lines(folder / name):
            found[record["key"]] = None
            if len(found) == most:
                break
    return tuple(found)


def take_back(workspace: Workspace, name: str) -> None:
    """Take new papers of an add out again, and give the others the values they had; what came since stays.

    Raises:
        ReaderError: it is too long ago.
        Unwritable: the library can't be written.
    """
    folder = workspace.home.arrivals
    new, told = _read(folder / name)
    now = workspace.clock().isoformat(timespec="seconds")
    there = {key: row for key in new if (row := _row(workspace, key)) is not None}
    undone = folder / f"{name}.undone"
    try:
        # What an undo that was cut short has taken out is in it already.
        earlier = (
            (record for record in _lines(undone) if record["key"] not in there) if undone.exists() else ()
        )
        papers = (to_record(workspace.library.paper(row)) for row in there.values())
        files.replace(undone, map(_encoded, chain(papers, earlier)))
    except OSError as error:
        raise Unwritable(f"{folder} can't be written: {error.strerror or error}") from error
    gone = (
        {"key": key, "title": workspace.library.title(row), "removed": now, UNDONE: True}
        for key, row in there.items()
    )
    _write(workspace, [*gone, *_turned(workspace, told, "after", "before")])


def make_again(workspace: Workspace, name: str) -> None:
    """Bring back what `take_back` took; raises as it does."""
    from readerapp.domain.works.merging import merge

    _, told = _read(workspace.home.arrivals / name)
    records: list[Record] = []
    undone = workspace.home.arrivals / f"{name}.undone"
    for record in _lines(undone) if undone.exists() else ():  # there is none of an add that failed at once
        row = _row(workspace, record["key"])
        records.append(
            record if row is None else to_record(merge(from_record(record), workspace.library.paper(row)))
        )
    _write(workspace, [*records, *_turned(workspace, told, "before", "after")])


def _size(path: Path) -> int | None:
    found = files.signature(path)
    return found[2] if found else None


def _write(workspace: Workspace, records: list[Record]) -> None:
    if records:
        workspace.library.write(records, keep_seeds=False)


def _row(workspace: Workspace, key: str) -> int | None:
    """The row of the paper that has this key itself: under another it has become part of another paper."""
    row = workspace.library.row(key)
    return row if row is not None and workspace.library.key(row) == key else None


def _turned(
    workspace: Workspace, told: Mapping[str, dict[str, Record]], now: str, then: str
) -> Iterator[Record]:
    for key, sides in told.items():
        if (row := workspace.library.row(key)) is None:
            continue
        record = to_record(workspace.library.paper(row))
        as_it_was = [name for name in sides[then] if record.get(name) == sides[now].get(name)]
        if as_it_was:
            turned = {**record, **{name: sides[then][name] for name in as_it_was}}
            yield {name: value for name, value in turned.items() if value is not None}


def _read(path: Path) -> tuple[list[str], dict[str, dict[str, Record]]]:
    """The keys of the new papers, and of each other one the fields before the add and after it."""
    new: dict[str, None] = {}
    told: dict[str, dict[str, Record]] = {}
    for record in _lines(path):
        key = record["key"]
        if "before" not in record:
            new[key] = None
        elif record.get("former", key) in new:  # it was new in the same add, perhaps under another key
            del new[record.get("former", key)]
            new[key] = None
        else:
            sides = told.setdefault(key, {"before": {}, "after": {}})
            sides["before"] = {**record["before"], **sides["before"]}
            sides["after"] = {**sides["after"], **record["after"]}
    return list(new), told


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open("rb") as file:
            yield from (json.loads(line) for line in file if line.endswith(b"\n"))  # a kill cuts the last
    except OSError:
        raise ReaderError("That add is too long ago: what came with it is not known any more") from None
    except ValueError:
        raise ReaderError(f"{path} is damaged: what came with that add is not known any more") from None


def _encoded(record: Record) -> bytes:
    return _JSON.encode(record).encode("ascii") + b"\n"


def _forget_oldest(folder: Path) -> None:
    with suppress(OSError):
        names: Iterable[str] = sorted({path.name.removesuffix(".undone") for path in folder.iterdir()})
        for name in list(names)[:-_KEPT]:
            for path in (folder / name, folder / f"{name}.undone"):
                path.unlink(missing_ok=True)
