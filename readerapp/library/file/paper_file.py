"""Papers of `papers.jsonl` read by offset; the file is opened when needed and kept open."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO

from readerapp.domain.errors import Damaged
from readerapp.domain.paper import Paper
from readerapp.domain.text import clean_line
from readerapp.library.file import lines


class PaperFile:
    """Reads papers, from any thread. A paper is returned only if it has the key that was asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO | None = None
        self._lock = Lock()
        self._generation = 0
        self._paper = lru_cache(maxsize=256)(self._paper_at)

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; reading a paper opens it again."""
        with self._lock:
            if self._file:
                self._file.close()
            self._file = None

    def paper(self, offset: int, key: str | None = None) -> Paper:
        """Return the paper of the line at an offset; it must have `key`, if given.

        Raises:
            Damaged: another program changed the file, and that paper is not there any more.
        """
        if key is None:
            return self._paper(offset, self._generation)
        with suppress(Damaged):
            if (paper := self._paper(offset, self._generation)).key == key:
                return paper
        self.forget()  # it may have been read before the file changed
        if (paper := self._paper(offset, self._generation)).key != key:
            raise Damaged(f"{self.path} changed under us at byte {offset}: there is {paper.key} now")
        return paper

    def title(self, offset: int, key: str) -> str:
        """Return only the title of the line at an offset, at a tenth of the cost of `paper`.

        Raises:
            Damaged: as `paper`.
        """
        try:
            record, _ = lines.decode(self._line(offset))
            if record and record.get("key") == key:
                return clean_line(str(record["title"]))
        except (OSError, ValueError, KeyError) as error:
            raise Damaged(f"{self.path} changed under us at byte {offset}: {error}") from error
        return self.paper(offset, key).title  # a line without its key, or another's

    def record(self, offset: int) -> dict[str, Any] | None:
        """Return the JSON object of the line at an offset, as it is; None if there is none now."""
        with suppress(OSError):
            return lines.decode(self._line(offset))[0]
        return None

    def forget(self) -> None:
        """Reopen the file and forget papers read from it, because it changed."""
        self.close()
        self._generation += 1  # invalidates what another thread is reading just now
        self._paper.cache_clear()

    def hold(self) -> None:
        """Open the file, so that its rows can be read even after it is replaced. Raises `OSError`."""
        with self._lock:
            self._opened()

    def _paper_at(self, offset: int, _generation: int) -> Paper:
        from readerapp.domain.record import from_record

        try:
            record, _ = lines.decode(self._line(offset))
            return from_record(record or {})
        except (OSError, ValueError) as error:
            raise Damaged(f"{self.path} changed under us at byte {offset}: {error}") from error

    def _line(self, offset: int) -> bytes:
        with self._lock:
            file = self._opened()
            file.seek(offset)
            return file.readline()

    def _opened(self) -> BinaryIO:
        if self._file is None:
            self._file = self.path.open("rb")
        return self._file
