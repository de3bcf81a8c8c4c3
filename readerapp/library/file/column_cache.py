"""Cache of the columns in one file, which is mapped into memory when a library opens.

The file: a mark, the size of the header and its checksum, the header as JSON, then the parts, which have one
checksum for all.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import reduce
from pathlib import Path
from typing import Any

from readerapp.disk import files
from readerapp.library.columns.names import Names, SortedNames
from readerapp.library.columns.table import NUMBERS, ORDERS, TEXTS, Columns
from readerapp.library.columns.texts import TextColumn, TextRun
from readerapp.library.file.lines import Stamp
from readerapp.library.file.snapshot import FileState, Snapshot

# bump whenever a column, a word rule or an order changes, so that older caches are rebuilt
_VERSION = 8
FEW_BYTES, MANY_BYTES = 1 << 18, 1 << 26
"""Sizes up to which a cache is checked in no time, and in a few hundredths of a second."""
_RUNS = ("", " late", " changed")
_LEFT_SECONDS = 3600
_MAGIC = b"readerapp column cache\n"
_START = len(_MAGIC) + 8
_CHUNK_BYTES = 1 << 20


def load(path: Path, library: Path, *, checked: int = FEW_BYTES) -> FileState | None:
    """Return the cached state of a library's file; None if there is none of this version.

    None, too, if it is damaged; but all of it is checked only up to a size of `checked` bytes, and once after
    it was written.
    """
    try:
        with path.open("rb") as file:
            view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        is_known = len(view) > checked or _is_sound(path)
        found = _parse(view, library, check=not is_known)
        if found and not is_known:
            _note_sound(path)
        return found
    except (OSError, ValueError, KeyError, TypeError, LookupError):
        return None  # missing, truncated, or of another version


def is_damaged(path: Path) -> bool:
    """Return True if what a cache has isn't what was written; reads all of it."""
    try:
        with path.open("rb") as file:
            size, checksum = _sizes(file.read(_START))
            raw = file.read(size)
            if zlib.crc32(raw) != checksum:
                return True
            header, found = json.loads(raw), 0
            while chunk := file.read(_CHUNK_BYTES):
                found = zlib.crc32(chunk, found)
    except (OSError, ValueError):
        return False  # missing, or of another version
    return bool(header["version"] == _VERSION and header["checksum"] != found)


def _sizes(start: bytes) -> tuple[int, int]:
    """Return the size and the checksum of the header of which a file's start tells."""
    if start[: len(_MAGIC)] != _MAGIC or len(start) < _START:
        raise ValueError("no cache")
    return int.from_bytes(start[-8:-4]), int.from_bytes(start[-4:])


def _is_sound(path: Path) -> bool:
    """Return True if a cache was written by this version, or checked, and not touched since."""
    with contextlib.suppress(OSError):
        return path.with_suffix(".sound").read_bytes() == _identity(path)
    return False


def _note_sound(path: Path) -> None:
    with contextlib.suppress(OSError):
        files.replace(path.with_suffix(".sound"), [_identity(path)], durable=False)


def _identity(path: Path) -> bytes:
    stat = path.stat()
    return f"{_VERSION} {stat.st_ino} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}".encode()


def _parse(view: memoryview, library: Path, *, check: bool) -> FileState | None:
    size, checksum = _sizes(bytes(view[:_START]))
    raw = bytes(view[_START : _START + size])
    header = json.loads(raw)
    if header["version"] != _VERSION or header["size"] != len(view) or zlib.crc32(raw) != checksum:
        return None
    if check and zlib.crc32(view[_START + size :]) != header["checksum"]:
        return None
    parts: dict[str, Any] = {
        name: view[at : at + length].cast(code) for name, (code, at, length) in header["parts"].items()
    }
    columns = Columns(
        offsets=parts["offsets"],
        lengths=parts["lengths"],
        flags=parts["flags"],
        numbers={name: parts[name] for name in NUMBERS},
        source_set=parts["mixes"],
        source_sets=tuple(tuple(mix) for mix in header["sources"]),
        texts={name: _texts(name, parts) for name in TEXTS},
        names=Names.of_parts(
            SortedNames(parts["hashes"], parts["named"]),
            SortedNames(parts["late hashes"], parts["late named"]),
            header["renamed"],
        ),
        orders={name: parts[f"by {name}"] for name in ORDERS},
        removed=tuple(header["removed"]),
    )
    return FileState(Snapshot(columns, Stamp(**header["stamp"]), library), tuple(header["trouble"]))


def _texts(name: str, parts: Mapping[str, Any]) -> TextColumn:
    most, latest, changed = (
        TextRun(parts[f"{name}{part} text"], parts[f"{name}{part} starts"]) for part in _RUNS
    )
    return TextColumn(most, latest, {row: changed.text(at) for at, row in enumerate(parts[f"{name} rows"])})


def save(path: Path, state: FileState) -> None:
    """Replace the cached state; do nothing if the cache can't be written."""
    columns, stamp, trouble = state.snapshot.columns, state.snapshot.stamp, state.trouble
    parts = dict(_parts(columns))
    layout: dict[str, tuple[str, int, int]] = {}
    header = {"version": _VERSION, "size": 0, "checksum": 0, "stamp": asdict(stamp), "trouble": trouble}
    header |= {"sources": columns.source_sets, "removed": columns.removed}
    header |= {"renamed": sorted(columns.names.parts.renamed), "parts": layout}
    room = len(json.dumps(header)) + 100 * len(parts)
    first = at = _aligned(_START + room)
    for name, (code, data) in parts.items():
        layout[name] = (code, at, len(data))
        at = _aligned(at + len(data))
    body = list(_body(layout, parts))
    header |= {"size": at, "checksum": reduce(lambda found, data: zlib.crc32(data, found), body, 0)}
    head = json.dumps(header).encode().ljust(first - _START)
    start = _MAGIC + len(head).to_bytes(4) + zlib.crc32(head).to_bytes(4)
    with contextlib.suppress(OSError):
        # After a power cut a file that isn't on the disk may be one of zeros, which nobody would notice.
        files.replace(path, [start, head, *body])
        _note_sound(path)
        _sweep(path)


def _sweep(path: Path) -> None:
    """Remove what killed programs left of caches; another program may be writing the latest ones."""
    now = path.stat().st_mtime
    for left in files.unfinished(path):
        if now - left.stat().st_mtime > _LEFT_SECONDS:
            left.unlink(missing_ok=True)


def _aligned(at: int) -> int:
    return -(-at // 8) * 8


def _body(
    layout: Mapping[str, tuple[str, int, int]], parts: Mapping[str, tuple[str, memoryview]]
) -> Iterator[bytes | memoryview]:
    """Yield each part, filled up to where the next one begins."""
    for name, (_, at, length) in layout.items():
        yield parts[name][1]
        yield bytes(_aligned(at + length) - at - length)


def _parts(columns: Columns) -> Iterator[tuple[str, tuple[str, memoryview]]]:
    yield "offsets", _numbers("q", columns.offsets)
    yield "lengths", _numbers("q", columns.lengths)
    yield "flags", ("B", memoryview(columns.flags))
    for name in NUMBERS:
        yield name, _numbers("q", columns.numbers[name])
    yield "mixes", _numbers("I", columns.source_set)
    most, latest, _ = columns.names.parts
    for late, names in (("", most), ("late ", latest)):
        yield f"{late}hashes", _numbers("Q", names.hashes)
        yield f"{late}named", _numbers("Q", names.meanings)
    for name in TEXTS:
        column = columns.texts[name]
        changed = TextRun.of(list(column.changes.values()))
        for part, run in zip(_RUNS, (column.most, column.latest, changed), strict=True):
            yield f"{name}{part} text", ("B", memoryview(run.data))
            yield f"{name}{part} starts", _numbers("q", run.starts)
        yield f"{name} rows", _numbers("q", list(column.changes))
    for name in ORDERS:
        yield f"by {name}", _numbers("I", columns.orders[name])


def _numbers(code: str, numbers: Sequence[int]) -> tuple[str, memoryview]:
    held = numbers if isinstance(numbers, array | memoryview) else array(code, numbers)
    return code, memoryview(held).cast("B")
