"""The papers of one file: read row by row, never all at once."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from readerapp.disk.access import reason
from readerapp.domain.errors import Damaged
from readerapp.domain.paper import Paper
from readerapp.domain.text import clean_line
from readerapp.library.columns.table import GONE, Columns
from readerapp.library.file import cache, lines, snapshot
from readerapp.library.file.lines import Stamp
from readerapp.library.file.snapshot import FileState, Progress, Snapshot

# so much unread tail is read again at each start rather than all columns written anew
_TAIL_LEFT = 1 << 16


class Catalogue:
    """`papers.jsonl`, its columns, and what is wrong with it."""

    def __init__(self, path: Path, cached: Path) -> None:
        self.path = path
        self.now = Snapshot(Columns(), Stamp(), path)
        """Replaced as a whole: no thread sees columns of one moment with the stamp of another."""
        self.trouble: tuple[str, ...] = ()
        """A line for each line of the file that is no paper."""
        self.news: tuple[str, ...] = ()
        """What another program did to the file that was more than adding to it."""
        self.ahead: FileState | None = None
        """What another thread knows the file to hold; `refresh` shows it."""
        self.moves = 0
        """How often the rows were given other places."""
        self.cached = cached
        """Where the columns are kept."""
        self._file: BinaryIO | None = None
        self._forgot = 0
        self._reading = Lock()
        self._paper = lru_cache(maxsize=1024)(self._paper_at)

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; reading a paper opens it again."""
        with self._reading:
            if self._file:
                self._file.close()
            self._file = None

    @property
    def columns(self) -> Columns:
        """The columns as they are now."""
        return self.now.columns

    @property
    def stamp(self) -> Stamp:
        """How much of the file is in the columns."""
        return self.now.stamp

    @property
    def exists(self) -> bool:
        """Whether there is a file with something in it, or was when it was last looked for."""
        return self.stamp.size > 0

    @property
    def is_empty(self) -> bool:
        """Whether the file has no paper, or there is no file."""
        return self.columns.size == len(self.columns.removed)

    def at(self, offset: int, key: str | None = None) -> Paper:
        """The paper of the line at an offset, held against the key that it is to have.

        Raises:
            Damaged: another program changed the file, and there is no such paper any more.
        """
        if key is None:
            return self._paper(offset, self._forgot)
        with suppress(Damaged):
            if (paper := self._paper(offset, self._forgot)).key == key:
                return paper
        self._forget()  # what was read before the file changed
        if (paper := self._paper(offset, self._forgot)).key != key:
            raise Damaged(f"{self.path} changed under us at byte {offset}: there is {paper.key} now")
        return paper

    def meant(self, offset: int, key: str) -> Paper:
        """The paper of a key, which was at an offset; looked for in the file as it is now if it isn't there.

        Raises:
            Damaged: the file has no such paper now.
        """
        try:
            return self.at(offset, key)
        except Damaged:
            columns = self._ahead().shown.columns
            row = columns.seen_as(key)
            if row is None or columns.offsets[row] == GONE:
                raise
            return self.at(columns.offsets[row], columns.texts["keys"][row])

    def _ahead(self) -> FileState:
        """The library as its file now has it, which `refresh` will show."""
        ahead = self.ahead
        if ahead is None or not ahead.shown.stamp.fits(self.path):
            try:
                self.ahead = ahead = self.grown(FileState(self.now, self.trouble))
            except OSError as error:
                raise Damaged(f"{self.path} can't be read: {error.strerror or error}") from error
        return ahead

    def _paper_at(self, offset: int, _forgot: int) -> Paper:
        from readerapp.domain.record import from_record

        try:
            record, _ = lines.decode(self._line(offset))
            return from_record(record or {})
        except (OSError, ValueError) as error:
            raise Damaged(f"{self.path} changed under us at byte {offset}: {error}") from error

    def title(self, offset: int, key: str) -> str:
        """Only the title of the line at an offset: a tenth of the work, for thousands of papers at once.

        Raises:
            Damaged: as `at`.
        """
        try:
            record, _ = lines.decode(self._line(offset))
            if record and record.get("key") == key:
                return clean_line(str(record["title"]))
        except (OSError, ValueError, KeyError) as error:
            raise Damaged(f"{self.path} changed under us at byte {offset}: {error}") from error
        return self.at(offset, key).title  # a line without its key, or another's

    def _forget(self) -> None:
        self.close()
        self._forgot += 1  # what another thread is reading just now comes to be known as read before
        self._paper.cache_clear()

    def _line(self, offset: int) -> bytes:
        with self._reading:
            file = self._opened()
            file.seek(offset)
            return file.readline()

    def _opened(self) -> BinaryIO:
        if self._file is None:
            self._file = self.path.open("rb")
        return self._file

    def hold(self) -> None:
        """Have the file open, so that its rows can be read even when another is put in its place.

        Raises `OSError`.
        """
        with self._reading:
            self._opened()

    def open(self, progress: Progress | None = None) -> None:
        """Take the columns from the cache, and from the file what it has beyond them."""
        if found := cache.load(self.cached):
            self.now, self.trouble = Snapshot(found[0], found[1], self.path), found[2]
        self.refresh(progress)

    def look(self) -> None:
        """Read what changed in the file, for `refresh` to show; for any thread, while no other adds."""
        if self._was_touched():
            return
        now = self.now
        if self.ahead or now.stamp.fits(self.path) or not self.path.exists():
            return
        try:
            found = self.grown(FileState(now, self.trouble))
        except OSError:
            return  # `refresh` meets it, too, and tells it
        self.keep(found, now.stamp.end)
        if self.now is now:
            self.ahead = found

    def refresh(self, progress: Progress | None = None) -> bool:
        """Take in what changed in the file since; whether anything did.

        Rows keep their places when the file only grew.
        """
        ahead, self.ahead = self.ahead, None
        if ahead and ahead.shown.stamp.fits(self.path):
            self._show(ahead)
            return True
        if self.stamp.fits(self.path) or not (self.exists or self.path.exists()) or self._was_touched():
            return False
        existed, said = self.exists, self.trouble
        try:
            found = self.grown(FileState(self.now, said), progress)
        except FileNotFoundError:
            self.now = Snapshot(Columns(), Stamp(), self.path)
            self.moves += existed
            return existed
        except OSError as error:
            self.trouble = (f"{self.path} can't be read: {reason(error, self.path)}",)
            return self.trouble != said
        self.keep(found, self.stamp.end)
        self._show(found)
        return True

    def _was_touched(self) -> bool:
        """Whether the file has a new time and holds what it held; it is known by that time from then on."""
        stamp = self.stamp.touched(self.path)
        if stamp is None:
            return False
        self.now = self.now._replace(stamp=stamp)
        if not self.now.held:
            cache.save(self.cached, self.columns, stamp, self.trouble)
        return True

    def _show(self, found: FileState) -> None:
        self.moves += found.moved or not self.exists or bool(self.now.held)
        if self.exists and found.lost:
            self.news = (f"{self.path.name} was changed by another program; read anew",)
        self.now, self.trouble = found.shown, found.trouble

    def grown(self, before: FileState, progress: Progress | None = None) -> FileState:
        """The library as its file now has it, given what it was before. Raises `OSError`."""
        self._forget()
        return snapshot.read_file(self.path, self.cached, before, progress)

    def rewritten(self, found: FileState) -> None:
        """Know the file, which this program rewrote with its rows in their places; `refresh` shows it."""
        self._forget()
        cache.save(self.cached, found.shown.columns, found.shown.stamp, found.trouble)
        self.ahead = found

    def keep(self, found: FileState, before: int) -> None:
        """Put columns into the cache, if they hold enough more than the first `before` bytes of the file."""
        columns, stamp, *_ = found.shown
        if stamp.end - (0 if found.anew else before) > max(_TAIL_LEFT, stamp.end // 100):
            cache.save(self.cached, columns, stamp, found.trouble)
