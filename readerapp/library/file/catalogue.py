"""The library's file with its columns, kept up to date with what other programs write."""

from __future__ import annotations

from pathlib import Path

from readerapp.disk.access import reason
from readerapp.domain.errors import Damaged
from readerapp.domain.paper import Paper
from readerapp.library.columns.table import GONE, Columns
from readerapp.library.file import column_cache
from readerapp.library.file.lines import Stamp
from readerapp.library.file.paper_file import PaperFile
from readerapp.library.file.snapshot import FileState, Progress, Snapshot

_MAX_UNCACHED_BYTES = 1 << 16
"""Bytes at the end of the file that each start reads again rather than rewriting the cache."""

_MAX_PAPERS_IN_MEMORY = 100_000
"""Papers up to which the columns that were built are used; of more, the cached ones, mapped from the disk."""
RELOADED = "{} was changed by another program; reloaded"
_DAMAGED = "{} was damaged; made anew from papers.jsonl"


class Catalogue:
    """`papers.jsonl`, its columns, and what is wrong with it."""

    def __init__(self, path: Path, cache_path: Path) -> None:
        self.path = path
        self.cache_path = cache_path
        """File that the columns are cached in."""
        self.papers = PaperFile(path)
        self.state = FileState.empty(path)
        """Replaced as a whole: no thread sees columns of one moment with the stamp of another."""
        self.pending: FileState | None = None
        """State of the file found by another thread; `refresh` shows it."""
        self.unreadable = ""
        """A sentence on why the file can't be read, while it can't."""
        self.news: tuple[str, ...] = ()
        """Changes another program made to the file besides appending."""
        self.uncached_seeds: Snapshot | None = None
        """Columns of seeds for `keep` to cache under their path: nobody waits for that."""
        self.row_version = 0
        """Number of times the row numbers changed."""
        self._cached_end = 0
        """Part of the file that the cached columns cover; 0 if they are of another file."""
        self._is_grown = False
        """True if it isn't certain yet that the file's beginning is what was read of it."""
        self._is_unchecked = False
        """True if the columns are cached ones that may be damaged."""
        self._failure = ""
        """Why `read_ahead` last couldn't read the file; empty if it could."""
        self._waits = False
        """True if `refresh` leaves to `read_ahead` what takes long."""

    @property
    def snapshot(self) -> Snapshot:
        """The library as it is shown."""
        return self.state.snapshot

    @property
    def columns(self) -> Columns:
        """The columns of the snapshot."""
        return self.snapshot.columns

    @property
    def stamp(self) -> Stamp:
        """The part of the file that the columns cover."""
        return self.snapshot.stamp

    @property
    def exists(self) -> bool:
        """True if the file existed and wasn't empty when last read."""
        return self.stamp.size > 0

    @property
    def is_empty(self) -> bool:
        """True if the file has no paper, or there is no file."""
        return self.columns.size == len(self.columns.removed)

    @property
    def trouble(self) -> tuple[str, ...]:
        """A sentence for each current or past problem of the file."""
        unreadable = (self.unreadable,) if self.unreadable else ()
        return (*unreadable, *self.state.trouble, *self.news)

    def open(self, progress: Progress | None = None, *, at_once: bool = False) -> None:
        """Load the columns from the cache, and from the file what the cache lacks.

        With `at_once`, columns that are cached are shown as they are, whatever became of the file, and what
        takes long is left to `read_ahead` from then on.
        """
        checked = column_cache.FEW_BYTES if at_once else column_cache.MANY_BYTES
        if cached := column_cache.load(self.cache_path, self.path, checked=checked):
            self.state, self._cached_end = cached, cached.snapshot.stamp.end
            self._is_unchecked = True
        elif column_cache.is_damaged(self.cache_path):
            self.news = (_DAMAGED.format(self.cache_path),)
        if cached and not at_once and not cached.snapshot.stamp.settled and not self._touched():
            self.state, self._cached_end = FileState.empty(self.path), 0
        self._waits = at_once and cached is not None
        if not (self._waits and self.columns.size > _MAX_PAPERS_IN_MEMORY and self.path.exists()):
            self.refresh(progress)
        self._waits = at_once

    def read(self, before: FileState, progress: Progress | None = None) -> FileState:
        """Return the current state of the file, given an earlier one. Raises `OSError`."""
        from readerapp.library.file import reading  # what builds columns isn't needed if they are cached

        self.papers.forget()
        return reading.read_file(self.path, self.cache_path, before, progress)

    def read_ahead(self) -> None:
        """Read changes of the file for `refresh` to show, in any thread while no other adds papers."""
        damaged = self._found_damaged()
        self.keep()
        self._failure, state = "", self.state
        if (self.pending and not damaged) or not self.path.exists():
            return
        try:
            if damaged:
                found = self.read(FileState.empty(self.path))._replace(rewritten=True, rows_moved=True)
            elif not state.snapshot.stamp.fits(self.path):
                found = self._touched() or self.read(state)
                self.papers.hold()  # so that nobody waits to open it, either
            elif self._is_grown and state.snapshot.stamp.was_edited(self.path):
                self.cache_path.unlink(missing_ok=True)
                found = self.read(state)
            else:
                self._is_grown = False
                return
        except OSError as error:
            self._failure = self._sentence(error)
            return
        if self.state is state:
            self.offer(found)

    def _found_damaged(self) -> bool:
        """Return True if the columns turn out to be those of a damaged cache; remove that then."""
        unchecked, self._is_unchecked = self._is_unchecked, False
        if not unchecked or not column_cache.is_damaged(self.cache_path):
            return False
        self.cache_path.unlink(missing_ok=True)
        self.news = (_DAMAGED.format(self.cache_path),)
        self._cached_end = self.stamp.end  # what is shown is nothing to cache
        return True

    def offer(self, found: FileState) -> None:
        """Have `refresh` show a state of the file, so that who looks at it then waits for nothing."""
        if self._waits:
            found.snapshot.columns.complete()
        self.pending = found

    def refresh(self, progress: Progress | None = None) -> bool:
        """Show changes of the file; return True if there were any.

        Rows keep their numbers if the file only grew.
        """
        unreadable, self.unreadable = self.unreadable, ""
        return self._refresh(progress) or self.unreadable != unreadable

    def _refresh(self, progress: Progress | None) -> bool:
        pending, self.pending = self.pending, None
        if pending and pending.snapshot.stamp.looks_like(self.path):
            return self._show(pending)
        if self.stamp.looks_like(self.path) or not (self.exists or self.path.exists()):
            return False
        before, existed = self.state, self.exists
        try:
            if self._waits and not self.stamp.nearly_fits(self.path):
                self.unreadable = self._failure
                return False
            return self._show(self._touched() or self.read(before, progress))
        except FileNotFoundError:
            self.state = before._replace(snapshot=FileState.empty(self.path).snapshot, trouble=())
            self.row_version += existed
            return existed
        except OSError as error:
            self.unreadable = self._sentence(error)
            return False

    def _sentence(self, error: OSError) -> str:
        return f"{self.path} can't be read: {reason(error, self.path)}"

    def _touched(self) -> FileState | None:
        """Return the state with the file's time, if only that changed."""
        stamp = self.stamp.touched(self.path)
        return self.state._replace(snapshot=self.snapshot._replace(stamp=stamp)) if stamp else None

    def _show(self, found: FileState) -> bool:
        """Show a state of the file; return True if it differs from what is shown."""
        if found.snapshot.columns is self.columns:
            self.state, self._cached_end = found, 0
            return False
        self.row_version += found.rows_moved or not self.exists or bool(self.snapshot.seeds)
        if self.exists and found.papers_lost:
            self.news = (RELOADED.format(self.path.name),)
        self._is_grown = not found.rewritten
        if found.rewritten:
            self._cached_end = 0
        self.state = FileState(found.snapshot, found.trouble)
        return True

    def adopt(self, state: FileState) -> None:
        """Have `refresh` show the file as this program rewrote it, with unchanged row numbers."""
        self.papers.forget()
        column_cache.save(self.cache_path, state)
        self.pending = state

    def keep(self, state: FileState | None = None) -> None:
        """Cache the columns shown, or those of `state`, if the cache lacks much of them. Takes a while."""
        seeds, self.uncached_seeds = self.uncached_seeds, None
        if seeds:
            column_cache.save(seeds.path, FileState(seeds))
        state = state or self.state
        end = state.snapshot.stamp.end
        is_due = not state.snapshot.seeds and end - self._cached_end > max(_MAX_UNCACHED_BYTES, end // 1000)
        if is_due and not self._found_damaged():
            self._cached_end = end
            column_cache.save(self.cache_path, state)
            if state.snapshot.columns.size > _MAX_PAPERS_IN_MEMORY:
                mapped = column_cache.load(self.cache_path, self.path)
                if mapped and mapped.snapshot.stamp == state.snapshot.stamp and self.state is state:
                    self.state = mapped

    # Papers by row

    def paper(self, row: int, columns: Columns | None = None, *, search: bool = True) -> Paper:
        """Return the paper of a row of `columns`, by default the current ones.

        A paper that another program moved in the file is looked for by its key; with `search` the file is
        read for that, if need be.

        Raises:
            Damaged: the file has no such paper now.
        """
        snapshot = self.snapshot
        key, offset = _place(row, columns or snapshot.columns, snapshot.columns)
        if offset == GONE:
            raise Damaged(f"{key} is not in {self.path} any more")
        if snapshot.seeds:
            return snapshot.seeds[offset]
        try:
            return self.papers.paper(offset, key)
        except Damaged:
            now = self._current(search).snapshot.columns
            there = now.own_row(key)
            if there is None or now.offsets[there] == GONE:
                raise
            return self.papers.paper(now.offsets[there], now.texts["keys"][there])

    def title(self, row: int) -> str:
        """Return only the title of a row, at a tenth of the cost of `paper`; else as `shown_paper`."""
        columns, seeds = self.snapshot.columns, self.snapshot.seeds
        key, offset = _place(row, columns, columns)
        try:
            return seeds[offset].title if seeds else self.papers.title(offset, key)
        except Damaged:
            return self.shown_paper(row, columns).title

    def shown_paper(self, row: int, columns: Columns | None = None) -> Paper:
        """Return the paper of a row; if the file has lost it, a paper of its key and folded title."""
        try:
            return self.paper(row, columns, search=not self._waits)
        except Damaged:
            texts = (columns or self.columns).texts
            return Paper(key=texts["keys"][row], title=texts["titles"][row].strip() or texts["keys"][row])

    def texts(self, row: int, columns: Columns) -> tuple[str, str]:
        """Return title and abstract of the paper of a row; see `shown_paper`."""
        paper = self.shown_paper(row, columns)
        return paper.title, paper.abstract

    def _current(self, read: bool) -> FileState:
        """Return the state of the file as it is now, which `refresh` will show; raise `Damaged`."""
        pending = self.pending
        if pending is None or not pending.snapshot.stamp.looks_like(self.path):
            if not read:
                raise Damaged(f"{self.path} was changed by another program and isn't read yet")
            try:
                self.pending = pending = self.read(self.state)
            except OSError as error:
                raise Damaged(f"{self.path} can't be read: {error.strerror or error}") from error
        return pending


def _place(row: int, columns: Columns, now: Columns) -> tuple[str, int]:
    """Return the key of a row, and the offset of its line now."""
    key = columns.texts["keys"][row]
    if columns is now:
        return key, columns.offsets[row]
    there = now.own_row(key)
    return key, GONE if there is None else now.offsets[there]
