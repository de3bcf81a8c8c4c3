"""Writes and merges whole state files without a store: to repair one, or for git to merge two."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from readerapp.state import foreign_edits
from readerapp.state.document import Document
from readerapp.state.keyed_table import tables_of
from readerapp.state.merge import canonical, join_all
from readerapp.state.migrations import stamped
from readerapp.state.state_file import StateFile
from readerapp.state.storage import AtomicStorage


def write(path: Path, papers: Mapping[str, Document], others: StateFile) -> None:
    """Write a state file of `papers` and of everything else in `others`. Raises `OSError`."""
    tables = tables_of(StateFile(papers, others.strays, others.others))
    AtomicStorage(path, stamped(tables)).save()


def merge(one: Path, other: Path, into: Path) -> None:
    """Merge two state files into `into`, which may be either of them.

    The result is the same in any order, any number of times. Raises `ReaderError` if one isn't a state file.
    """
    mine, theirs = foreign_edits.read(one), foreign_edits.read(other)
    names = mine.others.keys() | theirs.others.keys()
    tables = {name: _both(mine.others.get(name, {}), theirs.others.get(name, {})) for name in names}
    others = StateFile({}, _both(mine.strays, theirs.strays), tables)
    write(into, join_all(mine.papers, theirs.papers), others)


def _both(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """The rows of both sides; of two with one id the one that sorts last, as it does on the other machine."""
    shared = {name: max(one[name], other[name], key=canonical) for name in one.keys() & other.keys()}
    return {**one, **other, **shared}
