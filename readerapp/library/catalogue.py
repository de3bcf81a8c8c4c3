"""The papers of one file: read row by row, never all at once."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import BinaryIO, NamedTuple

from readerapp.domain.errors import Damaged
from readerapp.domain.paper import Paper
from readerapp.domain.text import clean_line
from readerapp.library import cache, lines
from readerapp.library.columns import Columns, Draft
from readerapp.library.lines import Line, Stamp

Progress = Callable[[float], None]
"""Told the part done, from 0 to 1."""
# so much unread tail is read again at each start rather than all columns written anew
_TAIL_LEFT = 1 << 16


class Shown(NamedTuple):
    """A library at one moment."""

    columns: Columns
    stamp: Stamp
    """How much of the file is in the columns."""
    path: Path
    held: tuple[Paper, ...] = ()
    """The papers, where they are not in a file."""


class Catalogue:
    """`papers.jsonl`, its columns, and what is wrong with it."""

    def __init__(self, path: Path, cached: Path) -> None:
        self.path = path
        self.now = Shown(Columns(), Stamp(), path)
        """Replaced as a whole: no thread sees columns of one moment with the stamp of another."""
        self.trouble: tuple[str, ...] = ()
        """A line for each line of the file that is no paper."""
        self.news: tuple[str, ...] = ()
        """What another program did to the file that was more than adding to it."""
        self._cached = cached
        self._file: BinaryIO | None = None
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

    def paper(self, row: int) -> Paper:
        """The paper of a row; see `at`."""
        return self.at(self.columns.offsets[row])

    def at(self, offset: int) -> Paper:
        """The paper of the line at an offset.

        Raises:
            Damaged: another program changed the file, and there is no paper any more.
        """
        return self._paper(offset)

    def _paper_at(self, offset: int) -> Paper:
        from readerapp.domain.record import from_record

        try:
            record, _ = lines.decode(self._line(offset))
            return from_record(record or {})
        except (OSError, ValueError) as error:
            raise Damaged(f"{self.path} changed under us at byte {offset}: {error}; press F5") from error

    def title(self, offset: int) -> str:
        """Only the title of the line at an offset: a tenth of the work, for thousands of papers at once.

        Raises:
            Damaged: as `at`.
        """
        try:
            record, _ = lines.decode(self._line(offset))
            return clean_line(str((record or {})["title"]))
        except (OSError, ValueError, KeyError) as error:
            raise Damaged(f"{self.path} changed under us at byte {offset}: {error}; press F5") from error

    def _line(self, offset: int) -> bytes:
        with self._reading:
            if self._file is None:
                self._file = self.path.open("rb")
            self._file.seek(offset)
            return self._file.readline()

    def open(self, progress: Progress | None = None) -> None:
        """Take the columns from the cache, and from the file what it has beyond them."""
        if found := cache.load(self._cached):
            self.now, self.trouble = Shown(found[0], found[1], self.path), found[2]
        self.refresh(progress)

    def refresh(self, progress: Progress | None = None) -> bool:
        """Take in what changed in the file since; whether anything did.

        Rows keep their places when the file only grew.
        """
        if self.stamp.fits(self.path) or not (self.exists or self.path.exists()):
            return False
        self.close()
        self._paper.cache_clear()
        existed, said = self.exists, self.trouble
        nothing = Shown(Columns(), Stamp(), self.path)
        try:
            base = self.now if self.stamp.begins(self.path) else nothing
            self._read_on(base, progress)
            if existed and base is nothing:
                self.news = (f"{self.path.name} was changed by another program; read anew",)
        except FileNotFoundError:
            self.now = nothing
            return existed
        except OSError as error:
            self.trouble = (f"{self.path} can't be read: {error.strerror or error}",)
            return self.trouble != said
        self._keep(base.stamp.end)
        return True

    def take(self, columns: Columns, stamp: Stamp) -> None:
        """Take columns in that hold all the file now has."""
        before = self.stamp.end
        self.now = Shown(columns, stamp, self.path)
        self._keep(before)

    def _keep(self, before: int) -> None:
        if self.stamp.end - before > max(_TAIL_LEFT, self.stamp.end // 100):
            cache.save(self._cached, self.columns, self.stamp, self.trouble)

    def _read_on(self, base: Shown, progress: Progress | None) -> None:
        """Show what the file holds, given what a beginning of it does."""
        draft = Draft(base.columns)
        end, number = base.stamp.end, base.stamp.lines
        bad = [said for said in self.trouble if lines.CUT not in said] if end else []
        with self.path.open("rb") as file:
            found = os.fstat(file.fileno())
            for line in lines.read(file, end, number + 1):
                if problem := _put(line, draft):
                    bad.append(f"{self.path.name} line {line.number} {problem}; left out")
                if line.reason != lines.CUT:
                    end, number = line.end, line.number
                if progress and not line.number % 1000:
                    progress(line.end / max(found.st_size, 1))
        checksum = lines.checksum(self.path, end, base.stamp.end, base.stamp.checksum)
        stamp = Stamp(max(found.st_size, end), found.st_mtime_ns, end, checksum, number)
        self.now, self.trouble = Shown(draft.done(), stamp, self.path), tuple(bad)


class Taking:
    """Papers on their way to the end of the file, known to the columns without being read again."""

    def __init__(self, catalogue: Catalogue, end: lines.Appender) -> None:
        self._catalogue = catalogue
        self._end = end
        self._draft = Draft(catalogue.columns)
        self._checksum = catalogue.stamp.checksum
        self._starts = end.size
        self._count = 0

    def write(self, papers: list[Paper]) -> list[int]:
        """Append papers; the offset of each."""
        from readerapp.domain.record import to_record
        from readerapp.library.facts import facts

        data = [lines.encode(to_record(paper)) for paper in papers]
        offsets = self._end.write(data)
        for paper, offset in zip(papers, offsets, strict=True):
            self._draft.put(facts(paper), offset)
        self._checksum = zlib.crc32(b"".join(data), self._checksum)
        self._count += len(papers)
        return offsets

    def done(self) -> None:
        """Show the papers, unless the file has more than them: then it is read."""
        stamp, found = self._catalogue.stamp, self._end.look()
        if self._starts == stamp.end and found[0] == self._end.size:
            number = stamp.lines + self._count
            grown = Stamp(*found, self._end.size, self._checksum, number)
            self._catalogue.take(self._draft.done(), grown)


def _put(line: Line, draft: Draft) -> str:
    """Give a line's paper its row; what is wrong with the line, if anything."""
    if line.record is None:
        return line.reason
    key = line.record.get("key")
    if line.record.get("removed") and isinstance(key, str):
        draft.drop(key)
        return ""
    from readerapp.domain.record import from_record
    from readerapp.library.facts import facts

    try:
        draft.put(facts(from_record(line.record)), line.offset)
    except ValueError as error:
        return f"has {error}"
    return ""
