"""The papers the reader touched, in memory: their documents, their states, and the queue."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, Mapping, ValuesView
from typing import Protocol

from readerapp.domain.state import State, Status
from readerapp.state.document import Document, blank, read_later, read_rank, to_state
from readerapp.state.journal_line import JournalLine
from readerapp.state.merge import (
    aliases_in,
    differing_times,
    is_plainly_later,
    join,
    overwrite,
    renamed,
    resolve,
)


class Keyed(Protocol):
    """Documents by key that `apply` can change: `Papers`, or a trial copy of them."""

    aliases: dict[str, str]
    """Old key -> the key that the paper has now."""

    def of_key(self, key: str) -> Document | None:
        """Return the document of `key`, or None."""

    def put(self, document: Document) -> None:
        """Store `document` under its `key`."""

    def drop(self, key: str) -> None:
        """Remove the document of `key`."""


def apply(line: JournalLine, papers: Keyed, *, trusted: bool = True) -> bool:
    """Make the change of `line` in `papers`. Returns True if that changed anything.

    Pass `trusted=False` for a line that may be older than the file `papers` came from: where both have a
    value with the same time, someone edited the file by hand, and the file's value stands.
    """
    changed = False
    for old, new in line.renames.items():
        changed |= _rename(papers, old, new)
    for key, edit in line.edits.items():
        key = resolve(key, papers.aliases)
        there = papers.of_key(key) or blank(key)
        if trusted and is_plainly_later(edit, line.at, there):
            joined = overwrite(there, edit, line.at)
        else:
            patch = line.patch(edit) if trusted else differing_times(there, line.patch(edit))
            if not patch.keys() - {"changed"}:
                continue
            joined = join(there, patch)
        if joined != there:
            papers.put(joined)
            changed = True
    return changed


def absorb(found: Mapping[str, Document], papers: Keyed) -> bool:
    """Merge all documents of a file into `papers`. Returns True if that changed anything."""
    return apply(JournalLine(id="", by="", at="", edits=found, renames=aliases_in(found.items())), papers)


def _rename(papers: Keyed, old: str, new: str) -> bool:
    old, new = resolve(old, papers.aliases), resolve(new, papers.aliases)
    document = papers.of_key(old)
    if old == new or document is None:
        return False
    moved, there = renamed(document, new), papers.of_key(new)
    papers.drop(old)
    papers.put(moved if there is None else join(there, moved))
    papers.aliases[old] = new
    return True


def _is_archived(document: Document) -> bool:
    return bool(document.get("status") == Status.ARCHIVED)


def _rank(document: Document) -> float | None:
    """Queue rank of a paper; None if it isn't queued. Archived papers never are."""
    return None if _is_archived(document) else read_rank(document.get("queue"))


def _later(document: Document) -> str | None:
    """Date on which a paper comes back that was put off; None if it wasn't. Archived papers never are."""
    return None if _is_archived(document) else read_later(document.get("later"))


class Papers(Mapping[str, State]):
    """State by key, for touched papers. A state is made from its document on first use."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = dict(documents)
        # Each with its document: another thread may store a state after its document was replaced.
        self._states: dict[str, tuple[Document, State]] = {}
        self._whole: dict[str, State] = {}
        self._stale = set(self._documents)
        self._ranks = {
            key: rank
            for key, paper in self._documents.items()
            if paper.get("queue") is not None and (rank := _rank(paper)) is not None
        }
        self._archived = {key for key, paper in self._documents.items() if _is_archived(paper)}
        self._later = {
            key: later
            for key, paper in self._documents.items()
            if paper.get("later") is not None and (later := _later(paper)) is not None
        }
        self._hidden: tuple[int, str, frozenset[str]] | None = None
        self._queue: tuple[str, ...] | None = None
        self._places: tuple[str, dict[str, int]] | None = None
        self._unsaved: set[str] = set()
        self.aliases = aliases_in(self._documents.items())
        self.version = 0

    def __getitem__(self, key: str) -> State:
        return self._state(key, self._documents[key])

    def _state(self, key: str, document: Document) -> State:
        known = self._states.get(key)
        if known is not None and known[0] is document:
            return known[1]
        state = to_state(key, document)
        self._states[key] = document, state
        return state

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._documents))  # another thread may change them meanwhile

    def __len__(self) -> int:
        return len(self._documents)

    def __contains__(self, key: object) -> bool:
        return key in self._documents

    def items(self) -> ItemsView[str, State]:
        """Keys and states, as they are now: another thread may change them meanwhile."""
        return {key: self._state(key, paper) for key, paper in tuple(self._documents.items())}.items()

    def values(self) -> ValuesView[State]:
        """States, as they are now."""
        return dict(self.items()).values()

    @property
    def documents(self) -> Mapping[str, Document]:
        """Documents by key."""
        return self._documents

    def of_key(self, key: str) -> Document | None:
        """Return the document of `key`, or None."""
        return self._documents.get(key)

    def put(self, document: Document) -> None:
        """Store `document` under its `key`."""
        key = document["key"]
        self._documents[key] = document
        self._touched(key)
        self._rank(key, _rank(document))
        (self._archived.add if _is_archived(document) else self._archived.discard)(key)
        self._put_off(key, _later(document))

    @property
    def unsaved(self) -> bool:
        """True if a document may differ from the one in the state file."""
        return bool(self._unsaved)

    def mark_unsaved(self, keys: Iterable[str]) -> None:
        """Have the documents of `keys` saved, changed or not."""
        self._unsaved.update(keys)

    def take_unsaved(self) -> dict[str, Document | None]:
        """The documents to save, None for a paper that went; from now on they count as saved."""
        taken, self._unsaved = self._unsaved, set()
        return {key: self._documents.get(key) for key in taken}

    def drop(self, key: str) -> None:
        """Remove the document of `key`."""
        if self._documents.pop(key, None) is not None:
            self._states.pop(key, None)
            self._touched(key)
            self._rank(key, None)
            self._archived.discard(key)
            self._put_off(key, None)

    def _touched(self, key: str) -> None:
        self._stale.add(key)
        self._unsaved.add(key)
        self.version += 1

    def _rank(self, key: str, rank: float | None) -> None:
        if self._ranks.get(key) == rank:
            return
        self._queue = self._places = None
        if rank is None:
            del self._ranks[key]
        else:
            self._ranks[key] = rank

    def _put_off(self, key: str, later: str | None) -> None:
        if later is not None:
            self._later[key] = later
        elif self._later.pop(key, None) is None:
            return
        self._places = None

    def later(self, key: str) -> str | None:
        """Date on which a paper comes back, or came back; None if it wasn't put off."""
        return self._later.get(key)

    def away(self, today: str) -> frozenset[str]:
        """Keys of the papers that are in no view that doesn't ask for them: archived or put off."""
        if self._hidden is None or self._hidden[:2] != (self.version, today):
            self._hidden = self.version, today, frozenset(self._archived.union(self._away(today)))
        return self._hidden[2]

    def _away(self, today: str) -> set[str]:
        return {key for key, later in self._later.items() if later > today}

    def queue(self, today: str = "") -> tuple[str, ...]:
        """Queued keys in reading order: by rank, then by key; with a date, none that are put off then."""
        if self._queue is None:
            self._queue = tuple(sorted(self._ranks, key=lambda key: (self._ranks[key], key)))
        away = self._away(today) if today and self._later else ()
        return tuple(key for key in self._queue if key not in away) if away else self._queue

    def place(self, key: str, today: str = "") -> int | None:
        """Place of a paper in the queue of that date, counted from 1; None if it isn't in it."""
        if self._places is None or self._places[0] != today:
            self._places = today, {key: place for place, key in enumerate(self.queue(today), 1)}
        return self._places[1].get(key)

    def snapshot(self) -> dict[str, State]:
        """Return a copy of all states. Costs as much as changed since the last one, and the copying."""
        for key in self._stale:
            if key in self._documents:
                self._whole[key] = self[key]
            else:
                self._whole.pop(key, None)
        self._stale.clear()
        return self._whole.copy()
