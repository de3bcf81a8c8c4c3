"""What was done, step by step: what `undo`, `redo` and `log` walk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from readerapp.domain.errors import ReaderError
from readerapp.domain.state import FIELDS
from readerapp.state import times
from readerapp.state.document import Document, read
from readerapp.state.journal_line import JournalLine, Lines, changes_papers, decode, decode_head

LIMIT = 100_000
"""Papers changed, over all steps, beyond which the oldest steps are forgotten …"""
KEPT = 12
"""… but never these newest ones."""
OUTSIDE = ("merge", "sync")
"""What came from other machines and programs is no step of the reader's: only asked for it is undone."""
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
    adds: str = ""
    """Name of the file that says which papers came into the library with it, where they did."""
    undone: bool = False


Turn = Callable[[Entry], object]
"""Turns the half of a step that is not the store's: what it did to the library."""


def nothing(_: Entry) -> None:
    """Of a step that the store turns alone."""


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


def entry_of(line: JournalLine) -> Entry:
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
        adds=line.adds,
    )


def joined(parts: Sequence[JournalLine]) -> JournalLine:
    """The one step that lines make of which each continues the one before."""
    edits: dict[str, dict[str, Any]] = {}
    before: dict[str, dict[str, Any]] = {}
    for line in parts:
        for key, edit in line.edits.items():
            edits[key] = {**edits.get(key, {}), **line.patch(edit)}
            before[key] = {**line.before.get(key, {}), **before.get(key, {})}
    return replace(parts[-1], id=parts[0].id, edits=edits, before=before)


def _size(step: JournalLine | bytes) -> int:
    """About how much memory a step takes, in papers."""
    return (
        len(step.edits) + 10 * len(step.lines.get("before", ()))
        if isinstance(step, JournalLine)
        else len(step) // 200
    )


class History:
    """The steps in the order they were made, and which of them are undone."""

    def __init__(self, run: str, rows: Iterable[bytes] = ()) -> None:
        """`rows` are the lines of the journal as they are written; each is read whole when it is wanted."""
        self._run = run
        self._steps: dict[str, list[JournalLine | bytes]] = {}
        self._part_of: dict[str, str] = {}
        self._authors: dict[str, str] = {}
        self._done: dict[str, None] = {}
        self._undone: dict[str, str] = {}
        self._passed: set[str] = set()
        self._seen: set[str] = set()
        self._size = 0
        for row in rows:
            if isinstance(head := decode_head(row), JournalLine):
                self._take(head, row if changes_papers(row) else None)

    def add(self, line: JournalLine) -> None:
        """Takes in the next line. One that it has already is passed over."""
        self._take(line, line if line.edits or line.lines or line.adds else None)

    def _take(self, head: JournalLine, step: JournalLine | bytes | None) -> None:
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
            name = self._begun(head)
            self._steps[name] = [*self._steps.pop(name, ()), step]
            self._authors[name] = head.by
            self._done.pop(name, None)
            self._done[name] = None
            self._passed.clear()
            self._forget_undone(head.by)
            self._forget_oldest(step)

    def _begun(self, head: JournalLine) -> str:
        """The id of the step that a line is part of: its own, unless it continues one that is done."""
        begun = self._part_of.get(head.continues, head.continues)
        if begun not in self._done or self._authors[begun] != head.by:
            return head.id
        self._part_of[head.id] = begun
        return begun

    def _forget_undone(self, by: str) -> None:
        """After a change nothing undone comes back; but what this run undid only its own change ends."""
        ours = self._run
        self._undone = {} if by == ours else {name: who for name, who in self._undone.items() if who == ours}

    def _forget_oldest(self, newest: JournalLine | bytes) -> None:
        """Bulk changes are large; so many that they fill the memory are not all kept."""
        self._size += _size(newest)
        while self._size > LIMIT and len(self._steps) > KEPT:
            name = next(iter(self._steps))
            self._size -= sum(map(_size, self._steps.pop(name)))
            self._done.pop(name, None)
            self._undone.pop(name, None)

    def _step(self, name: str) -> JournalLine:
        parts = [part if isinstance(part, JournalLine) else decode(part) for part in self._steps[name]]
        lines = [line for line in parts if isinstance(line, JournalLine)]
        return lines[0] if len(lines) == 1 else joined(lines)

    def to_undo(self) -> JournalLine | None:
        """Return the last step of this run that is done, else the last of any; none from outside."""
        done = [name for name in reversed(self._done) if name not in self._passed and self._is_own(name)]
        ours = (name for name in done if self._authors[name] == self._run)
        name = next(ours, None) or next(iter(done), None)
        return self._step(name) if name else None

    def _is_own(self, name: str) -> bool:
        """Return True for a step of the reader's that this run isn't still making."""
        last = self._steps[name][-1]
        head = last if isinstance(last, JournalLine) else decode_head(last)
        running = isinstance(head, JournalLine) and head.open and self._authors[name] == self._run
        return isinstance(head, JournalLine) and head.action not in OUTSIDE and not running

    def to_turn(self, text: str, *, back: bool) -> JournalLine | None:
        """The step to undo, or to redo: the one whose id is, or begins with, `text`, else the next.

        Raises `ReaderError` where `text` names none.
        """
        if text:
            return self._named(text, undone=not back)
        return self.to_undo() if back else self.to_redo()

    def _named(self, text: str, *, undone: bool) -> JournalLine:
        names = [text] if text in self._steps else [name for name in self._steps if name.startswith(text)]
        if len(names) != 1 or not text:
            many = "Several steps begin with" if len(names) > 1 else "No step is"
            raise ReaderError(f"{many} {text!r}; `readerapp log` names them")
        step = self._step(names[0])
        if (names[0] not in self._done) != undone:
            raise ReaderError(f"“{step.words}” is {'not undone' if undone else 'undone already'}")
        return step

    def to_redo(self) -> JournalLine | None:
        """The step that was undone last, unless something was done since."""
        name = next((name for name in reversed(self._undone) if name not in self._passed), None)
        return self._step(name) if name else None

    def pass_over(self, line: JournalLine) -> None:
        """`line` can't be turned: until something changes, the one before it is next."""
        self._passed.add(line.id)

    def entries(self, limit: int) -> list[Entry]:
        """The newest `limit` steps, newest first."""
        newest = islice(reversed(self._steps), limit)
        return [replace(entry_of(self._step(name)), undone=name not in self._done) for name in newest]
