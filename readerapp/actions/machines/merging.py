"""Other copies of a home's files merged: from another machine, or conflict copies of a shared folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from readerapp.actions import papers
from readerapp.actions.workspace import Workspace
from readerapp.disk.conflict_copies import copies, put_away
from readerapp.disk.files import typed_path
from readerapp.domain.errors import ReaderError
from readerapp.domain.values import dataclass
from readerapp.library.merge import copies as library_copies
from readerapp.library.merge import copy_reader
from readerapp.state import state_file


@dataclass(frozen=True, slots=True)
class MergeReport:
    """Counts of one merge, in papers."""

    files: int = 0
    state: int = 0
    """Papers whose state changed."""
    new: int = 0
    updated: int = 0
    removed: int = 0

    @property
    def summary(self) -> str:
        """The counts on one line."""
        files = "1 file" if self.files == 1 else f"{self.files} files"
        counts = {"state": self.state, "new": self.new, "updated": self.updated, "removed": self.removed}
        return " · ".join([f"merged {files}", *(f"{name} {count:,}" for name, count in counts.items())])


def conflict_copies(workspace: Workspace) -> list[Path]:
    """Return the copies of state and library that Syncthing, Dropbox and others left beside them."""
    return [*workspace.store.conflicts(), *copies(workspace.home.library, copy_reader.is_ours)]


def merge(workspace: Workspace, names: Iterable[Path]) -> MergeReport:
    """Merge other files into the home: each a `state.json`, a `papers.jsonl`, or a folder with them.

    The result is the same in whatever order and however often files are merged. Conflict copies are moved to
    the backups afterwards. All files are checked before anything changes.

    Raises:
        ReaderError: a file has neither state nor papers.
        Unwritable: the home's files can't be written.
    """
    files = [(path, _is_state(path)) for name in names for path in _files(typed_path(str(name)))]
    beside = set(conflict_copies(workspace))
    report = MergeReport(files=len(files))
    for path, is_state in files:
        if is_state:
            report = replace(report, state=report.state + len(workspace.store.merge(path).keys))
            continue
        counts = library_copies.merge_file(workspace.home.library, path)
        report = replace(
            report,
            new=report.new + counts.new,
            updated=report.updated + counts.updated,
            removed=report.removed + counts.removed,
        )
        if path in beside:
            put_away(path, workspace.home.backups)
    settle(workspace)
    return report


def settle(workspace: Workspace) -> None:
    """Move state to the new keys of papers, after a merge of either."""
    workspace.poll()
    workspace.flush()  # puts other programs' changes into the journal …
    workspace.poll()  # … which is read here
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
    """Return True for a state file; raise `ReaderError` for a file that can't be merged."""
    try:
        data = path.read_bytes()
        try:
            tables = json.loads(data)
        except (ValueError, RecursionError):
            if not copy_reader.read(path).known:
                state_file.parse(data, path)  # raises with the reason
            return False
    except OSError as error:
        raise ReaderError(f"{path} can't be read: {error.strerror or error}") from error
    # A library of one paper is one JSON object, too.
    is_paper = isinstance(tables, dict) and bool({"title", "key"} & tables.keys())
    if not is_paper:
        state_file.parse(data, path)
    return not is_paper
