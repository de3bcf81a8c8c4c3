"""Other copies of a home's files taken in: of another machine, or left by a program that shares folders."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from readerapp.actions import papers
from readerapp.actions.workspace import Workspace
from readerapp.disk.conflict_copies import copies, put_away
from readerapp.domain.errors import ReaderError
from readerapp.library.merge import copies as library_copies
from readerapp.library.merge import copy_reader
from readerapp.state import state_file


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What merging did, in numbers of papers."""

    files: int = 0
    state: int = 0
    """So many papers' state changed."""
    new: int = 0
    updated: int = 0
    removed: int = 0

    @property
    def summary(self) -> str:
        """The line that says it."""
        files = "1 file" if self.files == 1 else f"{self.files} files"
        counts = {"state": self.state, "new": self.new, "updated": self.updated, "removed": self.removed}
        return " · ".join([f"merged {files}", *(f"{name} {count:,}" for name, count in counts.items())])


def conflict_copies(workspace: Workspace) -> list[Path]:
    """The copies of state and library that Syncthing, Dropbox and others left beside them."""
    return [*workspace.store.conflicts(), *copies(workspace.home.library, copy_reader.is_ours)]


def merge(workspace: Workspace, names: Iterable[Path]) -> MergeReport:
    """Take in other files: each a `state.json`, a `papers.jsonl`, or a folder that has them.

    The same files give the same bytes, in whatever order and however often they are merged. A conflict copy
    that was taken in is put among the backups. What is wrong with one file is found before anything changes.

    Raises:
        ReaderError: a file holds neither state nor papers.
        Unwritable: the home's files can't be written.
    """
    files = [(path, _is_state(path)) for name in names for path in _files(name.expanduser())]
    beside = set(conflict_copies(workspace))
    report = MergeReport(files=len(files))
    for path, is_state in files:
        if is_state:
            report = replace(report, state=report.state + len(workspace.store.merge(path).keys))
            continue
        took = library_copies.merge_file(workspace.home.library, path)
        report = replace(
            report,
            new=report.new + took.new,
            updated=report.updated + took.updated,
            removed=report.removed + took.removed,
        )
        if path in beside:
            put_away(path, workspace.home.backups)
    settle(workspace)
    return report


def settle(workspace: Workspace) -> None:
    """Have state follow the library, after either was merged: a paper keeps its marks under a new key."""
    workspace.poll()
    workspace.flush()  # what another program wrote is a step of the journal then …
    workspace.poll()  # … which is known here now
    if former := papers.former_keys(workspace.store.states, workspace.library):
        papers.follow(workspace, former)
    workspace.flush()


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = [file for name in ("papers.jsonl", "state.json") if (file := path / name).is_file()]
    if not found:
        raise ReaderError(f"{path} has neither papers.jsonl nor state.json.")
    return found


def _is_state(path: Path) -> bool:
    """Whether a file is a state file; raises `ReaderError` where it is nothing that can be merged."""
    try:
        data = path.read_bytes()
        try:
            tables = json.loads(data)
        except (ValueError, RecursionError):
            if not copy_reader.read(path).known:
                state_file.parse(data, path)  # whose complaint names what is wrong
            return False
    except OSError as error:
        raise ReaderError(f"{path} can't be read: {error.strerror or error}") from error
    # A library of one paper is one object, too, but none of its fields is a table of papers.
    is_paper = isinstance(tables, dict) and bool({"title", "key"} & tables.keys())
    if not is_paper:
        state_file.parse(data, path)
    return not is_paper
