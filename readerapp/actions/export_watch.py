"""An export kept up to date while the papers and the reader's state change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from readerapp.actions.done import paper_count
from readerapp.actions.exporting import Items, ShelfPapers, document, write
from readerapp.actions.reading_list import ReadingList
from readerapp.disk import files
from readerapp.domain.errors import ReaderError
from readerapp.domain.values import NamedTuple
from readerapp.exports import Format
from readerapp.library import Shelf
from readerapp.library.file.catalogue import RELOADED

_POLLS_AFTER_A_FAILURE = 20
"""How long to wait before a file is tried again that couldn't be written."""
_POLLS_OF_BROKEN_LINES = 20
"""How long lines that can't be read may be those of a file that is still being written."""


class KeptExport(NamedTuple):
    """What was found to be exported, and whether anything had to be written."""

    papers: int
    wrote: bool
    message: str
    """One sentence without its full stop."""


class ExportWatch:
    """A file that holds the papers a query finds, in one format; written only if it would differ."""

    def __init__(self, reading: ReadingList, shelf: Callable[[], Shelf], form: Format, path: Path) -> None:
        self._reading = reading
        self._shelf = shelf
        self._form = form
        self._path = path
        self._known = {*reading.library.trouble, RELOADED.format(reading.home.library.name)}
        self._had_library = reading.home.library.exists()
        self._day = reading.today
        self._due = False
        self._wait = 0
        self._quiet = 0

    def write(self) -> KeptExport:
        """Write the file unless it is as it should be; of a folder, those that aren't.

        Raises:
            ReaderError: it can't be written; an existing file is unchanged.
        """
        reading, shelf = self._reading, self._shelf()
        papers = ShelfPapers(reading.library, shelf)
        kept = self._folder(papers) if self._form.kind == "folder" else self._file(papers)
        self._due, self._had_library = False, reading.home.library.exists()
        return kept

    def _folder(self, papers: ShelfPapers) -> KeptExport:
        from readerapp.actions import vault  # few exports need it

        done, wrote = vault.export(self._reading, Items(self._reading, papers), self._path)
        return KeptExport(len(papers), wrote, done.message)

    def _file(self, papers: ShelfPapers) -> KeptExport:
        data = b"".join(document(self._reading, papers, self._form, self._path))
        wrote = self._content() != data
        if wrote:
            write(self._path, (data,))
        already = "" if wrote else " already"
        return KeptExport(len(papers), wrote, f"{self._path} has {paper_count(len(papers))}{already}")

    def _content(self) -> bytes | None:
        try:
            return self._path.read_bytes()
        except OSError:
            return None

    def poll(self) -> KeptExport | None:
        """Write the file if that is due, and return what was written. To be called every half second.

        It is due once papers, state or date have changed and the files are quiet again.

        Raises:
            ReaderError: the file can't be written, or what it is made from is broken; it is tried again.
        """
        today = self._reading.today
        if self._reading.poll() or today != self._day:
            self._day, self._due, self._wait, self._quiet = today, True, 0, 0
        elif self._wait:
            self._wait -= 1
        elif self._due:
            return self._written()
        return None

    def _written(self) -> KeptExport | None:
        self._quiet += 1
        if broken := self._broken():
            raise ReaderError(f"{broken}; {self._path.name} stays as it is")
        try:
            kept = self.write()
        except ReaderError:
            self._due, self._wait = True, _POLLS_AFTER_A_FAILURE
            raise
        return kept if kept.wrote else None

    def _broken(self) -> str:
        """Return what is wrong with the library since the last write, as in the midst of being replaced.

        Lines that stay unreadable are left out in the end, as everywhere; but an empty file is no library.
        """
        library = self._reading.home.library
        found = files.signature(library)
        if self._had_library and (found is None or found[2] == 0):
            return f"{library} is {'gone' if found is None else 'empty'}"
        new = [it for it in self._reading.library.trouble if it not in self._known]
        if self._quiet > _POLLS_OF_BROKEN_LINES:
            self._known.update(new)
            return ""
        return new[0].removesuffix("; left out") if new else ""
