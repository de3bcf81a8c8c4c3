"""What was done, step by step: what `undo`, `redo` and `log` walk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from readerapp.domain.state import FIELDS
from readerapp.state import times
from readerapp.state.document import Document, read
from readerapp.state.line import Line

Values = Mapping[str, Mapping[str, Any]]
"""Key -> field -> value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One step: one change that a person, a script or a merge made to any number of papers."""

    id: str
    when: datetime
    """UTC."""
    action: str
    words: str
    """What was done, for a person."""
    keys: tuple[str, ...]
    """The papers it changed; none where there was nothing to change."""
    before: Values
    after: Values
    undone: bool = False


class _Changed(Mapping[str, Mapping[str, Any]]):
    """One side of a change as values, made when they are looked at: a bulk change has thousands."""

    def __init__(self, papers: Mapping[str, Document], fields: Values) -> None:
        self._papers = papers
        self._fields = fields

    def __getitem__(self, key: str) -> Mapping[str, Any]:
        paper = self._papers[key]
        return {name: read(name, paper.get(name)) for name in FIELDS if name in self._fields.get(key, {})}

    def __iter__(self) -> Iterator[str]:
        return iter(self._papers)

    def __len__(self) -> int:
        return len(self._papers)


def entry_of(line: Line) -> Entry:
    """The step that a line of the journal says."""
    return Entry(
        id=line.id,
        when=times.moment(line.at),
        action=line.action,
        words=line.words,
        keys=tuple(line.edits),
        before=_Changed(line.before, line.before),
        after=_Changed(line.edits, line.before),
    )


class History:
    """The steps in the order they were made, and which of them are undone."""

    def __init__(self, session: str, lines: Iterable[Line] = ()) -> None:
        self._session = session
        self._lines: dict[str, Line] = {}
        self._done: dict[str, None] = {}
        self._undone: dict[str, str] = {}
        self._passed: set[str] = set()
        self._seen: set[str] = set()
        for line in lines:
            self.add(line)

    def add(self, line: Line) -> None:
        """Takes in the next line of the journal. One that it has already is passed over."""
        if line.id in self._seen:
            return
        self._seen.add(line.id)
        if line.undoes:
            if line.undoes in self._done:
                del self._done[line.undoes]
                self._undone[line.undoes] = line.by
        elif line.redoes:
            if self._undone.pop(line.redoes, ""):
                self._done[line.redoes] = None
        elif line.edits:
            self._lines[line.id] = line
            self._done[line.id] = None
            self._passed.clear()
            self._forget_undone(line)

    def _forget_undone(self, line: Line) -> None:
        """After a change nothing undone comes back; but what this session undid only its own change ends."""
        if not self._is_ours(line):
            self._undone = {name: by for name, by in self._undone.items() if by == self._session}
        else:
            self._undone = {}

    def _is_ours(self, line: Line) -> bool:
        return line.by == self._session

    def to_undo(self) -> Line | None:
        """The last step of this session that is done, else the last of any."""
        done = [self._lines[name] for name in reversed(self._done) if name not in self._passed]
        return next(filter(self._is_ours, done), None) or next(iter(done), None)

    def to_redo(self) -> Line | None:
        """The step that was undone last, unless something was done since."""
        return next((self._lines[name] for name in reversed(self._undone) if name not in self._passed), None)

    def pass_over(self, line: Line) -> None:
        """`line` can't be turned: until something changes, the one before it is next."""
        self._passed.add(line.id)

    def entries(self, limit: int) -> list[Entry]:
        """The newest `limit` steps, newest first."""
        newest = list(self._lines.values())[::-1][:limit]
        return [replace(entry_of(line), undone=line.id not in self._done) for line in newest]
