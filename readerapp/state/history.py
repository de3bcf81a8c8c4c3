"""The steps of undo, redo and log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import Any

from readerapp.domain.errors import ReaderError
from readerapp.domain.values import NamedTuple
from readerapp.state import times
from readerapp.state.journal_line import Entry, JournalLine, changes_papers, decode, decode_head, entry_of
from readerapp.state.run import Run

MAX_PAPERS = 100_000
"""Papers changed in all remembered steps; beyond that the oldest steps are forgotten …"""
MIN_STEPS = 12
"""… but never the newest of this number."""
MAX_PAUSE = timedelta(hours=4)
"""Between two steps of an agent's session; after a longer one, another session begins."""
OUTSIDE = ("merge", "sync")
"""Actions of other machines and programs: undone only if asked for by id."""
_MIN_LETTERS = 4
"""Of the start of a step's id that names it."""


class Standing(NamedTuple):
    """A step that is done."""

    id: str
    lines: Sequence[JournalLine | bytes]
    """What it changed; several if it was continued. Bytes are to be decoded."""


def joined(parts: Sequence[JournalLine]) -> JournalLine:
    """Return lines that continue each other as one step."""
    edits: dict[str, dict[str, Any]] = {}
    before: dict[str, dict[str, Any]] = {}
    for line in parts:
        for key, edit in line.edits.items():
            edits[key] = {**edits.get(key, {}), **line.patch(edit)}
            before[key] = {**line.before.get(key, {}), **before.get(key, {})}
    return replace(parts[-1], id=parts[0].id, edits=edits, before=before)


def _size(step: JournalLine | bytes) -> int:
    """Size of a step in memory, in papers, roughly."""
    return (
        len(step.edits) + 10 * len(step.lines.get("before", ()))
        if isinstance(step, JournalLine)
        else len(step) // 200
    )


class _Undoing(NamedTuple):
    """How a step was undone."""

    by: str
    """Id of the run that did it."""
    agent: bool
    together: str


class History:
    """Steps in order, and which of them are undone."""

    def __init__(self, run: Run, rows: Iterable[bytes] = ()) -> None:
        """`rows` are the lines of the journal as bytes; each is decoded in full on demand."""
        self._run = run.id
        self._agent = bool(run.signed)
        self._steps: dict[str, list[JournalLine | bytes]] = {}
        self._part_of: dict[str, str] = {}
        self._authors: dict[str, str] = {}
        self._done: dict[str, None] = {}
        self._undone: dict[str, _Undoing] = {}
        self._by_agent: dict[str, str] = {}
        """When each step of an agent was made."""
        self._passed: set[str] = set()
        self._seen: set[str] = set()
        self._size = 0
        for row in rows:
            if isinstance(head := decode_head(row), JournalLine):
                self._take(head, row if changes_papers(row) else None)

    def add(self, line: JournalLine) -> None:
        """Add the next line, unless it is there already."""
        self._take(line, line if line.edits or line.lines or line.adds else None)

    def _take(self, head: JournalLine, step: JournalLine | bytes | None) -> None:
        if head.id in self._seen:
            return
        self._seen.add(head.id)
        if head.undoes:
            if head.undoes in self._done:
                del self._done[head.undoes]
                self._undone[head.undoes] = _Undoing(head.by, bool(head.signed), head.together)
        elif head.redoes:
            if self._undone.pop(head.redoes, None):
                self._done[head.redoes] = None
        elif step is not None:
            name = self._begun(head)
            self._steps[name] = [*self._steps.pop(name, ()), step]
            self._authors[name] = head.by
            if head.signed and head.action not in OUTSIDE:
                self._by_agent[name] = head.at
            self._done.pop(name, None)
            self._done[name] = None
            self._passed.clear()
            self._forget_undone(head.by)
            self._forget_oldest(step)

    def _begun(self, head: JournalLine) -> str:
        """Id of the step a line belongs to: its own, unless it continues one that is done."""
        begun = self._part_of.get(head.continues, head.continues)
        if begun not in self._done or self._authors[begun] != head.by:
            return head.id
        self._part_of[head.id] = begun
        return begun

    def _forget_undone(self, by: str) -> None:
        """After a change there is nothing to redo, except what this run undid before another run's change."""
        ours = self._run
        left = () if by == ours else [(name, it) for name, it in self._undone.items() if it.by == ours]
        self._undone = dict(left)

    def _forget_oldest(self, newest: JournalLine | bytes) -> None:
        """Keep the memory for bulk changes within bounds."""
        self._size += _size(newest)
        while self._size > MAX_PAPERS and len(self._steps) > MIN_STEPS:
            name = next(iter(self._steps))
            self._size -= sum(map(_size, self._steps.pop(name)))
            self._done.pop(name, None)
            self._undone.pop(name, None)
            self._by_agent.pop(name, None)

    def _step(self, name: str) -> JournalLine:
        parts = [part if isinstance(part, JournalLine) else decode(part) for part in self._steps[name]]
        lines = [line for line in parts if isinstance(line, JournalLine)]
        return lines[0] if len(lines) == 1 else joined(lines)

    def to_undo(self) -> JournalLine | None:
        """Return the last step of this run that is done, else the last of any; none from outside.

        A reader's is none of an agent's, and an agent's none of the reader's.
        """
        done = [name for name in reversed(self._done) if name not in self._passed and self._is_own(name)]
        ours = (name for name in done if self._authors[name] == self._run)
        name = next(ours, None) or next(iter(done), None)
        return self._step(name) if name else None

    def _is_own(self, name: str) -> bool:
        """Return True for a step of whoever runs this, which this run isn't still making."""
        if (name in self._by_agent) != self._agent:
            return False
        last = self._steps[name][-1]
        head = last if isinstance(last, JournalLine) else decode_head(last)
        running = isinstance(head, JournalLine) and head.open and self._authors[name] == self._run
        return isinstance(head, JournalLine) and head.action not in OUTSIDE and not running

    def to_reverse(self, text: str, *, back: bool) -> JournalLine | None:
        """Return the step to undo (`back`) or redo: the one whose id starts with `text`, else the next.

        Raises `ReaderError` if `text` names none, or several.
        """
        if text:
            return self._named(text, undone=not back)
        return self.to_undo() if back else self.to_redo()

    def _named(self, text: str, *, undone: bool) -> JournalLine:
        is_short = len(text) < _MIN_LETTERS  # as in `undo 3`, meant to undo three steps
        names = (
            [text]
            if text in self._steps
            else [name for name in self._steps if name.startswith(text) and not is_short]
        )
        if len(names) != 1 or not text:
            many = "Several steps begin with" if len(names) > 1 else "No step is"
            raise ReaderError(f"{many} {text!r}; `readerapp log` names them")
        step = self._step(names[0])
        if self._agent and not self._is_agents(names[0]):
            raise ReaderError(f"Only the reader {'redoes' if undone else 'undoes'} “{step.words}”")
        if (names[0] not in self._done) != undone:
            raise ReaderError(f"“{step.words}” is {'not undone' if undone else 'undone already'}")
        return step

    def _is_agents(self, name: str) -> bool:
        """Return True for a step that an agent made, and that the reader didn't undo."""
        return name in self._by_agent and (name not in self._undone or self._undone[name].agent)

    def to_redo(self) -> JournalLine | None:
        """Return the step last undone by whoever runs this, unless something was done since."""
        name = next(self._redoable(), None)
        return self._step(name) if name else None

    def _redoable(self) -> Iterator[str]:
        """Yield the undone steps, the last first; an agent redoes only what an agent undid."""
        for name in reversed(self._undone):
            if name not in self._passed and self._undone[name].agent == self._agent:
                yield name

    def redone_together(self) -> list[JournalLine]:
        """Return the steps to redo next, in order, if they were undone as an agent's session."""
        name = next(self._redoable(), None)
        together = self._undone[name].together if name else ""
        if not together:
            return []
        return [self._step(name) for name in self._redoable() if self._undone[name].together == together]

    def agent_session(self) -> list[JournalLine]:
        """Return the steps of agents' last session that are done, the last first.

        A session's steps have less than `MAX_PAUSE` between them.
        """
        when = {name: times.from_text(at) for name, at in self._by_agent.items() if name in self._done}
        first = None
        for at in sorted(when.values(), reverse=True):
            if first and first - at >= MAX_PAUSE:
                break
            first = at
        names = [name for name in reversed(self._done) if first and name in when and when[name] >= first]
        return [self._step(name) for name in names]

    def pass_over(self, line: JournalLine) -> None:
        """Skip `line`, which can't be undone or redone, until something changes."""
        self._passed.add(line.id)

    def standing(self) -> Iterator[Standing]:
        """Yield the steps that are done, in order."""
        return (Standing(name, self._steps[name]) for name in self._done)

    def entries(self, limit: int, after: int = 0) -> list[Entry]:
        """Return the newest `limit` steps, newest first, without the newest `after`."""
        newest = islice(reversed(self._steps), after, after + limit)
        return [replace(entry_of(self._step(name)), undone=name not in self._done) for name in newest]


class LazyHistory:
    """The history of a home, read from the journal when it is first needed."""

    def __init__(self, run: Run, rows: Callable[[], Iterable[bytes]], is_behind: Callable[[], bool]) -> None:
        """`rows` reads the journal; `is_behind` returns True if it may lack a line that is remembered."""
        self._run = run
        self._rows = rows
        self._is_behind = is_behind
        self._found: History | None = None
        self._recent: list[JournalLine] = []

    @property
    def steps(self) -> History:
        """The history as it is now."""
        if self._found is None:
            self._found = History(self._run, self._rows())
            for line in self._recent:
                self._found.add(line)
            self._recent.clear()
        return self._found

    def remember(self, line: JournalLine) -> None:
        """Add the next line."""
        if self._found is not None:
            self._found.add(line)
            return
        if not self._is_behind():  # the journal has them by now
            self._recent.clear()
        self._recent.append(line)
