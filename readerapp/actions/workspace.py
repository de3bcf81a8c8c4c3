"""One reader's files, opened: papers and state looked up by key, and changed as one undo step at a time.

What every action works on. `ReadingList` adds the verbs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from readerapp.actions.done import Done, named, sentence
from readerapp.domain.dates.days import today
from readerapp.domain.errors import NoSuchPaper, ReaderError
from readerapp.domain.paper import Paper
from readerapp.domain.state import State, ends_later
from readerapp.domain.values import dataclass, field
from readerapp.home import Home, shipped
from readerapp.library import Library, Shelf
from readerapp.library.search.searcher import LazyStates, SearchRequest
from readerapp.state import Store

if TYPE_CHECKING:
    from readerapp.actions.taste import TasteOfReader
    from readerapp.domain.query.completion import Vocabulary
    from readerapp.library.search.taste import Taste

_MAX_TRIES = 3
"""Times a search starts over because the library's file changed under it."""


def utc_now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)


def _seeds(home: Home) -> Sequence[Paper]:
    from readerapp.actions.seeds import read_seeds  # only for a home without a library

    return read_seeds(shipped("seeds"), home.cache)


@dataclass(frozen=True, eq=False)
class Workspace:
    """The papers and the reader's state of one home. Close it, or use it as a context manager."""

    home: Home
    library: Library
    store: Store
    clock: Callable[[], datetime]
    closing: list[Callable[[], object]] = field(default_factory=list)
    """What `close` calls before it closes the files."""

    @classmethod
    def open(
        cls,
        home: Home | Path | str | None = None,
        *,
        clock: Callable[[], datetime] = utc_now,
        progress: Callable[[float], None] | None = None,
        at_once: bool = False,
        asks_once: bool = False,
        agent: bool = False,
    ) -> Self:
        """Open the files at `home`; None is the reader's own.

        `progress` is called with the part done, 0 to 1, while a library that isn't cached is read. `at_once`
        and `asks_once` as for `Library.open`. The changes of an `agent` are signed so, and its `undo` passes
        over the reader's as theirs does over the agent's.
        """
        place = home if isinstance(home, Home) else Home.find(home)
        seeds = partial(_seeds, place)
        library = Library.open(
            place, seeds=seeds, clock=clock, progress=progress, at_once=at_once, asks_once=asks_once
        )
        return cls(place, library, Store.open(place, clock=clock, agent=agent), clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def paper(self, key: str) -> Paper:
        """Return the paper with this key or former key.

        Raises:
            NoSuchPaper: the library has none.
        """
        return self.library.stored_paper(self._row(key))

    def _row(self, key: str) -> int:
        row = self.library.row(key)
        return row if row is not None else self._row(self.library.find(key))

    def find(self, text: str) -> str:
        """Return the key that `text` means: a key, its unambiguous start, an arXiv id or a URL.

        Raises:
            NoSuchPaper: no paper fits.
            AmbiguousKey: several papers fit.
        """
        return self.library.find(text)

    def current_key(self, key: str) -> str:
        """Return the present key of the paper with this key or former key; raises as `paper`."""
        return self.library.key(self._row(key))

    def state(self, key: str) -> State:
        """Return what the reader did with the paper that `find` finds, also if it was removed since."""
        return self.store.get(self._known(key))

    @property
    def today(self) -> str:
        """The reader's date, in ISO."""
        return today(self.clock())

    def queued(self) -> Sequence[str]:
        """Return the queued keys in reading order, without papers that are put off."""
        return self.store.queue(self.today)

    def place(self, key: str) -> int | None:
        """Return the place in the queue of the paper with this key, 1 being next.

        None if it isn't queued, or is put off.
        """
        return self.store.place(key, self.today)

    def _known(self, key: str) -> str:
        """Return the present key of a paper, or of one that only the state knows."""
        if (row := self.library.row(key)) is not None:
            return self.library.key(row)
        if key in self.store.states:
            return key
        try:
            return self.find(key)
        except NoSuchPaper:
            return key

    def vocabulary(self) -> Vocabulary:
        """Return the tags and sources that complete a query."""
        return self.library.vocabulary(self.store.states)

    def shelf(
        self,
        query: str = "",
        *,
        sort: str | None = None,
        reverse: bool = False,
        exact: bool = False,
        whole: bool = True,
        progress: Callable[[float], None] | None = None,
    ) -> Shelf:
        """Return the papers that match a query, in order. May be called from any thread.

        Args:
            query: in the language of the search box; parts that make no sense are in `Shelf.problems`.
            sort: an order; None is the query's own, else by relevance or date.
            exact: match words as typed, with no allowance for misspellings, and find no related papers.
            whole: wait for the search index; if False, `Shelf.whole` says whether the answer is complete.
            progress: called with the part of the index that is done, 0 to 1, while waiting for it.

        Raises:
            ReaderError: the library's file kept changing during the search.
        """
        return self.answer(SearchRequest(query, self.clock(), sort, reverse, exact, whole), progress)

    def answer(self, request: SearchRequest, progress: Callable[[float], None] | None = None) -> Shelf:
        """Return the papers that answer a request; otherwise as `shelf`."""
        for _ in range(_MAX_TRIES):
            shelf = self.library.answer(request, self._states(), progress)
            if shelf.whole or not request.wait:
                return shelf
            self.library.poll()
        raise ReaderError(f"{self.home.library} keeps changing during the search; try again")

    def _states(self) -> LazyStates:
        return LazyStates(self.store.snapshot, self.store.away, self.store.version, self._taste)

    def _taste(self) -> Taste:
        return self._taste_of_reader.now()

    @cached_property
    def _taste_of_reader(self) -> TasteOfReader:
        from readerapp.actions.taste import TasteOfReader  # only papers for the reader depend on it

        return TasteOfReader(self.home, self.library, self.store)

    def read_ahead(self) -> None:
        """Read in any thread what other programs changed in the library, so that `poll` needn't."""
        self.library.read_ahead(self._states())

    def named(self, keys: Sequence[str]) -> str:
        """Return the papers as a sentence names them: one by its title, several by their number."""
        return named([self.library.title(self._row(key)) for key in keys])

    def change(
        self,
        action: str,
        words: str,
        edits: Mapping[str, Mapping[str, object]],
        about: Sequence[str] | None = None,
        seen: Mapping[str, str] = {},
        continues: str = "",
    ) -> Done:
        """Set fields of papers as one undo step.

        Args:
            action: the step's kind in the journal: `mark`.
            words: the step as a sentence, with `{}` for the papers: `marked {} read`.
            edits: new field values by key.
            about: the keys that `{}` stands for; None is all in `edits`.
            seen: by key, the note that an editor started from.
            continues: the `Done.step` that this change becomes part of.
        """
        keys = tuple(about or edits)
        if not keys:
            return Done("No paper here")
        current = {key: self.current_key(key) for key in dict.fromkeys((*edits, *keys))}
        titles = {key: self.library.title(self._row(key)) for key in current.values()}
        self.library.keep_seeds()
        said = words.format(named([titles[current[key]] for key in keys]))
        entry = self.store.change(
            action,
            self._coming_back(edits, current, keys),
            said,
            titles=titles,
            seen={current[key]: text for key, text in seen.items()},
            continues=continues,
        )
        return Done(sentence(said), keys, undoable=bool(entry.keys), step=entry.id if entry.keys else "")

    def _coming_back(
        self, edits: Mapping[str, Mapping[str, object]], current: Mapping[str, str], about: Iterable[str]
    ) -> dict[str, Mapping[str, object]]:
        """Return edits by present key; those of papers in `about` end that they are put off, if need be."""
        found = {current[key]: fields for key, fields in edits.items()}
        for key in {current[key] for key in about}.intersection(found):
            if (later := self.store.later(key)) and ends_later(found[key], later, self.today):
                found[key] = {**found[key], "later": None}
        return found

    def poll(self) -> bool:
        """Take in what other programs changed on disk. Return True if anything did."""
        return any([self.library.poll(), self.store.poll()])

    def flush(self) -> None:
        """Return when every change is on disk.

        Raises:
            Unwritable: it can't be written.
        """
        self.store.flush()

    def close(self) -> None:
        """Write what isn't written yet and release the files."""
        try:
            while self.closing:
                self.closing.pop()()
        finally:
            self._close()

    def _close(self) -> None:
        self.store.close()
        self.library.close()
