"""Papers in and out: from files, addresses, the clipboard and the reader's sources; to a file."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from readerapp.cli.main import invoke
from readerapp.domain.errors import ReaderError
from readerapp.plain.desk import PlainDesk


class PlainIntake(PlainDesk):
    """Commands that are verbs of the command line, and those verbs."""

    def do_add(self, rest: str) -> None:
        """Add papers from a file, folder or address."""
        source = rest or self.console.ask("File, folder or address: ")
        if source:
            self.run_verb("add", rest=source)

    def do_paste(self, _rest: str) -> None:
        """Add papers from the clipboard."""
        self.run_verb("add", "--paste")

    def do_inbox(self, rest: str) -> None:
        """Add what is in the inbox folder."""
        self.run_verb("inbox", rest=rest)

    def do_refresh(self, rest: str) -> None:
        """Fetch new papers."""
        self.run_verb("fetch", rest=rest)

    def do_export(self, rest: str) -> None:
        """Write the selected papers, else the list, to a file."""
        from readerapp.actions.exporting import export
        from readerapp.exports import known_endings

        name = rest or self.console.ask(f"File to write, ending in {known_endings()}: ")
        if name:
            keys = self.selected or map(self.listing.key, range(1, len(self.listing.shelf.rows) + 1))
            self.did(export(self.lib, map(self.lib.paper, keys), name))

    def run_verb(self, *words: str, rest: str = "") -> None:
        """Run a verb of the command line with the words of a text, and list what it may have changed."""
        before = len(self.lib.library)
        try:
            more: Sequence[str] = shlex.split(rest)
        except ValueError as error:
            raise ReaderError(f"{rest!r}: {error}") from error
        invoke([*words, *more], self.session)
        self.lib.poll()
        if (added := len(self.lib.library) - before) > 0:
            self.say(f"{added:,} more papers; {self.worded('{view-1}')} or / lists them")
