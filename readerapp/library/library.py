"""The papers of one home: look up, search, add."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

from readerapp.domain.errors import Damaged, NoSuchPaper
from readerapp.domain.paper import Paper
from readerapp.domain.state import State
from readerapp.home import Home
from readerapp.library.columns.table import Columns
from readerapp.library.file import lines
from readerapp.library.file.catalogue import Catalogue
from readerapp.library.search.searcher import LazyStates, Searcher, SearchRequest
from readerapp.library.search.shelf import Shelf

if TYPE_CHECKING:
    from readerapp.domain.query.completion import Vocabulary
    from readerapp.library.duplicates.verdict import Verdict
    from readerapp.library.ingest.matching import OnPaper
    from readerapp.library.ingest.result import Added


class Library:
    """The papers of one home, read from disk row by row; the seeds while there is no library."""

    def __init__(
        self, home: Home, seeds: Callable[[], Sequence[Paper]], clock: Callable[[], datetime]
    ) -> None:
        self._clock = clock
        self._seeds = seeds
        self._catalogue = Catalogue(home.library, home.cache / "columns")
        self._searcher = Searcher(home.cache / "index", self._catalogue.texts)
        self._adding = Lock()
        self._unsaved_seeds: Sequence[Paper] = ()

    @classmethod
    def open(
        cls,
        home: Home,
        *,
        seeds: Callable[[], Sequence[Paper]] = tuple,
        clock: Callable[[], datetime],
        progress: Callable[[float], None] | None = None,
        at_once: bool = False,
        asks_once: bool = False,
    ) -> Self:
        """Open the library of a home; with a current cache this reads no papers.

        `progress` gets the fraction of the file read (0 to 1) if it has to be read. With `at_once` what is
        cached is shown as it is, and `poll` leaves long work to `read_ahead`; `asks_once` keeps any index.
        """
        library = cls(home, seeds, clock)
        library._searcher.asks_once = asks_once
        library._catalogue.open(progress, at_once=at_once)
        library._show_seeds()
        return library

    def _show_seeds(self) -> None:
        if self._catalogue.is_empty:
            from readerapp.library.file import seed_snapshot

            seed_snapshot.show(self._catalogue, self._seeds)

    @property
    def columns(self) -> Columns:
        """The facts of all papers that searches look at."""
        return self._catalogue.columns

    @property
    def seeded(self) -> bool:
        """True while there is no library and the seeds are shown."""
        return not self._catalogue.exists or bool(self._catalogue.snapshot.seeds)

    @property
    def trouble(self) -> tuple[str, ...]:
        """A sentence for each current or past problem of the library's file or index."""
        return (*self._catalogue.trouble, *self._searcher.trouble)

    @property
    def row_version(self) -> int:
        """Changes whenever row numbers change; a shelf from before then shows other papers."""
        return self._catalogue.row_version

    def __len__(self) -> int:
        return self.columns.size - len(self.columns.removed)

    # Look up

    def paper(self, row: int, shelf: Shelf | None = None) -> Paper:
        """Return the paper of a row of a shelf, by default a current one; see `Catalogue.shown_paper`."""
        return self._catalogue.shown_paper(row, shelf.columns if shelf else None)

    def stored_paper(self, row: int) -> Paper:
        """Return the paper of a row as the file has it.

        Raises:
            NoSuchPaper: another program removed it from the file.
        """
        try:
            return self._catalogue.paper(row)
        except Damaged as error:
            raise NoSuchPaper(str(error)) from error

    def key(self, row: int, shelf: Shelf | None = None) -> str:
        """Return the key of the paper of a row without reading the paper; `shelf` as for `paper`."""
        return ((shelf and shelf.columns) or self.columns).texts["keys"][row]

    def listed(self, row: int) -> int:
        """Return a number for the listing date of a row, equal for equal dates."""
        return self.columns.numbers["listed"][row]

    def title(self, row: int) -> str:
        """Return the title of the paper of a row without the rest; otherwise as `paper`."""
        return self._catalogue.title(row)

    def row(self, key: str) -> int | None:
        """Return the row of the paper that has or had this key, None if there is none."""
        return self.columns.row(key)

    def keys_without_title(self) -> list[str]:
        """Return the keys of papers known only by an id."""
        from readerapp.domain.works.identity import is_placeholder
        from readerapp.library.search.lookup import rows_without_title

        return [self.key(row) for row in rows_without_title(self.columns) if is_placeholder(self.title(row))]

    def current_keys(self, keys: Iterable[str]) -> dict[str, str]:
        """Return former key to current key, for those of `keys` that are former ones; from any thread."""
        columns = (self._catalogue.pending or self._catalogue.state).snapshot.columns
        rows = ((key, columns.own_row(key)) for key in keys)
        now = columns.texts["keys"]
        return {key: now[row] for key, row in rows if row is not None and now[row] != key}

    def find(self, text: str, *, offer: bool = False) -> str:
        """Return the key that `text` means: a key or its unambiguous start, an arXiv id, a DOI or an address.

        `offer` takes the time to name the nearest key in the error if there is none.

        Raises:
            NoSuchPaper: it means none.
            AmbiguousKey: it means several.
        """
        from readerapp.library.search.lookup import find_key

        return find_key(text.strip(), self.columns, offer=offer)

    # Search

    def answer(
        self, request: SearchRequest, states: LazyStates, progress: Callable[[float], None] | None = None
    ) -> Shelf:
        """Return the papers that answer a query, from any thread; `progress` gets the part of the index."""
        return self._searcher.shelf(request, self._catalogue.snapshot, states, progress)

    def search(
        self,
        query: str,
        states: Callable[[], Mapping[str, State]],
        *,
        version: int = 0,
        sort: str | None = None,
        reverse: bool = False,
        now: datetime,
    ) -> Shelf:
        """Return the papers that answer a query; see `SearchRequest` and `LazyStates` for the arguments."""
        return self.answer(SearchRequest(query, now, sort, reverse), LazyStates(states, version=version))

    def build_index(self, progress: Callable[[float], None] | None = None, *, wait: bool = False) -> bool:
        """Bring the search index up to date, from any thread; return True if it is then.

        `progress` gets the fraction done, from 0 to 1. With `wait`, wait for who is already building it.
        """
        snapshot = self._catalogue.snapshot
        return self._searcher.index(snapshot).build(snapshot, progress, wait=wait)

    def learn_meanings(self, progress: Callable[[float], None] | None = None) -> None:
        """Get what papers mean up to date, from any thread; nothing without the extra `meaning`."""
        self._searcher.senses(self._catalogue.snapshot, progress, wait=True)

    def vocabulary(self, states: Mapping[str, State]) -> Vocabulary:
        """Return the tags and sources to complete a query with, the most frequent first."""
        from readerapp.library.search.vocabulary import vocabulary

        return vocabulary(self.columns, states)

    def duplicates(self) -> Iterator[tuple[Paper, Paper, Verdict]]:
        """Yield the pairs of papers that may be one, from any thread."""
        from readerapp.library.duplicates.candidates import find_duplicates

        columns = self.columns
        return find_duplicates(columns, lambda row: self._catalogue.paper(row, columns))

    # Change

    def add(
        self, papers: Iterable[Paper], *, dry_run: bool = False, progress: Callable[[int], None] | None = None
    ) -> Added:
        """Add papers and show them; `ingest` for the thread that owns the library."""
        added = self.ingest(papers, dry_run=dry_run, progress=progress)
        self.poll()
        return added

    def ingest(
        self,
        papers: Iterable[Paper],
        *,
        dry_run: bool = False,
        progress: Callable[[int], None] | None = None,
        on_paper: OnPaper | None = None,
        before_write: Callable[[], None] | None = None,
    ) -> Added:
        """Add papers, merging each with the same work in the library, from any thread.

        The papers are on disk when it returns; `poll` shows them.

        Args:
            papers: consumed one batch at a time.
            dry_run: only report what would be done.
            progress: gets the number of papers done after each batch.
            on_paper: called with each paper as it was known before (None if new) and as it is known now.
            before_write: called after a batch's `on_paper` calls and before the batch is written.

        Raises:
            Unwritable: the library's folder or file can't be written.
        """
        from readerapp.library.ingest.append import BatchWriter, DryRun

        writer = (DryRun if dry_run else BatchWriter)(self._catalogue, self._now(), on_paper, before_write)
        with self._adding:
            added = writer.add(papers, progress)
        if self._unsaved_seeds:
            self._save_seeds()
        return added

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="seconds")

    def keep_seeds(self) -> None:
        """Add the seeds to the library before the first change to one of them.

        If another thread is adding papers it does this when it is done, and nobody waits.
        """
        self._unsaved_seeds = self._catalogue.snapshot.seeds
        if self._unsaved_seeds and not self._adding.locked():
            self._save_seeds()
            self.poll()

    def _save_seeds(self) -> None:
        seeds, self._unsaved_seeds = self._unsaved_seeds, ()
        self.ingest(seeds)

    def write(self, records: Iterable[Mapping[str, Any]], *, keep_seeds: bool = True) -> None:
        """Append records unchanged: papers, or removals of papers.

        With `keep_seeds=False` a library starts without the seeds, if they are shown.

        Raises:
            Unwritable: the library's folder or file can't be written.
        """
        if keep_seeds:
            self.keep_seeds()
        encoded = [lines.encode(dict(record)) for record in records]
        with lines.appending(self._catalogue.path) as end:
            end.write(encoded)
        self.poll()

    def read_ahead(self, states: LazyStates | None = None) -> None:
        """Read in any thread what changed in the file; with the reader's states prepare the next answer."""
        if self._adding.acquire(blocking=False):
            try:
                self._catalogue.read_ahead()
            finally:
                self._adding.release()
            if self._unsaved_seeds:
                self._save_seeds()
            if states and (pending := self._catalogue.pending):
                self._searcher.prepare(pending.snapshot.columns, states)

    def poll(self) -> bool:
        """Show changes of the library's file; return True if there were any.

        While another thread adds papers nothing changes: they are shown when all are there.
        """
        if self._adding.locked():
            return False
        changed = self._catalogue.refresh()
        if changed:
            self._show_seeds()
        return changed

    def close(self) -> None:
        """Cache the columns if that is due, and close the library's file."""
        self._catalogue.keep()
        self._catalogue.papers.close()
