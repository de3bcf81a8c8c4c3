"""Writes single settings into `config.toml`, and leaves everything else in it as it is."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readerapp.disk import files
from readerapp.disk.access import unreadable, unwritable
from readerapp.disk.lock import writing
from readerapp.domain.errors import Damaged, Unwritable
from readerapp.domain.text import clean_line

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_BOM = b"\xef\xbb\xbf"
_MAX_TRIES = 5
"""Times to start over because another program wrote the file meanwhile."""

Entry = Mapping[str, str]
"""One of several tables of a name: `[[views]]`."""


def set_value(path: Path, name: str, value: object) -> object:
    """Set one setting, named as in `fetch.sources` or `keys.queue`; None removes it. Return what it was.

    Comments, order, line ends, links and modes stay; so does what another program wrote meanwhile.

    Raises:
        Damaged: the file isn't TOML, or not the settings we know; it is left as it is.
        Unwritable: the file can't be written.
    """
    return set_values(path, {name: value})[name]


def set_values(path: Path, values: Mapping[str, object]) -> dict[str, object]:
    """Set several settings at once, as `set_value` does; return what each was, None if it wasn't set."""
    before: dict[str, object] = {}

    def edit(root: Any) -> None:
        for name, value in values.items():
            was = _set(root, name.split("."), value)
            if type(root) is dict:  # else with comments and all
                before[name] = was

    _change(path, edit)
    return before


def _set(root: Any, names: Sequence[str], value: object) -> Any:
    *tables, member = names
    table = root
    for inner in tables:
        if inner not in table:
            if value is None:
                return None
            table[inner] = {}
        table = table[inner]
    before = table.get(member)
    if value is None:
        table.pop(member, None)
    elif isinstance(before, list) and isinstance(value, list | tuple):
        before = list(before)
        _set_members(table[member], value)
    else:
        table[member] = list(value) if isinstance(value, tuple) else value
    return before


def change_texts(
    path: Path, name: str, change: Callable[[list[str]], list[str]]
) -> tuple[bytes | None, bytes | None]:
    """Change a setting that holds texts, as they are in the file then; raises as `set_value`.

    Return what the file held before and what it holds now; None if there was none.
    """

    def edit(root: Any) -> None:
        there = root.get(name, [])
        texts = [there] if isinstance(there, str) else list(there)
        _set(root, [name], change([str(text) for text in texts]) or None)

    return _change(path, edit)


def set_entry(
    path: Path, name: str, entry: Entry | None, *, replacing: Entry | None = None, at: int | None = None
) -> tuple[bytes | None, bytes | None]:
    """Add a table to those of a name (`[[views]]`), or replace or remove one.

    Return what the file held before and what it holds now; None if there was none.

    Args:
        path: the settings.
        name: that of the tables.
        entry: what the table is to hold; None removes the one that `replacing` means.
        replacing: values of the table to replace, such as its name; if none has them, `entry` is added.
        at: where to put a new table, from 0; None is after the others.

    Raises:
        Damaged, Unwritable: as `set_value`.
    """

    def edit(root: Any) -> None:
        found = _index(root.get(name, ()), replacing)
        if found is not None and entry is not None:
            for key in [key for key in root[name][found] if key not in entry]:
                del root[name][found][key]
            root[name][found].update(entry)
        elif found is not None:
            del root[name][found]
            if not root[name]:
                del root[name]
        elif entry is not None:
            if name not in root:
                root[name] = [] if type(root) is dict else _tables()
            root[name].insert(len(root[name]) if at is None else at, dict(entry))

    return _change(path, edit)


def _tables() -> Any:
    from tomlkit import aot

    return aot()


def _index(entries: Sequence[Mapping[str, object]], wanted: Entry | None) -> int | None:
    if wanted is None:
        return None

    def is_it(entry: Mapping[str, object]) -> bool:
        return all(clean_line(str(entry.get(key, ""))) == clean_line(text) for key, text in wanted.items())

    return next((number for number, entry in enumerate(entries) if is_it(entry)), None)


def _set_members(array: Any, wanted: Sequence[object]) -> None:
    """Change only the members that differ: those that stay keep their comments."""
    for index in reversed([index for index, member in enumerate(array) if member not in wanted]):
        del array[index]
    for index, member in enumerate(wanted):
        if index >= len(array):
            array.append(member)
        elif array[index] != member:
            array[index] = member
    del array[len(wanted) :]


def _change(path: Path, edit: Callable[[Any], None]) -> tuple[bytes | None, bytes | None]:
    """Make the same edit to the text and to its meaning, and write the text if it then means that.

    Return what the file held before and what it holds now; None if there was none.
    """
    with writing(path):
        for _ in range(_MAX_TRIES):
            before = files.signature(path)
            data = _read(path)
            changed = _edited(path, data or b"", edit)
            if files.signature(path) != before:
                continue
            if changed == (data or b""):
                return data, data
            _write(path, changed)
            return data, changed
    raise Unwritable(f"{path} is being written by another program: try again")


def _read(path: Path) -> bytes | None:
    if why := unreadable(path):
        raise Unwritable(why)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _write(path: Path, data: bytes) -> None:
    real = files.resolve(path)
    if real.exists() and not (os.access(real, os.W_OK) and real.stat().st_mode & 0o222):
        raise Unwritable(f"{path} is read-only: make it writable, or change it by hand")
    try:
        files.replace(path, [data])
    except OSError as error:
        raise Unwritable(unwritable(path, error)) from error


def _edited(path: Path, data: bytes, edit: Callable[[Any], None]) -> bytes:
    import tomlkit  # only a change needs it
    from tomlkit.exceptions import TOMLKitError

    by_hand = "mend it, or change it by hand"
    try:
        text = data.decode("utf-8-sig")
        meant = tomllib.loads(text)
    except ValueError as error:
        raise Damaged(f"{path} is not TOML ({clean_line(str(error))}): {by_hand}") from error
    try:
        edit(meant)
        document: TOMLDocument = tomlkit.parse(text)
        edit(document)
        plain = tomlkit.dumps(document)
        spaced = _with_line_ends_of(text, _spaced(text, plain))
        changed = next((it for it in (spaced, plain) if tomllib.loads(it) == meant), None)
    except (TOMLKitError, ValueError, TypeError, AttributeError, LookupError) as error:
        raise Damaged(f"{path} has other values there than settings: {by_hand}") from error
    if changed is None:
        raise Damaged(f"{path} is written in a way that this change would harm: change it by hand")
    return (_BOM if data.startswith(_BOM) else b"") + changed.encode()


def _spaced(before: str, text: str) -> str:
    """Return the text with an empty line above each table that has come below another line."""
    known = set(pairwise(before.splitlines()))
    lines = text.splitlines(keepends=True)
    spaced = lines[:1]
    for above, line in pairwise(lines):
        is_new = line.startswith("[") and (above.strip(), line.strip()) not in known
        if is_new and above.strip() and not above.startswith("#"):
            spaced.append("\n")
        spaced.append(line)
    return "".join(spaced)


def _with_line_ends_of(before: str, text: str) -> str:
    """Return the text with the line ends of what it was, if those were all alike."""
    if "\r\n" in before and not re.search(r"(?<!\r)\n", before):
        return re.sub(r"(?<!\r)\n", "\r\n", text)
    return text
