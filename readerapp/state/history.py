"""What was done, step by step: what `undo`, `redo` and `log` walk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from readerapp.domain.state import FIELDS
from readerapp.state import times
from readerapp.state.document import Document, read
from readerapp.state.line import Line, Lines, changes_papers, decode, decode_head

LIMIT = 100_000
"""Papers changed, over all steps, beyond which the oldest steps are forgotten …"""
KEPT = 12
"""… but never these newest ones."""
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
    lines: Lines = field(default_factory=dict)
    """What it did to the library, which is not the store's to turn."""
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
        keys=tuple(line.edits) or tuple(line.lines.get("before", ())),
        before=_Changed(line.before, line.before),
        after=_Changed(line.edits, line.before),
        lines=line.lines,
    )


def _size(step: Line | bytes) -> int:
    """About how much memory a step takes, in papers."""
    return (
        len(step.edits) + 10 * len(step.lines.get("before", ()))
        if isinstance(step, Line)
        else len(step) // 200
    )


class History:
    """The steps in the order they were made, and which of them are undone."""

    def __init__(self, session: str, rows: Iterable[bytes] = ()) -> None:
        """`rows` are the lines of the journal as they are written; each is read whole when it is wanted."""
        self._session = session
        self._steps: dict[str, Line | bytes] = {}
        self._authors: dict[str, str] = {}
        self._done: dict[str, None] = {}
        self._undone: dict[str, str] = {}
        self._passed: set[str] = set()
        self._seen: set[str] = set()
        self._size = 0
        for row in rows:
            if isinstance(head := decode_head(row), Line):
                self._take(head, row if changes_papers(row) else None)

    def add(self, line: Line) -> None:
        """Takes in the next line. One that it has already is passed over."""
        self._take(line, line if line.edits or line.lines else None)

    def _take(self, head: Line, step: Line | bytes | None) -> None:
        if head.id in self._seen:
            return
        self._seen.add(head.id)
        if head.undoes:
            if head.undoes in self._done:
                del self._done[head.undoes]
                self._undone[head.undoes] = head.by
        elif head.redoes:
            if self._undone.pop(head.redoes, ""):
                self._done[head.redoes] = None
        elif step is not None:
            self._steps[head.id] = step
            self._authors[head.id] = head.by
            self._done[head.id] = None
            self._passed.clear()
            self._forget_undone(head.by)
            self._forget_oldest(step)

    def _forget_undone(self, by: str) -> None:
        """After a change nothing undone comes back; but what this session undid only its own change ends."""
        ours = self._session
        self._undone = {} if by == ours else {name: who for name, who in self._undone.items() if who == ours}

    def _forget_oldest(self, newest: Line | bytes) -> None:
        """Bulk changes are large; so many that they fill the memory are not all kept."""
        self._size += _size(newest)
        while self._size > LIMIT and len(self._steps) > KEPT:
            name = next(iter(self._steps))
            self._size -= _size(self._steps.pop(name))
            self._done.pop(name, None)
            self._undone.pop(name, None)

    def _step(self, name: str) -> Line:
        step = self._steps[name]
        if isinstance(step, Line):
            return step
        line = decode(step)
        assert isinstance(line, Line), "its head was read as one"
        return line

    def to_undo(self) -> Line | None:
        """The last step of this session that is done, else the last of any."""
        done = [name for name in reversed(self._done) if name not in self._passed]
        ours = (name for name in done if self._authors[name] == self._session)
        name = next(ours, None) or next(iter(done), None)
        return self._step(name) if name else None

    def to_redo(self) -> Line | None:
        """The step that was undone last, unless something was done since."""
        name = next((name for name in reversed(self._undone) if name not in self._passed), None)
        return self._step(name) if name else None

    def pass_over(self, line: Line) -> None:
        """`line` can't be turned: until something changes, the one before it is next."""
        self._passed.add(line.id)

    def entries(self, limit: int) -> list[Entry]:
        """The newest `limit` steps, newest first."""
        newest = islice(reversed(self._steps), limit)
        return [replace(entry_of(self._step(name)), undone=name not in self._done) for name in newest]
