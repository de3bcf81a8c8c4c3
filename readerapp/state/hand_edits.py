"""Edits made by hand in the state file while no readerapp was running."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from readerapp.domain.state import FIELDS
from readerapp.state import backup, foreign_edits
from readerapp.state.document import Document, stamp, stamps
from readerapp.state.journal import read_rows
from readerapp.state.journal_line import JournalLine, decode
from readerapp.state.papers import Papers, apply
from readerapp.state.run import Run
from readerapp.state.state_file import StateFile

_FIELDS = frozenset((*FIELDS, "title"))
_DEFAULTS: tuple[Any, ...] = (None, "", [], "unread", 0)


def hand_edits(run: Run, file: StateFile) -> JournalLine | None:
    """Return a journal line with the edits, at the time the file was written; None if there are none.

    The newest backup and the journal since tell what we wrote; anything in neither is left as it is.
    """
    good = backup.newest_good(run.home.backups, run.clock())
    kept = good[1].papers if good else {}
    decoded = map(decode, read_rows(run.journal.path))
    lines = [line for line in decoded if isinstance(line, JournalLine)]
    odd = _unlike_known(file.papers, kept, lines)
    known = Papers({key: paper for key, paper in kept.items() if key in odd})
    for line in lines if odd else ():
        edits = {key: edit for key, edit in line.edits.items() if key in odd}
        apply(replace(line, edits=edits), known)
    written = datetime.fromtimestamp(file.signature[1] / 1e9, UTC) if file.signature else run.clock()
    when = min(written, run.clock())
    found: dict[str, dict[str, Any]] = {}
    for key in sorted(odd):
        document = foreign_edits.by_hand(file.papers[key], known.of_key(key) or {}, when)
        if stamps(document) != stamps(file.papers[key]):
            found[key] = foreign_edits.difference(file.papers[key], document)
    line = foreign_edits.line_of(found, {}, known.documents, foreign_edits.head(run, when))
    return None if line.is_empty else line


def _unlike_known(
    papers: Mapping[str, Document], kept: Mapping[str, Document], lines: Iterable[JournalLine]
) -> set[str]:
    """Papers with a field that has another value than was written at its time, or a value without a time."""
    values: dict[tuple[str, str], dict[Any, Any]] = {}
    for key, paper in kept.items():
        for name in _FIELDS & stamps(paper).keys():
            values.setdefault((key, name), {})[stamp(paper, name)] = paper.get(name)
    for line in lines:
        for key, edit in line.edits.items():
            times = stamps(edit)
            for name in _FIELDS & edit.keys():
                values.setdefault((key, name), {})[times.get(name, line.at)] = edit[name]
    return {key for key, paper in papers.items() if paper != kept.get(key) and _is_odd(key, paper, values)}


def _is_odd(key: str, paper: Document, values: Mapping[tuple[str, str], Mapping[Any, Any]]) -> bool:
    for name in _FIELDS:
        time, value, known = stamp(paper, name), paper.get(name), values.get((key, name), {})
        if time and known.get(time, value) != value:
            return True
        if not time and (known or value not in _DEFAULTS):
            return True
    return False
