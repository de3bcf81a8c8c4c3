"""The papers of one home: looked up, searched, added to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
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
from readerapp.library.file.row_reader import RowReader
from readerapp.library.ingest.result import Added
from readerapp.library.search.searcher import LazyStates, Searcher, SearchRequest
from readerapp.library.search.shelf import Shelf

if TYPE_CHECKING:
    from readerapp.domain.query.completion import Vocabulary
    from readerapp.library.duplicates.verdict import Verdict
    from readerapp.library.ingest.matching import OnPaper


class Library:
    """The papers of one home, read from disk row by row; or the seeds, where there is no library yet."""

    def __init__(
        self, home: Home, seeds: Callable[[], Iterable[Paper]], clock: Callable[[], datetime]
    ) -> None:
        self._clock = clock
        self._seeds = seeds
        self._catalogue = Catalogue(home.library, home.cache / "columns")
        self._rows = RowReader(self._catalogue)
        self._searching = Searcher(home.cache / "index")
        self._turn = Lock()
        self._left: tuple[Paper, ...] = ()

    @classmethod
    def open(
        cls,
        home: Home,
        *,
        seeds: Callable[[], Iterable[Paper]] = tuple,
        clock: Callable[[], datetime],
        progress: Callable[[float], None] | None = None,
    ) -> Self:
        """Open the library of a home; with a current cache this reads no papers.

        `progress` gets the fraction of the file read (0 to 1) if it has to be read.
        """
        library = cls(home, seeds, clock)
        library._open(progress)
        return library

    def _open(self, progress: Callable[[float], None] | None = None) -> None:
        self._catalogue.open(progress)
        self._show_seeds()

    def _show_seeds(self) -> None:
        if self._catalogue.is_empty:
            from readerapp.library.file import seeds

            seeds.show(self._catalogue, self._seeds)

    @property
    def _columns(self) -> Columns:
        return self._catalogue.columns

    @property
    def seeded(self) -> bool:
        """Whether there is no library yet and the seeds are shown."""
        return not self._catalogue.exists or bool(self._catalogue.snapshot.seeds)

    @property
    def trouble(self) -> tuple[str, ...]:
        """A sentence for each thing that is wrong with the library's file or its index, or was."""
        return (*self._catalogue.state.trouble, *self._catalogue.news, *self._searching.trouble)

    @property
    def row_version(self) -> int:
        """Other than before when rows have other places: then a shelf from before shows other papers."""
        return self._catalogue.row_version

    def __len__(self) -> int:
        return self._columns.size - len(self._columns.removed)

    def paper(self, row: int, shelf: Shelf | None = None) -> Paper:
        """The paper of a row of a shelf, by default one of now.

        Where the file has no such paper any more, its key and the words of its title; `poll` puts that right.
        """
        return self._rows.shown(row, shelf.columns if shelf else None)

    def stored_paper(self, row: int) -> Paper:
        """The paper of a row, as the file has it.

        Raises:
            NoSuchPaper: another program took it out of the file.
        """
        try:
            return self._rows.paper(row)
        except Damaged as error:
            raise NoSuchPaper(str(error)) from error

    def key(self, row: int, shelf: Shelf | None = None) -> str:
        """The key of the paper of a row, without reading the paper; `shelf` as for `paper`."""
        return ((shelf and shelf.columns) or self._columns).texts["keys"][row]

    def listed(self, row: int) -> int:
        """A number for the listing date of a row: equal for equal dates."""
        return self._columns.numbers["listed"][row]

    def title(self, row: int) -> str:
        """The title of the paper of a row, without the rest of the paper; else as `paper`."""
        return self._rows.title(row)

    def row(self, key: str) -> int | None:
        """The row of the paper that has this key or had it before; None if there is none."""
        return self._columns.row(key)

    def keys_without_title(self) -> list[str]:
        """The keys of the papers of which no more than an id is known."""
        from readerapp.domain.works.identity import is_placeholder
        from readerapp.library.search.lookup import rows_without_title

        return [self.key(row) for row in rows_without_title(self._columns) if is_placeholder(self.title(row))]

    def current_keys(self, keys: Iterable[str]) -> dict[str, str]:
        """The key of each paper that is asked for by one that it had before."""
        rows = ((key, self._columns.own_row(key)) for key in keys)
        return {key: now for key, row in rows if row is not None and (now := self.key(row)) != key}

    def find(self, text: str) -> str:
        """The key that `text` means: a key or its unambiguous start, an arXiv id, a DOI, or an address.

        Raises:
            NoSuchPaper: it means none.
            AmbiguousKey: it means several.
        """
        from readerapp.library.search.lookup import find_key

        return find_key(text.strip(), self._columns)

    # Searching

    def answer(
        self, asking: SearchRequest, reader: LazyStates, progress: Callable[[float], None] | None = None
    ) -> Shelf:
        """Return the papers that answer a query, from any thread. No query raises.

        `progress` gets the fraction done (0 to 1) of an index this waits for.
        """
        return self._searching.shelf(asking, self._catalogue.snapshot, reader, progress)

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
        """The papers that answer a query; `Asking` and `Reader` tell what the arguments mean."""
        return self.answer(SearchRequest(query, now, sort, reverse), LazyStates(states, version=version))

    def build_index(self, progress: Callable[[float], None] | None = None, *, wait: bool = False) -> bool:
        """Bring the search index up to date, from any thread; return True if it is now.

        Args:
            progress: gets the fraction done, from 0 to 1.
            wait: wait for another thread or program that is already building it.
        """
        snapshot = self._catalogue.snapshot
        return self._searching.index(snapshot).build(snapshot, progress, wait=wait)

    def vocabulary(self, states: Mapping[str, State]) -> Vocabulary:
        """What a query can be completed with: the tags and sources there are, the most used first."""
        from readerapp.library.search.vocabulary import vocabulary

        return vocabulary(self._columns, states)

    def duplicates(self) -> Iterator[tuple[Paper, Paper, Verdict]]:
        """The pairs of papers that may be one; from any thread."""
        from readerapp.library.duplicates.candidates import find_duplicates

        columns = self._columns
        return find_duplicates(columns, lambda row: self._rows.paper(row, columns))

    # Changing

    def add(
        self, papers: Iterable[Paper], *, dry_run: bool = False, progress: Callable[[int], None] | None = None
    ) -> Added:
        """Bring papers in and show them; see `bring`, which this is on the thread that owns the library."""
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
        """Bring papers in, merging each with what is known of it. For any thread. On disk when it returns;
        until `poll` shows them, what is shown and searched stays as it is.

        Args:
            papers: taken one batch at a time.
            dry_run: only say what would be done.
            progress: told after each batch how many papers are done.
            on_paper: called with each paper as it was known before (None if new) and as it is known now.
            before_write: called after a batch's `on_paper` calls and before the batch is written.

        Raises:
            Unwritable: the library's folder or file can't be written.
        """
        from readerapp.library.ingest.append import BatchWriter, DryRun, batches

        batch_writer = DryRun if dry_run else BatchWriter
        writer, done = batch_writer(self._catalogue, self._now(), on_paper, before_write), 0
        with self._turn, closing(writer):
            for batch in batches(papers):
                writer.take(batch)
                done += len(batch)
                if progress:
                    progress(done)
            writer.done()
        if self._left:
            self._keep_left()
        return writer.added

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="seconds")

    def keep_seeds(self) -> None:
        """Bring the seeds into the library for good, before the first change to one of them.

        While another thread brings papers in, nobody waits: that thread does it at its end.
        """
        self._left = self._catalogue.snapshot.seeds
        if self._left and not self._turn.locked():
            self._keep_left()
            self.poll()

    def _keep_left(self) -> None:
        left, self._left = self._left, ()
        self.ingest(left)

    def write(self, records: Iterable[Mapping[str, Any]], *, keep_seeds: bool = True) -> None:
        """Append records as they are: papers, or what says that one was taken out.

        `keep_seeds` false: where the seeds are shown, what is written starts the library without them.

        Raises `Unwritable` where the library's folder or file can't be written.
        """
        if keep_seeds:
            self.keep_seeds()
        encoded = [lines.encode(dict(record)) for record in records]
        with lines.appending(self._catalogue.path) as end:
            end.write(encoded)
        self.poll()

    def read_ahead(self) -> None:
        """Read what another program changed in the library's file, so that `poll` needn't. For any thread."""
        if self._turn.acquire(blocking=False):
            try:
                self._catalogue.read_ahead()
            finally:
                self._turn.release()
            if self._left:
                self._keep_left()

    def poll(self) -> bool:
        """Take in what was appended to the library's file, or how else it was changed; whether it was.

        Not while another thread brings papers in: they show when all are there.
        """
        if self._turn.locked():
            return False
        changed = self._catalogue.refresh()
        if changed:
            self._show_seeds()
        return changed

    def close(self) -> None:
        """Let go of the library's file."""
        self._catalogue.papers.close()
