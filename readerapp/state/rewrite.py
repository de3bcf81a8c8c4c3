"""Whole state files, written or merged at once, without a store: to mend one, or as git merges two."""

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
    """A state file of `papers`, with what else `others` holds. Raises `OSError`."""
    tables = tables_of(StateFile(papers, others.strays, others.others))
    AtomicStorage(path, stamped(tables)).save()


def merge(one: Path, other: Path, into: Path) -> None:
    """Makes `into` (which may be either) the state file that knows both.

    The same bytes whichever is first and however often. Raises `ReaderError` where one holds no state.
    """
    mine, theirs = foreign_edits.read(one), foreign_edits.read(other)
    names = mine.others.keys() | theirs.others.keys()
    tables = {name: _both(mine.others.get(name, {}), theirs.others.get(name, {})) for name in names}
    others = StateFile({}, _both(mine.strays, theirs.strays), tables)
    write(into, join_all(mine.papers, theirs.papers), others)


def _both(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """The rows of both; of two in one place the one that sorts last, which is the same on both sides."""
    shared = {name: max(one[name], other[name], key=canonical) for name in one.keys() & other.keys()}
    return {**one, **other, **shared}
