"""The seed papers, shown where there is no library yet, or none any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from readerapp.domain.paper import Paper
from readerapp.library.columns.row_values import row_values
from readerapp.library.columns.table import Columns, ColumnsBuilder
from readerapp.library.file import lines
from readerapp.library.file.catalogue import Catalogue
from readerapp.library.file.snapshot import Snapshot

UNDONE = "undone"
"""The field that tells a paper which an undo took out, with the add that brought it, from one that its reader
removed: a library which its reader emptied stays empty."""


def show(catalogue: Catalogue, seeds: Callable[[], Iterable[Paper]]) -> None:
    """Have the catalogue show the seeds if there is no library: no file, or only undone adds in it."""
    if catalogue.exists and not _is_undone(catalogue.path):
        return
    papers, draft = tuple(seeds()), ColumnsBuilder(Columns())
    if not papers:
        return
    for number, paper in enumerate(papers):
        draft.put(row_values(paper), number)
    catalogue.now = Snapshot(draft.done(), catalogue.stamp, catalogue.path, papers)


def _is_undone(path: Path) -> bool:
    """Whether all papers that were taken out of a file went with the adds that brought them."""
    last: dict[str, bool] = {}
    try:
        with path.open("rb") as file:
            for raw in file:
                # Papers are in it, too, and take ten times as long to decode as to pass over.
                record = lines.decode(raw)[0] if b'"removed"' in raw else None
                if record and record.get("removed"):
                    last[str(record.get("key"))] = bool(record.get(UNDONE))
    except OSError:
        return False
    return bool(last) and all(last.values())
