"""Papers exported to an Obsidian vault: a file for each, found again by its key, however it is called by now.

A file that the reader edited is left as it is until `add` has read it; nothing else in the folder is touched.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from readerapp.actions import note_links
from readerapp.actions.done import Done, paper_count
from readerapp.actions.workspace import Workspace
from readerapp.disk import files
from readerapp.domain.carried_state import digest, plain_fields
from readerapp.domain.errors import ReaderError
from readerapp.domain.state import FIELDS, State
from readerapp.domain.text import shorten
from readerapp.domain.values import NamedTuple
from readerapp.domain.vault_file import VaultFile, vault_file
from readerapp.exports import Item
from readerapp.exports.lists import obsidian
from readerapp.sources.lists.vault_note import VaultNote, is_vault_note, key_of, properties, vault_note

_HEAD_BYTES = 20_000
_MAX_SAID = 3
_MAX_NAME_SAID = 48


class _PaperFile(NamedTuple):
    """A file of a paper that is in the folder."""

    path: Path
    note: VaultNote | None
    """None if it can't be read."""
    has_crlf: bool
    signature: files.Signature | None
    """When it was read."""


class VaultExport(NamedTuple):
    """What an export did."""

    done: Done
    wrote: bool
    """False if every file was there, as it should be."""


def export(workspace: Workspace, items: Iterable[Item], folder: Path) -> VaultExport:
    """Write a file for each paper into a folder, which is made if need be. Each is whole at any moment.

    Raises:
        ReaderError: the folder can't be read or written.
    """
    try:
        return _export(workspace, [*items], folder)
    except OSError as error:
        is_homeless = isinstance(error, FileNotFoundError) and not folder.parent.is_dir()
        why = f"there is no folder {folder.parent}" if is_homeless else error.strerror
        raise ReaderError(f"{error.filename or folder} can't be written: {why}") from error


def _export(workspace: Workspace, items: list[Item], folder: Path) -> VaultExport:
    if not items:
        return VaultExport(Done("No papers to export"), wrote=False)
    if not folder.is_dir():
        folder.mkdir()
    found, taken = _files(folder)
    there = {_current(workspace, key): each for key, each in found.items()}
    paths = {key: each.path for key, each in there.items()}
    for item in items:
        if item.paper.key not in paths:
            name = obsidian.file_name(files.nameable(item.paper.title), taken)
            taken.add(name.casefold())
            paths[item.paper.key] = folder / f"{name}.md"
    names = {key: path.stem for key, path in paths.items()}
    done: Counter[str] = Counter()
    left: list[str] = []
    for item in items:
        path, known = paths[item.paper.key], there.get(item.paper.key)
        if known and (known.note is None or _is_edited(known.note, item)):
            left.append(path.name)
        elif what := _write(path, known, item, _linked(workspace, item, names)):
            done[what] += 1
        else:
            left.append(path.name)
    keys = tuple(item.paper.key for item in items)
    return VaultExport(Done(_said(folder, done, left), keys), bool(done["new"] or done["changed"]))


def _files(folder: Path) -> tuple[dict[str, _PaperFile], set[str]]:
    """Return the papers' files below a folder by key, and the names (casefolded) of all files in it."""
    found: dict[str, _PaperFile] = {}
    taken: set[str] = set()
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(here, name)
            taken.add(path.stem.casefold())
            if path.suffix != ".md" or not path.is_file() or (read := _read(path)) is None:
                continue
            key, there = read
            if key not in found or len(path.name) < len(
                found[key].path.name
            ):  # conflict copies have longer names
                found[key] = there
    return found, taken


def _current(workspace: Workspace, key: str) -> str:
    """Return the present key of the paper that had a key when it was exported."""
    row = workspace.library.row(key)
    return key if row is None else workspace.library.key(row)


def _read(path: Path) -> tuple[str, _PaperFile] | None:
    """Return the key of a paper's file, and the file; None for any other file."""
    signature = files.signature(path)
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        if not is_vault_note(start := head.decode("utf-8", "replace").replace("\r\n", "\n")):
            return None
        text = (head + file.read()).decode("utf-8", "surrogateescape")
    note = vault_note(text.replace("\r\n", "\n"))
    key = note.paper.key if note else key_of(start)
    return (key, _PaperFile(path, note, "\r\n" in text, signature)) if key else None


def _is_edited(note: VaultNote, item: Item) -> bool:
    """Return True if the reader wrote something in a file that the state doesn't have."""
    here, none = plain_fields(item.state), plain_fields(State(key=""))
    fields, bases = note.carried
    for name in FIELDS:
        if name not in fields or fields[name] == here[name]:
            continue
        time, _, base = str(bases.get(name, "")).partition("#")
        since = time != item.state.changed.get(name, "")
        if _is_within(name, fields[name], here[name], changed_since=since):
            continue
        if digest(fields[name]) != base if base else fields[name] != none[name]:
            return True
    return note.facts_edited


def _is_within(name: str, there: Any, here: Any, *, changed_since: bool) -> bool:
    """Return True if what a file has is part of ours, as after an `add` that kept what both sides wrote."""
    if name == "note":
        return changed_since and there.strip() in here
    if name != "tags":
        return False
    return {*there} == {*here} or (changed_since and {*there} <= {*here})


def _linked(workspace: Workspace, item: Item, names: Mapping[str, str]) -> dict[str, str]:
    """Return the names of the files of papers that a note names, with their titles."""
    named = note_links.named_in(workspace, item.paper.key) if item.state.note else {}
    return {names[key]: title for key, title in named.items() if key in names}


def _write(path: Path, there: _PaperFile | None, item: Item, linked: Mapping[str, str]) -> str:
    """Write a file unless it says so already; return what became of it: "" if somebody writes it just now."""
    note = there and there.note
    if there is None or note is None:
        text = obsidian.text(item, linked)
    else:
        more = [alias for alias in note.properties.get("aliases", ()) if alias != note.paper.title]
        text = obsidian.text(item, linked, note.file, more)
        if _says_the_same(note.file, text):
            return "unchanged"
    lines = text.replace("\n", "\r\n") if there and there.has_crlf else text
    if files.signature(path) != (there and there.signature):
        return ""
    # What a power cut takes of a new file is exported again; an old one may have text of the reader's.
    durable = there is not None
    files.replace(path, (lines.encode("utf-8", "surrogateescape"),), files.EXPORT_MODE, durable=durable)
    return "changed" if there else "new"


def _says_the_same(old: VaultFile, text: str) -> bool:
    """Return True if a new text only spells the front matter in another way."""
    if old.text == text:
        return True
    new = vault_file(text)
    same_body = new is not None and new.text[new.body :] == old.text[old.body :]
    return same_body and new is not None and properties(new.front) == properties(old.front)


def _said(folder: Path, done: Counter[str], left: Sequence[str]) -> str:
    counts = ", ".join(f"{done[what]:,} {what}" for what in ("new", "changed", "unchanged") if done[what])
    said = f"Exported {paper_count(done.total() + len(left))} to {folder}" + (f": {counts}" if counts else "")
    if not left:
        return said
    names = ", ".join(shorten(name, _MAX_NAME_SAID) for name in left[:_MAX_SAID])
    names += f" and {len(left) - _MAX_SAID:,} more" if left[_MAX_SAID:] else ""
    return f"{said}; left {names}, which you edited: `readerapp add` reads that first"
